"""The matrix, the marks and the desk, against a naive recount of the exported tables."""

import random
import re
from collections import Counter

import pandas as pd
import pytest

from analysis.charts.outlet_styles import assign_styles
from analysis.corpus.wording_diff import compare_wordings
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import ReportState
from analysis.findings.reading_desk import build_reading_desk
from analysis.findings.utterances import list_wordings
from analysis.store.export import export
from analysis.store.queries.article import read_article
from tests.drawn_parts import read_plain
from tests.random_stories import PEOPLE, SHARED
from ui.sections import (
    coverage,
    coverage_labels,
    reading_desk,
    utterance_wordings,
)
from ui.widgets import (
    annotation_layers,
)

KEYS = {person.lower().replace(" ", "-"): person for person in PEOPLE}


def test_the_matrix_has_a_mark_for_each_outlet_and_counts_the_others(selected):
    rows = compute_coverage(selected.catalogue, selected.filters)
    if not rows:
        return
    columns = coverage.select_columns(rows)
    html = str(coverage.build_table(rows, columns, assign_styles(sorted(selected.texts))))
    head, *lines = html.split("<tr")[1:]
    n_others = len(selected.texts) - len(columns)
    assert (f"{n_others} more" in read_plain(head)) == (n_others > 0)
    assert all(outlet in head for outlet in columns)
    for row, line in zip(rows, lines, strict=True):
        having = selected.list_having(row.text)
        cells = re.findall(r"<td>(.*?)</td>", line, re.DOTALL)
        marks = [re.search(r'title="(Paper \d+): ([^"]*)"', cell) for cell in cells]
        stated = {mark[1]: mark[2] for mark in marks if mark}
        same = coverage_labels.EXPLANATIONS[ReportState.SAME]
        absent = coverage_labels.EXPLANATIONS[ReportState.NOT_FOUND]
        assert {o for o, words in stated.items() if words == same} == having & set(columns)
        assert not having & {o for o, words in stated.items() if words == absent}
        n_reporting = re.match(
            r"(?:At least )?(\d+) of (\d+) outlets", read_plain(line.partition(">")[2])
        )
        assert len(having) <= int(n_reporting[1]) <= int(n_reporting[2]) == len(selected.texts)
        if n_others:
            in_rest = len(having - set(columns))
            counted = re.search(
                r'aria-label="(\d+) more outlets: (\d+) report it, (\d+) do not"', line
            )
            numbers = [int(number) for number in counted.groups()] if counted else [n_others, 0, 0]
            assert numbers[0] == n_others
            assert in_rest <= numbers[1] <= n_others - numbers[2]
        for report in row.reports:
            if report.state is ReportState.SAME and report.outlet != row.outlet:
                words = coverage.describe_state(report, row)
                assert words == f"in the same words as {row.outlet}"
                assert report.outlet in having


def test_the_words_of_a_row_name_each_outlet_once(selected, drawn, monkeypatch):
    outlets = []
    monkeypatch.setattr(coverage, "_draw_report", lambda report, _: outlets.append(report.outlet))
    for row in compute_coverage(selected.catalogue, selected.filters)[:6]:
        drawn.notes.clear()
        outlets.clear()
        having = selected.list_having(row.text)
        coverage.draw_row_words(row)
        assert having <= set(outlets)
        for note in drawn.notes:
            words, _, names = note.removesuffix(".").rpartition(
                "was found in " if "was found in" in note else ": "
            )
            if words.startswith("No sentence that reports it"):
                assert not having & set(names.split(", "))
                outlets += names.split(", ")
            elif words.startswith("Cannot be told"):
                outlets += names.split(", ")
            elif words.startswith("One voice"):
                assert set(names.split(", ")) <= set(outlets)
        assert Counter(outlets) == Counter(selected.texts.keys())


def test_the_short_matrix_counts_all_rows_or_all_articles(selected, drawn, monkeypatch):
    monkeypatch.setattr(coverage, "draw_matrix", lambda rows, *_, **__: drawn.tables.append(rows))
    coverage.draw_short_matrix(selected.filters)
    n_articles = len(selected.rows["articles"])
    if n_articles > coverage.MAX_ARTICLES_IN_SHORT:
        assert drawn.links[0].endswith(f"sentence by sentence, of {n_articles} articles")
        assert not drawn.tables
        return
    rows = compute_coverage(selected.catalogue, selected.filters)
    several = {s for s in SHARED if len(selected.list_having(s)) > 1}
    assert several <= {row.text for row in rows}
    if rows:
        assert drawn.links == [f"All {len(rows)} rows on the page Coverage"]
        assert drawn.tables == [rows[:5]]
    else:
        assert drawn.notes == ["Nothing was found that two outlets of this selection report."]


def test_the_quotations_without_a_row_of_the_matrix_are_counted(selected, drawn):
    rows = compute_coverage(selected.catalogue, selected.filters)
    quoting = selected.list_quoting()
    several = {key for key, names in quoting.items() if len(names) > 1}
    for listed in (rows, rows[::2], ()):
        n_left_out = len(several - {row.row_id.removeprefix("quotation:") for row in listed})
        words = coverage.describe_quotations_left_out(listed, selected.filters)
        stated = re.search(r"(\d+) more quotations? ha", words)
        assert int(stated[1] if stated else 0) == n_left_out


