import pandas as pd
import pytest

from analysis.corpus.toll_places import have_other_places, read_toll_places

COLUMNS = ("article_id", "kind", "label", "text", "entity_id", "start")
NAMES = ("Lorn", "Orria", "India", "Mumbai", "Kenya")


def read_place(text):
    start = text.index("12")
    figures = pd.DataFrame([{"article_id": "a", "start": start, "end": start + 2}])
    articles = pd.DataFrame([{"article_id": "a", "text": text}])
    rows = [
        ("a", "name", "GPE", name, name.lower(), text.index(name)) for name in NAMES if name in text
    ]
    (place,) = read_toll_places(figures, articles, pd.DataFrame(rows, columns=list(COLUMNS)))
    return place


@pytest.mark.parametrize(
    ("text", "other", "differ"),
    [
        ("It killed 12 people in Lorn.", "It killed 12 people across Orria.", True),
        ("It killed 12 people in Lorn.", "It killed 12 people in the town of Lorn.", False),
        ("It killed 12 people in Lorn.", "It killed 12 people.", False),
        ("It killed 12 people when it hit Lorn.", "It killed 12 people in Orria.", False),
        ("In Ek district 12 people died.", "So 12 people died. A village burned.", True),
        ("In Ek district 12 people died.", "In Ek village 12 people died.", False),
        ("It killed 12 people on Tuesday.", "It killed 12 people in Mumbai.", False),
        ("It killed 12 people in the city.", "It killed 12 people in Mumbai.", False),
        ("It killed 12 people in India.", "It killed 12 people in Mumbai.", False),
        ("It killed 12 people in India.", "It killed 12 people in Kenya.", True),
        ("It killed 12 people in the province.", "It killed 12 people across Asia.", True),
        ("It killed 12 people in Lorn.", "It killed 12 people in 13 countries.", True),
    ],
)
def test_people_are_of_other_places_by_the_names_after_them_or_if_one_is_a_part(
    text, other, differ
):
    assert have_other_places(read_place(text), read_place(other)) is differ


@pytest.mark.parametrize(("n", "names"), [(39, {"lorn"}), (40, set())])
def test_the_place_of_people_begins_up_to_forty_five_characters_after_them(n, names):
    assert read_place(f"So 12 {'x' * n} in Lorn").names == names


@pytest.mark.parametrize(("n", "names"), [(99, {"lorn"}), (100, set())])
def test_the_name_of_the_place_begins_up_to_sixty_characters_later(n, names):
    assert read_place(f"So 12 in {'x' * n} Lorn").names == names
