"""Annotation: names, quotes, speakers and figures of one article at a time.

Importing this package does not import spaCy; :mod:`analysis.nlp.pipeline` does.
"""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from analysis.settings import Settings
from analysis.versions import ANNOTATION_VERSION


def model_name() -> str:
    """Return the name of the spaCy pipeline to use (``$PARALLAX_MODEL``)."""
    return Settings.from_environment().model


@cache
def fingerprint() -> str:
    """Return a digest of everything except the article that an annotation depends on.

    This is the spaCy pipeline with its version, spaCy's version and
    :data:`~analysis.versions.ANNOTATION_VERSION`. An article annotated under another fingerprint
    is annotated again when it is loaded again.
    """
    model = model_name()
    state = f"{model} {_version(model)} {_version('spacy')} {ANNOTATION_VERSION}"
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _version(package: str) -> str:
    """Return the version of an installed package; empty for a pipeline loaded from a folder."""
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return ""
