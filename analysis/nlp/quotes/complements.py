"""What words govern, as candidates for what is attributed to somebody, and their features.

A candidate is the phrase or clause a verb, noun or adjective governs: "criticised *the plan*",
"support for *the talks*", "expects *to win*". Whether it is attributed is for
:mod:`analysis.nlp.quotes.attitudes` to weigh.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc

from analysis.entity_types import Trait, labels_with
from analysis.nlp.lexicon import frames

_CLAUSES = frozenset(("ccomp", "xcomp", "acl", "advcl", "relcl"))
_ARGUMENTS = frozenset(("dobj", "oprd", "nsubj", "nsubjpass", "attr", "acomp", "appos", "dative"))
_GOVERNED = _CLAUSES | _ARGUMENTS
_GOVERNING = frozenset(("VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV"))
_SUBJECTS = ("nsubj", "nsubjpass")
#: "It is expected": no attitude is about this subject.
_EXPLETIVE = ("it", "there")
#: Where a verb without a subject of its own finds one: the subject of what it hangs on.
_CLIMB_ARGUMENTS = frozenset(("prep", "pobj", "pcomp", "dobj", "oprd", "attr", "acomp"))
_CLIMB = _CLIMB_ARGUMENTS | {"conj", "aux", "ccomp", "xcomp", "advcl", "acl"}
_STEPS = 5
_NOUNS = ("NOUN", "PROPN")
_OF = ("by", "from", "of", "among")
_NAMED = labels_with(Trait.HOLDER)
_WITHIN = frozenset(("poss", "amod", "prep", "relcl", "acl"))
#: Lengths are told apart up to 2 to this power.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that a word governs.

    Attributes:
        start: Its first character.
        end: One past its last.
        governor: The number of the token that governs it.
        head: The number of its own head.
        path: How the one leads to the other: "ccomp", "pobj:for".
        first: The number of the first token that hangs on the head, by however many steps.
        last: The number of the last.
    """

    start: int
    end: int
    governor: int
    head: int
    path: str
    first: int
    last: int


class _Words(dict[int, str]):
    """The strings of a vocabulary, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        """Look up in ``strings``."""
        self._strings = strings

    def __missing__(self, key: int) -> str:
        self[key] = found = self._strings[key]
        return found


class Parse:
    """A parsed text as lists, one item a token: many look-ups are far faster than on tokens."""

    def __init__(self, doc: Doc) -> None:
        """Read ``doc`` once."""
        self.doc = doc
        columns = doc.to_array(["LEMMA", "LOWER", "TAG", "POS", "DEP", "ENT_TYPE"]).T
        words = _Words(doc.vocab.strings)
        lemma, self.lower, self.tag, self.pos, self.dep, self.entity = (
            [words[key] for key in column] for column in columns.tolist()
        )
        self.lemma = [word.lower() for word in lemma]
        self.kind = [named or pos for named, pos in zip(self.entity, self.pos, strict=True)]
        heads = np.arange(len(doc)) + doc.to_array("HEAD").astype(np.int64)
        self.head: list[int] = heads.tolist()
        #: The dictionary form; of a name only what it names, so that nobody in particular counts.
        self.general = [
            kind if pos == "PROPN" else lemma
            for kind, pos, lemma in zip(self.kind, self.pos, self.lemma, strict=True)
        ]
        # One list of all children, by head: a list for each token would be slow to collect.
        children = np.flatnonzero(heads != np.arange(len(doc)))
        children = children[np.argsort(heads[children], kind="stable")]
        self._children: list[int] = children.tolist()
        self._first: list[int] = np.searchsorted(heads[children], np.arange(len(doc) + 1)).tolist()

    def children(self, at: int) -> list[int]:
        """Return the tokens that hang on a token, in order."""
        return self._children[self._first[at] : self._first[at + 1]]

    def child(self, at: int, *deps: str) -> int | None:
        """Return the first child with one of the given relations, or None."""
        return next((c for c in self.children(at) if self.dep[c] in deps), None)

    def word(self, at: int, *deps: str) -> str:
        """Return the first such child's word, or "0"."""
        child = self.child(at, *deps)
        return "0" if child is None else self.lower[child]


def candidates(
    parse: Parse, governors: frozenset[str] | None, is_free: Callable[[int], bool]
) -> Iterator[Candidate]:
    """Yield what the given words govern.

    Args:
        parse: The parsed text.
        governors: Lemmas, in lower case; None for any.
        is_free: Whether a character may belong to a candidate.
    """
    doc = parse.doc
    for at, dep in enumerate(parse.dep):
        governor = parse.head[at]
        path = dep
        if dep in ("pobj", "pcomp"):
            preposition = governor
            if parse.dep[preposition] not in ("prep", "agent", "dative"):
                continue
            governor = parse.head[preposition]
            path = f"{dep}:{parse.lower[preposition]}"
        elif dep == "prep":
            path = f"prep={parse.lower[at]}"
            if parse.pos[governor] not in ("VERB", "AUX"):
                continue
        elif dep not in _GOVERNED or (dep in _SUBJECTS and parse.lower[at] in _EXPLETIVE):
            continue
        if parse.pos[governor] not in _GOVERNING:
            continue
        if governors is not None and parse.lemma[governor] not in governors:
            continue
        token = doc[at]
        left, right = first, last = token.left_edge.i, token.right_edge.i
        if governor == at or first <= governor <= last:
            continue
        while first < last and parse.pos[first] in ("SPACE", "PUNCT"):
            first += 1
        while last > first and parse.pos[last] in ("SPACE", "PUNCT"):
            last -= 1
        start, end = doc[first].idx, doc[last].idx + len(doc[last])
        if is_free(start) and is_free(end - 1):
            yield Candidate(start, end, governor, at, path, left, right)


