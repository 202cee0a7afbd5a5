"""Whom each outlet quotes and with which verbs, which media it names, and which two are closest."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.briefing.document import DataTable, Paragraph
from analysis.entity_types import ORG
from analysis.findings import framing
from analysis.findings.fingerprint import OutletFingerprint
from analysis.findings.reading_desk import rank_pairs
from analysis.findings.reportable import is_own_name
from analysis.findings.selection_rows import get_selection, read_article_rows
from analysis.measures.registry import MEASURES
from analysis.measures.speaker_groups import find_group
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum numbers of speakers, media and reporting verbs of an outlet: two lines of a cell each
#: (judgement).
MAX_SPEAKERS, MAX_MEDIA, MAX_VERBS = 5, 4, 2
#: The group of speakers that are media, as in ``measures/data/voices.csv``.
_MEDIA = "media"
_AGENCY = " Agency"
_VERBS = "verb"
_HEAD = (
    "Outlet",
    "Whom it quotes or paraphrases, how often",
    "Media it credits or names",
    "Reporting verbs used most",
)


def compose_sources(
    catalogue: Catalogue, filters: Filters, fingerprints: Iterable[OutletFingerprint]
) -> DataTable:
    """Return whom each outlet quotes, which other media it names, and its reporting verbs."""
    articles = read_article_rows(catalogue, filters, "articles")
    outlet_of = articles.set_index("article_id")["outlet_label"]
    quotes = read_article_rows(catalogue, filters, "quotes")
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
                ", ".join(name for name, _ in media[outlet].most_common(MAX_MEDIA)),
                _list_verbs(verbs[verbs["outlet_label"] == outlet]),
            )
            for outlet in (item.outlet for item in fingerprints)
        ),
    )


def describe_closest_pair(catalogue: Catalogue, filters: Filters) -> tuple[Paragraph, ...]:
    """Return which two articles have most of their sentences in common, if any two have some."""
    pairs = rank_pairs(catalogue, filters)
    closest = max(pairs, key=lambda pair: pair.share, default=None)
    if closest is None or not closest.n_linked:
        return ()
    articles = read_article_rows(catalogue, filters, "articles").set_index("article_id")
    left, right = sorted(
        str(articles["outlet_label"][key]) for key in (closest.left_id, closest.right_id)
    )
    return (
        Paragraph(
            f"Closest two: {left} and {right}; {closest.n_linked} of the {closest.n_sentences} "
            "sentences of both surely report what one of the other does."
        ),
    )


def _count_media(
    catalogue: Catalogue, filters: Filters, articles: pd.DataFrame, outlet_of: pd.Series
) -> dict[str, Counter[str]]:
    """Return the media that each outlet credits an article to, and those that it names."""
    media: dict[str, Counter[str]] = {str(outlet): Counter() for outlet in outlet_of}
    for outlet, credit in zip(articles["outlet_label"], articles["credit"], strict=True):
        if credit:
            media[outlet][str(credit)] += 1
    names = get_selection(catalogue, filters).entities
    names = names[(names["label"] == ORG) & names["name"].map(_is_media).astype(bool)]
    mentions = read_article_rows(catalogue, filters, "mentions").merge(
        names[["entity_id", "name"]], on="entity_id"
    )
    by_name = mentions[mentions["kind"] == "name"]
    for article_id, name in zip(by_name["article_id"], by_name["name"], strict=True):
        outlet = outlet_of[article_id]
        if not is_own_name(name, outlet):
            media[outlet][name] += 1
    return media


def _is_media(name: str) -> bool:
    """Return whether the last word of a name is one of media: "Beacon Times", "Beacon News Agency".

    The words before it do not tell: a press centre is none.
    """
    words = name.removesuffix(_AGENCY).split()
    return bool(words) and find_group(words[-1]) == _MEDIA


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


def _list_verbs(verbs: pd.DataFrame) -> str:
    """Return the verbs that an outlet uses most: "said 9, added 2"."""
    uses = (verbs["value"] * verbs["n"]).round().astype(int)
    return ", ".join(_rank_names(dict(zip(verbs["name"], uses, strict=True)))[:MAX_VERBS])
