import pytest

from benchmarks.gum import compute_figures, count_document
from benchmarks.gum_reader import read_document

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
    return read_document(file)


def test_the_text_and_the_mentions_are_read(document):
    text = document.article.text
    assert text.strip() == "Anna Weber left. She wouldn't."
    assert [text[m.start : m.end] for m in document.mentions] == ["Anna Weber", "She"]


def _mention(start, end, kind, entity):
    return {"start": start, "end": end, "kind": kind, "entity": entity}


def test_a_pronoun_is_right_when_its_entity_has_the_names_of_its_chain(document):
    name, she = _mention(0, 10, "name", "a"), _mention(17, 20, "pronoun", "a")
    right = compute_figures(count_document(document, [name, she]))
    assert right["pronouns: attempted"] == right["pronouns: accuracy"] == 1
    wrong = compute_figures(count_document(document, [name, {**she, "entity": "b"}]))
    assert wrong["pronouns: accuracy"] == 0
    assert compute_figures(count_document(document, [name]))["pronouns: attempted"] == 0


def test_a_missed_name_lowers_recall_and_no_precision(document):
    complete = compute_figures(count_document(document, [_mention(5, 10, "name", "a")]))
    assert complete["names: B3 F1"] == 1
    missed = compute_figures(count_document(document, []))
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
    figures = compute_figures(count_document(read_document(file), [_mention(0, 11, "name", "a")]))
    assert (figures["names: found"], figures["outermost names: found"]) == (0.5, 1)
