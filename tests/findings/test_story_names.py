from analysis.findings.story_names import find_unmarked_names, find_widely_named
from analysis.store import Filters
from tests.made_story import Story


def test_an_outlet_whose_text_has_a_name_unmarked_is_reported(tmp_path):
    story = Story().article("a", "Ledger", "Ann Lee met Bo Ek.").name("a", "Ann Lee", "Ann Lee")
    story.name("a", "Bo Ek", "Bo Ek").article("b", "Beacon", "Nobody met ANN LEE.")
    story.article("c", "Courier", "It rained.")
    catalogue = story.save(tmp_path)
    unmarked = find_unmarked_names(catalogue, Filters(), ("ann-lee", "bo-ek"))
    assert unmarked == {("ann-lee", "Beacon")}
    assert not find_unmarked_names(catalogue, Filters(), ("bo-ek",))


def test_the_last_words_of_another_organisation_are_no_sign_of_a_name(tmp_path):
    story = Story()
    full, other = "United Nations Security Council", "National Security Council"
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"The {full} met.", f"So did the {other}.")
        story.name(key, full, full, "ORG").name(key, other, other, "ORG")
    story.article("c", "Courier", f"The {other} met.").name("c", other, other, "ORG")
    (finding,) = find_widely_named(story.save(tmp_path), Filters())
    assert (finding.subject, finding.outlets) == (full, ("Courier",))


def test_an_outlet_that_has_a_short_last_name_alone_is_reported(tmp_path):
    story = Story().article("a", "Ledger", "Ann Lee left.").name("a", "Ann Lee", "Ann Lee")
    story.article("b", "Beacon", "Behind them stood Lee.")
    unmarked = find_unmarked_names(story.save(tmp_path), Filters(), ("ann-lee",))
    assert unmarked == {("ann-lee", "Beacon")}


def test_an_outlet_that_has_a_name_in_a_caption_alone_is_reported(tmp_path):
    story = Story().article("a", "Ledger", "Ann Lee left.").name("a", "Ann Lee", "Ann Lee")
    story.article("b", "Beacon", "It rained.", "Ann Lee waves.").name("b", "Ann Lee", "Ann Lee")
    for table in ("sentences", "mentions", "blocks"):
        story.rows[table][-1]["kind" if table == "blocks" else "block_kind"] = "caption"
    unmarked = find_unmarked_names(story.save(tmp_path), Filters(), ("ann-lee",))
    assert unmarked == {("ann-lee", "Beacon")}
