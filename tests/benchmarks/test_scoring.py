import gzip
import json

import pytest

from benchmarks.errors import errors
from benchmarks.marked import Marked, Quotation, read_marked
from benchmarks.matching import name_words
from benchmarks.scoring import score

TEXT = (
    "“We will go,” Mayor Ann Lee said. Bo thinks it rains. Cy told us that the sea is rising fast."
)
DIRECT, BELIEF, TOLD = "“We will go,”", "it rains", "the sea is rising fast"


def spans(words: str, text: str = TEXT) -> tuple[tuple[int, int], ...]:
    start = text.index(words)
    return ((start, start + len(words)),)


def quotation(words: str, speaker: str = "", cue: str = "", text: str = TEXT, **rest) -> Quotation:
    return Quotation(
        spans(words, text),
        spans(cue, text) if cue else (),
        spans(speaker, text) if speaker else (),
        **rest,
    )


def marked(*quotations: Quotation, article_id: str = "a", text: str = TEXT, **rest) -> Marked:
    return Marked(article_id, quotations, text, **rest)


def direct(**rest) -> Quotation:
    given = {"speaker": "Ann Lee", "cue": "said", "kind": "direct"} | rest
    return quotation(DIRECT, **given)


def told(words: str = TOLD, **rest) -> Quotation:
    return quotation(words, **{"speaker": "Cy", "cue": "told", "kind": "indirect"} | rest)


def figures(gold: Marked, *predicted: Quotation, **how) -> dict[str, float | None]:
    return score([gold], [Marked(gold.article_id, predicted)], **how).figures()


def test_quotation_marks_and_edge_punctuation_do_not_count():
    found = figures(marked(direct()), quotation("We will go", "Mayor Ann", "said"))
    assert found["exact_f"] == found["overlap_f"] == found["end_to_end_f"] == 1


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("the sea is rising fast", True), ("rising fast", True), ("rising", False), ("fast", False)],
)
def test_a_quotation_is_found_from_half_of_the_letters_on(words, is_found):
    assert figures(marked(told()), told(words))["overlap_f"] == float(is_found)


def test_precision_counts_what_is_invented_and_recall_what_is_missed():
    found = figures(marked(direct(), told()), direct(), quotation("Mayor"), quotation("Bo thinks"))
    assert found["overlap_p"] == pytest.approx(1 / 3)
    assert found["overlap_r"] == pytest.approx(1 / 2)
    assert found["overlap_f"] == pytest.approx(2 / 5)


def test_each_quotation_is_paired_once_with_the_largest_overlap():
    found = figures(marked(told()), told("the sea is rising"), told())
    assert found["exact_r"] == 1
    assert found["overlap_p"] == 1 / 2


def test_characters_do_not_care_how_a_quotation_is_split():
    found = figures(marked(told()), told("the sea is"), told("rising fast"))
    assert found["char_f"] == 1
    assert found["overlap_p"] == 1 / 2


def test_a_speaker_is_right_when_the_mentions_overlap_or_both_are_missing():
    gold = marked(direct(), told(speaker=""))
    right = figures(gold, direct(speaker="Lee"), told(speaker=""))
    assert right["speaker"] == right["end_to_end_f"] == 1
    wrong = figures(gold, direct(speaker="Mayor"), told(speaker="Cy"))
    assert wrong["speaker"] == wrong["end_to_end_f"] == 0


def test_the_mention_of_a_quotation_that_is_not_found_is_not_judged():
    assert figures(marked(told()), told("fast"))["speaker"] is None


def test_cues_are_compared_where_one_is_marked():
    gold = marked(direct(), told(cue=""))
    assert figures(gold, direct(cue="said"), told(cue="told"))["cue"] == 1
    assert figures(gold, direct(cue=""), told(cue="told"))["cue"] == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor Ann Lee", "ANN LEE"),
        ("the United Nations", "United Nations"),
        ("José Núñez", "Jose Nunez"),
        ("Iran’s Foreign Ministry", "Iran's foreign ministry"),
    ],
)
def test_titles_articles_case_and_accents_do_not_tell_names_apart(one, other):
    assert name_words(one) == name_words(other)


def test_a_name_of_titles_alone_is_kept():
    assert name_words("The President") == ["the", "president"] != name_words("The Senator")


def test_a_wrong_name_is_wrong_and_a_blank_is_neither():
    gold = marked(direct(name="Ann Lee"), told(name="Cy Roe"), quotation(BELIEF, name="Bo"))
    found = figures(gold, direct(name="Mayor Ann Lee"), told(name="Ann Lee"))
    assert found["resolved"] == found["wrong"] == 1 / 2
    assert found["of_all"] == pytest.approx(1 / 3)
    blank = figures(gold, direct(name=""), told(name=""))
    assert blank["resolved"] == blank["wrong"] == 0


def test_recall_is_told_by_the_marked_kind():
    found = figures(marked(direct(), told()), direct(kind="indirect"))
    assert (found["recall_direct"], found["recall_indirect"], found["recall_mixed"]) == (1, 0, None)


