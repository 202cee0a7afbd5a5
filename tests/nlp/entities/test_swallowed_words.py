"""Words before a name that the start of a sentence gives a capital are no part of it."""

import pytest
import spacy
from spacy.tokens import Doc

from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.swallowed_words import drop_swallowed_words

_TOKENISER = spacy.blank("en")


def _find_first(text: str, label: str, known: tuple[str, str]) -> str:
    """Return the name made of the words in capitals that a text begins with."""
    words = text.split()
    length = next(n for n, word in enumerate(words) if word.islower())
    # All words depend on the one after the name.
    heads = [length] * len(words)
    tags = ["NNS" if word.endswith("s") and word.islower() else "NNP" for word in words]
    deps = ["compound" if n < length else "dep" for n in range(len(words))]
    doc = Doc(_TOKENISER.vocab, words, heads=heads, tags=tags, deps=deps)
    span = doc[:length]
    names = [Name(0, span.end_char, span.text, label, span), Name(0, 0, *known, doc[:0])]
    return next(drop_swallowed_words(names)).text


_ROVERS = ("Leeds Rovers", "ORG")


@pytest.mark.parametrize(
    ("text", "label", "known", "name"),
    [
        ("Jubilant Leeds Rovers fans sang .", "ORG", _ROVERS, "Leeds Rovers"),
        ("Overjoyed Leeds Rovers fans sang .", "PERSON", _ROVERS, "Leeds Rovers"),
        ("Jubilant Leeds Rovers fans sang .", "ORG", ("Rovers", "ORG"), "Leeds Rovers"),
        ("Jubilant Leeds Rovers sang .", "ORG", ("Rovers", "ORG"), "Jubilant Leeds Rovers"),
        ("Overjoyed Leeds Rovers sang .", "PERSON", _ROVERS, "Overjoyed Leeds Rovers"),
        # It is in capitals within a sentence too, the shorter name is not in the article, it is a
        # person's, or the first word or the whole is a known name.
        ("Jubilant Leeds Rovers lost to Jubilant again .", "ORG", _ROVERS, "Jubilant Leeds Rovers"),
        ("Jubilant Leeds Rovers fans sang .", "ORG", ("Leeds", "ORG"), "Jubilant Leeds Rovers"),
        ("Ofeibea Boon sang .", "PERSON", ("Boon", "PERSON"), "Ofeibea Boon"),
        ("Norwegian Labour members sang .", "ORG", ("Labour", "ORG"), "Norwegian Labour"),
        ("White House aides sang .", "ORG", ("House", "ORG"), "White House"),
        ("Ada Rovers fans sang .", "ORG", ("Rovers", "ORG"), "Ada Rovers"),
        ("Maryam Adalat sang .", "GPE", ("Adalat", "ORG"), "Maryam Adalat"),
    ],
)
def test_a_name_loses_the_word_that_only_the_start_of_a_sentence_gives_a_capital(
    text: str, label: str, known: tuple[str, str], name: str
) -> None:
    assert _find_first(text, label, known) == name
