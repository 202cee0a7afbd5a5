"""The chart point whose sentences are shown: an entity and an outlet, kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from ui.core import address


class PointMode(StrEnum):
    """Which passages of a point are shown; the values are those in the address."""

    MENTIONS = "named"
    QUOTES = "quoted"


_MODE_LABELS: Mapping[str, str] = {
    PointMode.MENTIONS: "Sentences that name it",
    PointMode.QUOTES: "Its quotations",
}


@dataclass(frozen=True)
class SelectedPoint:
    """A point: an entity and an outlet.

    Attributes:
        entity: its id; empty when no point is selected.
        outlet: its label; empty for all outlets.
        mode: which passages to show.
        is_open: whether they are shown; the point stays selected when the panel is closed.
    """

    entity: str = ""
    outlet: str = ""
    mode: PointMode = PointMode.MENTIONS
    is_open: bool = True

    @property
    def cell(self) -> tuple[str, str] | None:
        """The entity and outlet, as a chart takes them; None unless their sentences are shown."""
        return (self.entity, self.outlet) if self.entity and self.is_open else None

    def describe(self, passages: str, name: str) -> str:
        """Return what is shown, e.g. "mentions of Kim Jong Un in UPI".

        Args:
            passages: the passages, with a preposition, e.g. "mentions of".
            name: the entity's name.
        """
        return f"{passages} {name} in {self.outlet}" if self.outlet else f"{passages} {name}"


def get_selected_point(names: Mapping[str, str], outlets: Sequence[str]) -> SelectedPoint:
    """Return the point that the address selects, among the entities and outlets of the page.

    Args:
        names: the entities' names by id.
        outlets: labels of the outlets.
    """
    return SelectedPoint(
        address.read_choice("pick", names),
        address.read_choice("pick_outlet", outlets),
        PointMode(address.read_choice("as", _MODE_LABELS, PointMode.MENTIONS)),
        address.is_point_open(),
    )


def draw_point_choice(
    names: Mapping[str, str], outlets: Sequence[str], *, mark: str, with_mode: bool = False
) -> None:
    """Draw the widgets that select a point without a mouse.

    Args:
        names: names by id of the entities to choose from.
        outlets: labels of the outlets to choose from.
        mark: what can be clicked in the charts above: "bar".
        with_mode: whether to offer the choice between mentions and quotations.
    """
    st.caption(f"Click a {mark}, or choose here.")
    with st.grid(3 if with_mode else 2, min_column_width=200):
        address.draw_evidence_select("pick", "Name", {"": "Choose a name", **names})
        labels = {outlet: outlet for outlet in outlets}
        address.draw_evidence_select("pick_outlet", "Outlet", {"": "All outlets", **labels})
        if with_mode:
            address.draw_select(
                "as", "Show", _MODE_LABELS, PointMode.MENTIONS, resets=["sentences"]
            )


def select_mentions(point: Sequence[str]) -> None:
    """Select the entity and outlet of a bar or square of mentions; a callback."""
    entity, outlet = point
    address.select_evidence(pick=entity, pick_outlet=outlet, **{"as": PointMode.MENTIONS})


def select_quotes(point: Sequence[str]) -> None:
    """Select the speaker and outlet of a bar of quotations; a callback."""
    entity, outlet = point
    address.select_evidence(pick=entity, pick_outlet=outlet, **{"as": PointMode.QUOTES})
