import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.corpus import word_normalisation
from analysis.corpus.article_profiles import get_publication_days, profile_articles
from analysis.corpus.article_similarity import (
    MEASURES,
    find_similar_pairs,
    measure_pairs,
    score_measures,
)
from analysis.corpus.article_vectors import COPY_SIMILARITY, list_rarest_words, vectorize_articles

FIRE = "Fire destroyed the harbour mill in Orlo; two of nine workers were hurt, Ada Boon said."
FIRE_TOO = "Flames swept through the mill in Orlo and hurt two men, its owner Ada Boon told us."
OTHER = "Fire destroyed the harbour mill in Karst; six of forty workers were hurt, Ivo Pell said."
#: Made words, fourteen for each beginning.
STARTS = ("bcdfgh", "jklmnp", "rstvwz")
ENDS = "amo ine urt osk eda ilf anu ogo ers yst eka obi ura elm"
FLOOD = "The river flooded eleven villages, and nobody could say when the roads would open."


def frame(*rows):
    table = pd.DataFrame(rows, columns=["text", "published"]).astype({"text": str})
    return table.assign(title="", published=pd.to_datetime(table["published"]))


def measure(*rows):
    """Return the measures of two articles by name."""
    return _measure(frame(*rows))


def _measure(table):
    vectors = vectorize_articles(profile_articles(table))
    cosine = (vectors.words[0] @ vectors.words[1].T).toarray().item()
    pairs = pd.DataFrame({"first": [0], "second": [1], "similarity": [cosine]})
    values = measure_pairs(pairs, vectors, get_publication_days(table))
    return dict(zip(MEASURES, values[0].tolist(), strict=True))


def probability(*rows):
    return score_measures(np.array([list(measure(*rows).values())])).item()


def test_reports_of_one_event_are_likelier_than_those_of_a_look_alike():
    day = "2020-03-02"
    same = probability((FIRE, day), (FIRE_TOO, day))
    look_alike = probability((FIRE, day), (OTHER, day))
    assert same > look_alike > probability((FIRE, day), (FLOOD, day))


def test_names_and_numbers_are_compared_apart_from_other_words():
    values = measure((FIRE + " It cost 450 crowns.", None), (OTHER + " It cost 780 crowns.", None))
    assert values["words"] > 0
    assert values["names"] == values["numbers"] == 0


def test_the_lead_is_the_smaller_share_of_both_directions():
    long = FIRE + " " + FLOOD
    values = measure((FIRE, "2020-03-02"), (long, "2020-03-02"))
    assert 0 < values["lead"] < 1


@pytest.mark.parametrize(
    ("published", "factor"),
    [
        ("2020-03-02", 1.0),
        ("2020-03-09", 0.5 + 0.5 * math.exp(-1)),  # a week later
        (None, 0.65),
    ],
)
def test_what_the_texts_share_counts_less_with_the_days_between_them(published, factor):
    together = measure((FIRE, "2020-03-02"), (FIRE_TOO, "2020-03-02"))
    values = measure((FIRE, "2020-03-02"), (FIRE_TOO, published))
    for name in ("words", "lead", "names", "numbers"):
        assert values[name] == pytest.approx(together[name] * factor)


@pytest.mark.parametrize(
    ("published", "days_apart"),
    [
        ("2020-03-02", None),
        ("2020-03-31", None),  # 15.5 days after the middle of the month
        ("2020-04-01", 0.5),
        ("2020-05-01", 30.5),
    ],
)
def test_a_month_in_an_address_brings_no_article_nearer_and_keeps_other_months_apart(
    published, days_apart
):
    pair = [(FIRE, "2020-03-02"), (FIRE_TOO, "2020-03-02")]
    table = frame(*pair).assign(
        published_about=[pd.Timestamp(published), pd.Timestamp("2020-03-15 12:00")]
    )
    fade = 0.65 if days_apart is None else min(0.65, 0.5 + 0.5 * math.exp(-days_apart / 7))
    assert _measure(table)["words"] == pytest.approx(measure(*pair)["words"] * fade)


def test_the_middle_of_a_month_is_no_day_that_a_text_can_state():
    table = frame((FIRE, None), (FIRE_TOO + " It was March 15.", None))
    table = table.assign(published_about=[pd.Timestamp("2020-03-15 12:00"), pd.NaT])
    assert _measure(table)["same_day"] == 0


def test_a_copy_is_not_reduced_by_time():
    values = measure((FIRE, "2020-03-02"), (FIRE, "2020-09-02"))
    assert values["words"] == pytest.approx(1)


def test_years_and_days_of_the_text_count_only_if_a_publication_date_is_missing():
    first, second = FIRE + " It was May 3, 2011.", FIRE_TOO + " It was May 3, 2011."
    values = measure((first, None), (second, None))
    assert (values["same_year"], values["years_apart"], values["same_day"]) == (1, 0, 1)
    values = measure((first, "2011-05-04"), (second, "2011-05-04"))
    assert (values["same_year"], values["years_apart"], values["same_day"]) == (0, 0, 0)


def test_a_day_of_the_text_may_be_the_publication_of_the_other():
    dated = FIRE_TOO + " It was May 3."
    assert measure((FIRE, "2011-05-03"), (dated, None))["same_day"] == 1
    assert measure((FIRE, "2011-05-04"), (dated, None))["same_day"] == 0


@pytest.mark.parametrize(("year", "years_apart"), [(2012, 1), (2013, 2), (2019, 2)])
def test_years_apart_count_up_to_two(year, years_apart):
    values = measure((FIRE + " In 2011.", None), (FIRE_TOO + f" In {year}.", None))
    assert values["years_apart"] == years_apart


