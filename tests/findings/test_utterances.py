import pytest

from analysis.findings.utterances import (
    OutletSpread,
    SortOrder,
    find_outlets_without_utterance,
    list_utterance_reports,
    list_wordings,
    unify_speakers,
)
from analysis.store import Filters
from tests.made_story import Story, talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        (OutletSpread.SEVERAL, {"u1"}),
        (OutletSpread.ONE, {"a1-1"}),
        (OutletSpread.ALL, {"u1", "a1-1"}),
    ],
)
def test_utterances_are_chosen_by_how_many_outlets_report_them(catalogue, spread, expected):
    assert set(list_utterance_reports(catalogue, Filters(), spread)["utterance_id"]) == expected


def test_a_filter_chooses_utterances_and_keeps_every_outlet_that_reports_them(catalogue):
    mixed = list_utterance_reports(catalogue, Filters(kinds=("mixed",)), OutletSpread.ALL)
    assert set(mixed["outlet_label"]) == {"Ledger", "Beacon"}
    assert set(mixed["utterance_id"]) == {"u1"}
    assert set(
        list_utterance_reports(catalogue, Filters(entities=("bo-ek",)), OutletSpread.ALL)["speaker"]
    ) == {"Bo Ek"}


def test_outlets_outside_the_filters_do_not_count(catalogue):
    assert list_utterance_reports(
        catalogue, Filters(outlets=("Ledger",)), OutletSpread.SEVERAL
    ).empty


def test_wordings_begin_with_the_fullest_and_list_the_changes_of_the_others(catalogue):
    fullest, other = list_wordings(catalogue, Filters(), "u1")
    assert (fullest.outlet_label, fullest.changes) == ("Ledger", None)
    assert other.fullest == fullest.text == "“We will talk with everyone before winter,”"
    kinds = {change.kind for change in other.changes}
    assert kinds == {"changed", "unchanged", "deleted"}


def test_wordings_are_the_same_whether_or_not_the_utterances_were_listed_before(tmp_path):
    first, second = (talks().save(tmp_path / name) for name in ("first", "second"))
    list_utterance_reports(second, Filters(), OutletSpread.ALL)
    for key in ("u1", "a1-1"):
        wordings = list_wordings(first, Filters(), key)
        assert wordings
        assert list_wordings(second, Filters(), key) == wordings
    assert list_wordings(second, Filters(), "none") == []


def test_an_utterance_nobody_reports_has_no_wordings(catalogue):
    assert list_wordings(catalogue, Filters(), "none") == []


@pytest.fixture
def several(tmp_path):
    story = Story()
    story.article("a", "Ledger", "“We will talk with everyone before winter,” Ann Lee said.")
    story.article("b", "Beacon", "“We will talk with everyone before winter,” Bo Ek claimed.")
    story.article("c", "Courier", "Before winter, everyone will talk. “No deal,” Cy Roe said.")
    story.article("d", "Daily", "“No deal,” Cy Roe said. “We will talk,” Ann Lee said.")
    for key, speaker, cue in (("a", "Ann Lee", "said"), ("b", "Bo Ek", "claimed")):
        story.quote(
            key, "“We will talk with everyone before winter,”", speaker, cue=cue, utterance="talk"
        )
    story.quote("d", "“We will talk,”", "Ann Lee", cue="said", utterance="talk")
    for key in ("c", "d"):
        story.quote(key, "“No deal,”", "Cy Roe", cue="said", utterance="deal")
    return story.save(tmp_path)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (SortOrder.COVERAGE_DISPARITY, "deal"),
        (SortOrder.SPREAD, "talk"),
        (SortOrder.SPEAKER, "talk"),
        (SortOrder.WORDS, "talk"),
    ],
)
def test_utterances_come_in_the_requested_order(several, order, first):
    reports = list_utterance_reports(several, Filters(), OutletSpread.ALL, order)
    assert reports["utterance_id"].iloc[0] == first


@pytest.mark.parametrize(
    ("search_text", "expected"), [("DEAL", {"deal"}), ("cy roe", {"deal"}), ("z", set())]
)
def test_words_choose_utterances_by_wording_or_speaker(several, search_text, expected):
    assert (
        set(
            list_utterance_reports(several, Filters(), OutletSpread.ALL, search_text=search_text)[
                "utterance_id"
            ]
        )
        == expected
    )


def test_another_speaker_and_another_verb_are_marked(several):
    wordings = {
        wording.outlet_label: wording for wording in list_wordings(several, Filters(), "talk")
    }
    assert wordings["Ledger"].changes is None
    assert (wordings["Beacon"].has_other_speaker, wordings["Beacon"].has_other_cue) == (True, True)
    assert (wordings["Daily"].has_other_speaker, wordings["Daily"].has_other_cue) == (False, False)


def test_outlets_without_the_utterance_come_with_their_nearest_sentence(several):
    (row,) = find_outlets_without_utterance(several, Filters(), "talk").to_dict("records")
    assert (row["outlet_label"], row["article_id"], row["possible"]) == ("Courier", "c", True)
    assert row["text"].startswith("Before winter, everyone will talk.")
    assert set(find_outlets_without_utterance(several, Filters(), "deal")["outlet_label"]) == {
        "Ledger",
        "Beacon",
    }