def features(parse: Parse, candidate: Candidate, reporting: frozenset[int]) -> list[str]:
    """Return what speaks for and against a candidate, as words.

    Args:
        parse: The parsed text.
        candidate: What is weighed.
        reporting: The numbers of the tokens that introduce a quotation.
    """
    verb, at, path = candidate.governor, candidate.head, candidate.path
    lemma, kind = parse.lemma[verb], parse.kind[at]
    children = parse.children(verb)
    deps = {parse.dep[child] for child in children}
    holder = holder_of(parse, verb, path)
    who = _holder_kind(parse, holder)
    mark = _mark(parse, at, candidate.first)
    words = candidate.last - candidate.first + 1
    length = str(min(int(math.log2(words)), _LONGEST))
    passive = str("nsubjpass" in deps or "auxpass" in deps)
    auxiliaries = ",".join(sorted({parse.lemma[c] for c in children if parse.dep[c] == "aux"}))
    suffix, tag, pos = lemma[-3:], parse.tag[verb], parse.pos[verb]
    above = parse.head[verb]
    own = str(parse.child(at, "nsubj", "nsubjpass", "expl") is not None)
    within = next((parse.dep[c] for c in parse.children(at) if parse.dep[c] in _WITHIN), "0")
    frame = "".join(sorted(frames().get(lemma, "0")))
    found = [
        "",
        f"path {path}",
        f"lemma {lemma}",
        f"lemma path {lemma} {path}",
        f"lemma passive path {lemma} {passive} {path}",
        f"tag path {tag} {path}",
        f"dep {parse.dep[verb]}",
        f"dep path {parse.dep[verb]} {path}",
        f"head tag path {parse.tag[at]} {path}",
        f"head {parse.general[at]}",
        f"head path {parse.general[at]} {path}",
        f"head kind path {kind} {path}",
        f"lemma head kind {lemma} {kind}",
        f"lemma head pos path {lemma} {parse.pos[at]} {path}",
        f"mark path {mark} {path}",
        f"mark lemma {mark} {lemma}",
        f"own path {own} {path}",
        f"negated path {'neg' in deps} {path}",
        f"aux path {auxiliaries} {path}",
        f"passive {passive}",
        f"length {length}",
        f"length path {length} {path}",
        f"length lemma {length} {lemma}",
        f"after path {at > verb} {path}",
        f"who {who}",
        f"who path {who} {path}",
        f"who lemma {who} {lemma}",
        f"holder {'0' if holder is None else parse.general[holder]}",
        f"reports path {verb in reporting} {path}",
        f"above path {parse.general[above]} {path}",
        f"above pos {parse.pos[above]} {parse.dep[verb]} {path}",
        f"det path {parse.word(at, 'det')} {path}",
        f"det lemma {parse.word(at, 'det')} {lemma}",
        f"within path {within} {path}",
        f"suffix {suffix} {path}",
        f"suffix pos {suffix} {pos} {path}",
        f"frame path {frame} {path}",
        *(f"beside {dep} {path}" for dep in deps if dep != "punct"),
    ]
    if "prt" in deps:
        found.append(f"particle {lemma} {parse.word(verb, 'prt')}")
    if pos == "NOUN":
        found.append(f"held path {who != 'none'} {path}")
        found.append(f"held lemma {who != 'none'} {lemma}")
        found.append(f"noun det {parse.word(verb, 'det')} {path}")
    return found


def holder_of(parse: Parse, governor: int, path: str) -> int | None:
    """Return the token whose attitude it would be: the subject, or who a noun belongs to.

    Of a passive it is the agent; of a noun who owns it or is named behind "by", "from" or "of".
    """
    if parse.pos[governor] in _NOUNS and (owner := _owner(parse, governor, path)) is not None:
        return owner
    verb = governor
    for _ in range(_STEPS):
        children = parse.children(verb)
        if verb == governor and any(parse.dep[c] in ("nsubjpass", "auxpass") for c in children):
            agent = parse.child(verb, "agent")
            return None if agent is None else parse.child(agent, "pobj")
        subjects = [c for c in children if parse.dep[c] in _SUBJECTS]
        if subjects:
            return subjects[-1]
        above = parse.head[verb]
        reduced = parse.dep[verb] == "acl" and parse.tag[verb] == "VBG"
        if parse.dep[verb] == "relcl" or (reduced and parse.pos[above] in _NOUNS):
            return above
        if parse.dep[verb] not in _CLIMB or above == verb:
            return None
        verb = above
        if parse.pos[verb] in _NOUNS and (owner := parse.child(verb, "poss")) is not None:
            return owner
    return None


def _owner(parse: Parse, noun: int, path: str) -> int | None:
    owner = parse.child(noun, "poss")
    if owner is not None:
        return owner
    for child in parse.children(noun):
        word = parse.lower[child]
        if parse.dep[child] != "prep" or word not in _OF or path.endswith(f":{word}"):
            continue
        behind = parse.child(child, "pobj")
        if behind is not None and (word != "of" or parse.entity[behind] in _NAMED):
            return behind
    return None


def _holder_kind(parse: Parse, holder: int | None) -> str:
    if holder is None:
        return "none"
    if parse.pos[holder] == "PRON":
        return parse.lower[holder]
    return parse.kind[holder]


def _mark(parse: Parse, at: int, first: int) -> str:
    """The word that introduces a clause: "that", "to", "whether"; "0" without one."""
    mark = parse.child(at, "mark")
    if mark is not None:
        return parse.lower[mark]
    if any(parse.tag[child] == "TO" for child in parse.children(at)):
        return "to"
    return parse.lower[first] if parse.tag[first] in ("WP", "WRB", "WDT") else "0"
