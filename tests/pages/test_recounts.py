"""What Framing, Differences, Article and Corpus count, against naive recounts of random stories."""

import re
from collections import Counter
from html import unescape
from itertools import pairwise

import pandas as pd
import pytest

from analysis.charts.outlet_styles import MAX_DISTINCT
from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.findings.framing import Verdict, compute_measures, describe_passing
from analysis.measures.registry import GROUPS, MEASURES
from analysis.store import Filters, Workspace
from tests.made_story import Story, open_page, page_html, select_outlets
from tests.random_stories import PEOPLE, SHARED
from tests.story_sizes import SELECTIONS, SIZES

#: Number of outlets in a chart of the page Framing.
MAX_DRAWN = 8
#: Number of its differences that are sentences too.
MAX_FINDINGS = 6


@pytest.fixture(scope="module", params=SIZES)
def made(request, open_random_story):
    return open_random_story(request.param)


@pytest.fixture(scope="module", params=SELECTIONS)
def view(request, made):
    """The story, its folder, the address of the selection, and its texts by outlet."""
    story, folder, _ = made
    chosen, address = select_outlets(request.param, story.outlets)
    texts = {row["outlet_label"]: row["text"] for row in story.rows["articles"]}
    return story, folder, address, {outlet: texts[outlet] for outlet in chosen}


def find_outlets_of(story: Story) -> dict[str, str]:
    return {row["article_id"]: row["outlet_label"] for row in story.rows["articles"]}


def list_after(html: str, heading: str) -> tuple[int, list[str]]:
    """Return the number that a heading states, and the entries of the list below it."""
    head, _, rest = html.partition(f"<strong>{heading}: ")
    assert rest, f"no heading {heading} in {head}"
    number, _, below = rest.partition("</strong>")
    entries = re.match(r'\s*<ul class="px-list px-text">(.*?)</ul>', below, re.DOTALL)
    texts = re.findall(r"<li><a [^>]*>(.*?)</a>", entries[1]) if entries else []
    return int(number.replace(",", "")), [unescape(re.sub("<[^>]*>", "", text)) for text in texts]


def count_shared_words(texts: dict[str, str], outlet: str) -> tuple[int, int]:
    """Return how many words of a text are in whole sentences that another text has, and its words.

    Words in quotation marks are not counted.
    """
    lines = [line for line in texts[outlet].split("\n") if line in SHARED]
    copied = [
        line
        for line in lines
        if any(line in text for other, text in texts.items() if other != outlet)
    ]
    words = len(re.sub(r"“[^”]*”", " ", texts[outlet]).split())
    return sum(len(line.split()) for line in copied), words


def test_differences_lists_the_names_that_only_one_outlet_has_or_lacks(view, monkeypatch):
    story, folder, address, texts = view
    outlet_of = find_outlets_of(story)
    naming: dict[str, set[str]] = {}
    for row in story.rows["mentions"]:
        if outlet_of[row["article_id"]] in texts:
            naming.setdefault(row["entity_id"], set()).add(outlet_of[row["article_id"]])
    shown = max(texts)
    page = page_html(
        open_page("differences", folder, monkeypatch, here=shown, item="entity", **address)
    )
    if len(texts) == 1:
        assert "There is one outlet only" in page
        return
    written = {
        person: {outlet for outlet, text in texts.items() if is_written(person, text)}
        for person in PEOPLE
    }
    names = {person.lower().replace(" ", "-"): person for person in PEOPLE}
    only = {
        names[entity]
        for entity, outlets in naming.items()
        if outlets == {shown} and written[names[entity]] == {shown}
    }
    missing = {
        names[entity]
        for entity, outlets in naming.items()
        if len(outlets) > 1 and shown not in written[names[entity]]
    }
    count, listed = list_after(page, f"Found only in {shown}")
    assert (count, set(listed)) == (len(only), only)
    count, listed = list_after(page, f"Not found in {shown} (two or more others have it)")
    assert (count, set(listed)) == (len(missing), missing)
    stated = re.findall(r"<li><a [^>]*>(.*?)</a><br><small>(\d+) outlets, e\.g\. ([^<]*)<", page)
    assert {re.sub("<[^>]*>", "", name) for name, _, _ in stated} == missing
    for name, n_naming, example in stated:
        outlets = naming[re.sub("<[^>]*>", "", name).lower().replace(" ", "-")]
        assert (int(n_naming), example in outlets) == (len(outlets), True)


