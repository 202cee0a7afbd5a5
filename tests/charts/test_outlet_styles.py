"""The claims of the palette, measured: contrast, and distance under colour blindness."""

from itertools import combinations

import numpy as np
import pytest

from analysis.charts import outlet_styles
from analysis.entity_types import LegendEntry

# Machado, Oliveira and Fernandes 2009, severity 1.
SEEN = {
    "as it is": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def _linear(colour):
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _luminance(colour):
    return float(TO_XYZ[1] @ _linear(colour))


def _lab(linear):
    xyz = TO_XYZ @ linear / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("page", ["#FFFFFF", "#14171C"])
@pytest.mark.parametrize("colour", [*outlet_styles.COLOURS, outlet_styles.NEUTRAL])
def test_a_colour_stands_out_from_a_light_and_a_dark_page(colour, page):
    lighter, darker = sorted((_luminance(colour), _luminance(page)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_colours_stay_apart(eyes):
    seen = [
        _lab(np.clip(np.array(SEEN[eyes]) @ _linear(colour), 0, 1))
        for colour in outlet_styles.COLOURS
    ]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 15


def test_lines_under_names_are_told_apart_at_a_glance():
    slots = [entry.palette_slot for entry in LegendEntry if entry.palette_slot is not None]
    seen = [_lab(_linear(outlet_styles.COLOURS[slot])) for slot in slots]
    # Thin lines need more than areas do: People and Places were too alike at 23.
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 50


def _looks(count, **more):
    return outlet_styles.assign_styles([f"outlet {number:02}" for number in range(count)], **more)


def test_up_to_eight_outlets_have_markers_and_bars_of_their_own():
    styles = _looks(8).values()
    assert len({style.symbol for style in styles}) == 8
    assert len({(style.colour, style.pattern) for style in styles}) == 8


@pytest.mark.parametrize("count", [9, 60])
def test_more_outlets_than_looks_are_drawn_alike_and_neutral(count):
    assert set(_looks(count).values()) == {outlet_styles.NEUTRAL_STYLE}


@pytest.mark.parametrize("count", [5, 8, 9, 60])
def test_a_highlighted_outlet_alone_is_coloured(count):
    styles = _looks(count, highlight="outlet 03")
    coloured = [name for name, style in styles.items() if style.colour != outlet_styles.NEUTRAL]
    assert coloured == ["outlet 03"]


def test_a_highlighted_outlet_keeps_its_look_where_outlets_have_one():
    assert _looks(8, highlight="outlet 03")["outlet 03"] == _looks(8)["outlet 03"]


def test_an_outlet_that_is_not_in_the_selection_is_not_highlighted():
    assert _looks(3, highlight="elsewhere") == _looks(3)


def test_no_two_names_have_the_same_colour():
    colours = outlet_styles.assign_colours([f"name {number}" for number in range(9)])
    assert len(set(colours.values())) == len(colours) == 8


def test_outlets_of_one_group_have_one_look_and_groups_beyond_eight_outlets_are_told_apart():
    names = [f"outlet {n:02}" for n in range(12)]
    groups = {name: "odd" if n % 2 else "even" for n, name in enumerate(names)}
    styles = outlet_styles.assign_styles(names, groups=groups)
    looks = {
        group: {styles[name] for name in names if groups[name] == group}
        for group in groups.values()
    }
    assert [len(group) for group in looks.values()] == [1, 1]
    assert looks["odd"].isdisjoint(looks["even"])
    highlighted = outlet_styles.assign_styles(names, highlight=names[1], groups=groups)
    assert highlighted[names[1]] in looks["odd"]
    assert highlighted[names[3]] == outlet_styles.NEUTRAL_STYLE
