"""A spaCy pipeline made faster without a change of its output.

:func:`accelerate` takes a loaded ``en_core_web_sm`` and returns it with five changes, each exact:

- matrix products by OpenBLAS instead of BLIS (:mod:`.matrix_products`);
- maxout and normalising layers in fewer passes over memory (:mod:`.dense_layers`);
- rows of the embedding layer looked up by the token's attributes (:mod:`.embedding_cache`);
- attribute ruler and lemmatizer as look-ups (:mod:`.attribute_lookup`, :mod:`.lemma_lookup`);
- named entities decoded for all sentences of a batch at once (:mod:`.entity_decoder`).

The result is a :class:`spacy.Language` like any other. Before it is returned it annotates a
built-in text and compares every attribute with the stock pipeline (:mod:`.self_check`); where
anything differs, or where the pipeline is not one the changes were written for, the stock pipeline
is returned with the reason.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language

from analysis.nlp.fast_model import (
    attribute_lookup,
    dense_layers,
    embedding_cache,
    entity_decoder,
    lemma_lookup,
    matrix_products,
    self_check,
)
from analysis.nlp.fast_model.errors import UnsupportedPipelineError

__all__ = ["Acceleration", "UnsupportedPipelineError", "accelerate"]

_log = logging.getLogger(__name__)

#: What a change raises when a library is built in another way than the one it was written for.
_UNEXPECTED = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True)
class Acceleration:
    """A pipeline, and why it is not accelerated: empty when it is."""

    nlp: Language
    reason: str


def accelerate(nlp: Language, reload_stock: Callable[[], Language]) -> Acceleration:
    """Accelerate a pipeline in place, or give it up and say why.

    Args:
        nlp: A freshly loaded pipeline; it is changed.
        reload_stock: Loads the same pipeline again; called only when ``nlp`` has to be given up.

    Returns:
        ``nlp`` with an empty reason, or a stock pipeline with the reason, which is also logged.
    """
    try:
        self_check.require_known_versions(nlp)
        expected = self_check.annotate_built_in_text(nlp)
        matrix_products.use_openblas(nlp)
        dense_layers.simplify_dense_layers(nlp)
        embedding_cache.cache_embeddings(nlp)
        attribute_lookup.replace_attribute_ruler(nlp)
        lemma_lookup.replace_lemmatizer(nlp)
        entity_decoder.replace_entity_recognizer(nlp)
        self_check.require_equal_output(nlp, expected)
    except UnsupportedPipelineError as error:
        return _give_up(str(error), reload_stock)
    except _UNEXPECTED as error:
        return _give_up(f"a change failed ({type(error).__name__}: {error})", reload_stock)
    return Acceleration(nlp, "")


def _give_up(why: str, reload_stock: Callable[[], Language]) -> Acceleration:
    reason = f"Annotation runs at the speed of stock spaCy: {why}."
    _log.warning(reason)
    return Acceleration(reload_stock(), reason)