def is_written(person: str, text: str) -> bool:
    """Return whether a text has the whole name, or a family name long enough to be searched."""
    family = person.split()[1]
    return person in text or (len(family) > 3 and re.search(rf"\b{family}\b", text) is not None)


def test_differences_states_the_words_that_each_article_shares(view, monkeypatch):
    story, folder, address, texts = view
    app = open_page("differences", folder, monkeypatch, **address)
    page = page_html(app)
    check_pairs_that_share(app, story, texts)
    stated = re.findall(
        r'px-share"><div>.*?>(Paper \d+)<.*?<div>(\d+)% shared: ([\d,]+) of ([\d,]+) words',
        page,
        re.DOTALL,
    )
    n_sharing = sum(count_shared_words(texts, outlet)[0] > 0 for outlet in texts)
    assert len(stated) == min(n_sharing, 25)
    n_rest = len(texts) - n_sharing if n_sharing else 0
    rest = re.search(r"([\d,]+) more articles? shares? none", page)
    assert (int(rest.group(1)) if rest else 0) == n_rest
    assert all(len(line.split()) >= MIN_SHARED_WORDS for line in SHARED)
    for outlet, share, copied, words in stated:
        expected = count_shared_words(texts, outlet)
        assert (int(copied), int(words)) == expected
        assert int(share) == round(100 * expected[0] / expected[1])
    shares = [int(copied) / int(words) for _, _, copied, words in stated]
    assert all(first >= second for first, second in pairwise(shares)), "the largest comes first"


def check_pairs_that_share(app, story, texts):
    """Check the number of words of each choice of two articles."""
    day_of = {row["outlet_label"]: row["published"] for row in story.rows["articles"]}
    names = {
        f"{outlet} ({f'{day.day} September 2023' if day else 'undated'})": outlet
        for outlet, day in day_of.items()
    }
    boxes = [box for box in app.selectbox if box.label == "Passages shared by"]
    for option in boxes[0].options if boxes else ():
        pair, _, words = option.rpartition(": ")
        left, right = (texts[names[name]] for name in pair.split(" and "))
        copied = sum(len(line.split()) for line in SHARED if line in left and line in right)
        assert words == f"{copied} words"


def test_framing_lists_every_clause_of_the_selection_and_of_a_chosen_party(view, monkeypatch):
    story, folder, address, texts = view
    outlet_of = find_outlets_of(story)
    acts = [
        (outlet_of[row["article_id"]], row["agent"], row["verb"], row["patient"])
        for row in story.rows.get("events", [])
        if outlet_of[row["article_id"]] in texts
    ]
    for party in ("", PEOPLE[0]):
        wanted = [act for act in acts if party in {"", act[1], act[3]}]
        chosen = {"party": party.lower().replace(" ", "-")} if party and wanted else {}
        app = open_page("framing", folder, monkeypatch, **address, **chosen)
        if not acts:
            assert "No clause of this kind was found" in page_html(app)
            return
        tables = [table.value for table in app.dataframe if "Actor" in table.value.columns]
        assert tables, "the clauses are a table"
        columns = ["Outlet", "Actor", "Verb", "Target"]
        listed = Counter(map(tuple, tables[0][columns].to_numpy().tolist()))
        assert listed == Counter(wanted or acts)


def test_framing_states_the_rate_of_a_name_and_opens_every_place_of_it(view, monkeypatch):
    _, folder, address, texts = view
    catalogue = Workspace(folder).catalogue(stale=True)
    written = {
        (person, outlet): text.count(person) for outlet, text in texts.items() for person in PEOPLE
    }
    person, outlet = max(written, key=lambda key: (written[key], key))
    chosen = {"item": person.lower().replace(" ", "-"), "where": outlet}
    app = open_page("framing", folder, monkeypatch, **address, **chosen)
    page = page_html(app)
    if len(texts) == 1:
        assert "One outlet only: there is nothing to compare it with." in page
    elif len(texts) > MAX_DRAWN:
        undrawn = f"Drawn: {MAX_DRAWN} of {len(texts)} outlets, first those that differ"
        assert undrawn in page + " ".join(caption.value for caption in app.caption)
    if len(texts) > 1:
        filters = Filters(outlets=tuple(address.get("outlet", ())))
        check_what_framing_compared(app, page, catalogue, filters)
    count = written[person, outlet]
    if len(texts) > MAX_DISTINCT:
        assert f"{len(texts)} outlets, all in grey: highlight one to see it in colour" in page
    if len(texts) > 1:
        words = len(texts[outlet].split())
        rate = f"{person} in {outlet}: {1000 * count / words:.1f} mentions by name per 1,000 words"
        assert rate in page
    lines = sum(person in line for line in texts[outlet].split("\n"))
    in_passages = "" if lines == count else f", in {lines} passage{'s' * (lines != 1)}"
    assert f"Occurrences of {person} in {outlet}: {count}{in_passages}<" in page
    assert len(re.findall(rf"<mark[^>]*>{person}</mark>", page)) == count


