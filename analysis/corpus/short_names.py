"""Bodies that one article of a story calls by the last words of the name that another one uses.

'Cubs' are the 'Chicago Cubs' where the story names no other body with these last words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from analysis.corpus.entity_linking import LinkedNames, LocalEntity
from analysis.corpus.entity_naming import strip_article
from analysis.entity_types import ORG
from analysis.nlp.entities.organisation_names import (
    SMALL_WORDS,
    find_listed_name,
    is_generic_office,
    organisation_key,
)
from analysis.nlp.entities.person_names import fold

#: Maximum number of articles with the short name for each with a full name that some story has
#: beside it. A name that is mostly used alone needs no other, and what stands before it once is
#: mostly furniture ('Computerworld - Microsoft'). Judgement, on SEESAW and ECB+.
MAX_ARTICLES_ALONE = 3
#: What is no part of a name, or joins two: an agency before a caption ('EPA Equifax'), a separator.
_FURNITURE = re.compile(r"^(?:[Tt]he )?[A-Z]+\s|[/|:]|\s[-–—]\s")
#: What begins a name that has its article, such as that of a newspaper.
_ARTICLE = "The "
#: Several of a kind that is abbreviated: 'MPs'.
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")


def is_full_name(name: str, label: str) -> bool:
    """Return whether a name can have a short form: 'Arford Gulls', not 'Arford companies'."""
    words = name.split()
    is_capitalised = all(word in SMALL_WORDS or not word[0].islower() for word in words)
    return label == ORG and is_capitalised


def list_short_names(name: str) -> Iterator[str]:
    """Yield the keys of the last words of an organisation's name that may stand for it.

    What follows a small word is another body or a place ('Bank of England'), and 'University of
    Athens' is a full name.
    """
    words = organisation_key(name).split()
    for start in range(1, len(words)):
        short = " ".join(words[start:])
        is_whole = words[start - 1] in SMALL_WORDS or "of" in words[start:]
        is_listed = any(map(find_listed_name, (short.title(), short.upper())))
        if not (is_whole or is_generic_office(short) or is_listed):
            yield short


def assign_full_names(linked: LinkedNames) -> Iterator[tuple[LocalEntity, str]]:
    """Yield every organisation of an article with its entity, as :meth:`assign_entities` does.

    One that is named by its last words has the full name, so that its entity is called by it.
    """
    short_names = ShortNames(linked)
    for row, entity in linked.assign_entities():
        if full_name := short_names.find_full_name(row):
            full_row = row._replace(name=linked.names[full_name].text)
            yield full_row, linked.find_root(full_name)
        else:
            yield row, entity


class ShortNames:
    """The organisations of a corpus that are named by their last words."""

    def __init__(self, linked: LinkedNames) -> None:
        """Find the full names that each name may stand for, once all others are linked."""
        self._linked = linked
        self._articles: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self._articles_of_short: dict[str, set[str]] = {}
        self._with_article: set[str] = set()
        self._chosen: dict[tuple[str, frozenset[str]], str] = {}
        for key, name in linked.names.items():
            if linked.is_ambiguous(key) or _FURNITURE.search(name.text):
                continue
            articles = {
                row.article
                for row in name.rows
                if row.mentions and is_full_name(row.name, row.label)
            }
            if any(row.name.startswith(_ARTICLE) for row in name.rows):
                self._with_article.add(key)
            for short in list_short_names(name.text) if articles else ():
                if self._is_short_name(short) and self._is_beside(articles, short):
                    self._articles[short][key] = articles
        for short, articles_by_name in list(self._articles.items()):
            n_articles = len(set().union(*articles_by_name.values()))
            if len(linked.names[short].articles) > MAX_ARTICLES_ALONE * n_articles:
                del self._articles[short]

    def find_full_name(self, row: LocalEntity) -> str:
        """Return the key of the one full name of the story; empty if there is none, or several."""
        is_short = row.key in self._articles and row.label == ORG
        if not is_short or fold(strip_article(row.name)) != row.key:
            return ""
        context = self._linked.contexts.find(row.article)
        if (row.key, context) not in self._chosen:
            self._chosen[row.key, context] = self._choose(row.key, context)
        full_name = self._chosen[row.key, context]
        # 'The Hill' is not 'Capitol Hill', but 'The Post' may be 'The Washington Post'.
        can_be = not row.name.startswith(_ARTICLE) or full_name in self._with_article
        return full_name if can_be else ""

    def _choose(self, short: str, context: frozenset[str]) -> str:
        """Return the one full name of a short one in some articles, or an empty string."""
        articles_by_name = self._articles[short]
        named = [key for key, of_key in articles_by_name.items() if not of_key.isdisjoint(context)]
        # 'Jubilant Chicago Cubs' are no other body than the 'Chicago Cubs'.
        named = [key for key in named if not any(key.endswith(f" {other}") for other in named)]
        roots = {self._linked.find_root(key) for key in named}
        return named[0] if len(roots) == 1 else ""

    def _is_beside(self, articles: set[str], short: str) -> bool:
        """Return whether a story with one of some articles has a short name."""
        if short not in self._articles_of_short:
            rows = self._linked.names[short].rows
            self._articles_of_short[short] = {row.article for row in rows if row.label == ORG}
        return self._linked.contexts.has_shared(articles, self._articles_of_short[short])

    def _is_short_name(self, key: str) -> bool:
        """Return whether a key is a name of its own in the corpus that needs a fuller one."""
        name = self._linked.names.get(key)
        return (
            name is not None
            and not self._linked.is_ambiguous(key)
            and not find_listed_name(name.text)
            and not _PLURAL_ACRONYM.fullmatch(name.text)
            and not any(strip_article(row.name)[0].islower() for row in name.rows)
        )
