"""Names of one kind joined across articles, and who is meant by one that does not say.

A name is *loose* when it does not say by itself who is meant: a family name, an acronym, 'Defense
Ministry', or a full name that two people with different names could bear ('George Bush'). A loose
name is decided article by article: it is the one bearer named in the same article, or in its
context, or one that all but owns the name in the corpus. Where several could be meant, one named
far more often than the others together is. What stays unclear is an entity of its own: a family
name once for each context if somebody in the corpus bears it, an acronym once for all.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from analysis.corpus.article_contexts import Contexts

#: Among those named in an article or its context one is meant that has this many times the
#: articles in the corpus of all others together ...
_FAMOUS = 10
#: ... or this many times their mentions there, and this many times their articles.
OUTWEIGHS, _KNOWN_BETTER = 4, 2
#: Where none is named, one with this share of at least so many articles with any bearer.
_OWNS, _KNOWN = 0.95, 5
#: So many articles of the rarer name are asked for a shared context.
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one article, as read, with the family of its label and its comparison key."""

    article: str
    entity: str
    family: str
    key: str
    name: str
    label: str
    country: str
    names: tuple[str, ...]
    mentions: int


class Name:
    """One comparison key with all that bears it.

    Attributes:
        rows: The local entities, in order.
        articles: Where they stand.
        text: How it is mostly written.
    """

    def __init__(self, rows: list[LocalEntity]) -> None:
        """Sum up rows that share a key."""
        self.rows = rows
        self.articles = {row.article for row in rows}
        counts = Counter(row.name for row in rows)
        self.text = min(counts, key=lambda text: (-counts[text], text))


class Joined:
    """The names of one family, joined: which entity each row belongs to.

    An entity is a key: that of its name in most articles, or for a loose name that stays apart its
    key, '#' and a hash of its context.
    """

    def __init__(self, rows: Iterable[LocalEntity], contexts: Contexts) -> None:
        """Start with every name by itself."""
        by_key: dict[str, list[LocalEntity]] = defaultdict(list)
        for row in rows:
            by_key[row.key].append(row)
        self.names = {key: Name(by_key[key]) for key in sorted(by_key)}
        self.contexts = contexts
        self._root = {key: key for key in self.names}
        self._members = {key: [key] for key in self.names}
        self._loose: dict[str, _Loose] = {}

    def join(self, a: str, b: str) -> None:
        """Make two names one entity, under the one in more articles."""
        a, b = sorted((self._root[a], self._root[b]), key=self.rank)
        if a != b:
            for key in self._members.pop(b):
                self._root[key] = a
                self._members[a].append(key)

    def together(self, a: str, b: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of names that joining two names would make one entity."""
        yield from product(self._members[self._root[a]], self._members[self._root[b]])

    def loosen(self, key: str, bearers: Iterable[str], *, apart: bool, beyond: bool = True) -> None:
        """Declare a name loose, once all others are joined.

        Args:
            key: The name.
            bearers: The names that may be meant by it.
            apart: Whether what stays unclear is an entity for each context, not one for all.
            beyond: Whether what other articles name may decide.
        """
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for bearer in bearers:
            for row in self.names[bearer].rows:
                found[row.article][self._root[bearer]] += max(row.mentions, 1)
        self._loose[key] = _Loose(dict(found), apart, beyond)

    def assigned(self) -> Iterator[tuple[LocalEntity, str]]:
        """Yield every row with its entity."""
        for key, name in self.names.items():
            loose = self._loose.get(key)
            for row in name.rows:
                if loose is None:
                    yield row, self._root[key]
                else:
                    yield row, loose.meant(row.article, self.contexts) or self._alone(key, row)

    def near(self, a: str, b: str) -> bool:
        """Whether two names share a context; the rarer one is looked up in :data:`_SAMPLE`."""
        fewer, more = sorted((self.names[a].articles, self.names[b].articles), key=len)
        return self.contexts.meet(sorted(fewer)[:_SAMPLE], more)

    def rank(self, key: str) -> tuple[int, str]:
        """Return what sorts names by articles, most first."""
        return -len(self.names[key].articles), key

    def _alone(self, key: str, row: LocalEntity) -> str:
        if not self._loose[key].apart:
            return key
        first = min(self.contexts.of(row.article))
        return f"{key}#{hashlib.sha256(first.encode()).hexdigest()[:6]}"


class _Loose:
    """Who may be meant by a loose name.

    Attributes:
        bearers: By article, the entities and how often each is mentioned.
        apart: As given to :meth:`Joined.loosen`.
    """

    def __init__(self, bearers: dict[str, Counter[str]], apart: bool, beyond: bool) -> None:
        """Count in how many articles each bearer stands."""
        self.bearers = bearers
        self.apart = apart
        self._beyond = beyond
        self._articles = Counter(root for roots in bearers.values() for root in roots)

    def meant(self, article: str, contexts: Contexts) -> str:
        """Return the entity it stands for in an article; empty when that is not certain."""
        if here := self.bearers.get(article):
            return self._main(here)
        if not self.bearers or not self._beyond:
            return ""
        near: Counter[str] = Counter()
        for other in sorted(contexts.of(article)):
            near.update(self.bearers.get(other, ()))
        if near:
            return self._main(near)
        root, count = _most(self._articles)
        return root if count >= max(_KNOWN, _OWNS * len(self.bearers)) else ""

    def _main(self, near: Counter[str]) -> str:
        known = Counter({root: self._articles[root] for root in near})
        root = _outweighing(known, _FAMOUS)
        if not root and (root := _outweighing(near, OUTWEIGHS)):
            # Who is named most where 'Biden' stands may be the son whose death is reported.
            root = root * (root == _outweighing(known, _KNOWN_BETTER))
        return root


def _outweighing(counts: Counter[str], times: int) -> str:
    """Return what counts so many times all the others together; empty when nothing does."""
    root, count = _most(counts)
    return root if count >= times * (counts.total() - count) else ""


def _most(counts: Counter[str]) -> tuple[str, int]:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))
