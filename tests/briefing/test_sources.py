"""Whom outlets quote, which media they name, and which two articles are closest."""

import random
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest

from analysis.briefing.credited_media import list_credited_media
from analysis.briefing.sources import (
    MAX_MEDIA,
    MAX_SPEAKERS,
    MAX_VERBS,
    _list_media,
    _list_speakers,
    _list_verbs,
    compose_sources,
    describe_closest_pair,
    is_media_name,
)
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.reading_desk import MAX_RANKED_PAIRS
from analysis.findings.selection_rows import read_article_rows
from analysis.store import Filters
from tests.made_story import Story

LINE = "The committee met behind closed doors for nine long hours on that evening."


def read_rows(story, tmp_path):
    """Return what each outlet's row says of speakers and media."""
    catalogue = story.save(tmp_path)
    fingerprints = compute_fingerprints(catalogue, Filters())
    return [row[1:3] for row in compose_sources(catalogue, Filters(), fingerprints).rows]


def test_speakers_and_media_of_an_outlet_are_listed_with_its_credit(tmp_path):
    story = Story().article("a", "A", "Ann Roth said “We won,” Beacon Times told.")
    story.article("b", "B", "It rained.", credit="Reuters")
    story.quote("a", "“We won,”", "Ann Roth", cue="said")
    story.name("a", "Beacon Times", "Beacon Times", "ORG")
    assert read_rows(story, tmp_path) == [("Ann Roth 1", "Beacon Times"), ("", "Reuters")]


def test_an_outlet_is_not_among_the_media_it_credits(tmp_path):
    story = Story().article("a", "The Ledger", "It rained.", credit="Ledger")
    assert read_rows(story, tmp_path) == [("", "none found")]


@pytest.mark.parametrize(
    ("kind", "row"), [("body", ("Bo Ek 1", "CNN")), ("credit", ("", "none found"))]
)
def test_names_and_quotations_count_where_the_share_of_voice_counts(tmp_path, kind, row):
    story = Story().article("a", "A", "Bo Ek said “Yes,” on CNN.")
    story.quote("a", "“Yes,”", "Bo Ek").name("a", "CNN", "CNN", "ORG")
    for table in ("mentions", "quotes"):
        for made in story.rows[table]:
            made["block_kind"] = kind
    assert read_rows(story, tmp_path) == [row]


@pytest.mark.parametrize(
    ("text", "name", "media"),
    [
        ("He told the Danish newspaper Kurven so.", "Kurven", "Kurven"),
        ("He told Kurven magazine so.", "Kurven", "Kurven"),
        ("He told Kurven so.", "Kurven", "none found"),
    ],
)
def test_a_name_beside_a_kind_of_media_is_one(tmp_path, text, name, media):
    story = Story().article("a", "A", text).name("a", name, name, "ORG")
    assert read_rows(story, tmp_path) == [("", media)]


def test_a_newspaper_taken_for_a_building_is_a_medium_where_the_text_calls_it_one(tmp_path):
    story = Story().article("a", "A", "She told the newspaper La Voz so, near Hard Times.")
    story.name("a", "La Voz", "La Voz", "FAC").name("a", "Hard Times", "Hard Times", "FAC")
    assert read_rows(story, tmp_path) == [("", "La Voz")]


@pytest.mark.parametrize(
    ("text", "name", "label", "media"),
    [
        ("The newspaper Kurven Nu told so.", "Kurven Nu", "PERSON", "Kurven Nu"),
        ("A Danish newspaper Kurven Nu told so.", "Kurven Nu", "PERSON", "Kurven Nu"),
        ("The broadcaster Bo Ek told so.", "Bo Ek", "PERSON", "none found"),
        ("He told the newspaper Bo Ek would go.", "Bo Ek", "PERSON", "none found"),
        ("In an interview with the newspaper, Bo Ek told so.", "Bo Ek", "PERSON", "none found"),
        ("An Ek newspaper told so.", "Ek", "PERSON", "none found"),
        ("It snowed, Yonhap reported.", "Yonhap", "NORP", "Yonhap"),
        ("A Danish newspaper told so.", "Danish", "NORP", "none found"),
    ],
)
def test_a_medium_taken_for_people_is_one_where_the_text_or_a_list_says_so(
    tmp_path, text, name, label, media
):
    story = Story().article("a", "A", text).name("a", name, name, label)
    assert read_rows(story, tmp_path) == [("", media)]


