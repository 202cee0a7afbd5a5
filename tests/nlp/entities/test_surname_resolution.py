"""Whom a family name alone means, in annotated articles."""

import pytest


@pytest.fixture
def who(annotated):
    """Return the fullest name of whom each use of a word means, in order."""

    def find(text, word, title=""):
        rows = annotated(text, title)
        names = {row["entity"]: row["name"] for row in rows["local_entities"]}
        return [
            names[row["entity"]]
            for row in rows["mentions"]
            if row["kind"] == "name" and row["text"] == word
        ]

    return find


def test_a_family_name_is_not_that_of_a_relative_introduced_later(who):
    text = (
        "President Brandt arrived in Oslo on Monday. Brandt met the king. "
        "The first lady, Carla Brandt, visited a school. Brandt then left for Paris."
    )
    assert set(who(text, "Brandt")) == {"Brandt"}


def test_of_a_person_and_a_relative_the_person_keeps_the_family_name(who):
    text = (
        "President Paul Brandt arrived in Oslo on Monday. Brandt met the king. "
        "His wife, Carla Brandt, visited a school. Brandt then left for Paris."
    )
    assert who(text, "Brandt") == ["Paul Brandt", "Paul Brandt"]


def test_of_a_person_and_a_relative_named_before_its_first_use_the_person_has_the_family_name(who):
    text = (
        "A judge, Paul Brandt, spoke in Oslo on Monday. "
        "Beside his wife, Carla Brandt, the judge denied it. Brandt will not resign."
    )
    assert who(text, "Brandt") == ["Paul Brandt"]
    opening = "The mill in Oslo closed on Monday.\n\n"
    assert who(opening + text, "Brandt") == ["Brandt"]


def test_the_only_person_named_in_full_before_a_family_name_is_meant(who):
    text = (
        "Anna Keller said the mill would close. Keller owns it. "
        "A lawyer, Otto Keller, said workers would be paid. Keller did not say when."
    )
    assert who(text, "Keller")[0] == "Anna Keller"


def test_a_family_name_of_two_persons_introduced_before_it_stays_open(who):
    text = (
        "A lawyer, Anna Keller, met a teacher, Otto Keller, at the mill on Monday. "
        "The roof was damaged, Keller said."
    )
    assert who(text, "Keller") == ["Keller"]


def test_the_gender_of_a_title_decides(who):
    text = (
        "Senator Paul Brandt and his wife, Carla Brandt, arrived on Monday. "
        "Mrs. Brandt visited a school. Mr. Brandt met the king."
    )
    assert who(text, "Brandt") == ["Carla Brandt", "Paul Brandt"]


def test_the_title_before_a_family_name_decides(who):
    text = (
        "Senator Paul Brandt debated Governor Otto Brandt on Monday. "
        "Governor Brandt attacked the budget. Senator Brandt defended it."
    )
    assert who(text, "Brandt") == ["Otto Brandt", "Paul Brandt"]


def test_a_headline_means_whom_the_text_means(who):
    text = (
        "Senator Paul Brandt arrived in Oslo on Monday. Brandt met the king. "
        "His daughter Carla Brandt visited a school."
    )
    assert set(who(text, "Brandt", "Brandt meets king")) == {"Paul Brandt"}


def test_a_junior_has_the_family_name_where_he_is_alone(who):
    text = "Martin Keller Jr. won the race on Monday. Keller thanked his team."
    assert who(text, "Keller") == ["Martin Keller Jr."]


def test_a_junior_introduced_later_does_not_take_the_family_name(who):
    text = (
        "President Keller won the vote on Monday. Keller thanked his voters. "
        "Martin Keller Jr. ran the campaign. Keller praised him."
    )
    assert set(who(text, "Keller")) == {"Keller"}


def test_the_formal_and_the_short_name_of_one_person_do_not_compete(who):
    text = (
        "Senators confirmed Peter H. Keller Jr. as attorney general on Monday. "
        "Mr. Keller thanked them. “You are not Pete Keller,” one said to the deputy. "
        "Mr. Keller smiled."
    )
    assert set(who(text, "Keller")) == {"Peter H. Keller Jr."}


def test_the_title_of_somebody_whose_relative_is_introduced_is_not_the_relatives(who):
    text = (
        "President Brandt spoke in Orlo on Monday. Brandt praised the crowd. President Brandt's "
        "eldest son, Otto Brandt, left early. President Brandt stayed until night."
    )
    assert set(who(text, "Brandt")) == {"Brandt"}


def test_the_family_name_is_not_a_juniors_where_the_elder_is_named_too(who):
    text = (
        "Otto Brandt Jr. ran the campaign. The Brandt plan was ready on Monday, and it cost a "
        "million. Otto Brandt signed it."
    )
    assert who(text, "Brandt") == ["Otto Brandt"]


def test_mr_is_not_a_son_who_is_introduced_later(who):
    text = (
        "President Brandt spoke in Orlo on Monday. His son, Otto Brandt, left early. "
        "Mr. Brandt stayed until night."
    )
    assert set(who(text, "Brandt")) == {"Brandt"}


def test_a_family_name_keeps_its_meaning_while_its_first_bearer_is_named_far_more_often(who):
    text = (
        "Paul Brandt arrived in Oslo on Monday. Brandt met the king. Brandt praised the mill. "
        "A teacher, Carla Brandt, visited a school. Brandt then left for Paris."
    )
    assert set(who(text, "Brandt")) == {"Paul Brandt"}


def test_an_article_that_opens_with_a_junior_means_him_by_the_family_name(who):
    text = (
        "Otto Keller Jr. wrote a book about the Keller family. Otto Keller Jr. sold it himself. "
        "It praises President Otto Keller. Keller wrote it in a year. "
        "The elder Keller has not read it, the younger Keller said."
    )
    father, son = "Otto Keller", "Otto Keller Jr."
    assert who(text, "Keller") == [father, son, father, son]


@pytest.mark.parametrize(("relative", "meant"), [("son", "Kim Keller"), ("wife", "Keller")])
def test_the_younger_is_a_child_and_no_wife(who, relative, meant):
    text = (
        f"Paul Keller came to Oslo on Monday with his {relative}, Kim Keller. "
        "Reporters waited at the mill. It opens at noon, the younger Keller said."
    )
    assert who(text, "Keller") == [meant]


def test_where_the_junior_is_told_apart_the_family_name_is_the_fathers(who):
    text = (
        "Otto Keller Jr. left the firm on Monday. Keller Jr. said the work was done. "
        "Otto Keller Jr. had joined it in May. Otto Keller, a smith, founded it. "
        "Keller still owns it."
    )
    assert who(text, "Keller") == ["Otto Keller"]


def test_a_junior_does_not_give_way_to_another_of_another_given_name(who):
    text = (
        "The marchers remembered Otto Keller Jr. on Monday. Keller was shot in 1968. "
        "A driver, Rodney Keller, was beaten in 1991."
    )
    assert who(text, "Keller") == ["Otto Keller Jr."]


def test_a_president_named_by_title_alone_is_not_his_son(who):
    text = (
        "Lawyers asked Otto Keller Jr. about the meeting. President Keller was not there. "
        "Keller denied it all."
    )
    assert set(who(text, "Keller")) == {"Keller"}


def test_a_title_before_another_name_is_nobodys_surname(who):
    text = (
        "A classmate, Mark Judge, wrote a letter to Judge Paul Brandt on Monday. "
        "Judge Brandt will testify. Judge does not recall the party, the letter says."
    )
    assert who(text, "Judge") == ["Mark Judge"]
