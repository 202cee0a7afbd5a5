"""The language of an article: articles that are not in English are set aside.

The language is identified by py3langid (Barbaresi 2021, after langid.py: Lui & Baldwin 2012),
whose model comes with the package.
"""

from functools import cache
from typing import Any

#: Fewest words of a text whose language can be identified (judgement).
_FEWEST_WORDS = 12
#: Length of the two samples of a text, one from its start and one from its middle, in characters.
_SAMPLE = 1000
#: Characters in which the words of a text are counted: enough for the fewest words.
_COUNTED = 4 * _SAMPLE
#: Minimum probability of a language for a text to be in that language (judgement).
_LEAST_CERTAINTY = 0.5
#: Maximum probability of English for a text to be in another language (judgement).
_MOST_ENGLISH = 0.05
#: English, and languages that English news is sometimes mistaken for.
_ENGLISH = frozenset({"en", "pcm", "sco", "und", "zxx"})


def foreign_language(text: str) -> str:
    """Return the code (ISO 639) of the language of a text that is not in English, or "".

    A text that is too short to identify, or whose language is uncertain, counts as English.
    """
    if len(text[:_COUNTED].split()) < _FEWEST_WORDS and text.isascii():
        return ""
    middle = max(len(text) // 2, _SAMPLE)
    sample = f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
    probabilities = _identifier().rank(sample)
    code, certainty = probabilities[0]
    english = sum(probability for known, probability in probabilities if known in _ENGLISH)
    return str(code) if certainty >= _LEAST_CERTAINTY and english <= _MOST_ENGLISH else ""


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads its model in a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
