"""The errors on a gold set by type, with their text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from benchmarks.marked import Marked, Quotation, Spans
from benchmarks.matching import Match, match, name_words, right_speaker, split_spans

#: Each type of error, in the order of printing.
TYPES = {
    "missed": "Marked, and nothing overlaps it",
    "cut": "Marked, and what overlaps it is cut too differently to count",
    "invented": "Found where nothing is marked",
    "mention": "Found, with another speaker mention",
    "name": "Found, with the wrong name",
    "blank": "Found, without the name",
    "apart": "One utterance, not joined",
    "joined": "Two utterances, joined",
}


def show_errors(
    gold: Sequence[Marked], predicted: Sequence[Marked], *, segments: bool = False
) -> None:
    """Print every error with its text, by type."""
    for kind, lines in errors(gold, predicted, segments=segments).items():
        print(f"\n### {TYPES[kind]}: {len(lines)}\n")
        for line in lines:
            print(f"- {line}")


def errors(
    gold: Sequence[Marked], predicted: Sequence[Marked], *, segments: bool = False
) -> dict[str, list[str]]:
    """Return a line for each error, by type (see :data:`TYPES`)."""
    found: dict[str, list[str]] = {kind: [] for kind in TYPES}
    others = {article.article_id: article.quotations for article in predicted}
    stories: dict[str, list[tuple[Marked, Match]]] = defaultdict(list)
    for article in gold:
        marked, other = article.quotations, others.get(article.article_id, ())
        if segments:
            marked, other = tuple(split_spans(marked)), tuple(split_spans(other))
        for one in match(article.text, marked, other):
            for kind, line in _errors_of(article.text, one):
                found[kind].append(f"{article.article_id}: {line}")
            stories[article.story or article.article_id].append((article, one))
    for reports in stories.values():
        for kind, line in _misaligned(reports):
            found[kind].append(line)
    return found


def _errors_of(text: str, one: Match) -> Iterator[tuple[str, str]]:
    marked, found = one.gold, one.predicted
    if marked is None:
        if found is not None:
            yield "invented", _said(text, found)
    elif found is None:
        yield "missed", _said(text, marked)
    elif not one.found:
        yield "cut", f"{_said(text, marked)}\n  found: {_said(text, found)}"
    else:
        if not right_speaker(text, marked, found):
            shown = _words(text, found.speaker)
            yield "mention", f"{_said(text, marked)}\n  found: {shown or 'none'}"
        if marked.name and not found.name:
            yield "blank", f"{_said(text, marked)}\n  is {marked.name}"
        elif marked.name and name_words(found.name) != name_words(marked.name):
            yield "name", f"{_said(text, marked)}\n  is {marked.name}, shown as {found.name}"


def _misaligned(reports: Sequence[tuple[Marked, Match]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of quotations of two articles that should be joined and are not, or are."""
    found = [(article, one) for article, one in reports if one.gold and one.found]
    for (article, first), (other, second) in combinations(found, 2):
        one, two = first.gold, second.gold
        if one is None or two is None or article is other or not (one.utterance and two.utterance):
            continue
        same = one.utterance == two.utterance
        if first.predicted is None or second.predicted is None:
            continue
        joined = bool(first.predicted.utterance) and (
            first.predicted.utterance == second.predicted.utterance
        )
        if same != joined:
            kind = "apart" if same else "joined"
            yield kind, f"{_said(article.text, one)}\n  and: {_said(other.text, two)}"


def _said(text: str, quotation: Quotation) -> str:
    mention, cue = _words(text, quotation.speaker), _words(text, quotation.cue)
    return f"[{quotation.kind}] {mention or '–'} | {cue or '–'} | {_words(text, quotation.spans)}"


def _words(text: str, spans: Spans) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
