"""What stands beside an article and between two, against a naive recount of random stories."""

import re
from html import unescape
from itertools import combinations

import pytest

from analysis.charts.outlet_styles import NEUTRAL_STYLE
from analysis.corpus.passages import align_passages
from analysis.findings import exclusive_coverage as exclusive_findings
from analysis.findings.article_coverage import compute_article_coverage
from analysis.findings.article_summary import summarize_article
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.reading_desk import build_reading_desk
from analysis.findings.reportable import MIN_USES
from analysis.findings.shared_text import find_shared_text
from analysis.store.filters import Filters
from analysis.store.queries.article import read_article
from tests.made_story import Story
from tests.random_stories import HEDGED, PEOPLE, SHARED
from tests.story_sizes import SIZES
from ui.sections import (
    article_glance,
    article_outline,
    desk_columns,
    desk_marks,
    exclusive_coverage,
    fingerprint,
    reading_desk,
    shared_text,
)
from ui.widgets import annotation_layers, article_cards, article_choice
from ui.widgets.markup import Html

LINKED = (article_glance, exclusive_coverage, shared_text)


def build_plain(*parts):
    """Return what a link or chip has as its text."""
    return Html("{}").format(parts[-1])


@pytest.fixture(autouse=True)
def _parts_without_a_session(monkeypatch):
    for module in LINKED:
        monkeypatch.setattr(module, "build_article_link", build_plain)
    for module in (article_choice, article_cards):
        monkeypatch.setattr(module, "build_outlet_chip", build_plain)
    monkeypatch.setattr(desk_marks, "build_article_href", lambda *_: "link")
    monkeypatch.setattr(article_cards.data, "find_pooled_outlet", lambda _: "")


@pytest.fixture(scope="module", params=SIZES)
def made(request, open_random_story):
    """The story, its catalogue, its rows by article, and the lines of each outlet."""
    story, _, catalogue = open_random_story(request.param)
    articles = {row["article_id"]: row for row in story.rows["articles"]}
    lines = {row["outlet_label"]: row["text"].split("\n") for row in articles.values()}
    return story, catalogue, articles, lines


@pytest.fixture(params=["a0", "a1", "a4"])
def chosen(request, made):
    """An article of the story, where it has so many."""
    story, catalogue, articles, lines = made
    if request.param not in articles:
        pytest.skip("the story has fewer articles")
    return story, catalogue, articles, lines, articles[request.param]


def read_plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(html))).split())


def read_names(words):
    """Return the outlets of "Paper 1, Paper 2 and 3 more", and how many there are in all."""
    named, _, rest = words.partition(" and ")
    outlets = set(named.split(", "))
    return outlets, len(outlets) + (int(rest.split()[0]) if rest else 0)


def read_sections(html):
    """Return the entries of each list of a glance by its heading."""
    sections = {}
    for heading, body in re.findall(
        r"<section><p><strong>(.*?)</strong>(.*?)</section>", str(html), re.DOTALL
    ):
        entries = [read_plain(entry) for entry in re.findall(r"<li>(.*?)</li>", body, re.DOTALL)]
        sections[heading] = entries or [read_plain(body)]
        folded = re.search(r"<summary>(\d+) more", body)
        assert not folded or len(entries) == int(folded[1]) + 4
    return sections


def find_naming(story, articles):
    """Return the outlets that name each person, and those whose text has the family name."""
    naming = {person: set() for person in PEOPLE}
    for row in story.rows.get("mentions", []):
        person = next(p for p in PEOPLE if p.lower().replace(" ", "-") == row["entity_id"])
        naming[person].add(articles[row["article_id"]]["outlet_label"])
    written = {
        person: {
            row["outlet_label"] for row in articles.values() if person.split()[1] in row["text"]
        }
        for person in PEOPLE
    }
    return naming, written


