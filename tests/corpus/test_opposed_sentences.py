"""Which sentences deny what another says."""

import pytest

from analysis.corpus.opposed_sentences import NEGATION_REACH, are_opposed, read_claims


def oppose(one, other):
    """Return whether two sentences are opposed, which does not depend on their order."""
    left, right = read_claims(one), read_claims(other)
    assert are_opposed(left, right) == are_opposed(right, left)
    return are_opposed(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The singer was on stage when it began.", "The singer was not on stage when it began."),
        ("The group claimed the attack.", "The group did not immediately claim the attack."),
        ("The group claimed the attack.", "The group hadn ’ t claimed the attack."),
        ("The gunman killed himself in a hotel.", "The gunman was shot dead by officers."),
        ("Senators accepted the plan on Monday.", "Senators rejected the plan on Monday."),
        ("A harbour clerk confirmed the order.", "A harbour clerk denied the order."),
        ("Ann Lee pleaded not guilty.", "Ann Lee was found guilty."),
        ("Tests found lead in the water.", "Tests found no lead in the water."),
        ("It was the 13th ballistic missile launch of the year.", "It was the 19th launch."),
        ("It was his fifth term.", "It was his 4th term."),
    ],
)
def test_a_sentence_that_denies_the_other_is_opposed_to_it(one, other):
    assert oppose(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The group claimed the attack.", "The attack was claimed by the group."),
        ("She could not confirm the visit.", "She declined to confirm the visit."),
        ("He was not only a singer.", "He was a singer and a painter."),
        ("He said no and went home.", "He refused it and went home."),
        ("It opens by May, if not sooner.", "It will open sooner than planned."),
        ("The cup was last won in 1908.", "The club had not won the cup since 1908."),
        ("It was the 13th launch of the year.", "It was the thirteenth launch."),
        ("It was the 13th launch, and the 2nd in May.", "It was the 2nd launch in May."),
        ("It was the 13th launch of the year.", "It is the 4th game on Monday."),
        ("It was the 13th long and costly launch.", "It was the 19th launch."),
        ("Nobody was hurt.", "The mayor rejected and accepted parts of it."),
        ("The gunman killed himself.", "The gunman killed himself after being hit by officers."),
        ("He would not say what the Harbour star had done.", "The Harbour star left on Friday."),
    ],
)
def test_a_sentence_that_denies_nothing_of_the_other_is_not_opposed(one, other):
    assert not oppose(one, other)


def test_a_negation_reaches_so_many_words_and_no_further():
    near, far = (
        f"It did not {'really ' * words}flood." for words in (NEGATION_REACH - 1, NEGATION_REACH)
    )
    assert "flood" in read_claims(near).denied
    assert not read_claims(far).denied
