"""Maxout and normalising layers calculate what thinc's own do."""

import numpy as np
import pytest
import spacy
from thinc.api import Maxout, NumpyOps

from analysis.nlp.fast_model.dense_layers import simplify_dense_layers

#: Widths of the inputs of the maxout layers of en_core_web_sm; each has 96 units.
MODEL_INPUTS = (288, 384, 576)


def make_layers(n_inputs, n_units):
    """Return a maxout layer with a normalising one, twice: as thinc has it, and simplified."""
    stock = Maxout(nO=n_units, nI=n_inputs, nP=3, normalize=True)
    for layer in stock.walk():
        layer.ops = NumpyOps(use_blis=False)
    stock.initialize()
    rng = np.random.default_rng(3)
    for layer, name in ((stock.layers[0], "b"), (stock.layers[1], "G"), (stock.layers[1], "b")):
        shape = layer.get_param(name).shape
        layer.set_param(name, rng.normal(size=shape).astype(np.float32))
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").model = simplified = stock.copy()
    simplify_dense_layers(nlp)
    return stock, simplified


@pytest.mark.parametrize("n_rows", [0, 1, 1024, 1025, 1087, 1088])
@pytest.mark.parametrize(("n_inputs", "n_units"), [(6, 8), *((n, 96) for n in MODEL_INPUTS)])
def test_blocks_of_1024_rows_give_the_numbers_of_thinc(n_rows, n_inputs, n_units):
    stock, simplified = make_layers(n_inputs, n_units)
    rows = np.random.default_rng(n_rows).normal(size=(n_rows, n_inputs)).astype(np.float32)
    assert np.array_equal(stock.predict(rows), simplified.predict(rows))


def test_simplified_layers_refuse_to_train():
    with pytest.raises(ValueError, match="predicts only"):
        make_layers(6, 8)[1](np.zeros((2, 6), np.float32), is_train=True)
