"""Learn how probable it is that a speaker is the right one, from quotations that articles share.

    python -m tools.train_speaker_confidence [--data DIR]

Two articles often print the same words, one with the speaker's name beside them, the other with
'he said' or 'the minister said'. The named speaker tells whether the other one is right. The
articles of the data folder with such quotations are annotated; the counts and confidences are
written to ``analysis/nlp/data/speaker_confidence.csv``, and a cross-validated table of predicted
against right is printed. ``speaker_confidence.md`` beside it describes data and limits. The gold
sets of ``benchmarks.quotes`` are not read.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from spacy.tokens import Doc

from analysis.entity_types import ORG, PERSON
from analysis.ingest import Article
from analysis.nlp.coref import speaker_confidence
from analysis.nlp.coref.discourse_state import Resolution, Speaker
from analysis.nlp.pipeline import load, make_doc
from analysis.word_lists import data_path, read_rows
from benchmarks.article_files import read_json_lines
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.matching import list_name_words
from benchmarks.reliability import Judgement, print_reliability

#: Files of the data folder whose articles may share quotations.
_FILES = (
    "bulk/news_6k.jsonl.gz",
    "quotes/polnear_train.jsonl.gz",
    "stories/basil_dev.jsonl.gz",
    "stories/seesaw_dev.jsonl.gz",
)
#: Words in a row that two quotations must share; judgement: shorter ones are also phrases.
_MIN_SHARED_WORDS = 8
#: Characters around a quotation whose words must differ between two articles: copies tell nothing,
#: nor do two articles that name the speaker in the same words.
_CONTEXT = 60
#: Leads from which the confidences of pronouns are learned; judgement.
_LEADS = (0.0, 0.4, 0.8)
#: Number of folds of the cross-validation.
_N_FOLDS = 5
#: Resolutions that are learned; only that of a pronoun has a lead.
_RESOLUTIONS: tuple[Resolution, ...] = (
    "named",
    "description",
    "representative",
    "document",
    "pronoun",
)
_QUOTATION = re.compile(r"[“\"]([^“”\"]{40,800})[”\"]")
#: Articles that the pipeline processes together.
_BATCH_SIZE = 16
_COLUMNS = ("resolution", "entity", "lead", "confidence", "right", "judged", "origin")


class _Quote(NamedTuple):
    """A quote of an article, its words, what is around it, who is mentioned, and its speaker."""

    article_id: str
    words: tuple[str, ...]
    context: tuple[str, ...]
    mention: str
    speaker: Speaker


class _Example(NamedTuple):
    """A speaker, the words that another article has too, and whether that confirms it."""

    speaker: Speaker
    words: str
    is_right: bool


def main() -> None:
    """Learn the confidences, write them and print their reliability."""
    parser = argparse.ArgumentParser(
        "python -m tools.train_speaker_confidence", description=__doc__
    )
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    options = parser.parse_args()
    examples = list(_compare(_list_quotes(options.data)))
    rows = _learn(examples)
    marked_rows = [row for row in read_rows(*speaker_confidence.LIST) if row["origin"] == "marked"]
    _write([*rows, *marked_rows])
    print(f"{len(examples)} speakers compared.")
    print_reliability(_cross_validate(examples))


def _list_quotes(data: Path) -> list[_Quote]:
    """Return the quotes of the articles that share a quotation with another article."""
    articles = [
        Article(record["id"], record["text"], outlet=record.get("outlet") or "")
        for name in _FILES
        for record in read_json_lines(data / name)
    ]
    contexts: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for article in articles:
        for match in _QUOTATION.finditer(article.text):
            words = _split_words(match[1])
            if len(words) >= _MIN_SHARED_WORDS:
                context = _find_context(article.text, *match.span())
                contexts[" ".join(words[:_MIN_SHARED_WORDS])][article.article_id] = context
    chosen = {
        article_id
        for by_article in contexts.values()
        if len(set(by_article.values())) > 1
        for article_id in by_article
    }
    nlp = load()
    docs = (make_doc(nlp, article) for article in articles if article.article_id in chosen)
    return [quote for doc in nlp.pipe(docs, batch_size=_BATCH_SIZE) for quote in _read_quotes(doc)]


def _read_quotes(doc: Doc) -> Iterator[_Quote]:
    """Yield the direct and mixed quotes of an annotated article."""
    article_id, text = doc._.article.article_id, doc._.article.text
    for attribution, speaker in zip(doc._.attributions, doc._.speakers, strict=True):
        if attribution.is_attitude or attribution.kind == "indirect":
            continue
        words = _split_words(text[attribution.start : attribution.end])
        if len(words) >= _MIN_SHARED_WORDS:
            context = _find_context(text, attribution.start, attribution.end)
            mention = "" if attribution.mention is None else attribution.mention.text
            yield _Quote(article_id, words, context, mention, speaker)


def _compare(quotes: Sequence[_Quote]) -> Iterator[_Example]:
    """Yield each speaker of a quote that another article has with a named speaker, once.

    Where two named speakers differ, one of the two is wrong: the second is taken to be.
    """
    quotes_by_words: dict[str, list[_Quote]] = defaultdict(list)
    for quote in quotes:
        for start in range(len(quote.words) - _MIN_SHARED_WORDS + 1):
            run = " ".join(quote.words[start : start + _MIN_SHARED_WORDS])
            quotes_by_words[run].append(quote)
    judged: set[int] = set()
    for run, sharing in quotes_by_words.items():
        for quote in sharing:
            reference = _find_reference(quote, sharing)
            if id(quote) in judged or reference is None:
                continue
            judged.add(id(quote))
            is_right = _is_same(reference.speaker.name, quote.speaker.name) or (
                quote.speaker.resolution == "named" and quote.article_id < reference.article_id
            )
            yield _Example(quote.speaker, run, is_right)


def _find_reference(quote: _Quote, sharing: Sequence[_Quote]) -> _Quote | None:
    """Return the quote of another article that has the words and names the speaker, or None."""
    speaker = quote.speaker
    if not speaker.key or speaker.resolution not in _RESOLUTIONS:
        return None
    for other in sharing:
        named = other.speaker
        is_entity = named.key.partition("|")[0] in (PERSON, ORG)
        if named.resolution != "named" or not is_entity:
            continue
        is_copy = other.context == quote.context or other.mention == quote.mention
        if other.article_id != quote.article_id and not is_copy:
            return other
    return None


def _is_same(name: str, other: str) -> bool:
    """Return whether two names have the same last word, or one all words of the other."""
    words, other_words = list_name_words(name), list_name_words(other)
    is_part = set(words) <= set(other_words) or set(other_words) <= set(words)
    return is_part or words[-1:] == other_words[-1:]


def _learn(examples: Iterable[_Example]) -> list[dict[str, str]]:
    """Return the rows of the list; a confidence does not fall as the lead rises.

    One right and one wrong speaker are added to each count, so that a small one is not certain.
    """
    right: Counter[tuple[str, float]] = Counter()
    judged: Counter[tuple[str, float]] = Counter()
    for example in examples:
        cell = _find_cell(example.speaker)
        right[cell] += example.is_right
        judged[cell] += 1
    rows: list[dict[str, str]] = []
    for resolution in _RESOLUTIONS:
        highest = 0.0
        for lead in _LEADS if resolution == "pronoun" else (0.0,):
            n_right, n_judged = right[resolution, lead], judged[resolution, lead]
            highest = max(highest, (n_right + 1) / (n_judged + 2))
            row = (resolution, "1", lead, round(highest, 2), n_right, n_judged, "shared")
            rows.append(dict(zip(_COLUMNS, map(_format, row), strict=True)))
    return rows


def _find_cell(speaker: Speaker) -> tuple[str, float]:
    """Return the resolution of a speaker and the lead of the list that it reaches."""
    leads = _LEADS if speaker.resolution == "pronoun" else (0.0,)
    return speaker.resolution, max(lead for lead in leads if speaker.lead >= lead)


def _cross_validate(examples: Sequence[_Example]) -> Iterator[Judgement]:
    """Yield a judgement for each example, with the confidence learned from the other folds."""
    folds = [crc32(example.words.encode()) % _N_FOLDS for example in examples]
    for fold in range(_N_FOLDS):
        learned = {
            (row["resolution"], float(row["lead"])): float(row["confidence"])
            for row in _learn(e for e, n in zip(examples, folds, strict=True) if n != fold)
        }
        for example, number in zip(examples, folds, strict=True):
            if number == fold:
                yield Judgement(learned[_find_cell(example.speaker)], example.is_right)


def _write(rows: Iterable[dict[str, str]]) -> None:
    """Write the rows under the comments that the list has."""
    path = data_path(*speaker_confidence.LIST)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(line for line in lines if line.startswith("#"))
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _split_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", re.sub("[’']", "", text.lower())))


def _find_context(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words around a quotation."""
    around = f"{text[max(start - _CONTEXT, 0) : start]} {text[end : end + _CONTEXT]}"
    return _split_words(around)


def _format(value: object) -> str:
    return value if isinstance(value, str) else f"{value:g}"


if __name__ == "__main__":
    main()
