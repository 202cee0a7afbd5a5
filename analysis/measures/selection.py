"""The tables that measures are computed from."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.measures.stats.sampling_units import SamplingUnits, divide_into_sampling_units


@dataclass(frozen=True)
class Focus:
    """What the analyst singles out in a selection; an empty field singles out nothing.

    The focus selects the items that a measure reports. It never changes what their shares are
    shares of.

    Attributes:
        entity_ids: entities.
        entity_types: types of entities.
        quote_kinds: kinds of quotation.
    """

    entity_ids: tuple[str, ...] = ()
    entity_types: tuple[str, ...] = ()
    quote_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Selection:
    """The rows of some articles, and what the analyst singles out in them.

    Two selections are never equal, so that what is computed of one can be kept for it.

    Attributes:
        articles: rows of ``articles``.
        blocks: rows of ``blocks``.
        mentions: rows of ``mentions``.
        quotes: rows of ``quotes``.
        epithets: rows of ``epithets``.
        events: rows of ``events``.
        entities: rows of ``entities`` for those mentioned or quoted.
        focus: which items the measures report.
    """

    articles: pd.DataFrame
    blocks: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    epithets: pd.DataFrame
    events: pd.DataFrame
    entities: pd.DataFrame
    focus: Focus = Focus()

    @cached_property
    def sampling_units(self) -> SamplingUnits:
        """The counted text, divided into units; all measures share it."""
        return divide_into_sampling_units(self.articles, self.blocks)

    def is_in_focus(self, entity_ids: pd.Series) -> pd.Series:
        """Return for each entity whether the focus includes it; all without a focus on entities."""
        in_focus = pd.Series(data=True, index=entity_ids.index)
        if self.focus.entity_ids:
            in_focus &= entity_ids.isin(self.focus.entity_ids)
        if self.focus.entity_types:
            has_type = self.entities["label"].isin(self.focus.entity_types)
            in_focus &= entity_ids.isin(self.entities.loc[has_type, "entity_id"])
        return in_focus

    def list_quotes_in_focus(self) -> pd.DataFrame:
        """Return the quotations of the kinds and speakers that the focus includes."""
        quotes = self.quotes
        if self.focus.quote_kinds:
            quotes = quotes[quotes["kind"].isin(self.focus.quote_kinds)]
        return quotes[self.is_in_focus(quotes["entity_id"])]

    def of_outlet(self, outlet: str) -> "Selection":
        """Return the selection with the articles of one outlet only.

        Other tables stay whole: measures ignore the rows of other articles.
        """
        in_outlet = self.articles["outlet_label"] == outlet
        return replace(self, articles=self.articles[in_outlet])
