from itertools import combinations

import pytest

from analysis.nlp.entities import person_index
from analysis.nlp.entities.person_index import PersonIndex, find_comparable, iterate_blocks
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
def test_names_that_may_be_one_persons_share_a_block_and_are_compared(name, other):
    assert compare_names(name, other)
    names = {text: parse_name(text) for text in (name, other)}
    blocks = [set(iterate_blocks(parsed)) for parsed in names.values()]
    assert blocks[0] & blocks[1]
    assert find_comparable(names) == {tuple(sorted(names))}


def test_only_names_that_may_be_one_persons_are_compared():
    given_names = ["Otto", "Khalil", "Halil", "J.", "Jake", "James", "Josephine", "Josefine", "R."]
    given_names += ["Bob", "Robert", "Rob", "Bob Lee", "Bob Carl", "Bob L.", "R. Lee", "Lee"]
    names = {text: parse_name(text) for text in (f"{word} Haddad" for word in given_names)}
    pairs = find_comparable(names)
    assert {pair for pair in combinations(sorted(names), 2) if compare_names(*pair)} <= pairs
    assert ("Jake Haddad", "James Haddad") not in pairs
    assert ("Khalil Haddad", "Otto Haddad") not in pairs
    assert ("Bob Carl Haddad", "Bob Lee Haddad") not in pairs


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
