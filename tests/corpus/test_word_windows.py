"""Words of a statement that stand near each other in an outlet's text."""

import pandas as pd
import pytest

from analysis.corpus.word_windows import WINDOW_SENTENCES, WordWindows


def make_windows(**texts):
    """Return the windows of outlets, whose sentences are the lines of their texts."""
    articles = pd.DataFrame(
        [(key, key, text) for key, text in texts.items()],
        columns=["article_id", "outlet_label", "text"],
    )
    rows = []
    for key, text in texts.items():
        start = 0
        for line in text.split("\n"):
            rows.append((key, start, start + len(line)))
            start += len(line) + 1
    return WordWindows(articles, pd.DataFrame(rows, columns=["article_id", "start", "end"]))


def test_words_in_neighbouring_sentences_count_together_and_far_apart_they_do_not():
    filler = "\nTomatoes ripened." * WINDOW_SENTENCES
    near = "The ferry sank.\nDivers found the logbook."
    far = f"The ferry sank.{filler}\nDivers found the logbook."
    coverage = make_windows(near=near, far=far).measure_coverage("ferry logbook divers")
    assert coverage["near"] == pytest.approx(1)
    assert coverage["far"] < 1


def test_a_word_that_every_outlet_has_weighs_less_than_one_of_a_single_outlet():
    windows = make_windows(a="The ferry logbook.", b="The ferry.", c="The logbook tomatoes.")
    coverage = windows.measure_coverage("ferry tomatoes")
    assert coverage["b"] < coverage["c"]


def test_a_text_of_unknown_words_is_nowhere():
    assert make_windows(a="The ferry sank.").measure_coverage("zzqx") == {"a": 0.0}
