"""Scores of predicted quotes against marked ones.

Spans are compared as sets of the positions of letters and digits, so that quotation marks, spaces
and punctuation at the edges never count. Within an article, predictions and marked quotes are
paired one to one, the pair with the largest overlap (intersection over union) first.

``exact``       both have the same letters
``overlap``     intersection over union is at least one half: the quote is *found*
``char``        letters predicted and marked, however they are split into quotes
``end_to_end``  found, with the right speaker mention (none where none is marked)
``speaker``     of the found quotes with a marked speaker mention: the mentions overlap
``cue``         of the found quotes with a marked cue: the cues overlap
``resolved``    of the found quotes with a marked name: the same name, ignoring titles, articles and
                case; ``wrong`` has another name (a blank is neither), ``of_all`` divides by all
                marked names
``pairs``       pairs of quotes of two articles of a story that are one utterance
``recall_…``    found, of the marked quotes of one kind (direct, mixed, indirect)

Figures with precision, recall and F1 are named ``exact_p``, ``exact_r``, ``exact_f``, and are 0
where the denominator is 0; any other share of nothing is None. All lie between 0 and 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from benchmarks.article_quotes import ArticleQuotes, Quote
from benchmarks.f_score import compute_f1
from benchmarks.matching import (
    Match,
    find_letter_positions,
    has_right_speaker,
    is_speech,
    list_name_words,
    match_quotes,
    split_into_spans,
)

Figures = dict[str, float | None]

KINDS = ("direct", "mixed", "indirect")
#: Figures with precision, recall and F1: the counts of right, predicted and marked.
_F1_COUNTS = {
    "exact": ("exact", "predicted", "gold"),
    "overlap": ("found", "predicted", "gold"),
    "char": ("char_hits", "char_predicted", "char_gold"),
    "end_to_end": ("end_to_end", "predicted", "gold"),
    "pairs": ("pair_hits", "pair_predicted", "pair_gold"),
}
#: Figures that are a single share: the counts of its numerator and denominator.
_SHARE_COUNTS = {
    "speaker": ("speaker", "speaker_of"),
    "cue": ("cue", "cue_of"),
    "resolved": ("resolved", "resolved_of"),
    "wrong": ("wrong", "resolved_of"),
    "of_all": ("resolved", "named"),
    **{f"recall_{kind}": (f"found_{kind}", f"gold_{kind}") for kind in KINDS},
}


@dataclass(frozen=True)
class QuoteScore:
    """Counts of each article and of each pair of articles, from which every figure follows."""

    ids: tuple[str, ...]
    outlets: tuple[str, ...]
    counts: tuple[Counter[str], ...]
    pairs: Mapping[tuple[int, int], Counter[str]]

    @property
    def totals(self) -> Counter[str]:
        """The counts over all articles and pairs."""
        return sum([*self.counts, *self.pairs.values()], Counter())

    def compute_figures(self) -> Figures:
        """Return every figure by name."""
        return _compute_figures(self.totals)

    def split_by_outlet(self) -> dict[str, "QuoteScore"]:
        """Return the score of each outlet alone; pairs across outlets are left out."""
        members: dict[str, list[int]] = defaultdict(list)
        for number, outlet in enumerate(self.outlets):
            members[outlet].append(number)
        return {outlet: self._select(numbers) for outlet, numbers in sorted(members.items())}

    def compute_intervals(
        self, resamples: int = 1000, level: float = 0.95, seed: int = 0
    ) -> dict[str, tuple[float, float]]:
        """Return the percentile interval of every figure, bootstrapped over articles.

        Each resample draws as many articles as there are, with replacement; a pair of articles
        counts as often as the product of its articles' draws (Efron and Tibshirani 1993, chapter
        13). A resample in which a figure is undefined is ignored for that figure.

        Args:
            resamples: Number of resamples.
            level: Share of the resamples inside the interval.
            seed: Seed of the random numbers; the same seed gives the same interval.
        """
        names = sorted(self.totals)
        single = np.array([[c[name] for name in names] for c in self.counts], dtype=float)
        double = np.array([[c[name] for name in names] for c in self.pairs.values()], dtype=float)
        ends = np.array(list(self.pairs), dtype=int).reshape(-1, 2)
        size = len(self.counts)
        resampled: dict[str, list[float]] = defaultdict(list)
        for weights in np.random.default_rng(seed).multinomial(size, [1 / size] * size, resamples):
            sums = weights @ single
            if len(ends):
                sums = sums + (weights[ends[:, 0]] * weights[ends[:, 1]]) @ double
            for name, value in _compute_figures(
                dict(zip(names, sums.tolist(), strict=True))
            ).items():
                if value is not None:
                    resampled[name].append(value)
        tail = (1 - level) / 2
        return {
            name: (float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail)))
            for name, values in resampled.items()
        }

    def _select(self, numbers: Sequence[int]) -> "QuoteScore":
        """Return the score of the articles with these numbers."""
        new_numbers = {number: new for new, number in enumerate(numbers)}
        pairs = {
            (new_numbers[left], new_numbers[right]): counts
            for (left, right), counts in self.pairs.items()
            if left in new_numbers and right in new_numbers
        }
        return QuoteScore(
            tuple(self.ids[number] for number in numbers),
            tuple(self.outlets[number] for number in numbers),
            tuple(self.counts[number] for number in numbers),
            pairs,
        )


def score_quotes(
    gold: Sequence[ArticleQuotes],
    predicted: Iterable[ArticleQuotes],
    *,
    by_span: bool = False,
    speech_only: bool = False,
) -> QuoteScore:
    """Score the predicted quotes of some articles.

    Args:
        gold: The marked articles, with texts.
        predicted: The predictions, by the same article ids; an absent article counts as one without
            quotes.
        by_span: Score each contiguous span on its own, for gold with discontinuous quotations.
        speech_only: Score only marked quotes that are speech (:func:`is_speech`). Predictions that
            match any other marked quote count neither as right nor as wrong.
    """
    predicted_quotes = {article.article_id: article.quotes for article in predicted}
    counts: list[Counter[str]] = []
    matches_by_story: dict[str, list[tuple[int, Match]]] = defaultdict(list)
    for number, article in enumerate(gold):
        marked, candidates = article.quotes, predicted_quotes.get(article.article_id, ())
        if by_span:
            marked, candidates = (
                tuple(split_into_spans(marked)),
                tuple(split_into_spans(candidates)),
            )
        scored: list[Match] = []
        ignored: list[Match] = []
        for match in match_quotes(article.text, marked, candidates):
            is_ignored = (
                speech_only and match.gold is not None and not is_speech(article.text, match.gold)
            )
            (ignored if is_ignored else scored).append(match)
        counts.append(_count_article(article.text, scored, ignored))
        counts[-1]["missing"] = article.article_id not in predicted_quotes
        story = article.story or article.article_id
        matches_by_story[story] += [(number, match) for match in scored if match.gold is not None]
    return QuoteScore(
        tuple(article.article_id for article in gold),
        tuple(article.outlet for article in gold),
        tuple(counts),
        _count_pairs(matches_by_story.values()),
    )


def _compute_figures(counts: Mapping[str, float]) -> Figures:
    figures: Figures = {}
    for name, (right, predicted, gold) in _F1_COUNTS.items():
        precision = _share(counts, right, predicted) or 0.0
        recall = _share(counts, right, gold) or 0.0
        figures[f"{name}_p"] = precision
        figures[f"{name}_r"] = recall
        figures[f"{name}_f"] = compute_f1(precision, recall)
    return figures | {name: _share(counts, *parts) for name, parts in _SHARE_COUNTS.items()}


def _count_article(text: str, scored: Sequence[Match], ignored: Sequence[Match]) -> Counter[str]:
    """Return the counts of one article; the letters of ``ignored`` matches count neither way."""
    counts: Counter[str] = Counter()
    for match in scored:
        counts["gold"] += match.gold is not None
        counts["predicted"] += match.predicted is not None
        if match.gold is not None:
            counts.update(_count_match(text, match, match.gold))
    marked = _unite_letters(text, (match.gold for match in scored))
    ignored_letters = _unite_letters(text, (match.gold for match in ignored)) - marked
    predicted = _unite_letters(text, (match.predicted for match in (*scored, *ignored)))
    predicted -= ignored_letters
    counts["char_gold"] = len(marked)
    counts["char_predicted"] = len(predicted)
    counts["char_hits"] = len(marked & predicted)
    return counts


def _count_match(text: str, match: Match, gold: Quote) -> Counter[str]:
    counts = Counter({f"gold_{gold.kind}": 1, "named": int(bool(gold.name))})
    predicted = match.predicted
    if predicted is None:
        return counts
    gold_letters = find_letter_positions(text, gold.spans)
    counts["exact"] = int(gold_letters == find_letter_positions(text, predicted.spans))
    if not match.is_found:
        return counts
    is_right_speaker = has_right_speaker(text, gold, predicted)
    counts.update({"found": 1, f"found_{gold.kind}": 1, "end_to_end": int(is_right_speaker)})
    if find_letter_positions(text, gold.speaker):
        counts.update({"speaker_of": 1, "speaker": int(is_right_speaker)})
    if gold_cue := find_letter_positions(text, gold.cue):
        has_right_cue = bool(gold_cue & find_letter_positions(text, predicted.cue))
        counts.update({"cue_of": 1, "cue": int(has_right_cue)})
    if gold.name:
        name_words = list_name_words(predicted.name)
        is_same = name_words in [list_name_words(name) for name in (gold.name, *gold.accepted)]
        is_wrong = bool(name_words) and not is_same
        counts.update({"resolved_of": 1, "resolved": int(is_same), "wrong": int(is_wrong)})
    return counts


def _unite_letters(text: str, quotes: Iterable[Quote | None]) -> set[int]:
    quote_spans = (quote.spans for quote in quotes if quote is not None)
    return set().union(*(find_letter_positions(text, spans) for spans in quote_spans))


def _count_pairs(
    stories: Iterable[Sequence[tuple[int, Match]]],
) -> dict[tuple[int, int], Counter[str]]:
    """Return the counts of pairs of marked quotes of two articles, by the articles' numbers."""
    pairs: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for matches in stories:
        for (left_number, left), (right_number, right) in combinations(matches, 2):
            left_gold, right_gold = _get_utterance(left.gold), _get_utterance(right.gold)
            if left_number == right_number or not left_gold or not right_gold:
                continue
            left_predicted = _get_utterance(left.predicted if left.is_found else None)
            right_predicted = _get_utterance(right.predicted if right.is_found else None)
            is_gold_pair = left_gold == right_gold
            is_predicted_pair = bool(left_predicted) and left_predicted == right_predicted
            if is_gold_pair or is_predicted_pair:
                pairs[left_number, right_number].update(
                    pair_gold=is_gold_pair,
                    pair_predicted=is_predicted_pair,
                    pair_hits=is_gold_pair and is_predicted_pair,
                )
    return dict(pairs)


def _get_utterance(quote: Quote | None) -> str:
    return quote.utterance if quote is not None else ""


def _share(counts: Mapping[str, float], part: str, whole: str) -> float | None:
    denominator = counts.get(whole, 0)
    return counts.get(part, 0) / denominator if denominator else None
