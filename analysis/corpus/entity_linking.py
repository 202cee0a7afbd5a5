"""Names of one family linked across articles, and the disambiguation of names that need a context.

A name is *ambiguous* if it does not by itself say who is meant: a family name, an acronym, 'Defense
Ministry', or a full name that two people with different names could have ('George Bush'). An
ambiguous name is disambiguated article by article: it means the one candidate named in the same
article, or in its context, or one that has nearly all uses of the name in the corpus. Of several
candidates, one named far more often than all others is meant. A name that stays ambiguous is an
entity of its own: a family name once for each context if somebody in the corpus has it, an acronym
once for all.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from analysis.corpus.article_contexts import ArticleContexts

# All thresholds are judgement, checked on SEESAW (benchmarks/entities.py).
#: Of several candidates in a context, one is meant if its articles in the corpus are at least this
#: many times those of all others together ...
FAME_RATIO = 10
#: ... or if its mentions in the context are this many times theirs ...
DOMINANCE_RATIO = 4
#: ... and its articles in the corpus this many times theirs.
KNOWN_RATIO = 2
#: Without a candidate in the context: minimum share of the articles with any candidate in which one
#: candidate is named for it to be meant ...
OWNER_SHARE = 0.95
#: ... and minimum number of its articles.
OWNER_ARTICLES = 5
#: Number of articles of the rarer of two names that are checked for a shared context (saves time).
_CONTEXT_SAMPLE = 20
#: Length of the hash that distinguishes the contexts of a name.
_HASH_LENGTH = 6


class LocalEntity(NamedTuple):
    """An entity of one article, with the family of its label and its comparison key.

    The attributes are the columns of ``tables.PARTS["local_entities"]``.
    """

    article: str
    entity: str
    family: str
    key: str
    name: str
    label: str
    country: str
    names: tuple[str, ...]
    mentions: int
    gender: str = ""
    roles: tuple[str, ...] = ()


class Name:
    """One comparison key with all local entities that have it.

    Attributes:
        rows: The local entities, in order.
        articles: Their articles.
        text: How it is most often written.
    """

    def __init__(self, rows: list[LocalEntity]) -> None:
        """Summarise rows that share a key."""
        self.rows = rows
        self.articles = {row.article for row in rows}
        counts = Counter(row.name for row in rows)
        self.text = min(counts, key=lambda text: (-counts[text], text))


class LinkedNames:
    """The names of one family, linked: which entity each local entity belongs to.

    An entity is a key: that of its name in most articles, or for a name that stays ambiguous its
    key, '#' and a hash of its context.
    """

    def __init__(self, rows: Iterable[LocalEntity], contexts: ArticleContexts) -> None:
        """Start with every name as an entity of its own."""
        by_key: dict[str, list[LocalEntity]] = defaultdict(list)
        for row in rows:
            by_key[row.key].append(row)
        self.names = {key: Name(by_key[key]) for key in sorted(by_key)}
        self.contexts = contexts
        self._root = {key: key for key in self.names}
        self._members = {key: [key] for key in self.names}
        self._ambiguous: dict[str, AmbiguousName] = {}

    def merge(self, key: str, other: str) -> None:
        """Make two names one entity, under the one in more articles."""
        into, merged = sorted((self._root[key], self._root[other]), key=self.rank)
        if into != merged:
            for member in self._members.pop(merged):
                self._root[member] = into
                self._members[into].append(member)

    def find_root(self, key: str) -> str:
        """Return the entity that a name belongs to."""
        return self._root[key]

    def find_members(self, root: str) -> list[str]:
        """Return the names of an entity."""
        return self._members[root]

    def pairs_if_merged(self, key: str, other: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of names that merging two names would make one entity."""
        yield from product(self._members[self._root[key]], self._members[self._root[other]])

    def mark_ambiguous(
        self,
        key: str,
        candidates: Iterable[str],
        *,
        is_per_context: bool,
        is_article_only: bool = False,
    ) -> None:
        """Declare a name ambiguous, once all others are merged.

        Args:
            key: The name.
            candidates: The names that it may mean.
            is_per_context: Whether an unresolved name is an entity for each context, not one for
                all.
            is_article_only: Whether only the candidates of the same article count.
        """
        mentions: dict[str, Counter[str]] = defaultdict(Counter)
        for candidate in candidates:
            for row in self.names[candidate].rows:
                mentions[row.article][self._root[candidate]] += max(row.mentions, 1)
        self._ambiguous[key] = AmbiguousName(
            dict(mentions), is_per_context=is_per_context, is_article_only=is_article_only
        )

    def is_ambiguous(self, key: str) -> bool:
        """Return whether a name was marked ambiguous."""
        return key in self._ambiguous

    def disambiguate(self, key: str, row: LocalEntity) -> str:
        """Return the entity that an ambiguous name means in an article; empty if not certain."""
        return self._ambiguous[key].disambiguate(
            row.article,
            self.contexts,
            lambda candidates: self.select_candidates(row, candidates),
            self.describe_selection(row),
        )

    def select_candidates(
        self,
        row: LocalEntity,  # noqa: ARG002 - families that know more of a name use it
        candidates: Counter[str],
    ) -> Counter[str]:
        """Return the candidates that an ambiguous name may mean, with their counts."""
        return candidates

    def describe_selection(
        self,
        row: LocalEntity,  # noqa: ARG002 - as for select_candidates
    ) -> Hashable:
        """Return what, beside its key, decides which candidates are selected for a row."""
        return ()

    def assign_entities(self) -> Iterator[tuple[LocalEntity, str]]:
        """Yield every local entity with its entity."""
        for key, name in self.names.items():
            for row in name.rows:
                if not self.is_ambiguous(key):
                    yield row, self._root[key]
                else:
                    entity = self.disambiguate(key, row)
                    yield row, entity or self._unresolved_entity(key, row)

    def has_shared_context(self, key: str, other: str) -> bool:
        """Return whether two names share a context, by a sample of the rarer one's articles."""
        fewer, more = sorted((self.names[key].articles, self.names[other].articles), key=len)
        return self.contexts.has_shared(sorted(fewer)[:_CONTEXT_SAMPLE], more)

    def rank(self, key: str) -> tuple[int, str]:
        """Return the sort key that orders names by number of articles, most first."""
        return -len(self.names[key].articles), key

    def _unresolved_entity(self, key: str, row: LocalEntity) -> str:
        if not self._ambiguous[key].is_per_context:
            return key
        first = min(self.contexts.find(row.article))
        return f"{key}#{hashlib.sha256(first.encode()).hexdigest()[:_HASH_LENGTH]}"


