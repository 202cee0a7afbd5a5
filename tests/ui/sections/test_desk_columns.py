import re
from html import unescape

import pytest

from analysis.findings.reading_desk import build_reading_desk
from tests.made_story import Story
from ui.sections.desk_columns import MIN_FOLDED, build_desk
from ui.widgets.markup import Html

CATS, VOLCANO = "Kittens sleep on sofas.", "Volcanoes erupt near Naples."
OWN = ("Rivers froze in Siberia.", "Owls <b>woke</b> at midnight.", "Trains stood still all day.")


def build(folder, *articles, fold=True, outlets="ABC"):
    story = Story()
    for key, outlet, lines in zip("abc", outlets, articles, strict=False):
        story.article(key, outlet, *lines)
    desk = build_reading_desk(story.save(folder), *"abc"[: len(articles)])
    n_columns = len(articles)
    return str(build_desk(desk, [Html("")] * n_columns, [[]] * n_columns, fold=fold))


def read_columns(html):
    """Return the text of each column."""
    panes = re.findall(r'<div class="pane".*?</section>', html, re.DOTALL)
    return [unescape(re.sub("<button.*?</button>|<[^>]*>", "", pane)) for pane in panes]


def test_the_whole_text_is_shown_in_its_own_order(tmp_path):
    html = build(tmp_path, (CATS, *OWN, VOLCANO), (VOLCANO, CATS), fold=False)
    assert "<details>" not in html
    assert read_columns(html) == ["".join((CATS, *OWN, VOLCANO)), VOLCANO + CATS]
    assert "<b>" not in html


@pytest.mark.parametrize("n_own", [MIN_FOLDED - 1, MIN_FOLDED, len(OWN)])
def test_a_run_without_a_counterpart_is_folded_with_its_count(tmp_path, n_own):
    html = build(tmp_path, (CATS, *OWN[:n_own], VOLCANO), (CATS, VOLCANO))
    folds = re.findall("<summary>(.*?)</summary>", html)
    assert folds == ([f"{n_own} sentences without a match in B"] if n_own >= MIN_FOLDED else [])


def test_of_three_articles_a_fold_names_both_others(tmp_path):
    html = build(tmp_path, (CATS, *OWN), (CATS,), (CATS,))
    assert "3 sentences without a match in B or C" in html


def test_two_articles_of_one_outlet_are_told_apart(tmp_path):
    html = build(tmp_path, (CATS, *OWN), (CATS,), outlets="AA")
    assert "without a match in A (second)" in html


def test_every_linked_sentence_has_a_button_with_its_number_and_a_band_on_the_map(tmp_path):
    html = build(tmp_path, (CATS, VOLCANO), (VOLCANO, CATS), (CATS,))
    numbers = re.findall(r'<button[^>]* data-link="(\d)"[^>]*aria-label="(.*?)">\1<', html)
    assert numbers == [
        ("1", "Passage 1, also in B and C"),
        ("2", "Passage 2, also in B"),
        ("2", "Passage 2, also in A"),
        ("1", "Passage 1, also in A and C"),
        ("1", "Passage 1, also in A and B"),
    ]
    maps = [
        re.findall(r'<path data-link="(\d)"', part) for part in html.split('<svg class="map"')[1:]
    ]
    assert maps == [["1", "2"], ["1", "2"]]  # the third text lacks 2: a stub at the second's edge


def test_blocks_that_are_not_compared_are_named_and_have_no_number(tmp_path):
    story = Story().article("a", "A", CATS, "Photo: a kitten").article("b", "B", CATS)
    for row in (story.rows["sentences"][1], story.rows["blocks"][1]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    desk = build_reading_desk(story.save(tmp_path), "a", "b")
    html = str(build_desk(desk, [Html("")] * 2, [[], []], fold=True))
    assert '<span class="other"><small>caption</small> Photo: a kitten</span>' in html
