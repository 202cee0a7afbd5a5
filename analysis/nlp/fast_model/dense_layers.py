"""Maxout and layer normalisation for prediction only, in fewer passes over memory.

thinc keeps which piece was the highest, which only training needs, and looks for it piece by piece;
here the pieces of all units lie side by side, so that NumPy takes the maximum of whole rows. Both
layers calculate the same numbers as thinc's.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from thinc.api import Model

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

#: Rows whose pieces are calculated at once: so many fit into a processor's own cache (measured).
_BLOCK_ROWS = 1024
#: Fewer rows at the end go with the block before: libraries multiply four rows or fewer in another
#: order, which changes the last digits (measured; the margin is judgement).
_MIN_LAST_ROWS = 64
#: What thinc adds to a variance.
_EPSILON = 1e-08

Floats = npt.NDArray[np.float32]


def simplify_dense_layers(nlp: Language) -> None:
    """Replace what every maxout and every normalising layer of a pipeline computes.

    Raises:
        UnsupportedPipelineError: The pipeline has no such layer.
    """
    models = [getattr(component, "model", None) for _, component in nlp.pipeline]
    layers = [layer for model in models if isinstance(model, Model) for layer in model.walk()]
    makers = {"maxout": _make_maxout, "layernorm": _make_normalisation}
    if not makers.keys() <= {layer.name for layer in layers}:
        raise UnsupportedPipelineError("it has no maxout layers")
    for layer in layers:
        if layer.name in makers:
            layer._func = _predict_only(makers[layer.name](layer))  # noqa: SLF001 - as embeddings


def _predict_only(compute: Callable[[Floats], Floats]) -> Callable[..., Any]:
    def forward(
        model: Model[Any, Any],
        rows: Floats,
        is_train: bool,  # noqa: FBT001 - called so by thinc
    ) -> tuple[Floats, Callable[[Any], Any]]:
        del model
        if is_train:
            raise ValueError("an accelerated pipeline predicts only; load the stock one to train")
        return compute(rows), lambda gradient: gradient

    return forward


def _make_maxout(layer: Model[Any, Any]) -> Callable[[Floats], Floats]:
    n_units, n_pieces = layer.get_dim("nO"), layer.get_dim("nP")
    by_unit = np.asarray(layer.get_param("W"))  # units x pieces x inputs
    weights = by_unit.transpose(1, 0, 2).reshape(n_pieces * n_units, -1).T
    bias = np.asarray(layer.get_param("b")).T.reshape(-1)

    def maxout(rows: Floats) -> Floats:
        highest = np.empty((len(rows), n_units), np.float32)
        starts = range(0, max(len(rows) - _MIN_LAST_ROWS + 1, 1), _BLOCK_ROWS)
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            pieces = rows[start:end] @ weights
            pieces += bias
            pieces = pieces.reshape(-1, n_pieces, n_units)
            np.max(pieces, axis=1, out=highest[start:end])
        return highest

    return maxout


def _make_normalisation(layer: Model[Any, Any]) -> Callable[[Floats], Floats]:
    gain, bias = np.asarray(layer.get_param("G")), np.asarray(layer.get_param("b"))

    def normalise(rows: Floats) -> Floats:
        centred: Floats = rows - rows.mean(axis=1, keepdims=True)
        variance = np.square(centred).mean(axis=1, keepdims=True) + _EPSILON
        centred *= variance ** (-1.0 / 2.0)
        centred *= gain
        centred += bias
        return centred

    return normalise
