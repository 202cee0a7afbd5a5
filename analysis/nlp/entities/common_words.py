"""Names of one word that are common words: their capitals show nothing."""

from spacy.tokens import Doc, Token

from analysis.entity_types import NORP, ORG, PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.token_ids import collect_word_ids

#: Minimum length of a word in capitals that may be a common noun; shorter ones are acronyms that
#: happen to be words ('WHO', 'ICE').
_MIN_SHOUTED_LENGTH = 4
#: Parts of speech of words that name nothing.
_NO_NOUNS = frozenset(("ADJ", "ADV", "INTJ", "VERB"))


def drop_common_words(doc: Doc, names: list[Name]) -> list[Name]:
    """Drop names of one word that is a common noun: 'Zoo officials said', 'READ MORE'.

    The article has the word in lower case, and its capitals show nothing: it is all in capitals, or
    begins a sentence. So too for persons ('Turnout rose') unless the article has the word within a
    sentence or a longer name. A word that is in lower case itself is no organisation at all. At the
    start of a sentence, an adjective, an adverb or a noun for persons ('Demonstrators') is none
    unless the article has the name elsewhere. An adjective in lower case names no group
    ('totalitarian', 'democratic aims') unless a people or a country is called so.
    """
    in_lower_case = collect_word_ids(doc, doc.to_array("IS_LOWER") > 0)
    within_sentences = {name.text for name in names if not name.span[0].is_sent_start}
    parts = {part for name in names if len(name.span) > 1 for part in name.text.split()}
    return [
        name
        for name in names
        if not _is_adjective(name)
        and (
            len(name.span) > 1
            or not (
                _is_common_organisation(name, within_sentences, in_lower_case)
                or _is_common_person(name, within_sentences | parts, in_lower_case)
            )
        )
    ]


def _is_common_organisation(name: Name, known: set[str], in_lower_case: set[int]) -> bool:
    """Whether an organisation of one word is a common word; ``known`` are names elsewhere."""
    if name.label != ORG or organisation_names.find_listed_name(name.text):
        return False
    if find_possible_country(name.text) is not None:
        return False
    token = name.span[0]
    is_no_noun = name.text not in known and _is_no_noun_of_bodies(token)
    return is_no_noun or _is_common_word(token, in_lower_case)


def _is_common_person(name: Name, known: set[str], in_lower_case: set[int]) -> bool:
    """Whether a person of one word is a common word; ``known`` are names and words of names."""
    is_given = person_names.is_common_given_name(name.text)
    if name.label != PERSON or name.text in known or is_given:
        return False
    token = name.span[0]  # 'Nationally', or the verb of 'Ramp up controls'
    is_other_word = bool(token.is_sent_start) and token.pos_ in (*_NO_NOUNS, "NOUN")
    return is_other_word or _is_common_word(token, in_lower_case)


def _is_adjective(name: Name) -> bool:
    """Whether a group is nothing but an adjective in lower case; 'jewish' is the name of one."""
    peoples = words("name of a people")
    is_people = name.text in peoples or f"{name.text}s" in peoples
    if name.label != NORP or not name.text.islower() or is_people:
        return False
    is_code = any(map(str.isdigit, name.text))  # 'non-covid-19'
    is_national = find_possible_country(name.text.capitalize()) is not None
    return is_code or (name.span.root.pos_ == "ADJ" and not is_national)


def _is_no_noun_of_bodies(token: Token) -> bool:
    """Whether a word at the start of a sentence is an adjective, an adverb or means persons."""
    noun = nouns().get(token.lower_.removesuffix("s"))
    is_of_persons = noun is not None and noun.kind == "person" and token.lower_.endswith("s")
    is_capitalised = token.is_title and bool(token.is_sent_start)
    return is_capitalised and (is_of_persons or token.pos_ in _NO_NOUNS)


def _is_common_word(token: Token, in_lower_case: set[int]) -> bool:
    is_shouted = token.is_upper and len(token.text) >= _MIN_SHOUTED_LENGTH
    shows_nothing = is_shouted or (token.is_title and bool(token.is_sent_start))
    return token.is_lower or (shows_nothing and token.lower in in_lower_case)
