import numpy as np
import pandas as pd
import pytest

from analysis.corpus import figure_matching
from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_matching import Pair, match_figures
from analysis.corpus.figure_things import Agreement
from tests.made_story import Story

SENTENCE = "Yesterday they counted {} of them there."


def just_below(value):
    return np.nextafter(value, 0)


def build(*figures, kind="count", noun="lamp", text=SENTENCE, **more):
    """Return a story with one article for each figure: its outlet and value."""
    made = Story()
    for number, (outlet, value) in enumerate(figures):
        key = f"a{number}"
        made.article(key, outlet, text.format(value)).figure(key, value, value)
        made.rows["figures"][-1].update(kind=kind, head_noun=noun, **more)
    return made


def compare(made):
    columns = {
        "articles": ["article_id"],
        "sentences": ["article_id"],
        "figures": ["article_id", "start", "kind", "block_kind", "value"],
        "mentions": ["article_id", "label", "sentence", "entity_id", "kind", "start"],
    }
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=None if made.rows.get(name) else empty)
        for name, empty in columns.items()
    }
    return match_figures(**tables)


def match(made):
    return compare(made).pairs


@pytest.fixture
def set_similarity(monkeypatch):
    """Return a function that sets the similarity of each two figures."""

    def replace(value):
        def similarity(_, rows):
            return np.full((len(rows), len(rows)), value) if np.isscalar(value) else value

        monkeypatch.setattr(FigureContexts, "similarity", similarity)
        monkeypatch.setattr(figure_matching, "match_aligned_figures", lambda *_: iter(()))

    return replace


def has_pair(set_similarity, similarity, made):
    set_similarity(similarity)
    return bool(match(made))


@pytest.mark.parametrize(
    ("more", "threshold"),
    [
        ({}, 0.4),
        ({"kind": "date", "values": ("2023", "2024")}, 0.7),
        ({"kind": "time", "values": ("09:10", "09:20")}, 0.7),
        ({"scope": "part"}, 0.75),
        ({"noun": "people", "predicate": "displace", "role": "patient"}, 0.2),
        ({"noun": "people", "predicate": "kill", "role": "patient", "scope": "part"}, 0.6),
        ({"noun": "soldier", "predicate": "kill", "role": "patient"}, 0.4),
        ({"unit": "magnitude", "kind": "quantity", "values": ("6.1", "6.4")}, 0.1),
        ({"noun": "point", "subject": "lee"}, 0.8),
        ({"values": ("301", "292")}, 0.38),
        ({"values": ("810", "1000")}, 0.38),
    ],
)
def test_figures_are_of_the_same_thing_from_their_threshold_on(set_similarity, more, threshold):
    values = more.get("values", ("6", "7"))
    made = build(
        *zip(("Ledger", "Beacon"), values, strict=True),
        **{name: value for name, value in more.items() if name != "values"},
    )
    assert has_pair(set_similarity, threshold, made)
    assert not has_pair(set_similarity, just_below(threshold), made)


def test_things_that_agree_partly_must_be_more_similar(set_similarity):
    made = build(("Ledger", "6"), ("Beacon", "7"))
    made.rows["figures"][0]["modifiers"] = "small"
    assert has_pair(set_similarity, 0.7, made)
    assert not has_pair(set_similarity, just_below(0.7), made)
    made.rows["figures"][1]["modifiers"] = "large"
    assert not has_pair(set_similarity, 1.0, made)


def test_people_and_a_kind_of_people_with_one_fate_are_as_people(set_similarity):
    made = build(("A", "6"), ("B", "7"), noun="people", predicate="kill", role="patient")
    made.rows["figures"][1]["head_noun"] = "soldier"
    assert has_pair(set_similarity, 0.6, made)
    assert not has_pair(set_similarity, just_below(0.6), made)


def test_equal_figures_are_of_the_same_thing_too(set_similarity):
    assert has_pair(set_similarity, 0.4, build(("Ledger", "6"), ("Beacon", "6")))


def test_figures_of_one_outlet_or_far_apart_are_not_matched(set_similarity):
    assert not has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Ledger", "7")))
    assert has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "18")))
    assert not has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "19")))


@pytest.mark.parametrize(
    ("kind", "unit", "values", "is_matched"),
    [
        ("quantity", "magnitude", ("6.0", "6.5"), True),
        ("quantity", "magnitude", ("6.0", "6.51"), False),
        ("time", "", ("09:10", "10:10"), True),
        ("time", "", ("09:10", "10:11"), False),
        ("date", "", ("2014-04-14", "2016-04-14"), True),
        ("date", "", ("2008-11", "2011-05"), False),
    ],
)
def test_values_too_far_apart_are_of_two_things(set_similarity, kind, unit, values, is_matched):
    made = build(*zip(("Ledger", "Beacon"), values, strict=True), kind=kind, unit=unit)
    assert has_pair(set_similarity, 1.0, made) is is_matched


