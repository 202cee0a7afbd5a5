"""The sets of marked quotations, and what the whole way from text to catalogue makes of them.

A set is a file ``<name>.jsonl`` or ``<name>.jsonl.gz`` in ``quotes/`` of the data folder. That of
the seeds is part of the project, so it can be scored without any other data.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.ingest import Article, read_paths
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import catalogue_tables
from analysis.store import Workspace
from benchmarks.marked import OTHER, UNDER_SAYING, Marked, Quotation, read_marked

#: Where the data are looked for when nothing else is said.
DATA = Path("../shared/data")
_OWN = Path(__file__).parent / "gold"
_NONE = -1


@dataclass(frozen=True)
class Way:
    """One way to score a set; see :func:`benchmarks.scoring.score`."""

    name: str
    segments: bool = False
    speech: bool = False
    attitudes: tuple[str, ...] = ()

    def of(self, predicted: Sequence[Marked]) -> list[Marked]:
        """Return what was found, of the attitudes only those this way counts."""
        return [
            replace(
                article,
                quotations=tuple(
                    quotation
                    for quotation in article.quotations
                    if not quotation.attitude or quotation.attitude in self.attitudes
                ),
            )
            for article in predicted
        ]


def find_sets(data: Path, name: str = "", *, training: bool = False) -> dict[str, Path]:
    """Return the files of the gold sets by name.

    Args:
        data: The data folder; it may be missing.
        name: Only this set.
        training: Without a name, the sets that are there to train on (``…_train``) too.

    Raises:
        FileNotFoundError: when there is no set of that name.
    """
    files = [*sorted(_OWN.glob("*.jsonl")), *sorted((data / "quotes").glob("*.jsonl*"))]
    sets = {file.name.partition(".")[0]: file for file in files}
    if not name:
        return {key: file for key, file in sets.items() if training or not is_training(key)}
    if name not in sets:
        raise FileNotFoundError(f"No set {name!r}; there are {', '.join(sets)}.")
    return {name: sets[name]}


def is_training(name: str) -> bool:
    """Tell whether a set is there to train on."""
    return name.endswith("_train")


def ways(gold: Sequence[Marked]) -> tuple[Way, ...]:
    """Return how a set is scored.

    One row of the quotes table is one contiguous stretch, so gold with discontinuous quotations is
    scored by stretch. Such gold marks every attribution, beliefs and wishes too, so it is scored
    over everything, with all attitudes found, and over speech alone, with quotations and the
    attitudes under a verb of saying, and for comparison with all.
    """
    if any(len(quotation.spans) > 1 for article in gold for quotation in article.quotations):
        every = (UNDER_SAYING, OTHER)
        return (
            Way("by stretch", segments=True, attitudes=every),
            Way("by stretch, speech", segments=True, speech=True, attitudes=(UNDER_SAYING,)),
            Way(
                "by stretch, speech, against all that is found",
                segments=True,
                speech=True,
                attitudes=every,
            ),
            Way("by stretch, quotations alone", segments=True),
        )
    return (Way("as marked"),)


def predict(file: Path) -> list[Marked]:
    """Return what is found in the articles of a gold set, with final speakers and utterances.

    The articles are read, annotated, written to a workspace and built into tables as the
    dashboard does it; those of one story share a workspace, and so do those of no story.

    Raises:
        ValueError: when an article of the set is not read, or not with the text that was marked.
    """
    gold = {article.article_id: article for article in read_marked(file)}
    stories: dict[str, list[Article]] = defaultdict(list)
    for item in read_paths([file]):
        if not isinstance(item, Article):
            raise ValueError(str(item))  # noqa: TRY004 - an input was wrong, not a type
        if item.text != gold[item.article_id].text:
            raise ValueError(f"{item.article_id} was read with another text than the marked one.")
        stories[gold[item.article_id].story].append(item)
    return [found for articles in stories.values() for found in _whole_way(articles)]


def _whole_way(articles: Sequence[Article]) -> list[Marked]:
    with TemporaryDirectory() as folder:
        workspace = Workspace(folder)
        digests = {article.article_id: digest(article) for article in articles}
        workspace.write_part(annotate(articles), fingerprint(), digests)
        built = dict(catalogue_tables(workspace.snapshot()))
    found: dict[str, list[Quotation]] = {one.article_id: [] for one in articles}
    for row in built["quotes"].to_pylist():
        known = {"name": row["speaker"], "utterance": row["utterance_id"], "kind": row["kind"]}
        found[row["article_id"]].append(_quotation(row, **known))
    for row in built["attitudes"].to_pylist():
        attitude = UNDER_SAYING if row["is_reporting_verb"] else OTHER
        found[row["article_id"]].append(_quotation(row, name=row["holder"], attitude=attitude))
    return [Marked(article_id, tuple(quotations)) for article_id, quotations in found.items()]


def _quotation(row: Mapping[str, Any], **known: str) -> Quotation:
    return Quotation(
        spans=((row["start"], row["end"]),),
        cue=_span(row["cue_start"], row["cue_end"]),
        speaker=_span(row["mention_start"], row["mention_end"]),
        **known,
    )


def _span(start: int, end: int) -> tuple[tuple[int, int], ...]:
    return () if start == _NONE else ((start, end),)
