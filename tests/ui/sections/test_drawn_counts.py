"""Headings, labels and messages of pages, recomputed for random objects of 0 to 60 items."""

import random
import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from types import SimpleNamespace

import pandas as pd
import pytest
import streamlit as st

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.corpus.outlet_houses import OutletHouse
from analysis.entity_types import plural_name
from analysis.findings.article_versions import ArticleVersion
from analysis.findings.load_report import LoadedStory, LoadHint, LoadReport
from analysis.ingest.issues import Issue
from analysis.store.queries.article import NearStory
from ui.core import address, data, jobs, selection
from ui.sections import article_versions, corpus, entity_overrides, load_report, outlet_houses
from ui.widgets import chart, evidence, issue_list, markup, near_stories

SIZES = pytest.mark.parametrize("size", [0, 1, 2, 5, 6, 60])


@dataclass
class Drawn:
    """What is drawn: the labels of boxes, the lines, the rows of tables, and the options."""

    boxes: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    options: list = field(default_factory=list)


class Box(nullcontext):
    """A box of the page that is open."""

    open = True


@pytest.fixture
def drawn(monkeypatch):
    record = Drawn()

    def add_line(text, *_, **__):
        record.lines.append(unescape(re.sub(r"<[^>]*>", "", str(text))).strip())

    def add_options(_, options, format_func=str, **__):
        record.options += [format_func(option) for option in options]
        return []

    def add_select(_, __, options, *___):
        record.options += options.values()
        return next(iter(options))

    for owner, name, replacement in (
        (st, "expander", lambda label, **_: record.boxes.append(label) or Box()),
        (st, "container", lambda **_: Box()),
        (st, "text", add_line),
        (st, "caption", add_line),
        (st, "multiselect", add_options),
        (st, "button", lambda *_, **__: False),
        (st, "dataframe", lambda table, **_: record.tables.append(table)),
        (st, "data_editor", lambda table, **_: record.tables.append(table) or table),
        (markup, "render", add_line),
        (evidence, "draw_note", add_line),
        (address, "draw_select", add_select),
        (jobs, "is_busy", lambda: False),
        (selection, "get_link_query", dict),
        (data, "get_workspace", lambda: None),
    ):
        monkeypatch.setattr(owner, name, replacement)
    return record


@SIZES
def test_removed_articles_are_counted_and_each_is_named(drawn, monkeypatch, size):
    chance = random.Random(size)
    rows = pd.DataFrame(
        {
            "article_id": [f"a{n}" for n in range(size)],
            "outlet": [chance.choice(("", "Lamp")) for _ in range(size)],
            "title": [chance.choice(("", f"Title {n}")) for n in range(size)],
            "source": [f"{n}.txt" for n in range(size)],
        }
    )
    monkeypatch.setattr(corpus.corpus_queries, "list_removed_articles", lambda _: rows)
    corpus.draw_removed()
    assert drawn.boxes == [f"Removed articles ({size})"] * bool(size)
    expected = [
        (f"{outlet} · " if outlet else "") + (title or source)
        for _, outlet, title, source in rows.itertuples(index=False)
    ]
    assert drawn.options == expected


@SIZES
def test_corrections_of_entities_are_counted_and_each_is_said(drawn, monkeypatch, size):
    names = {f"e{n}": f"Name {n}" for n in range(size)}
    ids = list(names)
    made = EntityOverrides(
        merged=dict.fromkeys(ids[1::2], "e0"),
        split=dict.fromkeys(ids[::3], ("Lee", "Roe")),
        names=dict.fromkeys(ids[::5], "Ann"),
        types=dict.fromkeys(ids[::4], "ORG"),
    )
    workspace = SimpleNamespace(overrides=SimpleNamespace(entities=made))
    monkeypatch.setattr(data, "get_workspace", lambda: workspace)
    monkeypatch.setattr(selection, "name_entities", lambda _: names)
    monkeypatch.setattr(entity_overrides, "draw_undo_button", lambda *_, **__: None)
    entity_overrides.draw_entity_overrides()
    expected = {f"“{names[key]}” counts as “{names['e0']}”" for key in made.merged}
    expected |= {f"“{a}” is not “{names[key]}”" for key in made.split for a in ("Lee", "Roe")}
    expected |= {f"{key} is called “Ann”" for key in made.names}
    expected |= {f"“{names[k]}” is of the type {plural_name('ORG')}" for k in made.types}
    assert set(drawn.lines) == expected
    assert drawn.boxes == [f"Your corrections of entities ({len(expected)})"] * bool(size)


