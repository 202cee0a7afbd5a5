"""Features of complements, from which the models of attitudes calculate their probabilities.

A feature is a string, and the weights in ``data/attitudes.npz`` are stored by its hash: a changed
string is a new feature, which has no weight until the models are trained again.
"""

from functools import cache
from typing import NamedTuple

from analysis.nlp.lexicon import NO_FRAMES, frame_letters, verb_frames
from analysis.nlp.quotes.complements import NOUNS, Complement, ParseTable, find_holder

#: Relations of the dependents of a complement's head that are a feature.
_DEPENDENTS = frozenset(("poss", "amod", "prep", "relcl", "acl"))
#: Relations of a subject, and of what stands in its place.
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
#: Lengths are distinguished by powers of 2 up to this one (32 tokens).
_MAX_LENGTH_POWER = 5
#: Letters of a governor's ending that are a feature: "-ise", "-ion".
_SUFFIX_LETTERS = 3


class _Governor(NamedTuple):
    """What the features of all complements of a governor need to know of it."""

    lemma: str
    passive: str
    negated: str
    auxiliaries: str
    deps: frozenset[str]
    particle: str


class FeatureReader:
    """The features of the complements of one text; what they share is read once."""

    def __init__(self, table: ParseTable, reporting: frozenset[int]) -> None:
        """Take a parsed text, and its tokens that are the cue of a quote."""
        self._table = table
        self._reporting = reporting
        self._governors: dict[int, _Governor] = {}
        self._holders: dict[int, int | None] = {}

    def extract_features(self, complement: Complement) -> list[str]:
        """Return the features of a complement; the empty string is the intercept."""
        number, path = complement.governor, complement.path
        governor = self._governors.get(number)
        if governor is None:
            governor = self._governors[number] = _read_governor(self._table, number)
        return [
            "",
            f"path {path}",
            f"reports path {number in self._reporting} {path}",
            *_governor_features(self._table, number, governor, path),
            *_head_features(self._table, complement, governor.lemma),
            *_holder_features(self._table, number, self._find_holder(complement), path),
        ]

    def _find_holder(self, complement: Complement) -> int | None:
        """Return who would hold the attitude; for a noun this depends on the complement."""
        governor = complement.governor
        if self._table.pos[governor] in NOUNS:
            return find_holder(self._table, governor, complement.path)
        if governor not in self._holders:
            self._holders[governor] = find_holder(self._table, governor, complement.path)
        return self._holders[governor]


def _read_governor(table: ParseTable, number: int) -> _Governor:
    children = table.children(number)
    deps = frozenset([table.dep[child] for child in children])
    auxiliaries: set[str] = set()
    if "aux" in deps:
        auxiliaries = {table.lemma[child] for child in children if table.dep[child] == "aux"}
    return _Governor(
        table.lemma[number],
        str("nsubjpass" in deps or "auxpass" in deps),
        str("neg" in deps),
        ",".join(sorted(auxiliaries)),
        deps - {"punct"},
        table.child_word(number, "prt") if "prt" in deps else "",
    )


def _governor_features(table: ParseTable, number: int, governor: _Governor, path: str) -> list[str]:
    """Return the features of the governor and of what depends on it."""
    lemma, passive = governor.lemma, governor.passive
    tag, pos, dep = table.tag[number], table.pos[number], table.dep[number]
    suffix, above = lemma[-_SUFFIX_LETTERS:], table.head[number]
    features = [
        f"lemma {lemma}",
        f"lemma path {lemma} {path}",
        f"lemma passive path {lemma} {passive} {path}",
        f"tag path {tag} {path}",
        f"dep {dep}",
        f"dep path {dep} {path}",
        f"negated path {governor.negated} {path}",
        f"aux path {governor.auxiliaries} {path}",
        f"passive {passive}",
        f"above path {table.general[above]} {path}",
        f"above pos {table.pos[above]} {dep} {path}",
        f"suffix {suffix} {path}",
        f"suffix pos {suffix} {pos} {path}",
        f"frame path {_frame(lemma)} {path}",
    ]
    features += [f"beside {child_dep} {path}" for child_dep in governor.deps]
    if governor.particle:
        features.append(f"particle {lemma} {governor.particle}")
    if pos == "NOUN":
        features.append(f"noun det {table.child_word(number, 'det')} {path}")
    return features


def _head_features(table: ParseTable, complement: Complement, lemma: str) -> list[str]:
    """Return the features of the complement itself."""
    head, path = complement.head, complement.path
    kind, general = table.kind[head], table.general[head]
    tokens = complement.last - complement.first + 1
    length = min(tokens.bit_length() - 1, _MAX_LENGTH_POWER)
    has_subject = has_to = False
    determiner = mark = dependent = ""
    for child in table.children(head):
        dep = table.dep[child]
        if dep in _SUBJECTS:
            has_subject = True
        elif dep == "det":
            determiner = determiner or table.lower[child]
        elif dep == "mark":
            mark = mark or table.lower[child]
        elif dep in _DEPENDENTS:
            dependent = dependent or dep
        has_to = has_to or table.tag[child] == "TO"
    determiner, dependent = determiner or "0", dependent or "0"
    mark = mark or ("to" if has_to else _question_word(table, complement.first))
    return [
        f"head tag path {table.tag[head]} {path}",
        f"head {general}",
        f"head path {general} {path}",
        f"head kind path {kind} {path}",
        f"lemma head kind {lemma} {kind}",
        f"lemma head pos path {lemma} {table.pos[head]} {path}",
        f"mark path {mark} {path}",
        f"mark lemma {mark} {lemma}",
        f"own path {has_subject} {path}",
        f"length {length}",
        f"length path {length} {path}",
        f"length lemma {length} {lemma}",
        f"after path {head > complement.governor} {path}",
        f"det path {determiner} {path}",
        f"det lemma {determiner} {lemma}",
        f"within path {dependent} {path}",
    ]


def _holder_features(table: ParseTable, governor: int, holder: int | None, path: str) -> list[str]:
    """Return the features of who would hold the attitude."""
    kind, lemma = _holder_kind(table, holder), table.lemma[governor]
    features = [
        f"who {kind}",
        f"who path {kind} {path}",
        f"who lemma {kind} {lemma}",
        f"holder {'0' if holder is None else table.general[holder]}",
    ]
    if table.pos[governor] == "NOUN":
        features.append(f"held path {kind != 'none'} {path}")
        features.append(f"held lemma {kind != 'none'} {lemma}")
    return features


@cache
def _frame(lemma: str) -> str:
    """Return the letters of the frames of a verb; "0" when it is no reporting verb."""
    return frame_letters(verb_frames().get(lemma, NO_FRAMES)) or "0"


def _holder_kind(table: ParseTable, holder: int | None) -> str:
    """Return the pronoun, the label or the part of speech of a holder; "none" without one."""
    if holder is None:
        return "none"
    return table.lower[holder] if table.pos[holder] == "PRON" else table.kind[holder]


def _question_word(table: ParseTable, first: int) -> str:
    """Return the question word that begins a clause, or "0"."""
    return table.lower[first] if table.tag[first] in ("WP", "WRB", "WDT") else "0"
