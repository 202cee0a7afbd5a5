"""How a speaker was identified, in words."""

import pytest

from analysis.findings.speaker_names import describe_identification, select_attribution


@pytest.mark.parametrize(
    ("speaker", "mention", "resolution", "text"),
    [
        ("Ann Lee", "Lee", "named", ""),
        ("", "", "", ""),
        ("", "she", "pronoun", ""),
        ("Ann Lee", "Lee", "", ""),
        ("Ann Lee", "she", "pronoun", "called “she” there"),
        ("Ann Lee", "a minister", "description", "called “a minister” there"),
        ("Ann Lee", "", "continued", "identified by what precedes"),
        ("Ann Lee", "she", "continued", "identified by what precedes"),
        ("Ann Lee", "", "pronoun", "identified by what precedes"),
        ("Ann Lee", "an aide of Ann Lee", "description", ""),
        ("Ann Lee", "the minister", "office", "called “the minister” there"),
        ("the ministry", "a clerk of the ministry", "representative", ""),
        ("the ministry", "the clerk", "representative", "identified by “the clerk”"),
        ("Ann Lee", "the letter", "document", "identified by “the letter”"),
    ],
)
def test_a_speaker_who_is_not_named_beside_the_words_is_said_to_be_inferred(
    speaker, mention, resolution, text
):
    quote = {"speaker": speaker, "mention": mention, "resolution": resolution}
    assert describe_identification(quote) == text


def test_the_first_known_speaker_is_selected():
    quotes = [{"speaker": name, "mention": "", "resolution": "", "cue": ""} for name in ("", "Bo")]
    assert select_attribution(quotes)["speaker"] == "Bo"
    assert not select_attribution(quotes[:1])["speaker"]
