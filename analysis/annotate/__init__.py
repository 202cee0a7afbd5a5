"""Annotation: names, quotations, speakers and figures of one article at a time.

Importing this package does not import spaCy; :mod:`analysis.annotate.pipeline` does.
"""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.settings import Settings

_HERE = Path(__file__).parent
#: What decides how an article is read and annotated: modules and word lists.
_RULES = ("*.py", "data/*.csv", "data/*.tsv", "data/*.txt", "data/*.npz")


def model_name() -> str:
    """Return the name of the spaCy pipeline to use (``$PARALLAX_MODEL``)."""
    return Settings.from_environment().model


@cache
def fingerprint() -> str:
    """Return what an annotation depends on besides the article: model, library, rules and lists.

    Articles annotated under another fingerprint are annotated again when they are met again.
    """
    digest = hashlib.sha256(f"{model_name()} {_version(model_name())} {_version('spacy')}".encode())
    packages = (_HERE, _HERE.parent / "read")
    rules = [file for package in packages for kind in _RULES for file in package.glob(kind)]
    for path in sorted(rules):
        digest.update(path.relative_to(_HERE.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:  # a pipeline in a folder
        return ""
