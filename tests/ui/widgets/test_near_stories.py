"""The story beside the one of an article: its number of articles and both probabilities."""

import random
import re

import pytest

from analysis.store.queries.article import NearStory
from ui.widgets import near_stories


@pytest.mark.parametrize("size", [0, 1, 2, 5, 6, 60])
def test_a_near_story_has_its_articles_and_both_probabilities(drawn, size):
    chance = random.Random(size)
    near, alone = chance.random(), size % 2 == 0
    story = NearStory("s1", "Rain <b>", size, near, None if alone else chance.random())
    near_stories.draw_near_story(story)
    (line,) = drawn.lines
    assert re.findall('href="(.*?)"', drawn.html[0]) == ["./?story=s1"]
    stated, plural, with_it, other = re.fullmatch(
        r"Also near the story “Rain <b>” \((\d+) article(s?)\)\. .*event: (\S+) with that story, "
        r"(.*)\. If it belongs there, move it on Corpus\.",
        line,
    ).groups()
    assert (int(stated), bool(plural)) == (size, size != 1)
    assert float(with_it) == round(near, 2)
    probability = (
        None if other == "it is alone in its own" else float(other.removesuffix(" with its own"))
    )
    assert probability == (None if alone else round(story.own_probability, 2))
