"""The fingerprint of each outlet of a story: the same few values, to compare at a glance."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.corpus.table_rows import list_tuples
from analysis.findings import framing
from analysis.findings.finding import Finding, FindingKind
from analysis.findings.reportable import MIN_USES
from analysis.findings.selection_rows import read_article_rows, read_passages
from analysis.findings.shared_text import find_shared_text
from analysis.findings.story_names import find_name_findings, find_widely_named
from analysis.measures import attributed_text
from analysis.measures.registry import MEASURES
from analysis.measures.speaker_words import UNKNOWN_SPEAKER
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.tables import COUNTED, QUOTE_KINDS

#: Number of speakers whose share of an outlet's attributed words is shown by name (judgement).
MAX_SPEAKERS = 3
#: What stands for the speakers of attributed words who were not identified.
NOT_IDENTIFIED = "not identified"
#: Class of loaded words that a fingerprint shows.
_HEDGING = "hedging"
#: The value and the number of uses in an outlet without words.
_NO_USES = None, 0


class Part(StrEnum):
    """A row of the fingerprint whose sentences can be opened."""

    ATTRIBUTED = "attributed"
    SPEAKER = "speaker"
    KIND = "kind"
    HEDGING = "hedging"
    ONLY_HERE = "only_here"
    MISSING = "missing"
    SHARED = "shared"


@dataclass(frozen=True)
class SpeakerShare:
    """One of the speakers quoted most: share of the outlet's attributed words, 0 to 1."""

    entity_id: str
    name: str
    share: float


@dataclass(frozen=True)
class OutletFingerprint:
    """What one outlet does with a story.

    Attributes:
        outlet: Its label.
        article_id: Its earliest article.
        title: The headline of that article; empty if it has none.
        published: The day of that article; NaT when not known.
        n_articles: Number of its articles.
        n_words: Counted words of all of them.
        attributed: Share of the words attributed to anyone, 0 to 1; None without words.
        speakers: The speakers with most attributed words, the largest share first.
        unknown: Share of the attributed words whose speaker was not identified, 0 to 1.
        kinds: Number of quotations by kind.
        hedging: Hedging words per 1,000 of the outlet's own words; None without own words.
        n_hedging: Number of its hedging words.
        only_here: People and organisations, named or quoted twice, that no other outlet's text
            names.
        missing: People and organisations that most other outlets name and this one does not.
        shared: Share of the words outside quotation marks that another article has too, 0 to 1.
    """

    outlet: str
    article_id: str
    title: str
    published: pd.Timestamp
    n_articles: int
    n_words: int
    attributed: float | None
    speakers: tuple[SpeakerShare, ...]
    unknown: float
    kinds: dict[str, int]
    hedging: float | None
    n_hedging: int
    only_here: tuple[str, ...]
    missing: tuple[str, ...]
    shared: float

    @property
    def is_hedging_comparable(self) -> bool:
        """Whether the rate of hedging words rests on uses enough to be more than the others'."""
        return self.n_hedging >= MIN_USES


def compute_fingerprints(catalogue: Catalogue, filters: Filters) -> tuple[OutletFingerprint, ...]:
    """Return the fingerprint of every selected outlet, by name."""
    articles = read_article_rows(catalogue, filters, "articles").sort_values(
        ["published", "article_id"]
    )
    outlet_of = dict(list_tuples(articles, ("article_id", "outlet_label")))
    quotes = read_article_rows(catalogue, filters, "quotes")
    n_quotes = Counter(
        (outlet_of[key], kind)
        for key, kind, block_kind in list_tuples(quotes, ("article_id", "kind", "block_kind"))
        if block_kind in COUNTED
    )
    attributed = _read_uses(catalogue, filters, "attributed", attributed_text.ITEM)
    hedging = _read_uses(catalogue, filters, "loaded", _HEDGING)
    speakers = _read_values(catalogue, filters, "all")
    names = find_name_findings(catalogue, filters)
    missing = find_widely_named(catalogue, filters)
    texts = find_shared_text(catalogue, filters).articles
    shared = texts.groupby("outlet_label")[["copied", "words"]].sum()
    fingerprints = []
    for outlet, rows in articles.groupby("outlet_label", sort=True):
        first = rows.iloc[0]
        n_words = int(rows["words"].sum())
        of_outlet = speakers[speakers["outlet_label"] == outlet]
        fingerprints.append(
            OutletFingerprint(
                outlet=str(outlet),
                article_id=str(first["article_id"]),
                title=str(first["title"] or ""),
                published=first["published"],
                n_articles=len(rows),
                n_words=n_words,
                attributed=attributed.get(str(outlet), _NO_USES)[0],
                speakers=_list_speakers(of_outlet),
                unknown=float(of_outlet.loc[of_outlet["name"] == UNKNOWN_SPEAKER, "value"].sum()),
                kinds={kind: n_quotes[str(outlet), kind] for kind in QUOTE_KINDS},
                hedging=hedging.get(str(outlet), _NO_USES)[0],
                n_hedging=hedging.get(str(outlet), _NO_USES)[1],
                only_here=_list_subjects(names, FindingKind.EXCLUSIVE, str(outlet)),
                missing=_list_subjects(missing, FindingKind.OMISSION, str(outlet)),
                shared=_divide(shared["copied"].get(outlet, 0), shared["words"].get(outlet, 0)),
            )
        )
    return tuple(fingerprints)


