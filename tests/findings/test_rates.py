"""One rate has one value on all pages, that of a naive count of the exported tables."""

from collections import Counter
from datetime import date
from functools import partial

import pandas as pd
import pytest

from analysis.briefing.compose import MAX_OUTLETS, compose_briefing
from analysis.briefing.document import BarChart
from analysis.charts.entity_matrix import Count, fill_cells
from analysis.charts.speakers import describe_top_speakers
from analysis.findings.article_summary import summarize_article
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.framing import (
    Verdict,
    compute_measures,
    count_comparisons,
    rank_differences,
    total_comparisons,
)
from analysis.findings.reportable import MIN_OCCURRENCES
from analysis.findings.selection_rows import read_article_rows
from analysis.measures.registry import GROUPS, MEASURES
from analysis.measures.speaker_groups import UNKNOWN as UNKNOWN_GROUP
from analysis.measures.speaker_words import UNKNOWN_SPEAKER
from analysis.store.filters import Filters
from analysis.store.queries import entities as entity_queries
from analysis.store.queries.article import read_article
from analysis.store.queries.quotes import count_words_by_speaker
from analysis.store.queries.search import Query, count_hits
from tests.random_stories import PEOPLE
from tests.story_sizes import SIZES
from ui.sections.article_outline import list_names, list_quotes
from ui.sections.framing import summarize_verdicts

about = partial(pytest.approx, abs=1e-9)


@pytest.fixture(scope="module", params=SIZES)
def workspace(request, open_random_story, read_exported):
    """The catalogue of a random story, and its exported tables."""
    return open_random_story(request.param).catalogue, read_exported(request.param)


