"""Where a name starts and ends within an entity of the model."""

import pytest

from analysis.nlp.entities.entity_trimming import trim_entity_span


def _trimmed(text: str, label: str) -> tuple[str, str] | None:
    trimmed = trim_entity_span(text, 0, len(text), label)
    return trimmed and (text[trimmed[0] : trimmed[1]], trimmed[2])


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("the Foreign Ministry's", "ORG", "Foreign Ministry"),
        ("“Acme”,", "ORG", "Acme"),
        ("// Ann Lee &", "PERSON", "Ann Lee"),
        ("The Hague", "GPE", "The Hague"),
        ('the "Acme', "ORG", "Acme"),
        ("the The New York Times", "ORG", "The New York Times"),
        ("[Hillary] Clinton", "PERSON", "[Hillary] Clinton"),
        ("Acme (formerly", "ORG", "Acme"),
        ("Martin King Jr.", "PERSON", "Martin King Jr."),
        ("John F.", "PERSON", "John F."),
        ("NO SHOW KATIE Katie Price", "PERSON", "Katie Price"),
        ("Putin Putin", "PERSON", "Putin"),
        ("Ann Lee Lee", "PERSON", "Ann Lee"),
        ("Ann Lee Lee", "ORG", "Ann Lee"),
        ("Arford Rovers Fan Club Fan Club", "ORG", "Arford Rovers Fan Club"),
        ("up Ann Lee", "PERSON", "Ann Lee"),
        ("de la Lee", "PERSON", "de la Lee"),
        ("diLee", "PERSON", "diLee"),
        ("al-Lee", "PERSON", "al-Lee"),
        ("this White House", "ORG", "White House"),
        ("Omar Ali Omar", "PERSON", "Omar Ali Omar"),
        ("Boon, Ray Holt", "PERSON", "Boon"),
        ("Ray Holt, Jr.", "PERSON", "Ray Holt, Jr."),
        ("Holt, Ray & Boon", "ORG", "Holt, Ray & Boon"),
        ("Never Boon", "PERSON", "Boon"),
        ("Never Boon", "ORG", "Never Boon"),
    ],
)
def test_an_entity_is_trimmed_to_the_name(text: str, label: str, name: str) -> None:
    assert _trimmed(text, label) == (name, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("123", "ORG"),
        ("ann lee", "PERSON"),
        ("ann@acme.org", "ORG"),
        ("#Acme", "ORG"),
        ("Late Night: Weber", "ORG"),
        ("Ann Lee/Getty Images Elections Weber", "ORG"),
        ("Getty Images Image", "ORG"),
        ("Arford Police/Handout", "ORG"),
        ("Getty", "PERSON"),
        ("Getty Images", "PERSON"),
    ],
)
def test_what_has_no_form_of_a_name_is_none(text: str, label: str) -> None:
    assert _trimmed(text, label) is None


@pytest.mark.parametrize("label", ["PERSON", "PRODUCT", "WORK_OF_ART"])
def test_a_full_name_after_a_noun_for_a_person_is_a_person(label: str) -> None:
    assert _trimmed("Twitter comedian Ann Lee", label) == ("Ann Lee", "PERSON")


def test_a_place_keeps_the_noun_for_a_person() -> None:
    text = "Twitter comedian Ann Lee"
    assert _trimmed(text, "GPE") == (text, "GPE")


@pytest.mark.parametrize(("text", "name"), [("Ng's", "Ng"), ("A's", "A's")])
def test_a_possessive_is_cut_from_names_of_more_than_three_characters(text: str, name: str) -> None:
    assert _trimmed(text, "ORG") == (name, "ORG")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CLOSE Anna Weber left Oslo.", (6, 16)),
        ("Omar Ali Omar left.", (0, 13)),
        ("Anna Weber Anna Weber2020 left.", (0, 10)),
        ("Anna Weber Weber left.", (0, 10)),
        ("Anna Weber left.", (0, 10)),
    ],
)
def test_words_that_run_into_a_name_are_trimmed(text, expected):
    end = text.index(" left")
    assert trim_entity_span(text, 0, end, "PERSON")[:2] == expected


def test_a_person_that_runs_into_the_next_line_ends_where_the_name_does():
    text = "Ada Boon Ada BoonMayor says Boon will stay"
    start = len("Ada Boon ")
    trimmed = trim_entity_span(text, start, start + len("Ada BoonMayor"), "PERSON")
    assert trimmed == (start, start + len("Ada Boon"), "PERSON")


def test_a_person_whom_only_a_run_on_names_is_none():
    text = "Boon Ada Mary BoonMayor says Boon will stay"
    start = len("Boon Ada ")
    assert trim_entity_span(text, start, start + len("Mary BoonMayor"), "PERSON") is None


@pytest.mark.parametrize("person", ["Ada McBoon", "Ada DeVries", "Mary LaBelle"])
def test_a_capital_within_a_family_name_stays(person):
    assert trim_entity_span(f"{person} left.", 0, len(person), "PERSON") == (
        0,
        len(person),
        "PERSON",
    )


