"""Which articles share a context, so that a short name in one can be explained by another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

#: Without stories: names that stand in more articles than this say nothing about the context,
#: and this many of the others must be shared.
_COMMON = 50
_SHARED = 2


class Contexts:
    """The articles that share a context with an article.

    Args:
        names: Pairs of article_id and name key, of all that articles name.
        stories: story_id by article_id where stories are known; an article without one then stands
            alone. Otherwise articles share a context when :data:`_SHARED` uncommon names stand in
            both.
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], stories: Mapping[str, str] | None = None
    ) -> None:
        """Index the articles; contexts themselves are found when asked for."""
        self._stories = stories
        self._members: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, frozenset[str]] = {}
        if stories is None:
            for article, name in names:
                self._members[name].add(article)
                self._named[article].add(name)
        else:
            for article, story in stories.items():
                self._members[story].add(article)

    def of(self, article: str) -> frozenset[str]:
        """Return the articles that share a context with this one, itself among them."""
        if self._stories is not None:
            key = self._stories.get(article, "")
            if not key:
                return frozenset((article,))
            if key not in self._found:
                self._found[key] = frozenset(self._members[key])
            return self._found[key]
        if article not in self._found:
            shared = Counter(
                other
                for name in self._named[article]
                if len(self._members[name]) <= _COMMON
                for other in self._members[name]
            )
            near = (other for other, count in shared.items() if count >= _SHARED)
            self._found[article] = frozenset((article, *near))
        return self._found[article]

    def meet(self, some: Iterable[str], others: frozenset[str] | set[str]) -> bool:
        """Whether an article of the first shares a context with one of the second."""
        return any(not self.of(article).isdisjoint(others) for article in some)