@pytest.fixture(scope="module", params=["all outlets", "some outlets"])
def selection(request, workspace):
    """The catalogue, the filters, and by outlet: words, mentions by name, and quoted words."""
    catalogue, tables = workspace
    outlets = sorted({row["outlet_label"] for row in tables["articles"]})
    is_part = request.param == "some outlets"
    chosen = outlets[: max(1, len(outlets) // 2)] if is_part else outlets
    filters = Filters(outlets=tuple(chosen) if is_part else ())
    outlet_of = {
        row["article_id"]: row["outlet_label"]
        for row in tables["articles"]
        if row["outlet_label"] in chosen
    }
    words = Counter()
    for row in tables["articles"]:
        if row["article_id"] in outlet_of:
            words[row["outlet_label"]] += len(row["text"].split())
    mentions = Counter(
        (row["entity_id"], outlet_of[row["article_id"]])
        for row in tables["mentions"]
        if row["article_id"] in outlet_of and row["kind"] == "name"
    )
    quoted = Counter()
    for row in tables["quotes"]:
        if row["article_id"] in outlet_of:
            quoted[row["speaker"], outlet_of[row["article_id"]]] += len(row["text"].split())
    return catalogue, filters, words, mentions, quoted


def test_a_name_has_one_rate_on_entities_framing_and_search(selection):
    catalogue, filters, words, mentions, _ = selection
    rates = {key: 1000 * n / words[key[1]] for key, n in mentions.items()}
    cells = fill_cells(
        entity_queries.measure_prominence(catalogue, filters, 100, names_only=True, by_sense=False),
        entity_queries.count_words_by_outlet(catalogue, filters, len(words)),
        count=Count.RATE,
    )
    columns = ("entity_id", "outlet_label", "value")
    on_entities = {row[:2]: row[2] for row in zip(*(cells[c] for c in columns), strict=True)}
    assert {key: value for key, value in on_entities.items() if value} == about(rates)
    table = compute_measures(catalogue, filters, "Prominence")
    table = table[table["measure"] == "rate"]
    columns = ("item", "outlet_label", "value")
    on_framing = {row[:2]: row[2] for row in zip(*(table[c] for c in columns), strict=True)}
    assert {key: value for key, value in on_framing.items() if value} == about(rates)
    for person in PEOPLE:
        hits = count_hits(catalogue, filters, Query(person)).by_outlet
        on_search = dict(zip(hits["outlet_label"], hits["per_1000"], strict=True))
        key = person.lower().replace(" ", "-")
        assert on_search == about({outlet: rates.get((key, outlet), 0.0) for outlet in words})


def test_an_article_has_the_words_names_and_quotations_of_the_other_pages(selection):
    catalogue, filters, words, mentions, quoted = selection
    articles = read_article_rows(catalogue, filters, "articles").head(3)
    names = {person.lower().replace(" ", "-"): person for person in PEOPLE}
    fingerprints = {f.outlet: f for f in compute_fingerprints(catalogue, filters)}
    for article_id, outlet in articles[["article_id", "outlet_label"]].to_numpy().tolist():
        reading = read_article(catalogue, article_id)
        assert reading.article["words"] == words[outlet]
        listed = {item.text: len(item.places) for item in list_names(reading.mentions)}
        assert listed == {names[key]: n for (key, label), n in mentions.items() if label == outlet}
        n_words = Counter()
        for row, item in zip(
            reading.quotes.to_dict("records"), list_quotes(reading.quotes), strict=True
        ):
            n_words[item.note.split(" · ")[0]] += len(row["text"].split())
        assert n_words == {who: n for (who, label), n in quoted.items() if label == outlet}
        if len(words) > MAX_OUTLETS:  # the same code as for fewer
            continue
        summary = summarize_article(catalogue, filters, article_id)
        missing = [finding.subject for finding in summary.missing_names]
        if outlet in fingerprints:
            only_here = {finding.subject for finding in summary.named}
            assert set(fingerprints[outlet].only_here) == only_here
            assert set(fingerprints[outlet].missing) <= set(missing)


def find_most_quoted(quoted):
    """Return the speaker with most quoted words by outlet, where it is one alone."""
    largest = {}
    for (_, outlet), n in quoted.items():
        largest[outlet] = max(n, largest.get(outlet, 0))
    speakers = {}
    for (speaker, outlet), n in quoted.items():
        if n == largest[outlet]:
            speakers.setdefault(outlet, []).append(speaker)
    return {outlet: names[0] for outlet, names in speakers.items() if len(names) == 1}


def assert_most_quoted(sentence, most_quoted):
    """Check "Who speaks most: Ann Lee in A, B; Bo Ek in 4 outlets"."""
    outlets_of = {}
    for outlet, speaker in most_quoted.items():
        outlets_of.setdefault(speaker, []).append(outlet)
    for part in filter(None, sentence.removeprefix("Who speaks most: ").rstrip(".").split("; ")):
        if "elsewhere" not in part:
            speaker, _, outlets = part.rpartition(" in ")
            number = f"{len(outlets_of[speaker])} outlets"
            assert outlets in {", ".join(sorted(outlets_of[speaker])), number}


def test_who_is_quoted_most_and_how_much_is_the_same_on_all_pages(selection):
    catalogue, filters, words, _, quoted = selection
    totals = Counter()
    for (_, outlet), n in quoted.items():
        totals[outlet] += n
    shares = {key: n / totals[key[1]] for key, n in quoted.items()}
    table = compute_measures(catalogue, filters, "Share of voice")
    table = table[table["measure"] == "all"]
    columns = ("name", "outlet_label", "value")
    on_framing = {row[:2]: row[2] for row in zip(*(table[c] for c in columns), strict=True)}
    assert {key: value for key, value in on_framing.items() if value} == about(shares)
    on_quotes = count_words_by_speaker(catalogue, filters)
    columns = ("speaker", "outlet_label", "words")
    assert {row[:2]: row[2] for row in zip(*(on_quotes[c] for c in columns), strict=True)} == quoted
    fingerprints = compute_fingerprints(catalogue, filters)
    on_story = {(s.name, f.outlet): s.share for f in fingerprints for s in f.speakers}
    assert on_story == about({key: shares[key] for key in on_story})
    for fingerprint in fingerprints:
        assert fingerprint.n_words == words[fingerprint.outlet]
        attributed = totals[fingerprint.outlet] / words[fingerprint.outlet]
        assert fingerprint.attributed == about(attributed)
    most_quoted = find_most_quoted(quoted)
    for fingerprint in fingerprints:
        if fingerprint.outlet in most_quoted:
            assert fingerprint.speakers[0].name == most_quoted[fingerprint.outlet]
    assert_most_quoted(describe_top_speakers(on_quotes), most_quoted)
    if len(words) > MAX_OUTLETS:  # a briefing shows some of them
        return
    briefing = compose_briefing(catalogue, filters, made=date(2024, 1, 1))
    noun = f"article{'s' * (len(words) != 1)} · {len(words)} outlet{'s' * (len(words) != 1)}"
    assert briefing.summary[0].startswith(f"{len(words)} {noun} · {sum(words.values()):,} words")
    assert briefing.summary[1] == ", ".join(sorted(words))
    charts = [b for s in briefing.sections for b in s.blocks if isinstance(b, BarChart)]
    voices = next(chart for chart in charts if chart.title.startswith("Share of voice"))
    in_briefing = {(s.name, outlet): s.share for outlet, segments in voices.rows for s in segments}
    assert in_briefing == about({key: shares[key] for key in in_briefing})
    assert set(in_briefing) <= set(on_story)


def test_what_framing_counts_is_what_it_lists(selection):
    catalogue, filters, words, *_ = selection
    if len(words) > MAX_OUTLETS:  # the same code as for fewer
        return
    table = pd.concat([compute_measures(catalogue, filters, group) for group in GROUPS])
    counts = total_comparisons(count_comparisons(catalogue, filters))
    of_framing = table[[not MEASURES[key].is_house_style for key in table["measure"]]]
    is_clear = of_framing["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    is_holding = of_framing["verdict"] == Verdict.HOLDS_AFTER_CORRECTION
    assert counts == (len(of_framing), is_clear.sum(), is_holding.sum())
    listed = rank_differences(catalogue, filters)
    assert (listed["verdict"] != Verdict.NO_CLEAR_DIFFERENCE).sum() == is_clear.sum()
    sentence = summarize_verdicts(listed)
    if is_holding.any():
        assert sentence.startswith(f"{is_holding.sum()} difference")
    if not is_clear.any():
        assert sentence.startswith("No clear difference")
    for row in listed[listed["verdict"] != Verdict.NO_CLEAR_DIFFERENCE].to_dict("records"):
        assert row["low"] < row["high"]
        assert row["n"] >= MIN_OCCURRENCES
        assert row["name"] not in {UNKNOWN_SPEAKER, UNKNOWN_GROUP}
