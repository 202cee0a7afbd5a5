"""Uniform glyphs for parsing and matching, with every character in its place.

Parsers treat “curly” and "straight" quotation marks differently, so outlets that differ only in
typography would be annotated differently. The parser therefore reads a normal form; what is stored
and shown is always the original text.
"""

import re

#: Quotation marks that become a straight double mark; each is one character, as below.
_DOUBLE_MARKS = "“”„‟«»〝〞＂″‶❝❞「」『』"
#: Quotation marks and apostrophes that become a straight single mark.
_SINGLE_MARKS = "‘’‚‛′＇‹›´❛❜"
#: Characters that become a plain space.
_SPACES = "".join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
#: Characters that become a hyphen.
_HYPHENS = "\u2010\u2011\u2012"
#: Characters that become an em dash.
_DASHES = "\u2015\u2e3a"
#: A mark that a program lost, as the replacement character: between letters it was an apostrophe,
#: between a letter or a stop and a space most often a quotation mark.
_LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\ufffd(?=[^\W\d_])")
_LOST_MARK = re.compile(r"(?:(?<=[\s(])|^)\ufffd(?=\w)|(?<=[\w.,!?])\ufffd(?=[\s.,;:!?)]|$)")
#: Halves of surrogate pairs: no parser accepts them, so they become the replacement character.
_SURROGATES = map(chr, range(0xD800, 0xE000))

#: Characters without a width; at the edge of a word they become a space, so that it is read as it
#: is seen. Inside a word they stay: a space would divide it.
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ZERO_WIDTH_AT_EDGE = re.compile(rf"(?<!\w)[{_ZERO_WIDTH}]+|[{_ZERO_WIDTH}]+(?!\w)")

#: The uniform character of each that is replaced; none is ASCII.
_UNIFORM = {
    **dict.fromkeys(_DOUBLE_MARKS, '"'),
    **dict.fromkeys(_SINGLE_MARKS, "'"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_DASHES, "—"),
    **dict.fromkeys(_SURROGATES, "\ufffd"),
}


def normalise(text: str) -> str:
    """Return ``text`` with uniform marks, spaces, hyphens and dashes, of the same length.

    Doubled single marks (two apostrophes or two grave accents) remain two characters, so that every
    offset into the result is an offset into ``text``; they are interpreted as double marks by
    :mod:`analysis.nlp.quotes.quotation_marks`.
    """
    if text.isascii():
        return text
    uniform = text
    # A text has few of them, so that replacing each takes less than looking up every character.
    for character in _UNIFORM.keys() & set(text):
        uniform = uniform.replace(character, _UNIFORM[character])
    if "\ufffd" in uniform:
        uniform = _LOST_MARK.sub('"', _LOST_APOSTROPHE.sub("'", uniform))
    if uniform.isascii():
        return uniform
    return _ZERO_WIDTH_AT_EDGE.sub(lambda match: " " * len(match[0]), uniform)
