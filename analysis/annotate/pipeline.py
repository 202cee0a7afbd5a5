"""The annotation pipeline: articles in, rows for the part tables out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from analysis.annotate import components as components  # registers the factories
from analysis.annotate import model_name
from analysis.annotate.glyphs import normalise
from analysis.annotate.rows import rows_of
from analysis.read.article import Article
from analysis.read.blocks import mark_blocks

Rows = dict[str, list[dict[str, Any]]]


@lru_cache(maxsize=2)
def load(model: str = "") -> Language:
    """Return the model with the project's components, loaded once.

    Args:
        model: An installed spaCy pipeline; the one named in the settings when empty.

    Raises:
        OSError: when the model is not installed.
    """
    nlp = spacy.load(model or model_name())
    nlp.add_pipe("parallax_boundaries", before="parser")
    for name in ("names", "quotations", "speakers", "figures"):
        nlp.add_pipe(f"parallax_{name}", last=True)
    return nlp


def annotate(articles: Iterable[Article], batch_size: int = 16) -> Iterator[Rows]:
    """Yield, for each article in order, its rows for every table of :data:`tables.PARTS`.

    Every row depends on its own article alone, whatever the batch it stands in.
    """
    nlp = load()
    docs = (make_doc(nlp, article) for article in articles)
    for doc in nlp.pipe(docs, batch_size=batch_size):
        yield rows_of(doc)


def make_doc(nlp: Language, article: Article) -> Doc:
    """Return the article as a tokenised Doc: uniform glyphs, its blocks marked."""
    text = normalise(article.text)
    if len(text) > nlp.max_length:
        raise ValueError(
            f"The text has {len(text):,} characters; {nlp.max_length:,} are possible. "
            "Split it into its articles."
        )
    doc = nlp.make_doc(text)
    doc._.article = article
    doc._.blocks = article.blocks or mark_blocks(article.text, article.title)
    return doc
