"""Names of one house are proposed as one; houses that only look alike are not."""

import pandas as pd
import pytest

from analysis.corpus.outlet_houses import propose_houses


def propose(*names: str | tuple[str, str, int]):
    rows = [(name, "", 1) if isinstance(name, str) else name for name in names]
    return propose_houses(pd.DataFrame(rows, columns=["outlet", "host", "articles"]))


def outlets(*names: str | tuple[str, str, int]) -> list[set[str]]:
    return [set(house.outlets) for house in propose(*names)]


@pytest.mark.parametrize(
    "names",
    [
        ["Lamp", "Lamp News", "lamp.co.uk", "www.lamp.com"],
        ["The Bell", "Bell", "BELL"],
        ["Port Ellery Times", "petimes.com"],
        ["Northern Coast Broadcaster", "ncb.org"],
        ["Daily Lamp", "thedailylamp.ie"],
        ["edition.lamp.com", "money.lamp.com"],
        ["Lamp (Online News)", "Lamp (Web News)"],
        ["O'Hara's Post-Herald", "oharaspostherald.com"],
    ],
)
def test_names_of_one_house_are_proposed(names: list[str]):
    assert outlets(*names) == [set(names)]


@pytest.mark.parametrize(
    "names",
    [
        ["Daily News", "Daily"],
        ["lamp.ie", "lamp.co.uk", "Lamp"],  # two countries, and the name tells neither
        ["thestar.com", "thestar.com.my"],  # papers of many places are called so
        ["Northern Broadcaster", "nb.com"],  # two initials are no name
        ["Lamp Opinion", "Lamp"],
        ["a.substack.com", "b.substack.com"],
        ["Lamp", "Bell", ""],
    ],
)
def test_what_only_looks_alike_is_not_proposed(names: list[str]):
    assert outlets(*names) == []


def test_the_domain_that_articles_are_at_tells_an_outlet_if_it_is_like_its_name():
    lamp = ("Evening Lamp Gazette", "www.lampgazette.com", 9)
    assert outlets(lamp, "lampgazette.com") == [{"Evening Lamp Gazette", "lampgazette.com"}]
    assert outlets(("Ann Lee", "www.lampgazette.com", 9), "lampgazette.com") == []
    # At least nine of ten addresses: 9 of 10 are enough, 8 of 9 are not.
    elsewhere = ("Evening Lamp Gazette", "bell.com", 1)
    assert outlets(lamp, elsewhere, "lampgazette.com")
    assert not outlets((lamp[0], lamp[1], 8), elsewhere, "lampgazette.com")


def test_a_house_has_the_most_frequent_name_that_is_no_domain_and_says_why():
    (house,) = propose(("lamp.com", "", 9), ("Lamp News", "", 3), ("Lamp", "", 2))
    assert house.name == "Lamp News"
    assert house.outlets == ("lamp.com", "Lamp News", "Lamp")
    assert house.articles == 14
    assert house.reasons[0].startswith("lamp.com is made of")


def test_proposals_begin_with_the_most_articles():
    names = [house.name for house in propose("Lamp", "The Lamp", ("Bell", "", 5), "The Bell")]
    assert names == ["Bell", "Lamp"]
