from datetime import date

import pandas as pd
import pytest

from analysis.corpus import possible_reports
from analysis.corpus.possible_reports import MIN_DAYS_OLDER, SaidDays, has_reported_words
from analysis.corpus.word_normalisation import compute_rarity, normalise_words

REPORT = "Divers recovered the logbook of the Aurora."


def content(text):
    return set(normalise_words(text))


def test_a_sentence_supports_a_report_from_a_share_of_its_words_on(monkeypatch):
    words = content("divers recovered logbook")
    rarity = dict(zip(sorted(words), compute_rarity(sorted(words)), strict=True))
    share = rarity["logbook"] / sum(rarity.values())
    arguments = (REPORT, content("Aurora"), content("The Aurora had a logbook."))
    monkeypatch.setattr(possible_reports, "MIN_TELLING_WORDS", 1)
    monkeypatch.setattr(possible_reports, "MIN_MATCHED_SHARE", share - 1e-9)
    assert has_reported_words(*arguments)
    monkeypatch.setattr(possible_reports, "MIN_MATCHED_SHARE", share + 1e-9)
    assert not has_reported_words(*arguments)


def test_names_alone_support_nothing_but_a_name():
    assert not has_reported_words(REPORT, content("Aurora"), content("The Aurora sank."))
    assert has_reported_words("Aurora", content("Aurora"), content("The Aurora sank."))
    assert not has_reported_words("Aurora", content("Aurora"), content("The ferry sank."))


@pytest.mark.parametrize(
    ("other", "is_enough"),
    [
        ("The logbook was found by divers.", True),
        ("The logbook is lost.", False),
        ("The logbook is recovered, they announced.", True),
        ("They announced a logbook.", False),
    ],
)
def test_two_of_its_words_must_be_in_a_sentence_and_a_reporting_verb_is_none(other, is_enough):
    report = "Divers announced they recovered the logbook."
    assert has_reported_words(report, (), content(other)) is is_enough


def test_a_report_of_one_word_needs_no_more():
    assert has_reported_words("a swap", (), content("It was a swap."))
    assert not has_reported_words("a swap", (), content("It was a trade."))


def said(text="Monday", head_noun="say", published=date(2024, 5, 8)):
    days = {"report": published, "other": date(2024, 5, 6), "undated": None}
    articles = pd.DataFrame(
        {"article_id": list(days), "published": pd.to_datetime([*days.values()])}
    )
    figure = {"article_id": "report", "sentence": 3, "kind": "date", "text": text}
    return SaidDays(articles, pd.DataFrame([figure | {"head_noun": head_noun}]))


@pytest.mark.parametrize("days", [MIN_DAYS_OLDER, MIN_DAYS_OLDER - 1])
def test_what_was_said_days_later_is_in_no_older_article(days):
    weekday = date(2024, 5, 6 + days).strftime("%A")
    assert said(weekday).is_too_old("other", [("report", 3)]) is (days == MIN_DAYS_OLDER)


@pytest.mark.parametrize(
    ("said_days", "article"),
    [
        (said("Wednesday", "sail"), "other"),
        (said("last Wednesday"), "other"),
        (said("Wednesday"), "undated"),
        (said("Wednesday", published=None), "other"),
    ],
)
def test_only_a_weekday_of_a_reporting_verb_in_a_dated_article_dates_a_report(said_days, article):
    assert not said_days.is_too_old(article, [("report", 3)])


def test_a_report_that_is_older_than_what_it_reports_has_a_wrong_date():
    sentences = [("report", 3), ("other", 1)]
    assert not said("Wednesday").is_too_old("other", sentences)
