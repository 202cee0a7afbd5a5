"""Matrix products by OpenBLAS, which NumPy brings, instead of BLIS."""

import os

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

#: Variables by which the environment sets the number of threads; a set one is respected.
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def use_openblas(nlp: Language) -> None:
    """Let every layer of every component multiply matrices with NumPy's BLAS, in one thread.

    The matrices are too small to share out, and several processes annotate side by side. The two
    libraries add in another order, so scores may differ in their last bits; on no text that was
    compared did the highest score change.
    """
    if not any(os.environ.get(name) for name in THREAD_VARIABLES):
        threadpool_limits(limits=1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                layer.ops = ops
