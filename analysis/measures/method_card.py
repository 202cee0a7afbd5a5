"""The explanation of a measure that a page shows beside its chart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MethodCard:
    """The method of a measure, in words for the screen.

    Attributes:
        name: its name.
        what: what it says, in one sentence.
        formula: how it is computed.
        source: the paper or book it comes from.
        reliability: how good it is, and how that is known.
        fails: where not to believe it.
    """

    name: str
    what: str
    formula: str
    source: str
    reliability: str
    fails: str


#: How the intervals and verdicts of all measures are computed; part of every formula.
UNCERTAINTY = (
    "Interval: 95 % percentile bootstrap (Efron 1979) over the outlet's articles, or over its "
    "paragraphs when it has one article; too narrow below about ten of them (in simulations it "
    "holds the true value in 81 of 100 cases with 3, in 90 with 10, in 94 with 25). "
    "'Suggestive (one test)': the outlet differs from the others taken together by more than "
    "outlets do when articles (paragraphs, where there are too few articles) are shuffled among "
    "outlets at random within their story; corrected for all comparisons of the measure by the "
    "largest of "
    "their differences (Westfall & Young 1993), so that chance alone marks anything in at most 5 % "
    "of tables (measured with shuffled outlets: 4 %). 'Holds after correction': also when "
    "corrected for all measures (Bonferroni). Values of fewer than 20 occurrences, intervals "
    "without width, outlets that name themselves, days and months, and speakers that were not "
    "identified are never called a difference. Effect: Cohen's h (1988) between the "
    "outlet's share of everything counted and the share it would have if outlets did not differ."
)
