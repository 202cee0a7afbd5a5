"""When words say enough for an outlet to lack them."""

import pandas as pd
import pytest

from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import tokenise
from analysis.findings.absence import MIN_SEARCHED_WORDS, AbsenceSearch


@pytest.mark.parametrize(
    ("wording", "n_words", "absent"),
    [
        ("“We have nothing to tell you of the harbour,”", MIN_SEARCHED_WORDS - 1, set()),
        ("“We will have to be at the harbour at dawn,”", MIN_SEARCHED_WORDS, {"B"}),
    ],
)
def test_words_that_say_too_little_are_missing_nowhere(wording, n_words, absent):
    text = "Tomato prices rose in every market of the town."
    articles = pd.DataFrame({"article_id": ["b"], "outlet_label": ["B"], "text": [text]})
    sentences = pd.DataFrame({"article_id": ["b"], "start": [0], "end": [len(text)]})
    assert len({token.form for token in tokenise(wording)} - load_stop_words()) == n_words
    assert AbsenceSearch(articles, sentences).find_absent([wording], {"B": 0.0}) == absent