def test_what_articles_count_in_many_ways_needs_a_subject_or_close_numbers(set_similarity):
    assert not has_pair(set_similarity, 1.0, build(("A", "6"), ("B", "7"), noun="point"))
    assert not has_pair(set_similarity, 1.0, build(("A", "6"), ("B", "7"), unit="point"))
    close = build(("A", "2029"), ("B", "2129"), noun="point")
    assert has_pair(set_similarity, 0.38, close)
    assert not has_pair(set_similarity, 1.0, build(("A", "2000"), ("B", "2129"), noun="point"))


@pytest.mark.parametrize(
    ("kind", "other", "is_matched"),
    [("count", 0.3, False), ("count", just_below(0.3), True), ("money", just_below(0.3), True)],
)
def test_an_article_with_both_values_distinguishes_two_things(
    set_similarity, kind, other, is_matched
):
    made = build(("Ledger", "60"), ("Beacon", "70"), kind=kind)
    made.rows["articles"][1]["text"] += " And 60 more."
    made.rows["sentences"][1]["end"] += len(" And 60 more.")
    made.figure("a1", "60", "60")
    made.rows["figures"][-1].update(kind=kind, head_noun="lamp")
    # The first figure and that of the other value, 70; then the second 60 of that article.
    set_similarity(np.array([[1.0, 0.9, other], [0.9, 1.0, 0.0], [other, 0.0, 1.0]]))
    assert bool(match(made)) is is_matched


@pytest.mark.parametrize("with_both", ["a0", "a1"])
def test_it_does_not_matter_which_article_has_both_values(set_similarity, with_both):
    values = ("60", "70") if with_both == "a1" else ("70", "60")
    made = build(*zip(("Ledger", "Beacon"), values, strict=True))
    number = int(with_both[1])
    made.rows["articles"][number]["text"] += " And 60 more."
    made.rows["sentences"][number]["end"] += len(" And 60 more.")
    made.figure(with_both, "60", "60")
    made.rows["figures"][-1].update(
        head_noun="lamp", start=made.rows["articles"][number]["text"].rindex("60")
    )
    # Figures are in the order of the articles: the 60 that both values are in follows the 70.
    first, second, third = (0, 1, 2) if with_both == "a1" else (2, 0, 1)
    similar = np.eye(3)
    for i, j, value in ((first, second, 0.9), (first, third, 0.3)):
        similar[i, j] = similar[j, i] = value
    set_similarity(similar)
    assert match(made) == []


def test_only_the_best_match_of_both_articles_is_of_the_same_thing(set_similarity):
    made = build(("Ledger", "60"), ("Beacon", "70"))
    made.rows["articles"][1]["text"] += " And 80 more."
    made.rows["sentences"][1]["end"] += len(" And 80 more.")
    made.figure("a1", "80", "80")
    made.rows["figures"][-1].update(head_noun="lamp")
    set_similarity(np.array([[1.0, 0.8, 0.9], [0.8, 1.0, 0.0], [0.9, 0.0, 1.0]]))
    assert [(pair.i, pair.j) for pair in match(made)] == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "value", "noun", "kind"),
    [
        ("Then one in {} left.", "5", "lamp", "count"),
        ("Then 2,700 km ({} miles) later.", "1680", "mile", "quantity"),
        ("({} miles) later.", "1680", "mile", "quantity"),
        ("Then at {} they left.", "6.10", "lamp", "count"),
        ("Then at {} they left.", "6", "", "time"),
        ("Then {} was fifth.", "5", "lamp", "ordinal"),
        ("Then the {} lamp went out.", "13th", "lamp", "count"),
    ],
)
def test_what_is_no_number_of_its_own_is_left_out(set_similarity, text, value, noun, kind):
    numbers = [("Ledger", value), ("Beacon", value)]
    assert not has_pair(set_similarity, 1.0, build(*numbers, text=text, noun=noun, kind=kind))
    assert has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "7")))


def test_somebody_is_no_number_but_a_one_in_digits_is(set_similarity):
    def has_pair_of(words):
        made = build(("Ledger", words), ("Beacon", "2"))
        made.rows["figures"][0]["value"] = "1"
        return has_pair(set_similarity, 1.0, made)

    assert has_pair_of("1")
    assert not has_pair_of("one")


@pytest.mark.parametrize(
    "change",
    [{"block_kind": "credit"}, {"block_kind": "caption"}, {"value": ""}, {"scope": "name"}],
)
def test_figures_outside_counted_text_or_without_a_value_are_left_out(set_similarity, change):
    made = build(("Ledger", "6"), ("Beacon", "7"))
    for row in made.rows["figures"]:
        row.update(change)
    assert not has_pair(set_similarity, 1.0, made)


def test_a_fraction_of_millions_is_a_number_of_its_own(set_similarity):
    made = build(("Ledger", "1.2345675 million"), ("Beacon", "1.2345675 million"))
    for row in made.rows["figures"]:
        row["value"] = "1234567.5"
    assert has_pair(set_similarity, 1.0, made)


