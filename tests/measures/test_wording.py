import pandas as pd
import pytest

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.measures import distinctive_words, loaded_words, outlet_text
from analysis.measures.stats.sampling_units import units

FILLER = "Many people came to look at the old harbour while ships were leaving it"


@pytest.fixture
def story(build):
    """Two outlets with six articles each; one writes "regime" in every line."""
    articles = []
    for n in range(12):
        outlet, word = ("Herald", "regime") if n % 2 else ("Post", "government")
        marks = [f"q{chr(97 + n)}{chr(97 + m)}" for m in range(4)]
        lines = [("body", f"Line {mark}: Mr. {{doe:Doe}} met the {word} there.") for mark in marks]
        articles.append((str(n), outlet, "", lines))
    tables = build(*articles)
    tables.quotes = pd.DataFrame(columns=["article_id", "start", "end"])
    return tables


def known(story):
    return story.articles, story.blocks, story.quotes, story.mentions


def test_a_word_of_one_outlet_is_told_apart_and_common_ones_are_not(story):
    table = distinctive_words.measure(*known(story)).set_index(["name", "outlet_label"])
    regime = table.loc[("regime", "Herald")]
    assert (regime["count"], bool(regime["distinguishable"])) == (24, True)
    assert table.loc[("regime", "Post"), "count"] == 0
    assert not table.loc[("line", "Herald"), "distinguishable"]
    assert "doe" not in table.index.get_level_values("name")


def test_the_evidence_is_the_uses_counted(story):
    word = distinctive_words.measure(*known(story)).set_index("name").loc["regime", "word"].iloc[0]
    found = distinctive_words.evidence(*known(story), word=word, outlet_label="Herald")
    texts = story.articles.set_index("article_id")["text"]
    used = {texts[row.article_id][row.start : row.end] for row in found.itertuples()}
    assert (len(found), used) == (24, {"regime"})


def test_courtesy_titles_are_house_style_and_no_wording(story):
    assert "mr" not in set(distinctive_words.measure(*known(story))["name"])
    style = distinctive_words.measure_style(*known(story)).set_index("outlet_label")
    assert style.loc["Post", "count"] == 24
    way = style.loc["Post", "word"]
    found = distinctive_words.evidence(*known(story), word=way, outlet_label="Post", style=True)
    assert len(found) == 24


def test_a_pronoun_is_no_country(build):
    tables = build(("a", "Herald", "", [("body", "They told us that the US would pay us.")]))
    none = pd.DataFrame(columns=["article_id", "start", "end"])
    style = distinctive_words.measure_style(tables.articles, tables.blocks, none, tables.mentions)
    assert style["count"].tolist() == [1]


def test_spellings_are_told_apart_as_style(build):
    tables = build(("a", "Herald", "", [("body", "The labour centre and the labor center.")]))
    none = pd.DataFrame(columns=["article_id", "start", "end"])
    style = distinctive_words.measure_style(tables.articles, tables.blocks, none, tables.mentions)
    assert style.set_index("name")["count"].to_dict() == {
        "American spelling": 2,
        "British spelling": 2,
    }


def test_quoted_copied_and_named_words_are_not_the_outlets_own(build):
    tables = build(
        ("a", "Herald", "", [("body", f"{FILLER}."), ("body", "“A vicious lie,” {doe:Doe} said.")]),
        ("b", "Post", "", [("body", f"Then {FILLER} again.")]),
    )
    quotes = pd.DataFrame(columns=["article_id", "start", "end"])
    cut = units(tables.articles, tables.blocks)
    found = outlet_text.words(cut, tables.articles, quotes, tables.mentions)
    own = set(found.surface[found.own & ~found.name])
    assert own == {"said", "Then", "again"}


def outlet_words(build, left, right):
    """Return the words of two outlets that count as their own, each outlet's in order."""
    tables = build(("a", "Herald", "", left), ("b", "Post", "", right))
    quotes = pd.DataFrame(columns=["article_id", "start", "end"])
    cut = units(tables.articles, tables.blocks)
    found = outlet_text.words(cut, tables.articles, quotes, tables.mentions)
    return [list(found.surface[found.own & (found.article_id == key)]) for key in "ab"]


def test_fewer_words_than_a_shared_run_has_are_the_outlets_own(build):
    shared = FILLER.split()[:MIN_SHARED_WORDS]
    left, right = [("body", " ".join(shared))], [("body", " ".join(["Then", *shared]))]
    assert outlet_words(build, left, right) == [[], ["Then"]]
    left, right = [("body", " ".join(shared[1:]))], [("body", " ".join(["Then", *shared[1:]]))]
    assert outlet_words(build, left, right) == [shared[1:], ["Then", *shared[1:]]]


def test_words_beside_a_quotation_or_a_block_that_two_outlets_have_are_not_copied(build):
    words = FILLER.split()
    line = " ".join(words[:MIN_SHARED_WORDS])
    around = [("body", f"Yesterday “{line}” was heard.")]
    assert outlet_words(build, around, around) == [["Yesterday", "was", "heard"]] * 2
    blocks = [("body", " ".join(words[:5])), ("body", " ".join(words[5:]))]
    assert outlet_words(build, blocks, blocks) == [words] * 2


def test_loaded_words_count_outside_quotations_by_class(build):
    lines = [("body", "The brutal raid reportedly ended."), ("body", "“A vicious lie,” Doe said.")]
    tables = build(("a", "Herald", "", lines), ("b", "Post", "", [("body", "It ended.")]))
    quotes = pd.DataFrame(columns=["article_id", "start", "end"])
    known = (tables.articles, tables.blocks, quotes, tables.mentions)
    table = loaded_words.measure(*known).set_index(["loaded", "outlet_label"])
    assert table.loc[("evaluative", "Herald"), ["count", "n"]].tolist() == [1, 7]
    assert table.loc[("hedging", "Herald"), "count"] == 1
    assert table.loc[("evaluative", "Post"), "count"] == 0
    (row,) = loaded_words.evidence(*known, loaded="evaluative", outlet_label="Herald").itertuples()
    assert tables.articles["text"][0][row.start : row.end] == "brutal"


def test_text_without_words_is_an_empty_table(build):
    tables = build(("a", "Herald", "", [("body", "12 34.")]))
    quotes = pd.DataFrame(columns=["article_id", "start", "end"])
    known = (tables.articles, tables.blocks, quotes, tables.mentions)
    assert distinctive_words.measure(*known).empty
    assert distinctive_words.measure_style(*known).empty
    assert loaded_words.measure(*known).empty
