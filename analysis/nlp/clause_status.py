"""Whether a text states what a verb says as a fact.

A verb is stated as a fact unless something in its clause or above it leaves that open: a negation
("there is no sign that …"), a condition, a modal, a question, a wish, a purpose, an allegation.
What the parse does not decide counts as open: to state what a text does not is the worse mistake.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Span, Token

from analysis.entity_types import Trait, labels_with
from analysis.nlp.lexicon import VerbFrame, group_nouns, nouns, verb_frames
from analysis.nlp.quotes.attribution_syntax import is_negated
from analysis.word_lists import read_rows

#: Modal verbs that announce a fact instead of leaving it open.
_ANNOUNCING = frozenset(("will", "shall", "wo", "'ll", "’ll", "ll"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_ARGUMENTS = frozenset((*_SUBJECTS, "dobj", "pobj", "attr", "dative"))
#: Auxiliaries that stand before their subject in a condition without "if": "should it fail".
_INVERTED = ("should", "had", "were")
_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN", "PRON")
#: Marks that may follow the end of a quoted sentence.
_CLOSING = "\"'”’"
_ACTORS = labels_with(Trait.HOLDER)
#: Endings of nouns for persons that no list has: "captors", "loyalists".
_ACTOR_ENDINGS = ("ist", "ian", "man", "woman", "men", "women", "eer", "or")
#: How many words above a verb are read, at most; what is deeper counts as open.
_MAX_CLIMB = 12


@cache
def _words(kind: str) -> frozenset[str]:
    rows = read_rows("nlp", "clause_status.csv")
    return frozenset(row["word"] for row in rows if row["as"] == kind)


def is_asserted(verb: Token) -> bool:
    """Return whether the text states a verb as a fact, by itself or in somebody's words."""
    if _is_command(verb) or _is_left_open(verb) or _is_question(verb):
        return False
    word = verb
    for _ in range(_MAX_CLIMB):
        above = word.head
        if above == word:
            return True
        decided = _judge_link(word, above)
        if decided is not None:
            return decided
        is_open = _is_left_open(above) if above.pos_ in _VERBS else _is_denied(above)
        if is_open and not (word.dep_ == "conj" and _is_own_clause(word)):
            return False
        word = above
    return False


def is_denied(verb: Token) -> bool:
    """Return whether a verb or one above it in its clause is negated: "did not want to say"."""
    word = verb
    for _ in range(_MAX_CLIMB):
        if is_negated(word) or _has_nobody(word.children):
            return True
        if word.head == word or word.dep_ not in ("conj", "xcomp"):
            return False
        if word.dep_ == "conj" and _is_own_clause(word):
            return False
        word = word.head
    return False


def can_act(head: Token) -> bool:
    """Return whether a noun phrase is somebody who can act or hold a view, not a thing or an event.

    These are persons, bodies, states and groups: by the type of a name, or by the noun.
    """
    if head.ent_type_ in _ACTORS:
        return True
    if head.pos_ == "PRON":
        return head.lower_ in _words("person pronoun")
    lemma = head.lemma_.lower()
    is_actor = lemma in nouns() or lemma in _words("acting group") or lemma in group_nouns()
    return is_actor or (head.pos_ == "NOUN" and lemma.endswith(_ACTOR_ENDINGS))


def _judge_link(word: Token, above: Token) -> bool | None:
    """Return whether the relation of a word to the one above it decides; None if it does not."""
    lemma, decided = above.lemma_.lower(), None
    match word.dep_:
        case "ccomp" if above.pos_ in (*_VERBS, "ADJ"):
            decided = _judge_content(word, above)
        case "acl" if not _has_mark(word):
            decided = _judge_relative(above)
        case "acl" | "ccomp" | "csubj":
            decided = lemma in _words("holds true") and not is_negated(above)
        case "relcl":
            decided = _judge_relative(above)
        case "advcl":
            decided = _judge_adverbial(word)
        case "xcomp" if not _has_to(word.children) and word.pos_ == "VERB":
            decided = None if lemma in _words("brings about") else False
        case "pcomp":
            decided = None if above.lower_ in _words("stated before") else False
        case "dobj" | "pobj":  # reached from a clause on an indefinite noun
            decided = False if lemma in _words("leaves open") else None
    return decided


def _judge_content(clause: Token, verb: Token) -> bool | None:
    """Return whether a verb or adjective leaves open what it governs; None if its own status does.

    Parsers make a clause before another one its content too: "talks fail; he goes on".
    """
    if clause.i < verb.i and not _has_mark(clause):
        return verb.lemma_.lower() not in _words("leaves open") and not is_negated(verb)
    return None if _has_clause(verb) else False


def _has_clause(verb: Token) -> bool:
    """Return whether a verb or adjective leaves standing what it says that somebody says."""
    lemma = verb.lemma_.lower()
    if lemma in _words("holds true"):
        return True
    is_reporting = lemma in verb_frames() and verb_frames()[lemma].has_any(
        VerbFrame.CLAUSE | VerbFrame.QUOTE
    )
    is_limited = any(child.dep_ == "advcl" and _is_condition(child) for child in verb.children)
    return is_reporting and lemma not in _words("leaves open") and not is_limited