def test_the_day_of_an_article_is_reported_beside_those_of_all_other_outlets(chosen):
    _, catalogue, articles, _, article = chosen
    summary = summarize_article(catalogue, Filters(), article["article_id"])
    expected = {}
    for other in articles.values():
        days = other["published"], article["published"]
        if other is article:
            continue
        words = "undated"
        if all(days):
            lead = (days[1] - days[0]).days
            after = f"{lead} day{'s' * (lead != 1)} after"
            words = after if lead > 0 else "before" if lead < 0 else "same day as"
        expected.setdefault(words, set()).add(other["outlet_label"])
    stated = {}
    for part in filter(None, article_glance.describe_days(summary).split(" · ")):
        words, names = re.fullmatch(
            r"(\d+ days? after|before|same day as|undated):? (.+)", part
        ).groups()
        stated[words] = read_names(names)
    if set(expected) <= {"undated"}:  # nothing is said where no other day is known
        expected = {}
    assert {words: n for words, (_, n) in stated.items()} == {
        words: len(outlets) for words, outlets in expected.items()
    }
    assert all(outlets <= expected[words] for words, (outlets, _) in stated.items())


def test_the_lists_above_an_article_hold_in_the_texts_and_have_their_numbers(chosen):
    _, catalogue, articles, lines, article = chosen
    key, outlet = article["article_id"], article["outlet_label"]
    published = {row["outlet_label"]: row["published"] for row in articles.values()}
    summary = summarize_article(catalogue, Filters(), key)
    marks = compute_article_coverage(catalogue, Filters(), key)
    html = article_glance.build_glance(summary, marks, key, article["text"])
    sections = read_sections(html)
    others = {name: texts for name, texts in lines.items() if name != outlet}
    has_missing = any(heading.startswith("Not found here") for heading in sections)
    assert has_missing == bool(summary.missing and marks)
    for heading, entries in sections.items():
        if number := re.search(r": (\d+)$", heading):
            assert int(number[1]) == len(entries)
        if heading.startswith("Sentences only here"):
            for entry in entries:
                line = re.sub(r"^\d+ | only here$", "", entry)
                assert line in lines[outlet]
                assert not any(line in texts for texts in others.values())
        lead = r"(?:earlier in|first:) (Paper \d+), (\d+) day(s?)\b"
        for name, n_days, plural in re.findall(lead, " ".join(entries)):
            days = (article["published"], published[name])
            assert (days[0] - days[1]).days == int(n_days) > 0
            assert bool(plural) == (n_days != "1")
        if heading.startswith("Not found here"):
            assert len(entries) == len(summary.missing)
            for entry in entries:
                line, _, names = entry.removeprefix("✕ ").rpartition(" in ")
                having, n_having = read_names(names)
                assert n_having >= 2
                assert having <= set(others)
                assert not any(line in text for text in lines[outlet])
                assert all(any(line in text for text in lines[name]) for name in having)


def test_the_names_above_an_article_are_those_that_it_alone_has_or_lacks(chosen):
    story, catalogue, articles, lines, article = chosen
    key, outlet = article["article_id"], article["outlet_label"]
    summary = summarize_article(catalogue, Filters(), key)
    sections = read_sections(article_glance.build_glance(summary, (), key, article["text"]))
    naming, written = find_naming(story, articles)
    quoted = {row["speaker"] for row in story.rows["quotes"] if row["article_id"] == key}
    if len(lines) > 1:
        only = {
            person
            for person in PEOPLE
            if written[person] == {outlet}
            and naming[person] == {outlet}
            and (article["text"].count(person) > 1 or person in quoted)
        }
        listed = sections.get(
            "People and organisations only here (named at least twice, or quoted)", [""]
        )[0]
        assert set(filter(None, listed.split(" · "))) == only
        missing = {
            f"{person} ({len(naming[person])})"
            for person in PEOPLE
            if outlet not in written[person] and len(naming[person]) > 1
        }
        listed = sections.get(
            "People and organisations not named here, but in two or more others", [""]
        )[0]
        assert set(filter(None, listed.split(" · "))) == missing


