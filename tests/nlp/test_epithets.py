import pytest


@pytest.fixture
def labels(annotated):
    """Return the labels of a text as (entity, word, part, kind)."""

    def found(text):
        rows = annotated(text)
        names = {row["entity"]: row["name"] for row in rows["local_entities"]}
        return {
            (names[row["entity"]], row["word"], row["pos"], row["kind"]) for row in rows["epithets"]
        }

    return found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("North Korean dictator Kim Jong Un spoke.", ("dictator", "noun", "title")),
        ("John Smith, a controversial adviser, spoke.", ("adviser", "noun", "apposition")),
        (
            "John Smith, a controversial adviser, spoke.",
            ("controversial", "modifier", "apposition"),
        ),
        ("John Smith is a liar.", ("liar", "noun", "predicate")),
        ("They feared nuclear-armed North Korea.", ("nuclear-armed", "modifier", "modifier")),
        ("The Russian regime fell.", ("regime", "noun", "polity")),
    ],
)
def test_what_a_text_calls_those_it_names_is_found(labels, text, label):
    assert label in {found[1:] for found in labels(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith spoke.",
        "John Smith is not a liar.",
        "The Russian missile fell.",
        "She drove to Paris, a long journey, in June.",
    ],
)
def test_courtesy_negation_and_other_nouns_are_no_labels(labels, text):
    assert labels(text) == set()


def test_a_description_that_speaks_for_somebody_labels_him(labels):
    text = (
        "National Security Council spokesman John Kirby spoke on Monday.\n"
        "“We are watching this very closely,” the spokesman said."
    )
    assert ("John Kirby", "spokesman", "noun", "description") in labels(text)


def test_a_label_stands_where_its_word_is_and_names_the_country(annotated):
    text = "The isolated North Korean leader Kim Jong Un spoke."
    rows = {row["word"]: row for row in annotated(text)["epithets"]}
    assert set(rows) == {"isolated", "leader"}
    for word, row in rows.items():
        assert text[row["start"] : row["end"]] == word
        assert (row["country"], row["block_kind"]) == ("KP", "body")
