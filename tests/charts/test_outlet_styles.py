"""The claims of the palette, measured: contrast, and distance under colour blindness."""

from itertools import combinations

import numpy as np
import pytest

from analysis.charts import outlet_styles

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


def test_an_outlet_has_the_same_style_whatever_comes_after_it():
    few, many = (
        outlet_styles.assign_styles(["A", "B"]),
        outlet_styles.assign_styles(["A", "B", "C"]),
    )
    assert (few["A"], few["B"]) == (many["A"], many["B"])


def test_eight_of_many_outlets_have_a_colour_of_their_own_and_the_others_are_grey():
    styles = list(outlet_styles.assign_styles([f"outlet {n}" for n in range(60)]).values())
    assert len({style.colour for style in styles[:8]}) == 8
    assert {style.colour for style in styles[8:]} == {outlet_styles.NEUTRAL}
    assert outlet_styles.NEUTRAL not in {style.colour for style in styles[:8]}


def test_colours_are_those_of_the_styles():
    assert outlet_styles.assign_colours(["A"]) == {
        "A": outlet_styles.assign_styles(["A"])["A"].colour
    }