@pytest.mark.parametrize(
    ("name", "media"), [("Reuters", "Reuters"), ("Kurven Times", "none found")]
)
def test_a_caption_names_the_agency_of_its_picture(tmp_path, name, media):
    line = f"{name} The harbour on the day after the storm"
    story = Story().article("a", "A", "It rained.", line).name("a", name, name, "ORG")
    story.rows["blocks"][1]["kind"] = "caption"
    story.rows["mentions"][0]["block_kind"] = "caption"
    assert read_rows(story, tmp_path) == [("", media)]


@pytest.mark.parametrize(
    ("kind", "line", "media"),
    [
        ("dateline", "OSLO, May 3 (Reuters) -", "Reuters"),
        ("dateline", "PETRA, Jordan -", "none found"),
        ("credit", "(Public Safety Ministry/AP)", "Associated Press"),
        ("credit", "(Bo Ek/Sputnik/AFP via Getty Images)", "Sputnik, AFP, Getty Images"),
        ("credit", "Photo: Ana Lind", "none found"),
        ("caption", "Reuters - Ap - Afp", "Reuters, Associated Press, AFP"),
        ("credit", "(RFE/RL, Bo Ek)", "RFE/RL"),
        ("credit", "Photo: AP-Yonhap", "Associated Press, Yonhap"),
        ("dateline", "OSLO (DPA/AP) -", "DPA, Associated Press"),
        ("credit", "ab/rt (AFP, dpa)", "AFP, DPA"),
        ("credit", "Photo: Bo Ek-Aas/AP", "Associated Press"),
        (
            "credit",
            "Reuters and The Associated Press contributed to this report.",
            "Reuters, Associated Press",
        ),
        ("credit", "The Mayor contributed to this report.", "none found"),
        ("caption", "The office of Reuters - Oslo", "none found"),
    ],
)
def test_agencies_of_datelines_credits_and_lines_of_agencies_are_credited(
    tmp_path, kind, line, media
):
    story = Story().article("a", "A", "It rained.", line)
    story.rows["blocks"][1]["kind"] = kind
    assert read_rows(story, tmp_path) == [("", media)]


def test_an_agency_that_an_article_credits_twice_counts_once_under_one_name(tmp_path):
    story = Story().article("a", "A", "So the AP reported.", "(AP)", credit="Associated Press")
    story.rows["blocks"][1]["kind"] = "credit"
    catalogue = story.save(tmp_path)
    rows = read_article_rows(catalogue, Filters(), "articles")
    blocks = read_article_rows(catalogue, Filters(), "blocks")
    assert list_credited_media(rows, blocks) == {"a": ["Associated Press"]}


def test_an_agency_does_not_credit_itself_under_another_name(tmp_path):
    story = Story().article("a", "apnews.com", "It rained.", "(AP)")
    story.rows["blocks"][1]["kind"] = "credit"
    assert read_rows(story, tmp_path) == [("", "none found")]


def test_an_outlet_of_the_workspace_is_a_medium(tmp_path):
    story = Story().article("a", "A", "He told Kurven so.").name("a", "Kurven", "Kurven", "ORG")
    story.article("b", "Kurven", "It rained.")
    assert read_rows(story, tmp_path) == [("", "Kurven"), ("", "none found")]


@pytest.mark.parametrize(
    ("name", "is_media"),
    [
        ("Daily Mail", True),
        ("The Washington Post", True),
        ("Xinhua News Agency", True),
        ("Harbour Times", True),
        ("Harvard University Press", False),
        ("Trump Post", False),
        ("Times", False),
        ("Agency", False),
    ],
)
def test_a_medium_is_known_or_ends_as_media_alone_do(name, is_media):
    assert is_media_name(name) is is_media


