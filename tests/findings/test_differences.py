"""The findings on Differences, checked against a naive recount of the texts of random stories."""

import random
import re

import pytest

from analysis.findings.differences import MAX_NAMES, MAX_OF_KIND, find_differences
from analysis.findings.finding import MAX_FINDINGS, FindingKind
from analysis.findings.story_names import find_missing_names
from analysis.store.filters import Filters
from tests.made_story import Story

PEOPLE = ("Ann Lee", "Bo Ek", "Cy Orr", "Dora Fell", "Eve Gray", "Finn Holt", "Gil Iver", "Hal Jud")
#: A sentence on each kind of finding on names: its outlet, and the names.
SENTENCES = {
    FindingKind.EXCLUSIVE: r"Only (.+?) names (.+?)(?: \(.*\))?\.",
    FindingKind.OMISSION: r"Every outlet but (.+?) names (.+?)\.",
}


def make_story(seed: int, n_outlets: int, chance_of_name: float) -> Story:
    chance = random.Random(seed)
    story = Story()
    for number in range(n_outlets):
        named = [person for person in PEOPLE if chance.random() < chance_of_name]
        hidden = [person for person in PEOPLE if chance.random() < 0.05]
        lines = [f"Reporters met {person} twice: {person} waved." for person in named]
        lines += [f"Behind them stood {person.split()[1]}." for person in hidden]
        story.article(f"a{number}", f"Paper {number}", *(lines or ["It rained."]))
        for person in named:
            story.name(f"a{number}", person, person)
            story.name(f"a{number}", f"{person} twice: {person}", person)
    return story


def recount(texts: dict[str, str], kind: FindingKind, outlet: str) -> set[str]:
    """Return who is named in one outlet alone, or in all but one, by the letters of the texts."""
    names = set()
    for person in PEOPLE:
        named = {label for label, text in texts.items() if person in text}
        mentioned = {label for label, text in texts.items() if person.split()[1] in text}
        if kind is FindingKind.EXCLUSIVE and named == mentioned == {outlet}:
            names.add(person)
        if kind is FindingKind.OMISSION and named == set(texts) - {outlet} == mentioned:
            names.add(person)
    return names


@pytest.mark.parametrize("selected", [None, 3])
@pytest.mark.parametrize("chance_of_name", [0.2, 0.5, 0.85])
@pytest.mark.parametrize("seed", range(4))
def test_every_sentence_on_names_is_borne_out_by_the_texts(
    tmp_path, seed, chance_of_name, selected
):
    story = make_story(seed, 5, chance_of_name)
    outlets = tuple(f"Paper {number}" for number in range(selected or 5))
    texts = {
        row["outlet_label"]: row["text"]
        for row in story.rows["articles"]
        if row["outlet_label"] in outlets
    }
    filters = Filters(outlets=outlets if selected else ())
    findings = find_differences(story.save(tmp_path), filters, 100)
    names_by_finding = {}
    for finding in findings:
        if finding.kind not in SENTENCES:
            continue
        outlet, enumeration = re.fullmatch(SENTENCES[finding.kind], finding.sentence).groups()
        names = re.split(r", | and ", enumeration)
        rest = re.fullmatch(r"(\d+) others?", names[-1])
        if rest:
            assert len(names) == MAX_NAMES + 1
            names.pop()
        expected = recount(texts, finding.kind, outlet)
        assert set(names) <= expected
        assert len(names) + int(rest[1] if rest else 0) == len(expected)
        names_by_finding[finding.kind, outlet] = names
        article_texts = {row["article_id"]: row["text"] for row in story.rows["articles"]}
        shown = [article_texts[s.article_id][s.start : s.end] for s in finding.evidence]
        assert all(any(name in text for text in shown) for name in names)
    for kind in SENTENCES:
        with_names = [outlet for outlet in outlets if recount(texts, kind, outlet)]
        assert sum(of == kind for of, _ in names_by_finding) == min(len(with_names), MAX_OF_KIND)


@pytest.mark.parametrize("seed", range(4))
def test_few_sentences_are_listed_and_the_most_informative_of_a_kind_come_first(tmp_path, seed):
    catalogue = make_story(seed, 6, 0.5).save(tmp_path)
    findings = find_differences(catalogue, Filters())
    assert len(findings) <= MAX_FINDINGS
    for kind in FindingKind:
        weights = [finding.weight for finding in findings if finding.kind is kind]
        assert weights == sorted(weights, reverse=True)


def test_outlets_that_tell_the_same_have_no_differences(tmp_path):
    story = Story()
    for key in "abc":
        story.article(key, key.upper(), f"{key * 3} met Ann Lee.").name(key, "Ann Lee", "Ann Lee")
    assert find_differences(story.save(tmp_path), Filters()) == ()


@pytest.mark.parametrize("seed", range(2))
def test_whom_others_name_and_an_outlet_does_not_is_borne_out_by_the_texts(tmp_path, seed):
    story = make_story(seed, 5, 0.5)
    catalogue = story.save(tmp_path)
    texts = {row["outlet_label"]: row["text"] for row in story.rows["articles"]}
    for outlet, text in texts.items():
        counts = {
            person: sum(person in other for label, other in texts.items() if label != outlet)
            for person in PEOPLE
            if person.split()[1] not in text
        }
        expected = {
            f"{n} other outlets name {person}; {outlet} does not."
            for person, n in counts.items()
            if n > 1
        }
        findings = find_missing_names(catalogue, Filters(), outlet)
        assert {finding.sentence for finding in findings} == expected
