"""Descriptions as speakers: 'the NSC official', 'a top U.S. official' or 'the airline'.

Whom a description means is found by :mod:`analysis.nlp.coref.antecedents`. A spokesperson without
a name speaks for an organisation and is not the organisation: how such a speaker was identified is
"representative". A spokesperson for a person remains a description, as all that fits nobody: it is
its own words.
"""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from analysis.entity_types import FIGURE_KINDS, GPE, LANGUAGE, NORP, ORG, PERSON
from analysis.nlp.coref.antecedent_weights import Antecedent
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.coref.documents import find_maker, is_document, resolve_document
from analysis.nlp.entities import person_names
from analysis.nlp.entities.organisation_names import is_acronym
from analysis.nlp.entities.person_name_matching import is_compatible
from analysis.nlp.entities.person_roles import get_content_words, get_role_phrase, join_tokens
from analysis.nlp.lexicon import Noun, group_nouns, nouns, words
from analysis.nlp.quotes.attribution_syntax import is_finite
from analysis.nlp.quotes.beside_quote import is_misread_name

#: Number of words kept of a long name that a describing noun is part of.
_NAME_WORDS = 2
#: Minimum number of letters of initials that stand for a name.
_MIN_INITIALS = 3
#: Maximum number of tokens from the end of a phrase to the head of another that is joined to it.
_MAX_JOINED = 5
#: Most words of a phrase that takes up a person described before: 'this person'.
_MOST_IN_TAKEN_UP = 2
#: Maximum number of tokens of what tells which persons are meant: 'familiar with the plan'.
_MAX_TRAIT = 8
#: Labels of figures and languages, which cannot speak.
_FIGURES = frozenset((*FIGURE_KINDS, LANGUAGE))
#: Returns whom a description that heads a quote means, by its head.
FindDescribed = Callable[[Token], Antecedent]


def resolve_description(
    state: DiscourseState, head: Token, find_described: FindDescribed
) -> Speaker:
    """Return the speaker whom the noun phrase of ``head`` describes: an entity, or its words."""
    lemma = head.lemma_.lower()
    noun = nouns().get(lemma)
    words_alone = Speaker(strip_article(join_tokens(_get_display_phrase(head))), "", "description")
    if head.ent_type_ in _FIGURES:
        return words_alone if _is_of_several(head) else NOBODY
    # 'The site said' may be a medium: only a maker shows that a document is meant.
    if is_document(head) and (noun is None or find_maker(state, head)):
        return resolve_document(state, head, words_alone.name)
    if head.tag_ in ("NNS", "NNPS") and (noun is None or head.lower_ != lemma):
        return _take_up_several(state, head, words_alone)
    if noun is not None:
        return _resolve_listed_noun(state, head, noun, words_alone, find_described)
    if head.pos_ == "PROPN" or is_misread_name(head) or _is_known_name(state, head):
        return _resolve_unlabelled_name(state, head)
    return _resolve_other_noun(state, head, words_alone)


def _take_up_unlisted(state: DiscourseState, head: Token, words_alone: Speaker) -> Speaker:
    """Return a person by the words of the phrase, or by those that described 'the person' before.

    Nobody is meant by 'person' in particular, so that no name is looked for.
    """
    lemma = head.lemma_.lower()
    if _is_definite(head) and len(words_alone.name.split()) <= _MOST_IN_TAKEN_UP:
        return state.described_speakers.get(lemma, words_alone)
    state.described_speakers[lemma] = words_alone
    return words_alone


def _is_of_several(amount: Token) -> bool:
    """Return whether a word tells how many speak: 'one of his lawyers', '60 percent of voters'."""
    for preposition in amount.rights:
        if preposition.lower_ == "of":
            return any(_can_several_speak(noun) for noun in preposition.children)
    return False


def _can_several_speak(noun: Token) -> bool:
    """Return whether a plural is of persons or bodies: 'voters', 'Americans', 'those polled'."""
    if noun.tag_ not in ("NNS", "NNPS"):
        return noun.lower_ == "those"
    lemma = noun.lemma_.lower()
    return lemma in nouns() or lemma in group_nouns() or noun.ent_type_ == NORP


