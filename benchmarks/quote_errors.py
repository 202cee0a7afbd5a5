"""Lists the errors on a gold set by type, with their text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import combinations

from benchmarks.article_quotes import ArticleQuotes, Quote, Spans
from benchmarks.matching import (
    Match,
    has_right_speaker,
    list_name_words,
    match_quotes,
    split_into_spans,
)


class ErrorType(Enum):
    """A type of error, in the order of printing; the value is its heading."""

    MISSED = "Marked, but nothing overlaps it"
    WRONG_SPAN = "Marked, but the prediction overlaps it too little to count"
    INVENTED = "Predicted where nothing is marked"
    WRONG_MENTION = "Found, with another speaker mention"
    WRONG_NAME = "Found, with the wrong name"
    BLANK_NAME = "Found, without the name"
    NOT_ALIGNED = "One utterance, not aligned"
    WRONGLY_ALIGNED = "Two utterances, aligned"


def print_errors(
    gold: Sequence[ArticleQuotes], predicted: Sequence[ArticleQuotes], *, by_span: bool = False
) -> None:
    """Print every error with its text, by type."""
    for error_type, lines in list_errors(gold, predicted, by_span=by_span).items():
        print(f"\n### {error_type.value}: {len(lines)}\n")
        for line in lines:
            print(f"- {line}")


def list_errors(
    gold: Sequence[ArticleQuotes], predicted: Sequence[ArticleQuotes], *, by_span: bool = False
) -> dict[ErrorType, list[str]]:
    """Return a line for each error, by type."""
    lines: dict[ErrorType, list[str]] = {error_type: [] for error_type in ErrorType}
    predicted_quotes = {article.article_id: article.quotes for article in predicted}
    stories: dict[str, list[tuple[ArticleQuotes, Match]]] = defaultdict(list)
    for article in gold:
        marked, candidates = article.quotes, predicted_quotes.get(article.article_id, ())
        if by_span:
            marked, candidates = (
                tuple(split_into_spans(marked)),
                tuple(split_into_spans(candidates)),
            )
        for match in match_quotes(article.text, marked, candidates):
            for error_type, line in _describe_match_errors(article.text, match):
                lines[error_type].append(f"{article.article_id}: {line}")
            stories[article.story or article.article_id].append((article, match))
    for matches in stories.values():
        for error_type, line in _describe_alignment_errors(matches):
            lines[error_type].append(line)
    return lines


def _describe_match_errors(text: str, match: Match) -> Iterator[tuple[ErrorType, str]]:
    marked, predicted = match.gold, match.predicted
    if marked is None:
        if predicted is not None:
            yield ErrorType.INVENTED, _format_quote(text, predicted)
        return
    line = _format_quote(text, marked)
    if predicted is None:
        yield ErrorType.MISSED, line
    elif not match.is_found:
        yield ErrorType.WRONG_SPAN, f"{line}\n  predicted: {_format_quote(text, predicted)}"
    else:
        if not has_right_speaker(text, marked, predicted):
            mention = _join_words(text, predicted.speaker)
            yield ErrorType.WRONG_MENTION, f"{line}\n  predicted: {mention or 'none'}"
        if marked.name and not predicted.name:
            yield ErrorType.BLANK_NAME, f"{line}\n  is {marked.name}"
        elif marked.name and list_name_words(predicted.name) != list_name_words(marked.name):
            yield ErrorType.WRONG_NAME, f"{line}\n  is {marked.name}, shown as {predicted.name}"


def _describe_alignment_errors(
    matches: Sequence[tuple[ArticleQuotes, Match]],
) -> Iterator[tuple[ErrorType, str]]:
    """Yield the pairs of quotes of two articles that are wrongly aligned or wrongly apart."""
    found_matches = [
        (article, match) for article, match in matches if match.gold and match.is_found
    ]
    for (left_article, left), (right_article, right) in combinations(found_matches, 2):
        if left.gold is None or right.gold is None or left_article is right_article:
            continue
        if left.predicted is None or right.predicted is None:
            continue
        if not (left.gold.utterance and right.gold.utterance):
            continue
        is_same = left.gold.utterance == right.gold.utterance
        is_aligned = bool(left.predicted.utterance) and (
            left.predicted.utterance == right.predicted.utterance
        )
        if is_same != is_aligned:
            error_type = ErrorType.NOT_ALIGNED if is_same else ErrorType.WRONGLY_ALIGNED
            left_line = _format_quote(left_article.text, left.gold)
            right_line = _format_quote(right_article.text, right.gold)
            yield error_type, f"{left_line}\n  and: {right_line}"


def _format_quote(text: str, quote: Quote) -> str:
    mention, cue = _join_words(text, quote.speaker), _join_words(text, quote.cue)
    return f"[{quote.kind}] {mention or '–'} | {cue or '–'} | {_join_words(text, quote.spans)}"


def _join_words(text: str, spans: Spans) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
