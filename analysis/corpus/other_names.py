"""The texts of an outlet without the names of others, where a name is searched by a part of it.

"Security Council" and "the Council" may stand for the United Nations Security Council, but not in
"National Security Council". An article that names both tells them apart.
"""

from collections.abc import Collection

import pandas as pd

from analysis.corpus.item_search import TextIndex


class OtherNames:
    """Whom the articles of a story name, to be left out of their texts."""

    def __init__(self, articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
        """Keep the texts and the mentions by name.

        Args:
            articles: Columns article_id, outlet_label, text: the selection.
            mentions: As the table ``mentions``.
        """
        self._texts: dict[str, dict[str, str]] = {}
        columns = (articles[name].tolist() for name in ("outlet_label", "article_id", "text"))
        for outlet, article_id, text in zip(*columns, strict=True):
            self._texts.setdefault(outlet, {})[article_id] = text
        named = mentions[(mentions["kind"] == "name") & (mentions["entity_id"] != "")]
        #: Start, end and entity of the mentions of each article.
        self._mentions: dict[str, list[tuple[int, int, str]]] = {}
        names = ("article_id", "start", "end", "entity_id")
        for article_id, *mention in zip(*(named[name].tolist() for name in names), strict=True):
            start, end, entity_id = mention
            self._mentions.setdefault(article_id, []).append((start, end, entity_id))

    def blank(self, entity_id: str, words: Collection[str], outlet: str) -> TextIndex:
        """Return the texts of an outlet without the names of other entities.

        A name without a word of its own ("International Red Cross") stays: it may be a short form.

        Args:
            entity_id: The entity that is searched. Others are those named in an article with it.
            words: The words of its names, in lower case.
            outlet: The label of the outlet.
        """
        beside = {
            other
            for mentions in self._mentions.values()
            if any(entity == entity_id for _, _, entity in mentions)
            for _, _, other in mentions
        } - {entity_id}
        texts = []
        for article_id, text in self._texts[outlet].items():
            parts, end = [], 0
            for start, after, entity in sorted(self._mentions.get(article_id, ())):
                is_other = entity in beside and set(text[start:after].lower().split()) - set(words)
                if is_other and start >= end:
                    parts += [text[end:start], " " * (after - start)]
                    end = after
            texts.append("".join([*parts, text[end:]]))
        return TextIndex(texts)
