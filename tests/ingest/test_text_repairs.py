"""Repair of damaged texts, which is told, and of nothing else."""

import pytest

from analysis.ingest.text_repairs import repair_text, repair_values


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("&ldquo;No,&rdquo; she said. It&#39;s old.", "“No,” she said. It's old."),
        ("&amp;quot;No,&amp;quot; she said.", '"No," she said.'),
        ("â€œNo,â€\x9d she said. Itâ€™s old.", "“No,” she said. It’s old."),
        ("The cafÃ© of SÃ£o Paulo opens.", "The café of São Paulo opens."),
        (r"\"We go,\" she said.", '"We go," she said.'),
        (r"\u201cWe go,\u201D she said.", "“We go,” she said."),
    ],
)
def test_damage_is_repaired_and_reported(damaged: str, meant: str):
    text, issues = repair_text(damaged, "a.txt")
    assert text == meant
    assert len(issues) == 1
    assert issues[0].is_warning


@pytest.mark.parametrize(
    "text",
    [
        "Marks & Spencer; AT&T; R&D;",
        "Write &quot; for a mark.",
        "São Paulo, Âge d’or, “No”",
        "Ã© is e",
        r"The path C:\"new",
        r"Write \u201c for a mark and \u0041 twice: \u0041",
    ],
)
def test_a_text_that_is_not_damaged_stays_as_it_is(text: str):
    assert repair_text(text, "a.txt") == (text, [])


def test_headline_outlet_and_byline_are_repaired_from_one_sign_on_and_reported_once():
    damaged = {"title": "Harbour &amp;amp; ferry", "outlet": "CafÃ© News", "url": "a&amp;b"}
    values, issues = repair_values(damaged, "a.csv, line 2")
    assert values == {"title": "Harbour & ferry", "outlet": "Café News", "url": "a&amp;b"}
    (issue,) = issues
    assert "its title and its outlet" in issue.problem
    whole = {"title": "AT&T and São Paulo", "outlet": None}
    assert repair_values(whole, "a.csv") == (whole, [])


def test_a_closing_mark_whose_last_character_was_dropped_is_repaired():
    text, _ = repair_text("â€œWe goâ€, she said. â€œNow.â€", "place")
    assert text == "“We go”, she said. “Now.”"
