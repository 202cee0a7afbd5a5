"""Matrix products by OpenBLAS, which NumPy brings, instead of BLIS."""

from spacy.language import Language
from thinc.api import Model, NumpyOps


def use_openblas(nlp: Language) -> None:
    """Let every layer of every component multiply matrices with NumPy's BLAS.

    The two libraries add up in another order, so scores may differ in their last bits; the choice
    of the highest score has not been seen to.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                layer.ops = ops
