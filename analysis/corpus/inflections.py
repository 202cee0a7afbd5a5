"""Inflected forms of a word, by the tables of the pipeline's lemmatizer.

Annotation keeps no lemma of a word, and a single word has no part of speech. A form therefore
belongs to one lemma as a noun, one as a verb and one as an adjective, as far as the tables have
them: "left" is a form of "left" and of "leave". Names and other words that the tables lack are not
inflected.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

import pyarrow.compute as pc

from analysis.word_lists import read_columns, read_rows

#: Parts of speech with inflected forms, as the tables name them.
INFLECTED = ("noun", "verb", "adjective")


class Lemma(NamedTuple):
    """A dictionary form and its part of speech."""

    pos: str
    word: str


class _Rule(NamedTuple):
    """The ending of a regular form, what the lemma has in its place, and its least length."""

    pos: str
    ending: str
    lemma_ending: str
    shortest: int


class _Tables(NamedTuple):
    """What the word lists hold.

    Attributes:
        lemmas: All dictionary forms by part of speech.
        irregular_forms: Irregular forms by lemma.
        irregular_lemmas: Lemmas by irregular form.
    """

    lemmas: dict[str, frozenset[str]]
    irregular_forms: dict[Lemma, tuple[str, ...]]
    irregular_lemmas: dict[str, tuple[Lemma, ...]]


def list_inflections(word: str) -> tuple[str, ...]:
    """Return the forms of the lemmas of a word, sorted; the word itself is among them.

    Args:
        word: In lower case.
    """
    forms = {word}
    for lemma in find_lemmas(word):
        candidates = {lemma.word, *_read_tables().irregular_forms.get(lemma, ())}
        for rule in _read_rules():
            if rule.pos == lemma.pos and lemma.word.endswith(rule.lemma_ending):
                candidates.add(lemma.word.removesuffix(rule.lemma_ending) + rule.ending)
        forms |= {form for form in candidates if lemma in find_lemmas(form)}
    return tuple(sorted(forms))


def find_lemmas(word: str) -> frozenset[Lemma]:
    """Return the lemma of a word as each part of speech that it can be.

    An irregular form has its own lemma; a dictionary form is its own; otherwise the first rule
    counts that leads to a dictionary form. A dictionary form of any kind is no comparative: a
    "founder" is not more "found" than others.

    Args:
        word: In lower case.
    """
    tables = _read_tables()
    lemmas = {lemma.pos: lemma for lemma in tables.irregular_lemmas.get(word, ())}
    for pos in INFLECTED:
        if pos not in lemmas and word in tables.lemmas[pos]:
            lemmas[pos] = Lemma(pos, word)
    for rule in _read_rules():
        is_possible = rule.pos != "adjective" or not lemmas
        if rule.pos not in lemmas and is_possible and word.endswith(rule.ending):
            lemma = Lemma(rule.pos, word.removesuffix(rule.ending) + rule.lemma_ending)
            if lemma.word in tables.lemmas[lemma.pos] and len(lemma.word) >= rule.shortest:
                lemmas[rule.pos] = lemma
    return frozenset(lemmas.values())


@cache
def _read_rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["pos"], row["ending"], row["lemma_ending"], int(row["shortest"]))
        for row in read_rows("corpus", "inflection_rules.csv")
    )


@cache
def _read_tables() -> _Tables:
    # In columns: 80,000 words, most of them without an irregular form, in half the time of rows.
    table = read_columns("corpus", "inflections.csv.gz")
    lemmas = {
        str(pos): frozenset(table["lemma"].filter(pc.equal(table["pos"], pos)).to_pylist())
        for pos in pc.unique(table["pos"]).to_pylist()
    }
    irregular_forms: dict[Lemma, tuple[str, ...]] = {}
    irregular_lemmas: dict[str, list[Lemma]] = defaultdict(list)
    for row in table.filter(pc.not_equal(table["irregular"], "")).to_pylist():
        lemma = Lemma(row["pos"], row["lemma"])
        irregular_forms[lemma] = tuple(row["irregular"].split())
        for form in irregular_forms[lemma]:
            irregular_lemmas[form].append(lemma)
    return _Tables(
        lemmas,
        irregular_forms,
        {form: tuple(of_form) for form, of_form in irregular_lemmas.items()},
    )