def test_pairs_are_those_of_two_articles_of_a_story():
    gold = [
        marked(direct(utterance="go"), told(utterance="go"), article_id="a", story="s"),
        marked(direct(utterance="go"), told(utterance="sea"), article_id="b", story="s"),
        marked(direct(utterance="go"), article_id="c", story="elsewhere"),
    ]
    both = (direct(utterance="1"), told(utterance="2"))
    predicted = [Marked("a", both), Marked("b", both), Marked("c", both[:1])]
    found = score(gold, predicted).figures()
    # Marked: a's two with b's first. Found: first with first (right), second with second (wrong).
    assert (found["pairs_p"], found["pairs_r"]) == (1 / 2, 1 / 2)


def test_quotations_without_an_utterance_are_never_joined():
    gold = [marked(direct(utterance="go"), article_id=name, story="s") for name in "ab"]
    found = score(gold, [Marked(name, (direct(),)) for name in "ab"]).figures()
    assert found["pairs_r"] == 0


def test_by_stretch_each_stretch_of_a_discontinuous_quotation_counts():
    halves = (*spans("the sea is"), *spans("rising fast"))
    gold = marked(Quotation(halves, kind="indirect"))
    found = (quotation("the sea is"), quotation("rising fast"))
    assert figures(gold, *found)["overlap_p"] == 1 / 2
    assert figures(gold, *found, segments=True)["exact_f"] == 1


def test_of_what_is_not_speech_nothing_counts_either_way():
    belief = quotation(BELIEF, "Bo", "thinks", kind="indirect")
    gold = marked(direct(), belief, told())
    assert figures(gold, direct(), told())["overlap_r"] == pytest.approx(2 / 3)
    found = figures(gold, direct(), belief, told(), speech=True)
    assert (found["overlap_p"], found["overlap_r"], found["char_p"], found["char_r"]) == (1,) * 4
    assert figures(gold, direct(), speech=True)["overlap_r"] == 1 / 2


@pytest.mark.parametrize(
    ("cue", "speech"),
    [("According to", True), (":", True), ("announced", True), ("hopes", False), ("sadly", False)],
)
def test_speech_is_cued_by_a_verb_of_saying_or_a_colon(cue, speech):
    text = f"Ann {cue} it rains"
    gold = marked(quotation("it rains", cue=cue, text=text, kind="indirect"), text=text)
    assert score([gold], [], speech=True).totals["gold"] == int(speech)


def test_of_an_article_without_prediction_everything_is_missed():
    result = score([marked(direct(), article_id="a"), marked(direct(), article_id="b")], [])
    assert result.totals["missing"] == 2
    assert result.figures()["overlap_r"] == 0
    assert result.figures()["resolved"] is None


def test_an_outlet_is_scored_on_its_own_articles():
    gold = [
        marked(direct(), article_id="a", outlet="Post"),
        marked(direct(), article_id="b", outlet="Star"),
    ]
    alone = score(gold, [Marked("a", (direct(),))]).by_outlet()
    assert {name: one.figures()["overlap_f"] for name, one in alone.items()} == {
        "Post": 1,
        "Star": 0,
    }


def test_the_interval_spans_what_articles_differ_in():
    gold = [marked(direct(), article_id=str(number)) for number in range(10)]
    half = score(gold, [Marked(str(number), (direct(),)) for number in range(5)])
    low, high = half.intervals(resamples=400)["overlap_r"]
    assert 0.1 <= low < 0.4
    assert 0.6 < high <= 0.9
    assert half.intervals(resamples=400)["overlap_r"] == (low, high)
    everything = score(gold, [Marked(one.article_id, (direct(),)) for one in gold])
    assert everything.intervals(resamples=50)["overlap_f"] == (1, 1)


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_marked_articles_are_read_from_lines_of_json(tmp_path, name):
    quote = {"spans": [[0, 13]], "cue": [], "speaker": [[20, 27]], "type": "direct"}
    line = json.dumps({"id": "a", "outlet": "Post", "text": TEXT, "quotes": [quote]})
    opened = gzip.open if name.endswith(".gz") else open
    with opened(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write(line + "\n\n")
    wanted = marked(quotation(DIRECT, "Ann Lee", kind="direct"), outlet="Post")
    assert read_marked(tmp_path / name) == [wanted]


def test_each_error_is_named_with_its_text():
    gold = [
        marked(direct(name="Ann Lee", utterance="go"), told(utterance="sea"), story="s"),
        marked(direct(utterance="go"), article_id="b", story="s"),
    ]
    found = (direct(name="Bo", speaker="Bo", utterance="1"), quotation("rising"), quotation("Bo"))
    by_type = errors(gold, [Marked("a", found), Marked("b", (direct(utterance="2"),))])
    numbers = {kind: len(lines) for kind, lines in by_type.items() if lines}
    assert numbers == {"cut": 1, "invented": 1, "mention": 1, "name": 1, "apart": 1}
    assert TOLD in by_type["cut"][0]
    assert "Ann Lee, shown as Bo" in by_type["name"][0]
