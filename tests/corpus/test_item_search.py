import pytest

from analysis.corpus.item_search import (
    TextIndex,
    find_last_words,
    is_item,
    is_sentence_start,
    list_search_forms,
)


@pytest.mark.parametrize(
    ("text", "form", "is_found"),
    [
        ("FRANÇOIS LEROY spoke.", "Francois Leroy", True),
        ("Al-Leroy’s dog", "al Leroy", True),
        ("The U.S. Court sat.", "US Court", True),
        ("The US Court sat.", "U.S. Court", True),
        ("Leroyd spoke.", "Leroy", False),
        ("Leroy spoke.", "Leroy’s", True),
        ("Leroy spoke.", "", False),
    ],
)
def test_a_name_is_found_as_whole_words_in_any_case(text, form, is_found):
    assert TextIndex([text]).has_name([form]) is is_found


@pytest.mark.parametrize(
    ("text", "kind", "value", "is_found"),
    [
        ("Some 1,500 came.", "count", "1500", True),
        ("Twenty-five came.", "count", "25", True),
        ("It cost A$5 million.", "money", "5000000", True),
        ("It cost 15 million.", "money", "5000000", False),
        ("On 6 September", "date", "2023-09-06", True),
        ("On Sept. 6", "date", "--09-06", True),
        ("On Sept. 16", "date", "--09-06", False),
        ("In September", "date", "--09", True),
        ("The market fell.", "date", "--03", False),
        ("In 2014", "date", "2014", True),
        ("At 7:33 they left.", "time", "07:33", True),
        ("At 7:34 they left.", "time", "07:33", False),
    ],
)
def test_a_figure_is_found_in_digits_or_words(text, kind, value, is_found):
    assert TextIndex([text]).has_figure({"kind": kind, "value": value}) is is_found


def test_a_name_whose_words_stand_in_lower_case_is_a_common_noun():
    assert TextIndex(["The zoo officials came."]).has_common_noun("Zoo officials")
    assert not TextIndex(["The Zoo Officials came."]).has_common_noun("Zoo officials")


@pytest.mark.parametrize(
    ("form", "expected"),
    [("Leroy", True), ("leroy", False), ("NATO", True), ("BREAKS", False), ("BREAK", True)],
)
def test_lower_case_and_six_letters_in_capitals_are_no_item(form, expected):
    assert is_item([form]) is expected


def test_a_person_is_searched_by_a_family_name_of_four_letters_too():
    assert list_search_forms(["Ann Lees"], "PERSON") == {"Ann Lees", "Lees"}
    assert list_search_forms(["Ann Lee"], "PERSON") == {"Ann Lee"}
    assert list_search_forms(["Lake Lees"], "LOC") == {"Lake Lees"}


@pytest.mark.parametrize(
    ("form", "label", "searched"),
    [
        ("Mayor Ana Roth", "ORG", "Ana Roth"),
        ("Ana Roth", "ORG", ""),
        ("University of Oldport", "ORG", ""),
        ("Ana Roth Orr", "PERSON", "Ana Roth"),
        ("Grand Bay Resort", "FAC", "Grand Bay"),
        ("Lake Lees", "LOC", ""),
    ],
)
def test_a_name_is_searched_by_what_a_text_may_shorten_it_to(form, label, searched):
    forms = list_search_forms([form], label)
    assert (searched in forms) if searched else forms == {form}


@pytest.mark.parametrize(
    ("text", "can_mean"),
    [
        ("He joined another group.", False),
        ("Then the group left.", True),
        ("He joined the Group.", True),
        ("Volkswagen Group fell.", False),
        ("Wagner's Group fell.", True),
        ("The EU Group met.", True),
        ("He left. Group leaders met.", True),
        ("Groups met.", False),
    ],
)
def test_the_last_word_of_a_name_stands_for_it_unless_it_is_of_another(text, can_mean):
    assert TextIndex([text]).can_mean("Group", {"wagner", "group"}) is can_mean


def test_last_words_of_names_are_found_but_not_those_of_persons():
    assert find_last_words(["New York Times", "Times", "NYT"], "ORG") == {"Times"}
    assert find_last_words(["the Fed", "Fed"], "ORG") == frozenset()
    assert find_last_words(["Ann Lee", "Lee"], "PERSON") == frozenset()


@pytest.mark.parametrize(
    ("text", "has_day"),
    [
        ("Updated: 2016-07-15 06:50", True),
        ("Posted 15/07/2016", True),
        ("Posted 7/15/16", True),
        ("Posted 15.07.2016", True),
        ("Updated: 2016-07-16", False),
        ("A ratio of 7/15", False),
    ],
)
def test_a_day_in_numbers_is_that_day(text, has_day):
    assert TextIndex([text]).has_figure({"kind": "date", "value": "2016-07-15"}) is has_day


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Witnesses ran.", True),
        ("It fell. Witnesses ran.", True),
        ("It fell, said Witnesses.", False),
        ("He said: “Witnesses ran.”", True),
        ("A caption\nWitnesses ran.", True),
    ],
)
def test_a_sentence_begins_after_the_end_of_another(text, begins):
    assert is_sentence_start(text, text.index("Witnesses")) is begins


@pytest.mark.parametrize(
    ("text", "can_have"),
    [
        ("The Rail Crash Inspections branch came.", True),
        ("A rail crash inspections branch came.", False),
        ("The Rail Crash Office came.", False),
    ],
)
def test_a_name_may_be_there_in_another_inflection_but_not_in_lower_case(text, can_have):
    forms = ["Rail Crash Inspection Branch"]
    assert TextIndex([text]).can_have_name(forms, "ORG") is can_have
