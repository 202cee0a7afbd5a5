from analysis.findings.story_names import find_unmarked_names
from analysis.store import Filters
from tests.made_story import Story


def test_an_outlet_whose_text_has_a_name_unmarked_is_told(tmp_path):
    story = Story().article("a", "Ledger", "Ann Lee met Bo Ek.").name("a", "Ann Lee", "Ann Lee")
    story.name("a", "Bo Ek", "Bo Ek").article("b", "Beacon", "Nobody met ANN LEE.")
    story.article("c", "Courier", "It rained.")
    catalogue = story.save(tmp_path)
    unmarked = find_unmarked_names(catalogue, Filters(), ("ann-lee", "bo-ek"))
    assert unmarked == {("ann-lee", "Beacon")}
    assert not find_unmarked_names(catalogue, Filters(), ("bo-ek",))
