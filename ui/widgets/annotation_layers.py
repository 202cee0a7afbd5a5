"""How quotations, names and figures look in running text, and the legends that say so.

Colour never stands alone: the kind of a quotation also shows in the line under it, a name or a
figure has no fill, and hovering says what a mark is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.charts.outlet_styles import COLOURS, KIND_COLOURS, NEUTRAL
from analysis.entity_types import LegendEntry, legend_of
from analysis.store.queries.article import Reading
from ui.widgets.markup import Span

#: The line under a quotation by its kind.
KIND_LINES = {"direct": "solid", "mixed": "dashed", "indirect": "dotted"}
#: The colour of names by the legend entry of their type.
LEGEND_COLOURS = {
    entry: NEUTRAL if entry.palette_slot is None else COLOURS[entry.palette_slot]
    for entry in LegendEntry
}
#: The passage a link leads to, and its anchor.
_FIGURE_NOTE = ("kind", "value", "unit", "head_noun")
TARGET_PASSAGE = Span(
    0, 0, "#D29A00", title="the passage the link leads to", anchor="here", line="double"
)

#: Words that one article has and its counterpart beside it has not.
UNMATCHED_WORDS = Span(0, 0, NEUTRAL, title="not in the passage beside it", line="dotted")

_CUE = Span(0, 0, NEUTRAL, filled=False, line="double")
_SPEAKER = Span(0, 0, NEUTRAL, line="none")
_ATTITUDE = Span(0, 0, COLOURS[5], filled=False, line="dashed")
_FIGURE = Span(0, 0, NEUTRAL, filled=False, line="dashed")

Legend = list[tuple[str, Span]]

KIND_LEGEND: Legend = [
    (f"{kind.capitalize()} quotation", Span(0, 0, KIND_COLOURS[kind], line=line))
    for kind, line in KIND_LINES.items()
]
_LEGENDS: dict[str, Legend] = {
    "Quotations": [*KIND_LEGEND, ("Cue", _CUE), ("Speaker named", _SPEAKER)],
    "Names": [
        *((entry.text, Span(0, 0, LEGEND_COLOURS[entry], filled=False)) for entry in LegendEntry),
        ("Pronoun or description", Span(0, 0, NEUTRAL, filled=False, line="dotted")),
    ],
    "Attitudes": [("Attitude", _ATTITUDE), ("Its cue", _CUE)],
    "Figures": [("Figure or date", _FIGURE)],
}
#: What can be marked in an article.
LAYERS = tuple(_LEGENDS)


def build_layers(
    reading: Reading, chosen: Sequence[str], here: tuple[int, int] | None = None
) -> tuple[list[Span], Legend]:
    """Return the marks of an article and what they mean.

    Args:
        reading: the article.
        chosen: what to mark, of :data:`LAYERS`.
        here: start and end of the passage a link leads to.
    """
    marks: list[Span] = []
    if "Quotations" in chosen:
        marks += mark_quotes(reading.quotes) + mark_attributions(reading.quotes)
    if "Names" in chosen:
        marks += mark_mentions(reading.mentions)
    if "Attitudes" in chosen:
        marks += mark_attitudes(reading.attitudes)
    if "Figures" in chosen:
        marks += mark_figures(reading.figures)
    legend = [entry for layer in LAYERS if layer in chosen for entry in _LEGENDS[layer]]
    if here:
        marks.append(replace(TARGET_PASSAGE, start=here[0], end=here[1]))
        legend.insert(0, ("The passage you opened", TARGET_PASSAGE))
    return marks, legend


def mark_quotes(
    quotes: pd.DataFrame, colours: Mapping[str, str] = KIND_COLOURS, by: str = "kind"
) -> list[Span]:
    """Return the marks of quotations; each has the anchor ``q`` + its first character.

    Args:
        quotes: rows of the table ``quotes`` of one article.
        colours: the colour of a quotation by its ``by``; neutral for one that is not there.
        by: the column that decides the colour.
    """
    return [
        Span(
            row["start"],
            row["end"],
            colours.get(row[by], NEUTRAL),
            title=f"{row['kind']} quotation · {row['speaker'] or 'speaker not known'}",
            anchor=f"q{row['start']}",
            line=KIND_LINES[row["kind"]],
        )
        for row in quotes.to_dict("records")
    ]


def mark_attributions(quotes: pd.DataFrame) -> list[Span]:
    """Return the marks of the cues and of the words that name the speakers."""
    marks: list[Span] = []
    for row in quotes.to_dict("records"):
        speaker = row["speaker"] or "not known"
        marks.append(_placed(_CUE, row["cue_start"], row["cue_end"], "cue"))
        said = f"names the speaker: {speaker}"
        marks.append(_placed(_SPEAKER, row["mention_start"], row["mention_end"], said))
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
        whole = _placed(_ATTITUDE, row["start"], row["end"], title)
        marks.append(replace(whole, anchor=f"t{row['start']}"))
        marks.append(_placed(_CUE, row["cue_start"], row["cue_end"], "cue"))
    return marks


def mark_mentions(mentions: pd.DataFrame) -> list[Span]:
    """Return the marks of names, pronouns and descriptions, coloured by type of entity.

    Args:
        mentions: rows of the table ``mentions`` of one article, with the entity's ``name``. Each
            mark has the anchor ``m`` + its first character.
    """
    return [
        Span(
            row["start"],
            row["end"],
            LEGEND_COLOURS[legend_of(row["label"])],
            title=f"{row['name'] or row['text']} · {row['kind']}",
            anchor=f"m{row['start']}",
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


def mark_ranges(look: Span, stretches: Iterable[tuple[int, int]]) -> list[Span]:
    """Return the same mark at several stretches."""
    return [replace(look, start=start, end=end) for start, end in stretches]


def mark_figures(figures: pd.DataFrame) -> list[Span]:
    """Return the marks of figures and dates; each has the anchor ``f`` + its first character."""
    return [
        replace(
            _FIGURE,
            start=row["start"],
            end=row["end"],
            title=" · ".join(
                filter(None, (row["kind"], row["value"], row["unit"], row["head_noun"]))
            ),
            anchor=f"f{row['start']}",
        )
        for row in figures.to_dict("records")
    ]


def _placed(look: Span, start: int, end: int, title: str) -> Span:
    return replace(look, start=start, end=end, title=title)