def test_each_outlet_has_its_own_words_and_every_credited_speaker_is_named(tmp_path):
    story = Story().article("a", "A", "“We will talk with the DPRK,” Ann Lee said.")
    story.article("b", "B", "“We will talk with [North Korea],” Bo Ek said.")
    story.article("c", "C", "“We will talk,” it was said.")
    story.quote("a", "“We will talk with the DPRK,”", "Ann Lee", utterance="u")
    story.quote("b", "“We will talk with [North Korea],”", "Bo Ek", utterance="u")
    story.quote("c", "“We will talk,”", "", utterance="u")
    reports = list_utterance_reports(story.save(tmp_path), Filters(), OutletSpread.SEVERAL)
    by_outlet = reports.set_index("outlet_label")
    assert by_outlet["wording"].to_dict() == {
        "A": "“We will talk with the DPRK,”",
        "B": "“We will talk with [North Korea],”",
        "C": "“We will talk,”",
    }
    assert by_outlet["credited"].to_dict() == {"A": "Ann Lee", "B": "Bo Ek", "C": ""}
    assert set(reports["speaker"]) == {"Ann Lee or Bo Ek"}
    assert set(reports["n_speakers"]) == {2}


@pytest.mark.parametrize(
    ("names", "unified"),
    [
        (["Suthers", "John Suthers", ""], {"Suthers": "John Suthers"}),
        (["John Kirby", "Ann Lee"], {"John Kirby": "John Kirby", "Ann Lee": "Ann Lee"}),
        (["Brandt", "Paul Brandt", "Carla Brandt"], {"Brandt": "Brandt"}),
        (["Lee", "Ann Lee", "Ann Mary Lee"], {"Lee": "Ann Mary Lee", "Ann Lee": "Ann Mary Lee"}),
        (
            ["London ambulance service", "London Ambulance Service"],
            {"London ambulance service": "London Ambulance Service"},
        ),
        (["lee", "Lee", "Ann Lee"], {"lee": "Ann Lee", "Lee": "Ann Lee"}),
        (["", ""], {}),
    ],
)
def test_a_shorter_form_of_a_credited_name_is_no_other_speaker(names, unified):
    result = unify_speakers(names)
    assert unified.items() <= result.items()
    assert set(result) == set(names) - {""}


def test_two_forms_of_one_speaker_are_no_difference(tmp_path):
    story = Story()
    for key, speaker in (("a", "John Suthers"), ("b", "Suthers")):
        story.article(key, key.upper(), f"“We will talk with everyone,” {speaker} said.")
        story.quote(key, "“We will talk with everyone,”", speaker, utterance="u")
    catalogue = story.save(tmp_path)
    reports = list_utterance_reports(catalogue, Filters(), OutletSpread.SEVERAL)
    assert set(reports["speaker"]) == {"John Suthers"}
    assert set(reports["n_speakers"]) == {1}
    assert not any(w.has_other_speaker for w in list_wordings(catalogue, Filters(), "u"))


def test_who_is_only_described_is_no_other_speaker_than_who_is_named(tmp_path):
    story = Story()
    for key, speaker in (("a", "Ann Lee"), ("b", "Norway's minister")):
        story.article(key, key.upper(), f"“We will talk with everyone,” {speaker} said.")
        story.quote(key, "“We will talk with everyone,”", speaker, utterance="u")
    story.rows["quotes"][1] |= {"resolution": "description", "entity_id": ""}
    catalogue = story.save(tmp_path)
    reports = list_utterance_reports(catalogue, Filters(), OutletSpread.SEVERAL)
    assert set(reports["speaker"]) == {"Ann Lee"}
    assert set(reports["n_speakers"]) == {1}
    assert set(reports["credited"]) == {"Ann Lee", "Norway's minister"}
    assert not any(w.has_other_speaker for w in list_wordings(catalogue, Filters(), "u"))


def test_an_outlet_with_quoted_words_of_an_utterance_is_not_surely_without_it(tmp_path):
    story = Story()
    words = "the talks are “actively advancing” despite the sanctions of last winter"
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Ann Lee said {words}.")
        story.quote(key, words, "Ann Lee", cue="said", kind="mixed", utterance="u")
    story.article("c", "Courier", "Prices fell.", "Ships are “actively advancing”, Lee found.")
    story.article("e", "Echo", "Prices fell.", "Ships are “actively advancing”, Bo Ek found.")
    story.quote("e", "Ships are “actively advancing”", "Bo Ek", cue="found", kind="mixed")
    story.article("d", "Daily", "Prices of tomatoes rose again at markets downtown.")
    table = find_outlets_without_utterance(story.save(tmp_path), Filters(), "u")
    rows = {row["outlet_label"]: row for row in table.to_dict("records")}
    assert rows["Courier"]["possible"]
    assert rows["Courier"]["text"] == "Ships are “actively advancing”, Lee found."
    # Two words of another speaker are no report of it.
    assert (rows["Echo"]["possible"], rows["Echo"]["absent"]) == (False, False)
    assert not rows["Daily"]["possible"]
