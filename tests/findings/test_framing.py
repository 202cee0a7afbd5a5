from dataclasses import replace

import pandas as pd
import pytest

from analysis.findings import framing
from analysis.findings.framing import Verdict
from analysis.measures.registry import CORRECTED_FAMILY_SIZE, GROUPS, MEASURES
from analysis.measures.stats.outlet_comparison import MAX_P
from analysis.store import Filters
from tests.made_story import Story, talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_gives_the_measures_it_names(catalogue, group):
    table = framing.compute_measures(catalogue, Filters(), group)
    named = {key for key, measure in MEASURES.items() if measure.group == group}
    assert set(table["measure"]) <= named
    assert table["value"].notna().all()


def test_every_value_opens_passages_and_their_marks_are_what_was_counted(catalogue):
    for group in GROUPS:
        table = framing.compute_measures(catalogue, Filters(), group)
        for row in table[table["value"] > 0].to_dict("records"):
            value = (row["measure"], row["item"], row["outlet_label"])
            passages = framing.find_evidence(catalogue, Filters(), *value)
            assert len(passages), value
            assert set(passages["outlet_label"]) == {row["outlet_label"]}


def test_filters_on_entities_and_types_select_items(catalogue):
    focused = framing.compute_measures(catalogue, Filters(entities=("bo-ek",)), "Prominence")
    assert set(focused["item"]) == {"bo-ek"}
    assert framing.compute_measures(catalogue, Filters(labels=("GPE",)), "Prominence").empty


def test_a_share_is_one_of_everything_whatever_the_filters_select(catalogue):
    everyone = framing.compute_measures(catalogue, Filters(), "Share of voice")
    focused = framing.compute_measures(catalogue, Filters(entities=("bo-ek",)), "Share of voice")
    both = everyone.merge(focused, on=["measure", "item", "outlet_label"])
    assert len(both)
    assert (both["value_x"] == both["value_y"]).all()


def test_filters_on_kinds_select_the_quotations_whose_verbs_are_counted(catalogue):
    verbs = framing.compute_measures(catalogue, Filters(kinds=("indirect",)), "Reporting verbs")
    assert set(verbs.loc[verbs["measure"] == "verb", "item"]) == {"warned"}


@pytest.mark.parametrize("group", GROUPS)
def test_articles_without_annotations_give_an_empty_table_with_its_columns(tmp_path, group):
    catalogue = Story().article("c1", "Courier", "It rained.").save(tmp_path)
    table = framing.compute_measures(catalogue, Filters(), group)
    # Of text without a quotation it is known that nothing of it is attributed.
    assert set(table["measure"]) <= {"attributed"}
    assert (table["value"] == 0).all()
    assert {"measure", "item", "value", "distinguishable", "others_mean"} <= set(table)
    assert framing.rank_differences(catalogue, Filters()).empty


def test_a_title_that_is_not_in_the_text_is_a_passage_before_it(tmp_path):
    story = Story().article(
        "a1", "Ledger", "Nothing else.", "Ann Lee spoke.", title="Ann Lee speaks"
    )
    story.article("b1", "Beacon", "Rain.", title="Rain").name("a1", "Ann Lee", "Ann Lee")
    catalogue = story.save(tmp_path)
    (row,) = framing.find_evidence(catalogue, Filters(), "headline", "ann-lee", "Ledger").to_dict(
        "records"
    )
    (mark,) = row["marks"]
    assert row["text"] == "Ann Lee speaks"
    assert row["end"] < 0
    assert row["text"][mark["start"] - row["start"] : mark["end"] - row["start"]] == "Ann Lee"


