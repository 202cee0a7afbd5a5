"""What is looked behind: an entity and an outlet, by a click or a widget; the address keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ui.core import address

NAMED, QUOTED = "named", "quoted"
_HOW = {NAMED: "Sentences that name it", QUOTED: "Its quotations"}


@dataclass(frozen=True)
class SelectedPoint:
    """An entity's id, an outlet's label (empty for all), and whether it is named or quoted."""

    entity: str = ""
    outlet: str = ""
    how: str = NAMED

    @property
    def place(self) -> tuple[str, str] | None:
        """The bar or square picked, for a chart; None without one."""
        return (self.entity, self.outlet) if self.entity else None

    def say(self, what: str, name: str) -> str:
        """Return what is looked for in words, e.g. "mentions of Kim Jong Un in UPI"."""
        return f"{what} {name} in {self.outlet}" if self.outlet else f"{what} {name}"


def get_selected_point(shown: Mapping[str, str], outlets: Sequence[str]) -> SelectedPoint:
    """Return what the address picks, among the entities (name by id) and outlets that are there."""
    entity = address.read_choice("pick", shown)
    return SelectedPoint(
        entity, address.read_choice("pick_outlet", outlets), address.read_choice("as", _HOW, NAMED)
    )


def draw_point_choice(
    shown: Mapping[str, str], outlets: Sequence[str], *, quotations: bool = False
) -> None:
    """Draw the widgets that pick without a mouse.

    Args:
        shown: the entities to choose from, name by id.
        outlets: the outlets to choose from.
        quotations: whether quotations may be asked for, too.
    """
    st.caption("Click a bar or a square, or choose here.")
    with st.grid(3 if quotations else 2, min_column_width=200):
        address.draw_select("pick", "Name", {"": "Choose a name", **shown})
        labels = {outlet: outlet for outlet in outlets}
        address.draw_select("pick_outlet", "Outlet", {"": "All outlets", **labels})
        if quotations:
            address.draw_select("as", "Show", _HOW, NAMED)


def select_mentions(point: Sequence[str]) -> None:
    """Pick the entity and the outlet of a bar or square that names them; a callback."""
    entity, outlet = point
    address.set_choices(pick=entity, pick_outlet=outlet, **{"as": NAMED})


def select_quotes(point: Sequence[str]) -> None:
    """Pick the speaker and the outlet of a bar of quotations; a callback."""
    entity, outlet = point
    address.set_choices(pick=entity, pick_outlet=outlet, **{"as": QUOTED})
