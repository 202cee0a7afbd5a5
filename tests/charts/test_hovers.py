"""Hovers, notes and alternative texts of charts, against a naive recount of random tables."""

import random
import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from analysis.charts import contrast, entity_usage, quotes, search_rates, timeline
from analysis.charts.entity_usage import SENSE_LABELS
from analysis.charts.outlet_styles import assign_styles
from analysis.charts.search_rates import MAX_OUTLETS
from analysis.findings.coverage_row import ReportState
from analysis.measures.registry import MEASURES


@pytest.fixture(params=range(4))
def chance(request):
    return random.Random(request.param)


@pytest.fixture(params=[1, 5, 60])
def outlets(request):
    return [f"Paper {number}" for number in range(request.param)]


def test_the_senses_of_a_country_are_counted(chance, outlets):
    counts = {(o, s): chance.randint(0, 3) for o in outlets for s in SENSE_LABELS}
    counts[outlets[0], "place"] = 2
    rows = [("Norland", sense, outlet, n) for (outlet, sense), n in counts.items() if n]
    usage = pd.DataFrame(rows, columns=["text", "metonymy", "outlet_label", "n"])
    text = entity_usage.describe_senses(usage, name="Norland")
    stated = dict(re.findall(r"(Paper \d+): ([^;.]*)", text))
    assert set(stated) == {outlet for (outlet, _), n in counts.items() if n}
    for outlet, parts in stated.items():
        assert parts.split(", ") == [
            f"{counts[outlet, sense]} {label}" for sense, label in SENSE_LABELS.items()
        ]
    figure = entity_usage.draw_senses(usage, assign_styles(outlets), name="Norland")
    drawn = [trace for trace in figure.data if trace.customdata is not None]
    assert len(drawn) == len({sense for (_, sense), n in counts.items() if n})
    for trace in drawn:
        for hover, length, (sense, outlet) in zip(
            trace.hovertext, trace.x, trace.customdata, strict=True
        ):
            n = counts[outlet, sense]
            assert (length, hover) == (n, f"{n} mention{'s' * (n != 1)}")
            assert SENSE_LABELS[sense] in trace.hovertemplate


def make_reports(chance, outlets):
    """Return random reports of three statements, and the outlets that have each."""
    having = {f"u{n}": {o for o in outlets if chance.random() < 0.6} for n in range(3)}
    having["u0"].add(outlets[0])
    rows = [
        {
            "utterance_id": utterance,
            "speaker": "Ann Lee",
            "text": f"Words of {utterance}.",
            "outlet_label": outlet,
            "wording": f"{outlet} on {utterance}",
            "credited": "Ann Lee",
            "mention": "",
            "resolution": "",
            "kind": chance.choice(("direct", "mixed", "indirect")),
        }
        for utterance, names in having.items()
        for outlet in sorted(names)
    ]
    return pd.DataFrame(rows), {key: names for key, names in having.items() if names}


