import re
from html import unescape
from random import Random

import pytest

from analysis.corpus.wording_diff import compare_wordings
from analysis.findings.utterances import Wording
from ui.sections import utterance_wordings
from ui.widgets.markup import Html

OUTLET = Html("Beacon")
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
        "is_described": False,
        "has_other_speaker": False,
        "has_other_cue": False,
        "quotes": 1,
        "share_reported": 0.5,
        "share_quoted": None,
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


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (FULLEST, []),
        ("We will talk", ["deleted"]),
        ("They will talks with everyone before winter", ["deleted", "inserted", "respelled"]),
        ("with everyone before winter We will talk", ["moved"]),
    ],
)
def test_the_legend_has_the_marks_of_the_words_and_no_others(text, entries):
    changes = compare_wordings(FULLEST, text)
    legend = re.sub("<[^>]*>", "", utterance_wordings.build_legend("Compared", changes))
    assert legend == (f"Compared: same · {' · '.join(entries)}" if entries else "")


def test_the_words_that_are_not_deleted_are_the_wording_itself():
    text = "“They will <i>talk</i>,” with: everyone…"
    html = re.sub("<del.*?</del>", "", utterance_wordings.build_marked_wording(_wording(text)))
    assert unescape(re.sub("<[^>]*>", "", html)) == text


def test_a_long_deletion_is_shortened_and_whole_in_the_tooltip():
    fullest = " ".join(f"w{n}" for n in "abcdefghijklmnopqrstuvwxyz") + " end"
    html = utterance_wordings.build_marked_wording(_wording("end", fullest))
    assert "(26 words)" in html
    assert f'title="{fullest.removesuffix(" end")}"' in html


def test_the_fullest_wording_is_unmarked_and_called_so():
    card = utterance_wordings.build_card(_wording(FULLEST, changes=None), OUTLET)
    assert "fullest version" in card
    assert "<del>" not in card


def test_the_attribution_is_given_as_written_and_says_who_is_meant():
    card = utterance_wordings.build_card(_wording("We will talk", quotes=2), OUTLET)
    assert "50\N{NO-BREAK SPACE}% of the wording" in card
    quoted = utterance_wordings.build_card(_wording("We will talk", share_quoted=0.6), OUTLET)
    assert "60\N{NO-BREAK SPACE}% of the quoted words" in quoted
    assert "“the &lt;minister&gt; said” · “the &lt;minister&gt;” = Ann Lee · 2 quotations" in card


def test_a_wording_without_a_cue_says_so():
    card = utterance_wordings.build_card(
        _wording("We will talk", cue="", mention="", speaker=""), OUTLET
    )
    assert "no reporting verb" in card


def test_confidence_and_another_attribution_are_shown():
    card = utterance_wordings.build_card(
        _wording("We will talk", has_other_speaker=True, has_other_cue=True), OUTLET
    )
    assert "attributed to someone else · another verb · confidence 0.81" in card


@pytest.mark.parametrize(("words", "is_shortened"), [(18, False), (19, True)])
def test_a_deletion_is_shortened_from_so_many_words_on(words, is_shortened):
    fullest = " ".join(f"w{chr(ord('a') + n)}" for n in range(words)) + " end"
    html = utterance_wordings.build_marked_wording(_wording("end", fullest))
    assert (f"({words} words)" in html) is is_shortened


def test_a_speaker_without_a_mention_is_named():
    card = utterance_wordings.build_card(_wording("We will talk", mention=""), OUTLET)
    assert "speaker: Ann Lee" in card


def test_who_credits_whom_is_said_where_outlets_credit_different_people():
    lee = _wording(FULLEST, outlet_label="Ledger")
    ek = _wording("We will talk", speaker="Bo Ek", outlet_label="Beacon")
    unknown = _wording("We will talk", speaker="", outlet_label="Courier")
    describe = utterance_wordings.describe_other_speakers
    assert describe([lee, ek, unknown]) == "Ann Lee: Ledger; Bo Ek: Beacon"
    assert not describe([lee, unknown])


def test_a_deletion_has_the_number_of_its_words_and_the_speaker_is_said_once():
    chance = Random(3)
    for _ in range(40):
        deleted = " ".join(
            "".join(chance.choices("abcdefgh", k=6)) for _ in range(chance.randint(1, 40))
        )
        html = str(utterance_wordings._build_deletion(deleted))
        n_words = re.search(r"\((\d+) words\)", html)
        assert bool(n_words) == (len(deleted.split()) > 18)
        if n_words:
            assert int(n_words[1]) == len(deleted.split())
            ends = re.sub(r" \(\d+ words\)|<[^>]*>", "", html).split(" … ")
            assert deleted.startswith(ends[0])
            assert deleted.endswith(ends[1])
        else:
            assert html == f"<del>{deleted}</del>"
        speaker, mention = chance.choice(("", "Ann Lee")), chance.choice(("", "she", "Ann Lee"))
        wording = _wording("We will talk", speaker=speaker, mention=mention)
        words = utterance_wordings._describe_attribution(wording)
        assert words.count("Ann Lee") == (1 if speaker or mention == "Ann Lee" else 0)
