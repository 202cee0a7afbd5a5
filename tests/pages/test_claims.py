"""Sentences, titles and counts on the pages, against a naive recount of random workspaces."""

import re
from collections import Counter
from html import unescape
from itertools import combinations

import pandas as pd
import pytest

from analysis.corpus.passages import align_passages
from analysis.store import Workspace
from tests.made_story import open_page, page_html, select_outlets
from tests.random_stories import PEOPLE, make_story
from tests.story_sizes import SELECTIONS, SIZES
from ui.sections.fingerprint import MAX_COLUMNS
from ui.widgets.selectable_table import PER_PAGE


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
    outlet = max(outlet_of.values())
    chosen = {"part": "kind", "in_outlet": outlet, "part_item": "direct"}
    app = open_page("overview", folder, monkeypatch, **address, **chosen)
    html = page_html(app)
    assert re.search(rf"\b{len(outlet_of)} of \d+ articles", html)
    n_words = sum(len(row["text"].split()) for row in articles)
    noun = "quotation" if len(rows["quotes"]) == 1 else "quotations"
    assert f"<strong>{n_words:,}</strong> words" in html
    assert f"<strong>{len(rows['quotes']):,}</strong> {noun}" in html
    days = sorted(row["published"] for row in articles if row["published"])
    n_undated = len(articles) - len(days)
    if days:
        ends = [f"{day.day} September 2023" for day in dict.fromkeys((days[0], days[-1]))]
        undated = f" ({n_undated} undated)" if n_undated else ""
        assert f"ublished {' to '.join(ends)}{undated}<" in html.replace(" · <", "<")
    n_quotes = sum(
        (outlet_of[row["article_id"]], row["kind"]) == (outlet, "direct") for row in rows["quotes"]
    )
    heading = f"Direct quotations in {outlet}: {n_quotes}<"
    if n_quotes and len(outlet_of) > 1:
        assert heading in html
    check_first_reports(app, articles)
    if len(outlet_of) > MAX_COLUMNS:
        captions = [caption.value for caption in app.caption]
        assert (
            f"{MAX_COLUMNS} of {len(outlet_of)} outlets; the pages above have the others."
        ) in captions


def test_the_matrix_of_entities_counts_all_selected_outlets(view, monkeypatch):
    folder, address, outlet_of, rows, articles = view
    first, second = PEOPLE[:2]
    # The panel shows one choice at a time.
    pair = {"one": key_of(first), "other": key_of(second)}
    chosen = pair if address else {"pick": key_of(first)}
    app = open_page("entities", folder, monkeypatch, **address, **chosen)
    assert not app.exception
    if address:
        check_names_together(app, articles, (first, second))
    else:
        check_mentions(app, rows, first)
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
    # A text may have the family name of somebody who is not marked in it.
    has_uncounted = any(
        key_of(person) in naming
        and row["outlet_label"] not in naming[key_of(person)]
        and re.search(rf"\b{person.split()[1]}\b", row["text"])
        for person in PEOPLE
        for row in articles
    )
    certainly, at_most = ("certainly ", "at most ") if has_uncounted else ("", "")
    assert (
        f">{everywhere} of {len(naming)} {certainly}named in all {n_outlets} outlets, "
        f"{at_most if counts[1] else ''}{in_one} in only one<"
    ) in html


def test_the_quotes_page_says_how_many_outlets_report_each_statement(view, monkeypatch):
    folder, address, outlet_of, rows, _ = view
    speaker, utterance = PEOPLE[0], "u0"
    chosen = {"speaker": key_of(speaker)} if address else {"utterance": utterance}
    app = open_page("quotes", folder, monkeypatch, **address, **chosen)
    tables = [table.value for table in app.dataframe if "Quotation" in table.value.columns]
    assert sum(len(table) for table in tables) == min(len(rows["quotes"]), PER_PAGE)
    if address:
        n_quotes = sum(row["speaker"] == speaker for row in rows["quotes"])
        heading = rf"Quotations of {speaker}: {n_quotes}\b"
        assert not n_quotes or re.search(heading, page_html(app))
    else:
        check_utterance(app, outlet_of, rows, utterance)
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
        note = "in more than one outlet" if n_outlets > 1 else ""
        assert not note or f"No statement was found {note}." in html


