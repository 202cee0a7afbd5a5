"""Documents as sources: 'the letter', 'a report by the ministry', 'a complaint Acme filed'.

What a document says belongs to who made it: whom the phrase names as its maker, or whom an earlier
mention of the document does ('Acme sent a letter. … The letter said'). It never belongs to who
happened to speak last. A document without a known maker, or with several, is shown as its own
words; one that the phrase tells nothing about ('the report') only describes the source, unless it
belongs to a case ('the lawsuit') or hides its author ('the post'), and nothing that follows refers
to it. The names before a poll mostly say what it is about ('the Clinton poll', 'the Senate poll'),
so that a name there made it only if it is of an organisation that nobody elects.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.entity_types import FIGURE_KINDS, GPE, ORG, PERSON, Trait, labels_with
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_roles import get_content_words, get_role_phrase, join_tokens
from analysis.nlp.lexicon import nouns, verb_frames, words
from analysis.nlp.quotes.attribution_syntax import find_relative_antecedent
from analysis.nlp.quotes.polls import find_addition

#: Maximum distance, in sentences, of an earlier mention of a document that names its maker
#: (judgement: an article keeps to a document for some paragraphs).
_REACH = 12
#: Prepositions that introduce the maker of a document.
_MAKER_PREPOSITIONS = frozenset(("by", "from"))
#: Words inside the name of a body, after which only its end stands: 'Veterans of America'.
_INNER_WORDS = frozenset(("and", "of", "for", "&"))
#: Relative pronouns, which may issue a document.
_RELATIVES = frozenset(("who", "which", "that"))
#: Labels of entities that make documents; of a place ('reports from Oslo') only a possessive does.
_MAKERS = frozenset((*labels_with(Trait.AUTHOR), PERSON))


def is_document(head: Token) -> bool:
    """Return whether a noun phrase is a document."""
    return head.pos_ in ("NOUN", "PROPN") and head.lemma_.lower() in words("document")


def resolve_document(state: DiscourseState, head: Token, phrase: str) -> Speaker:
    """Return who made the document that the phrase of ``head`` names, or the document itself.

    Args:
        state: The state of the discourse.
        head: The head of the phrase.
        phrase: The phrase without its article.
    """
    maker = find_maker(state, head) or _find_owner(state, head) or _find_issuer(state, head)
    makers = ""
    if not maker:
        pollster = _find_joint_pollster(state, head) if _is_poll(head) else ""
        makers = pollster or _find_maker_in_words(state, head)
    is_bare = len(get_content_words(join_tokens(get_role_phrase(head)))) == 1
    is_definite = head.left_edge.lower_ in ("the", "this", "that", "its", "their", "his", "her")
    if not (maker or makers) and is_definite:
        maker = _find_introduced_maker(state, head)
        if not maker:
            earlier = (
                _find_maker_in_words(state, token) for token in _find_same_before(state, head)
            )
            makers = next(filter(None, earlier), "")
    if makers:
        return Speaker(makers, "", "document")
    if maker:
        return state.make_speaker(maker, "document")
    is_place = _is_poll(head) and head.dep_ == "pobj" and head.head.lower_ == "in"
    tells_nothing = is_bare and head.lemma_.lower() not in words("document of a court")
    # Somebody else speaks in 'a video of Ann Orr', and 'the post' hides its author.
    if is_place or (tells_nothing and head.lemma_.lower() in words("document of an author")):
        return NOBODY
    if tells_nothing:
        word = head.lower_ if head.pos_ == "NOUN" else head.text
        return Speaker(word, "", "description", is_passing=True)
    return Speaker(phrase, "", "document")


def find_maker(state: DiscourseState, head: Token) -> str:
    """Return the key of who made a document, by its own phrase; empty if it names nobody."""
    for token in _find_maker_tokens(head):
        name = state.name_at(token)
        if name is not None and not token.conjuncts and _can_make(name, head, token):
            return name.key
    return ""


def _find_owner(state: DiscourseState, head: Token) -> str:
    """Return the key of who made 'her letter'; empty if unknown. 'His indictment' is another's."""
    if head.lemma_.lower() in words("document of a court"):
        return ""
    owners = (state.owners.get(child.i, "") for child in head.lefts if child.dep_ == "poss")
    key = next(filter(None, owners), "")
    return key if key and state.entities[key].label in _MAKERS else ""