def test_the_counterparts_of_an_article_are_those_of_each_pair(chosen):
    _, catalogue, articles, _, article = chosen
    if len(articles) > 5:
        pytest.skip("the pairs of five articles are enough")
    summary = summarize_article(catalogue, Filters(), article["article_id"])
    names = ("articles", "sentences", "quotes", "mentions")
    tables = [catalogue.query(f"SELECT * FROM {name}") for name in names]
    counts = {}
    for key, other in articles.items():
        if other is not article:
            links = align_passages(article["article_id"], key, *tables).links
            sure = links[links["strength"] == "sure"]
            counts[other["outlet_label"]] = sure["left_sentence"].nunique()
    listed = article_glance.describe_shared(summary).removeprefix("counterparts: ").split(", ")
    stated = dict(part.rsplit(" ", 1) for part in listed if part)
    assert {name: int(n) for name, n in stated.items()} == {n: c for n, c in counts.items() if c}


def test_the_attitudes_and_the_head_of_an_article_are_those_of_its_rows(chosen):
    story, catalogue, _, lines, article = chosen
    reading = read_article(catalogue, article["article_id"])
    rows = [
        row for row in story.rows.get("attitudes", []) if row["article_id"] == article["article_id"]
    ]
    expected = [(f"{row['holder']} denounced the plan.", row["holder"]) for row in rows]
    assert all(line in lines[article["outlet_label"]] for line, _ in expected)
    items = article_outline.list_attitudes(reading.attitudes)
    assert [(item.text, item.note) for item in items] == [
        ("the plan", f"{holder} · denounced · confidence 75%") for _, holder in expected
    ]
    marks = annotation_layers.mark_attitudes(reading.attitudes)
    assert [mark.title for mark in marks if mark.anchor] == [
        f"attitude of {holder}: denounced" for _, holder in expected
    ]
    day = article["published"]
    date = f"{day.day} September 2023" if day else "undated"
    n_words = len(article["text"].split())
    credit = article["credit"]
    head = read_plain(article_choice.build_article_head(reading.article))
    parts = [date, *([f"credit: {credit}"] if credit else []), f"{n_words} words"]
    assert head == f"{article['outlet_label']} No headline {' · '.join(parts)}"
    parts = [date, f"{n_words} words", *([f"from {credit}"] if credit else [])]
    assert article_cards._format_details(reading.article) == " · ".join(parts)


def read_sentence(column, position):
    sentence = column.sentences[position]
    return column.reading.article["text"][sentence.start : sentence.end]


@pytest.mark.parametrize("n_columns", [2, 3])
def test_the_desk_counts_its_passages_and_folded_sentences(made, n_columns):
    _, catalogue, articles, lines = made
    keys = [f"a{number}" for number in (0, 1, 4)][:n_columns]
    if len(articles) != 5:
        pytest.skip("two or three articles are read, whatever the story has")
    desk = build_reading_desk(catalogue, *keys)
    names = [articles[key]["outlet_label"] for key in keys]
    assert reading_desk._describe_links(desk).startswith(
        f"{len(desk.links)} passage{'s' * (len(desk.links) != 1)} in several articles"
    )
    notes = reading_desk.describe_passages(desk)
    assert [note.split(" · ")[0] for note in notes] == [
        f"Passage {number} of {len(notes)}" for number in range(1, len(notes) + 1)
    ]
    for link, note in zip(desk.links, notes, strict=True):
        texts = [
            {read_sentence(desk.columns[place], n) for n in at}
            for place, at in enumerate(link.sentences)
            if at
        ]
        assert len(texts) > 1, "a passage is in several articles"
        if any(texts[0] & other for other in texts[1:]):
            # It is a probability, which rounds to 99 or 100 % where the words are the same.
            assert int(note.removesuffix("%").rsplit(" ", 1)[1]) >= 99
        is_quoted = any("“" in text for sentences in texts for text in sentences)
        assert is_quoted or "same quotation" not in note
    spans, _ = desk_marks.mark_desk(desk, desk_marks.ColourBy.KIND, mark_unmatched=False)
    html = str(desk_columns.build_desk(desk, [Html("")] * n_columns, spans, fold=True))
    columns = re.findall(r'<section class="column">(.*?)</section>', html, re.DOTALL)
    for place, column in enumerate(columns):
        others = [name for name in names if name != names[place]]
        absence = f"without a match in {' or '.join(others)}"
        for n, words, folded in re.findall(
            r"<details><summary>(\d+) sentences (.*?)</summary>(.*?)</details>", column, re.DOTALL
        ):
            assert words == absence
            plain = read_plain(folded)
            inside = {line for line in lines[names[place]] if line in plain}
            assert int(n) == sum(plain.count(line) for line in inside)
            for other in others:
                assert not any(line in lines[other] for line in inside if len(line.split()) > 6)


