"""The features of complements, which the stored weights name."""

import pytest

from analysis.nlp.quotes.attitude_features import FeatureReader
from analysis.nlp.quotes.complements import ParseTable, find_complements
from tests.hand_parsed import parse


def _features(tokens, reporting=()):
    """Return the features of the object of the verb."""
    table = ParseTable(parse(tokens))
    complements = find_complements(table, None, [1] * table.end[-1])
    complement = next(item for item in complements if item.path == "dobj")
    return FeatureReader(table, frozenset(reporting)).extract_features(complement)


def _object(n_tokens):
    """Return 'Lee backed talks' with an object of some tokens."""
    return [
        ("Lee", "NNP", "nsubj", 1),
        ("backed", "VBD", "ROOT", 1),
        *(("new", "JJ", "amod", n_tokens + 1) for _ in range(n_tokens - 1)),
        ("talks", "NNS", "dobj", 1),
    ]


@pytest.mark.parametrize(
    ("n_tokens", "length"), [(1, "0"), (2, "1"), (3, "1"), (31, "4"), (32, "5"), (64, "5")]
)
def test_lengths_are_powers_of_two_up_to_five(n_tokens, length):
    assert f"length {length}" in _features(_object(n_tokens))


def test_features_keep_the_names_that_the_weights_were_learned_for():
    features = _features(_object(2), reporting=[1])
    assert len(features) == len(set(features))
    assert set(features) == {
        "",
        "path dobj",
        "lemma backed",
        "lemma path backed dobj",
        "lemma passive path backed False dobj",
        "tag path VBD dobj",
        "dep ROOT",
        "dep path ROOT dobj",
        "head tag path NNS dobj",
        "head talks",
        "head path talks dobj",
        "head kind path NOUN dobj",
        "lemma head kind backed NOUN",
        "lemma head pos path backed NOUN dobj",
        "mark path 0 dobj",
        "mark lemma 0 backed",
        "own path False dobj",
        "negated path False dobj",
        "aux path  dobj",
        "passive False",
        "length 1",
        "length path 1 dobj",
        "length lemma 1 backed",
        "after path True dobj",
        "who PROPN",
        "who path PROPN dobj",
        "who lemma PROPN backed",
        "holder PROPN",
        "reports path True dobj",
        "above path backed dobj",
        "above pos VERB ROOT dobj",
        "det path 0 dobj",
        "det lemma 0 backed",
        "within path amod dobj",
        "suffix ked dobj",
        "suffix pos ked VERB dobj",
        "frame path 0 dobj",
        "beside nsubj dobj",
        "beside dobj dobj",
    }


def test_the_governor_has_its_frames_as_letters():
    tokens = [(word.replace("backed", "say"), *rest) for word, *rest in _object(1)]
    assert "frame path cq dobj" in _features(tokens)
