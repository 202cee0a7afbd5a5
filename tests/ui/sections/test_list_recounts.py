"""Lists, tables and notes of pages, against a naive recount of the exported tables."""

import json
import random
import re
from collections import Counter
from datetime import date
from statistics import mean

import pytest
import streamlit as st

from analysis.charts.overview import tabulate_stories
from analysis.findings.timeline import list_publications
from analysis.store.export import export
from analysis.store.filters import Filters
from analysis.store.queries import overview
from analysis.store.queries.search import Query, count_hits
from tests.drawn_parts import read_plain, record_drawing
from tests.made_story import Story
from tests.random_stories import EPITHET, PEOPLE, Selected
from ui.core import address, data, selection
from ui.sections import (
    attitudes,
    concordance,
    entity_details,
    timeline,
)
from ui.widgets import (
    button_table,
    markup,
    outlet_chips,
    story_list,
)

KEYS = {person.lower().replace(" ", "-"): person for person in PEOPLE}


def test_the_attitudes_are_those_of_the_texts(selected, drawn):
    attitudes.draw_attitudes(selected.filters)
    rows = selected.rows["attitudes"]
    if not rows:
        assert drawn.notes == ["No attitude was found in the selected articles."]
        return
    ((table, ids, more),) = drawn.tables
    assert drawn.captions[-1] == len(rows)
    assert more["alt"] == f"{len(rows)} attitudes with holder, cue and outlet"
    expected = {
        row["attitude_id"]: (row["holder"], row["cue"], row["text"], selected.outlet_of[key])
        for row in rows
        for key in [row["article_id"]]
    }
    columns = table[["Attributed to", "Verb or noun", "Attitude", "Outlet"]]
    assert dict(zip(ids, map(tuple, columns.to_numpy().tolist()), strict=True)) == expected
    for holder, cue, text, outlet in expected.values():
        assert f"{holder} {cue} {text}." in selected.texts[outlet].split("\n")


def test_every_hit_of_a_search_is_counted_and_listed(selected, drawn):
    for words in ("waved", "Ann Lee"):
        query = Query(words)
        counts = count_hits(selected.catalogue, selected.filters, query)
        times = {o: len(re.findall(rf"\b{words}\b", t)) for o, t in selected.texts.items()}
        total = sum(times.values())
        if not total:
            continue
        for record in (drawn.tables, drawn.captions):
            record.clear()
        concordance.draw_hits(selected.filters, query, counts)
        if len(times) > 1:
            options = drawn.options["Outlet"]
            assert options == {"": "All outlets"} | {o: f"{o} ({n})" for o, n in times.items() if n}
        ((table, _, more),) = drawn.tables
        assert drawn.captions.count(total) == 1
        n_listed = min(total, concordance.PER_PAGE)
        assert more["alt"] == f"{n_listed} places of “{words}” with the words before and after"
        assert len(table) == n_listed
        assert set(table["Found"]) == {words}
        listed = Counter(table["Outlet"])
        assert all(n <= times[outlet] for outlet, n in listed.items())
        assert total > n_listed or listed == +Counter(times)
        assert f"Download all {total:,} hits as CSV" in drawn.captions


@pytest.mark.parametrize("words", ["Nessie Ann", "square rained"])
def test_why_a_search_finds_nothing_is_true_of_the_texts(selected, drawn, words, monkeypatch):
    monkeypatch.setattr(st, "button", lambda *_, **__: None)
    query = Query(words)
    counts = count_hits(selected.catalogue, selected.filters, query)
    concordance.draw_no_hits(selected.filters, query, counts)
    everywhere = selected.catalogue.query("SELECT text FROM articles")["text"].tolist()
    missing = [w for w in words.split() if not any(re.search(rf"\b{w}\b", t) for t in everywhere)]
    if missing:
        names = " and ".join(f"“{word.lower()}”" for word in missing)
        assert drawn.notes == [f"No article of this workspace has {names}."]
    else:
        assert not any(words in text for text in everywhere)
        expected = f"The texts have the words of “{words}”, but nowhere one after the other."
        assert drawn.notes == [expected]


def test_a_name_that_only_other_articles_have_is_counted_there(exported, selected, drawn):
    catalogue, rows = exported
    hidden = Filters(outlets=("No such paper",))
    counts = count_hits(catalogue, hidden, Query("waved"))
    n_hits = sum(row["text"].count(" waved") for row in rows["articles"])
    if n_hits:
        concordance.draw_no_hits(hidden, Query("waved"), counts)
        assert f"other articles have it {n_hits:,} times." in drawn.notes[0]