def check_what_framing_compared(app, page, catalogue, filters):
    """Check the tally, the sentences and the table of differences against all that is measured."""
    table = pd.concat([compute_measures(catalogue, filters, group) for group in GROUPS])
    table = table[[not MEASURES[key].is_house_style for key in table["measure"]]]
    n_clear = int((table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE).sum())
    n_holding = int((table["verdict"] == Verdict.HOLDS_AFTER_CORRECTION).sum())
    tally = f"{len(table):,} values were measured: {describe_passing(n_clear, n_holding)}"
    tally += "; the others show no clear difference. " if n_clear else ". "
    assert tally in page
    element = next(t for t in app.dataframe if "Effect (h)" in t.value.columns)
    listed, verdicts = element.value, Counter(element.value["Verdict"])
    in_words = f"The {len(listed)} largest differences; {n_clear} of them pass a test"
    assert element.proto.alt == in_words
    assert sum(button.label == "Read" for button in app.button) >= min(n_clear, MAX_FINDINGS)
    assert len(listed) - verdicts[Verdict.NO_CLEAR_DIFFERENCE.value] == n_clear


def test_article_lists_its_names_and_quotations_with_their_counts(view, monkeypatch):
    story, folder, address, texts = view
    outlet_of = find_outlets_of(story)
    outlet = max(texts)
    (key,) = (article for article, label in outlet_of.items() if label == outlet)
    address = address | {"article": key}
    app = open_page("article", folder, monkeypatch, list="Names", **address)
    page = page_html(app)
    options = next(box.options for box in app.selectbox if box.label == "Article")
    assert sorted(option.split(" · ")[0] for option in options) == sorted(texts)
    counts = Counter(row["text"] for row in story.rows["mentions"] if row["article_id"] == key)
    by_entity = Counter(
        row["entity_id"] for row in story.rows["mentions"] if row["article_id"] == key
    )
    assert sum(counts.values()) == sum(by_entity.values())
    for entity, number in by_entity.items():
        name = next(p for p in PEOPLE if p.lower().replace(" ", "-") == entity)
        assert re.search(rf">{name}</a>.*?<small>People · {number} ×", page), name
    page = page_html(open_page("article", folder, monkeypatch, list="Quotations", **address))
    for row in story.rows["quotes"]:
        if row["article_id"] != key:
            continue
        others = sorted(
            {
                outlet_of[other["article_id"]]
                for other in story.rows["quotes"]
                if other["utterance_id"] == row["utterance_id"]
            }
            - {outlet}
        )
        note = re.search(rf">{row['text']}</a>.*?<small>(.*?)</small>", page, re.DOTALL)
        assert note, row["text"]
        assert row["speaker"] in note[1]
        credits_elsewhere = {
            (outlet_of[other["article_id"]], other["speaker"])
            for other in story.rows["quotes"]
            if other["utterance_id"] == row["utterance_id"]
            and other["speaker"] != row["speaker"]
            and outlet_of[other["article_id"]] != outlet
        }
        known, _, warning = note[1].partition(" · ⚠ ")
        stated_credits = [
            (label, speaker)
            for part in filter(None, warning.split("; "))
            for labels, speaker in [re.split(" credits? ", part)]
            for label in labels.split(", ")
        ]
        assert sorted(stated_credits) == sorted(credits_elsewhere)
        stated = known.rpartition("also in ")[2] if "also in " in known else ""
        assert sorted(filter(None, stated.split(", "))) == others


def test_corpus_lists_the_articles_of_the_selection_with_their_words(view, monkeypatch):
    _, folder, address, texts = view
    app = open_page("corpus", folder, monkeypatch, **address)
    assert not app.exception
    table = next(table.value for table in app.dataframe if "outlet" in table.value.columns)
    listed = dict(zip(table["outlet"], table["words"], strict=True))
    assert listed == {outlet: len(text.split()) for outlet, text in texts.items()}
