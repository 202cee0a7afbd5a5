"""Words credited to an office and to its holder have one speaker wherever speakers are listed."""

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


def make_article(key, before, speaker, title):
    """Return an article of outlet ``key`` in which Ann Lee or an office says the words."""
    text = f"“{WORDS},” said {before}{speaker} on Monday in Geneva. The train was late."
    item = annotated(key, text, "Ann Lee", outlet=key.upper())
    start = text.index(speaker)
    place = {"mention": speaker, "mention_start": start, "mention_end": start + len(speaker)}
    item["quotes"][0] |= {"text": WORDS, "start": 1, "end": 1 + len(WORDS), "cue": "said", **place}
    if speaker != "Ann Lee":
        item["local_entities"], item["mentions"] = [], []
        as_described = {"entity": "", "speaker": speaker, "resolution": "description"}
        item["quotes"][0] |= as_described
    else:
        item["quotes"][0]["resolution"] = "named"
        item["mentions"][0]["epithet"] = title
    item["attitudes"] = []
    return item


def build_story(folder, *articles):
    workspace = Workspace(folder)
    items = [make_article(*article) for article in articles]
    empty = annotated("z", "Nobody sold any bread or milk at noon.", outlet="Z")
    empty |= {name: [] for name in ("local_entities", "mentions", "quotes", "attitudes")}
    workspace.write_part([*items, empty], "one", dict.fromkeys("abcz", "d"))
    for item in items:
        workspace.move_article(item["articles"][0]["article_id"], "z")
    return build.refresh(workspace)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """A story in which outlet A quotes an office, B its holder, and Z says nothing of it."""
    return build_story(
        tmp_path_factory.mktemp("office"),
        ("a", "the ", "US president", ""),
        ("b", "", "Ann Lee", "US President"),
    )


def test_the_table_has_the_holder_and_how_the_text_calls_them(catalogue):
    rows = catalogue.query("FROM quotes ORDER BY article_id")
    columns = ["speaker", "entity_id", "mention", "resolution"]
    assert rows[columns].to_numpy().tolist() == [
        ["Ann Lee", ANN, "US president", "office"],
        ["Ann Lee", ANN, "Ann Lee", "named"],
    ]
    assert rows["utterance_id"].nunique() == 1


def test_lists_of_speakers_and_the_filter_of_entities_have_the_holder_alone(catalogue):
    counted = quotes.count_words_by_speaker(catalogue, Filters())
    assert set(counted["speaker_id"]) == {ANN}
    assert set(counted["outlet_label"]) == {"A", "B"}
    listed = quotes.list_quotes(catalogue, Filters(entities=(ANN,)), "", 9)
    assert listed["article_id"].tolist() == ["a", "b"]


def test_findings_and_coverage_have_the_holder_and_say_what_the_text_has(catalogue):
    reports = list_utterance_reports(catalogue, Filters(), OutletSpread.SEVERAL)
    assert set(reports["credited"]) == {"Ann Lee"}
    (gap,) = find_quotation_gaps(catalogue, Filters(), ("A", "B", "Z"))
    assert "these words of Ann Lee" in gap.sentence
    coverage = next(
        row for row in compute_coverage(catalogue, Filters()) if row.kind == "quotation"
    )
    assert coverage.speakers == (("Ann Lee", ("A", "B")),)
    assert coverage.reports[0].identified == "called “US president” there"


@pytest.mark.parametrize(
    ("before", "title"), [("a ", "US President"), ("the ", "Danish President"), ("the ", "")]
)
def test_without_one_certain_holder_the_office_stays(tmp_path, before, title):
    catalogue = build_story(
        tmp_path, ("a", before, "US president", ""), ("b", "", "Ann Lee", title)
    )
    rows = catalogue.query("SELECT speaker, resolution FROM quotes WHERE article_id = 'a'")
    assert rows.to_numpy().tolist() == [["US president", "description"]]
