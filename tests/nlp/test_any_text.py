"""Whatever the text and the batch: rows are complete and their offsets are right."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.ingest import Article, mark_blocks
from analysis.nlp.pipeline import annotate
from benchmarks.annotation_checks import (
    CheckError,
    check_annotation,
    check_rows,
    read_and_check,
    shorten_article,
)
from benchmarks.damaged_inputs import make_damaged_inputs

WORDS_OF_NEWS = """
“ ” " ' ‘ ’ said told reported that Ann Lee North Korea he she they according to 12 $5 ¹ million %
May 3 , . ; … « » — ( ) Kremlin spokesman Mr. U.S. 🙂 http://a.b
"""
WORDS = st.sampled_from([*WORDS_OF_NEWS.split(), "\n", "\n\n", "\u202e", "\x00", "9" * 400])
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=8)), min_size=1, max_size=40).map(" ".join)


def article(number: int, text: str) -> Article:
    whole = text.encode("utf-8", "replace").decode()
    return Article(str(number), whole, blocks=mark_blocks(whole))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_rows_of_any_text_are_right_and_do_not_depend_on_the_batch(texts: list[str]):
    articles = [article(number, text) for number, text in enumerate(texts)]
    check_annotation(articles, annotate)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 10_000_000))
def test_damaged_news_is_annotated_alike_alone_and_in_any_order(number: int):
    articles = [
        shorten_article(item)
        for name, data in make_damaged_inputs(4, number)
        for item in read_and_check(name, data)
        if isinstance(item, Article)
    ]
    check_annotation(articles, annotate)
    forwards, backwards = list(annotate(articles)), list(annotate(articles[::-1]))
    assert forwards == backwards[::-1]


@pytest.mark.parametrize("text", ["¹ of them came.", "9" * 400 + " people came.", "٣ people came."])
def test_numbers_of_any_script_and_length_are_annotated(text):
    check_annotation([article(0, text)], annotate)


def test_the_check_of_rows_finds_wrong_offsets():
    text = "“We will talk,” Ann Lee said on 3 May."
    (rows,) = annotate([article(0, text)])
    check_rows(article(0, text), rows)
    rows["quotes"][0]["end"] += 1
    with pytest.raises(CheckError):
        check_rows(article(0, text), rows)
    rows["quotes"][0]["end"] = 999
    with pytest.raises(CheckError):
        check_rows(article(0, text), rows)