def _take_up_several(state: DiscourseState, head: Token, words_alone: Speaker) -> Speaker:
    """Return several persons or bodies by their words, or by those that described them before.

    'The officials' are the 'two senior officials' who spoke last.
    """
    if head.tag_ != "NNS":
        return words_alone  # 'the Democrats' are the party
    is_bare = _is_definite(head) and words_alone.name.lower() == head.lower_
    if is_bare:
        return state.described_speakers.get(head.lower_, words_alone)
    if head.left_edge.lower_ not in ("these", "those", "both"):
        state.described_speakers[head.lower_] = words_alone
    return words_alone


def strip_article(phrase: str) -> str:
    """Return a phrase without its leading article; but 'a few farmers' are not 'few farmers'."""
    first, _, rest = phrase.partition(" ")
    if first.lower() not in ("the", "a", "an") or not rest:
        return phrase
    return f"{first.lower()} {rest}" if rest.lower().startswith("few ") else rest


def _get_display_phrase(head: Token) -> list[Token]:
    """Return the phrase of a description without relative clauses, and with what is joined to it.

    'experts and residents'; 'the letter to the mayor that was leaked' without its last part.
    """
    phrase = get_role_phrase(head)
    last = phrase[-1].i
    joined = [token for token in head.conjuncts if token.i > last and token.pos_ == "NOUN"]
    if joined and all(token.i - last <= _MAX_JOINED for token in joined[:1]):
        phrase += [token for token in head.doc[last + 1 : joined[-1].i + 1] if not token.is_space]
    else:
        phrase += _find_trait(head, last + 1)
    clauses = [token for token in phrase if token.dep_ == "relcl"]
    end = min((token.left_edge.i for token in clauses), default=phrase[-1].i + 1)
    end = min((t.i for t in phrase if t.i > head.i and t.text == "("), default=end)
    if clauses and head.doc[end - 1].is_punct:
        end -= 1
    return [token for token in phrase if token.i < end] or phrase


def _find_trait(head: Token, start: int) -> list[Token]:
    """Return the words right after persons that tell which: 'people familiar with the plan'."""
    lemma, noun = head.lemma_.lower(), nouns().get(head.lemma_.lower())
    is_person = lemma in words("person noun") or (noun is not None and noun.kind == "person")
    for child in head.rights:
        is_trait = child.tag_ in ("JJ", "VBN") and any(c.dep_ == "prep" for c in child.rights)
        trait = head.doc[child.left_edge.i : child.right_edge.i + 1]
        is_plain = len(trait) <= _MAX_TRAIT and not any(t.is_punct or is_finite(t) for t in trait)
        if is_person and is_trait and is_plain and child.left_edge.i == start:
            return [token for token in trait if not token.is_space]
    return []


def _is_definite(head: Token) -> bool:
    return head.left_edge.lower_ in ("the", "this", "that")


def _resolve_listed_noun(
    state: DiscourseState,
    head: Token,
    noun: Noun,
    words_alone: Speaker,
    find_described: FindDescribed,
) -> Speaker:
    """Return the person or organisation that a noun of the word list describes."""
    lemma, is_definite = head.lemma_.lower(), _is_definite(head)
    antecedent = find_described(head)
    if antecedent.key:
        speaker = state.make_speaker(antecedent.key, "description")
        return replace(speaker, lead=antecedent.lead)
    if noun.kind == "person" and lemma in words("spokesperson"):
        return _resolve_spokesperson(state, head, words_alone)
    if noun.kind == "organisation" and _is_named_by_owner(state, head):
        return replace(words_alone, resolution="named")
    if is_definite:
        return state.described_speakers.get(lemma, words_alone)
    state.described_speakers[lemma] = words_alone
    return words_alone


def _is_named_by_owner(state: DiscourseState, head: Token) -> bool:
    """Return whether a body has the name of the person it serves: "Mayor Holt's office"."""
    owners = (state.name_at(child) for child in head.lefts if child.dep_ == "poss")
    return any(owner is not None and owner.label == PERSON for owner in owners)