def _judge_relative(noun: Token) -> bool | None:
    """Return whether a clause on a noun is stated; None where the verb above the noun decides.

    "the ship that left" and "Ann Orr, who left" are stated, "wants a ship that leaves" is not.
    """
    determiners = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss")}
    if {noun.lower_, *determiners} & (_words("whoever") | _words("nobody")):
        return False
    is_definite = noun.pos_ == "PROPN" or bool(determiners - {"a", "an", "some", "another"})
    return True if is_definite else None


def _judge_adverbial(clause: Token) -> bool | None:
    """Return that an event or reason is stated whatever its main clause says: "after it left"."""
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    is_past = clause.tag_ == "VBD" or any(
        child.lower_ in ("was", "were", "had", "has", "have") for child in clause.children
    )
    is_present = clause.tag_ in ("VBZ", "VBP")
    is_stated = (is_past and marks & _words("past event")) or (
        is_present and marks & _words("present reason")
    )
    return True if is_stated else None


def _is_left_open(verb: Token) -> bool:
    """Return whether a verb's own clause is negated, conditional, or under a modal or "to"."""
    children = list(verb.children)
    if is_negated(verb) or _has_nobody(children) or _has_condition(verb, children):
        return True
    for child in children:
        word, dep = child.lower_, child.dep_
        if dep in ("aux", "auxpass") and child.tag_ == "MD" and word not in _ANNOUNCING:
            return True
        if dep in ("mark", "advmod", "prep") and word in _words("condition"):
            return True
        if dep in ("advmod", "cc", "preconj") and word in _words("hedge"):
            return True
    return _has_to(children) and not (
        verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _words("brings about")
    )


def _has_condition(verb: Token, children: Sequence[Token]) -> bool:
    """Return whether a condition limits a verb; a past report is not limited by one.

    What is announced ("will pay") is limited by a condition anywhere in its sentence, since parsers
    attach conditions to other verbs too.
    """
    if any(child.dep_ == "aux" and child.lower_ in _ANNOUNCING for child in children):
        return any(_is_condition(word) for word in verb.sent if word.pos_ in _VERBS)
    clauses = [child for child in children if child.dep_ in ("advcl", "prep")]
    if not clauses or (verb.tag_ == "VBD" and any(child.dep_ == "ccomp" for child in children)):
        return False
    asks = verb.lemma_ in verb_frames() and verb_frames()[verb.lemma_].has_any(VerbFrame.QUESTION)
    return any(
        _is_condition(clause) and not (asks and clause.left_edge.i == verb.i + 1)
        for clause in clauses
    )


def _is_condition(clause: Token) -> bool:
    """Return whether a clause is a condition: "if it fails", "should it fail"."""
    subject = next((child for child in clause.children if child.dep_ in _SUBJECTS), None)
    for child in clause.children:
        is_mark = child.dep_ in ("mark", "advmod") and child.lower_ in ("if", "unless", "provided")
        if is_mark and clause.dep_ != "ccomp":
            return not _is_concession(child)
        is_inverted = child.dep_ in ("aux", "auxpass") and child.lower_ in _INVERTED
        if is_inverted and subject is not None and child.i < subject.i:
            return True
    return False


def _is_concession(mark: Token) -> bool:
    """Return whether "if" is that of "even if" or "as if"."""
    return mark.i > 0 and mark.nbor(-1).lower_ in ("even", "as")


def _has_nobody(children: Iterable[Token]) -> bool:
    """Return whether a verb's subject or object is nobody or nothing: "no country attacked"."""
    return any(_is_denied(child) for child in children if child.dep_ in _ARGUMENTS)


def _is_denied(noun: Token) -> bool:
    if noun.pos_ not in _NOUNS and noun.dep_ not in _SUBJECTS:
        return False
    nobody = _words("nobody")
    if noun.lower_ in nobody:
        return True
    return any(
        (child.dep_ == "det" and child.lower_ in nobody) or child.dep_ == "neg"
        for child in noun.children
    )


def _has_to(children: Iterable[Token]) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in children)


def _has_mark(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.children)


def _is_own_clause(verb: Token) -> bool:
    """Return whether a conjoined verb is free of what limits the first: "did not go but wrote"."""
    first, children = verb.head, list(verb.children)
    has_subject = any(child.dep_ in _SUBJECTS for child in children)
    is_contrast = any(child.dep_ == "cc" and child.lower_ == "but" for child in first.children)
    has_tense = verb.tag_ in ("VBD", "VBZ", "VBP") and first.tag_ in ("VB", "VBN", "VBG")
    return has_subject or is_contrast or has_tense


def _is_question(verb: Token) -> bool:
    """Return whether a verb's sentence asks; a question that it only reports does not count."""
    sentence = verb.sent
    if "?" not in _find_last_word(sentence):
        return False
    text = sentence.text.rstrip()
    bare = text.rstrip(_CLOSING)
    if not bare.endswith("?"):
        return False
    is_quoted_question = bare != text
    before = text[: verb.idx - sentence.start_char]
    is_inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return is_inside or not is_quoted_question


def _find_last_word(sentence: Span) -> str:
    """Return the last token of a sentence that is more than space and closing marks."""
    doc = sentence.doc
    for position in range(sentence.end - 1, sentence.start - 1, -1):
        word: str = doc[position].text
        if word.strip(_CLOSING) and not word.isspace():
            return word
    return ""


def _is_command(verb: Token) -> bool:
    if verb.dep_ != "ROOT" or verb.tag_ != "VB":
        return False
    return not any(child.dep_ in (*_SUBJECTS, "aux", "auxpass") for child in verb.children)
