"""The annotation pipeline: from articles to the rows of the part tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from analysis.ingest.article import Article
from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.ingest.segmentation.reading_text import read_running_text
from analysis.nlp import model_name
from analysis.nlp.components import BOUNDARIES, COMPONENTS
from analysis.nlp.fast_model import accelerate
from analysis.nlp.glyphs import normalise
from analysis.nlp.table_rows import make_rows

#: Longer runs without a space are split after 1,000 characters: the time to tokenise a run grows
#: with the square of its length, and no word is that long.
_LONG_RUN = re.compile(r"\S{1000}")
#: A closing mark that the next sentence follows without a space: the text lost a paragraph break.
_GLUED_SENTENCE = re.compile(r"(?<=[a-z0-9][.?!,][\"”])(?=[A-Z][a-z])")
#: Letters with which a name or a sum ends, and its sentence: 'Plan B. The mayor', '$12m. He left'.
_FINAL_LETTER = re.compile(
    r"(?:\b(?:on X|[Pp]lan [A-D]|[Vv]itamin [A-EK]|[Gg]rade [A-F]|[Hh]epatitis [A-E]|[Gg]roup [A-H]"
    r"|Gen(?:eration)? [XYZ])|(?<=\d)(?:m|bn|tn|k))(?=\. +[A-Z][a-z])"
)
#: An X before a word that is a person's family name elsewhere: 'The mayor left X. Orr stayed'.
_X_BEFORE_NAME = re.compile(r"\bX(?=\. +(?P<family>[A-Z][a-z]+))")
Rows = dict[str, list[dict[str, Any]]]


@lru_cache(maxsize=2)
def load(model: str = "") -> Language:
    """Return the model with the project's components; each model is loaded once.

    The default model is accelerated (:mod:`analysis.nlp.fast_model`); another one runs as it is.

    Args:
        model: An installed spaCy pipeline; if empty, the one named in the settings.

    Raises:
        OSError: The model is not installed.
    """
    name = model or model_name()
    nlp = accelerate(spacy.load(name), lambda: spacy.load(name)).nlp
    nlp.add_pipe(BOUNDARIES, before="parser")
    for name in COMPONENTS:
        nlp.add_pipe(name, last=True)
    return nlp


def annotate(articles: Iterable[Article], batch_size: int = 16) -> Iterator[Rows]:
    """Yield, for each article in order, its rows for every table of :data:`tables.PARTS`.

    The rows of an article do not depend on the other articles of its batch.
    """
    nlp = load()
    docs = (make_doc(nlp, article) for article in articles)
    for doc in nlp.pipe(docs, batch_size=batch_size):
        yield make_rows(doc)


def make_doc(nlp: Language, article: Article) -> Doc:
    """Return the article as a tokenised Doc with uniform glyphs and with its blocks.

    Lines that were broken at a fixed width are read as the running text they are; what is stored is
    the original text, with offsets into it (:mod:`analysis.ingest.segmentation.reading_text`).

    Raises:
        ValueError: The text is longer than the model accepts.
    """
    blocks = article.blocks or mark_blocks(article.text, article.title)
    reading_text = read_running_text(article.text, blocks)
    unwrapped = replace(article, text=reading_text.text)
    text = normalise(unwrapped.text)
    if len(text) > nlp.max_length:
        raise ValueError(
            f"The text has {len(text):,} characters; {nlp.max_length:,} are possible. "
            "Split it into its articles."
        )
    doc = _tokenise(nlp, text)
    doc._.article, doc._.text, doc._.original_text = unwrapped, text, article.text
    doc._.reading_text, doc._.blocks = reading_text, blocks
    return doc


def _tokenise(nlp: Language, text: str) -> Doc:
    endings = [*_FINAL_LETTER.finditer(text), *_find_x_before_names(text)]
    matches = [
        match for pattern in (_LONG_RUN, _GLUED_SENTENCE) for match in pattern.finditer(text)
    ]
    matches += endings
    splits = sorted({match.end() for match in matches})
    if not splits:
        return nlp.make_doc(text)
    pieces = [text[start:end] for start, end in pairwise((0, *splits, len(text))) if start < end]
    doc = Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)
    offsets = doc.to_array("IDX")
    for match in endings:
        stop = int(np.searchsorted(offsets, match.end()))
        doc[stop].is_sent_start, doc[stop + 1].is_sent_start = False, True
    return doc


def _find_x_before_names(text: str) -> Iterator[re.Match[str]]:
    """Yield each X that ends a sentence before the family name of somebody named in full."""
    for match in _X_BEFORE_NAME.finditer(text):
        if re.search(rf"\b[A-Z][a-z]+ {match['family']}\b", text):
            yield match
