"""Titles, hovers and alternative texts of charts, against a naive recount of random tables."""

import random
import re
from collections import Counter, defaultdict

import pandas as pd
import pytest

from analysis.charts import (
    co_mention_matrix,
    contrast,
    entity_matrix,
    entity_usage,
    framing,
    mentions_by_day,
    name_unevenness,
    ranking,
    search_rates,
    speakers,
    timeline,
)
from analysis.charts.entity_matrix import Count
from analysis.charts.outlet_styles import OTHERS, assign_styles
from analysis.findings.framing import Verdict
from analysis.measures.registry import MEASURES

#: Few values, so that equal ones are frequent.
NAMES = ("Ann", "Bo", "Cy", "Dora")
SEEDS = range(25)


@pytest.fixture(params=SEEDS)
def chance(request):
    return random.Random(request.param)


def make_outlets(chance):
    return [f"Paper {n}" for n in range(chance.choice((1, 2, 5)))]


def make_cells(chance):
    outlets = make_outlets(chance)
    counts = {(name, outlet): chance.randint(0, 2) for name in NAMES for outlet in outlets}
    rows = [
        (name.lower(), name, "PERSON", outlet, n, n, chance.choice((0.0, 0.2, 0.5)))
        for (name, outlet), n in counts.items()
        if n
    ]
    columns = ["entity_id", "name", "label", "outlet_label", "n", "headlines", "first"]
    mentions = pd.DataFrame(rows, columns=columns)
    words = pd.DataFrame({"outlet_label": outlets, "words": 100})
    return outlets, counts, mentions, words


@pytest.mark.parametrize("count", Count)
def test_the_matrix_says_whom_each_outlet_names_most(chance, count):
    outlets, counts, mentions, words = make_cells(chance)
    cells = entity_matrix.fill_cells(mentions, words, count=count)
    spread = entity_matrix.count_naming_outlets(mentions, len(outlets))
    text = entity_matrix.describe_matrix(cells, spread, count=count)
    first = {(row.name, row.outlet_label): row.first for row in mentions.itertuples(index=False)}
    for outlet in outlets:
        values = {
            name: first[name, outlet] if count is Count.FIRST else counts[name, outlet]
            for name in NAMES
            if counts[name, outlet]
        }
        claim = re.search(rf"{outlet} names (.+?) (?:most|first) \(", text)
        assert bool(claim) == bool(values)
        if claim:
            best = min(values.values()) if count is Count.FIRST else max(values.values())
            names = [name for name, value in values.items() if value == best]
            claimed_names = claim[1].rpartition("; ")[2]
            if len(names) > 2:
                assert claimed_names == f"{len(names)} of them"
            else:
                assert set(claimed_names.split(" and ")) == set(names)


@pytest.mark.parametrize("count", Count)
def test_the_hover_of_a_square_is_its_count(chance, count):
    outlets, counts, mentions, words = make_cells(chance)
    cells = entity_matrix.fill_cells(mentions, words, count=count)
    if cells.empty:
        return
    spread = entity_matrix.count_naming_outlets(mentions, len(outlets))
    figure = entity_matrix.draw_matrix(cells, assign_styles(outlets), spread, count=count)
    for trace in figure.data:
        for hover, shown, (entity, outlet) in zip(
            trace.hovertext, trace.text, trace.customdata, strict=True
        ):
            name = entity.capitalize()
            n = counts[name, outlet]
            assert hover == f"{name}, {outlet}"
            if not n:
                assert shown == "–"
            elif count is Count.FIRST:
                (value,) = mentions.loc[
                    (mentions["name"] == name) & (mentions["outlet_label"] == outlet), "first"
                ]
                assert shown == f"{100 * value:.0f}%"
            else:
                assert float(shown) == (n * 10 if count is Count.RATE else n)


