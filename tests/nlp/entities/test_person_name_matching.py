"""Which names can be names of one person, and which cannot."""

import pytest

from analysis.nlp.entities.person_name_matching import (
    NameRelation,
    compare_names,
    is_compatible,
    spelling_key,
)

HOSTILE_NAMES = ["<script>alert(1)</script>", "a" * 5000, "\u202e\u0000", "'''\"\"", ", Jr.", "-"]
SAME = [
    ("Kim Jong-un", "Kim Jong Un"),
    ("KIM JONG UN", "Kim Jong-Un"),
    ("Enrique Peña Nieto", "Enrique Pena Nieto"),
    ("J.K. Rowling", "JK Rowling"),
    ("J. K. Rowling", "J.K. Rowling"),
    ("President Barack Obama", "Barack Obama"),
    ("Hillary] Clinton", "Hillary Clinton"),
    ("Martin Luther King Jr.", "Martin Luther King, Jr."),
    ("Pope Francis", "Francis"),
]
VARIANT = [
    ("George Bush", "George W. Bush"),
    ("John Kennedy", "John F. Kennedy"),
    ("John F. Kennedy", "John Fitzgerald Kennedy"),
    ("Joe Biden", "Joseph R. Biden"),
    ("Bill Clinton", "William Jefferson Clinton"),
    ("Bob Casey", "Robert Casey"),
    ("J. Sullivan", "Jake Sullivan"),
    ("F. Scott Fitzgerald", "Scott Fitzgerald"),
    ("J. Christopher Stevens", "Chris Stevens"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Le Pen", "Marine Le Pen"),
    ("Peña Nieto", "Enrique Peña Nieto"),
]
SPELLING = [
    ("Adrienne Watson", "Adriene Watson"),
    ("Kirstjen Nielsen", "Kirstjen Neilsen"),
    ("Jonathan Hoffman", "Jonathan Hoffmann"),
    ("Sergei Shoigu", "Sergey Shoigu"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Moammar Gadhafi", "Muammar Gaddafi"),
    ("Osama bin Laden", "Usama bin Laden"),
    ("Vladimir Putin", "Vladmir Putin"),
    ("Barack Obama", "Barak Obama"),
    ("Shinzo Abe", "Abe Shinzo"),
    ("Donald J. Trump", "Trump Donald"),
]
SURNAME = [
    ("Sullivan", "Jake Sullivan"),
    ("Mr. Kim’s", "Kim Jong Un"),
    ("Jean-Pierre", "Karine Jean-Pierre"),
    ("al-Assad", "Bashar Assad"),
    ("Assad", "Bashar al-Assad"),
    ("Davis", "Kim Davis"),
    ("Obama", "Michelle Obama"),
    ("Xi", "Xi Jinping"),
    ("Trump Jr.", "Donald Trump Jr."),
]
NEVER = [
    ("John McCann", "John McCain"),
    ("Jim Hines", "Jim Himes"),
    ("George Bush", "Jeb Bush"),
    ("George W. Bush", "George H.W. Bush"),
    ("Michelle Obama", "Barack Obama"),
    ("Hillary Clinton", "Bill Clinton"),
    ("Bill Gates", "Robert Gates"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Kim Jong Un", "Kim Yo Jong"),
    ("Donald Trump", "Donald Trump Jr."),
    ("Robert F. Kennedy", "Robert F. Kennedy Jr."),
    ("Trump Jr.", "Donald Trump"),
    ("Henry VIII", "Henry Ford"),
    ("Maria Smith", "Marie Smith"),
    ("Daniel Brown", "Danielle Brown"),
    ("Tim Cook", "Tom Cook"),
    ("Mike Pence", "Mike Pompeo"),
    ("Paul Ryan", "Ryan Zinke"),
    ("John Kirby", "Jack Reed"),
    ("Adam Smith", "Adam Smits"),
    ("Jake Sullivan", NameRelation.NONE),
    ("", NameRelation.NONE),
    ("!!!", "???"),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        *((*pair, NameRelation.SAME) for pair in SAME),
        *((*pair, NameRelation.VARIANT) for pair in VARIANT),
        *((*pair, NameRelation.SPELLING) for pair in SPELLING),
        *((*pair, NameRelation.SURNAME) for pair in SURNAME),
        *((*pair, NameRelation.NONE) for pair in NEVER),
        ("Hillary", "Hillary Clinton", NameRelation.GIVEN_NAME),
        ("Kim", "Kim Davis", NameRelation.GIVEN_NAME),
        ("Lula", "Luiz Inácio Lula da Silva", NameRelation.GIVEN_NAME),
        ("J.", "Ann J. Davis", NameRelation.NONE),
        ("Underwood", "Ann Underwood Davis", NameRelation.NONE),
        ("Rodham", "Hillary Rodham Clinton", NameRelation.GIVEN_NAME),
        ("Pope Francis", "James Francis", NameRelation.GIVEN_NAME),
        ("Joe Biden", "Joseph R. Biden Jr.", NameRelation.NAMESAKE),
        ("Eric Holder", "Eric H. Holder Jr.", NameRelation.NAMESAKE),
    ],
)
def test_how_two_names_can_be_of_one_person(a: str, b: str, expected: NameRelation) -> None:
    assert compare_names(a, b) == expected
    assert compare_names(b, a) == expected


def test_names_are_compatible_unless_only_the_given_name_or_a_junior_tells() -> None:
    assert all(is_compatible(*pair) for pair in SAME + VARIANT + SPELLING + SURNAME)
    assert not any(is_compatible(*pair) for pair in NEVER)
    assert not is_compatible("Hillary", "Hillary Clinton")
    assert not is_compatible("Joe Biden", "Joseph R. Biden Jr.")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_compared_without_harm(name: str) -> None:
    assert compare_names(name, "Jake Sullivan") is NameRelation.NONE


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ann Lewis", "Ann Lewes", NameRelation.SPELLING),
        ("Ann Reed", "Ann Reid", NameRelation.NONE),
    ],
)
def test_family_names_of_five_letters_are_compared_by_spelling_and_of_four_are_not(
    a: str, b: str, expected: NameRelation
) -> None:
    assert compare_names(a, b) is expected


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("Sergei", "Sergey", True),
        ("Gadhafi", "Gaddafi", True),
        ("Daniel", "Daniela", False),
        ("Reed", "Reid", False),
    ],
)
def test_romanisations_of_one_name_share_a_key(word: str, other: str, *, expected: bool) -> None:
    assert (spelling_key(word.lower()) == spelling_key(other.lower())) is expected


def test_only_the_relation_of_two_persons_is_false() -> None:
    assert [relation for relation in NameRelation if not relation] == [NameRelation.NONE]
