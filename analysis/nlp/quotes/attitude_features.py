"""Features of complements, from which the models of attitudes calculate their probabilities.

A feature is a string, and the weights in ``data/attitudes.npz`` are stored by its hash: a changed
string is a new feature, which has no weight until the models are trained again.
"""

import math
from functools import cache

from analysis.nlp.lexicon import NO_FRAMES, frame_letters, verb_frames
from analysis.nlp.quotes.complements import Complement, ParseTable, find_holder

#: Relations of the dependents of a complement's head that are a feature.
_DEPENDENTS = frozenset(("poss", "amod", "prep", "relcl", "acl"))
#: Lengths are distinguished by powers of 2 up to this one (32 tokens).
_MAX_LENGTH_POWER = 5
#: Letters of a governor's ending that are a feature: "-ise", "-ion".
_SUFFIX_LETTERS = 3


def extract_features(
    table: ParseTable, complement: Complement, reporting: frozenset[int]
) -> list[str]:
    """Return the features of a complement; the empty string is the intercept.

    Args:
        table: The parsed text.
        complement: The complement.
        reporting: The tokens that are the cue of a quote.
    """
    governor, path = complement.governor, complement.path
    lemma = table.lemma[governor]
    return [
        "",
        f"path {path}",
        f"reports path {governor in reporting} {path}",
        *_governor_features(table, governor, lemma, path),
        *_head_features(table, complement, lemma),
        *_holder_features(table, governor, lemma, path),
    ]


def _governor_features(table: ParseTable, governor: int, lemma: str, path: str) -> list[str]:
    """Return the features of the governor and of what depends on it."""
    children = table.children(governor)
    deps = {table.dep[child] for child in children}
    tag, pos, dep = table.tag[governor], table.pos[governor], table.dep[governor]
    passive = str("nsubjpass" in deps or "auxpass" in deps)
    auxiliaries = ",".join(
        sorted({table.lemma[child] for child in children if table.dep[child] == "aux"})
    )
    suffix, above = lemma[-_SUFFIX_LETTERS:], table.head[governor]
    features = [
        f"lemma {lemma}",
        f"lemma path {lemma} {path}",
        f"lemma passive path {lemma} {passive} {path}",
        f"tag path {tag} {path}",
        f"dep {dep}",
        f"dep path {dep} {path}",
        f"negated path {'neg' in deps} {path}",
        f"aux path {auxiliaries} {path}",
        f"passive {passive}",
        f"above path {table.general[above]} {path}",
        f"above pos {table.pos[above]} {dep} {path}",
        f"suffix {suffix} {path}",
        f"suffix pos {suffix} {pos} {path}",
        f"frame path {_frame(lemma)} {path}",
        *(f"beside {child_dep} {path}" for child_dep in deps if child_dep != "punct"),
    ]
    if "prt" in deps:
        features.append(f"particle {lemma} {table.child_word(governor, 'prt')}")
    if pos == "NOUN":
        features.append(f"noun det {table.child_word(governor, 'det')} {path}")
    return features


def _head_features(table: ParseTable, complement: Complement, lemma: str) -> list[str]:
    """Return the features of the complement itself."""
    head, path = complement.head, complement.path
    kind, general = table.kind[head], table.general[head]
    mark = _mark(table, head, complement.first)
    tokens = complement.last - complement.first + 1
    length = str(min(int(math.log2(tokens)), _MAX_LENGTH_POWER))
    has_subject = str(table.child(head, "nsubj", "nsubjpass", "expl") is not None)
    deps = (table.dep[child] for child in table.children(head))
    dependent = next((dep for dep in deps if dep in _DEPENDENTS), "0")
    determiner = table.child_word(head, "det")
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


def _holder_features(table: ParseTable, governor: int, lemma: str, path: str) -> list[str]:
    """Return the features of who would hold the attitude."""
    holder = find_holder(table, governor, path)
    kind = _holder_kind(table, holder)
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


def _mark(table: ParseTable, head: int, first: int) -> str:
    """Return the word that introduces a clause ("that", "to", "whether"), or "0"."""
    mark = table.child(head, "mark")
    if mark is not None:
        return table.lower[mark]
    if any(table.tag[child] == "TO" for child in table.children(head)):
        return "to"
    return table.lower[first] if table.tag[first] in ("WP", "WRB", "WDT") else "0"
