"""Whether the name of a capital means the government of its state, by its sentence."""

import pytest


def _countries(entities, text: str) -> set[str]:
    return {row["country"] for row in entities(text).values()} - {""}


@pytest.mark.parametrize(
    "text",
    [
        "London denied on Monday that it had paid the ransom.",
        "London and Madrid have agreed to share the fishing grounds.",
        "London has begun to threaten the rebels.",
        "The minister accused London of spying on the talks.",
        "The two envoys discussed ties between Lisbon and London.",
        "The minister imposed sanctions against London last week.",
        "The minister wants to negotiate with London over the border.",
        "The offer was rejected by London.",
        "The minister wants London to leave the talks.",
        "The inspectors saw London's nuclear weapons.",
        "Nobody believed London's denial that it had paid.",
        "The London government paid the ransom.",
        "The law permits London to open the mines.",
        "The minister tried to drive a wedge between Lisbon and London.",
    ],
)
def test_a_capital_is_the_state_where_it_is_used_as_its_government(entities, text):
    assert "GB" in _countries(entities, text)


@pytest.mark.parametrize(
    "text",
    [
        "The talks in London ended on Monday.",
        "The envoy flew from Lisbon to London.",
        "Three people were hurt on London Bridge.",
        "A London hospital treated the injured.",
        "London was hit by the worst storm in years.",
        "London's streets were empty on Monday.",
        "London and Leeds have agreed to share the cost of the trains.",
        "He has lived with London and its noise for years.",
        "Trains between London and Madrid are slow.",
    ],
)
def test_a_capital_is_a_city_of_its_own_elsewhere(entities, text):
    by_name = entities(text)
    assert "GB" not in _countries(entities, text)
    assert by_name["London"]["label"] in ("GPE", "FAC") if "London" in by_name else True


def test_a_town_of_the_same_name_is_no_state(entities):
    text = "London, Ontario, denied that it had paid the ransom."
    assert "GB" not in _countries(entities, text)


def test_one_article_may_have_the_city_and_the_state(annotated):
    text = "The envoy left London on Monday. London denied that it had paid the ransom."
    mentions = [row for row in annotated(text)["mentions"] if row["text"] == "London"]
    assert [(row["entity"], row["metonymy"]) for row in mentions] == [
        ("GPE|london", ""),
        ("country:GB", "government"),
    ]


@pytest.mark.parametrize(
    ("text", "is_state"),
    [
        ("London and Lisbon have drawn closer.", True),
        ("No deal between Lisbon and London is in sight.", True),
        ("The envoy will fly to London in May.", False),
        ("The museum in London was closed.", False),
        ("London's streets were empty.", False),
    ],
)
def test_a_capital_used_as_a_government_is_so_in_the_article_where_no_place_is_meant(
    entities, text, is_state
):
    article = f"London denied on Monday that it had paid the ransom.\n{text}"
    names = {row["name"]: row["country"] for row in entities(article).values()}
    assert "GB" in names.values()
    assert ("London" not in names) is is_state


def test_a_capital_that_is_nowhere_used_as_a_government_stays_a_city(entities):
    assert "GB" not in _countries(entities, "London and Lisbon have drawn closer.")