def test_what_somebody_is_called_is_counted_by_outlet(selected, drawn):
    for key, name in KEYS.items():
        drawn.tables.clear()
        entity_details.draw_epithets(selected.filters, key, name)
        expected = Counter()
        for row in selected.rows["mentions"]:
            if row["entity_id"] == key and row["epithet"]:
                expected[row["epithet"].lower(), selected.outlet_of[row["article_id"]]] += 1
        if not expected:
            assert drawn.notes[-1] == f"No title or description of {name} was found."
            continue
        ((table, epithets, more),) = drawn.tables
        n_words = len({words for words, _ in expected})
        assert more["alt"].startswith(f"{n_words} titles and descriptions of {name}")
        assert set(epithets) == {words for words, _ in expected}
        counts = {
            (row["Words"], outlet): n
            for row in table.to_dict("records")
            for outlet, n in row.items()
            if outlet != "Words" and n
        }
        assert counts == expected
        line = EPITHET.format(captain=name)
        assert {outlet for _, outlet in expected} == selected.list_having(line)


def test_the_mentions_of_somebody_are_counted_by_day(selected, drawn):
    for key, name in list(KEYS.items())[:2]:
        drawn.charts.clear()
        entity_details.draw_days(selected.filters, key, name, names_only=True)
        by_day = dict.fromkeys(filter(None, selected.days.values()), 0)
        by_mark = Counter()
        for row in selected.rows["mentions"]:
            outlet = selected.outlet_of[row["article_id"]]
            if row["entity_id"] == key and selected.days[outlet]:
                by_day[selected.days[outlet]] += 1
                by_mark[selected.days[outlet], outlet] += 1
        if len(by_day) < 2:
            assert not drawn.charts
            continue
        ((figure, more),) = drawn.charts
        most = sorted(day for day, n in by_day.items() if n and n == max(by_day.values()))
        named = " and ".join(f"{int(day[-2:])} September 2023" for day in most)
        words = f"most on {named}" if most else "on no day"
        if len(most) > 2:
            words = f"most on {len(most)} days, equally often"
        assert more["alt"].endswith(f"{name} is mentioned {words}.")
        assert sum(sum(trace.y) for trace in figure.data) == sum(by_day.values())
        assert list(drawn.options["Day"])[1:] == sorted(day for day, n in by_day.items() if n)
        if most:
            drawn.choices["day"] = most[0]
            entity_details.draw_days(selected.filters, key, name, names_only=True)
            assert drawn.links[-1] == f"mentions of {name} on {most[0]}"
            drawn.choices.clear()


def test_a_story_of_the_list_has_its_articles_and_outlets(selected, drawn):
    stories = overview.list_stories(selected.catalogue, selected.filters, 10)
    days = overview.count_articles_by_day(selected.catalogue, selected.filters, ("s",))
    html = str(story_list.build_table(["s"], tabulate_stories(stories, days, {})))
    numbers = re.findall(r'<td class="number">([\d,]+)</td>', html)
    assert numbers == [str(len(selected.texts)), str(len(selected.rows["articles"]))]
    dated = sorted(filter(None, selected.days.values()))
    heights = re.findall(r'<i style="height:(\d+)%">', html)
    assert bool(heights) == bool(dated)
    if dated:
        counts = Counter(dated)
        n_days = int(max(dated)[-2:]) - int(min(dated)[-2:]) + 1
        in_order = [counts[f"2023-09-{int(min(dated)[-2:]) + n:02}"] for n in range(n_days)]
        assert heights == [f"{100 * n / max(in_order):.0f}" for n in in_order]