def test_the_chart_of_reports_counts_and_shows_each_report(chance, outlets):
    table, having = make_reports(chance, outlets)
    drawn = outlets[: max(1, len(outlets) // 2)]
    states = {
        ReportState.SAME: "the same words, not read as this quotation",
        ReportState.POSSIBLE: "possibly in other words",
        ReportState.NOT_FOUND: "not found",
        ReportState.UNCLEAR: "cannot be told",
    }
    explained = {
        ReportState.POSSIBLE: "A sentence of this outlet may report it; it is not counted. Click "
        "to read it.<br>",
        ReportState.NOT_FOUND: "No sentence of this outlet was found that reports it.<br>",
        ReportState.UNCLEAR: "Some words are alike, too few to say that it is reported.<br>",
    }
    missing = {(u, o): chance.choice([*states]) for u in having for o in outlets}
    text = quotes.describe_reports(table, drawn, len(outlets))
    by_outlet = text.removesuffix(".").rpartition("Statements by outlet: ")[2].split("; ")
    assert by_outlet == [f"{o} {sum(o in names for names in having.values())}" for o in drawn]
    sizes = Counter(min(len(names), 2) for names in having.values())
    everywhere = sum(len(names) == len(outlets) > 1 for names in having.values())
    if sizes[2]:
        plural = "s" * (sizes[2] != 1)
        assert text.startswith(f"Drawn: {sizes[2]} statement{plural} in two or more outlets; ")
        assert f"; {everywhere or 'none'} in all {len(outlets)}" in text
    if sizes[1]:
        assert f"{sizes[1]} statement{'s' * (sizes[1] != 1)} in only one outlet" in text
    kinds = {(r.utterance_id, r.outlet_label): r.kind for r in table.itertuples()}
    n_outlets = len(outlets)
    figure = quotes.draw_reports(table, assign_styles(drawn), "Title", missing, n_outlets=n_outlets)
    rest = set(outlets) - set(drawn)
    assert figure.layout.xaxis.ticktext[-1] == (f"{len(rest)} more" if rest else drawn[-1])
    seen = set()
    more = {}
    for trace in figure.data:
        for hover, text, key in zip(
            trace.hovertext, trace.text, map(tuple, trace.customdata), strict=True
        ):
            utterance, outlet = key
            if not outlet:
                names = hover.removeprefix("Quoted in: ").replace("<br>", " ").split(", ")
                assert text == f"{len(names)}"
                more[utterance] = set(names)
                continue
            seen.add(key)
            if outlet in having[utterance]:
                words = f"<b>{kinds[key]}</b>, Ann Lee<br>{outlet} on {utterance}"
                assert hover == f"{outlet}: {words}"
            else:
                fullest = f"Fullest version elsewhere:<br>Words of {utterance}."
                state = f"no quotation; <b>{states[missing[key]]}</b>"
                note = explained.get(missing[key], "")
                assert hover == f"{outlet}: {state}<br>{note}{fullest}"
    assert seen == {(utterance, outlet) for utterance in having for outlet in drawn}
    assert more == {key: names & rest for key, names in having.items() if names & rest}


def test_the_note_on_a_search_counts_the_outlets_that_are_not_drawn(chance, outlets):
    words = [chance.choice((0, 50, 400)) for _ in outlets]
    hits = [chance.randint(0, 5) * bool(n) for n in words]
    table = pd.DataFrame({"outlet_label": outlets, "hits": hits, "articles": 1, "words": words})
    table["per_1000"] = 0.0
    note = search_rates.note_undrawn(table)
    n_empty, n_with = words.count(0), len(words) - words.count(0)
    n_hit = sum(n > 0 for n in hits)
    are_all = n_with <= MAX_OUTLETS or not n_hit
    stated = "Outlets with hits are" if n_hit <= MAX_OUTLETS else "Outlets with most hits are"
    assert (f"{stated} drawn, at most {MAX_OUTLETS}" in note) == (not are_all)
    assert (f"Data has all {len(outlets)}" in note) == (n_with > MAX_OUTLETS)
    stated = re.search(r"Not drawn: (\d+) (outlets? that ha\w+) no", note)
    assert int(stated[1] if stated else 0) == n_empty
    assert not stated or stated[2] == ("outlet that has" if n_empty == 1 else "outlets that have")
    drawn = search_rates.select_outlets(table)
    assert len(drawn) == min(n_with if are_all else n_hit, MAX_OUTLETS)
    assert sorted(drawn["hits"], reverse=True) == sorted(hits, reverse=True)[: len(drawn)]


def test_a_mark_of_the_time_line_counts_the_articles_of_its_day(chance, outlets):
    rows = [
        (f"a{number}", chance.choice(outlets), f"Title {number}" * chance.randint(0, 1), day)
        for number in range(12)
        for day in [pd.Timestamp(2024, 3, chance.randint(1, 3))]
    ]
    table = pd.DataFrame(rows, columns=["article_id", "outlet_label", "title", "published"])
    figure = timeline.draw_timeline(table, assign_styles(outlets))
    (trace,) = figure.data
    expected = Counter((f"{day:%Y-%m-%d}", outlet) for _, outlet, _, day in rows)
    assert len(trace.text) == len(expected)
    for text, key in zip(trace.text, map(tuple, trace.customdata), strict=True):
        titles = [
            title or "No headline" for _, o, title, day in rows if (f"{day:%Y-%m-%d}", o) == key
        ]
        *lines, last = text.split("<br>")
        more = re.fullmatch(r"and (\d+) more", last)
        listed = lines if more else [*lines, last]
        assert len(listed) + int(more[1] if more else 0) == expected[key]
        assert len(listed) == min(expected[key], 3)
        assert not Counter(listed) - Counter(titles)


def test_the_hover_of_a_dot_of_the_contrast_has_both_values(chance, outlets):
    values = [chance.choice((0.0, 0.25, 0.5)) for _ in range(6)]
    means = [chance.choice((0.0, 0.25, 0.5)) if len(outlets) > 1 else np.nan for _ in range(6)]
    names = [f"verb {number}" for number in range(6)]
    table = pd.DataFrame({"item": names, "name": names, "value": values, "others_mean": means})
    table = table.assign(verdict="no clear difference")
    figure = contrast.draw_contrast(table, MEASURES["verb"], outlets[0], "#000000")
    (trace,) = (trace for trace in figure.data if trace.customdata is not None)
    by_name = dict(zip(names, zip(values, means, strict=True), strict=True))
    for hover, (item, outlet) in zip(trace.hovertext, trace.customdata, strict=True):
        value, mean = by_name.pop(item)
        others = "none" if np.isnan(mean) else f"{100 * mean:.1f}"
        assert hover == (
            f"<b>{item}</b><br>{outlet}: {100 * value:.1f}<br>mean of the others: {others}"
        )
    assert not by_name