@pytest.mark.parametrize("text", ["Then {}-3 was the score.", "Then 3-{} was it.", "Then {} to 3."])
def test_a_score_is_no_number_of_its_own(set_similarity, text):
    assert not has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "7"), text=text))


@pytest.mark.parametrize(("value", "is_matched"), [("950", True), ("949", False)])
def test_very_close_numbers_of_what_agrees_weakly_or_is_counted_in_many_ways_are_of_one_thing(
    set_similarity, value, is_matched
):
    for noun, first_word in (("point", "Yesterday"), ("lamp", "So far on")):
        made = build(("A", value), ("B", "1000"), noun=noun)
        made.rows["articles"][1]["text"] = SENTENCE.replace("Yesterday", first_word).format("1000")
        assert has_pair(set_similarity, 0.38, made) is is_matched


def test_close_numbers_of_a_part_are_not_matched_sooner(set_similarity):
    made = build(("A", "301"), ("B", "292"), scope="part")
    assert not has_pair(set_similarity, just_below(0.75), made)
    assert has_pair(set_similarity, 0.75, made)


@pytest.mark.parametrize(("values", "is_matched"), [(("70",), False), ((), True)])
def test_two_values_an_article_are_many_ways_of_counting(set_similarity, values, is_matched):
    made = build(("Ledger", "60"), ("Beacon", "61"))
    for key, numbers in (("a0", ("90",)), ("a1", values)):
        article = made.rows["articles"][int(key[1])]
        for number in numbers:
            article["text"] += f" And {number} more."
            made.rows["sentences"][int(key[1])]["end"] = len(article["text"])
            made.figure(key, number, number)
            made.rows["figures"][-1].update(
                head_noun="lamp", start=article["text"].rindex(number), kind="count"
            )
    size = len(made.rows["figures"])
    similar = np.eye(size)
    similar[0, 2] = similar[2, 0] = 0.9
    set_similarity(similar)
    assert bool(match(made)) is is_matched


def test_pairs_are_listed_with_their_figures_and_what_these_count(set_similarity):
    set_similarity(0.9)
    compared = compare(build(("Ledger", "6"), ("Beacon", "7")))
    assert compared.figures["value"].tolist() == ["6", "7"]
    assert compared.figures["outlet_label"].tolist() == ["Ledger", "Beacon"]
    assert [thing.noun for thing in compared.things] == ["lamp"] * 2
    assert compared.pairs == [Pair(0, 1, 0.9, Agreement.FULL)]


def test_a_story_without_figures_has_no_pairs():
    made = Story().article("a", "Ledger", "Nothing was counted.")
    made.rows["figures"] = build(("Ledger", "6")).rows["figures"]
    made.rows["figures"][0].update(article_id="a", kind="ordinal")
    assert match(made) == []


def test_a_date_with_and_one_without_a_year_can_be_of_the_same_thing(set_similarity):
    made = build(("Ledger", "2023-07-25"), ("Beacon", "--07-25"), kind="date")
    assert has_pair(set_similarity, 0.7, made)


@pytest.mark.parametrize(
    ("kind", "values", "similarity"),
    [
        ("count", ("6", "7", "19", "8"), 0.9),
        ("count", ("6", "7", "8", "9"), 0.3),
        ("date", ("2023", "2024", "--07-25", "2025"), 0.9),
    ],
)
def test_a_pair_that_is_none_does_not_end_the_search(set_similarity, kind, values, similarity):
    outlets = ("Ledger", "Ledger", "Beacon", "Beacon")
    made = build(*zip(outlets, values, strict=True), kind=kind)
    similar = np.eye(4)
    for i, j, value in ((0, 2, similarity), (1, 3, 0.9)):
        similar[i, j] = similar[j, i] = value
    set_similarity(similar)
    assert [(pair.i, pair.j) for pair in match(made)] == [(1, 3)]


@pytest.mark.parametrize(
    ("more", "nouns", "is_matched"),
    [
        ({}, ("lamp", "bench"), True),
        ({}, ("lamp", "lamp"), False),
        ({"kind": "money"}, ("lamp", "bench"), False),
        ({"kind": "quantity", "unit": "magnitude"}, ("lamp", "bench"), True),
        ({"predicate": "kill", "role": "patient"}, ("people", "people"), True),
    ],
)
def test_a_thing_is_counted_in_many_ways_by_articles_with_two_values_of_it(
    set_similarity, more, nouns, is_matched
):
    made = Story()
    for key, outlet, values in (("a0", "Ledger", "67"), ("a1", "Beacon", "68")):
        made.article(key, outlet, "They counted {} here, and then {} there.".format(*values))
        for value, noun in zip(values, nouns, strict=True):
            made.figure(key, value, value)
            made.rows["figures"][-1].update({"head_noun": noun} | more)
    assert has_pair(set_similarity, 0.5, made) is is_matched
