"""The attribute ruler as a look-up.

The ruler of ``en_core_web_sm`` sets part of speech, morphology and some lemmas by patterns of one
or two tokens over tag, lower-case form, dependency label and whether the token is a space. What it
sets therefore depends on these, and on which patterns of two tokens the token stands in; each such
combination is resolved by the stock ruler once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

#: Combinations kept before the look-up is emptied; news of any length has a few thousand.
MAX_KEYS = 200_000
_NAME = "attribute_ruler"
_FACTORY = "parallax_attribute_lookup"
_LONGEST_PATTERN = 2
_CONDITIONS = frozenset(("TAG", "LOWER", "DEP", "IS_SPACE"))
#: What the ruler may set, and what a result is made of.
_SET = frozenset(("TAG", "POS", "MORPH", "LEMMA", "DEP"))
_RESULT: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
#: What is read of a Doc: what a result depends on, and what must not be set yet.
_READ: list[int | str] = ["TAG", "LOWER", "DEP", "IS_SPACE", "POS", "MORPH", "LEMMA"]
#: Of these, what a copy of a token does not have by its form.
_LOOKED_AT: list[int | str] = ["TAG", "DEP"]

Key = tuple[int, int, int, int, int]


class _TokenPattern(NamedTuple):
    """The conditions on one token of a pattern of two; None where there is none."""

    lower: Callable[[str], bool] | None
    tag: Callable[[str], bool] | None
    dep: Callable[[str], bool] | None


def replace_attribute_ruler(nlp: Language) -> None:
    """Put the look-up in the place of the attribute ruler.

    Raises:
        UnsupportedPipelineError: There is no ruler, or its patterns are of another kind.
    """
    if _NAME not in nlp.pipe_names:
        raise UnsupportedPipelineError(f"it has no component {_NAME}")
    lookup = AttributeLookup(nlp, nlp.get_pipe(_NAME))
    component: Any = nlp.replace_pipe(_NAME, _FACTORY)
    component.ruler = lookup


@Language.factory(_FACTORY)
class AttributeLookupComponent:
    """The component of a pipeline that holds an :class:`AttributeLookup`."""

    ruler: "AttributeLookup"

    def __init__(self, nlp: Language, name: str) -> None:
        """Leave the ruler to be set by :func:`replace_attribute_ruler`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a Doc."""
        return self.ruler(doc)

    def pipe(self, docs: Iterable[Doc], **_: object) -> Iterator[Doc]:
        """Set the attributes of Docs, one after the other."""
        yield from map(self.ruler, docs)


class AttributeLookup:
    """What the stock ruler sets, by what it depends on."""

    def __init__(self, nlp: Language, ruler: Any) -> None:  # noqa: ANN401 - spaCy types components loosely
        """Read the patterns of ``ruler``.

        Raises:
            UnsupportedPipelineError: A pattern is longer than two tokens, looks at another
                attribute, or sets another one.
        """
        self._strings = nlp.vocab.strings
        self._ruler: Callable[[Doc], Doc] = ruler
        #: Forms that patterns look at, and tests of the patterns that look at other properties.
        self._lower_forms: set[str] = set()
        self._lower_tests: list[Callable[[str], bool]] = []
        self._pairs: list[tuple[_TokenPattern, _TokenPattern]] = []
        for rule in ruler.patterns:
            if not set(rule["attrs"]) <= _SET:
                raise UnsupportedPipelineError(f"its {_NAME} sets other attributes")
            for pattern in rule["patterns"]:
                self._read_pattern(pattern)
        self._relevant_lower: dict[int, int] = {}
        self._second_of: dict[int, list[int]] = {}
        self._known: dict[Key, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a Doc."""
        before = doc.to_array(_READ)
        if not len(before) or before[:, 4:].any():  # something is set already: rules may differ
            return self._ruler(doc)
        tags, lowers, deps, spaces = before[:, :4].T.tolist()
        relevant = [
            self._relevant_lower[lower] if lower in self._relevant_lower else self._learn(lower)
            for lower in lowers
        ]
        pairs = self._match_pairs(tags, lowers, deps)
        pair_flags = [pairs.get(i, 0) for i in range(len(tags))]
        keys: list[Key] = list(zip(tags, relevant, deps, spaces, pair_flags, strict=True))
        self._resolve(doc, keys)
        after = np.array([self._known[key] for key in keys], np.uint64)
        pos_morph_lemma: Any = np.ascontiguousarray(after[:, 2:])
        doc.from_array(_RESULT[2:], pos_morph_lemma)
        for i in np.flatnonzero(after[:, 0] != before[:, 0]).tolist():
            doc[i].tag = int(after[i, 0])
        for i in np.flatnonzero(after[:, 1] != before[:, 2]).tolist():
            doc[i].dep = int(after[i, 1])
        return doc

    def _read_pattern(self, pattern: list[dict[str, Any]]) -> None:
        if len(pattern) > _LONGEST_PATTERN or any(set(token) - _CONDITIONS for token in pattern):
            raise UnsupportedPipelineError(f"its {_NAME} has patterns of another kind")
        for condition in (token["LOWER"] for token in pattern if "LOWER" in token):
            if isinstance(condition, str):
                self._lower_forms.add(condition)
            else:
                self._lower_tests.append(_compile(condition))
        if len(pattern) == _LONGEST_PATTERN:
            first, second = (
                _TokenPattern(*(_compile(token[key]) if key in token else None for key in _PARTS))
                for token in pattern
            )
            if second.lower is None or any("IS_SPACE" in token for token in pattern):
                raise UnsupportedPipelineError(f"its {_NAME} has patterns of another kind")
            self._pairs.append((first, second))

    def _learn(self, lower: int) -> int:
        """Return ``lower`` if a pattern looks at this form, else 0; remember it."""
        text = self._strings[lower] if lower else ""
        self._second_of[lower] = [
            number
            for number, (_, second) in enumerate(self._pairs)
            if second.lower is not None and second.lower(text)
        ]
        is_relevant = text in self._lower_forms or any(test(text) for test in self._lower_tests)
        relevant = lower if is_relevant else 0
        self._relevant_lower[lower] = relevant
        return relevant

    def _match_pairs(self, tags: list[int], lowers: list[int], deps: list[int]) -> dict[int, int]:
        """Return for tokens in patterns of two which ones: two bits a pattern, first and second."""
        flags: dict[int, int] = {}
        for i in range(1, len(lowers)):
            for number in self._second_of[lowers[i]]:
                first, second = self._pairs[number]
                if self._is_match(
                    first, tags[i - 1], lowers[i - 1], deps[i - 1]
                ) and self._is_match(second, tags[i], lowers[i], deps[i]):
                    flags[i - 1] = flags.get(i - 1, 0) | 1 << 2 * number
                    flags[i] = flags.get(i, 0) | 2 << 2 * number
        return flags

    def _is_match(self, pattern: _TokenPattern, tag: int, lower: int, dep: int) -> bool:
        return all(
            test is None or test(self._strings[value] if value else "")
            for test, value in ((pattern.lower, lower), (pattern.tag, tag), (pattern.dep, dep))
        )

    def _resolve(self, doc: Doc, keys: list[Key]) -> None:
        """Let the stock ruler set the attributes of combinations not seen before, and keep them.

        What it sets depends on a token and its neighbours, so that it needs to see no others.
        """
        if len(self._known) > MAX_KEYS:
            self._known.clear()
        places: dict[Key, int] = {}
        for place, key in enumerate(keys):
            if key not in self._known:
                places.setdefault(key, place)
        for key, place in places.items():
            start, end = max(place - 1, 0), min(place + 2, len(doc))
            neighbours = self._ruler(_copy_tokens(doc, start, end))
            self._known[key] = neighbours.to_array(_RESULT)[place - start].tolist()


_PARTS = ("LOWER", "TAG", "DEP")


def _copy_tokens(doc: Doc, start: int, end: int) -> Doc:
    """Return a Doc of some tokens of another, with what the patterns look at."""
    tokens = doc[start:end]
    words, spaces = zip(*((token.text, bool(token.whitespace_)) for token in tokens), strict=True)
    copy = Doc(doc.vocab, words=list(words), spaces=list(spaces))
    attributes: Any = np.ascontiguousarray(doc.to_array(_LOOKED_AT)[start:end])
    return copy.from_array(_LOOKED_AT, attributes)


def _compile(condition: object) -> Callable[[str], bool]:
    """Return the test that a condition on a string attribute stands for."""
    if isinstance(condition, str):
        return lambda value: value == condition
    if isinstance(condition, dict) and len(condition) == 1:
        ((predicate, operand),) = condition.items()
        if predicate == "IN":
            members = frozenset(operand)
            return lambda value: value in members
        if predicate == "NOT_IN":
            members = frozenset(operand)
            return lambda value: value not in members
        if predicate == "REGEX":
            regex = re.compile(operand)
            return lambda value: regex.search(value) is not None
    raise UnsupportedPipelineError(f"its {_NAME} has a condition of another kind: {condition!r}")
