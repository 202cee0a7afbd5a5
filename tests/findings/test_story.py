"""The findings on a story, checked against a naive recount of the texts of random workspaces."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from analysis.corpus.differing_figures import (
    DifferingFigure,
    FigureEvidence,
    FigureValue,
    Verdict,
)
from analysis.findings import story as story_module
from analysis.findings.finding import (
    MAX_FINDINGS,
    MAX_OF_KIND,
    Certainty,
    Finding,
    FindingKind,
    join_names,
)
from analysis.findings.story import (
    find_copies,
    find_figures,
    find_quotation_gaps,
    find_story_findings,
)
from analysis.findings.story_names import find_name_findings, list_top_differences
from analysis.store.filters import Filters
from tests.made_story import Story
from tests.random_stories import SAYINGS, make_story


def read_texts(story: Story) -> dict[str, str]:
    return {row["outlet_label"]: row["text"] for row in story.rows["articles"]}


def check_only(finding: Finding, texts: dict[str, str], _: Story) -> None:
    outlet, name = re.fullmatch(r"Only (.+) names (.+) \(.*\)\.", finding.sentence).groups()
    assert {o for o, text in texts.items() if name.split()[1] in text} == {outlet}


def check_omission(finding: Finding, texts: dict[str, str], _: Story) -> None:
    outlet, name = re.fullmatch(r"Every outlet but (.+) names (.+)\.", finding.sentence).groups()
    assert {o for o, text in texts.items() if name in text} == set(texts) - {outlet}
    assert name.split()[1] not in texts[outlet]


def check_quotation(finding: Finding, texts: dict[str, str], story: Story) -> None:
    who, quoted = re.match(
        r"(.+?) report (?:words|these|the) .*?“(.+?)” \(in full\)\. Not", finding.sentence
    ).groups()
    reporting = {outlet for outlet, text in texts.items() if quoted in text}
    counted = f"{len(reporting)} of {len(texts)} outlets"
    assert who == (join_names(sorted(reporting)) if len(reporting) <= 3 else counted)
    missing = set(texts) - reporting
    (not_found,) = [v.outlets for v in finding.values if v.value == "not quoted"]
    assert set(not_found) <= missing, "an outlet with like words is neither"
    if "other" not in finding.sentence.rpartition("Not quoted in")[2]:
        assert finding.sentence.endswith(f"Not quoted in {join_names(not_found)}.")
    speakers: dict[str, set[str]] = {}
    for row in story.rows["quotes"]:
        if quoted in row["text"]:
            outlet = next(
                a["outlet_label"]
                for a in story.rows["articles"]
                if a["article_id"] == row["article_id"]
            )
            speakers.setdefault(row["speaker"], set()).add(outlet)
    assert {v.value: set(v.outlets) for v in finding.values if v.value != "not quoted"} == speakers
    for speaker in speakers:
        assert speaker in finding.sentence, "every speaker is named, none silently"


CHECKS = {
    FindingKind.EXCLUSIVE: check_only,
    FindingKind.OMISSION: check_omission,
    FindingKind.QUOTATION: check_quotation,
}


@pytest.mark.parametrize(
    ("seed", "n_outlets"), [(0, 1), (1, 1), *((seed, 5) for seed in range(4)), (0, 60)]
)
def test_every_finding_is_borne_out_by_the_texts(tmp_path, seed, n_outlets):
    story = make_story(seed, n_outlets)
    catalogue = story.save(tmp_path)
    texts = read_texts(story)
    findings = find_story_findings(catalogue, Filters(), 100)
    assert bool(findings) == (n_outlets > 1)
    for finding in findings:
        if check := CHECKS.get(finding.kind):
            check(finding, texts, story)


@pytest.mark.parametrize("seed", range(4))
def test_findings_speak_of_the_selected_outlets_alone(tmp_path, seed):
    story = make_story(seed, 6)
    catalogue = story.save(tmp_path)
    outlets = ("Paper 0", "Paper 2", "Paper 3")
    texts = {outlet: text for outlet, text in read_texts(story).items() if outlet in outlets}
    for row in list(story.rows["quotes"]):
        number = int(row["article_id"][1:])
        if f"Paper {number}" not in outlets:
            story.rows["quotes"].remove(row)
    for finding in find_story_findings(catalogue, Filters(outlets=outlets), 100):
        assert set(finding.outlets) <= set(outlets)
        if check := CHECKS.get(finding.kind):
            check(finding, texts, story)


@pytest.mark.parametrize("seed", range(3))
def test_the_evidence_of_a_finding_is_in_its_articles(tmp_path, seed):
    story = make_story(seed, 5)
    findings = find_story_findings(story.save(tmp_path), Filters(), 100)
    texts = {row["article_id"]: row["text"] for row in story.rows["articles"]}
    assert findings
    for finding in findings:
        assert finding.evidence
        for span in finding.evidence:
            assert texts[span.article_id][span.start : span.end].strip()


@pytest.mark.parametrize(
    ("name", "elsewhere"),
    [
        ("Ana Guzmán", "Guzman spoke."),
        ("Ann Lee", "Everybody waited for Lee."),
        ("Bo Ek", "BO EK LEAVES"),
    ],
)
def test_a_name_that_another_text_has_by_its_letters_is_not_exclusive(tmp_path, name, elsewhere):
    story = (
        Story().article("a", "A", f"{name} spoke, and {name} left.").article("b", "B", elsewhere)
    )
    story.name("a", name, name).name("a", f"{name} spoke, and {name}", name)
    kinds = [finding.kind for finding in find_story_findings(story.save(tmp_path), Filters())]
    assert FindingKind.EXCLUSIVE not in kinds


def test_the_top_difference_of_a_story_is_its_first_finding_on_a_name(tmp_path):
    story = Story()
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Rain fell, said {outlet}.")
        story.article(f"{key}2", outlet, "Ann Lee waved.", story_id="t")
    story.article("c2", "Courier", "Ann Lee waved. Ann Lee and Bo Ek slept.", story_id="t")
    story.name("c2", "Ann Lee", "Ann Lee").name("c2", "Bo Ek", "Bo Ek")
    story.name("a2", "Ann Lee", "Ann Lee").name("b2", "Ann Lee", "Ann Lee")
    story.quote("c2", "Ann Lee and Bo Ek slept.", "Bo Ek")
    catalogue = story.save(tmp_path)
    assert list_top_differences(catalogue, Filters(), ("s", "t")) == {
        "t": "Only Courier names Bo Ek (quoted once)."
    }
    assert list_top_differences(catalogue, Filters(outlets=("Courier",)), ("s", "t")) == {}
    assert list_top_differences(catalogue, Filters(outlets=("Courier", "Ledger")), ("t",)) == {
        "t": find_name_findings(catalogue, Filters(story="t", outlets=("Courier", "Ledger")))[
            0
        ].sentence
    }


def test_names_in_captions_are_no_findings_but_count_as_named(tmp_path):
    story = (
        Story().article("a", "A", "Bo Ek waved.", "Bo Ek, Acme Press").article("b", "B", "Rain.")
    )
    story.name("a", "Bo Ek", "Bo Ek").name("a", "Bo Ek, Acme Press", "Bo Ek")
    for row in (*story.rows["mentions"], *story.rows["sentences"], *story.rows["blocks"]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    assert find_story_findings(story.save(tmp_path), Filters()) == ()


@pytest.mark.parametrize(
    ("elsewhere", "is_exclusive"),
    [
        ("Members of the council argued.", False),
        ("Members of another council argued.", True),
        ("The Harbour Council argued.", True),
    ],
)
def test_a_body_that_another_text_may_name_by_its_last_word_is_not_exclusive(
    tmp_path, elsewhere, is_exclusive
):
    story = Story().article("a", "A", "The Safety Council met.", "The Safety Council left.")
    story.article("b", "B", elsewhere)
    story.name("a", "Safety Council", "Safety Council", "ORG")
    story.name("a", "Safety Council left", "Safety Council", "ORG")
    assert bool(find_story_findings(story.save(tmp_path), Filters())) == is_exclusive


def test_a_word_in_capitals_is_no_exclusive_name(tmp_path):
    story = Story().article("a", "A", "BREAKING: BREAKING news.").article("b", "B", "It rained.")
    story.name("a", "BREAKING", "BREAKING", "ORG").name("a", "BREAKING", "BREAKING", "ORG")
    assert find_story_findings(story.save(tmp_path), Filters()) == ()


def test_the_heading_of_a_figure_keeps_its_capitals(tmp_path, monkeypatch):
    evidence = FigureEvidence("a", "A", None, 0, 1, "3", 0, "3 NATO troops")
    values = tuple(FigureValue(text, text, (text,), (evidence,)) for text in ("3", "4"))
    case = DifferingFigure("s", "count", "NATO troops", Verdict.MAY_CONFLICT, "", 0.5, values)
    monkeypatch.setattr("analysis.findings.story.find_differing_figures", lambda *_: [case])
    (finding,) = find_figures(Story().article("a", "A", "x").save(tmp_path), Filters())
    assert finding.sentence == "NATO troops may differ, check: 3 in 3 · 4 in 4."


def test_few_findings_are_listed_and_not_all_of_one_kind(tmp_path):
    findings = find_story_findings(make_story(1, 8).save(tmp_path), Filters())
    assert len(findings) <= MAX_FINDINGS
    kinds = [finding.kind for finding in findings]
    assert all(kinds.count(kind) <= MAX_OF_KIND for kind in kinds)
    assert len(set(kinds)) > 1


def test_a_story_of_one_outlet_has_no_findings(tmp_path):
    assert find_story_findings(make_story(1, 1).save(tmp_path), Filters()) == ()


def test_what_an_outlet_may_report_in_other_words_is_not_called_missing(tmp_path):
    story = Story()
    for key in "ab":
        story.article(key, key.upper(), f"{SAYINGS[0]} Ann Lee said.")
        story.quote(key, SAYINGS[0], "Ann Lee", utterance="u")
    story.article("c", "C", "“We will talk with everyone before winter comes,” Ann Lee said.")
    kinds = {finding.kind for finding in find_story_findings(story.save(tmp_path), Filters(), 100)}
    assert FindingKind.QUOTATION not in kinds


def test_what_is_partly_in_the_outlets_words_is_not_called_the_words_of_the_speaker(tmp_path):
    words = "that such a zone along the whole harbour sends a “bad message”"
    story = Story()
    for key in "ab":
        story.article(key, key.upper(), f"Ann Lee said {words}.")
        story.quote(key, words, "Ann Lee", kind="mixed", utterance="u")
    story.article("c", "C", "It rained.")
    findings = find_story_findings(story.save(tmp_path), Filters(), 100)
    (finding,) = [finding for finding in findings if finding.kind is FindingKind.QUOTATION]
    assert f"this statement of Ann Lee: {words} (in full)" in finding.sentence


def test_all_of_a_quotation_that_is_cut_is_said_to_be_elsewhere(tmp_path):
    words = "“" + "We will mend the long harbour wall before the next winter. " * 3 + "”"
    story = Story()
    for key in "ab":
        story.article(key, key.upper(), f"Ann Lee said {words}.")
        story.quote(key, words, "Ann Lee", utterance="u")
    story.article("c", "C", "It rained.")
    (gap,) = find_quotation_gaps(story.save(tmp_path), Filters(), ("A", "B", "C"))
    assert "…” (in full there, cut here). Not quoted in C." in gap.sentence


def test_the_article_of_an_outlet_with_several_is_named_by_its_headline_or_day(tmp_path):
    line = "The council of the harbour met behind closed doors for nine long hours that evening."
    story = Story().article("a", "A", line, title="Met").article("a2", "A", "It rained.")
    story.article("b", "B", line, line, published=date(2023, 9, 5)).article("b2", "B", "It snowed.")
    (copy,) = find_copies(story.save(tmp_path), Filters())
    a, b = "one of A's 2 articles (“Met”)", "one of B's 2 articles (5 September 2023)"
    assert copy.sentence == f"100% of the words of {a} also appear, word for word, in {b}."


def test_a_figure_that_differs_is_to_be_checked_and_a_spelling_is_read_in_the_texts(tmp_path):
    story = Story()
    for key, spelling in (("a", "Adrienne Watson"), ("b", "Adriene Watson")):
        story.article(key, key.upper(), f"{spelling} spoke to reporters on Monday.")
        story.name(key, spelling, "Adrienne Watson")
    findings = find_story_findings(story.save(tmp_path), Filters(), 100)
    (spelling,) = [finding for finding in findings if finding.kind is FindingKind.FIGURE]
    assert spelling.certainty is Certainty.IN_THE_TEXTS
    assert spelling.sentence == "Spelling differs: Adriene Watson in B · Adrienne Watson in A."


@pytest.mark.parametrize(
    ("names", "text"), [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_enumerated(names, text):
    assert join_names(names) == text


@pytest.mark.parametrize(
    ("shares", "wording"),
    [
        ([1, 0.5], "wording of A"),
        ([1, 1, 0.5], "in full in A and B"),
        ([1, 1, 1, 1, 0.5], "in full in 4 outlets"),
        ([1, 1], "in full"),
    ],
)
def test_it_is_said_which_outlets_have_all_the_words(shares, wording):
    wordings = [
        SimpleNamespace(outlet_label=outlet, share_reported=share)
        for outlet, share in zip("ABCDE", shares, strict=False)
    ]
    assert story_module._describe_wording(wordings, "outlet") == wording
