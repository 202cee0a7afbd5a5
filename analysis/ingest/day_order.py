"""The order of day and month in a table: settled by the rows in which only one is possible."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from analysis.ingest.dates import numeric_day_order, parse_date
from analysis.ingest.record_values import date_or_text


@dataclass
class DayOrder:
    """The order of day and month in the dates of a table.

    ``read_dates`` reads the dates of all rows; it is called only if a date is ambiguous.
    """

    read_dates: Callable[[], Iterable[object]] = field(default=list)

    @cached_property
    def is_day_first(self) -> bool | None:
        """Whether the day comes first; None if no row tells, or rows contradict each other."""
        orders = {
            order
            for value in self.read_dates()
            if isinstance(value, str) and (order := numeric_day_order(value)) is not None
        }
        return orders.pop() if len(orders) == 1 else None

    def resolve(self, value: object) -> object:
        """Return a date; the value itself if it cannot be parsed, or is empty."""
        is_unread = isinstance(value, str) and isinstance(date_or_text(value), str)
        if not is_unread:
            return value
        if parse_date(value, is_day_first=True) is None:
            return value
        return parse_date(value, is_day_first=self.is_day_first) or value