def check_first_reports(app, articles):
    """Check who had what first against the days of the articles that have its words."""
    for table in [t.value for t in app.dataframe if "Same day" in t.value.columns]:
        for row in table.to_dict("records"):
            days = {
                article["outlet_label"]: article["published"]
                for article in articles
                if row["What"] in " ".join(article["text"].split())
            }
            assert all(days.values()), "nothing is said where an article has no day"
            earliest = sorted(outlet for outlet, day in days.items() if day == min(days.values()))
            assert (row["First"] or row["Same day"]) == ", ".join(earliest)
            later = set(re.findall(r"(Paper \d+) \(", row["Later"]))
            assert later == set(days) - set(earliest)


def key_of(person):
    return person.lower().replace(" ", "-")


def check_mentions(app, rows, person):
    html = page_html(app)
    n_mentions = sum(row["entity_id"] == key_of(person) for row in rows["mentions"])
    if not n_mentions:
        return
    assert re.search(rf"Mentions of {person}: {n_mentions}\b", html)


def check_names_together(app, articles, people):
    first, second = people
    html = page_html(app)
    texts = [row["text"] for row in articles]
    both = [line for text in texts for line in text.split("\n") if first in line and second in line]
    if both:
        n_mentions = sum(line.count(person) for line in both for person in people)
        heading = f"Mentions of {first} and {second} in one sentence: {n_mentions}"
        passages = f", in {len(both)} passage{'s' * (len(both) != 1)}<"
        assert heading + passages in html


def check_utterance(app, outlet_of, rows, utterance):
    """Check the head of an utterance, who credits whom with it, and which outlets lack it."""
    html = unescape(page_html(app))
    reporting = {}
    for row in rows["quotes"]:
        if row["utterance_id"] == utterance:
            reporting.setdefault(row["speaker"], []).append(outlet_of[row["article_id"]])
    outlets = {outlet for listed in reporting.values() for outlet in listed}
    if len(outlets) < 2:
        return
    assert re.search(rf": {len(outlets)} outlets<", html)
    if len(reporting) > 1:
        _, _, warning = html.partition("⚠ Outlets credit these words to different people: ")
        stated = dict(part.split(": ") for part in re.split(r"[.<]", warning)[0].split("; "))
        assert {name: listed.split(", ") for name, listed in stated.items()} == {
            name: sorted(listed) for name, listed in reporting.items()
        }
    _, _, missing = html.partition("<strong>No quote found</strong>")
    lacking = set(outlet_of.values()) - outlets
    assert bool(missing) == bool(lacking)
    assert lacking <= set(re.findall(r">(Paper \d+)<", missing))


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
            f"Paper {number} match one of {' or '.join(others)}"
        )
        if n_articles > 2:
            counts = (f"{len(linked[key][f'a{name[6:]}'])} in {name}" for name in others)
            sentence += f" ({' and '.join(counts)})"
        assert sentence in html
    check_exclusive_names(html, keys, tables)


def check_exclusive_names(html, keys, tables):
    """Check the numbers of names that one article of the desk alone has."""
    mentions = tables["mentions"]
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for number, key in enumerate(keys):
        others = [other for other in keys if other != key]
        named = set(mentions.loc[mentions["article_id"] == key, "entity_id"])
        only = {
            person
            for person in PEOPLE
            if key_of(person) in named
            and not any(person.split()[1] in texts[other] for other in others)
        }
        _, _, listed = html.partition(f"<strong>Found only in Paper {number}</strong>")
        stated = re.search(r"<em>Names: (\d+)</em>(.*?)</ul>", listed, re.DOTALL)
        assert int(stated[1]) == len(only)
        assert all(person in stated[2] for person in only)
