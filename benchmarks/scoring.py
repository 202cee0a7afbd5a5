"""Scores of extracted quotations against what people marked.

Spans are compared as sets of the positions of letters and digits, so that quotation marks, spaces
and punctuation at the edges never count. Within an article the quotations found and those marked
are paired one to one, the pair with the largest overlap (intersection over union) first.

``exact``       both have the same letters
``overlap``     intersection over union is at least one half: the quotation was *found*
``char``        letters found and marked, however they are split into quotations
``end_to_end``  found, and the right speaker mention (none where none is marked)
``speaker``     of the found with a marked speaker mention: the mention overlaps it
``cue``         of the found with a marked cue: the cue overlaps it
``resolved``    of the found with a name: the same name, titles, articles and case aside;
                ``wrong`` shows another name (a blank is neither), ``of_all`` divides by all marked
``pairs``       over pairs of quotations of two articles of a story: one utterance in both
``recall_…``    found, of the marked of one kind (direct, mixed, indirect)

Figures with precision, recall and F1 are named ``exact_p``, ``exact_r``, ``exact_f``, and are 0
where there is nothing to divide by; another share of nothing is None. All lie between 0 and 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from benchmarks.marked import Marked, Quotation
from benchmarks.matching import (
    Match,
    is_speech,
    letters_in,
    match,
    name_words,
    right_speaker,
    split_spans,
)

Figures = dict[str, float | None]

KINDS = ("direct", "mixed", "indirect")
#: Figures with precision, recall and F1: the counts of right, predicted and marked.
_MEASURED = {
    "exact": ("exact", "predicted", "gold"),
    "overlap": ("found", "predicted", "gold"),
    "char": ("char_hits", "char_predicted", "char_gold"),
    "end_to_end": ("end_to_end", "predicted", "gold"),
    "pairs": ("pair_hits", "pair_predicted", "pair_gold"),
}
#: Figures that are one share: the counts above and below the line.
_SHARES = {
    "speaker": ("speaker", "speaker_of"),
    "cue": ("cue", "cue_of"),
    "resolved": ("resolved", "resolved_of"),
    "wrong": ("wrong", "resolved_of"),
    "of_all": ("resolved", "named"),
    **{f"recall_{kind}": (f"found_{kind}", f"gold_{kind}") for kind in KINDS},
}


@dataclass(frozen=True)
class Score:
    """Counts of each article and of each pair of articles, from which every figure follows."""

    ids: tuple[str, ...]
    outlets: tuple[str, ...]
    counts: tuple[Counter[str], ...]
    pairs: Mapping[tuple[int, int], Counter[str]]

    @property
    def totals(self) -> Counter[str]:
        """The counts over all articles and pairs."""
        return sum([*self.counts, *self.pairs.values()], Counter())

    def figures(self) -> Figures:
        """Return every figure."""
        return figures(self.totals)

    def by_outlet(self) -> dict[str, "Score"]:
        """Return the score of each outlet alone; pairs across outlets are left out."""
        members: dict[str, list[int]] = defaultdict(list)
        for number, outlet in enumerate(self.outlets):
            members[outlet].append(number)
        return {outlet: self._of(numbers) for outlet, numbers in sorted(members.items())}

    def intervals(
        self, resamples: int = 1000, level: float = 0.95, seed: int = 0
    ) -> dict[str, tuple[float, float]]:
        """Return the interval of every figure by bootstrap over articles.

        Articles are drawn with replacement, as many as there are; a pair of articles counts as
        often as both were drawn. Percentile interval (Efron and Tibshirani 1993, chapter 13).
        A figure that is undefined in some draw is judged by the other draws.

        Args:
            resamples: Number of draws.
            level: Share of the draws inside the interval.
            seed: Of the random numbers; the same seed gives the same interval.
        """
        names = sorted(self.totals)
        single = np.array([[c[name] for name in names] for c in self.counts], dtype=float)
        double = np.array([[c[name] for name in names] for c in self.pairs.values()], dtype=float)
        ends = np.array(list(self.pairs), dtype=int).reshape(-1, 2)
        size = len(self.counts)
        drawn: dict[str, list[float]] = defaultdict(list)
        for weights in np.random.default_rng(seed).multinomial(size, [1 / size] * size, resamples):
            sums = weights @ single
            if len(ends):
                sums = sums + (weights[ends[:, 0]] * weights[ends[:, 1]]) @ double
            for name, value in figures(dict(zip(names, sums.tolist(), strict=True))).items():
                if value is not None:
                    drawn[name].append(value)
        tail = (1 - level) / 2
        return {
            name: (float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail)))
            for name, values in drawn.items()
        }

    def _of(self, numbers: Sequence[int]) -> "Score":
        place = {number: new for new, number in enumerate(numbers)}
        pairs = {
            (place[one], place[other]): counts
            for (one, other), counts in self.pairs.items()
            if one in place and other in place
        }
        return Score(
            tuple(self.ids[number] for number in numbers),
            tuple(self.outlets[number] for number in numbers),
            tuple(self.counts[number] for number in numbers),
            pairs,
        )


def score(
    gold: Sequence[Marked],
    predicted: Iterable[Marked],
    *,
    segments: bool = False,
    speech: bool = False,
) -> Score:
    """Score what was found in some articles.

    Args:
        gold: The marked articles, with texts.
        predicted: What was found, by the same article ids; an article that is missing has nothing.
        segments: Score each contiguous stretch on its own, for gold with discontinuous quotations.
        speech: Look only at marked quotations that are speech (:func:`is_speech`). What was found
            of the others counts neither way.
    """
    found = {article.article_id: article.quotations for article in predicted}
    counts: list[Counter[str]] = []
    reports: dict[str, list[tuple[int, Match]]] = defaultdict(list)
    for number, article in enumerate(gold):
        marked, other = article.quotations, found.get(article.article_id, ())
        if segments:
            marked, other = tuple(split_spans(marked)), tuple(split_spans(other))
        matches = match(article.text, marked, other)
        kept: list[Match] = []
        left_out: list[Match] = []
        for one in matches:
            looked_at = one.gold is None or not speech or is_speech(article.text, one.gold)
            (kept if looked_at else left_out).append(one)
        counts.append(_counts(article.text, kept, left_out))
        counts[-1]["missing"] = article.article_id not in found
        story = article.story or article.article_id
        reports[story] += [(number, one) for one in kept if one.gold is not None]
    return Score(
        tuple(article.article_id for article in gold),
        tuple(article.outlet for article in gold),
        tuple(counts),
        _pairs(reports.values()),
    )


def figures(counts: Mapping[str, float]) -> Figures:
    """Return every figure from the counts."""
    found: Figures = {}
    for name, (right, predicted, gold) in _MEASURED.items():
        precision = _share(counts, right, predicted) or 0.0
        recall = _share(counts, right, gold) or 0.0
        both = precision + recall
        found[f"{name}_p"] = precision
        found[f"{name}_r"] = recall
        found[f"{name}_f"] = 2 * precision * recall / both if both else 0.0
    return found | {name: _share(counts, *parts) for name, parts in _SHARES.items()}


def _counts(text: str, kept: Sequence[Match], left_out: Sequence[Match]) -> Counter[str]:
    """Count one article; ``left_out`` are matches of marked quotations that are not looked at."""
    counts: Counter[str] = Counter()
    for one in kept:
        counts["gold"] += one.gold is not None
        counts["predicted"] += one.predicted is not None
        if one.gold is not None:
            counts.update(_counts_of(text, one, one.gold))
    marked = _union(text, (one.gold for one in kept))
    aside = _union(text, (one.gold for one in left_out)) - marked
    found = _union(text, (one.predicted for one in (*kept, *left_out))) - aside
    counts["char_gold"] = len(marked)
    counts["char_predicted"] = len(found)
    counts["char_hits"] = len(marked & found)
    return counts


def _counts_of(text: str, one: Match, gold: Quotation) -> Counter[str]:
    counts = Counter({f"gold_{gold.kind}": 1, "named": int(bool(gold.name))})
    predicted = one.predicted
    if predicted is None:
        return counts
    counts["exact"] = int(letters_in(text, gold.spans) == letters_in(text, predicted.spans))
    if not one.found:
        return counts
    right = right_speaker(text, gold, predicted)
    counts.update({"found": 1, f"found_{gold.kind}": 1, "end_to_end": int(right)})
    if letters_in(text, gold.speaker):
        counts.update({"speaker_of": 1, "speaker": int(right)})
    if cue := letters_in(text, gold.cue):
        counts.update({"cue_of": 1, "cue": int(bool(cue & letters_in(text, predicted.cue)))})
    if gold.name:
        shown = name_words(predicted.name)
        same = shown == name_words(gold.name)
        wrong = bool(shown) and not same
        counts.update({"resolved_of": 1, "resolved": int(same), "wrong": int(wrong)})
    return counts


def _union(text: str, quotations: Iterable[Quotation | None]) -> set[int]:
    spans = (quotation.spans for quotation in quotations if quotation is not None)
    return set().union(*(letters_in(text, found) for found in spans))


def _pairs(
    stories: Iterable[Sequence[tuple[int, Match]]],
) -> dict[tuple[int, int], Counter[str]]:
    """Count pairs of marked quotations of two articles, by the articles' numbers."""
    pairs: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for reports in stories:
        for (one, first), (other, second) in combinations(reports, 2):
            marked, marked_too = _utterance(first.gold), _utterance(second.gold)
            if one == other or not marked or not marked_too:
                continue
            found = _utterance(first.predicted if first.found else None)
            found_too = _utterance(second.predicted if second.found else None)
            same_gold, same_found = marked == marked_too, bool(found) and found == found_too
            if same_gold or same_found:
                pairs[one, other].update(
                    pair_gold=same_gold,
                    pair_predicted=same_found,
                    pair_hits=same_gold and same_found,
                )
    return dict(pairs)


def _utterance(quotation: Quotation | None) -> str:
    return quotation.utterance if quotation is not None else ""


def _share(counts: Mapping[str, float], part: str, whole: str) -> float | None:
    below = counts.get(whole, 0)
    return counts.get(part, 0) / below if below else None
