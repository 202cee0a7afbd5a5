"""What one outlet alone has, and what it lacks, against the letters of all texts."""

import pytest

from analysis.findings.article_coverage import SentenceState, compute_article_coverage
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import RowKind
from analysis.findings.exclusive_coverage import find_exclusive_coverage
from analysis.findings.story_coverage import SHORT_QUOTE_WORDS
from analysis.findings.utterances import find_outlets_without_utterance
from analysis.store.filters import Filters
from tests.findings.test_coverage_matrix import make_story
from tests.made_story import Story

SAID = "that divers from three harbours will search the flooded engine room of the ferry until dusk"
ELSEWHERE = "Divers of three harbours are to search the ferry's flooded engine room till dusk."


def find(tmp_path, story, outlet):
    """Return the texts that an outlet has alone, and those that it lacks."""
    coverage = find_exclusive_coverage(story.save(tmp_path), Filters(), outlet)
    return set(coverage.exclusive["text"]), set(coverage.missing["text"])


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, "Tomato prices rose at markets downtown."])
def test_what_a_text_tells_in_other_words_is_not_said_to_be_in_one_outlet_only(tmp_path, elsewhere):
    story = (
        Story().article("a", "Ledger", f"Ann Lee said {SAID}.").article("b", "Beacon", elsewhere)
    )
    story.quote("a", SAID, "Ann Lee", cue="said", kind="indirect")
    exclusive, _ = find(tmp_path, story, "Ledger")
    assert (SAID in exclusive) == (elsewhere != ELSEWHERE)


@pytest.mark.parametrize("n_words", [SHORT_QUOTE_WORDS, SHORT_QUOTE_WORDS + 1])
def test_a_quotation_is_only_here_from_so_many_words_on(tmp_path, n_words):
    words = "harbour divers searched flooded engine rooms while angry families waited by iron gates"
    quotation = " ".join(words.split()[:n_words])
    story = Story().article(
        "a", "Ledger", f"“{quotation}”", "Ann Lee spoke at length of the search."
    )
    story.article("b", "Beacon", "Tomato prices rose at markets downtown.")
    story.quote("a", quotation, "Ann Lee")
    exclusive, _ = find(tmp_path, story, "Ledger")
    assert (quotation in exclusive) == (n_words > SHORT_QUOTE_WORDS)


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, "Tomato prices rose at markets downtown."])
def test_what_two_outlets_say_is_missing_only_where_no_text_has_its_words(tmp_path, elsewhere):
    story = Story()
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Ann Lee said {SAID}.")
        story.quote(key, SAID, "Ann Lee", cue="said", kind="indirect", utterance="u")
    story.article("c", "Courier", elsewhere)
    _, missing = find(tmp_path, story, "Courier")
    assert (SAID in missing) == (elsewhere != ELSEWHERE)


@pytest.mark.parametrize(("number", "is_exclusive"), [("209,000", False), ("260,000", True)])
def test_a_large_figure_that_is_nearly_another_is_not_only_in_one_outlet(
    tmp_path, number, is_exclusive
):
    story = Story().article("a", "Ledger", "Some 200,000 people left the coast.")
    story.figure("a", "200,000", "200000")
    story.article("b", "Beacon", f"The coast was left by {number} people.")
    exclusive, _ = find(tmp_path, story, "Ledger")
    assert ("200,000" in exclusive) == is_exclusive


def test_a_sentence_of_which_another_text_has_a_run_of_words_is_not_missing_in_it(tmp_path):
    words = "There was a woman that was on top of me"
    recalled = f"It was terrifying, the bandaged passenger recalled. {words}, he wept."
    story = Story()
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Asked what he had seen at dawn near the pier: {words}.")
    story.article("c", "Courier", recalled)
    story.article("d", "Daily", "Nobody knows why the tram left the rails in the curve.")
    catalogue = story.save(tmp_path)
    for outlet, n_missing in (("Courier", 0), ("Daily", 1)):
        missing = find_exclusive_coverage(catalogue, Filters(), outlet).missing
        assert len(missing[missing["kind"] == "statement"]) == n_missing, outlet


@pytest.mark.parametrize("seed", range(2))
def test_what_is_missing_and_only_here_is_the_same_on_all_pages(tmp_path, seed):
    story = make_story(seed, 5)
    catalogue = story.save(tmp_path)
    rows = compute_coverage(catalogue, Filters())
    kinds = {RowKind.STATEMENT: "statement", RowKind.QUOTATION: "utterance"}
    for article in story.rows["articles"]:
        key, outlet, text = (article[name] for name in ("article_id", "outlet_label", "text"))
        coverage = find_exclusive_coverage(catalogue, Filters(), outlet)
        missing = coverage.missing[coverage.missing["kind"].isin(list(kinds.values()))]
        listed = sorted(zip(missing["kind"], missing["text"], missing["outlets"], strict=True))
        in_rows = [
            (kinds[row.kind], row.text, len(row.reporting)) for row in rows if outlet in row.missing
        ]
        assert listed == sorted(in_rows)
        marks = compute_article_coverage(catalogue, Filters(), key)
        only_here = [text[m.start : m.end] for m in marks if m.state is SentenceState.ONLY_HERE]
        sentences = coverage.exclusive[coverage.exclusive["kind"] == "statement"]
        assert list(sentences["text"]) == only_here
    for row in rows:
        if row.kind is RowKind.QUOTATION:
            table = find_outlets_without_utterance(catalogue, Filters(), row.row_id.split(":")[1])
            absent = table.loc[table["absent"].astype(bool), "outlet_label"]
            assert set(absent) == set(row.missing)
            assert not table.loc[table["absent"].astype(bool), "possible"].any()