def _find_maker_in_words(state: DiscourseState, head: Token) -> str:
    """Return who made a document by its own phrase, where that is no name of the article.

    'the Oslo Lookout's database', 'a report by the Holt Center for Justice', 'a Holt Institute
    report'; but not 'the Keystone report', where the word before it may be its subject.
    """
    for token in _find_maker_tokens(head):
        doc, start, end = token.doc, token.i, token.i + 1
        is_name = (
            token.pos_ == "PROPN" and token.dep_ != "nsubj" and token.ent_type_ not in FIGURE_KINDS
        )
        if not is_name or token.conjuncts or state.name_at(token) is not None:
            continue
        while (
            start > head.left_edge.i
            and doc[start - 1].pos_ == "PROPN"
            and not doc[start - 1].like_num
        ):
            start -= 1
        if start and doc[start - 1].lower_ in _INNER_WORDS:
            continue  # 'the Iraq and Cuba Veterans'
        noun = nouns().get(token.lower_)
        is_body = noun is not None and noun.kind == "organisation"
        if token.i < head.i and token.dep_ != "poss" and not (is_body and start < token.i):
            continue
        while end < len(doc) and token.i > head.i:
            is_joined = doc[end].lower_ in ("of", "for") and end + 1 < len(doc)
            if doc[end + is_joined].pos_ != "PROPN":
                break
            end += 1 + is_joined
        return join_tokens(doc[start:end])
    return ""


def _can_make(name: Name, document: Token, noun: Token) -> bool:
    """Return whether a name made a document whose phrase has it.

    Args:
        name: The name.
        document: The head of the phrase.
        noun: The word of the name that depends on it.
    """
    if name.label not in _MAKERS:
        return False
    if not _is_poll(document):
        return noun.dep_ == "poss" or name.label != GPE
    if noun.i > document.i:
        return noun.head.lower_ == "by" or name.label != GPE
    return name.label == ORG and noun.lower_ not in words("elected body")


def _is_poll(noun: Token) -> bool:
    return noun.lemma_.lower() in words("poll")


def _find_maker_tokens(head: Token) -> Iterator[Token]:
    """Yield the nouns of a phrase that may name the maker of a document."""
    for child in head.children:
        is_joint = any(token.text == "/" for token in head.doc[head.left_edge.i : head.i])
        is_before = child.dep_ == "compound" or (child.dep_ == "nmod" and not is_joint)
        is_before &= child.i < head.i
        if child.dep_ == "poss" or (is_before and child.pos_ == "PROPN"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _MAKER_PREPOSITIONS:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ in ("acl", "relcl"):
            yield from _find_agents(child, head)
    if _is_poll(head):
        for noun in find_addition(head):
            if noun.dep_ == "pobj" and noun.head.lower_ in _MAKER_PREPOSITIONS:
                yield noun


def _find_agents(verb: Token, document: Token) -> Iterator[Token]:
    """Yield who issued a document: 'issued by Acme', 'Acme filed', 'a poll Acme ran'."""
    is_polling = _is_poll(document) and verb.lemma_ in words("polling")
    if verb.lemma_ not in words("issuing") and not is_polling:
        return
    if verb.lemma_ in words("making public") and document.lemma_.lower() in words("record"):
        return  # 'emails released by Acme' are not Acme's
    is_passive = verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children)
    for child in verb.children:
        if child.dep_ == "agent" or (is_passive and child.dep_ == "prep" and child.lower_ == "by"):
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ == "nsubj" and not is_passive:
            yield child


