"""The features of complements, by whose hash the weights are stored."""

import numpy as np
import pytest
from spacy.strings import get_string_id

from analysis.nlp.quotes.attitude_features import FeatureReader
from analysis.nlp.quotes.attitudes import HASH_SIZE
from analysis.nlp.quotes.complements import ParseTable, find_complements
from tests.hand_parsed import parse


def _read(tokens, reporting=()):
    """Return the reader of a text, and the complement that is the object of its verb."""
    table = ParseTable(parse(tokens))
    complements = find_complements(table, None, [1] * table.end[-1])
    (complement,) = (item for item in complements if table.doc[item.head].dep_ == "dobj")
    return FeatureReader(table, reporting), complement


def _features(tokens, reporting=()):
    """Return the values of the features of the object of the verb, in the order of the names."""
    reader, complement = _read(tokens, reporting)
    features = reader.read_features([complement])
    return {name: [int(value[0]) for value in values] for name, values in features.items()}


def _object(n_tokens, verb="backed"):
    """Return 'Lee backed talks' with an object of some tokens."""
    return [
        ("Lee", "NNP", "nsubj", 1),
        (verb, "VBD", "ROOT", 1),
        *(("new", "JJ", "amod", n_tokens + 1) for _ in range(n_tokens - 1)),
        ("talks", "NNS", "dobj", 1),
    ]


@pytest.mark.parametrize(
    ("n_tokens", "length"), [(1, 0), (2, 1), (3, 1), (31, 4), (32, 5), (64, 5)]
)
def test_lengths_are_powers_of_two_up_to_five(n_tokens, length):
    assert _features(_object(n_tokens))["length"] == [length]


def test_features_are_words_tags_and_relations():
    features = _features(_object(2), reporting=[1])
    (path,) = features["path"]
    number = get_string_id
    assert features["lemma path"] == [number("backed"), path]
    assert features["tag path"] == [number("VBD"), path]
    assert features["suffix pos"] == [number("ked"), number("VERB"), path]
    assert features["reports path"] == [1, path]
    assert features["head path"] == [number("talks"), path]
    assert features["lemma head kind"] == [number("backed"), number("NOUN")]
    assert features["within path"] == [number("amod"), path]
    assert features["who lemma"] == [number("PROPN"), number("backed")]
    assert features["after path"] == [1, path]
    assert features["passive"] == features["frame path"][:1] == features["mark lemma"][:1] == [0]


def test_features_of_a_clause_are_its_subject_its_mark_and_the_auxiliaries_of_its_governor():
    tokens = [
        ("Lee", "NNP", "nsubj", 2),
        ("may", "MD", "aux", 2),
        ("hope", "VB", "ROOT", 2),
        ("that", "IN", "mark", 5),
        ("talks", "NNS", "nsubj", 5),
        ("fail", "VBP", "dobj", 2),
    ]
    features = _features(tokens)
    assert features["mark lemma"] == [get_string_id("that"), get_string_id("hope")]
    assert features["own path"][0] == 1
    without = [tokens[0], ("so", "RB", "advmod", 2), *tokens[2:]]
    assert features["aux path"] != _features(without)["aux path"]


def test_the_governor_has_its_frames_as_a_number():
    say, backed = _features(_object(1, "say")), _features(_object(1))
    assert say["frame path"][0] > backed["frame path"][0] == 0


def test_each_feature_has_a_place_that_its_name_and_its_values_decide():
    reader, complement = _read(_object(2))
    features, rows, beside = reader.hash_features([complement] * 2)
    assert features.shape == (2, len(reader.read_features([complement])))
    assert np.array_equal(features[0], features[1])
    assert len(set(features[0])) == features.shape[1]
    assert features.min() >= 0
    assert features.max() < HASH_SIZE
    # The subject and the object depend on the verb.
    assert rows.tolist() == [0, 0, 1, 1]
    assert len(set(beside)) == 2
    other = _read(_object(2, "opposed"))[0].hash_features([complement])[0]
    n_changed = sum("lemma" in name for name in reader.read_features([complement]))
    assert (features[0] != other[0]).sum() >= n_changed


def test_punctuation_is_not_beside():
    reader, complement = _read([*_object(1), (".", ".", "punct", 1)])
    assert len(reader.hash_features([complement])[1]) == 2
