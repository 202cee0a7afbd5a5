"""Names of persons with a nickname in quotation marks."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bill is small, Rep. Kevin “Coach” Holt said.", "Kevin “Coach” Holt"),
        ("William Edward Holt “Red” Du Bois met Ann Lee.", "William Edward Holt “Red” Du Bois"),
    ],
)
def test_a_nickname_in_marks_is_part_of_the_name(names, text, name):
    assert (name, "PERSON") in names(text)


def test_words_in_marks_before_another_name_are_no_nickname(names):
    persons = [
        text for text, label in names("Why “Black Friday” Has No Sales") if label == "PERSON"
    ]
    assert persons == []
