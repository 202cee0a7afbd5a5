"""The fingerprint of the outlets of a story: one column an outlet, the same small pictures in each.

It is a table of buttons and bars, drawn by a component so that every value can be clicked, and
reached with the Tab key, and opens its sentences on the same page.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.charts.outlet_styles import OutletStyle
from analysis.findings.fingerprint import (
    NOT_IDENTIFIED,
    OutletFingerprint,
    Part,
    compute_fingerprints,
    find_fingerprint_evidence,
)
from analysis.store.filters import Filters
from analysis.tables import QUOTE_KINDS
from ui.core import address, data
from ui.widgets import button_table, evidence, markup, outlet_chips
from ui.widgets.article_links import build_article_href
from ui.widgets.evidence import UNDATED, format_day
from ui.widgets.markup import Html

#: Maximum number of columns on one page.
MAX_COLUMNS = 12
#: Maximum number of names listed in a cell.
_MAX_NAMES = 3
#: Characters of a name and of a headline in a cell.
_NAME_CHARACTERS, _TITLE_CHARACTERS = 24, 80
#: Least widths, in rem, of the column of names and of an outlet's column; in a narrower place the
#: table scrolls sideways.
_NAMES_WIDTH, _COLUMN_WIDTH = 6.2, 5.2
#: The same of few columns, so that hardly any word of a headline breaks, and how many are few.
_WIDE_COLUMN, _FEW_COLUMNS = 6.3, 8
#: Opacity, as the last digits of a CSS colour, of the first, second and third part of a bar.
_SHADES = (Html("FF"), Html("A6"), Html("66"))
#: Keys of the address that hold the value whose sentences are shown.
_PART, _OUTLET, _ITEM = "part", "in_outlet", "part_item"
#: Separates part, outlet and item in the id of a cell; none of them has a line break.
_SEPARATOR = "\n"
#: A row: its heading, what is counted in it, and what builds its cells.
_Row = tuple[str, str, Callable[[OutletFingerprint], Html]]

_TABLE = button_table.declare_button_table(
    "parallax_fingerprint",
    """
table {border-collapse: separate; border-spacing: 0; font-size: .86rem}
col.names {width: 6.2rem}
th, td {vertical-align: top; text-align: left; padding: .3rem;
  border-top: 1px solid var(--st-border-color); overflow-wrap: anywhere; line-height: 1.3}
thead td, thead th {border-bottom: 1px solid var(--st-border-color)}
tbody tr:first-child > * {border-top: 0}
thead th {border-top: 0; font-size: .76rem}
thead td {border-top: 0; position: sticky; left: 0; z-index: 3}
tbody th {font-weight: 600; position: sticky; left: 0; z-index: 1;
  background: var(--st-background-color)}
button {display: block; width: 100%; padding: 1px 0}
a {color: inherit}
.bar {display: flex; height: .65rem; margin: .15rem 0; border: 1px solid var(--st-border-color)}
.bar i {display: block; height: 100%}
.time {position: relative; height: .8rem; margin: .1rem .35rem;
  background: linear-gradient(var(--st-text-color), var(--st-text-color)) center/100% 1px no-repeat}
.time i {position: absolute; top: 0; width: .8rem; height: .8rem; border-radius: 50%;
  transform: translateX(-50%)}
