"""The pages that compare outlets say which of them are counted with versions of one article."""

import pytest

from tests.made_story import Story, open_page, page_html

FIRST = "Two ships collided off Lindholm. Nobody was hurt, the coast guard said."
LATER = FIRST.replace("Nobody was", "Three sailors were")


@pytest.mark.parametrize("address", ["https://ledger.example/ships", ""])
def test_versions_that_are_counted_are_named_with_the_way_to_remove_one(
    address, tmp_path, monkeypatch
):
    story = Story().article("a", "Ledger", FIRST, url=address)
    story.article("b", "Ledger", LATER, url=address).article("c", "Beacon", FIRST + " Again.")
    story.save(tmp_path)
    html = page_html(open_page("quotes", tmp_path, monkeypatch))
    assert ("Ledger has 2 versions of one article here" in html) == bool(address)
    assert ("Corpus can remove one." in html) == bool(address)
    assert "Beacon has" not in html
