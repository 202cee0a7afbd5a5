"""The lemmatizer as a look-up: a lemma depends on the form, part of speech and morphology."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

#: Lemmas kept before the look-up is emptied.
MAX_LEMMAS = 500_000
_NAME = "lemmatizer"
_FACTORY = "parallax_lemma_lookup"


def replace_lemmatizer(nlp: Language) -> None:
    """Put the look-up in the place of the lemmatizer.

    Raises:
        UnsupportedPipelineError: There is no lemmatizer, or it is not the one by rules that leaves
            lemmas alone that are set already.
    """
    if _NAME not in nlp.pipe_names:
        raise UnsupportedPipelineError(f"it has no component {_NAME}")
    lemmatizer: Any = nlp.get_pipe(_NAME)
    if lemmatizer.mode != "rule" or lemmatizer.overwrite:
        raise UnsupportedPipelineError(f"its {_NAME} works in another mode")
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in list(index.items()):
        index[part_of_speech] = frozenset(words)  # a list is searched from its beginning
    component: Any = nlp.replace_pipe(_NAME, _FACTORY)
    component.lemmatizer = lemmatizer


@Language.factory(_FACTORY)
class LemmaLookup:
    """What the stock lemmatizer gives, by what it depends on."""

    lemmatizer: Lemmatizer

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 - spaCy names it
        """Leave the lemmatizer to be set by :func:`replace_lemmatizer`."""
        self._strings = nlp.vocab.strings
        self._known: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a Doc that are not set yet."""
        if not len(doc):
            return doc
        if len(self._known) > MAX_LEMMAS:
            self._known.clear()
        known, lemmas = self._known, []
        for i, (orth, pos, morph, lemma) in enumerate(
            doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        ):
            if lemma:
                lemmas.append(lemma)
                continue
            key = (orth, pos, morph)
            if key not in known:
                known[key] = self._strings.add(self.lemmatizer.lemmatize(doc[i])[0])
            lemmas.append(known[key])
        column: Any = np.array(lemmas, np.uint64).reshape(-1, 1)
        doc.from_array(["LEMMA"], column)
        return doc

    def pipe(self, docs: Iterable[Doc], **_: object) -> Iterator[Doc]:
        """Set the lemmas of Docs, one after the other."""
        yield from map(self, docs)