small {opacity: .85}
th small {font-weight: 400}
""",
)


def draw_fingerprints(filters: Filters) -> None:
    """Draw the fingerprints of the selected outlets, and the sentences of the chosen value."""
    fingerprints = data.cached_query(compute_fingerprints, filters)
    page = address.draw_pagination(len(fingerprints), MAX_COLUMNS, key="fingerprint_page")
    drawn = fingerprints[(page - 1) * MAX_COLUMNS : page * MAX_COLUMNS]
    if len(fingerprints) > len(drawn):
        st.caption(f"{len(drawn)} of {len(fingerprints)} outlets; the pages above have the others.")
    table = build_table(fingerprints, drawn, data.get_outlet_styles())
    button_table.draw_button_table(_TABLE, table, key="fingerprint", on_cell=_select_cell)
    _draw_cell_evidence(filters, fingerprints)


def build_table(
    fingerprints: Sequence[OutletFingerprint],
    drawn: Sequence[OutletFingerprint],
    styles: Mapping[str, OutletStyle],
) -> Html:
    """Return the fingerprints as a table whose bars have one scale for all outlets.

    Args:
        fingerprints: Of all selected outlets; they set the scales.
        drawn: Those that have a column.
        styles: The outlets' styles.
    """
    rows = _list_rows(fingerprints, styles)
    head = markup.join(
        Html('<th scope="col">{}</th>').format(
            outlet_chips.build_style_chip(f.outlet, styles[f.outlet])
        )
        for f in drawn
    )
    body = markup.join(
        Html('<tr><th scope="row">{}<br><small>{}</small></th>{}</tr>').format(
            label, note, markup.join(Html("<td>{}</td>").format(build(f)) for f in drawn)
        )
        for label, note, build in rows
    )
    least = _WIDE_COLUMN if len(drawn) <= _FEW_COLUMNS else _COLUMN_WIDTH
    widths = button_table.compute_column_widths([f.outlet for f in drawn], least)
    return Html(
        '<table style="min-width:{:.1f}rem"><colgroup><col class="names">{}</colgroup>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(_NAMES_WIDTH + sum(widths), button_table.build_columns(widths), head, body)


def _list_rows(
    fingerprints: Sequence[OutletFingerprint], styles: Mapping[str, OutletStyle]
) -> tuple[_Row, ...]:
    most_words = max((f.n_words for f in fingerprints), default=1) or 1
    rates = [f.hedging or 0.0 for f in fingerprints if f.is_hedging_comparable]
    # The bar of one rate alone would say nothing.
    most_hedging = max(rates) if len(rates) > 1 else None
    days = [f.published for f in fingerprints if pd.notna(f.published)]
    return (
        ("Headline", "", _build_headline),
        ("First published", "", lambda f: _build_day(f, days, styles[f.outlet])),
        (
            "Length",
            "",
            lambda f: (
                _build_bar(f.n_words / most_words, styles[f.outlet])
                + Html("{:,} words").format(f.n_words)
            ),
        ),
        (
            "Attributed text",
            "share of the words",
            lambda f: _build_attributed(f, styles[f.outlet]),
        ),
        (
            "Who gets to speak",
            "share of attributed words",
            lambda f: _build_speakers(f, styles[f.outlet]),
        ),
        ("Quotations", "", lambda f: _build_kinds(f, styles[f.outlet])),
        (
            "Hedging words",
            "outside quotations and shared text",
            lambda f: _build_hedging(f, most_hedging, styles[f.outlet]),
        ),
        (
            "Names found only here",
            "people and organisations, at least twice or quoted",
            lambda f: _build_names(f, Part.ONLY_HERE, f.only_here),
        ),
        (
            "Missing",
            "people and organisations that most others name",
            lambda f: _build_names(f, Part.MISSING, f.missing),
        ),
        (
            "Shared text",
            "of the words outside quotations",
            lambda f: _build_shared(f, styles[f.outlet]),
        ),
    )


def _build_headline(fingerprint: OutletFingerprint) -> Html:
    title = markup.shorten(fingerprint.title, _TITLE_CHARACTERS) or "No headline"
    more = fingerprint.n_articles - 1
    return Html('<a href="{}" target="_self">{}</a>{}').format(
        build_article_href(fingerprint.article_id, 0),
        title,
        Html("<br><small>and {} more</small>").format(more) if more else "",
    )


def _build_day(
    fingerprint: OutletFingerprint, days: Sequence[pd.Timestamp], style: OutletStyle
) -> Html:
    if pd.isna(fingerprint.published):
        return Html("<small>{}</small>").format(UNDATED)
    span = (max(days) - min(days)).days
    place = (fingerprint.published - min(days)).days / span if span else 0.5
    return Html('<div class="time"><i style="left:{:.0f}%;background:{}"></i></div>{}').format(
        100 * place, style.colour, format_day(fingerprint.published)
    )


def _build_attributed(fingerprint: OutletFingerprint, style: OutletStyle) -> Html:
    if fingerprint.attributed is None:
        return Html("<small>no text</small>")
    share = fingerprint.attributed
    return _build_button(
        fingerprint, Part.ATTRIBUTED, _build_bar(share, style) + Html("{:.0%}").format(share)
    )


def _build_speakers(fingerprint: OutletFingerprint, style: OutletStyle) -> Html:
    if not fingerprint.speakers:
        return Html("<small>no known speaker</small>")
    shades = list(zip(fingerprint.speakers, _SHADES, strict=False))
    bar = Html('<div class="bar" aria-hidden="true">{}</div>').format(
        markup.join(
            Html('<i style="width:{:.1f}%;{}"></i>').format(
                100 * speaker.share, outlet_chips.build_fill(style, shade)
            )
            for speaker, shade in shades
        )
    )
    buttons = markup.join(
        _build_button(
            fingerprint,
            Part.SPEAKER,
            Html("{:.0%} {}").format(speaker.share, markup.shorten(speaker.name, _NAME_CHARACTERS)),
            speaker.entity_id,
        )
        for speaker, _ in shades
    )
    if not fingerprint.unknown:
        return bar + buttons
    unknown = Html("<small>{:.0%} {}</small>").format(fingerprint.unknown, NOT_IDENTIFIED)
    return bar + buttons + unknown


def _build_kinds(fingerprint: OutletFingerprint, style: OutletStyle) -> Html:
    total = sum(fingerprint.kinds.values())
    if not total:
        return Html("<small>none</small>")
    bar = Html('<div class="bar" aria-hidden="true">{}</div>').format(
        markup.join(
            Html('<i style="width:{:.1f}%;{}"></i>').format(
                100 * fingerprint.kinds[kind] / total, outlet_chips.build_fill(style, shade)
            )
            for kind, shade in zip(QUOTE_KINDS, _SHADES, strict=True)
        )
    )
    return bar + markup.join(
        _build_button(
            fingerprint, Part.KIND, Html("{} {}").format(fingerprint.kinds[kind], kind), kind
        )
        for kind in QUOTE_KINDS
        if fingerprint.kinds[kind]
    )


def _build_hedging(fingerprint: OutletFingerprint, most: float | None, style: OutletStyle) -> Html:
    if fingerprint.hedging is None:
        return Html("<small>no own words</small>")
    if not fingerprint.n_hedging:
        return Html("<small>none</small>")
    uses = f"{fingerprint.n_hedging} use{'s' * (fingerprint.n_hedging != 1)}"
    label = Html("{}, {:.1f} per 1,000 words").format(uses, fingerprint.hedging)
    if not fingerprint.is_hedging_comparable:
        note = Html("<br><small>too few to compare</small>")
        return _build_button(fingerprint, Part.HEDGING, label + note)
    bar = Html() if most is None else _build_bar(fingerprint.hedging / most, style)
    return _build_button(fingerprint, Part.HEDGING, bar + label)


def _build_names(fingerprint: OutletFingerprint, part: Part, names: Sequence[str]) -> Html:
    if not names:
        return Html("<small>none found</small>")
    rest = len(names) - _MAX_NAMES
    buttons = markup.join(
        _build_button(
            fingerprint, part, Html("{}").format(markup.shorten(name, _NAME_CHARACTERS)), name
        )
        for name in names[:_MAX_NAMES]
    )
    if rest <= 0:
        return buttons
    return buttons + _build_button(fingerprint, part, Html("and {} more").format(rest))


def _build_shared(fingerprint: OutletFingerprint, style: OutletStyle) -> Html:
    if not fingerprint.shared:
        return Html("<small>none found</small>")
    return _build_button(
        fingerprint,
        Part.SHARED,
        _build_bar(fingerprint.shared, style) + Html("{:.0%}").format(fingerprint.shared),
    )


def _build_button(
    fingerprint: OutletFingerprint, part: Part, content: Html, item: str = ""
) -> Html:
    cell = _SEPARATOR.join((part, fingerprint.outlet, item))
    return Html('<button type="button" data-cell="{}">{}</button>').format(cell, content)


def _build_bar(share: float, style: OutletStyle) -> Html:
    return Html(
        '<div class="bar" aria-hidden="true"><i style="width:{:.1f}%;{}"></i></div>'
    ).format(100 * min(share, 1.0), outlet_chips.build_fill(style))


def _select_cell() -> None:
    part, outlet, item = st.session_state["fingerprint"]["cell"].split(_SEPARATOR)
    address.select_evidence(**{_PART: part, _OUTLET: outlet, _ITEM: item})


def _draw_cell_evidence(filters: Filters, fingerprints: Sequence[OutletFingerprint]) -> None:
    """Show the sentences of the value that the address names."""
    part = address.read_choice(_PART, set(Part))
    outlet = address.read_choice(_OUTLET, {f.outlet for f in fingerprints})
    if not (part and outlet):
        return
    fingerprint = next(f for f in fingerprints if f.outlet == outlet)
    speakers = {speaker.entity_id: speaker.name for speaker in fingerprint.speakers}
    names = {name: name for name in (*fingerprint.only_here, *fingerprint.missing)}
    kinds = {kind: f"{kind} quotations" for kind in QUOTE_KINDS}
    item = address.read_choice(_ITEM, {**speakers, **names, **kinds})
    if Part(part) in {Part.SPEAKER, Part.KIND} and not item:
        return
    subjects = {
        Part.ATTRIBUTED: f"attributed text in {outlet}",
        Part.SPEAKER: f"quotations of {speakers.get(item, '')} in {outlet}",
        Part.KIND: f"{kinds.get(item, '')} in {outlet}",
        Part.HEDGING: f"hedging words in {outlet}",
        Part.ONLY_HERE: f"mentions of {item}, found only in {outlet}"
        if item
        else f"names found only in {outlet}",
        Part.MISSING: f"mentions of {item}, not found in {outlet}"
        if item
        else f"names that most others have and that were not found in {outlet}",
        Part.SHARED: f"text of {outlet} that another article has word for word",
    }
    evidence.draw_evidence(
        data.cached_query(find_fingerprint_evidence, filters, Part(part), outlet, item),
        subject=subjects[Part(part)],
    )