def test_a_ranking_says_who_is_first_and_in_how_many_outlets(chance):
    outlets, counts, mentions, _ = make_cells(chance)
    table = mentions.rename(columns={"n": "part"})
    drawn = outlets[: max(1, len(outlets) - 2)]
    merged = ranking.merge_other_outlets(table, drawn)
    totals = Counter()
    naming = defaultdict(set)
    for (name, outlet), n in counts.items():
        totals[name] += n
        if n:
            naming[name].add(outlet)
    totals = +totals
    most = [name for name, n in totals.items() if n == max(totals.values())]
    figure = ranking.draw_ranking(merged, assign_styles(outlets), verb="named", unit="mentions")
    title = figure.layout.title.text.replace("<br>", " ")
    if not totals:
        assert title == "Nobody is named"
    elif len(most) == 1:
        assert title == f"{most[0]} is named most"
    elif len(most) == 2:
        assert title in {f"{a} and {b} are named most" for a, b in (most, most[::-1])}
    elif len(most) == len(totals):
        assert title == "All that are shown are named equally often"
    else:
        assert title == f"{len(most)} are named most, equally often"
    text = ranking.describe_ranking(merged, verb="named", unit="mentions")
    for name, n in totals.items():
        n_drawn = len(naming[name] & set(drawn))
        claim = f"{name}, {n} in {n_drawn} outlet{'s' * (n_drawn != 1)}"
        claim += " and others that are not drawn" if naming[name] - set(drawn) else ""
        assert f"{claim};" in text or text.endswith(f"{claim}.")
    for trace in figure.data:
        for value, (entity, outlet) in zip(trace.x, trace.customdata, strict=True):
            name = entity.capitalize()
            within = set(outlets) - set(drawn) if outlet == OTHERS else {outlet}
            assert value == sum(counts[name, label] for label in within)


def test_the_day_of_most_mentions_is_the_only_one_or_one_of_those_named(chance):
    rows = [
        (f"2024-03-{day:02}", "Paper 0", chance.randint(0, 2), 1)
        for day in range(1, chance.randint(3, 6))
    ]
    table = pd.DataFrame(rows, columns=["published", "outlet_label", "n", "articles"])
    by_day = {day: n for day, _, n, _ in rows}
    most = [day for day, n in by_day.items() if n == max(by_day.values())]
    shuffled = table.sample(frac=1, random_state=chance.randrange(9))
    text = mentions_by_day.describe_days(shuffled, name="Ann")
    days = f"from 1 March 2024 to {len(rows)} March 2024. Ann"
    assert f"by day and outlet, {days}" in text
    if not max(by_day.values()):
        assert text.endswith("Ann is mentioned on no day.")
    elif len(most) > 2:
        assert text.endswith(f"Ann is mentioned most on {len(most)} days, equally often.")
    else:
        named = " and ".join(f"{int(day[-2:])} March 2024" for day in most)
        assert text.endswith(f"Ann is mentioned most on {named}.")
    figure = mentions_by_day.draw_days(table, assign_styles(["Paper 0"]), name="Ann")
    (trace,) = figure.data
    assert list(trace.text) == [
        f"{n} mention{'s' * (n != 1)} in 1 article" for n in by_day.values()
    ]


def test_who_speaks_most_is_named_for_some_speakers_and_the_others_are_counted(chance):
    outlets = [f"Paper {n}" for n in range(chance.choice((1, 5, 6, 7)))]
    people = ["", *(f"Person {n}" for n in range(9))]
    words = {
        (p, o): chance.choice((0, 1, 5, chance.randrange(99))) for p in people for o in outlets
    }
    rows = [(person.lower(), person, outlet, n) for (person, outlet), n in words.items() if n]
    table = pd.DataFrame(rows, columns=["speaker_id", "speaker", "outlet_label", "words"])
    most = defaultdict(set)
    for outlet in outlets:
        best = max(n for (person, o), n in words.items() if person and o == outlet)
        top = [p for p in people[1:] if best and words[p, outlet] == best]
        if len(top) == 1:
            most[top[0]].add(outlet)
    text = speakers.describe_top_speakers(table)
    speaking = {outlet for (person, outlet), n in words.items() if person and n}
    if len(speaking) < 2 or not most:
        assert text == ""
        return
    parts = text.removeprefix("Who speaks most: ").removesuffix(".").split("; ")
    others = re.fullmatch(r"(\d+) other(s?) elsewhere", parts[-1])
    named = parts[:-1] if others else parts
    assert len(named) == min(len(most), 4)
    numbers = [len(most[part.split(" in ")[0]]) for part in named]
    assert numbers == sorted(map(len, most.values()), reverse=True)[:4]
    assert int(others[1] if others else 0) == len(most) - len(named)
    assert not others or bool(others[2]) == (others[1] != "1")
    for part in named:
        person, listed = part.split(" in ")
        counted = re.fullmatch(r"(\d+) outlets", listed)
        expected = most.pop(person)
        assert int(counted[1]) == len(expected) if counted else set(listed.split(", ")) == expected


