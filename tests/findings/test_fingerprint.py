"""The fingerprint of each outlet, checked against a naive recount of random stories."""

import pytest

from analysis.findings.fingerprint import (
    MAX_SPEAKERS,
    Part,
    compute_fingerprints,
    find_fingerprint_evidence,
)
from analysis.store.filters import Filters
from tests.made_story import Story, talks
from tests.random_stories import PEOPLE, make_story


@pytest.mark.parametrize("n_outlets", [1, 5, 60])
@pytest.mark.parametrize("seed", range(2))
def test_every_value_is_what_the_texts_have(tmp_path, seed, n_outlets):
    story = make_story(seed, n_outlets)
    fingerprints = compute_fingerprints(story.save(tmp_path), Filters())
    texts = {row["outlet_label"]: row["text"] for row in story.rows["articles"]}
    assert [f.outlet for f in fingerprints] == sorted(texts)
    quotes = story.rows.get("quotes", [])
    for fingerprint in fingerprints:
        text = texts[fingerprint.outlet]
        of_article = [row for row in quotes if row["article_id"] == fingerprint.article_id]
        assert fingerprint.n_words == len(text.split())
        quoted = sum(len(row["text"].split()) for row in of_article)
        assert fingerprint.attributed == pytest.approx(quoted / fingerprint.n_words)
        assert fingerprint.kinds == {"direct": len(of_article), "mixed": 0, "indirect": 0}
        assert len(fingerprint.speakers) == min(
            len({row["speaker"] for row in of_article}), MAX_SPEAKERS
        )
        for speaker in fingerprint.speakers:
            words = sum(
                len(row["text"].split()) for row in of_article if row["speaker"] == speaker.name
            )
            assert speaker.share == pytest.approx(words / quoted)
        others = [other for outlet, other in texts.items() if outlet != fingerprint.outlet]
        for name in fingerprint.only_here:
            assert not any(name.split()[1] in other for other in others)
        for name in fingerprint.missing:
            assert name in PEOPLE
            n_naming = sum(name in other for other in others)
            assert n_naming >= 2
            assert n_naming > len(others) / 2
            assert name.split()[1] not in text


def test_each_part_opens_the_passages_it_was_counted_from(tmp_path):
    catalogue = talks().save(tmp_path)

    def count_marks(part, item=""):
        passages = find_fingerprint_evidence(catalogue, Filters(), part, "Ledger", item)
        return int(passages["marks"].map(len).sum())

    assert count_marks(Part.ATTRIBUTED) == 2
    assert count_marks(Part.SPEAKER, "bo-ek") == 1
    assert count_marks(Part.KIND, "direct") == 1
    assert count_marks(Part.KIND, "mixed") == 0
    assert count_marks(Part.SHARED) == 0
    assert count_marks(Part.HEDGING) == 0


def test_shared_text_and_names_of_one_outlet_open_their_passages(tmp_path):
    line = "The committee met behind closed doors for nine long hours on that evening."
    story = Story().article("a", "A", line, "Bo Ek waved, and Bo Ek left.").article("b", "B", line)
    story.name("a", "Bo Ek", "Bo Ek").name("a", "Bo Ek waved, and Bo Ek", "Bo Ek")
    catalogue = story.save(tmp_path)
    a, b = compute_fingerprints(catalogue, Filters())
    assert a.only_here == ("Bo Ek",)
    assert b.shared == 1.0
    assert a.shared == pytest.approx(13 / 20)
    for part in (Part.SHARED, Part.ONLY_HERE):
        assert len(find_fingerprint_evidence(catalogue, Filters(), part, "A", "")) == 1
    assert find_fingerprint_evidence(catalogue, Filters(), Part.ONLY_HERE, "B", "").empty


def test_whom_one_outlet_names_once_and_quotes_is_named_only_there(tmp_path):
    story = Story().article("a", "A", "“We will talk,” Bo Ek said.", "Jan Loy waved.")
    story.article("b", "B", "It rained on the hills.")
    story.quote("a", "“We will talk,”", "Bo Ek", cue="said").name("a", "Bo Ek", "Bo Ek")
    story.name("a", "Jan Loy", "Jan Loy")
    a, b = compute_fingerprints(story.save(tmp_path), Filters())
    assert a.only_here == ("Bo Ek",), "Jan Loy is named once and not quoted"
    assert b.only_here == ()


@pytest.mark.parametrize(("n_naming", "missing"), [(3, ("Bo Ek",)), (2, ())])
def test_whom_more_than_half_of_the_other_outlets_name_is_missing(tmp_path, n_naming, missing):
    story = Story()
    for outlet in ("a", "b", "c")[:n_naming]:
        story.article(outlet, outlet.upper(), "Bo Ek waved.").name(outlet, "Bo Ek", "Bo Ek")
    for outlet in ("w", "x", "y", "z")[: 5 - n_naming]:
        story.article(outlet, outlet.upper(), "It rained on the hills.")
    catalogue = story.save(tmp_path)
    last = compute_fingerprints(catalogue, Filters())[-1]
    assert last.missing == missing
    passages = find_fingerprint_evidence(catalogue, Filters(), Part.MISSING, last.outlet, "")
    assert int(passages["marks"].map(len).sum()) == len(missing) * n_naming
