"""The table of entity types and the sets of labels derived from it."""

import pytest

from analysis.charts.outlet_styles import COLOURS
from analysis.entity_types import (
    CANDIDATE_LABELS,
    ENTITY_TYPES,
    FIGURE_KINDS,
    NAMED_LABELS,
    PLACE_LABELS,
    Family,
    LegendEntry,
    Trait,
    family_of,
    labels_of,
    labels_with,
    legend_of,
    plural_name,
)


def test_each_label_has_one_row():
    labels = [row.label for row in ENTITY_TYPES]
    assert len(labels) == len(set(labels))


def test_a_type_has_a_name_on_screen_or_is_a_kind_of_figure():
    for row in ENTITY_TYPES:
        assert bool(row.plural) == (row.family != Family.FIGURE) == (not row.figure_kind)


def test_works_of_art_are_candidates_but_never_mentions():
    assert {"WORK_OF_ART"} == CANDIDATE_LABELS - set(NAMED_LABELS)
    assert "LANGUAGE" not in CANDIDATE_LABELS
    assert not CANDIDATE_LABELS & set(FIGURE_KINDS)


def test_labels_come_in_the_order_of_the_screen():
    assert labels_with(Trait.HOLDER) == ("PERSON", "ORG", "GPE", "NORP", "UNCLEAR")
    assert labels_of(Family.PLACE, Family.GROUP) == ("GPE", "NORP", "LOC", "FAC")
    assert frozenset(("GPE", "LOC", "FAC")) == PLACE_LABELS


def test_only_what_may_be_a_person_is_neither_it_nor_they():
    pronouns = {*labels_with(Trait.IT), *labels_with(Trait.THEY)}
    assert set(NAMED_LABELS) - pronouns == {"PERSON", "UNCLEAR"}


@pytest.mark.parametrize(
    ("label", "family"),
    [
        ("PERSON", "person"),
        ("ORG", "org"),
        ("NORP", "group"),
        ("FAC", "place"),
        ("EVENT", "event"),
        ("WORK_OF_ART", "work-of-art"),
        ("DATE", "date"),
        ("NEW", "new"),
        ("", "other"),
    ],
)
def test_a_type_outside_the_large_families_is_a_family_of_its_own(label, family):
    assert family_of(label) == family


@pytest.mark.parametrize(("label", "name"), [("LOC", "Regions"), ("DATE", "DATE"), ("NEW", "NEW")])
def test_a_type_without_a_name_on_screen_shows_its_label(label, name):
    assert plural_name(label) == name


@pytest.mark.parametrize(
    ("label", "entry"),
    [
        ("PERSON", LegendEntry.PEOPLE),
        ("ORG", LegendEntry.ORGANISATIONS),
        ("NORP", LegendEntry.PLACES),
        ("LAW", LegendEntry.OTHER),
        ("NEW", LegendEntry.OTHER),
    ],
)
def test_the_legend_explains_each_type(label, entry):
    assert legend_of(label) == entry


def test_each_coloured_legend_entry_has_a_colour_of_its_own():
    slots = [entry.palette_slot for entry in LegendEntry if entry.palette_slot is not None]
    assert len(slots) == len(set(slots))
    assert set(slots) <= set(range(len(COLOURS)))
