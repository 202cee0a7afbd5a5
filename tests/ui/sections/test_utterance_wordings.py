import re
from html import unescape

import pytest

from analysis.corpus.wording_diff import compare_wordings
from analysis.findings.utterances import Wording
from ui.sections import utterance_wordings

FULLEST = "We will talk with everyone before winter"


def _wording(text, fullest=FULLEST, **more):
    known = {
        "outlet_label": "Beacon",
        "article_id": "b",
        "start": 0,
        "kind": "direct",
        "cue": "said",
        "mention": "the <minister>",
        "speaker": "Ann Lee",
        "confidence": 0.81,
        "has_other_speaker": False,
        "has_other_cue": False,
        "quotes": 1,
        "share_reported": 0.5,
        "changes": tuple(compare_wordings(fullest, text)),
    }
    return Wording(text=text, fullest=fullest, **known | more)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("We will talk", "We will talk<del>with everyone before winter</del>"),
        ("We will gladly talk", "We will <ins>gladly</ins> talk<del>"),
        ("They will talk", "<del>We</del><ins>They</ins> will talk"),
        ("We will talks", '<span class="px-respelled" title="talk">talks</span>'),
    ],
)
def test_words_are_marked_by_what_became_of_them(text, marked):
    assert marked in utterance_wordings.build_marked_wording(_wording(text))


def test_the_words_that_are_not_cut_are_the_wording_itself():
    text = "“They will <i>talk</i>,” with: everyone…"
    html = re.sub("<del.*?</del>", "", utterance_wordings.build_marked_wording(_wording(text)))
    assert unescape(re.sub("<[^>]*>", "", html)) == text


def test_a_long_cut_is_shortened_and_kept_whole_for_hovering():
    fullest = " ".join(f"w{n}" for n in "abcdefghijklmnopqrstuvwxyz") + " end"
    html = utterance_wordings.build_marked_wording(_wording("end", fullest))
    assert "(26 words)" in html
    assert f'title="{fullest.removesuffix(" end")}"' in html


def test_the_fullest_wording_is_unmarked_and_called_so():
    card = utterance_wordings.build_card(_wording(FULLEST, changes=None), "#0072B2")
    assert "fullest wording" in card
    assert "<del>" not in card


def test_the_attribution_is_given_as_written_and_says_who_is_meant():
    card = utterance_wordings.build_card(_wording("We will talk", quotes=2), "#0072B2")
    assert "50 % of the wording" in card
    assert "“the &lt;minister&gt; said” · “the &lt;minister&gt;” = Ann Lee · 2 quotations" in card


def test_a_wording_without_a_cue_says_so():
    card = utterance_wordings.build_card(
        _wording("We will talk", cue="", mention="", speaker=""), "#0072B2"
    )
    assert "no reporting verb" in card


def test_confidence_and_another_attribution_are_told():
    told = utterance_wordings.build_card(
        _wording("We will talk", has_other_speaker=True, has_other_cue=True), "#0072B2"
    )
    assert "attributed to someone else · another verb · confidence 0.81" in told
