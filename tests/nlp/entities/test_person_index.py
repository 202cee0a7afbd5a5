from itertools import combinations

import pytest

from analysis.nlp.entities import person_index
from analysis.nlp.entities.person_index import PersonIndex, iterate_blocks, iterate_forms
from analysis.nlp.entities.person_name_matching import compare_names
from analysis.nlp.entities.person_names import parse_name


def test_a_word_is_a_family_name_or_a_given_name():
    index = PersonIndex()
    for name in ("Kim Davis", "Kim Jong Un", "Otto Kimmel"):
        index.add(name, name)
    assert index.find_persons("Kim") == (["Kim Jong Un"], ["Kim Davis"])


def test_a_nickname_is_a_given_name():
    index = PersonIndex()
    index.add("William Keller", "w")
    assert index.find_persons("Bill").by_given_name == ["w"]
    assert index.find_persons("Otto") == ([], [])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Adrienne Watson", "Adriene Watson"),
        ("Sergei Shoigu", "Sergey Shoigu"),
        ("Bob Casey", "Robert Casey"),
        ("Joe Biden", "Joseph R. Biden Jr."),
        ("Abe Shinzo", "Shinzo Abe"),
        ("Peña Nieto", "Enrique Peña Nieto"),
        ("Anna Hofmeister", "Anna Hofmaister"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("F. Scott Fitzgerald", "Scott Fitzgerald"),
        ("J. Sullivan", "Jake Sullivan"),
        ("Khalil Haddad", "Halil Haddad"),
    ],
)
def test_names_that_may_be_one_persons_share_a_block_and_a_form(name, other):
    assert compare_names(name, other)
    for iterate in (iterate_blocks, iterate_forms):
        keys = [set(iterate(parse_name(text))) for text in (name, other)]
        assert keys[0] & keys[1]
    assert not set(iterate_forms(parse_name("Otto Haddad"))) & set(
        iterate_forms(parse_name("Khalil Haddad"))
    )


def test_many_different_names_are_compared_with_few(monkeypatch):
    letters = "abcdefghijklmnopqrst"
    names = [f"{a}na{b}o {b}el{a}ar".title() for a, b in combinations(letters, 2)]
    index = PersonIndex()
    compared = 0
    for name in names:
        compared += len(index.find_candidates(name))
        index.add(name, name)
    assert compared <= len(names)
    monkeypatch.setattr(person_index, "compare_names", None)
    assert index.find_persons("Zorn") == ([], [])