class AmbiguousName:
    """The candidates of an ambiguous name.

    Attributes:
        mentions: By article, the candidates it names and how often each.
        is_per_context: As in :meth:`LinkedNames.mark_ambiguous`.
    """

    def __init__(
        self, mentions: dict[str, Counter[str]], *, is_per_context: bool, is_article_only: bool
    ) -> None:
        """Count the articles of each candidate."""
        self.mentions = mentions
        self.is_per_context = is_per_context
        self._is_article_only = is_article_only
        self._by_context: dict[frozenset[str], Counter[str]] = {}
        self._chosen: dict[tuple[frozenset[str], Hashable], str] = {}
        self._owners: dict[Hashable, str] = {}
        self._articles = Counter(
            candidate for candidates in mentions.values() for candidate in candidates
        )

    def disambiguate(
        self,
        article: str,
        contexts: ArticleContexts,
        select: Callable[[Counter[str]], Counter[str]] = lambda candidates: candidates,
        selection: Hashable = (),
    ) -> str:
        """Return the candidate that the name means in an article; empty if that is not certain.

        Args:
            article: The article.
            contexts: The articles that share a context.
            select: Returns those of some candidates that the name may mean.
            selection: Names what ``select`` does: what one returns is not asked for again.
        """
        if in_article := select(self.mentions.get(article, Counter())):
            return self._find_dominant(in_article)
        if not self.mentions or self._is_article_only:
            return ""
        context = contexts.find(article)
        if (context, selection) not in self._chosen:
            self._chosen[context, selection] = self._choose(context, select, selection)
        return self._chosen[context, selection]

    def _choose(
        self,
        context: frozenset[str],
        select: Callable[[Counter[str]], Counter[str]],
        selection: Hashable,
    ) -> str:
        """Return the candidate that the name means where an article of a context names none."""
        if in_context := select(self._count_mentions(context)):
            return self._find_dominant(in_context)
        if selection not in self._owners:
            self._owners[selection] = self._find_owner(select(self._articles))
        return self._owners[selection]

    def _find_owner(self, candidates: Counter[str]) -> str:
        """Return the candidate that has nearly all uses of the name; empty if none has."""
        if not candidates:
            return ""
        candidate, count = _most_common(candidates)
        is_owner = count >= max(OWNER_ARTICLES, OWNER_SHARE * len(self.mentions))
        return candidate if is_owner else ""

    def _count_mentions(self, context: frozenset[str]) -> Counter[str]:
        """Return the mentions of each candidate in a context; counted once for each."""
        if context not in self._by_context:
            counts: Counter[str] = Counter()
            for article in context:
                counts.update(self.mentions.get(article, ()))
            self._by_context[context] = counts
        return self._by_context[context]

    def _find_dominant(self, mentions: Counter[str]) -> str:
        """Return the candidate that outweighs all others; empty if none does."""
        articles = Counter({candidate: self._articles[candidate] for candidate in mentions})
        if famous := find_outweighing(articles, FAME_RATIO):
            return famous
        dominant = find_outweighing(mentions, DOMINANCE_RATIO)
        # The person named most often beside 'Biden' may be the son whose death is reported.
        is_known = dominant == find_outweighing(articles, KNOWN_RATIO)
        return dominant if is_known else ""


def find_outweighing(counts: Counter[str], ratio: int) -> str:
    """Return the key whose count is at least ``ratio`` times the sum of all others, if any."""
    key, count = _most_common(counts)
    return key if count >= ratio * (counts.total() - count) else ""


def _most_common(counts: Counter[str]) -> tuple[str, int]:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))