def find_fingerprint_evidence(
    catalogue: Catalogue, filters: Filters, part: Part, outlet: str, item: str
) -> pd.DataFrame:
    """Return the passages behind one value of a fingerprint, as :func:`evidence.find_passages`.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters.
        part: The row of the fingerprint.
        outlet: The outlet's label.
        item: Id of the speaker, kind of quotation, or name; empty for parts that have one value.
    """
    match part:
        case Part.ATTRIBUTED:
            return framing.find_evidence(catalogue, filters, "attributed", "all", outlet)
        case Part.SPEAKER:
            return framing.find_evidence(catalogue, filters, "all", item, outlet)
        case Part.HEDGING:
            return framing.find_evidence(catalogue, filters, "loaded", _HEDGING, outlet)
        case Part.KIND:
            in_outlet = _read_outlet_rows(catalogue, filters, "quotes", outlet)
            is_shown = in_outlet["block_kind"].isin(COUNTED) & (in_outlet["kind"] == item)
            return read_passages(catalogue, in_outlet[is_shown])
        case Part.SHARED:
            return read_passages(catalogue, _list_shared_spans(catalogue, filters, outlet))
        case Part.ONLY_HERE | Part.MISSING:
            is_exclusive = part is Part.ONLY_HERE
            kind = FindingKind.EXCLUSIVE if is_exclusive else FindingKind.OMISSION
            find = find_name_findings if is_exclusive else find_widely_named
            spans = [
                (span.article_id, span.start, span.end)
                for finding in find(catalogue, filters)
                if finding.kind is kind and finding.outlets == (outlet,)
                if not item or finding.subject == item
                for span in finding.evidence
            ]
            return read_passages(
                catalogue, pd.DataFrame(spans, columns=["article_id", "start", "end"])
            )


def _read_values(catalogue: Catalogue, filters: Filters, measure: str) -> pd.DataFrame:
    """Return the values of a framing measure, so that all pages show one figure."""
    group = MEASURES[measure].group
    table = framing.compute_measures(catalogue, filters, group)
    return table[table["measure"] == measure]


def _read_uses(
    catalogue: Catalogue, filters: Filters, measure: str, item: str
) -> dict[str, tuple[float, int]]:
    """Return the value of a measure's item in each outlet, and the uses behind a rate of words."""
    values = _read_values(catalogue, filters, measure)
    return {
        outlet: (value, round(value * n / 1000))
        for key, outlet, value, n in list_tuples(values, ("item", "outlet_label", "value", "n"))
        if key == item
    }


def _divide(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0


def _list_speakers(values: pd.DataFrame) -> tuple[SpeakerShare, ...]:
    speakers = itertools.starmap(SpeakerShare, list_tuples(values, ("item", "name", "value")))
    known = (each for each in speakers if each.name != UNKNOWN_SPEAKER and each.share > 0)
    return tuple(sorted(known, key=lambda each: (-each.share, each.name))[:MAX_SPEAKERS])


def _list_subjects(findings: Sequence[Finding], kind: FindingKind, outlet: str) -> tuple[str, ...]:
    of_outlet = (finding for finding in findings if finding.outlets == (outlet,))
    return tuple(finding.subject for finding in of_outlet if finding.kind is kind)


def _read_outlet_rows(
    catalogue: Catalogue, filters: Filters, table: str, outlet: str
) -> pd.DataFrame:
    articles = read_article_rows(catalogue, filters, "articles")
    ids = articles.loc[articles["outlet_label"] == outlet, "article_id"]
    rows = read_article_rows(catalogue, filters, table)
    return rows[rows["article_id"].isin(ids)]


def _list_shared_spans(catalogue: Catalogue, filters: Filters, outlet: str) -> pd.DataFrame:
    """Return the passages of an outlet that another article has too, each once."""
    ids = set(_read_outlet_rows(catalogue, filters, "articles", outlet)["article_id"])
    runs = find_shared_text(catalogue, filters).runs
    spans = [
        (row[side], row[f"{side}_start"], row[f"{side}_end"])
        for row in runs.to_dict("records")
        for side in ("left", "right")
        if row[side] in ids
    ]
    return pd.DataFrame(sorted(set(spans)), columns=["article_id", "start", "end"])
