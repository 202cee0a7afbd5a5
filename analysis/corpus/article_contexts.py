"""Which articles share a context, so that a short name in one can be explained by another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

#: Without stories: names in more articles than this do not indicate a context (judgement).
MAX_ARTICLES_OF_NAME = 50
#: Without stories: minimum number of less common names that two articles of a context share
#: (judgement: one shared name may be chance).
MIN_SHARED_NAMES = 2


class ArticleContexts:
    """The articles that share a context with each article.

    Args:
        names: Pairs of article_id and name key: all names of the articles.
        stories: story_id by article_id where stories are known; an article without one then has no
            context but itself. Otherwise articles share a context if they share
            :data:`MIN_SHARED_NAMES` names that are not too common.
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], stories: Mapping[str, str] | None = None
    ) -> None:
        """Index the articles; each context is computed when it is first needed."""
        self._stories = stories
        self._members: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._contexts: dict[str, frozenset[str]] = {}
        if stories is None:
            for article, name in names:
                self._members[name].add(article)
                self._names[article].add(name)
        else:
            for article, story in stories.items():
                self._members[story].add(article)

    def find(self, article: str) -> frozenset[str]:
        """Return the articles that share a context with this one, including itself."""
        if self._stories is not None:
            story = self._stories.get(article, "")
            if not story:
                return frozenset((article,))
            if story not in self._contexts:
                self._contexts[story] = frozenset(self._members[story])
            return self._contexts[story]
        if article not in self._contexts:
            shared = Counter(
                other
                for name in self._names[article]
                if len(self._members[name]) <= MAX_ARTICLES_OF_NAME
                for other in self._members[name]
            )
            near = (other for other, count in shared.items() if count >= MIN_SHARED_NAMES)
            self._contexts[article] = frozenset((article, *near))
        return self._contexts[article]

    def has_shared(self, articles: Iterable[str], others: frozenset[str] | set[str]) -> bool:
        """Return whether one of ``articles`` shares a context with one of ``others``."""
        return any(not self.find(article).isdisjoint(others) for article in articles)
