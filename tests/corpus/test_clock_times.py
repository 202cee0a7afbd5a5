"""Times of day, game clocks and weekdays among the figures of a text."""

import pandas as pd
import pytest

from analysis.corpus.clock_times import find_unread_times, read_times


def read_units(text, words, *, kind="time", published="2023-09-06"):
    """Return the unit and the value of each row that a figure of a text becomes."""
    start = text.index(words)
    figure = {
        "article_id": "a",
        "start": start,
        "end": start + len(words),
        "text": words,
        "kind": kind,
        "value": "",
        "unit": "",
    }
    articles = pd.DataFrame(
        {"article_id": ["a"], "published": pd.to_datetime([published]), "text": [text]}
    )
    rows = read_times(pd.DataFrame([figure]), articles)
    return list(zip(rows["unit"], rows["value"], strict=True))


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("It fell at 6.10am.", "6.10am", ("", "06:10")),
        ("It fell at 3 p.m. ET.", "3 p.m.", ("ET", "15:00")),
        ("It fell at 3 p.m. (EST).", "3 p.m.", ("ET", "15:00")),
        ("It fell at 3 p.m. Eastern time.", "3 p.m.", ("ET", "15:00")),
        ("It fell at 3 p.m. Eastern.", "3 p.m.", ("ET", "15:00")),
        ("It fell at 3 p.m. Eastern on Friday.", "3 p.m.", ("ET", "15:00")),
        ("It fell at 3 p.m. Central Friday.", "3 p.m.", ("CT", "15:00")),
        ("It fell at 3 p.m. BST on Monday.", "3 p.m.", ("BST", "15:00")),
        ("It fell at 3 p.m. Mountain rescuers left.", "3 p.m.", ("", "15:00")),
        ("It fell at 3 p.m. Central Park was shut.", "3 p.m.", ("", "15:00")),
        ("It fell at 3 p.m. CT scans were late.", "3 p.m.", ("", "15:00")),
        ("It fell at 3 p.m. est.", "3 p.m.", ("", "15:00")),
        ("It fell at 3 p.m. in ET.", "3 p.m.", ("", "15:00")),
        ("It fell at 12 a.m.", "12 a.m.", ("", "00:00")),
        ("It fell at 12 p.m.", "12 p.m.", ("", "12:00")),
        ("It fell at 6:59 am.", "6:59 am", ("", "06:59")),
        ("He led with 7:41 remaining.", "7:41", ("left", "7:41")),
        ("He led with 7 minutes, 5 seconds left.", "7 minutes", ("left", "7:05")),
    ],
)
def test_a_time_is_read_where_the_text_gives_its_half_of_the_day_or_what_is_left(text, words, time):
    assert read_units(text, words) == [time]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It fell at 6:60 am.", "6:60 am"),
        ("It fell at 13 p.m.", "13 p.m."),
        ("It fell at 0 a.m.", "0 a.m."),
        ("He led with 7:00 remaining.", "7:00"),
        ("He led by 7:41.", "7:41"),
        ("It fell between 3 p.m. and 4 p.m.", "between 3 p.m. and 4 p.m."),
    ],
)
def test_what_is_no_time_and_a_span_of_time_stay_as_they_are(text, words):
    assert read_units(text, words) == [("", "")]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Friday", [("", ""), ("weekday", "Friday")]),
        ("yesterday", [("", ""), ("weekday", "Tuesday")]),
        ("tomorrow", [("", ""), ("weekday", "Thursday")]),
        ("today", [("", "")]),
    ],
)
def test_a_date_that_names_a_day_of_the_week_has_a_row_more(words, days):
    assert read_units(f"Lee sailed {words}.", words, kind="date") == days


def test_yesterday_of_an_undated_article_is_no_weekday():
    read = read_units("Lee sailed yesterday.", "yesterday", kind="date", published=None)
    assert read == [("", "")]


def test_a_time_of_day_that_is_no_figure_yet_becomes_one_with_its_sentence():
    text = "The gate shut at 6.10am. It rose at 8:30 p. m. on 25:00 a.m. paper."
    columns = {"article_id": "a", "start": 17, "end": 20, "value": "", "head_noun": "gate"}
    sentences = [(0, 24), (25, len(text))]
    rows = find_unread_times(
        pd.DataFrame([columns | {"kind": "count", "text": "6.1", "unit": "", "sentence": 0}]),
        pd.DataFrame({"article_id": ["a"], "text": [text]}),
        pd.DataFrame(
            [
                {"article_id": "a", "sentence": n, "start": s, "end": e, "block_kind": "body"}
                for n, (s, e) in enumerate(sentences)
            ]
        ),
    )
    added = rows.iloc[1:]
    assert added[["text", "kind", "value", "sentence", "head_noun"]].to_numpy().tolist() == [
        ["8:30 p. m.", "time", "20:30", 1, ""]
    ]
    assert text[added["start"].iloc[0] : added["end"].iloc[0]] == "8:30 p. m."
