"""Quotation glyphs made uniform for matching, without moving a character.

Parsers treat “curly” and "straight" marks differently, so outlets that differ only in typography
would be annotated differently. What is parsed is this normal form; what is stored and shown is
always the text as it came.
"""

#: Glyphs that stand for a double mark, a single mark, a space or a hyphen; each one character.
_DOUBLE = "“”„‟«»〝〞＂"
_SINGLE = "‘’‚‛′＇"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012"

_TABLE = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_HYPHENS, "-"),
    }
)


def normalise(text: str) -> str:
    """Return ``text`` with uniform marks, spaces and hyphens, of the same length.

    Doubled single marks (two apostrophes or two grave accents) stay two characters, so that every
    offset into the result is an offset into ``text``; :mod:`analysis.annotate.marks` reads them
    as double marks.
    """
    return text.translate(_TABLE)
