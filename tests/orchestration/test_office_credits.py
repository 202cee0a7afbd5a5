"""Words credited to an office and to its holder have one speaker wherever speakers are listed."""

from dataclasses import replace

import pytest

from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.story import find_quotation_gaps
from analysis.findings.utterances import OutletSpread, list_utterance_reports
from analysis.orchestration import build
from analysis.store import Filters, Workspace
from analysis.store.queries import quotes
from tests.handmade import annotated

WORDS = "We will keep every bridge over the northern river open until the spring"
ANN = "person:ann-lee"
OTHERS = (
    "Nobody sold any bread or milk at noon.",
    "Two swans crossed an icy pond.",
    "Her violin teacher repairs clocks.",
    "Copper prices doubled within a decade.",
)


#: By story: outlet, whom it credits with the words, and the title of a person whom it names.
STORIES = {
    "one holder": (("a", "the US president", ""), ("b", "Ann Lee", "US President")),
    "one of several": (("c", "a US president", ""), ("d", "Ann Lee", "US President")),
    "another office": (("e", "the Danish president", ""), ("f", "Ann Lee", "US President")),
    "no title": (("g", "the US president", ""), ("h", "Ann Lee", "")),
}


def make_article(key, mention, title):
    """Return an article of outlet ``key`` in which Ann Lee or an office says the words.

    The mention has the article of an office, and the speaker has not, as in annotation.
    """
    text = f"“{WORDS},” said {mention} on Monday in Geneva. The train was late."
    item = annotated(key, text, "Ann Lee", outlet=key.upper())
    start = text.index(mention)
    place = {"mention": mention, "mention_start": start, "mention_end": start + len(mention)}
    item["quotes"][0] |= {"text": WORDS, "start": 1, "end": 1 + len(WORDS), "cue": "said", **place}
    if mention != "Ann Lee":
        item["local_entities"], item["mentions"] = [], []
        speaker = mention.partition(" ")[2]
        as_described = {"entity": "", "speaker": speaker, "resolution": "description"}
        item["quotes"][0] |= as_described | {"speaker_confidence": 0.65}
    else:
        item["quotes"][0]["resolution"] = "named"
        item["mentions"][0]["epithet"] = title
    item["attitudes"] = []
    return item


def make_other(key, text):
    """Return an article of outlet ``key`` that says nothing of it, for the others to be beside."""
    item = annotated(key, text, outlet=key.upper())
    return item | {name: [] for name in ("local_entities", "mentions", "quotes", "attitudes")}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """The stories, each with an article of another outlet (Z, Y, X, W) that does not quote it."""
    workspace = Workspace(tmp_path_factory.mktemp("office"))
    items = [make_article(*article) for story in STORIES.values() for article in story]
    items += [make_other(key, text) for key, text in zip("zyxw", OTHERS, strict=True)]
    workspace.write_part(items, "one", dict.fromkeys("abcdefghwxyz", "d"))
    for beside, story in zip("zyxw", STORIES.values(), strict=True):
        for key, _, _ in story:
            workspace.move_article(key, beside)
    return build.refresh(workspace)


@pytest.fixture(scope="module")
def of_story(catalogue):
    """The filter of the story with one holder."""
    rows = catalogue.query("SELECT story_id FROM articles WHERE article_id = 'z'")
    return Filters(story=rows["story_id"].item())


def test_the_table_has_the_holder_and_how_the_text_calls_them(catalogue):
    rows = catalogue.query("FROM quotes WHERE article_id IN ('a', 'b') ORDER BY article_id")
    columns = ["speaker", "entity_id", "mention", "resolution"]
    assert rows[columns].to_numpy().tolist() == [
        ["Ann Lee", ANN, "the US president", "office"],
        ["Ann Lee", ANN, "Ann Lee", "named"],
    ]
    assert rows["utterance_id"].nunique() == 1
    assert rows["speaker_confidence"].isna().tolist() == [True, False]


def test_lists_of_speakers_and_the_filter_of_entities_have_the_holder_alone(catalogue, of_story):
    counted = quotes.count_words_by_speaker(catalogue, of_story)
    assert set(counted["speaker_id"]) == {ANN}
    assert set(counted["outlet_label"]) == {"A", "B"}
    listed = quotes.list_quotes(catalogue, replace(of_story, entities=(ANN,)), "", 9)
    assert listed["article_id"].tolist() == ["a", "b"]


def test_findings_and_coverage_have_the_holder_and_say_what_the_text_has(catalogue, of_story):
    reports = list_utterance_reports(catalogue, of_story, OutletSpread.SEVERAL)
    assert set(reports["credited"]) == {"Ann Lee"}
    (gap,) = find_quotation_gaps(catalogue, of_story, ("A", "B", "Z"))
    assert "these words of Ann Lee" in gap.sentence
    coverage = next(row for row in compute_coverage(catalogue, of_story) if row.kind == "quotation")
    assert coverage.speakers == (("Ann Lee", ("A", "B")),)
    assert coverage.reports[0].identified == "called “the US president” there"


@pytest.mark.parametrize("story", ["one of several", "another office", "no title"])
def test_without_one_certain_holder_the_office_stays(catalogue, story):
    key, mention, _ = STORIES[story][0]
    rows = catalogue.query(
        f"SELECT speaker, resolution, speaker_confidence FROM quotes WHERE article_id = '{key}'"
    )
    assert rows.to_numpy().tolist() == [[mention.partition(" ")[2], "description", 0.65]]
