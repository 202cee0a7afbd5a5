"""Names from outside, made fit to be shown."""

import re

_LONE = re.compile("[\ud800-\udfff]")
#: Control characters, and those that turn the direction of what stands beside them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def printable(name: str) -> str:
    """Return a name without what no page can hold, or what would make it look like another.

    Lone surrogates become a replacement character; control characters and marks that turn the
    direction of writing are left out.
    """
    return _UNSEEN.sub("", _LONE.sub("�", name))