def _resolve_spokesperson(state: DiscourseState, head: Token, words_alone: Speaker) -> Speaker:
    """Return for whom a spokesperson speaks; 'the spokesperson' for whom the last one spoke."""
    lemma = head.lemma_.lower()
    represented = _find_represented(state, head)
    if represented is None and _is_definite(head) and len(words_alone.name.split()) == 1:
        represented = state.described_speakers.get(lemma)
    if represented is not None:
        state.described_speakers[lemma] = represented
    return represented or words_alone


def _resolve_other_noun(state: DiscourseState, head: Token, words_alone: Speaker) -> Speaker:
    """Return the speaker whom another noun describes: its words if they tell anything."""
    if head.lemma_.lower() in words("person noun"):
        return _take_up_unlisted(state, head, words_alone)
    n_words = len(get_content_words(join_tokens(get_role_phrase(head))))
    is_amount = head.lemma_.lower() in words("amount") and _is_of_several(head)
    is_told = (n_words > 1 and not _is_definite(head)) or is_amount
    return words_alone if is_told else NOBODY


def _resolve_unlabelled_name(state: DiscourseState, head: Token) -> Speaker:
    """Return the person whom a proper noun without a label names, or the name as it is."""
    if key := _find_by_initials(state, head):
        return state.make_speaker(key, "named")
    doc, start = state.doc, head.i
    while start > head.left_edge.i and doc[start - 1].pos_ == "PROPN":
        start -= 1
    name = person_names.strip_title(doc[start : head.i + 1].text)
    matching = [
        key
        for key, entity in state.entities.items()
        if entity.label == PERSON and is_compatible(name, entity.name)
    ]
    if len(matching) == 1:
        return state.make_speaker(matching[0], "named")
    is_described = any(token.lower_ in nouns() for token in doc[head.left_edge.i : head.i])
    if is_described and len(name.split()) > _NAME_WORDS:
        name = " ".join(name.split()[-_NAME_WORDS:])
    return Speaker(strip_article(name), "", "named")


def _is_known_name(state: DiscourseState, head: Token) -> bool:
    """Return whether a noun with a capital is the last word of a person's name of the article."""
    return head.text.istitle() and any(
        entity.label == PERSON and entity.name.split()[-1] == head.text
        for entity in state.entities.values()
    )


def _find_by_initials(state: DiscourseState, head: Token) -> str:
    """Return the key of the one organisation whose initials a word is; empty if there is none."""
    if not head.text.isupper() or len(head) < _MIN_INITIALS:
        return ""
    matching = [
        key
        for key, entity in state.entities.items()
        if entity.label == ORG and any(is_acronym(head.text, form) for form in entity.forms)
    ]
    return matching[0] if len(matching) == 1 else ""


def _find_represented(state: DiscourseState, head: Token) -> Speaker | None:
    """Return for whom a spokesperson speaks, or None; nobody is one's own spokesperson.

    'A spokesman for the ministry', 'an Equifax spokesperson'.
    """
    end = head.right_edge.idx + len(head.right_edge)
    for name in state.names.starting_in(head.left_edge.idx, end):
        root = name.span.root
        is_represented = head in (root.head, root.head.head)  # 'the U.S. mission to the U.N.'
        if name.label == ORG and name.end <= end and is_represented:
            return state.make_speaker(name.key, "representative")
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from"):
            for noun in child.children:
                inner = state.name_at(noun)
                if inner is not None:
                    is_body = inner.label in (ORG, GPE)
                    return state.make_speaker(inner.key, "representative") if is_body else None
                return _find_by_form(state, strip_article(join_tokens(get_role_phrase(noun))))
    compound = [child for child in head.lefts if child.dep_ == "compound"]
    name_tokens = [child for child in compound if child.pos_ == "PROPN"]
    return _find_by_form(state, join_tokens(name_tokens)) if name_tokens else None


def _find_by_form(state: DiscourseState, form: str) -> Speaker | None:
    """Return the body with a name that the model missed in this place, or the name as it is.

    None if it is a person's name, or none at all ('the group').
    """
    for key, entity in state.entities.items():
        if form in entity.forms:
            return None if entity.label == PERSON else state.make_speaker(key, "representative")
    return None if form.islower() else Speaker(form, "", "representative")
