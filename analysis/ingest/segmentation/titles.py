"""Comparison of a line with the title of its article, where the title is known.

The numbers are judgements, made on the pages of many outlets.
"""

from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import trim_to_letters

#: Characters of a text whose letters are compared.
_LETTERS_WINDOW = 400
#: Characters of a text whose words are compared.
_WORDS_WINDOW = 300
#: A line is too long for the title beyond this multiple of its length and so many characters.
_LONGEST_MULTIPLE = 2
_LONGEST_ADDITION = 40
#: Fewest letters that line and title have in common from their start, if one is longer,
_FEWEST_COMMON_LETTERS = 20
#: and at least this share of the letters of the longer one.
_LEAST_COMMON_LETTERS_SHARE = 0.6
#: Fewest words that another wording has in common with the title,
_FEWEST_COMMON_WORDS = 3
#: and at least this share of the words of the shorter one.
_LEAST_COMMON_WORDS_SHARE = 0.6


def is_title(line: Line, title: str) -> bool:
    """Return whether a line is the title, and not a sentence of the text with the same words."""
    return bool(title) and not line.is_sentence_end and _letters(line.text) == _letters(title)


def is_title_match(text: str, title: str) -> bool:
    """Return whether a line is the title, perhaps without its end or with an addition."""
    if not title or len(text) > _LONGEST_MULTIPLE * len(title) + _LONGEST_ADDITION:
        return False
    shorter, longer = sorted((_letters(text), _letters(title)), key=len)
    fewest = max(_FEWEST_COMMON_LETTERS, _LEAST_COMMON_LETTERS_SHARE * len(longer))
    starts_alike = len(shorter) >= fewest and longer.startswith(shorter)
    return bool(shorter) and (shorter == longer or starts_alike)


def has_similar_words(text: str, title: str) -> bool:
    """Return whether a line is another wording of the title: most of its words are the same."""
    line_words, title_words = _words(text), _words(title)
    common = len((line_words & title_words) - {""})
    fewest = _LEAST_COMMON_WORDS_SHARE * min(len(line_words), len(title_words))
    return common >= _FEWEST_COMMON_WORDS and common >= fewest


def _words(text: str) -> set[str]:
    return {trim_to_letters(word) for word in text[:_WORDS_WINDOW].casefold().split()}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:_LETTERS_WINDOW].casefold()))