def _find_introduced_maker(state: DiscourseState, head: Token) -> str:
    """Return the key of who made a document, by the nearest earlier mention that tells it."""
    for token in _find_same_before(state, head):
        maker = find_maker(state, token) or _find_issuer(state, token)
        if maker:
            return maker
    return ""


def _find_same_before(state: DiscourseState, head: Token) -> Iterator[Token]:
    """Yield the earlier mentions of a document with its noun, the nearest first."""
    doc, lemma = head.doc, head.lemma_.lower()
    lemmas = words("poll") if _is_poll(head) else (lemma,)
    for number in range(head.left_edge.i - 1, -1, -1):
        token = doc[number]
        if state.sentence_of(head) - state.sentence_of(token) > _REACH:
            break
        if token.lemma_.lower() in lemmas and token.pos_ in ("NOUN", "PROPN"):
            yield token


def _find_joint_pollster(state: DiscourseState, head: Token) -> str:
    """Return who polled together where that is no name of the article: 'Herald/Acme'.

    'The Herald/Acme poll' tells it, and so does an earlier mention of the one that 'the poll' is.
    """
    is_definite = head.left_edge.lower_ in ("the", "this", "that")
    for poll in (head, *(_find_same_before(state, head) if is_definite else ())):
        end = poll.i
        while end > poll.left_edge.i and poll.doc[end - 1].is_lower:
            end -= 1  # 'a Herald/Acme opinion poll'
        start = end
        while start > poll.left_edge.i and _is_of_pollster(poll.doc[start - 1]):
            start -= 1
        while start < end and not poll.doc[start].is_alpha:
            start += 1
        pollster = poll.doc[start:end]
        if any(token.text == "/" for token in pollster):
            return join_tokens(pollster)
    return ""


def _is_of_pollster(token: Token) -> bool:
    """Return whether a token before 'poll' can be in the name of who polled: no month, no 'new'."""
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ != "DATE"
    return is_name or token.text == "/"


def _find_issuer(state: DiscourseState, token: Token) -> str:
    """Return the key of who issued a document; empty if unknown.

    'Acme sent a letter', 'Acme said in a letter', 'the company said in a letter'.
    """
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "in":
        verb = _find_verb_before(verb.head) or verb.head
    elif token.dep_ != "dobj" or verb.lemma_ not in words("issuing"):
        return ""
    labels = _MAKERS
    if _is_poll(token):
        labels = frozenset((ORG,))
        has_clause = any(child.dep_ == "ccomp" for child in verb.children)
        if token.dep_ == "pobj" and not (has_clause and verb.lemma_ in verb_frames()):
            return ""  # 'Acme trailed in a survey', 'Acme has 5 percent in a survey'
    for child in verb.children:
        if child.dep_ != "nsubj":
            continue
        subject = child
        if child.lower_ in _RELATIVES:  # 'Acme, which sent a letter'
            subject = find_relative_antecedent(child) or child
        apposed = [noun for noun in subject.children if noun.dep_ == "appos"]
        names = (state.name_at(noun) for noun in (subject, *apposed))
        name = next(filter(None, names), None)
        if name is not None and name.country is not None and name.country.metonymy == "people":
            continue  # 'Americans for Small Towns issued a statement'
        key = name.key if name is not None else state.find_key_of_speaker(subject)
        if key and state.entities[key].label in labels:
            return key
    return ""


def _find_verb_before(noun: Token) -> Token | None:
    """Return the reporting verb of which a name is the subject after it, or None.

    Parsers join 'in a letter' to the name in 'said Ann Orr in a letter'.
    """
    verb = noun.head
    is_inverted = noun.pos_ == "PROPN" and noun.dep_ == "nsubj" and verb.i < noun.i
    return verb if is_inverted and verb.lemma_ in verb_frames() else None
