"""Styles of quotations, names and figures in running text, and the legends that explain them.

Colour is never the only sign: the kind of a quotation also shows in its underline, names and
figures have no fill, and a tooltip says what a mark is.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.charts.outlet_styles import COLOURS, KIND_COLOURS, NEUTRAL
from analysis.entity_types import LegendEntry, legend_of
from analysis.findings.speaker_names import (
    SPEAKS_THROUGH,
    describe_identification,
    is_other_speaker,
)
from analysis.store.queries.article import AnnotatedArticle
from analysis.store.queries.quotes import DESCRIBED
from ui.widgets.markup import Line, Span

Legend = list[tuple[str, Span]]


class Layer(StrEnum):
    """What can be marked in an article and listed beside it; the value is the label."""

    QUOTATIONS = "Quotations"
    NAMES = "Names"
    ATTITUDES = "Attitudes"
    FIGURES = "Figures"


#: The underline of a quotation by its kind.
KIND_LINES: Mapping[str, Line] = {"direct": "solid", "mixed": "dashed", "indirect": "dotted"}
#: The colour of names by the legend entry of their type.
LEGEND_COLOURS = {
    entry: NEUTRAL if entry.palette_slot is None else COLOURS[entry.palette_slot]
    for entry in LegendEntry
}

#: Style of the passage a link leads to, with its anchor.
TARGET_PASSAGE = Span(
    0, 0, "#D29A00", title="the passage the link leads to", anchor="here", line="double"
)
#: Style of words that are in one article and not in the passage beside it.
UNMATCHED_WORDS = Span(0, 0, NEUTRAL, title="not in the linked sentences", line="dotted")

_CUE = Span(0, 0, NEUTRAL, filled=False, line="double")
_SPEAKER = Span(0, 0, NEUTRAL, line="none")
_ATTITUDE = Span(0, 0, COLOURS[7], filled=False, line="dashed")
_FIGURE = Span(0, 0, NEUTRAL, filled=False, line="dashed")

KIND_LEGEND: Legend = [
    (f"{kind.capitalize()} quotation", Span(0, 0, KIND_COLOURS[kind], line=line))
    for kind, line in KIND_LINES.items()
]
#: Stands for the dotted lines under what stands for a name; they have the colour of its type.
_NO_NAME = Span(0, 0, NEUTRAL, filled=False, line="dotted")
_LEGENDS: Mapping[Layer, Legend] = {
    Layer.QUOTATIONS: [*KIND_LEGEND, ("Reporting verb", _CUE), ("Speaker named", _SPEAKER)],
    Layer.NAMES: [
        *((entry.text, Span(0, 0, LEGEND_COLOURS[entry], filled=False)) for entry in LegendEntry),
        ("Pronoun, description or title", _NO_NAME),
    ],
    Layer.ATTITUDES: [("Attitude", _ATTITUDE), ("Its verb or noun", _CUE)],
    Layer.FIGURES: [("Figure or date", _FIGURE)],
}


def build_layers(
    reading: AnnotatedArticle, layers: Sequence[Layer], target: tuple[int, int] | None = None
) -> tuple[list[Span], Legend]:
    """Return the marks of an article and the legend of those marks.

    Args:
        reading: the article.
        layers: what to mark.
        target: start and end of the passage a link leads to.
    """
    marks: list[Span] = []
    legend: Legend = []
    for layer in Layer:
        if layer in layers:
            of_layer = _mark_layer(reading, layer)
            marks += of_layer
            legend += [entry for entry in _LEGENDS[layer] if _is_drawn(entry[1], of_layer)]
    if target:
        marks.append(replace(TARGET_PASSAGE, start=target[0], end=target[1]))
        legend.insert(0, ("The passage you opened", TARGET_PASSAGE))
    return marks, legend


def _mark_layer(reading: AnnotatedArticle, layer: Layer) -> list[Span]:
    match layer:
        case Layer.QUOTATIONS:
            return mark_quotes(reading.quotes) + mark_attributions(reading.quotes)
        case Layer.NAMES:
            return mark_mentions(reading.mentions)
        case Layer.ATTITUDES:
            return mark_attitudes(reading.attitudes)
        case Layer.FIGURES:
            return mark_figures(reading.figures)


def _is_drawn(style: Span, marks: Sequence[Span]) -> bool:
    """Return whether some mark has the look of an entry of the legend."""
    of_fill = [mark for mark in marks if mark.filled == style.filled]
    if style is _NO_NAME:
        return any(mark.line == style.line for mark in of_fill)
    # Of the grey looks the line alone tells one from another.
    return any(
        mark.colour == style.colour and (mark.colour != NEUTRAL or mark.line == style.line)
        for mark in of_fill
    )


def mark_quotes(
    quotes: pd.DataFrame, colours: Mapping[str, str] = KIND_COLOURS, by: str = "kind"
) -> list[Span]:
    """Return the marks of quotations; each has the anchor ``q`` + its first character.

    Args:
        quotes: ``quotes`` of :class:`analysis.store.queries.article.AnnotatedArticle`.
        colours: colours by value of the column ``by``; neutral for other values.
        by: the column that decides the colour.
    """
    return [
        Span(
            row["start"],
            row["end"],
            colours.get(row[by], NEUTRAL),
            title=_describe_quote(row),
            anchor=f"q{row['start']}",
            line=KIND_LINES[row["kind"]],
        )
        for row in quotes.to_dict("records")
    ]


def describe_speaker(row: Mapping[Hashable, Any]) -> str:
    """Return the speaker of a quotation, and how it was identified if no name beside it says so.

    Args:
        row: of the table ``quotes``.
    """
    if not row["speaker"]:
        return "speaker not known"
    if row["resolution"] == "description" and not row["entity_id"]:
        return f"{row['speaker']} ({DESCRIBED})"
    if row["resolution"] in ("", "named"):
        return str(row["speaker"])
    confidence = row["speaker_confidence"]  # not measured of the holder of an office
    probable = "" if pd.isna(confidence) else f"confidence {confidence:.0%}"
    identified = describe_identification(row)
    has_other_words = row["mention"] not in {"", row["speaker"]}
    if not identified and row["resolution"] in SPEAKS_THROUGH and has_other_words:
        identified = f"identified by “{row['mention']}”"  # 'a spokesman for Acme' is not Acme
    parts = (identified, probable)
    return f"{row['speaker']} ({', '.join(filter(None, parts))})"


def describe_other_credits(row: Mapping[Hashable, Any]) -> str:
    """Return which outlets credit the words of a quotation to somebody else; empty if none does.

    A speaker who is only described may be anybody. An outlet that credits the speaker too, where
    its headline names a state and its body the official, say, does not differ.

    Args:
        row: of ``quotes`` of :class:`analysis.store.queries.article.AnnotatedArticle`.
    """
    if row["resolution"] == "description" and not row["entity_id"]:
        return ""
    if not row["speaker"]:
        return ""
    others = [
        (credit["speaker"], credit["outlet"], is_other_speaker(credit["speaker"], [row["speaker"]]))
        for credit in row["credits_elsewhere"]
    ]
    agreeing = {outlet for _, outlet, is_other in others if not is_other}
    outlets_by_speaker: dict[str, list[str]] = defaultdict(list)
    for speaker, outlet, _ in others:
        if outlet not in agreeing:
            outlets_by_speaker[speaker].append(outlet)
    warning = "; ".join(
        f"{', '.join(outlets)} credit{'s' * (len(outlets) == 1)} {speaker}"
        for speaker, outlets in outlets_by_speaker.items()
    )
    return f"⚠ {warning}" if warning else ""


def _describe_quote(row: Mapping[Hashable, Any]) -> str:
    parts = (f"{row['kind']} quotation", describe_speaker(row), describe_other_credits(row))
    return " · ".join(filter(None, parts))


def mark_attributions(quotes: pd.DataFrame) -> list[Span]:
    """Return the marks of the cues and of the words that name the speakers."""
    marks: list[Span] = []
    for row in quotes.to_dict("records"):
        title = f"says whose words they are: {describe_speaker(row)}"
        marks.append(_place(_CUE, row["cue_start"], row["cue_end"], "reporting verb"))
        marks.append(_place(_SPEAKER, row["mention_start"], row["mention_end"], title))
    return [mark for mark in marks if mark.start >= 0]


def mark_attitudes(attitudes: pd.DataFrame) -> list[Span]:
    """Return the marks of attitudes and their cues.

    Args:
        attitudes: rows of the table ``attitudes`` of one article. Each mark has the anchor ``t`` +
            its first character.
    """
    marks: list[Span] = []
    for row in attitudes.to_dict("records"):
        title = f"attitude of {row['holder'] or 'somebody not known'}: {row['cue']}"
        mark = _place(_ATTITUDE, row["start"], row["end"], title)
        marks.append(replace(mark, anchor=f"t{row['start']}"))
        marks.append(_place(_CUE, row["cue_start"], row["cue_end"], "verb or noun"))
    return marks


def mark_mentions(mentions: pd.DataFrame) -> list[Span]:
    """Return the marks of names, what stands for or beside them, coloured by type of entity.

    Args:
        mentions: rows of the table ``mentions`` of one article, with the entity's ``name``. Each
            mark but those of appositions has the anchor ``m`` + its first character.
    """
    return [
        Span(
            row["start"],
            row["end"],
            LEGEND_COLOURS[legend_of(row["label"])],
            title=f"{row['name'] or row['text']} · {row['kind']}",
            # An apposition may begin where a name in it does; links lead to names.
            anchor="" if row["kind"] == "apposition" else f"m{row['start']}",
            filled=False,
            line="solid" if row["kind"] == "name" else "dotted",
        )
        for row in mentions.to_dict("records")
        if row["entity_id"] or row["kind"] == "name"
    ]


def mark_entities(mentions: pd.DataFrame, colours: Mapping[str, str]) -> list[Span]:
    """Return the marks of the mentions of some entities, in the colour of each.

    Args:
        mentions: as for :func:`mark_mentions`.
        colours: colour by entity id; mentions of other entities are left out.
    """
    return [
        Span(
            row["start"],
            row["end"],
            colours[row["entity_id"]],
            title=row["name"],
            line="solid" if row["kind"] == "name" else "dotted",
        )
        for row in mentions.to_dict("records")
        if row["entity_id"] in colours
    ]


def mark_ranges(style: Span, ranges: Iterable[tuple[int, int]]) -> list[Span]:
    """Return marks of one style at several ranges."""
    return [replace(style, start=start, end=end) for start, end in ranges]


def mark_figures(figures: pd.DataFrame) -> list[Span]:
    """Return the marks of figures and dates; each has the anchor ``f`` + its first character."""
    return [
        replace(
            _place(_FIGURE, row["start"], row["end"], describe_figure(row)),
            anchor=f"f{row['start']}",
        )
        for row in figures.to_dict("records")
    ]


def describe_figure(row: Mapping[Hashable, Any]) -> str:
    """Return how a figure was read, e.g. "count · 300 · people".

    Args:
        row: of the table ``figures``.
    """
    return " · ".join(filter(None, (row[name] for name in ("kind", "value", "unit", "head_noun"))))


def _place(style: Span, start: int, end: int, title: str) -> Span:
    return replace(style, start=start, end=end, title=title)