def test_those_named_together_most_are_all_that_are(chance):
    counts = {(a, b): chance.randint(0, 3) for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]}
    rows = [
        (one.lower(), one, other.lower(), other, n)
        for (a, b), n in counts.items()
        if n
        for one, other in ((a, b), (b, a))
    ]
    pairs = pd.DataFrame(rows, columns=["entity_id", "name", "other_id", "other", "n"])
    figure = co_mention_matrix.draw_co_mentions(pairs)
    title = figure.layout.title.text.replace("<br>", " ")
    most = [pair for pair, n in counts.items() if n and n == max(counts.values())]
    if not most:
        assert title == "No sentence names two of them"
    elif len(most) == 1:
        assert title == f"Of these names, {most[0][0]} and {most[0][1]} are named together most"
    else:
        assert title == f"Of these names, {len(most)} pairs are named together most, equally often"
    for trace in figure.data:
        for hover, (one, other) in zip(trace.hovertext, trace.customdata, strict=True):
            first, second = one.capitalize(), other.capitalize()
            n = counts.get((first, second)) or counts[second, first]
            assert hover == f"{first} and {second}: {n} sentence{'s' * (n != 1)}"


def test_the_roles_of_an_entity_are_counted(chance):
    outlets = make_outlets(chance)
    counts = {
        (outlet, role): chance.randint(0, 3)
        for outlet in outlets
        for role in entity_usage.ROLE_LABELS
    }
    rows = [(role, outlet, n) for (outlet, role), n in counts.items() if n]
    if not rows:
        return
    table = pd.DataFrame(rows, columns=["semantic_role", "outlet_label", "n"])
    text = entity_usage.describe_roles(table, name="Ann")
    figure = entity_usage.draw_roles(table, assign_styles(outlets), name="Ann")
    for outlet in {outlet for outlet in outlets if outlet in set(table["outlet_label"])}:
        for role, label in entity_usage.ROLE_LABELS.items():
            part = re.search(rf"{outlet}: ([^;.]*)", text)[1]
            assert f"{counts[outlet, role]} {label}" in part.split(", ")
    for trace in figure.data:
        if trace.customdata is not None:
            for hover, value, (role, outlet) in zip(
                trace.hovertext, trace.x, trace.customdata, strict=True
            ):
                n = counts[outlet, role]
                assert (value, hover) == (n, f"{n} mention{'s' * (n != 1)}")


def make_measured(chance):
    outlets = make_outlets(chance)
    rows = []
    for item in ("say", "claim", "add", "warn", "deny"):
        values = {outlet: chance.choice((0.0, 0.25, 0.5, 1.0)) for outlet in outlets}
        for outlet, value in values.items():
            others = [other for label, other in values.items() if label != outlet]
            mean = sum(others) / len(others) if others else float("nan")
            verdict = chance.choice(list(Verdict)) if others and value != mean else None
            rows.append(
                {
                    "item": item,
                    "name": item,
                    "outlet_label": outlet,
                    "value": value,
                    "others_mean": mean,
                    "low": value,
                    "high": value,
                    "n": chance.randint(1, 50),
                    "effect": value - mean,
                    "p": 0.5,
                    "verdict": (verdict or Verdict.NO_CLEAR_DIFFERENCE).value,
                }
            )
    return pd.DataFrame(rows)


def test_the_contrast_tells_apart_what_an_outlet_has_more_and_less_of(chance):
    table = make_measured(chance)
    for outlet in set(table["outlet_label"]):
        rows = table[table["outlet_label"] == outlet]
        clear = [row for row in rows.itertuples() if row.verdict != "no clear difference"]
        more = [row.name for row in clear if row.value > row.others_mean]
        less = [row.name for row in clear if row.value < row.others_mean]
        title = contrast.summarize_contrast(rows, outlet)
        if not clear:
            assert title == f"{outlet} against the others: no clear difference"
            continue
        for direction, names in (("more", more), ("less", less)):
            claim = re.search(
                rf"{direction} of ([\w, ]+?)(?: and \d+ more)?(?: and less| than)", title
            )
            assert bool(claim) == bool(names)
            if claim:
                assert claim[1].split(", ") == names[:3]
            assert (f"{len(names) - 3} more" in title) or len(names) <= 3
        assert title.endswith("than the others on average")
        text = contrast.describe_contrast(rows, MEASURES["verb"], outlet)
        assert text.startswith(f"Dots of {len(rows)} items")
        assert f"{len(clear)} of the differences pass a test" in text


def test_the_finding_of_a_measure_counts_all_that_stand_out(chance):
    table = make_measured(chance)
    text = framing.summarize_differences(table, MEASURES["verb"])
    outlets = set(table["outlet_label"])
    clear = [row for row in table.itertuples() if row.verdict != "no clear difference"]
    if len(outlets) == 1:
        assert text.startswith(f"Only {outlets.pop()} has any")
    elif not clear:
        assert text.startswith("No clear difference")
    else:
        for row in clear[:3]:
            values = f"({row.value:.0%}, mean of the others {row.others_mean:.0%})"
            claim = f"{row.outlet_label} on {row.name} {values}"
            assert claim in text
        assert text.endswith(f", and {len(clear) - 3} more") == (len(clear) > 3)
    # The chart may draw fewer outlets; its finding is that of all.
    drawn = table[table["outlet_label"] == "Paper 0"]
    assert text in framing.describe_dots(drawn, table, MEASURES["verb"])


