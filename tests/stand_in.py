"""A stand-in for the annotation pipeline, for tests of what runs it: quick, and without spaCy.

What it does can be set from outside, so that it works in other processes too.
"""

import os
import sys
import time
import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import analysis.nlp
from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.parallel import THIS_PROCESS, Workers
from analysis.store import Catalogue, Workspace
from tests.handmade import annotated, filled

PROJECT = Path(__file__).parents[1]


def load() -> None:
    if os.environ.get("STAND_IN_MISSING"):
        raise OSError("no such model")


def annotate(articles: Iterable[Article], batch_size: int = 16) -> Iterator[dict[str, list]]:
    for article in articles:
        time.sleep(float(os.environ.get("STAND_IN_SECONDS", "0")))
        if "POISON" in article.text:
            raise RuntimeError("too much")
        if "KILL" in article.text:
            os.kill(os.getpid(), 9)
        known = {"outlet": article.outlet, "title": article.title, "source": article.source}
        known["byline"] = f"{os.environ.get('OMP_NUM_THREADS', 'many')} threads"
        yield annotated(article.article_id, article.text, published=article.published, **known)


def fingerprint() -> str:
    return os.environ.get("STAND_IN_FINGERPRINT", "stand-in")


def refresh(
    workspace: Workspace, report: Callable[[Issue], None], workers: Workers = THIS_PROCESS
) -> Catalogue:
    """Build a catalogue without rows, without importing scikit-learn."""
    with workspace.building():
        return workspace.write_catalogue(workspace.version, filled())


def install() -> None:
    """Put the stand-in in the pipeline's place in this process."""
    pipeline = types.ModuleType("analysis.nlp.pipeline")
    pipeline.__dict__.update(load=load, annotate=annotate)
    sys.modules[pipeline.__name__] = analysis.nlp.pipeline = pipeline
    analysis.nlp.fingerprint = fingerprint


def environment(folder: Path) -> dict[str, str]:
    """Return variables with which every new Python process installs the stand-in.

    Such a process builds catalogues without rows, which is quick too.

    Args:
        folder: Where to put the module that Python imports at its start.
    """
    code = """
import sys, types
from tests import stand_in
stand_in.install()
sys.modules["analysis.orchestration.build"] = types.SimpleNamespace(refresh=stand_in.refresh)
"""
    (folder / "sitecustomize.py").write_text(code)
    return {"PYTHONPATH": f"{folder}{os.pathsep}{PROJECT}"}
