"""The language of an article: other languages than English are set aside."""

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.languages import foreign_language
from analysis.ingest.limits import Limits

ENGLISH = (
    "The harbour of Port Ellen will be closed for two weeks in May, the council said. "
    "Ships are sent to Bowmore, where a second pier was opened last year, and the ferry company "
    "asks travellers to allow for an hour more on the road between the two towns. "
    "Fishermen said that they had not been told of the plan before Monday."
)
FOREIGN = {
    "de": "Der Hafen von Port Ellen wird im Mai zwei Wochen lang geschlossen, teilte der Rat mit.",
    "fr": "Le port de Port Ellen sera fermé pendant deux semaines en mai, a annoncé le conseil.",
    "es": "El puerto de Port Ellen permanecerá cerrado dos semanas en mayo, informó el consejo.",
    "ru": "Порт Порт-Эллен будет закрыт на две недели в мае, сообщил совет в понедельник.",
    "zh": "议会表示，埃伦港将于五月关闭两周，渡轮公司要求旅客提前一小时出发。",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_an_article_in_another_language_is_set_aside_and_named(code):
    assert foreign_language(FOREIGN[code]) == code
    (issue,) = read_upload("a.txt", FOREIGN[code].encode())
    assert isinstance(issue, Issue)
    assert f"({code})" in issue.problem
    (article,) = read_upload("a.txt", FOREIGN[code].encode(), Limits(english=False))
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Talks end.",
        "Kim Jong Un met Putin in Vladivostok.",
        "“Nous irons”, Emmanuel Macron said on Monday in Paris, and the others agreed with him.",
        "12:30 14:45 100 200 300 4 5 6 7 8 9 10 11 12 13",
    ],
)
def test_english_and_texts_too_short_to_identify_are_read(text):
    assert foreign_language(text) == ""


@pytest.mark.parametrize(("words", "code"), [(11, ""), (12, "de")])
def test_a_language_is_identified_from_a_number_of_words_on(words: int, code: str):
    german = "Der Hafen wird im Mai zwei Wochen lang geschlossen und dann wieder"
    assert foreign_language(" ".join(german.split()[:words])) == code


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([("de", 0.5), ("en", 0.05)], "de"),
        ([("de", 0.49), ("fr", 0.46), ("en", 0.05)], ""),
        ([("de", 0.94), ("en", 0.06)], ""),
        ([("de", 0.94), ("sco", 0.06)], ""),
    ],
)
def test_a_language_has_to_be_certain(
    shares: list[tuple[str, float]], code: str, monkeypatch: pytest.MonkeyPatch
):
    class Identifier:
        def rank(self, _text: str) -> list[tuple[str, float]]:
            return shares

    monkeypatch.setattr("analysis.ingest.languages._identifier", Identifier)
    assert foreign_language("word " * 20) == code