def test_hedging_words_are_counted_and_rated_by_the_outlets_words(made):
    _, catalogue, _, lines = made
    for values in compute_fingerprints(catalogue, Filters())[:12]:
        n_uses = lines[values.outlet].count(HEDGED)
        cell = read_plain(fingerprint._build_hedging(values, None, NEUTRAL_STYLE))
        uses = f"{n_uses} use{'s' * (n_uses != 1)}"
        others = [line for name, texts in lines.items() if name != values.outlet for line in texts]
        copied = [line for line in lines[values.outlet] if line in SHARED and line in others]
        n_copied = sum(len(line.split()) for line in copied)
        n_own = len(re.sub(r"“[^”]*”", " ", " ".join(lines[values.outlet])).split()) - n_copied
        if not n_uses:
            assert cell == "none"
        else:
            few = " too few to compare" if n_uses < MIN_USES else ""
            assert cell == f"{uses}, {1000 * n_uses / n_own:.1f} per 1,000 words{few}"


def test_the_runs_of_two_articles_have_their_words(made):
    _, catalogue, articles, _ = made
    if len(articles) > 5:
        pytest.skip("the pairs of five articles are enough")
    shared = find_shared_text(catalogue, Filters())
    pairs = [
        (line, frozenset(pair))
        for pair in combinations(articles, 2)
        for line in SHARED
        if all(line in articles[key]["text"] for key in pair)
    ]
    assert len(shared.runs) == len(pairs)
    for run in shared.runs.to_dict("records"):
        text, n_words = re.fullmatch(
            r"(.+) \((\d+) words; in the first · in the second\)",
            read_plain(shared_text._build_run(run)),
        ).groups()
        assert int(n_words) == len(text.split())
        (line,) = (line for line in SHARED if text.rstrip(".") == line.rstrip("."))
        pairs.remove((line, frozenset((run["left"], run["right"]))))
    assert not pairs


def test_the_table_of_what_an_outlet_has_alone_or_lacks_has_every_item(made):
    story, catalogue, articles, lines = made
    naming, _ = find_naming(story, articles)
    outlet = max(lines)
    coverage = exclusive_findings.find_exclusive_coverage(catalogue, Filters(), outlet)
    table = exclusive_coverage.tabulate_coverage(coverage, outlet)
    assert len(table) == len(coverage.exclusive) + len(coverage.missing)
    assert len(lines) > 1 or table.empty
    for row in table.to_dict("records"):
        having = {name for name, texts in lines.items() if any(row["What"] in t for t in texts)}
        if row["Where"] == f"found only in {outlet}":
            assert having == {outlet}
        else:
            assert row["Where"] == f"not found in {outlet}"
            assert outlet not in having
            n_having = row["Outlets found to have it"]
            assert n_having > 1
            if row["Kind"] == "entity":
                assert n_having == len(naming[row["What"]])
            else:
                assert n_having >= len(having)


def test_a_name_that_outlets_spell_differently_is_listed_with_who_has_which_spelling(tmp_path):
    story = Story()
    for key, name in (("a", "Adrienne Watson"), ("b", "Adriene Watson"), ("c", "Ana Lopez")):
        story.article(key, key.upper(), f"{name} spoke to reporters on Monday.")
        story.name(key, name, name.replace("Adriene", "Adrienne"))
    catalogue = story.save(tmp_path)
    for key, spelled in (("a", True), ("b", True), ("c", False)):
        summary = summarize_article(catalogue, Filters(), key)
        plain = read_plain(article_glance.build_glance(summary, (), key, ""))
        assert ("Adriene Watson in B / Adrienne Watson in A" in plain) is spelled