@pytest.mark.parametrize(("published", "years_apart"), [("2010", 1), ("2012", 0), ("2013", 1)])
def test_the_latest_year_of_an_undated_article_may_be_the_one_before_its_own(
    published, years_apart
):
    values = measure((FIRE, f"{published}-05-04"), (FIRE_TOO + " In 2011.", None))
    assert (values["years_apart"], values["same_year"]) == (years_apart, 0)


def test_other_weekdays_are_named_by_both_and_none_is_the_same():
    friday, monday = FIRE + " On Friday.", FIRE_TOO + " On Monday."
    assert measure((friday, None), (monday, None))["other_weekdays"] == 1
    assert measure((friday, None), (monday + " On Friday.", None))["other_weekdays"] == 0
    assert measure((friday, None), (FIRE_TOO, None))["other_weekdays"] == 0


def find_pairs(*rows, **options):
    table = frame(*rows)
    return find_similar_pairs(table, vectorize_articles(profile_articles(table)), **options)


def test_an_article_is_paired_only_if_it_is_new():
    rows = (FIRE, None), (FIRE_TOO, None), (FLOOD, None)
    ends = ["first", "second"]
    pairs = set(map(tuple, find_pairs(*rows)[ends].to_numpy()))
    assert pairs == {(0, 0), (0, 1), (1, 1), (2, 2)}
    is_new = np.array([False, True, False])
    new_pairs = set(map(tuple, find_pairs(*rows, is_new=is_new)[ends].to_numpy()))
    assert new_pairs == {(1, 0), (1, 1)}


def test_articles_published_too_far_apart_are_paired_only_if_they_are_copies():
    far = find_pairs((FIRE, "2020-01-01"), (FIRE_TOO, "2020-06-01"))
    assert (far["first"] == far["second"]).all()
    copies = find_pairs((FIRE, "2020-01-01"), (FIRE, "2020-06-01"))
    assert (copies["similarity"] >= COPY_SIMILARITY).all()
    assert len(copies) == 3


def test_articles_without_words_have_no_pairs():
    assert find_pairs().empty
    assert find_pairs(("", None), ("…", None)).empty


def test_words_of_more_than_half_of_all_news_are_not_compared(monkeypatch):
    texts = (("plinth quarry", None), ("plinth mortar", None))
    for rarity, n_pairs in ((math.log(2), 3), (np.nextafter(math.log(2), 0), 0)):
        monkeypatch.setattr(
            word_normalisation,
            "compute_rarity_of_array",
            lambda words, r=rarity: np.full(len(words), r),
        )
        assert len(find_pairs(*texts)) == n_pairs


def test_the_cohesion_of_a_pair_is_the_mean_of_its_words_and_names():
    pairs = find_pairs((FIRE, None), (FIRE_TOO, None)).set_index(["first", "second"])
    values = measure((FIRE, "2020-03-02"), (FIRE_TOO, "2020-03-02"))
    assert pairs["cohesion"][0, 1] == pytest.approx((values["words"] + values["names"]) / 2)


@pytest.mark.parametrize("seed", range(3))
def test_an_article_and_its_copy_have_one_of_their_rarest_words_in_common(seed):
    rng = np.random.default_rng(seed)
    words = np.array([f"{start}{end}" for start in ("orlo", "karst", "the") for end in "abcdefgh"])
    texts = [" ".join(rng.choice(words, 12)) for _ in range(4)]
    changed = [text.rsplit(" ", 1)[0] + " flood" for text in texts]
    table = frame(*((text, "2023-09-06") for text in (*texts, *changed)))
    profiles = profile_articles(table)
    forms = [set(of_article) for of_article in profiles.column("words").to_pylist()]
    # What is rarest in an article does not depend on the articles it is read with.
    rarest = [
        set(list_rarest_words(profiles.slice(article, 1)).to_pylist()[0])
        for article in range(len(table))
    ]
    assert [set(some) for some in list_rarest_words(profiles).to_pylist()] == rarest
    vectors = vectorize_articles(profiles).words
    cosines = (vectors @ vectors.T).toarray()
    for article, some in enumerate(rarest):
        assert some < forms[article]
        assert all(
            some & rarest[copy] for copy in np.flatnonzero(cosines[article] >= COPY_SIMILARITY)
        )


def test_pairs_of_other_days_need_like_leads_unless_they_are_copies():
    first, second, background = (
        " ".join(start + end for start in starts for end in ENDS.split()) for starts in STARTS
    )

    def compare(*texts):
        rows = list(zip(texts, ["2020-03-02", "2020-03-09"], strict=True))
        table = frame(*rows)
        pairs = find_similar_pairs(table, vectorize_articles(profile_articles(table)))
        pair = pairs.set_index(["first", "second"]).loc[(0, 1)]
        undoubted = score_measures(np.array([list(measure(*rows).values())])).item()
        return pair["similarity"] >= COPY_SIMILARITY, pair["probability"] / undoubted

    is_copy, share = compare(f"{first}. {background}.", f"{second}. {background}.")
    assert not is_copy
    assert share < 1
    is_copy, share = compare(f"{first}. {background * 20}.", f"{second}. {background * 20}.")
    assert is_copy
    assert share == pytest.approx(1)


def test_words_may_be_codes_of_which_other_articles_have_some():
    profiles = profile_articles(frame((FIRE, None), (OTHER, None)))
    words = profiles["words"].combine_chunks()
    codes = pa.ListArray.from_arrays(words.offsets, words.flatten().dictionary_encode())
    coded = profiles.set_column(profiles.schema.get_field_index("words"), "words", codes)
    expected, vectors = (vectorize_articles(rows.slice(1)) for rows in (profiles, coded))
    assert vectors.words.shape == expected.words.shape
    assert sorted(vectors.words.data) == sorted(expected.words.data)
