"""Names that stand for a country, and what they stand for."""

import pytest

from analysis.nlp.entities.countries import (
    FILES,
    can_begin_country,
    find_country,
    get_country_name,
)
from analysis.word_lists import read_rows

#: Lower limit of the number of countries with a name, well above the members of the UN.
MIN_COUNTRIES = 240


def _find(form: str, label: str = "", named: tuple[str, ...] = ()) -> tuple[str, str]:
    country_form = find_country(form, label, named)
    return (country_form.country, country_form.metonymy) if country_form else ("", "")


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("North Korea", "KP"),
        ("N. Korea", "KP"),
        ("the DPRK", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("Republic of Korea", "KR"),
        ("Russian Federation", "RU"),
        ("Russia’s", "RU"),
        ("the United States", "US"),
        ("United States'", "US"),
        ("U.S.", "US"),
        ("U.S.'s", "US"),
        ("US", "US"),
        ("Britain", "GB"),
        ("the U.K.", "GB"),
        ("UAE", "AE"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Czech Republic", "CZ"),
        ("Burma", "MM"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Bosnia", "BA"),
        ("St. Kitts and Nevis", "KN"),
        ("Saint Kitts and Nevis", "KN"),
        ("NORTH KOREA", "KP"),
        ("South Sudan", "SS"),
        ("Guinea", "GN"),
        ("Equatorial  Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Kosovo", "XK"),
    ],
)
def test_a_countrys_name_is_the_place(form: str, country: str) -> None:
    assert _find(form) == (country, "place")


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("North Korean", "KP"),
        ("North Koreans", "KP"),
        ("S. Korean", "KR"),
        ("Russians", "RU"),
        ("American", "US"),
        ("British", "GB"),
        ("Briton", "GB"),
        ("Britons", "GB"),
        ("Brits", "GB"),
        ("French", "FR"),
        ("Frenchwoman", "FR"),
        ("Dutch", "NL"),
        ("Dutchmen", "NL"),
        ("Spaniard", "ES"),
        ("Danes", "DK"),
        ("Swedish", "SE"),
        ("Afghans", "AF"),
        ("Iraqi", "IQ"),
        ("Iraqis", "IQ"),
        ("Saudis", "SA"),
        ("Kazakh", "KZ"),
        ("Argentine", "AR"),
        ("Philippine", "PH"),
        ("Filipina", "PH"),
        ("New Zealanders", "NZ"),
        ("Swiss", "CH"),
        ("Palestinians", "PS"),
        ("Poles", "PL"),
        ("Congolese", "CD"),
        ("Chinese", "CN"),
    ],
)
def test_a_demonym_is_the_people(form: str, country: str) -> None:
    assert _find(form, "NORP") == (country, "people")


@pytest.mark.parametrize(
    ("capital", "country"),
    [
        ("Pyongyang", "KP"),
        ("Moscow", "RU"),
        ("Kiev", "UA"),
        ("Kyiv", "UA"),
        ("Bogotá", "CO"),
        ("Washington", "US"),
        ("Sana'a", "YE"),
        ("Paris", "FR"),
    ],
)
def test_a_capital_that_stands_for_its_state_is_the_government(capital: str, country: str) -> None:
    country_form = find_country(capital, "GPE")
    assert country_form is not None
    assert (country_form.country, country_form.kind) == (country, "capital")
    assert country_form.metonymy == "government"


@pytest.mark.parametrize(
    ("form", "country", "name"),
    [
        ("the Kremlin", "RU", "Kremlin"),
        ("White House", "US", "White House"),
        ("10 Downing Street", "GB", "Downing Street"),
        ("Cheong Wa Dae", "KR", "Blue House"),
    ],
)
def test_a_building_that_governs_is_an_institution_of_its_own(
    form: str, country: str, name: str
) -> None:
    country_form = find_country(form, "ORG")
    assert country_form is not None
    assert (country_form.country, country_form.name, country_form.is_country) == (
        country,
        name,
        False,
    )


