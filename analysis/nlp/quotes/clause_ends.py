"""Where the content of a reporting verb ends: after its own words, before those of the reporter.

Parsers lose the verb of a content after a participle ('the men, trained abroad, hoped to …'), and
attach to it what the reporter adds: what somebody answered, what the speaker did meanwhile, and a
judgement after a dash.
"""

from spacy.tokens import Doc, Token

from analysis.nlp.lexicon import VerbFrame, verb_frames, words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution_syntax import find_shared_cue, is_finite, is_negated

#: Most tokens from a content to the first of what ", but" joins to it.
_MOST_JOINING = 3
#: Most tokens from "but" to its verb: 'but then declined to say when'.
_MOST_TO_VERB = 4
#: Words that join a further content of the same speaker: "…, and also warned".
_JOINING = frozenset((",", "and", "but", "also"))
#: Tags of modals and of verbs in the present.
_PRESENT = frozenset(("MD", "VBZ", "VBP"))
#: Subjects that mean nothing by themselves: 'there is no proof'.
_NOTHING = frozenset(("it", "that", "there", "this"))
#: Frames of the verbs that can be a parenthesis: "…, he said".
_PARENTHETICAL = VerbFrame.QUOTE | VerbFrame.CLAUSE
#: Relations of what tells something of a noun: "a move that worries farmers".
_TELLING = frozenset(("relcl", "acl", "advcl"))
#: Relations by which parsers attach the subject of the main clause to the clause before it.
_MISREAD_SUBJECTS = frozenset(("appos", "conj", "npadvmod"))
_DASHES = frozenset(("—", "–", "--", "-"))


def find_content_end(article: ArticleParse, cue: Token, clause: Token) -> int:
    """Return where the content that a verb introduces ends, as a position of a token.

    Args:
        article: The article.
        cue: The reporting verb.
        clause: The head of what it introduces, after it.
    """
    end = _complete_conjunction(cue, _find_end_of_content(article, cue, clause))
    end = _extend_to_predicate(article, cue, clause, end)
    end = _extend_to_comparison(cue, clause, end)
    end = _extend_to_verb(cue, end)
    return _trim_reporter_words(article, cue, clause, end)


def _extend_to_predicate(article: ArticleParse, cue: Token, clause: Token, end: int) -> int:
    """Return the end of a content whose verb parsers take for a second content.

    'Orr said the men, trained abroad, hoped to dig': 'hoped' has no subject of its own. But that of
    'Orr, asked whether it leaks, warned them' is Orr. In 'Orr said he was worried the mill might
    close' the clause of 'worried' has one.
    """
    has_speaker = any(word.dep_ in ("nsubj", "nsubjpass") for word in cue.lefts)
    if not has_speaker and cue.tag_ != "VBG":
        return end
    for child in cue.rights:
        is_second = child.dep_ == "ccomp" and child.i > clause.i
        has_subject = any(word.dep_ in ("nsubj", "nsubjpass", "mark") for word in child.lefts)
        is_report = _has_own_cue(child) and any(word.dep_ == "ccomp" for word in child.rights)
        between = cue.doc[end : child.left_edge.i]
        is_next = child.left_edge.i == end and not child.left_edge.is_punct
        is_of_adjective = is_next and cue.doc[end - 1].tag_ in ("JJ", "VBN")
        if not is_second or (has_subject and not is_of_adjective) or is_report:
            continue
        if is_of_adjective and has_subject:
            end = _complete_conjunction(cue, _find_end_of_content(article, cue, child))
        elif all(token.is_punct for token in between):
            end = max(end, child.right_edge.i + 1)
    return end


