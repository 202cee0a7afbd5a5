"""Names of organisations: their keys, acronyms and listed names."""

import pytest

from analysis.nlp.entities.organisation_names import (
    find_listed_name,
    is_acronym,
    is_generic_office,
    is_same_organisation,
    organisation_key,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("NSC", "National Security Council"),
        ("the UN", "United Nations"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("KCNA", "Korean Central News Agency"),
        ("FBI", "the Federal Bureau of Investigation"),
        ("F.B.I.", "FBI"),
        ("DoJ", "Department of Justice"),
        ("NATO", "North Atlantic Treaty Organisation"),
        ("Justice Department", "United States Department of Justice"),
        ("Supreme Court of the United States", "U.S. Supreme Court"),
        ("the U.S. Senate", "United States Senate"),
        ("Ministry of Defence", "Defense Ministry"),
        ("Russian Defense Ministry", "Russia's Ministry of Defence"),
        ("the South Korean Army", "South Korea's army"),
        ("Republican Senate", "Senate"),
        ("115th Congress", "U.S. Congress"),
        ("ACLU of Iowa", "American Civil Liberties Union of Iowa"),
        ("Apple Inc.", "Apple"),
        ("Ford Motor Co.", "Ford Motor Company"),
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("The New York Times", "New York Times"),
        ("White House’s", "the White House"),
        ("GOP", "Republicans"),
        ("ISIL", "Islamic State"),
        ("al-Qaida", "Al Qaeda"),
        ("WADA", "World Anti-Doping Agency"),
    ],
)
def test_names_of_one_organisation_are_the_same(a: str, b: str) -> None:
    assert is_same_organisation(a, b)
    assert is_same_organisation(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Republican Party", "Democratic Party"),
        ("Supreme Court of India", "Supreme Court"),
        ("U.S. Navy", "Navy"),
        ("Russian Defense Ministry", "Ukrainian Defense Ministry"),
        ("Russian Defense Ministry", "Defense Ministry"),
        ("UN", "US Navy"),
        ("ACLU of Iowa", "ACLU"),
        ("Gullfilm+", "Gullfilm"),
        ("Paris City Council", "French City Council"),
        ("Republican Study Committee", "Study Committee"),
        ("U.S. Steel", "Steel"),
        ("ABC News", "NBC News"),
        ("University of Miami", "Miami University"),
        ("Who", "World Health Organization"),
        ("Fed", "Federal Election Department"),
        ("", ""),
        ("...", "???"),
    ],
)
def test_names_of_two_organisations_are_not(a: str, b: str) -> None:
    assert not is_same_organisation(a, b)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("NSC", "National Security Council", True),
        ("N.S.C.", "the National Security Council", True),
        ("DoD", "Department of Defense", True),
        ("DHHS", "Department of Health and Human Services", True),
        ("nsc", "National Security Council", False),
        ("N", "Nationals", False),
        ("Nsc", "National Security Council", False),
        ("NSA", "National Security Council", False),
        ("C4", "Carbon Four", False),
        ("UN", "United Nations", True),
        ("ABCDEFGH", "Ace Bay Cat Dot Eve Fox Gap Hut", True),
        ("ABCDEFGHI", "Ace Bay Cat Dot Eve Fox Gap Hut Ivy", False),
    ],
)
def test_an_acronym_is_made_of_initials_in_capitals(
    short: str, long: str, *, expected: bool
) -> None:
    assert is_acronym(short, long) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Defense Ministry", True),
        ("City Council", True),
        ("Army", True),
        ("Parliament", True),
        ("U.S. Army", False),
        ("Supreme Court", False),
        ("Russian Defense Ministry", False),
        ("Chatham House", False),
        ("House Judiciary Committee", False),
    ],
)
def test_a_bare_office_fits_many_organisations(name: str, *, expected: bool) -> None:
    assert is_generic_office(name) is expected


def test_a_listed_abbreviation_counts_in_capitals_only() -> None:
    assert find_listed_name("ICE") == "Immigration and Customs Enforcement"
    assert find_listed_name("Ice") == ""


def test_two_parties_in_one_name_are_neither() -> None:
    assert find_listed_name("Democratic-Republicans") == ""
    assert find_listed_name("American Republicans") == find_listed_name("GOP")


def test_a_common_word_in_lower_case_is_not_listed() -> None:
    assert find_listed_name("House") == "House of Representatives"
    assert find_listed_name("house") == ""


def test_a_listed_name_is_listed_under_itself() -> None:
    assert find_listed_name("Republican Party") == find_listed_name("GOP") == "Republican Party"
    assert organisation_key("the Republican Party") == organisation_key("GOP")


@pytest.mark.parametrize(
    ("spelled_out", "short"),
    [
        (
            "United States Citizenship and Immigration Services",
            "U.S. Citizenship and Immigration Services",
        ),
        ("United Kingdom Independence Party", "UK Independence Party"),
        ("European Union Border Agency", "E.U. Border Agency"),
        ("United States Steel", "US Steel"),
    ],
)
def test_a_state_at_the_beginning_of_a_name_is_written_in_two_ways(spelled_out, short) -> None:
    assert organisation_key(spelled_out) == organisation_key(short)


def test_the_name_of_a_state_alone_is_kept() -> None:
    assert organisation_key("United States") != organisation_key("United States Steel")
