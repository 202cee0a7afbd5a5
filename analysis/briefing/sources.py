"""Whom each outlet quotes and with which verbs, which media it names, and which two are closest."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from analysis.briefing.credited_media import list_agency_names, list_credited_media, unify_agency
from analysis.briefing.document import DataTable, Paragraph
from analysis.corpus.table_rows import list_rows
from analysis.entity_types import FAC, NORP, ORG, PERSON, WORK_OF_ART
from analysis.findings import framing
from analysis.findings.fingerprint import OutletFingerprint
from analysis.findings.reading_desk import rank_pairs
from analysis.findings.reportable import is_own_name
from analysis.findings.selection_rows import get_selection, read_article_rows
from analysis.ingest.segmentation.phrases import agencies
from analysis.measures.registry import MEASURES
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.tables import COUNTED
from analysis.word_lists import read_rows

#: Maximum numbers of speakers, media and reporting verbs of an outlet: two lines of a cell each
#: (judgement).
MAX_SPEAKERS, MAX_MEDIA, MAX_VERBS = 5, 4, 2
#: Last words of names of media alone ("Beacon Times"); others end other names too ("Trump Post").
_ENDINGS = frozenset(
    ["times", "herald", "tribune", "gazette", "chronicle", "magazine", "newspaper", "news"]
)
#: What agencies are called beside their name ("Beacon News Agency").
_AGENCY = "news agency"
#: Agencies of ``ingest/data/agencies.csv`` that are no name.
_NO_NAMES = frozenset(["agencies", "agency"])
#: A kind of media right before a name, or right after it.
_KINDS = r"newspaper|news agency|news (?:site|website|outlet|channel)|newswire"
_MORE_KINDS = rf"{_KINDS}|tabloid|broadcaster|magazine"
_BEFORE = re.compile(rf"\b(?:{_MORE_KINDS}),? (?:the )?\Z", re.IGNORECASE)
_AFTER = re.compile(rf" (?:{_MORE_KINDS})\b", re.IGNORECASE)
#: The kind right before what the model takes for a person: not "told the newspaper Orr would go".
_BEFORE_PERSON = re.compile(rf"(?<!\bthe )(?<!\ba )\b(?i:{_KINDS}) (?:the )?\Z")
#: Types of names that are media; NORP of listed agencies alone, PERSON where the text says so.
_LABELS = (ORG, FAC, WORK_OF_ART, PERSON, NORP)
_CAPTION = "caption"
#: Number of characters before and after a name in which its kind stands: longer than any.
_REACH = 30
_VERBS = "verb"
#: What is said where no name is known as that of a medium; others may be named.
_NO_MEDIA = "none found"
_HEAD = (
    "Outlet",
    "Whom it quotes or paraphrases, how often",
    "Known media it credits or names, pictures included (others may be missed)",
    "Reporting verbs used most",
)


def compose_sources(
    catalogue: Catalogue, filters: Filters, fingerprints: Iterable[OutletFingerprint]
) -> DataTable:
    """Return whom each outlet quotes, which other media it names, and its reporting verbs."""
    articles = read_article_rows(catalogue, filters, "articles")
    outlet_of = articles.set_index("article_id")["outlet_label"]
    quotes = read_article_rows(catalogue, filters, "quotes")
    # As in the share of voice.
    quotes = quotes[quotes["block_kind"].isin(COUNTED)]
    quotes = quotes.assign(outlet_label=quotes["article_id"].map(outlet_of))
    media = _count_media(catalogue, filters, articles, outlet_of)
    verbs = framing.compute_measures(catalogue, filters, MEASURES[_VERBS].group)
    verbs = verbs[verbs["measure"] == _VERBS]
    return DataTable(
        _HEAD,
        tuple(
            (
                outlet,
                _list_speakers(quotes[quotes["outlet_label"] == outlet]),
                _list_media(media[outlet]),
                _list_verbs(verbs[verbs["outlet_label"] == outlet]),
            )
            for outlet in (item.outlet for item in fingerprints)
        ),
    )


def describe_closest_pair(catalogue: Catalogue, filters: Filters) -> tuple[Paragraph, ...]:
    """Return which two articles have most of their sentences in common, if any two have some.

    The headline is named where an outlet has several articles.
    """
    pairs = rank_pairs(catalogue, filters)
    closest = next(iter(pairs), None)
    if closest is None or not closest.n_linked:
        return ()
    articles = read_article_rows(catalogue, filters, "articles").set_index("article_id")
    of_outlet = articles["outlet_label"].value_counts()
    n_pairs = (len(articles) ** 2 - int((of_outlet**2).sum())) // 2
    left, right = sorted(
        f"{row['outlet_label']} (“{row['title']}”)"
        if of_outlet[row["outlet_label"]] > 1
        else str(row["outlet_label"])
        for row in (articles.loc[key] for key in (closest.left_id, closest.right_id))
    )
    compared = f" of the {len(pairs)} of {n_pairs:,} pairs that share most words"
    return (
        Paragraph(
            f"Closest two{compared if len(pairs) < n_pairs else ''}: {left} and {right}; "
            f"{closest.n_linked} of the {closest.n_sentences} sentences of both very "
            "probably report the same."
        ),
    )


def _count_media(
    catalogue: Catalogue, filters: Filters, articles: pd.DataFrame, outlet_of: pd.Series
) -> dict[str, Counter[str]]:
    """Return the media that each outlet credits an article to, and those that it names."""
    media: dict[str, Counter[str]] = {str(outlet): Counter() for outlet in outlet_of}
    loaded = catalogue.query("SELECT DISTINCT outlet FROM articles WHERE outlet <> ''")["outlet"]
    outlets = frozenset(map(_fold, loaded))
    texts = articles.set_index("article_id")["text"]
    names = get_selection(catalogue, filters).entities
    # The model takes the name of a newspaper for one of a building, a work or a person too.
    names = names.loc[names["label"].isin(_LABELS), ["entity_id", "name"]]
    mentions = read_article_rows(catalogue, filters, "mentions").merge(names, on="entity_id")
    mentions = mentions[mentions["kind"] == "name"]
    # Captions begin with the agency of the picture: "Reuters The harbour at noon".
    is_of_picture = (mentions["block_kind"] == _CAPTION) & mentions["name"].str.upper().isin(
        agencies()
    )
    named = mentions[mentions["block_kind"].isin(COUNTED) | is_of_picture]
    rows = list_rows(named)
    is_beside = {
        row["entity_id"]
        for row in rows
        if _is_beside_kind(
            str(texts[row["article_id"]]), int(row["start"]), int(row["end"]), row["label"]
        )
    }
    for row in rows:
        outlet, name = str(outlet_of[row["article_id"]]), str(row["name"])
        is_known = (row["label"] == ORG and (is_media_name(name) or _fold(name) in outlets)) or (
            row["label"] == NORP and _is_agency(name)
        )
        if (is_known or row["entity_id"] in is_beside) and not is_own_name(name, outlet):
            media[outlet][unify_agency(name)] += 1
    # Of media named as often, those of the text come before those of its credits.
    credited = list_credited_media(articles, read_article_rows(catalogue, filters, "blocks"))
    for row in list_rows(articles):
        for name in credited[row["article_id"]]:
            if not any(is_own_name(form, row["outlet"]) for form in list_agency_names(name)):
                media[row["outlet_label"]][name] += 1
    return media


def is_media_name(name: str) -> bool:
    """Return whether a name is that of a known medium, or its last word is one of media alone."""
    folded = _fold(name)
    return (
        folded in _read_media()
        or folded.endswith(_AGENCY)
        or (" " in folded and folded.split()[-1] in _ENDINGS)
    )


def _is_beside_kind(text: str, start: int, end: int, label: str) -> bool:
    """Return whether a text calls a name a medium: "the newspaper Beacon", "Beacon magazine".

    A person may be a broadcaster, and a people has newspapers: of them only fewer kinds count.
    """
    if label == NORP:
        return False
    before = text[max(start - _REACH, 0) : start]
    if label == PERSON:
        return bool(_BEFORE_PERSON.search(before))
    return bool(_BEFORE.search(before) or _AFTER.match(text, end, end + _REACH))


def _is_agency(name: str) -> bool:
    return name.upper() in agencies()


def _fold(name: str) -> str:
    return name.casefold().removeprefix("the ")


@cache
def _read_media() -> frozenset[str]:
    lists = (("ingest", "agencies.csv"), ("briefing", "media.csv"))
    return frozenset(_fold(row["name"]) for key in lists for row in read_rows(*key)) - _NO_NAMES


def _rank_names(counts: Mapping[str, int]) -> list[str]:
    """Return names with their numbers, the largest first: "Ann Lee 3", "Bo Ek 1"."""
    named = ((name, number) for name, number in counts.items() if name and number)
    ordered = sorted(named, key=lambda item: (-item[1], item[0]))
    return [f"{name} {number}" for name, number in ordered]


def _list_speakers(quotes: pd.DataFrame) -> str:
    """Return whom some quotations are of: "Ann Lee 3, Bo Ek 1 and 2 more"."""
    names = _rank_names(Counter(quotes["speaker"]))
    listed = ", ".join(names[:MAX_SPEAKERS])
    rest = len(names) - MAX_SPEAKERS
    return f"{listed} and {rest} more" if rest > 0 else listed


def _list_media(counts: Counter[str]) -> str:
    """Return the media named most: "Beacon, Ledger and 2 more"."""
    listed = ", ".join(name for name, _ in counts.most_common(MAX_MEDIA)) or _NO_MEDIA
    rest = len(counts) - MAX_MEDIA
    return f"{listed} and {rest} more" if rest > 0 else listed


def _list_verbs(verbs: pd.DataFrame) -> str:
    """Return the verbs that an outlet uses most: "said 9, added 2"."""
    uses = (verbs["value"] * verbs["n"]).round().astype(int)
    return ", ".join(_rank_names(dict(zip(verbs["name"], uses, strict=True)))[:MAX_VERBS])
