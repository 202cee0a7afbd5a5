"""The share of a statement that an outlet quotes is that of all its quotations of the speaker."""

import pytest

from analysis.findings.utterances import list_wordings
from analysis.store import Filters
from tests.made_story import Story

FIRST = "“We open two bridges before winter,”"
SECOND = "“They will cost the town much more than it has.”"
WHOLE = f"{FIRST[:-2]}. {SECOND[1:]}"


@pytest.mark.parametrize(
    ("speaker", "utterance", "share"),
    [("Ann Lee", "u", 1), ("Ann Lee", "other", 1), ("Bo Ek", "other", 6 / 16)],
)
def test_pieces_of_the_speaker_count_together_whatever_they_are_grouped_with(
    tmp_path, speaker, utterance, share
):
    story = Story().article("a", "A", f"{WHOLE} Ann Lee said.")
    story.article("b", "B", f"{FIRST} Ann Lee said. {SECOND}")
    story.quote("a", WHOLE, "Ann Lee", utterance="u")
    story.quote("b", FIRST, "Ann Lee", utterance="u").quote(
        "b", SECOND, speaker, utterance=utterance
    )
    fullest, other = list_wordings(story.save(tmp_path), Filters(), "u")
    assert (fullest.share_quoted, other.share_quoted) == (1, share)


def test_of_two_pieces_the_one_is_shown_that_has_most_of_the_fullest_wording(tmp_path):
    long = "“It is a longer sentence of other words on bridges before the winter of next year,”"
    story = Story().article("a", "A", f"{WHOLE} Ann Lee said.")
    story.article("b", "B", f"{long} Ann Lee said. {SECOND}")
    story.quote("a", WHOLE, "Ann Lee", utterance="u")
    story.quote("b", long, "Ann Lee", utterance="u").quote("b", SECOND, "Ann Lee", utterance="u")
    _, other = list_wordings(story.save(tmp_path), Filters(), "u")
    assert (other.text, other.quotes) == (SECOND, 2)
