"""The language of an article: what is not in English is set aside.

Told by py3langid (Barbaresi 2021, after langid.py: Lui & Baldwin 2012), whose model comes with it.
"""

from functools import cache
from typing import Any

#: Fewer words tell too little of their language.
_FEWEST_WORDS = 12
#: The start of a text, and a stretch from its middle, in characters.
_LOOKED_AT = 1000
#: Least share of a language, and largest of English, for a text to be in that language.
_SURE = 0.5
_NOT_ENGLISH = 0.05
#: English, and languages that its news is taken for now and then.
_ENGLISH = frozenset({"en", "pcm", "sco", "und", "zxx"})


def foreign_language(text: str) -> str:
    """Return the code (ISO 639) of the language of a text that is not English, or "".

    A text that is too short to tell, or that only may be in another language, counts as English.
    """
    if len(text[: _LOOKED_AT * 4].split()) < _FEWEST_WORDS and text.isascii():
        return ""
    middle = max(len(text) // 2, _LOOKED_AT)
    sample = f"{text[:_LOOKED_AT]} {text[middle : middle + _LOOKED_AT]}"
    shares = _identifier().rank(sample)
    code, sure = shares[0]
    english = sum(share for known, share in shares if known in _ENGLISH)
    return str(code) if sure >= _SURE and english <= _NOT_ENGLISH else ""


@cache
def _identifier() -> Any:  # noqa: ANN401
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads its model in a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
