import pytest

from analysis.corpus.entity_overrides import EntityOverrides

CONTENT = {
    "together": {"person:sullivan": "person:jake-sullivan"},
    "apart": {"person:joe-biden": ["Hunter Biden"]},
    "names": {"country:KP": "DPRK"},
    "types": {"place:vladivostok": "GPE"},
}


def test_overrides_are_read_from_json_and_written_as_they_were():
    overrides = EntityOverrides.parse(CONTENT)
    assert overrides.merged == CONTENT["together"]
    assert overrides.split == {"person:joe-biden": ("Hunter Biden",)}
    assert overrides.to_json() == CONTENT
    assert list(overrides.to_json()) == list(CONTENT)


def test_kinds_without_overrides_are_not_written():
    assert EntityOverrides().to_json() == {}
    assert EntityOverrides.parse({"names": {}, "types": {"a": "ORG"}}).to_json() == {
        "types": {"a": "ORG"}
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "must be an object"),
        ({"merged": {}}, "'merged' is not a kind of correction"),
        ({"together": []}, "'together' does not have"),
        ({"together": {"a": 1}}, "'together' does not have"),
        ({"apart": {"a": "Lee"}}, "'apart' does not have"),
        ({"apart": {"a": [1]}}, "'apart' does not have"),
        ({"names": {"a": None}}, "'names' does not have"),
    ],
)
def test_other_content_is_an_error_that_names_the_key(content, message):
    with pytest.raises(ValueError, match=message):
        EntityOverrides.parse(content)


def test_merges_are_followed_to_the_end_even_in_a_circle():
    overrides = EntityOverrides(merged={"a": "b", "b": "c", "x": "y", "y": "x"})
    assert overrides.target("a") == "c"
    assert overrides.target("c") == "c"
    assert overrides.target("x") == "y"


@pytest.mark.parametrize(("entity_id", "into"), [("a", "a"), ("b", "a")])
def test_an_entity_cannot_be_merged_into_itself(entity_id, into):
    with pytest.raises(ValueError, match="one already"):
        EntityOverrides(merged={"a": "b"}).with_merge(entity_id, into)


def test_names_are_split_off_and_joined_again_one_by_one():
    overrides = (
        EntityOverrides().with_split("a", "Lee").with_split("a", "Ann").with_split("a", "Lee")
    )
    assert overrides.split == {"a": ("Ann", "Lee")}
    assert overrides.without("split", "a", "Ann").split == {"a": ("Lee",)}
    assert overrides.without("split", "a").split == {}
    assert overrides.without("split", "a", "Ann").without("split", "a", "Lee").split == {}
    assert overrides.without("split", "b", "Ann") == overrides


def test_a_name_must_not_be_empty():
    assert EntityOverrides().with_name("a", " Ann ").names == {"a": "Ann"}
    with pytest.raises(ValueError, match="letters"):
        EntityOverrides().with_name("a", " ")


def test_an_override_that_is_undone_leaves_the_others():
    overrides = EntityOverrides.parse(CONTENT).with_type("a", "ORG")
    assert overrides.without("types", "a") == EntityOverrides.parse(CONTENT)