@SIZES
def test_outlets_that_may_be_one_are_counted_and_those_renamed(drawn, monkeypatch, size):
    houses = [OutletHouse(f"L{n}", (f"L{n}", f"l{n}.com"), ("same",), n + 2) for n in range(size)]
    renamed = {f"l{n}.com": f"L{n}" for n in range(size)}
    workspace = SimpleNamespace(overrides=SimpleNamespace(outlet_names=renamed))
    monkeypatch.setattr(data, "cached_query", lambda _: houses)
    monkeypatch.setattr(data, "get_workspace", lambda: workspace)
    outlet_houses.draw_houses()
    labels = (f"Outlets that may be one ({size})", f"Outlets counted under another name ({size})")
    assert drawn.boxes == list(labels) * bool(size)
    for table in drawn.tables:
        assert table["Articles"].tolist() == [house.articles for house in houses]
        assert table["Outlets"].tolist() == [" · ".join(house.outlets) for house in houses]
    assert drawn.options == [f"{outlet} → {name}" for outlet, name in renamed.items()]


@SIZES
def test_outlets_that_count_as_another_are_all_named(size):
    names = {f"o{n}": ("Lamp", "Bell")[n % 2] for n in range(size)}
    for given_names in (names, dict.fromkeys(names)) if size else ():
        renamed = SimpleNamespace(outlet_names={})
        workspace = SimpleNamespace(overrides=renamed, rename_outlets=lambda _: None)
        words = outlet_houses.rename_outlets(workspace, given_names).message
        listed, verb, rest = re.fullmatch(r"(.*?) (counts?|has|have) (.*)\.", words).groups()
        assert listed.split(", ") == list(names)
        is_counted = any(given_names.values())
        assert (
            verb
            == ({True: "counts", False: "has"} if size == 1 else {True: "count", False: "have"})[
                is_counted
            ]
        )
        targets = sorted(set(names.values()))
        assert rest == (f"as {', '.join(targets)}" if is_counted else "the name as loaded again")


