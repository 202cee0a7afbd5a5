"""What a measure is, in words a page can show beside its chart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MethodCard:
    """A measure explained: shown with every chart of it."""

    name: str
    what: str
    """What it says, in one sentence."""
    formula: str
    source: str
    """The paper or book the measure or its reading is from."""
    reliability: str
    """How good it is, and how that is known."""
    fails: str
    """Where not to believe it."""


#: How every measure of this package is given its interval and its verdict.
UNCERTAINTY = (
    "Interval: 95 % percentile bootstrap (Efron 1979) over the outlet's articles, or over its "
    "paragraphs when it has one article; too narrow below some ten of them (in simulations it "
    "holds the true value in 81 of 100 cases with 3, in 90 with 10, in 94 with 25). "
    "'Distinguishable': the outlet differs from the others taken together by more than outlets do "
    "when articles (paragraphs, where an outlet has one article) are dealt out to outlets at "
    "random; corrected for all comparisons shown by the largest of their differences (Westfall & "
    "Young 1993), so that chance alone marks anything in about 5 % of tables."
)