@pytest.mark.parametrize("page", [1, 2])
def test_a_list_of_several_stories_has_the_articles_and_outlets_of_each(several, monkeypatch, page):
    drawn, drawn_tables = record_drawing(several, monkeypatch), []
    monkeypatch.setattr(selection, "get_filters", lambda: several.filters)
    monkeypatch.setattr(selection, "is_story_open", lambda: False)
    monkeypatch.setattr(address, "draw_pagination", lambda *_, **__: page)
    monkeypatch.setattr(
        button_table, "draw_button_table", lambda _, html, **__: drawn_tables.append(str(html))
    )
    story_list.draw_stories()
    ids = {row["story_id"] for row in several.rows["articles"]}
    assert len(ids) > 10, "more than are on one page"
    n_on_page = 10 if page == 1 else len(ids) - 10
    assert drawn.captions[0].startswith(
        f"{len(ids)} stories, those in most outlets first, {n_on_page} on this page; below"
    )
    rows = re.findall(r'<tr data-cell="(.*?)">(.*?)</tr>', drawn_tables[0], re.DOTALL)
    assert len({story_id for story_id, _ in rows}) == n_on_page
    order = []
    for story_id, html in rows:
        articles = [row for row in several.rows["articles"] if row["story_id"] == story_id]
        outlets = {row["outlet_label"] for row in articles}
        numbers = re.findall(r'<td class="number">([\d,]+)</td>', html)
        assert numbers == [str(len(outlets)), str(len(articles))]
        days = sorted({int(row["published"][-2:]) for row in articles if row["published"]})
        ends = [f"{day} September 2023" for day in dict.fromkeys((*days[:1], *days[-1:]))]
        assert re.findall(r"<small>([^<]*)</small></td>", html) == [" to ".join(ends) or "undated"]
        order.append((-len(outlets), -len(articles)))
        whole = [row for row in several.rows["every"] if row["story_id"] == story_id]
        alike = [row["story_probability"] for row in whole if row["story_probability"]]
        is_loose = len(whole) > 2 and bool(alike) and round(mean(alike), 2) < 0.75
        assert ("<small>May contain several events</small>" in html) == is_loose
    assert order == sorted(order)


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """Some outlets of a dozen stories, each of a random number of articles."""
    chance, story, likeness = random.Random(14), Story(), random.Random(5)
    folder = tmp_path_factory.mktemp("several")
    for number in range(14):
        key = f"s{number:02}"
        story.add_row("stories", story_id=key, title=f"Story {number}")
        for n_article in range(chance.randint(1, 7)):
            day = chance.choice((None, date(2023, 9, chance.randint(1, 30))))
            outlet = f"Paper {chance.randrange(4)}"
            name = f"{key}-{n_article}"
            alike = likeness.choice((None, 0.6, 0.8, 0.9))
            story.article(
                name, outlet, "It rained.", story_id=key, published=day, story_probability=alike
            )
    catalogue, chosen = story.save(folder), ("Paper 0", "Paper 1", "Paper 2")
    (path,) = export(catalogue, folder, "jsonl", only="articles")
    every = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    rows = [row for row in every if row["outlet_label"] in chosen]
    return Selected(catalogue, Filters(outlets=chosen), {"articles": rows, "every": every})


@pytest.mark.parametrize("together", [False, True])
def test_the_list_counts_its_stories(selected, drawn, monkeypatch, together):
    monkeypatch.setattr(selection, "get_filters", lambda: selected.filters)
    monkeypatch.setattr(selection, "is_story_open", lambda: together)
    monkeypatch.setattr(address, "draw_pagination", lambda *_, **__: 1)
    monkeypatch.setattr(button_table, "draw_button_table", lambda *_, **__: None)
    story_list.draw_stories()
    n_stories = len({row["story_id"] for row in selected.rows["articles"]})
    assert drawn.captions[0].startswith(f"{n_stories} stories, those in most outlets first; below")
    assert ("within one story at a time" in drawn.captions[0]) is not together
    assert drawn.captions[1] == "Download this row as CSV"


def test_the_legend_of_groups_names_or_counts_every_outlet(selected, drawn, monkeypatch):
    chance = random.Random(len(selected.texts))
    groups = {outlet: chance.choice(("North", "South")) for outlet in sorted(selected.texts)}
    monkeypatch.setattr(data, "get_colour_groups", lambda: groups)
    monkeypatch.setattr(data, "get_highlight", lambda: "")
    monkeypatch.setattr(markup, "render", lambda html: drawn.notes.append(str(html)))
    outlet_chips.draw_group_legend()
    lines = [read_plain(line) for line in re.findall(r"<div>(.*?)</div>", drawn.notes[0])]
    stated = {}
    for line in lines:
        name, listed, more = re.fullmatch(r"(\w+) ?: (.*?)(?: and (\d+) more)?", line).groups()
        stated[name] = (listed.split(", "), int(more or 0))
    for name in set(groups.values()):
        outlets = [outlet for outlet, group in groups.items() if group == name]
        assert stated.pop(name) == (outlets[:12], max(len(outlets) - 12, 0))
    assert not stated


def test_a_story_of_one_day_says_how_many_articles_are_undated(selected):
    publications = list_publications(selected.catalogue, selected.filters)
    dated = sorted(set(filter(None, selected.days.values())))
    if len(dated) > 1:
        return
    words = timeline._describe_single_day(publications)
    n_undated = list(selected.days.values()).count(None)
    if not dated:
        assert words == "No article has a date, so there is no time line."
    else:
        day = f"{int(dated[0][-2:])} September 2023"
        undated = f" {n_undated} undated." if n_undated else ""
        assert words == f"All dated articles were published on {day}.{undated}"