def test_the_marks_of_quotations_say_who_speaks_and_who_credits_another(selected):
    credited = {}
    for row in selected.rows["quotes"]:
        outlet = selected.outlet_of[row["article_id"]]
        credited.setdefault(row["utterance_id"], {})[outlet] = row["speaker"]
    by_place = {(row["article_id"], row["start"]): row for row in selected.rows["quotes"]}
    for article in selected.rows["articles"][:8]:
        key, outlet = article["article_id"], article["outlet_label"]
        quotes = read_article(selected.catalogue, key).quotes
        marks = annotation_layers.mark_quotes(quotes)
        assert len(marks) == sum(place[0] == key for place in by_place)
        for mark in marks:
            row = by_place[key, mark.start]
            kind, speaker, *others = mark.title.split(" · ")
            assert (kind, speaker) == (f"{row['kind']} quotation", row["speaker"])
            stated = {
                (paper, name)
                for papers, name in re.findall(
                    r"((?:Paper \d+, )*Paper \d+) credits? (\w+ \w+)", " ".join(others)
                )
                for paper in papers.split(", ")
            }
            expected = {
                (paper, name)
                for paper, name in credited[row["utterance_id"]].items()
                if name != row["speaker"] and paper != outlet
            }
            # The credits of outlets that are not selected are stated too.
            assert expected <= stated
            assert expected == stated or selected.filters.outlets
            assert bool(others) == bool(stated)
        verbs = {row["cue"] for place, row in by_place.items() if place[0] == key}
        for mark in annotation_layers.mark_attributions(quotes):
            words = article["text"][mark.start : mark.end]
            assert words in (verbs if mark.title == "reporting verb" else mark.title)


def test_a_wording_says_its_kind_verb_and_how_many_quotations_it_stands_for(selected):
    quotes = selected.rows["quotes"]
    for utterance, outlets in selected.list_quoting().items():
        wordings = list_wordings(selected.catalogue, selected.filters, utterance)
        assert {wording.outlet_label for wording in wordings} == outlets
        fullest = max(len(row["text"]) for row in quotes if row["utterance_id"] == utterance)
        for number, wording in enumerate(wordings):
            (row,) = (
                row
                for row in quotes
                if row["utterance_id"] == utterance
                and selected.outlet_of[row["article_id"]] == wording.outlet_label
            )
            parts = utterance_wordings._describe_attribution(wording).split(" · ")
            share = f"{100 * len(row['text']) / fullest:.0f}\N{NO-BREAK SPACE}% of the "
            share += "wording" if wording.share_quoted is None else "quoted words"
            assert (wording.share_quoted is None) <= (row["kind"] != "direct")
            assert parts[0] == (share if number else "fullest version")
            assert parts[1:4] == [row["kind"], f"“{row['cue']}”", f"speaker: {row['speaker']}"]
            first = next(row for row in quotes if row["text"] == wording.text)
            is_other = "attributed to someone else" in parts
            assert is_other == (row["speaker"] != wordings[0].speaker), first


@pytest.mark.parametrize("seed", range(20))
def test_the_legend_of_a_comparison_explains_the_marks_that_are_drawn(seed):
    chance = random.Random(seed)
    words = ["harbour", "closed", "defense", "defence", "early", "ferry", "left", "after", "storm"]
    before, after = (" ".join(chance.choices(words, k=chance.randint(3, 14))) for _ in range(2))
    changes = compare_wordings(before, after)
    html = str(utterance_wordings.build_diff(before, after, changes))
    legend = str(utterance_wordings.build_legend("Compared", changes))
    for tag in ("<del", "<ins", "px-respelled", "px-moved"):
        assert (tag in legend) == (tag in html)
    assert not legend or read_plain(legend).startswith("Compared: same · ")


def test_the_desk_counts_the_sure_links_of_the_exported_passages(exported, tmp_path):
    catalogue, rows = exported
    keys = [row["article_id"] for row in rows["articles"]][:3]
    if len(rows["articles"]) != 5:
        pytest.skip("two or three articles are compared, whatever the story has")
    (path,) = export(catalogue, tmp_path, "parquet", only="passages")
    passages = pd.read_parquet(path)
    is_sure = (passages["strength"] == "sure") & (passages["kind"] != "")
    is_here = passages["left_id"].isin(keys) & passages["right_id"].isin(keys)
    places = [
        ((row.left_id, row.left_start), (row.right_id, row.right_start))
        for row in passages[is_sure & is_here].itertuples()
    ]
    groups = []
    for pair in places:
        touching = [group for group in groups if group & set(pair)]
        groups = [g for g in groups if g not in touching] + [set(pair).union(*touching)]
    desk = build_reading_desk(catalogue, *keys)
    words = reading_desk._describe_links(desk)
    n = len(groups)
    assert words.startswith(f"{n} passage{'s' * (n != 1)} in several articles")
    notes = reading_desk.describe_passages(desk)
    assert [note.split(" · ")[0] for note in notes] == [
        f"Passage {number} of {n}" for number in range(1, n + 1)
    ]
