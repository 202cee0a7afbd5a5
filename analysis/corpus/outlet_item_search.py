"""Which outlets have a name or a figure in their texts, by letters and digits."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.corpus.item_search import TextIndex, find_last_words, list_search_forms
from analysis.corpus.other_names import OtherNames
from analysis.entity_types import PERSON


@dataclass(frozen=True)
class _Name:
    """A name as it is searched.

    Attributes:
        label: Its type.
        forms: Its forms, without last words.
        searched: These and what they may be shortened to.
        last_words: The forms that are the last word of another.
        words: The words of all forms, in lower case.
    """

    label: str
    forms: frozenset[str]
    searched: frozenset[str]
    last_words: frozenset[str]
    words: frozenset[str]

    def can_be_in(self, index: TextIndex) -> bool:
        """Return whether texts have what the name may be shortened to."""
        return index.has_name(self.searched) or any(
            index.can_mean(word, self.words) for word in self.last_words
        )


class OutletItemSearch:
    """Searches for items in the texts of each outlet."""

    def __init__(self, articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
        """Keep the texts, and in which forms they mention each entity.

        Args:
            articles: Columns article_id, outlet_label, text: the selection.
            mentions: As the table ``mentions``.
        """
        texts = articles.groupby("outlet_label")["text"].agg(list)
        self._indexes = {str(label): TextIndex(of_outlet) for label, of_outlet in texts.items()}
        self.outlets = tuple(self._indexes)
        self._others = OtherNames(articles, mentions)
        named = mentions[mentions["kind"] == "name"]
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._label_of = dict(zip(named["entity_id"], named["label"], strict=True))
        for entity_id, text in zip(named["entity_id"], named["text"], strict=True):
            self._forms[entity_id].add(text)
        self._names: dict[str, _Name] = {}

    def has(self, item: Mapping[Hashable, Any], outlet: str) -> bool:
        """Return whether the texts of an outlet have an item.

        Args:
            item: A row of :func:`analysis.corpus.coverage.find_exclusive_items`; of statements
                nothing is known.
            outlet: The outlet's label.
        """
        index = self._indexes[outlet]
        if item["kind"] == "entity":
            name = self._read_name(str(item["key"]), str(item["text"]))
            if index.can_have_name(name.forms, name.label):
                return True
            if not name.can_be_in(index) or name.label == PERSON:
                return name.can_be_in(index)
            return name.can_be_in(self._others.blank(str(item["key"]), name.words, outlet))
        if item["kind"] == "figure":
            kind, _, value = str(item["key"]).partition(" ")
            return index.has_figure({"kind": kind, "value": value.split(" ")[0]})
        return False

    def _read_name(self, entity_id: str, name: str) -> _Name:
        if entity_id not in self._names:
            label = self._label_of.get(entity_id, "")
            written = {*self._forms[entity_id], name}
            last_words = find_last_words(written, label)
            forms = written - last_words
            self._names[entity_id] = _Name(
                label=label,
                forms=frozenset(forms),
                searched=frozenset(list_search_forms(forms, label)),
                last_words=last_words,
                words=frozenset(word.lower() for form in forms for word in form.split()),
            )
        return self._names[entity_id]
