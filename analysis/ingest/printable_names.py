"""Names from outside, such as file names, made safe to show."""

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
#: Control characters, and the marks that change the direction of the text beside them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def printable(name: str) -> str:
    """Return a name without characters that cannot be shown or that disguise it.

    Lone surrogates become a replacement character; control characters and marks that change the
    direction of writing are removed.
    """
    return _INVISIBLE.sub("", _LONE_SURROGATE.sub("�", name))
