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
    "when articles (paragraphs, where there are too few articles) are dealt out to outlets at "
    "random within their story; corrected for all comparisons of the measure by the largest of "
    "their differences (Westfall & Young 1993), so that chance alone marks anything in at most 5 % "
    "of tables (measured with shuffled outlets: 4 %). Effect: Cohen's h (1988) between the "
    "outlet's part of all that is counted and the part it would have if outlets did not differ."
)
