"""A text made uniform for parsing and matching, without moving a character.

Parsers treat “curly” and "straight" marks differently, so outlets that differ only in typography
would be annotated differently. What is parsed is this normal form; what is stored and shown is
always the text as it came.
"""

#: Glyphs that stand for a double or single mark, a space, a hyphen or a dash; each one character.
#: Half a surrogate pair is no character, and no parser takes it.
_DOUBLE = "“”„‟«»〝〞＂"
_SINGLE = "‘’‚‛′＇"
_SPACES = "".join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
_HYPHENS = "\u2010\u2011\u2012"
_DASHES = "\u2015\u2e3a"

_TABLE = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_DASHES, "—"),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
    }
)


def normalise(text: str) -> str:
    """Return ``text`` with uniform marks, spaces, hyphens and dashes, of the same length.

    Doubled single marks (two apostrophes or two grave accents) stay two characters, so that every
    offset into the result is an offset into ``text``; :mod:`analysis.nlp.quotes.quotation_marks`
    reads them
    as double marks.
    """
    return text.translate(_TABLE)