def _extend_to_verb(cue: Token, end: int) -> int:
    """Return the end of a content whose verb parsers give to another clause: 'that coal will go'.

    Nothing before ``end`` is finite then.
    """
    doc = cue.doc
    is_marked = doc[cue.i + 1].lower_ in ("that", *words("question"))
    if not is_marked or end >= cue.sent.end or not is_finite(doc[end]):
        return end
    if any(map(is_finite, doc[cue.i + 1 : end])):
        return end
    verb = doc[end].head if doc[end].dep_ in ("aux", "auxpass") else doc[end]
    return max(end, verb.right_edge.i + 1)


def _extend_to_comparison(cue: Token, clause: Token, end: int) -> int:
    """Return the end of a content that goes on: 'Orr said that the older it is, the more it leaks'.

    Parsers take the first half for the content.
    """
    doc, stop = cue.doc, cue.sent.end
    if end + 2 >= stop or doc[end].text != "," or not _is_comparison(doc[end + 1]):
        return end
    if not any(_is_comparison(token) for token in doc[cue.i + 1 : clause.i + 1]):
        return end
    while stop > end and (doc[stop - 1].is_punct or doc[stop - 1].is_space):
        stop -= 1
    return stop


def _is_comparison(article: Token) -> bool:
    """Return whether "the" begins 'the older', 'the more often'."""
    is_before = article.i + 1 < len(article.doc)
    return article.lower_ == "the" and is_before and article.nbor().tag_ in ("JJR", "RBR")


def _trim_reporter_words(article: ArticleParse, cue: Token, clause: Token, end: int) -> int:
    """Return the end of a content before what the reporter says at its end."""
    doc = cue.doc
    end = min(end, _find_main_clause(cue, clause, end))
    for token in doc[clause.i + 1 : end]:
        if token.idx in article.quoted_spans:
            continue
        if token.text in _DASHES and _is_judgement(article, token, end):
            return token.i
        if token.right_edge.i + 1 < end:
            continue
        if token.dep_ == "relcl" and _is_answer(token):
            return token.left_edge.i - 1
        if token.tag_ == "VBG" and token.dep_ == "advcl" and _is_meanwhile(token):
            return token.left_edge.i
        if _is_other_report(token) or _is_concession(token) or is_withheld(token):
            return token.left_edge.i - 1
        if (
            token.dep_ == "appos"
            and token.lemma_.lower() in words("aside")
            and _has_added_clause(token)
        ):
            return token.left_edge.i
    return end