def test_the_hover_of_a_dot_has_its_value_interval_and_n(chance):
    table = make_measured(chance)
    outlets = sorted(set(table["outlet_label"]))
    figure = framing.draw_dots(table, MEASURES["verb"], assign_styles(outlets), "Title")
    rows = {(row.item, row.outlet_label): row for row in table.itertuples()}
    for trace in figure.data:
        for hover, symbol, key in zip(
            trace.hovertext, trace.marker.symbol, trace.customdata, strict=True
        ):
            row = rows[tuple(key)]
            is_clear = row.verdict != "no clear difference"
            assert hover.startswith(f"<b>{row.name}</b> in {row.outlet_label}<br>{row.value:.0%} ")
            assert f"n = {row.n} reporting verbs<br>{row.verdict}" in hover
            assert symbol.endswith("-open") != is_clear


def test_the_names_on_which_outlets_differ_most_have_their_rates(chance):
    outlets, counts, mentions, words = make_cells(chance)
    text = name_unevenness.describe_unevenness(mentions, words)
    if len(outlets) == 1 or not any(counts.values()):
        assert not text
        return
    for part in (
        text.removeprefix("Named most unevenly, per 1,000 words: ").rstrip(".").split(" · ")
    ):
        if not part:
            continue
        name, _, ends = part.partition(": ")
        rates = {outlet: 10 * counts[name, outlet] for outlet in outlets}
        for end, value in zip(
            re.fullmatch(r"(.+? in .+?), (.+? in .+)", ends).groups(),
            (max(rates.values()), min(rates.values())),
            strict=True,
        ):
            having = [outlet for outlet in outlets if rates[outlet] == value]
            named = " and ".join(having) if len(having) < 3 else f"{len(having)} outlets"
            assert end == f"{f'{value:.1f}' if value else 'none'} in {named}"


def test_the_rates_of_a_search_are_hits_per_thousand_words(chance):
    outlets = make_outlets(chance)
    rows = [(o, n := chance.randint(0, 5), min(n, 2), chance.choice((50, 400))) for o in outlets]
    table = pd.DataFrame(rows, columns=["outlet_label", "hits", "articles", "words"])
    table = table.assign(per_1000=1000 * table["hits"] / table["words"])
    text = search_rates.describe_rates(table, words="rain")
    figure = search_rates.draw_rates(table, assign_styles(outlets), words="rain")
    for outlet, hits, articles, words in rows:
        counted = f"{hits} hit{'s' * (hits != 1)} in {articles} article{'s' * (articles != 1)}"
        assert f"{outlet}, {1000 * hits / words:.3g} ({counted})" in text
        (place,) = (n for n, cell in enumerate(figure.data[0].customdata) if cell[0] == outlet)
        assert figure.data[0].text[place] == counted
        assert figure.data[0].x[place] == 1000 * hits / words
    total, n_with = sum(row[1] for row in rows), sum(row[1] > 0 for row in rows)
    title = figure.layout.title.text.replace("<br>", " ")
    assert title.startswith(f"“rain”: {total} hit{'s' * (total != 1)}")
    if len(outlets) > 1:
        assert title.endswith(f", in {n_with} of {len(outlets)} outlets")


def test_the_earliest_outlet_of_the_time_line_is_the_only_one_or_they_are_counted(chance):
    outlets = make_outlets(chance)
    days = pd.to_datetime([f"2024-03-0{chance.randint(1, 3)}" for _ in outlets])
    rows = {"outlet_label": outlets, "published": days, "title": "T", "article_id": outlets}
    text = timeline.describe_timeline(pd.DataFrame(rows))
    earliest = [outlet for outlet, day in zip(outlets, days, strict=True) if day == min(days)]
    named = earliest[0] if len(earliest) == 1 else f"{len(earliest)} outlets"
    assert f"Earliest: {named}, {min(days).day} March 2024; " in text
    assert text.endswith(f"latest article: {max(days).day} March 2024.")
    undated = pd.DataFrame(rows).assign(published=pd.NaT)
    assert timeline.note_undrawn(pd.concat([pd.DataFrame(rows), undated])).startswith(
        f"Not drawn: {len(outlets)} undated article"
    )
