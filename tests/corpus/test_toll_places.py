import pytest

from analysis.corpus.toll_places import have_other_places


def place(text):
    start = text.index("12")
    return {"start": start, "end": start + 2}, text


@pytest.mark.parametrize(
    ("text", "other", "differ"),
    [
        ("It killed 12 people in Lorn.", "It killed 12 people across Orria.", True),
        ("It killed 12 people in Lorn.", "It killed 12 people in the town of Lorn.", False),
        ("It killed 12 people in Lorn.", "It killed 12 people.", False),
        ("It killed 12 people when it hit Lorn.", "It killed 12 people in Orria.", False),
        ("In Ek district 12 people died.", "So 12 people died. A village burned.", True),
        ("In Ek district 12 people died.", "In Ek village 12 people died.", False),
    ],
)
def test_people_are_of_other_places_by_the_words_after_them_or_if_one_is_a_part(
    text, other, differ
):
    assert have_other_places(*place(text), *place(other)) is differ
