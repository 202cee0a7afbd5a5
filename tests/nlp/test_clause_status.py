"""Whether a text states what a verb says as a fact."""

import pytest


@pytest.fixture
def is_attack_stated(annotated):
    """Return whether a text states that somebody attacks Ukraine."""
    return lambda text: next(
        row["is_factual"] for row in annotated(text)["events"] if row["verb"] == "attack"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked Ukraine.",
        "Russia attacked Ukraine after talks failed.",
        "Ann Orr said that Russia attacked Ukraine.",
        "The fact that Russia attacked Ukraine shocked the world.",
        "Ann Orr knows that Russia attacked Ukraine.",
        "Russia began attacking Ukraine.",
        "China would help because Russia attacked Ukraine.",
        "China did not wait but attacked Ukraine.",
    ],
)
def test_what_a_text_reports_or_presupposes_is_stated(is_attack_stated, text):
    assert is_attack_stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was no sign that Russia attacked Ukraine.",
        "There is evidence that Russia attacked Ukraine.",
        "Ann Orr denied that Russia attacked Ukraine.",
        "Ann Orr did not say that Russia attacked Ukraine.",
        "Ann Orr believes that Russia attacked Ukraine.",
        "Ann Orr asked whether Russia attacked Ukraine.",
        "Russia will attack Ukraine if talks fail.",
        "Russia will attack Ukraine should talks fail.",
        "Russia wants to attack Ukraine.",
        "Russia was accused of attacking Ukraine.",
        "Russia allegedly attacked Ukraine.",
        "No country attacked Ukraine.",
        "The mayor wants a state that attacks Ukraine.",
        "Will Russia attack Ukraine?",
    ],
)
def test_what_a_text_denies_or_leaves_open_is_not_stated(is_attack_stated, text):
    assert not is_attack_stated(text)


def test_only_somebody_acts(annotated):
    agents = {
        row["verb"]: row["agent"]
        for row in annotated("Long talks weakened Russia. Rebels attacked Russia.")["events"]
    }
    assert agents == {"weaken": "", "attack": "Rebels"}
