import pytest

from benchmarks import gum, seesaw

PARAGRAPH = """# newdoc id = made
# newpar
# newpar_block = p (1 s)
# sent_id = made-1
1\tAnna\tAnna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-sssss-cf1-1-coref
2\tWeber\tWeber\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = made-2
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-sssss-cf1-1-ana)
2-3\twouldn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\twould\twill\tAUX\tMD\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "made.conllu"
    file.write_text(PARAGRAPH, encoding="utf-8")
    return gum.read(file)


def test_the_text_and_the_mentions_are_read(document):
    text = document.article.text
    assert text.strip() == "Anna Weber left. She wouldn't."
    assert [text[m.start : m.end] for m in document.mentions] == ["Anna Weber", "She"]


def _mention(start, end, kind, entity):
    return {"start": start, "end": end, "kind": kind, "entity": entity}


def test_a_pronoun_is_right_when_its_entity_has_the_names_of_its_chain(document):
    name, she = _mention(0, 10, "name", "a"), _mention(17, 20, "pronoun", "a")
    right = gum.figures(gum.score(document, [name, she]))
    assert right["pronouns: attempted"] == right["pronouns: accuracy"] == 1
    wrong = gum.figures(gum.score(document, [name, {**she, "entity": "b"}]))
    assert wrong["pronouns: accuracy"] == 0
    assert gum.figures(gum.score(document, [name]))["pronouns: attempted"] == 0


def test_a_missed_name_lowers_recall_and_no_precision(document):
    found = gum.figures(gum.score(document, [_mention(5, 10, "name", "a")]))
    assert found["names: B3 F1"] == 1
    missed = gum.figures(gum.score(document, []))
    assert missed["names: B3 recall"] == missed["names: found"] == 0


def test_a_name_in_a_longer_one_is_missed_among_all_and_not_among_the_outermost(tmp_path):
    lines = (
        (
            "1\tBergen\tBergen\tPROPN\tNNP\t_\t2\tcompound\t_\t"
            "Entity=(1-organization-new-c-c-1-sgl(2-place-new-c-c-1-sgl)"
        ),
        "2\tBank\tBank\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=1)",
        "3\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\t_",
    )
    file = tmp_path / "bank.conllu"
    file.write_text("# newpar\n" + "\n".join(lines) + "\n\n", encoding="utf-8")
    found = gum.figures(gum.score(gum.read(file), [_mention(0, 11, "name", "a")]))
    assert (found["names: found"], found["outermost names: found"]) == (0.5, 1)


@pytest.mark.parametrize(
    ("wanted", "name", "kind", "matched"),
    [
        ("Anna Weber", "anna weber", "people", 3),
        ("Anna Weber", "Weber", "people", 1),
        ("Anna Weber", "Paul Weber", "people", 0),
        ("Supreme Court of the United States", "U.S. Supreme Court", "organisations", 2),
        ("United Nations Security Council", "Security Council", "organisations", 1),
        ("voter", "voters", "people", 2),
        ("Oslo", "Bergen", "places", 0),
    ],
)
def test_names_match_as_far_as_they_say(wanted, name, kind, matched):
    assert seesaw.matches(wanted, name, kind) == matched


def test_what_is_found_in_one_article_of_an_event_cannot_be_split():
    wanted = [seesaw.Listed(key, "s", "Anna Weber", "people", main=True) for key in "abc"]
    found = {"a": [seesaw.Found("1", ["Anna Weber"])], "b": [seesaw.Found("2", ["Weber"])]}
    linked = seesaw.link(wanted, found)
    assert linked == ["1", "2", ""]
    assert seesaw.split(wanted, linked) == {("s", "Anna Weber"): {"1", "2"}}
    assert seesaw.split(wanted[1:], linked[1:]) == {}