@pytest.mark.parametrize(
    "form",
    [
        "us",
        "Us",
        "turkey",
        "polish",
        "chad",
        "china",
        "poles",
        "POLES",
        "ice",
        "",
        "'s",
        "the",
        "Scotland",
        "Soviet Union",
        "European Union",
        "Brussels",
        "Jerusalem",
        "Korea",
        "Koreans",
        "Male",
        "Heard",
        "Wallis",
        "New York",
        "Kim Jong Un",
        "U.S.-led",
        "Hawaii",
        "Texas",
    ],
)
def test_other_words_are_no_country(form: str) -> None:
    assert find_country(form) is None


@pytest.mark.parametrize("form", ["Jordan", "Chad", "Paris", "Georgia", "Israel", "Holland"])
def test_a_form_that_is_also_a_name_is_none_when_labelled_person(form: str) -> None:
    assert find_country(form, "PERSON", ("GE",)) is None
    assert find_country(form, "GPE", ("GE",)) is not None


@pytest.mark.parametrize("label", ["LANGUAGE", "WORK_OF_ART", "EVENT", "PRODUCT"])
def test_a_language_a_title_or_an_event_is_no_country(label: str) -> None:
    assert find_country("Russian", label) is None


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("Georgia", "GE"),
        ("Georgians", "GE"),
        ("the North", "KP"),
        ("the South", "KR"),
        ("San Jose", "CR"),
        ("Victoria", "SC"),
        ("the Islamic Republic", "IR"),
    ],
)
def test_an_ambiguous_form_needs_its_country_named_otherwise(form: str, country: str) -> None:
    assert _find(form, "GPE") == ("", "")
    assert _find(form, "GPE", ("FR",)) == ("", "")
    assert _find(form, "GPE", ("FR", country))[0] == country


def test_the_north_is_written_with_a_capital() -> None:
    assert find_country("the north", "LOC", ("KP",)) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("KP", "North Korea"),
        ("KR", "South Korea"),
        ("RU", "Russia"),
        ("US", "United States"),
        ("GB", "United Kingdom"),
        ("SY", "Syria"),
        ("IR", "Iran"),
        ("TR", "Turkey"),
        ("CD", "Democratic Republic of the Congo"),
        ("MM", "Myanmar"),
        ("HK", "Hong Kong"),
        ("TW", "Taiwan"),
        ("VN", "Vietnam"),
    ],
)
def test_a_countrys_neutral_name_is_short_and_common(code: str, name: str) -> None:
    assert get_country_name(code) == name


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        get_country_name("QQ")


def test_every_listed_form_has_a_known_country_sense_and_note() -> None:
    notes = {"name", "other name", "official name", "abbreviation", "capital", "demonym"}
    notes |= {"demonym noun", "demonym adjective", "metonym", "institution"}
    for row in (row for name in FILES for row in read_rows("nlp", name)):
        if not row["country"]:
            assert row["note"].startswith("left out: ")
            continue
        assert get_country_name(row["country"])
        assert row["metonymy"] in ("place", "people", "government"), row
        assert row["note"] in notes, row
        assert set(row["when"].split()) <= {"case", "person", "context"}, row


def test_every_country_is_found_by_its_own_name() -> None:
    rows = [row for name in FILES for row in read_rows("nlp", name)]
    known = {row["country"] for row in rows if row["note"] == "name"}
    assert len(known) > MIN_COUNTRIES
    for code in known:
        assert _find(get_country_name(code), "GPE", (code,)) in {
            (code, "place"),
            (code, "government"),
        }


def test_the_first_word_of_every_form_can_begin_a_country():
    forms = [row["form"] for name in FILES for row in read_rows("nlp", name)]
    first_words = {form.split()[0] for form in forms if find_country(form) is not None}
    assert all(map(can_begin_country, first_words))
    assert can_begin_country("The")
    assert not can_begin_country("Yesterday")