@pytest.mark.parametrize("more", [0, 1])
def test_as_many_speakers_as_two_lines_hold_are_listed_and_the_others_counted(more):
    names = [f"Speaker {number}" for number in range(MAX_SPEAKERS + more)]
    listed = ", ".join(f"{name} 1" for name in names[:MAX_SPEAKERS])
    rest = " and 1 more" * more
    assert _list_speakers(pd.DataFrame({"speaker": [*names, ""]})) == listed + rest


@pytest.mark.parametrize("more", [0, 1])
def test_the_verbs_used_most_are_listed(more):
    uses = [9 - number for number in range(MAX_VERBS + more)]
    names = [f"verb{number}" for number in range(MAX_VERBS + more)]
    verbs = pd.DataFrame({"name": names, "value": [n / 10 for n in uses], "n": 10})
    assert _list_verbs(verbs) == ", ".join(f"verb{n} {9 - n}" for n in range(MAX_VERBS))


def test_the_media_named_most_are_listed(tmp_path):
    names = [f"{word} Times" for word in ("Amber", "Beach", "Cliff", "Delta", "Ember")]
    assert len(names) == MAX_MEDIA + 1
    lines = [f"He told {name} so." for number, name in enumerate(names) for _ in range(5 - number)]
    story = Story().article("a", "A", *lines)
    start = 0
    for line in lines:
        name = line.removeprefix("He told ").removesuffix(" so.")
        story.name("a", name, name, "ORG")
        at = start + len("He told ")
        story.rows["mentions"][-1] |= {"start": at, "end": at + len(name)}
        start += len(line) + 1
    assert read_rows(story, tmp_path) == [("", f"{', '.join(names[:MAX_MEDIA])} and 1 more")]


def test_the_headline_of_the_closest_is_named_where_an_outlet_has_two_articles(tmp_path):
    story = Story().article("a", "A", LINE, "Owls woke up.", title="Met").article("b", "B", LINE)
    story.article("a2", "A", "It rained on the hills.", title="Rain")
    (paragraph,) = describe_closest_pair(story.save(tmp_path), Filters())
    assert paragraph.text.startswith("Closest two: A (“Met”) and B; 2 of the 3 sentences of both")


@pytest.mark.parametrize(("n_outlets", "all_pairs"), [(10, ""), (11, " of the 45 of 55 pairs")])
def test_the_closest_two_are_those_of_all_pairs_or_of_as_many_as_are_compared(
    tmp_path, n_outlets, all_pairs
):
    story = Story()
    names = [f"O{number}" for number in range(n_outlets)]
    for name, _ in pairwise([*names, ""]):
        story.article(name, name, LINE)
    (paragraph,) = describe_closest_pair(story.save(tmp_path), Filters())
    assert paragraph.text.startswith(f"Closest two{all_pairs}")
    assert ("pairs" in paragraph.text) is bool(all_pairs)
    assert MAX_RANKED_PAIRS == 10 * 9 // 2


@pytest.mark.parametrize("seed", range(9))
def test_of_any_number_of_media_those_named_most_are_listed_and_the_others_counted(seed):
    chance = random.Random(seed)
    counts = Counter(
        {f"Beacon {n}": chance.randint(1, 9) for n in range((0, 1, 3, 4, 5, 60)[seed % 6])}
    )
    text = _list_media(counts)
    if not counts:
        assert text == "none found"
        return
    listed, _, more = text.partition(" and ")
    names = listed.split(", ")
    assert len(names) == len(set(names)) == min(len(counts), MAX_MEDIA)
    assert min(counts[name] for name in names) >= max(
        (n for name, n in counts.items() if name not in names), default=0
    )
    assert more == (f"{len(counts) - len(names)} more" if len(counts) > len(names) else "")
