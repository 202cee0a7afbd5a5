"""The order of quotations that report the same: the fullest, or the most similar to it, first."""

import pandas as pd

from analysis.corpus.quoted_mask import mask_quoted
from analysis.corpus.quoted_words import measure_quoted_share
from analysis.corpus.wording_diff import compute_share_reported


def sort_by_share(quotes: pd.DataFrame, fullest: pd.DataFrame) -> pd.DataFrame:
    """Sort quotations by what they have of the fullest wording; ties keep their order.

    Args:
        quotes: Rows of ``quotes`` with outlet_label.
        fullest: text and kind of the fullest wording of each utterance.
    """
    is_only = ~quotes.duplicated(["utterance_id", "outlet_label"], keep=False)
    shares = [
        (0.0, 0.0) if only else _measure_shares(tuple(fullest.loc[key]), (text, kind))
        for only, key, text, kind in zip(
            is_only, quotes["utterance_id"], quotes["text"], quotes["kind"], strict=True
        )
    ]
    order = sorted(range(len(quotes)), key=lambda place: [-share for share in shares[place]])
    return quotes.iloc[order]


def _measure_shares(fullest: tuple[str, str], wording: tuple[str, str]) -> tuple[float, float]:
    """Return the share of the quoted words, and of all words, of the fullest wording."""
    quoted = measure_quoted_share(fullest, [wording])
    return quoted or 0.0, compute_share_reported(fullest[0], [wording[0]])


def sort_by_fullness(quotes: pd.DataFrame) -> pd.DataFrame:
    """Sort quotations by utterance, the fullest wording first."""
    wordings = zip(quotes["text"], quotes["kind"], strict=True)
    words_in_marks = [_count_words_in_marks(text, kind) for text, kind in wordings]
    quoted = pd.Series(words_in_marks, index=quotes.index)
    # Of two that quote as much, the one with fewer other words; of paraphrases, the longest.
    length = quotes["words"].where(quoted > 0, -quotes["words"])
    return quotes.assign(_quoted=-quoted, _length=length).sort_values(
        ["utterance_id", "_quoted", "_length", "quote_id"], ignore_index=True
    )


def _count_words_in_marks(text: str, kind: str) -> int:
    is_quoted = mask_quoted(text, kind)
    quoted = [char if flag else " " for char, flag in zip(text, is_quoted, strict=True)]
    return len("".join(quoted).split())
