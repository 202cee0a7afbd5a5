import pytest

from analysis.measures import loaded_words


@pytest.fixture
def selection(build):
    lines = [("body", "The brutal raid reportedly ended."), ("body", "“A vicious lie,” Doe said.")]
    return build(("a", "Herald", "", lines), ("b", "Post", "", [("body", "It ended.")]))


def test_loaded_words_count_outside_quotations_by_class(selection):
    table = loaded_words.compute(selection).set_index(["item", "outlet_label"])
    assert table.loc[("evaluative", "Herald"), ["count", "n"]].tolist() == [1, 7]
    assert table.loc[("evaluative", "Herald"), "name"] == "evaluative words"
    assert table.loc[("hedging", "Herald"), "count"] == 1
    assert table.loc[("evaluative", "Post"), "count"] == 0


def test_the_evidence_is_the_words_counted(selection):
    (row,) = loaded_words.evidence(selection, "evaluative", "Herald").itertuples()
    assert selection.articles["text"][0][row.start : row.end] == "brutal"


def test_names_are_not_loaded(build):
    selection = build(("a", "Herald", "", [("body", "{doe:Brutal} won.")]))
    assert loaded_words.compute(selection).empty


def test_text_without_words_is_an_empty_table(build):
    assert loaded_words.compute(build(("a", "Herald", "", [("body", "12 34.")]))).empty


@pytest.mark.parametrize(
    ("sentence", "n_hedges"),
    [
        ("The strike could last until June.", 1),
        ("The mayor would not say if he could sign it.", 0),
        ("Nobody ran as fast as she could.", 0),
        ("The bank could not be reached.", 0),
        ("The bank could no longer pay.", 0),
        ("If the bank could fail, it will.", 1),
        ("He could resign.", 1),
        ("Could", 1),
    ],
)
def test_could_is_a_hedge_unless_it_says_what_somebody_is_able_to_do(build, sentence, n_hedges):
    selection = build(("a", "Herald", "", [("body", sentence)]))
    assert loaded_words.compute(selection)["count"].sum() == n_hedges
    assert len(loaded_words.evidence(selection, "hedging", "Herald")) == n_hedges


@pytest.mark.parametrize(
    ("sentence", "n_hedges"),
    [
        ("May 2015: a new mayor.", 0),
        ("It opened in May.", 0),
        ("It opened on 3 May.", 0),
        ("It opened on 13 May.", 0),
        ("It opened in early May.", 0),
        ("It opened between May and June.", 0),
        ("Until May it was shut.", 0),
        ("It opened in mid-May.", 0),
        ("The May vote was close.", 0),
        ("The Mayor May Resign", 1),
        ("May it open?", 1),
        ("It may open in 2015.", 1),
    ],
)
def test_the_month_of_may_is_no_hedge(build, sentence, n_hedges):
    selection = build(("a", "Herald", "", [("body", sentence)]))
    assert loaded_words.compute(selection)["count"].sum() == n_hedges
