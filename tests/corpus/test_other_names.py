import pandas as pd

from analysis.corpus.other_names import OtherNames

WORDS = ("united", "nations", "security", "council")


def read(*named):
    """Return the names of articles: their texts, and whom each names in which words."""
    articles = pd.DataFrame(
        [(key, key, text) for key, text, _ in named],
        columns=["article_id", "outlet_label", "text"],
    )
    mentions = [
        (key, text.index(words), text.index(words) + len(words), entity, "name")
        for key, text, mentioned in named
        for words, entity in mentioned.items()
    ]
    columns = ["article_id", "start", "end", "entity_id", "kind"]
    return OtherNames(articles, pd.DataFrame(mentions, columns=columns))


BOTH = (
    "a",
    "The United Nations Security Council met the National Security Council.",
    {"United Nations Security Council": "un", "National Security Council": "us"},
)


def test_a_part_of_a_name_that_an_article_tells_apart_is_no_short_form():
    other = ("b", "The National Security Council met.", {"National Security Council": "us"})
    index = read(BOTH, other).blank("un", WORDS, "b")
    assert not index.has_name(["Security Council"])
    assert index.has_name(["met"])


def test_a_name_without_a_word_of_its_own_or_never_named_beside_it_stays():
    short = ("b", "The Security Council met.", {"Security Council": "us"})
    assert read(BOTH, short).blank("un", WORDS, "b").has_name(["Security Council"])
    alone = ("c", "The Rural Security Council met.", {"Rural Security Council": "rural"})
    assert read(BOTH, alone).blank("un", WORDS, "c").has_name(["Security Council"])
