"""The colours of both themes: contrast of text, captions and outlines (WCAG 2.1, 1.4.3, 1.4.11)."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
#: Streamlit writes captions in the colour of the text with this opacity.
CAPTION = 0.6
BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")


def _parse(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(colour):
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _contrast(colour, background, opacity=1.0):
    background = _parse(background)
    mixed = [
        opacity * part + (1 - opacity) * behind
        for part, behind in zip(_parse(colour), background, strict=True)
    ]
    darker, lighter = sorted((_luminance(mixed), _luminance(background)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=product(("light", "dark"), ("page", "sidebar")), ids="-".join)
def colours(request):
    theme, place = request.param
    page = tomllib.loads(CONFIG.read_text())["theme"][theme]
    return {**page, **(page["sidebar"] if place == "sidebar" else {})}


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_text_and_links_can_be_read(colours, background):
    for name in ("textColor", "linkColor"):
        assert _contrast(colours[name], colours[background]) >= 4.5


def test_captions_can_be_read(colours):
    assert _contrast(colours["textColor"], colours["backgroundColor"], CAPTION) >= 4.5


def test_outlines_are_seen(colours):
    assert _contrast(colours["borderColor"], colours["backgroundColor"]) >= 3
