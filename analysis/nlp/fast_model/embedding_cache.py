"""Rows of the embedding layer, kept by the attributes of the token they depend on.

spaCy's MultiHashEmbed gives each token a vector that depends on a few attributes of the token alone
(norm, prefix, suffix, shape …). News repeats its tokens, so nearly all rows have been computed
before.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from thinc.api import Model

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

#: Rows kept by one cache before it is emptied: at 96 floats a row, some 150 MB.
MAX_ROWS = 400_000
#: Rows for which memory is taken first; it doubles when they are full.
_FIRST_ROWS = 1 << 14
#: Odd 64-bit factors, one an attribute, that mix the attributes of a token into one key. They are
#: the multipliers of xxHash and of MurmurHash's finaliser. Two tokens of one key would share a row;
#: among 400,000 keys of 64 bits the chance is 4 in a thousand million.
_FACTORS = np.array(
    [
        0x9E3779B185EBCA87,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0x85EBCA77C2B2AE63,
        0x27D4EB2F165667C5,
        0xFF51AFD7ED558CCD,
    ],
    dtype=np.uint64,
)
#: Layers of MultiHashEmbed: extract features, to ragged, hash embeddings, mix, to list.
_EMBED_LAYERS = 5

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]


class RowCache:
    """Rows of floats by a 64-bit key, in one array that grows."""

    def __init__(self, compute: Callable[[Keys], Floats], max_rows: int = MAX_ROWS) -> None:
        """Keep what ``compute`` returns.

        Args:
            compute: Returns a row for each row of attributes.
            max_rows: Rows kept; when they are exceeded the cache is emptied.
        """
        self._compute = compute
        self._max_rows = max_rows
        self._position: dict[int, int] = {}
        self._rows: Floats | None = None

    def __len__(self) -> int:
        """Return the number of rows kept."""
        return len(self._position)

    def look_up(self, attributes: Keys) -> Floats:
        """Return the row of each token, tokens x width.

        Args:
            attributes: The attributes of each token, tokens x attributes.
        """
        with np.errstate(over="ignore"):
            mixed = (attributes * _FACTORS[: attributes.shape[1]]).sum(axis=1, dtype=np.uint64)
        keys, first, inverse = np.unique(mixed, return_index=True, return_inverse=True)
        if len(self._position) + len(keys) > self._max_rows:
            self._position.clear()
        get = self._position.get
        position = np.fromiter((get(key, -1) for key in keys.tolist()), np.int64, len(keys))
        missing = np.flatnonzero(position < 0)
        if len(missing):
            position[missing] = self._add(keys[missing], attributes[first[missing]])
        if self._rows is None:
            return self._compute(attributes)
        return self._rows[position[inverse]]

    def _add(self, keys: Keys, attributes: Keys) -> npt.NDArray[np.int64]:
        """Compute and keep rows; return their positions."""
        computed = self._compute(attributes)
        start, stop = len(self._position), len(self._position) + len(keys)
        if self._rows is None:
            self._rows = np.zeros((_FIRST_ROWS, computed.shape[1]), np.float32)
        while stop > len(self._rows):
            self._rows = np.vstack([self._rows, np.zeros_like(self._rows)])
        self._rows[start:stop] = computed
        positions = np.arange(start, stop)
        self._position.update(zip(keys.tolist(), positions.tolist(), strict=True))
        return positions


def cache_embeddings(nlp: Language) -> None:
    """Let each embedding layer of a pipeline look up the rows it has computed before.

    Raises:
        UnsupportedPipelineError: A component lacks the layers this is written for.
    """
    for name in ("tok2vec", "ner"):
        if name not in nlp.pipe_names:
            raise UnsupportedPipelineError(f"it has no component {name}")
        component: Any = nlp.get_pipe(name)
        embed = _find_embedding(component.model, name)
        _cache_layer(embed)


def _find_embedding(model: Model[Any, Any], name: str) -> Model[Any, Any]:
    for layer in model.walk():
        if len(layer.layers) == _EMBED_LAYERS and layer.layers[0].name == "extract_features":
            return layer
    raise UnsupportedPipelineError(f"its component {name} embeds tokens in another way")


def _cache_layer(embed: Model[Any, Any]) -> None:
    extract, _, hash_embeddings, mix, _ = embed.layers
    hash_rows, mix_rows = hash_embeddings.layers[0], mix.layers[0]
    if len(hash_rows.layers) > len(_FACTORS):
        raise UnsupportedPipelineError("it embeds more attributes than expected")
    cache = RowCache(lambda attributes: mix_rows.predict(hash_rows.predict(attributes)))

    def forward(
        model: Model[Any, Any],
        docs: Any,  # noqa: ANN401 - typed so by thinc
        is_train: bool,  # noqa: FBT001 - called so by thinc
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        del model
        if is_train:
            raise ValueError("an accelerated pipeline predicts only; load the stock one to train")
        attributes = extract.predict(docs)
        if not attributes:
            return [], lambda gradient: gradient
        rows = cache.look_up(np.vstack(attributes))
        ends = np.cumsum([len(of_doc) for of_doc in attributes])[:-1]
        return np.split(rows, ends), lambda gradient: gradient

    embed._func = forward  # noqa: SLF001 - thinc has no other way to change what a layer computes
