"""Named entities decoded for all sentences of a batch at once.

spaCy's recogniser reads a text token by token and chooses one action a token: begin an entity,
continue it, end it, a single-token entity, or none (BILUO). An action depends on the vectors of the
token, of the first token of the open entity and of the token before. No entity crosses a sentence,
so sentences do not depend on each other, and the n-th tokens of all sentences of a batch are
decided together.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

_NAME = "ner"
_FACTORY = "parallax_entity_decoder"
#: Vectors an action is scored by: the token's, the open entity's first and the one before.
_FEATURES = 3
_LAYERS = 3
#: What SENT_START holds for the first token of a sentence.
_BEGINS = 1

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


def replace_entity_recognizer(nlp: Language) -> None:
    """Put the decoder in the place of the entity recogniser.

    Raises:
        UnsupportedPipelineError: There is no recogniser, or its model is built in another way.
    """
    if _NAME not in nlp.pipe_names:
        raise UnsupportedPipelineError(f"it has no component {_NAME}")
    decoder = EntityDecoder(nlp, nlp.get_pipe(_NAME))
    component: Any = nlp.replace_pipe(_NAME, _FACTORY)
    component.decoder = decoder


@Language.factory(_FACTORY)
class EntityDecoderComponent:
    """The component of a pipeline that holds an :class:`EntityDecoder`."""

    decoder: "EntityDecoder"

    def __init__(self, nlp: Language, name: str) -> None:
        """Leave the decoder to be set by :func:`replace_entity_recognizer`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a Doc."""
        self.decoder.set_entities([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Set the entities of Docs, batch by batch."""
        remaining = iter(docs)
        while batch := list(islice(remaining, batch_size)):
            self.decoder.set_entities(batch)
            yield from batch


class EntityDecoder:
    """The actions of a recogniser, and the weights they are scored with."""

    def __init__(self, nlp: Language, recognizer: Any) -> None:  # noqa: ANN401 - loosely typed
        """Read the model of ``recognizer``.

        Raises:
            UnsupportedPipelineError: Its model is built in another way.
        """
        layers = recognizer.model.layers
        if len(layers) != _LAYERS or layers[1].get_dim("nF") != _FEATURES:
            raise UnsupportedPipelineError("its entity recogniser is built in another way")
        self._vectors, self._hidden, scorer = layers
        self._bias = self._hidden.get_param("b").reshape(-1)
        self._width, self._pieces = self._hidden.get_dim("nO"), self._hidden.get_dim("nP")
        self._weights = scorer.get_param("W").T.copy()
        self._score_bias = scorer.get_param("b")
        moves = recognizer.moves
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        labels = sorted({name[2:] for name in names if name[1:2] == "-"})
        self._labels = [0, *(nlp.vocab.strings[label] for label in labels)]
        number_of = {label: number for number, label in enumerate(labels, start=1)}
        self._action = np.array([name[0] for name in names])
        self._label = np.array([number_of.get(name[2:], 0) for name in names])
        self._begins, self._ends = self._action == "B", self._action == "L"
        self._single = self._action == "U"
        self._penalty = _penalties(self._action, self._label, len(self._labels))

    def set_entities(self, docs: list[Doc]) -> None:
        """Set the entities of a batch of Docs whose sentences are known."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        table = np.vstack([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs])
        first_of_doc = np.cumsum([0, *map(len, docs)])[:-1]
        is_sentence_start = table[:, 0].astype(np.int64) == _BEGINS
        is_sentence_start[first_of_doc] = True
        actions = self._choose_actions(docs, is_sentence_start, table[:, 1].astype(np.intp))
        starts = np.flatnonzero(self._begins[actions] | self._single[actions])
        ends = np.flatnonzero(self._ends[actions] | self._single[actions])
        doc_of = np.searchsorted(first_of_doc, starts, side="right") - 1
        spans: list[list[Span]] = [[] for _ in docs]
        labels = self._label[actions[starts]]
        for number, start, end, label in zip(
            doc_of.tolist(), starts.tolist(), ends.tolist(), labels.tolist(), strict=True
        ):
            offset = int(first_of_doc[number])
            span = Span(docs[number], start - offset, end + 1 - offset, label=self._labels[label])
            spans[number].append(span)
        for doc, entities in zip(docs, spans, strict=True):
            doc.set_ents(entities, default="outside")

    def _choose_actions(self, docs: list[Doc], begins: Flags, space: Places) -> Places:
        """Return the number of the action of each token of all Docs in a row."""
        token, first, before = self._hidden_parts(docs)
        n_tokens = len(begins)
        may_continue = np.zeros(n_tokens, np.intp)
        may_continue[:-1] = ~begins[1:]
        starts = np.flatnonzero(begins)
        lengths = np.diff(np.append(starts, n_tokens))
        by_length = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[by_length], lengths[by_length]
        longer_than = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
        actions = np.empty(n_tokens, np.intp)
        open_label = np.zeros(len(starts), np.intp)
        open_start = np.zeros(len(starts), np.intp)
        for place, n_sentences in enumerate(longer_than.tolist()):
            at = starts[:n_sentences] + place
            label, start = open_label[:n_sentences], open_start[:n_sentences]
            is_open = label > 0
            # Row 0 of each part is the padding for a token that is not there.
            hidden = token[at + 1]
            hidden = hidden + first[np.where(is_open, start + 1, 0)]
            hidden = hidden + before[np.where(is_open, at, 0)]
            pooled = hidden.reshape(n_sentences, self._width, self._pieces).max(axis=2)
            scores = pooled @ self._weights + self._score_bias
            scores = scores + self._penalty[label, may_continue[at], space[at]]
            chosen = scores.argmax(axis=1)
            actions[at] = chosen
            begin, end = self._begins[chosen], self._ends[chosen]
            start[begin] = at[begin]
            label[:] = np.where(begin, self._label[chosen], np.where(end, 0, label))
        return actions

    def _hidden_parts(self, docs: list[Doc]) -> tuple[Floats, Floats, Floats]:
        """Return what each token adds to the hidden layer in each of the three roles."""
        vectors = self._vectors.predict(docs)
        if not isinstance(vectors, np.ndarray):
            vectors = np.vstack(vectors)
        parts = self._hidden.predict(vectors)
        parts = parts.reshape(len(parts), _FEATURES, self._width * self._pieces)
        return parts[:, 0] + self._bias, parts[:, 1], parts[:, 2]


def _penalties(action: npt.NDArray[np.str_], label: Places, n_labels: int) -> Floats:
    """Return 0 for actions that are allowed and minus infinity for the others.

    Returns:
        Open label (0: none) x whether the sentence goes on x whether the token is a space x action.
    """
    allowed = np.zeros((n_labels, 2, 2, len(action)), bool)
    begin, inside, end, single, outside = (action == name for name in "BILUO")
    allowed[0, :, :, outside] = True
    labelled = label > 0
    allowed[0, 1, 0, begin & labelled] = True
    allowed[0, :, 0, single & labelled] = True
    for number in range(1, n_labels):
        allowed[number, 1, :, inside & (label == number)] = True
        allowed[number, :, :, end & (label == number)] = True
    return np.where(allowed, 0, -np.inf).astype(np.float32)
