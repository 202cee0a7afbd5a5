"""Text whose invisible characters are shown, so that it cannot hide or reorder what is read."""

_CONTROL_PICTURES = 0x2400
_REPLACEMENT = 0xFFFD
_DELETE = 0x7F
#: Marks and overrides of the writing direction (Unicode Bidirectional Algorithm, section 2).
_DIRECTION_MARKS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
#: Invisible characters by what is shown for them: a control character its picture (U+2400 …),
#: a direction mark U+FFFD. Tabs and line ends stay.
_VISIBLE = {
    code: _CONTROL_PICTURES + code for code in range(32) if chr(code) not in "\t\n\r"
} | dict.fromkeys((_DELETE, *_DIRECTION_MARKS), _REPLACEMENT)


def make_visible(text: str) -> str:
    """Return text with control characters and direction marks made visible, of the same length."""
    return text.translate(_VISIBLE)


def cut_between_words(text: str, characters: int) -> str:
    """Return the beginning of a text, of so many characters at most, up to the end of a word.

    A word that takes half of them or more is cut itself.
    """
    beginning = text[:characters]
    end = text.rfind(" ", 0, characters + 1)
    return (text[:end] if end > characters / 2 else beginning).rstrip()
