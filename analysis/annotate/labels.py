"""What kind of thing a name names, mended where the parse or its other uses prove it wrong."""

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Token

from analysis.annotate import names, organisations
from analysis.annotate.lexicon import nouns, words
from analysis.annotate.spans import NAMED, Name, country_form


def without_titles(found: Iterable[Name]) -> list[Name]:
    """Leave out what is a title and no organisation; mend labels the parse proves wrong.

    'Defense' before 'Minister', 'National Security Advisor', and a port 'of Vladivostok'.
    """
    kept = []
    for name in found:
        span = name.span
        if name.label == "ORG":
            if _is_office(span[-1]) or (_is_office(_after(span[-1])) and _tells_field(name)):
                continue
            if any(c.dep_ == "appos" and _is_office(c) for c in span.root.children):
                name.label = "PERSON"
        elif name.label == "PERSON" and len(span) == 1 and _is_location(span[0]):
            name.label = "GPE"
        kept.append(name)
    return kept


def mend_labels(found: list[Name]) -> list[Name]:
    """Give every use of one name one label, a country's its own, and a known surname PERSON."""
    votes: dict[str, Counter[str]] = {}
    surnames: set[str] = set()
    for name in found:
        votes.setdefault(names.fold(name.text), Counter())[name.label] += 1
        if name.label == "PERSON" and (parsed := names.parse(name.text)).full:
            surnames.add(parsed.surname)
    for name in found:
        folded = names.fold(name.text)
        form = country_form(name.text)
        if form is not None and form.note != "other name" and name.label not in ("EVENT", "LAW"):
            if name.label != "PERSON" or country_form(name.text, "PERSON") is not None:
                name.label = "NORP" if form.sense == "people" else "GPE"
                if form.note == "institution":
                    name.label = "ORG"
        elif folded in surnames and " " not in name.text.strip():
            name.label = "PERSON"
        else:
            (label, most), *_ = votes[folded].most_common(1)
            if most > votes[folded][name.label]:
                name.label = label
    return [name for name in found if name.label in NAMED]


def _tells_field(name: Name) -> bool:
    """Whether it names a field and no body: 'National Security', not 'Foreign Ministry'."""
    noun = nouns().get(name.span[-1].lower_)
    return organisations.tells_none(name.text) and (noun is None or noun.kind != "organisation")


def _after(token: Token) -> Token | None:
    return token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None


def _is_office(token: Token | None) -> bool:
    if token is None or token.tag_ not in ("NN", "NNP"):
        return False
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.kind == "person"


def _is_location(token: Token) -> bool:
    """'the port of X', 'in X': a place, whatever the label."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.i + 1 != token.i:
        return False
    return preposition.lower_ in ("in", "near") or (
        preposition.lower_ == "of" and preposition.head.lemma_.lower() in words("place")
    )