def _find_main_clause(cue: Token, clause: Token, end: int) -> int:
    """Return where the clause begins on which "While she said …, " depends; ``end`` if none does.

    Parsers may take its subject for an apposition: 'While she said it leaks, Orr, who …, noted'.
    """
    main = cue.head
    if cue.dep_ != "advcl" or main.i <= clause.i:
        return end
    subjects = [child for child in main.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    if subjects:
        return min(end, max(subjects[0].left_edge.i, clause.i + 1))
    for token in cue.doc[clause.i + 1 : end]:
        is_last = token.right_edge.i + 1 >= end and token.dep_ in _MISREAD_SUBJECTS
        if is_last and cue.doc[token.left_edge.i - 1].text == "," and token.pos_ == "PROPN":
            return token.left_edge.i - 1
    return end


def _is_answer(verb: Token) -> bool:
    """Return whether a relative clause tells what somebody says to it: 'which Orr denied'."""
    which = next((word for word in verb.subtree if word.lower_ == "which"), None)
    if which is None or which.i != verb.left_edge.i or which.nbor(-1).text != ",":
        return False
    has_speaker = any(word.dep_ == "nsubj" and word != which for word in verb.lefts)
    is_reported = verb.lemma_ in verb_frames() and any(word.dep_ == "ccomp" for word in verb.rights)
    is_judged = verb.lemma_ in words("judging") | words("denying")
    return has_speaker and (is_reported or is_judged)


def _is_meanwhile(verb: Token) -> bool:
    """Return whether a participle tells what the speaker did meanwhile: 'while urging them'."""
    is_while = any(word.lower_ == "while" for word in verb.lefts)
    return is_while and (verb.lemma_ in verb_frames() or verb.lemma_ in words("judging"))


def _is_other_report(verb: Token) -> bool:
    """Return whether a clause tells what somebody else says: '…, while Orr insists that it leaks'.

    'While Orr has been adamant that it leaks' too; 'while she says' may be the speaker's own words.
    """
    mark, doc = verb.left_edge, verb.doc
    if verb.dep_ != "advcl" or mark.lower_ != "while" or doc[mark.i - 1].text != ",":
        return False
    subjects = [word for word in verb.lefts if word.dep_ == "nsubj"]
    is_other = bool(subjects) and subjects[0].pos_ in ("NOUN", "PROPN")
    stated = [verb, *(word for word in verb.rights if word.dep_ == "acomp")]
    is_report = verb.pos_ == "AUX" or verb.lemma_ in verb_frames()
    has_content = any(child.dep_ == "ccomp" for word in stated for child in word.rights)
    return is_other and is_report and has_content


def _is_concession(verb: Token) -> bool:
    """Return whether a clause adds what else is said: ', though he did not say when'."""
    if verb.dep_ != "advcl":
        return False
    first = verb.left_edge.nbor() if verb.left_edge.lower_ == "even" else verb.left_edge
    if first.lower_ not in ("though", "although") or verb.left_edge.nbor(-1).text != ",":
        return False
    is_report = verb.lemma_ in verb_frames() or verb.lemma_ in words("withholding")
    has_content = any(child.dep_ == "ccomp" for child in verb.rights)
    return is_report and (has_content or is_negated(verb))


def is_withheld(verb: Token) -> bool:
    """Return whether a verb tells what the speaker did not say: 'but did not elaborate'."""
    subjects = ("nsubj", "nsubjpass")
    is_after_but = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).lower_ == "but"
    if verb.dep_ != "conj" or not is_after_but or any(word.dep_ in subjects for word in verb.lefts):
        return False
    if is_negated(verb):
        return verb.lemma_ in words("withholding")
    refused = (child.lemma_ for child in verb.rights if child.dep_ == "xcomp")
    is_refusal = verb.lemma_ in ("decline", "refuse")
    return is_refusal and any(
        lemma in words("withholding") or lemma in verb_frames() for lemma in refused
    )


def is_withheld_next(doc: Doc, start: int) -> bool:
    """Return whether words from a position on tell what the speaker did not say."""
    return any(map(is_withheld, doc[start : start + _MOST_TO_VERB]))


def _is_judgement(article: ArticleParse, dash: Token, end: int) -> bool:
    """Return whether a dash leads into the reporter's judgement: '— a move that worries them'."""
    doc = dash.doc
    if dash.i + 1 >= end or doc[dash.i + 1].lower_ not in ("a", "an"):
        return False
    rest = doc[dash.i + 1 : end]
    is_last = not any(token.text in _DASHES for token in rest)
    is_quoted = any(token.idx in article.quoted_spans for token in rest)
    return is_last and not is_quoted and _has_added_clause(doc[dash.i + 1].head)


def _has_added_clause(noun: Token) -> bool:
    """Return whether a clause after a noun with "a" tells something of it."""
    has_article = any(word.lower_ in ("a", "an") for word in noun.lefts)
    return has_article and any(child.dep_ in _TELLING for child in noun.rights)


def _find_end_of_content(article: ArticleParse, cue: Token, clause: Token) -> int:
    """Return where the content ends: before a further one of the same speaker ("…, adding …")."""
    end = clause.right_edge.i + 1
    for token in article.doc[clause.i + 1 : end]:
        if not article.is_cue(token, _PARENTHETICAL) or find_shared_cue(token) != cue:
            continue
        start = token.left_edge.i if token.left_edge.i > clause.i else token.i
        is_participle = token.tag_ == "VBG"
        is_joined = article.doc[start - 1].lower_ in _JOINING or article.doc[start - 1].is_punct
        if is_participle and not is_joined:
            continue  # 'she wakes up wondering why' is one content
        if is_participle or any(child.dep_ == "ccomp" for child in token.children):
            while start - 1 > clause.i and article.doc[start - 1].lower_ in _JOINING:
                start -= 1
            return min(start, end)
    return _extend_to_reported(cue, end)


