"""Sentences that another sentence contains word for word."""

#: Minimum number of words of a sentence that another one contains word for word: a quotation made
#: of common words counts, a turn of phrase does not. Judgement.
MIN_VERBATIM_WORDS = 5


def is_verbatim(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Return whether the longer of two sequences contains all of the shorter in its order."""
    shorter, longer = sorted((left, right), key=len)
    n_words = len(shorter)
    if n_words < MIN_VERBATIM_WORDS or shorter[0] not in longer:
        return False
    return any(
        longer[start : start + n_words] == shorter for start in range(len(longer) - n_words + 1)
    )
