"""Wording that messages about inputs share."""

#: Longest text of an error in a message, in characters.
_LONGEST_ERROR = 200


def error_text(error: Exception) -> str:
    """Return the text of an error on one line; its type if it has no text."""
    return " ".join(str(error).split())[:_LONGEST_ERROR] or type(error).__name__


def error_sentence(error: Exception) -> str:
    """Return the text of an error as one short sentence."""
    text = error_text(error)
    return text if text.endswith(".") else f"{text}."
