import pytest

from analysis.measures import house_style
from analysis.measures.house_style import AMERICAN, BRITISH


def count_ways(build, text):
    table = house_style.compute(build(("a", "Herald", "", [("body", text)])))
    return table.set_index("item")["count"].to_dict()


def test_a_pronoun_is_no_country(build):
    text = "They told us that the US would pay us."
    assert count_ways(build, text) == {"US, UN without full stops": 1}
    assert count_ways(build, "Us first.") == {}


def test_spellings_are_house_style(build):
    counts = count_ways(build, "The labour centre and the labor center.")
    assert counts == {AMERICAN: 2, BRITISH: 2}


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Mr. Doe met Mrs. Roe.", {"Mr. and other courtesy titles": 2}),
        ("A miss is a miss.", {}),
        ("It fell by 3 percent or 3%.", {"percent": 1, "%": 1}),
        ("“Mr. Doe,” she said.", {}),
    ],
)
def test_listed_forms_count_outside_quotations(build, text, ways):
    assert count_ways(build, text) == ways


def test_the_evidence_is_the_uses_counted(build):
    selection = build(("a", "Herald", "", [("body", "Mr. Doe met Mrs. Roe.")]))
    spans = house_style.evidence(selection, "Mr. and other courtesy titles", "Herald")
    text = selection.articles["text"][0]
    assert [text[row.start : row.end] for row in spans.itertuples()] == ["Mr", "Mrs"]


def test_text_without_words_is_an_empty_table(build):
    assert house_style.compute(build(("a", "Herald", "", [("body", "12 34.")]))).empty
