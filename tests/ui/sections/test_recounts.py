"""What parts of pages say of an outlet, against a naive recount of random stories."""

import re
from html import unescape

import pytest

from analysis.charts.outlet_styles import assign_styles
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.shared_text import find_shared_text
from analysis.findings.story import MIN_SHARED_SHARE, find_copies
from analysis.store.filters import Filters
from analysis.tables import QUOTE_KINDS
from tests.made_story import Story
from tests.random_stories import PEOPLE, SHARED
from tests.story_sizes import SIZES
from ui.sections import exclusive_coverage, fingerprint, shared_text


@pytest.fixture(autouse=True)
def _links_without_a_session(monkeypatch):
    monkeypatch.setattr(fingerprint, "build_article_href", lambda *_: "link")
    for module in (shared_text, exclusive_coverage):
        monkeypatch.setattr(module, "build_article_link", lambda *parts: parts[-1])


@pytest.fixture(scope="module", params=SIZES)
def made(request, open_random_story):
    story, _, catalogue = open_random_story(request.param)
    texts = {row["outlet_label"]: row["text"] for row in story.rows["articles"]}
    return story, catalogue, texts


def read_rows(table) -> dict[str, list[str]]:
    """Return the text of the cells of each row of a table by the row's heading."""
    rows = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", str(table), re.DOTALL):
        heading, *cells = re.split(r"</th>|<td>", row)
        plain = [" ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in cells[1:]]
        rows[re.split("<br>", heading)[0]] = plain
    return rows


def test_a_fingerprint_has_the_words_quotations_and_names_of_its_outlet(made):
    story, catalogue, texts = made
    fingerprints = compute_fingerprints(catalogue, Filters())[:12]
    styles = assign_styles(sorted(texts))
    rows = read_rows(fingerprint.build_table(fingerprints, fingerprints, styles))
    outlet_of = {row["article_id"]: row["outlet_label"] for row in story.rows["articles"]}
    counts = {
        (person, outlet): sum(
            row["entity_id"] == person.lower().replace(" ", "-")
            for table in ("mentions", "quotes")
            for row in story.rows.get(table, [])
            if outlet_of[row["article_id"]] == outlet
        )
        for person in PEOPLE
        for outlet in texts
    }
    named = {
        person: {
            outlet_of[row["article_id"]]
            for row in story.rows.get("mentions", [])
            if row["entity_id"] == person.lower().replace(" ", "-")
        }
        for person in PEOPLE
    }
    for place, outlet in enumerate(f.outlet for f in fingerprints):
        assert rows["Length"][place] == f"{len(texts[outlet].split()):,} words"
        assert rows["Headline"][place] == "No headline"
        kinds = [q["kind"] for q in story.rows["quotes"] if outlet_of[q["article_id"]] == outlet]
        expected = [f"{kinds.count(kind)} {kind}" for kind in QUOTE_KINDS if kind in kinds]
        assert rows["Quotations"][place] == " ".join(expected or ["none"])
        having = {
            person: {label for label, text in texts.items() if person.split()[1] in text}
            for person in PEOPLE
        }
        only = {p for p in PEOPLE if having[p] == {outlet} and counts[p, outlet] > 1}
        assert_names(rows["Names found only here"][place], only if len(texts) > 1 else set())
        n_others = len(texts) - 1
        missing = {
            person
            for person in PEOPLE
            if outlet not in having[person] and len(named[person]) >= max(2, n_others // 2 + 1)
        }
        assert_names(rows["Missing"][place], missing)


def test_a_fingerprint_says_how_many_words_are_of_nobody_who_was_identified(tmp_path):
    story = Story().article("a", "A", "“We won it all,” she said.", "“Yes,” Bo Ek said.")
    story.quote("a", "“We won it all,”", "").quote("a", "“Yes,”", "Bo Ek")
    story.article("b", "B", "“Yes,” Bo Ek said.").quote("b", "“Yes,”", "Bo Ek")
    fingerprints = compute_fingerprints(story.save(tmp_path), Filters())
    styles = assign_styles(["A", "B"])
    rows = read_rows(fingerprint.build_table(fingerprints, fingerprints, styles))
    assert "20% Bo Ek 80% not identified" in rows["Who gets to speak"][0]
    assert "not identified" not in rows["Who gets to speak"][1]


def assert_names(cell, names):
    """Check the names of a cell: at most three, and how many more."""
    if not names:
        assert cell == "none found"
        return
    listed = [name for name in names if name in cell]
    assert len(listed) == min(len(names), 3)
    rest = len(names) - 3
    assert (f"and {rest} more" in cell) == (rest > 0)


def count_shared(texts, left, right):
    """Return the number of words of the whole sentences that two texts share."""
    return sum(len(s.split()) for s in SHARED if s in texts[left] and s in texts[right])


def describe_origin(left, right):
    """Return where text that two articles share seems to come from."""
    agencies = [row["credit"] for row in (left, right) if row["credit"]]
    if agencies:
        return f"{'both name' if len(agencies) > 1 else 'one of them names'} {agencies[0]}"
    days = left["published"], right["published"]
    if None in days or days[0] == days[1]:
        return "neither credits nor dates suggest where it comes from"
    earlier = min((left, right), key=lambda row: row["published"])
    return f"{earlier['outlet_label']} was published on an earlier day"


def test_shared_text_of_two_outlets_is_counted_and_its_share_is_stated(made):
    story, catalogue, texts = made
    if len(texts) > 5:  # the pairs of five are enough
        return
    articles = {row["article_id"]: row for row in story.rows["articles"]}
    outlet_of = {key: row["outlet_label"] for key, row in articles.items()}
    shared = find_shared_text(catalogue, Filters())
    for pair in shared.pairs.to_dict("records"):
        left, right = outlet_of[pair["left"]], outlet_of[pair["right"]]
        n_words = count_shared(texts, left, right)
        n_runs = sum(s in texts[left] and s in texts[right] for s in SHARED)
        html = str(shared_text.build_passages(shared, f"{pair['left']} {pair['right']}", outlet_of))
        passages = "passage" if n_runs == 1 else "passages"
        origin = describe_origin(*(articles[pair[side]] for side in ("left", "right")))
        assert html.startswith(f"<p>{n_words:,} words in {n_runs} {passages}; {origin}.</p>")
        assert html.count("<li>") == n_runs
    expected = set()
    for left in texts:
        for right in texts:
            words, others = (len(re.sub(r"“[^”]*”", " ", texts[o]).split()) for o in (left, right))
            share = count_shared(texts, left, right) / words
            if (words, left) < (others, right) and share >= MIN_SHARED_SHARE:
                expected.add((left, right, f"{share:.0%}"))
    stated = {
        re.fullmatch(
            r"(\S+) of the words of (.+?)'s article also appear, word for word, in (.+?)'s "
            r"article\.",
            finding.sentence,
        ).groups()
        for finding in find_copies(catalogue, Filters())
    }
    assert {(frozenset(names), share) for share, *names in stated} == {
        (frozenset((left, right)), share) for left, right, share in expected
    }


@pytest.mark.parametrize(("kind", "counted"), [("entity", "2"), ("statement", "at least 2")])
def test_a_missing_item_says_how_many_have_it_and_what_is_only_possible(kind, counted):
    row = {"kind": kind, "text": "Ann Lee", "article_id": "a", "start": 3, "outlets": 2}
    row |= {"outlet_label": "Beacon", "nearest_article_id": "", "nearest_start": -1}
    row |= {"nearest_text": ""}
    html = str(exclusive_coverage.build_missing_item(row))
    assert f"{counted} outlets, e.g. Beacon" in html
    assert "possibly" not in html
    nearest = {"nearest_article_id": "b", "nearest_start": 0, "nearest_text": "She came."}
    assert "possibly: " in str(exclusive_coverage.build_missing_item(row | nearest))
