from types import SimpleNamespace

import pandas as pd
import pytest

from ui.widgets import annotation_layers


def _quote(**values):
    known = {"start": 5, "end": 9, "kind": "direct", "speaker": "Ann Lee", "mention": ""}
    known |= {"cue_start": -1}
    known |= {"resolution": "named", "entity_id": "ann", "speaker_confidence": 0.95}
    known |= {"cue_end": -1, "mention_start": -1, "mention_end": -1, "credits_elsewhere": []}
    return pd.DataFrame([known | values])


def test_kinds_of_quotation_differ_in_line_as_well_as_in_colour():
    marks = [
        annotation_layers.mark_quotes(_quote(kind=kind))[0]
        for kind in ("direct", "mixed", "indirect")
    ]
    assert len({mark.line for mark in marks}) == 3
    assert len({mark.colour for mark in marks}) == 3


@pytest.mark.parametrize(
    ("speaker", "elsewhere", "warning"),
    [
        ("Ann Lee", "Bo Ek", "⚠ Beacon credits Bo Ek"),
        ("Ann Lee", "Lee", ""),
        ("", "Bo Ek", ""),
    ],
)
def test_the_tooltip_of_a_quotation_names_whom_another_outlet_credits(speaker, elsewhere, warning):
    credits_elsewhere = [{"speaker": elsewhere, "outlet": "Beacon"}]
    quote = _quote(speaker=speaker, credits_elsewhere=credits_elsewhere)
    (row,) = quote.to_dict("records")
    assert annotation_layers.describe_other_credits(row) == warning
    (mark,) = annotation_layers.mark_quotes(quote)
    assert mark.title.endswith(f" · {warning}") == bool(warning)


def test_an_outlet_that_credits_the_speaker_too_credits_nobody_else():
    credited = {"Beacon": ("Norland", "Ann Lee"), "Courier": ("Norland",)}
    elsewhere = [
        {"speaker": speaker, "outlet": outlet}
        for outlet, speakers in credited.items()
        for speaker in speakers
    ]
    (row,) = _quote(speaker="Ann Lee", credits_elsewhere=elsewhere).to_dict("records")
    assert annotation_layers.describe_other_credits(row) == "⚠ Courier credits Norland"


def test_who_is_only_described_may_be_whom_another_outlet_names():
    quote = _quote(
        speaker="a minister",
        resolution="description",
        entity_id="",
        credits_elsewhere=[{"speaker": "Bo Ek", "outlet": "Beacon"}],
    )
    assert annotation_layers.describe_other_credits(quote.iloc[0].to_dict()) == ""


@pytest.mark.parametrize(
    ("label", "kind", "entries"),
    [
        ("PERSON", "name", ["Direct quotation", "Reporting verb", "People"]),
        (
            "PERSON",
            "pronoun",
            ["Direct quotation", "Reporting verb", "People", "Pronoun, description or title"],
        ),
    ],
)
def test_the_legend_has_the_looks_of_the_marks_and_no_others(label, kind, entries):
    mention = {"start": 0, "end": 3, "text": "she", "name": "Ann Lee", "entity_id": "ann"}
    reading = SimpleNamespace(
        quotes=_quote(cue_start=1, cue_end=4),
        mentions=pd.DataFrame([mention | {"label": label, "kind": kind}]),
        attitudes=pd.DataFrame(),
        figures=pd.DataFrame(),
    )
    _, legend = annotation_layers.build_layers(reading, [*annotation_layers.Layer])
    assert [text for text, _ in legend] == entries


def test_a_quotation_may_take_the_colour_of_its_speaker():
    (mark,) = annotation_layers.mark_quotes(_quote(), {"Ann Lee": "#112233"}, "speaker")
    assert mark.colour == "#112233"
    (other,) = annotation_layers.mark_quotes(_quote(speaker=""), {"Ann Lee": "#112233"}, "speaker")
    assert other.colour != "#112233"
    assert "speaker not known" in other.title


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, "Ann Lee"),
        (
            {"resolution": "pronoun", "mention": "she"},
            "Ann Lee (called “she” there, confidence 95%)",
        ),
        ({"resolution": "continued"}, "Ann Lee (identified by what precedes, confidence 95%)"),
        (
            {"resolution": "office", "mention": "the mayor", "speaker_confidence": float("nan")},
            "Ann Lee (called “the mayor” there)",
        ),
        (
            {"resolution": "description", "mention": "Mayor Ann Lee"},
            "Ann Lee (confidence 95%)",
        ),
        (
            {"resolution": "representative", "mention": "an aide to Ann Lee"},
            "Ann Lee (identified by “an aide to Ann Lee”, confidence 95%)",
        ),
        (
            {"speaker": "the letter", "resolution": "document", "mention": "the letter"},
            "the letter (confidence 95%)",
        ),
        (
            {"speaker": "advocates", "resolution": "description", "entity_id": ""},
            "advocates (described, not identified)",
        ),
        ({"speaker": "", "resolution": "", "entity_id": ""}, "speaker not known"),
    ],
)
def test_a_speaker_is_shown_with_how_it_was_identified(values, shown):
    (row,) = _quote(**values).to_dict("records")
    assert annotation_layers.describe_speaker(row) == shown


def test_cue_and_speaker_are_marked_where_there_are_any():
    assert annotation_layers.mark_attributions(_quote()) == []
    both = annotation_layers.mark_attributions(
        _quote(cue_start=20, cue_end=24, mention_start=10, mention_end=17)
    )
    assert [(mark.start, mark.end) for mark in both] == [(20, 24), (10, 17)]


def test_names_are_marked_and_so_are_references_that_were_resolved():
    rows = [(0, "name", ""), (10, "pronoun", "ann"), (20, "description", "")]
    mentions = pd.DataFrame(
        [
            {
                "start": start,
                "end": start + 3,
                "text": "she",
                "kind": kind,
                "label": "PERSON",
                "entity_id": entity,
                "name": entity,
            }
            for start, kind, entity in rows
        ]
    )
    marks = annotation_layers.mark_mentions(mentions)
    assert [mark.start for mark in marks] == [0, 10]
    assert [mark.line for mark in marks] == ["solid", "dotted"]
    assert [
        mark.start for mark in annotation_layers.mark_entities(mentions, {"ann": "#112233"})
    ] == [10]
