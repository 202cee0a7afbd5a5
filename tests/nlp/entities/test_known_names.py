"""Names of an article, against the plain definition of each look-up."""

from itertools import product
from unittest.mock import Mock

import pytest

from analysis.entity_types import ORG, PERSON
from analysis.nlp.entities import known_names
from analysis.nlp.entities.known_names import KnownNames
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_name_matching import compare_names

FULL = (
    *("Joe Biden", "Joseph R. Biden Jr.", "Hillary Clinton", "Xi Jinping", "Abe Shinzo"),
    *("Mr. Brandt", "Pope Francis", "Moon Jae-in", "Bashar al-Assad", "Sergey Lavrov"),
)
WORDS = (
    *("Biden", "Joe", "Joseph", "Hillary", "Xi", "Jinping", "Abe", "Shinzo", "Brandt", "Francis"),
    *(
        "Jae-in",
        "Assad",
        "al-Assad",
        "Sergei",
        "Lavrov",
        "Lavrow",
        "Jean-Luc",
        "Holt",
        "...",
        "Jr.",
    ),
)


def name_of(text, label=PERSON):
    return Name(0, len(text), text, label, Mock())


@pytest.mark.parametrize(("word", "full_name"), product(WORDS, FULL))
def test_a_name_is_explained_by_a_longer_one_that_may_be_the_same_person(word, full_name):
    names = KnownNames([name_of(full_name), name_of("Ada Boon"), name_of(word)])
    assert names.is_explained(word) == bool(compare_names(word, full_name))
    assert not KnownNames([name_of(full_name, ORG), name_of(word)]).is_explained(word)


def test_the_first_name_that_goes_on_after_some_words_is_found():
    first, second = name_of("All Nippon Airways", ORG), name_of("All Nippon Way")
    names = KnownNames([name_of("All Nippon"), first, second])
    assert names.find_longer("All Nippon") is first
    assert names.find_longer("All") is not None
    assert names.find_longer("All Nip") is None
    assert names.find_longer("All Nippon Airways") is None


def test_a_name_is_compared_with_none_of_many_that_share_nothing_with_it(monkeypatch):
    names = KnownNames([name_of(f"{chr(97 + n % 26)}{n} Tab{n}ov") for n in range(1000)])
    compare = Mock(wraps=compare_names)
    monkeypatch.setattr(known_names, "compare_names", compare)
    assert not names.is_explained("Brandt")
    assert not compare.called
    assert names.is_explained("Tab7ov")
    assert compare.call_count == 1