def test_differences_are_ranked_by_verdict_and_all_comparisons_are_counted(tmp_path):
    story = Story()
    for key, outlet, most, few in (
        ("a1", "Ledger", "said", "claimed"),
        ("b1", "Beacon", "claimed", "said"),
    ):
        cues = [few if n % 6 == 0 else most for n in range(24)]
        lines = (f"Ann Lee {cue}: “Number {n} is {n}.”" for n, cue in enumerate(cues))
        story.article(key, outlet, *lines)
        for n, cue in enumerate(cues):
            story.quote(key, f"“Number {n} is {n}.”", "Ann Lee")
            quote = story.rows["quotes"][-1]
            start = quote["start"] - len(cue) - 2
            quote |= {"cue": cue, "cue_lemma": cue, "cue_start": start, "cue_end": start + len(cue)}
    catalogue = story.save(tmp_path)
    differences = framing.rank_differences(catalogue, Filters())
    assert differences.iloc[0]["verdict"] == Verdict.HOLDS_AFTER_CORRECTION
    ranks = [list(Verdict).index(verdict) for verdict in differences["verdict"]]
    assert ranks == sorted(ranks)
    counts = framing.count_comparisons(catalogue, Filters()).set_index("measure")
    is_clear = differences["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    listed = differences[is_clear].value_counts("measure").to_dict()
    counted = counts["distinguishable"]
    assert listed == {key: n for key, n in counted.items() if n and key != "style"}
    assert counts.loc["verb"].tolist() == [4, 4, 4]
    assert list(counts) == ["compared", "distinguishable", "holds_after_correction"]
    assert framing.find_permutation_unit(catalogue, Filters()) == "paragraphs"


def judge_alone(p, monkeypatch, **changes):
    """Return the verdict on one value of the measure ``rate`` with such a p."""
    monkeypatch.setitem(MEASURES, "rate", replace(MEASURES["rate"], **changes))
    row = {"measure": "rate", "p": p, "distinguishable": p <= MAX_P, "n": 20, "low": 1, "high": 2}
    row |= {"item": "ann-lee", "name": "Ann Lee", "outlet_label": "Ledger", "value": 300}
    row |= {"effect": 0.4}
    return framing.judge_differences(pd.DataFrame([row])).iloc[0]


CORRECTED_P = MAX_P / 19


@pytest.mark.parametrize(
    ("p", "verdict"),
    [
        (CORRECTED_P, Verdict.HOLDS_AFTER_CORRECTION),
        (CORRECTED_P + 1e-6, Verdict.SUGGESTIVE),
        (MAX_P, Verdict.SUGGESTIVE),
        (MAX_P + 1e-6, Verdict.NO_CLEAR_DIFFERENCE),
    ],
)
def test_verdicts_are_corrected_for_a_declared_number_of_measures(p, verdict, monkeypatch):
    assert CORRECTED_FAMILY_SIZE == 19
    assert judge_alone(p, monkeypatch) == verdict


def test_registering_a_measure_changes_no_verdict_and_its_own_are_suggestive_at_most(monkeypatch):
    for number in range(100):
        new = replace(MEASURES["rate"], is_in_corrected_family=False)
        monkeypatch.setitem(MEASURES, f"new_{number}", new)
    assert judge_alone(CORRECTED_P, monkeypatch) == Verdict.HOLDS_AFTER_CORRECTION
    verdict = judge_alone(0.0, monkeypatch, is_in_corrected_family=False)
    assert verdict == Verdict.SUGGESTIVE


def test_house_style_is_measured_but_is_no_difference_in_framing(tmp_path):
    story = Story()
    for key, outlet, title in (("a1", "Ledger", "Mr. "), ("b1", "Beacon", "")):
        lines = (f"{title}Lee came to town {chr(97 + n)}." for n in range(12))
        story.article(key, outlet, *lines)
    catalogue = story.save(tmp_path)
    style = framing.compute_measures(catalogue, Filters(), "Wording")
    assert style.loc[style["measure"] == "style", "distinguishable"].all()
    assert "style" not in set(framing.rank_differences(catalogue, Filters())["measure"])
    counts = framing.count_comparisons(catalogue, Filters())
    of_framing = counts[counts["measure"] != "style"]
    columns = ["compared", "distinguishable", "holds_after_correction"]
    assert framing.total_comparisons(counts) == tuple(of_framing[columns].sum())
    assert counts["compared"].sum() > of_framing["compared"].sum()


def test_without_clear_differences_the_list_is_filled_up(catalogue):
    listed = framing.rank_differences(catalogue, Filters(), 0)
    assert listed.empty
    filled = framing.rank_differences(catalogue, Filters(), 3)
    assert set(filled["verdict"]) <= {Verdict.NO_CLEAR_DIFFERENCE}
    assert len(filled) <= 3


@pytest.mark.parametrize("group", GROUPS)
def test_the_others_are_given_with_their_mean_and_range(catalogue, group):
    table = framing.compute_measures(catalogue, Filters(), group)
    for row in table.to_dict("records"):
        is_item = (table["measure"] == row["measure"]) & (table["item"] == row["item"])
        others = table[is_item & (table["outlet_label"] != row["outlet_label"])]["value"].tolist()
        if not others:
            assert framing.describe_others(row) == "none"
            continue
        expected = (min(others), max(others), sum(others) / len(others))
        stated = (row["others_low"], row["others_high"], row["others_mean"])
        assert stated == pytest.approx(expected)
        described = framing.describe_others(row)
        assert ("mean" in described) == (described.partition(" to ")[1] != "")


def test_a_sentence_on_a_difference_hides_no_larger_value_of_another_outlet():
    row = {"measure": "early", "name": "Bo Ek", "outlet_label": "Ledger", "value": 0.93}
    row |= {"others_low": 0.0, "others_high": 1.0, "others_mean": 0.25}
    sentence = framing.describe_difference(row)
    assert sentence.startswith(
        "Ledger gives Bo Ek more room at the beginning than the others on average: 93% of"
    )
    assert sentence.endswith("; mean of the others: 25%, but 100% in one of them.")


@pytest.mark.parametrize("measure", MEASURES)
def test_a_sentence_on_a_difference_says_which_way_it_goes(measure):
    row = {"measure": measure, "name": "Bo Ek", "outlet_label": "Ledger"}
    row |= {"others_low": 0.3, "others_high": 0.5, "others_mean": 0.4}
    larger, smaller = (framing.describe_difference(row | {"value": v}) for v in (0.6, 0.2))
    assert larger.partition(":")[0] != smaller.partition(":")[0]
    for sentence in (larger, smaller):
        assert sentence.startswith("Ledger ")
        assert " Bo Ek" in sentence.replace("“", " ")
        assert " than the others: " in sentence


@pytest.mark.parametrize(("n_outlets", "n_listed"), [(2, 1), (3, 3)])
def test_of_two_outlets_a_difference_is_stated_once(catalogue, monkeypatch, n_outlets, n_listed):
    rows = [{"measure": "rate", "item": "x", "outlet_label": f"Paper {n}"} for n in range(3)]
    monkeypatch.setattr(framing, "rank_differences", lambda *_: pd.DataFrame(rows[:n_outlets]))
    monkeypatch.setattr(framing, "list_outlets", lambda *_: tuple("abc"[:n_outlets]))
    assert len(framing.list_clear_differences(catalogue, Filters())) == n_listed


@pytest.mark.parametrize(
    ("n_clear", "n_holding", "start", "end"),
    [
        (0, 0, "none passes the test of its measure", ""),
        (1, 1, "1 passes the test of its measure, ", "1 holds after correction for all tests"),
        (2, 0, "2 pass the test of their measure, ", "0 hold after correction for all tests"),
    ],
)
def test_the_number_of_values_that_pass_takes_its_verb(n_clear, n_holding, start, end):
    assert framing.describe_passing(n_clear, n_holding) == start + end
