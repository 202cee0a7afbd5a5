"""Headings, labels and messages of pages, recomputed for random objects of 0 to 60 items."""

import random
import re
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.corpus.outlet_houses import OutletHouse
from analysis.entity_types import plural_name
from analysis.findings.article_versions import ArticleVersion
from analysis.findings.load_report import LoadedStory, LoadHint, LoadReport
from analysis.ingest.issues import Issue
from tests.drawn_lines import record_lines
from ui.core import data, jobs, selection
from ui.sections import article_versions, corpus, entity_overrides, load_report, outlet_houses

SIZES = pytest.mark.parametrize("size", [0, 1, 2, 5, 6, 60])


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn by the parts of pages that a test calls."""
    return record_lines(monkeypatch)


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
    houses = [
        OutletHouse(f"L{n}", (f"L{n}", f"l{n}.com"), ("same", f"r{n}"), n) for n in range(size)
    ]
    renamed = {f"l{n}.com": f"L{n}" for n in range(size)}
    workspace = SimpleNamespace(overrides=SimpleNamespace(outlet_names=renamed))
    monkeypatch.setattr(data, "cached_query", lambda _: houses)
    monkeypatch.setattr(data, "get_workspace", lambda: workspace)
    outlet_houses.draw_houses()
    labels = (f"Outlets that may be one ({size})", f"Outlets counted under another name ({size})")
    assert drawn.boxes == list(labels) * bool(size)
    assert len(drawn.tables) == bool(size)
    for table in drawn.tables:
        assert table["Name"].tolist() == [house.name for house in houses]
        assert table["Why"].tolist() == ["; ".join(house.reasons) for house in houses]
        assert table["Articles"].tolist() == [house.articles for house in houses]
        assert table["Outlets"].tolist() == [" · ".join(house.outlets) for house in houses]
    assert drawn.options == [f"{outlet} → {name}" for outlet, name in renamed.items()]


@pytest.mark.parametrize("n_freed", [0, 1, 2, 60])
@pytest.mark.parametrize("n_renamed", [0, 1, 2, 60])
def test_outlets_that_count_as_another_or_as_themselves_are_all_named(n_renamed, n_freed):
    renamed = {f"o{n}": ("Lamp", "Bell")[n % 2] for n in range(n_renamed)}
    freed = dict.fromkeys(f"f{n}" for n in range(n_freed))
    workspace = SimpleNamespace(
        overrides=SimpleNamespace(outlet_names={}), rename_outlets=lambda _: None
    )
    words = outlet_houses.rename_outlets(workspace, {**renamed, **freed}).message
    sentences = words.removesuffix(".").split(". ") if words else []
    assert len(sentences) == bool(renamed) + bool(freed)
    if renamed:
        listed, plural, targets = re.fullmatch(r"(.*) count(s?) as (.*)", sentences[0]).groups()
        assert listed.split(", ") == list(renamed)
        assert (not plural) == (n_renamed > 1)
        assert targets.split(", ") == sorted(set(renamed.values()))
    if freed:
        has = r"(.*) (has|have) the name as loaded again"
        listed, verb = re.fullmatch(has, sentences[-1]).groups()
        assert (listed.split(", "), verb) == (list(freed), "has" if n_freed == 1 else "have")


@SIZES
@pytest.mark.parametrize("has_progress", [False, True])
def test_a_load_names_its_new_stories_and_issues_and_counts_what_more_is_to_check(
    drawn, monkeypatch, size, has_progress
):
    stories = tuple(LoadedStory(f"s{n}", f"T{n}", n + 1, is_new=n % 3 > 0) for n in range(size))
    hints = tuple(LoadHint(f"Check {n}", ()) for n in range(size))
    report = LoadReport(size, stories, hints)
    load = SimpleNamespace(
        known_ids=frozenset(),
        ended=SimpleNamespace(is_set=lambda: True),
        progress=SimpleNamespace(skipped=2, n_issues=size + 7) if has_progress else None,
        issues=[Issue(f"{n}.txt", "It is empty.", "Mend it.", "warning") for n in range(size)],
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
    links = [html for html in drawn.html if "New story" in html]
    assert [re.findall('href="(.*?)"', html) for html in links] == [
        [f"./?story={s.story_id}"] for s in new[:3]
    ]
    assert any("2 articles were loaded before" in line for line in drawn.lines) == has_progress
    assert drawn.boxes == [f"All issues ({size + 7})"] * (has_progress and size > 1)
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