def _extend_to_reported(cue: Token, end: int) -> int:
    """Return the end of a content that goes on: 'Orr said it leaks, but it would be mended'.

    Parsers attach the second part to the verb of saying. Its tense shows that it is reported, since
    reporters tell what happened in the past tense: 'Orr said it leaks, but needs little'.
    """
    if cue.tag_ != "VBD":
        return end
    for child in cue.rights:
        joins = cue.doc[end : child.left_edge.i + 1]
        is_next = len(joins) <= _MOST_JOINING and any(word.dep_ == "cc" for word in joins)
        if child.dep_ == "conj" and is_next and not _has_own_cue(child) and _is_reported(child):
            return child.right_edge.i + 1
    return end


def find_end_after_attribution(cue: Token, attribution_end: int, end: int) -> int:
    """Return the end of a content that goes on after its attribution.

    'It leaks, Orr says, but needs little', 'It leaks, Orr said, because it is old': parsers attach
    the second part to the verb of saying.

    Args:
        cue: The reporting verb.
        attribution_end: The last token of the attribution.
        end: The end by the parse, as a position of a token.
    """
    doc = cue.doc
    for child in cue.rights:
        first = child.left_edge.i
        joins = [doc[n].lower_ for n in range(attribution_end + 1, child.i)]
        if first <= attribution_end or joins[:1] != [","]:
            continue
        is_reason = child.dep_ == "advcl" and doc[first].lower_ in words("reason")
        has_subject = any(word.dep_ in ("nsubj", "nsubjpass") for word in child.lefts)
        is_contrast = child.dep_ == "conj" and joins[1:2] == ["but"] and not has_subject
        is_contrast &= not _has_own_cue(child) and (cue.tag_ != "VBD" or _is_reported(child))
        if is_reason or is_contrast:
            return max(end, child.right_edge.i + 1)
    return end


def _is_reported(clause: Token) -> bool:
    """Return whether a clause that is joined to a past one has "that", a modal or a present verb.

    Reporters tell what somebody has done since or could do then ('but the town has refused'), what
    is beside it ('but there is no proof') and who else does it ('and who waits').
    """
    before = list(clause.lefts)
    if any(word.dep_ == "mark" and word.lower_ == "that" for word in before):
        return True
    finite = next((word for word in before if word.dep_ in ("aux", "auxpass")), clause)
    is_past = finite.lower_ == "could" or (finite != clause and finite.lemma_ == "have")
    is_copula = finite == clause and clause.lemma_ == "be"
    is_remark = is_copula and any(word.lower_ in _NOTHING for word in before)
    is_relative = any(word.tag_ in ("WP", "WDT") for word in before)
    return finite.tag_ in _PRESENT and not (is_past or is_remark or is_relative)


def _has_own_cue(clause: Token) -> bool:
    return clause.lemma_ in verb_frames()


def _complete_conjunction(cue: Token, end: int) -> int:
    """Return the end of a content whose last word is "and" or "but": after what it joins.

    Parsers attach the second part of "if it is old and if it leaks" to the cue.
    """
    doc = cue.doc
    if end >= cue.sent.end or doc[end - 1].dep_ != "cc":
        return end
    joined = [child for child in cue.rights if child.left_edge.i == end]
    if not joined or joined[0].dep_ not in ("advcl", "prep", "conj", "ccomp"):
        return end - 1
    has_subject = any(child.dep_ == "nsubj" for child in joined[0].children)
    is_own_clause = joined[0].dep_ == "conj" and has_subject
    return end - 1 if is_own_clause else joined[0].right_edge.i + 1
