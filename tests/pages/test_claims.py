"""Sentences, titles and counts on the pages, against a naive recount of random workspaces."""

import re
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest

from analysis.corpus.passages import align_passages
from analysis.store import Workspace
from tests.made_story import SELECTIONS, open_page, page_html, select_outlets
from tests.random_stories import SIZES, make_story


@pytest.fixture(scope="module", params=SIZES)
def made(request, open_random_story):
    return open_random_story(request.param)


@pytest.fixture(scope="module", params=SELECTIONS)
def view(request, made):
    """The rows of a selection, and the address that selects them."""
    story, folder, _ = made
    chosen, address = select_outlets(request.param, story.outlets)
    articles = [row for row in story.rows["articles"] if row["outlet_label"] in chosen]
    outlet_of = {row["article_id"]: row["outlet_label"] for row in articles}
    rows = {
        table: [row for row in story.rows.get(table, []) if row["article_id"] in outlet_of]
        for table in ("quotes", "mentions", "sentences")
    }
    return folder, address, outlet_of, rows, articles


def test_the_story_page_counts_articles_words_and_quotations(view, monkeypatch):
    folder, address, outlet_of, rows, articles = view
    html = page_html(open_page("overview", folder, monkeypatch, **address))
    assert re.search(rf"\b{len(outlet_of)} of \d+ articles", html)
    n_words = sum(len(row["text"].split()) for row in articles)
    noun = "quotation" if len(rows["quotes"]) == 1 else "quotations"
    assert f"<strong>{n_words:,}</strong> words" in html
    assert f"<strong>{len(rows['quotes']):,}</strong> {noun}" in html


def test_the_matrix_of_entities_counts_all_selected_outlets(view, monkeypatch):
    folder, address, outlet_of, rows, _ = view
    app = open_page("entities", folder, monkeypatch, **address)
    assert not app.exception
    naming = {}
    for row in rows["mentions"]:
        naming.setdefault(row["entity_id"], set()).add(outlet_of[row["article_id"]])
    n_outlets = len(set(outlet_of.values()))
    html = page_html(app)
    if not naming:
        assert not [chart for chart in app.get("plotly_chart") if "matrix" in chart.proto.id]
        return
    if n_outlets == 1:
        assert f">Who is named in {next(iter(outlet_of.values()))}<" in html
        return
    counts = Counter(map(len, naming.values()))
    everywhere, in_one = counts[n_outlets] or "None", counts[1] or "none"
    assert (
        f">{everywhere} of {len(naming)} named in all {n_outlets} outlets, {in_one} in only one<"
    ) in html


def test_the_quotes_page_says_how_many_outlets_report_each_statement(view, monkeypatch):
    folder, address, outlet_of, rows, _ = view
    app = open_page("quotes", folder, monkeypatch, statements="all", **address)
    reporting = {}
    for row in rows["quotes"]:
        reporting.setdefault(row["utterance_id"], set()).add(outlet_of[row["article_id"]])
    n_outlets = len(set(outlet_of.values()))
    several = [len(outlets) for outlets in reporting.values() if len(outlets) > 1]
    html = page_html(app)
    if several:
        everywhere = several.count(n_outlets) or "none"
        noun = "statement" if len(several) == 1 else "statements"
        assert (
            f"{len(several)} {noun} in two or more outlets; {everywhere} in all {n_outlets}"
        ) in html
    else:
        assert "in two or more outlets" not in html


@pytest.mark.parametrize(("seed", "n_articles"), [(0, 2), (1, 2), (2, 3)])
def test_compare_counts_the_sure_links_of_each_article(tmp_path, monkeypatch, seed, n_articles):
    story = make_story(seed, n_articles)
    story.save(tmp_path)
    catalogue = Workspace(tmp_path).catalogue(stale=True)
    tables = {
        name: catalogue.query(f"SELECT * FROM {name}")
        for name in ("articles", "sentences", "quotes", "mentions")
    }
    keys = [f"a{number}" for number in range(n_articles)]
    linked = {key: {other: set() for other in keys if other != key} for key in keys}
    for left, right in combinations(keys, 2):
        links = align_passages(left, right, *tables.values()).links
        sure = links[links["strength"] == "sure"]
        linked[left][right] = set(sure["left_sentence"])
        linked[right][left] = set(sure["right_sentence"])
    address = dict(zip(("left", "right", "third"), keys, strict=False))
    html = page_html(open_page("compare", tmp_path, monkeypatch, **address))
    for number, key in enumerate(keys):
        total = int((pd.Series(tables["sentences"]["article_id"]) == key).sum())
        others = [f"Paper {other[1:]}" for other in linked[key]]
        sentence = (
            f"<strong>{len(set.union(*linked[key].values()))} of {total}</strong> sentences of "
            f"Paper {number} have a counterpart in {' or '.join(others)}"
        )
        if n_articles > 2:
            counts = (f"{len(linked[key][f'a{name[6:]}'])} in {name}" for name in others)
            sentence += f" ({' and '.join(counts)})"
        assert sentence in html