def test_a_syllable_that_the_model_left_out_is_added_to_a_name_with_the_family_name_first():
    text = "Moon Jae-in left."
    assert trim_entity_span(text, 0, len("Moon Jae"), "PERSON") == (0, len("Moon Jae-in"), "PERSON")
    text = "Ada Boon-in left."
    assert trim_entity_span(text, 0, len("Ada Boon"), "PERSON") == (0, len("Ada Boon"), "PERSON")


@pytest.mark.parametrize("name", ["Joe Boon Joseph", "Boon Joseph", "Joe Boon"])
def test_a_formal_name_that_runs_into_the_next_line_is_no_part_of_the_name(name):
    text = f"{name} (Joe) BoonMayor says Boon will stay"
    end = name.index("Boon") + len("Boon")
    assert trim_entity_span(text, 0, len(name), "PERSON") == (0, end, "PERSON")


def test_a_name_before_another_that_runs_on_stays():
    text = "Joe Boon Keller (Joe) RayMayor says Ray will stay"
    end = len("Joe Boon Keller")
    assert trim_entity_span(text, 0, end, "PERSON") == (0, end, "PERSON")


@pytest.mark.parametrize(
    ("text", "entity", "label"),
    [
        ("The march of #BridgeToo began.", "BridgeToo", "PERSON"),
        ("Ann Lee/Reuters", "Ann Lee/Reuters", "PERSON"),
        ("(Ann Lee/The Daily Bridge)", "Ann Lee", "PERSON"),
        ("It is on BRIDGE Ch. 349.", "BRIDGE Ch", "PERSON"),
        ("They cited Ezra 10:2 twice.", "Ezra 10:2", "PERSON"),
        ("[W]e left.", "W]e", "PERSON"),
        ("They met to fight anti-Brandtism.", "anti-Brandtism", "NORP"),
    ],
)
def test_page_furniture_and_codes_are_no_names(text: str, entity: str, label: str) -> None:
    start = text.index(entity)
    assert trim_entity_span(text, start, start + len(entity), label) is None


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("pro-Brandt", "NORP", "Brandt"),
        ("Non-Proliferation", "ORG", "Non-Proliferation"),
        ("COVID-19", "PERSON", "COVID-19"),
        ("MS-13", "PERSON", "MS-13"),
    ],
)
def test_a_prefix_is_no_part_of_a_name_and_listed_codes_stay(
    text: str, label: str, name: str
) -> None:
    assert _trimmed(text, label) == (name, label)


@pytest.mark.parametrize(("rest", "name"), [("-a-Lago", None), ("-Lago", "Mar")])
def test_the_first_word_of_a_longer_one_is_no_name(rest: str, name: str | None) -> None:
    trimmed = trim_entity_span(f"Mar{rest}", 0, 3, "PERSON")
    assert (trimmed and "Mar"[trimmed[0] : trimmed[1]]) == name


@pytest.mark.parametrize(
    ("before", "name"), [("He wrote on ", "Ann Lee"), ("So said Mr. ", "X. Ann Lee")]
)
def test_the_network_at_the_end_of_a_sentence_begins_no_name(before: str, name: str) -> None:
    text = f"{before}X. Ann Lee"
    trimmed = trim_entity_span(text, len(before), len(text), "PERSON")
    assert trimmed
    assert text[trimmed[0] : trimmed[1]] == name


@pytest.mark.parametrize(("after", "name"), [(":", "Ann Lee"), ("", "Ann Lee Photos")])
def test_what_begins_a_list_of_pictures_is_no_part_of_a_name(after: str, name: str) -> None:
    text = f"Ann Lee Photos{after}"
    assert trim_entity_span(text, 0, len("Ann Lee Photos"), "PERSON") == (0, len(name), "PERSON")


def test_a_country_after_a_prefix_is_no_person() -> None:
    assert _trimmed("pro-Norway", "PERSON") == ("Norway", "GPE")
    assert _trimmed("pro-Boon", "PERSON") == ("Boon", "PERSON")


def test_a_known_name_after_an_office_in_a_body_is_the_person() -> None:
    text = "Arford Police Superintendent"
    assert _trimmed(f"{text} Peter Johnson", "ORG") == ("Peter Johnson", "PERSON")
    assert _trimmed(f"{text} Arford Rovers", "ORG") == (f"{text} Arford Rovers", "ORG")
    assert _trimmed("President Peter Johnson", "ORG") == ("President Peter Johnson", "ORG")


@pytest.mark.parametrize(("after", "is_name"), [(" Up now", False), (" here", True)])
def test_the_invitation_to_a_newsletter_is_no_name(after: str, is_name: bool) -> None:  # noqa: FBT001 - a case
    trimmed = trim_entity_span(f"Email Sign{after}", 0, len("Email Sign"), "PERSON")
    assert (trimmed is not None) == is_name


def test_two_media_of_a_poll_and_an_agency_of_pictures_that_acts_are_names() -> None:
    assert _trimmed("Acme/Reuters", "ORG") == ("Acme/Reuters", "ORG")
    assert _trimmed("Getty Images", "ORG") == ("Getty Images", "ORG")