@SIZES
def test_issues_are_shown_by_kind_and_all_in_a_table(drawn, size):
    chance = random.Random(size)
    kinds = [f"{word} is wrong with the letters." for word in "abcdefgh"[: max(size // 4, 1)]]
    issues = [
        Issue(f"{n}.txt", chance.choice(kinds), "Mend it.", chance.choice(("skipped", "warning")))
        for n in range(size)
    ]
    total = size + size % 2 * 40
    issue_list.draw_issues(issues, total)
    of_kind = {}
    for issue in issues:
        of_kind.setdefault((issue.severity, issue.problem), []).append(issue)
    assert len(drawn.lines) >= min(len(of_kind), 5)
    stated = 0
    for line in drawn.lines[: min(len(of_kind), 5)]:
        start, problem = re.match(r"(Taken in, but|Not taken in): .*?(\w is wrong)", line).groups()
        severity = "skipped" if start == "Not taken in" else "warning"
        (of_line,) = (v for (s, p), v in of_kind.items() if s == severity and p.startswith(problem))
        others = re.search(r"true of (\d+) other input(s?)\.", line)
        assert int(others[1] if others else 0) == len(of_line) - 1
        assert not others or bool(others[2]) == (len(of_line) > 2)
        stated += len(of_line)
    assert stated == size or len(of_kind) > 5
    needs_table = bool(size) and not (len(of_kind) == size <= 5)
    assert drawn.boxes == [f"All issues ({total:,})"] * needs_table
    assert [len(table) for table in drawn.tables] == [size] * needs_table
    for table in drawn.tables:
        taken = [{"warning": "yes", "skipped": "no"}[issue.severity] for issue in issues]
        assert table["Taken in"].tolist() == taken
    n_cut = f"The first {size}; the command line lists all."
    assert (n_cut in drawn.lines) == (needs_table and size < total)


@SIZES
def test_a_load_names_its_new_stories_and_counts_what_more_is_to_check(drawn, monkeypatch, size):
    stories = tuple(LoadedStory(f"s{n}", f"T{n}", n + 1, is_new=n % 3 > 0) for n in range(size))
    hints = tuple(LoadHint(f"Check {n}", ()) for n in range(size))
    report = LoadReport(size, stories, hints)
    load = SimpleNamespace(
        known_ids=frozenset(), ended=SimpleNamespace(is_set=lambda: True), progress=None
    )
    monkeypatch.setattr(jobs, "get_last_load", lambda: load)
    monkeypatch.setattr(data, "cached_query", lambda *_: report)
    load_report.draw_load_report()
    new = [story for story in stories if story.is_new]
    named = [line for line in drawn.lines if line.startswith("New story")]
    assert named == [
        f"New story: {s.title} ({s.articles} article{'s' * (s.articles > 1)}). Open it"
        for s in new[:3]
    ]
    checks = [line for line in drawn.lines if line.startswith("Check")]
    assert checks == [hint.text for hint in hints[:5]]
    more = [line for line in drawn.lines if line.endswith("more of this kind.")]
    assert more == [f"{size - 5} more of this kind."] * (size > 5)


@SIZES
def test_versions_of_an_article_are_counted_and_each_has_its_day(drawn, monkeypatch, size):
    chance = random.Random(size)
    versions = [
        ArticleVersion(
            chance.choice(("", f"a{n}")),
            chance.choice(("", f"Title {n}")),
            chance.choice((None, date(2023, 9, 1 + n % 30))),
            chance.choice(("", f"{n}.txt")),
            "It rained.",
            (),
        )
        for n in range(size)
    ]
    monkeypatch.setattr(data, "cached_query", lambda *_: versions)
    article_versions.draw_versions("a", "It rained.")
    assert drawn.boxes == [f"Other versions of this article: {size}"] * bool(size)
    for version, label in zip(versions, drawn.options, strict=True):
        day = version.published
        when = f"{day.day} September 2023" if day else "undated"
        first, *rest = label.split(" · ")
        assert first == ("of " if version.article_id else "loaded before, of ") + when
        assert rest == [part for part in (version.title, version.source) if part]
    if size:
        has_address = bool(versions[0].article_id)
        assert any("Same outlet and address" in line for line in drawn.lines) == has_address
        assert any("A former text of this" in line for line in drawn.lines) != has_address


@SIZES
def test_a_near_story_has_its_articles_and_both_probabilities(drawn, size):
    chance = random.Random(size)
    near, alone = chance.random(), size % 2 == 0
    story = NearStory("s1", "Rain <b>", size, near, None if alone else chance.random())
    near_stories.draw_near_story(story)
    (line,) = drawn.lines
    stated, plural, with_it, other = re.fullmatch(
        r"Also near the story “Rain <b>” \((\d+) article(s?)\)\. .*event: (\S+) with that story, "
        r"(.*)\. If it belongs there, move it on Corpus\.",
        line,
    ).groups()
    assert (int(stated), bool(plural)) == (size, size != 1)
    assert float(with_it) == round(near, 2)
    own = None if other == "it is alone in its own" else float(other.removesuffix(" with its own"))
    assert own == (None if alone else round(story.own_probability, 2))


def test_the_label_of_a_download_counts_its_rows():
    for count in range(2000):
        words = chart.label_rows(count)
        stated = re.fullmatch(r"Download (?:this row|these ([\d,]+) rows) as CSV", words)[1]
        assert int((stated or "1").replace(",", "")) == count
