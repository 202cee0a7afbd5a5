"""Remake every picture in ``docs/``: the dashboard on the seed articles, in headless Chromium.

``python -m tools.screenshots`` remakes all of them, ``python -m tools.screenshots quotes framing``
those two. Needs ``chromium`` on the path.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect

from analysis.store import NoteKind, Workspace
from analysis.store.queries.article import read_article
from analysis.store.queries.notes import read_passage
from tools.headless import (
    PROJECT,
    annotate_seeds,
    chromium,
    opened_page,
    running_dashboard,
    wait_until_idle,
)

FOLDER = PROJECT / "docs"
#: Milliseconds that charts and scrolling need after the app has run.
_SETTLING_MS = 2_500
#: Space left above the element that a picture starts with, in pixels.
_MARGIN = 64


@dataclass(frozen=True)
class Screenshot:
    """One picture: ``docs/<name>.png``.

    Attributes:
        name: of the file, without its ending.
        address: page and query of the dashboard.
        height: of the picture, in pixels.
        width: of the picture, in pixels.
        starts_at: text that the picture starts with; empty for the top of the page.
        choices: label of a select box and the text to type into it, for each choice to make.
    """

    name: str
    address: str
    height: int = 1000
    width: int = 1180
    starts_at: str = ""
    choices: tuple[tuple[str, str], ...] = ()


SCREENSHOTS = (
    Screenshot("overview", ""),
    Screenshot(
        "coverage", "coverage?row=statement:004_7e129000b355e771:1960&row_outlet=UPI", width=1440
    ),
    Screenshot("entities", "entities?pick=country:KP&pick_outlet=UPI", width=1440),
    Screenshot(
        "quotes",
        "quotes",
        width=1440,
        choices=(("Statement", "We have continued to squeeze"),),
    ),
    Screenshot("framing", "framing", width=1280),
    Screenshot(
        "framing_evidence",
        "framing?measure=early&where=The+Korea+Herald",
        width=1280,
        starts_at="Explore by measure",
        choices=(("Subject", "John Kirby"),),
    ),
    Screenshot("differences", "differences"),
    Screenshot("compare", "compare", height=1250),
    Screenshot("search", "search?q=weapon&forms=true", height=1300),
    Screenshot("article", "article?article=000_390bdab3792906cd", width=1440, height=900),
    Screenshot("notes", "notes", height=900),
    Screenshot("corpus", "corpus", height=900),
)


#: The notes of the picture of the page Notes: article, words of the sentence, and text.
_NOTES = (
    ("002_4467d989d7ade940", "Adriene Watson", "Others spell her Adrienne: which is right?"),
    (
        "000_390bdab3792906cd",
        "[North Korea]",
        "Brackets: what did Kirby say? The Korea Herald has “the DPRK”.",
    ),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the screenshots that are named, or all of them."""
    names = [screenshot.name for screenshot in SCREENSHOTS]
    parser = argparse.ArgumentParser("python -m tools.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    chosen = set(parser.parse_args(arguments).names or names)
    if unknown := chosen.difference(names):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    with TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        annotate_seeds(workspace)
        make_notes(Workspace(workspace))
        with running_dashboard(workspace) as address, chromium() as browser:
            for screenshot in SCREENSHOTS:
                if screenshot.name in chosen:
                    take(browser, address, screenshot)
                    print(FOLDER.name, screenshot.name)


def make_notes(workspace: Workspace) -> None:
    """Make the notes that the picture of the page Notes shows."""
    catalogue = workspace.catalogue()
    if catalogue is None:
        raise ValueError(f"{workspace.path} has no catalogue")
    for article_id, words, text in _NOTES:
        article = read_article(catalogue, article_id).article
        start = article["text"].index(words)
        passage = read_passage(catalogue, article_id, start)
        if passage is not None:
            workspace.notes.add(
                NoteKind.SENTENCE, [passage], text=text, starred=True, author="Mina"
            )
    catalogue.close()


def take(browser: Browser, address: str, screenshot: Screenshot) -> None:
    """Open the view of a screenshot and write its picture."""
    with opened_page(browser, screenshot.width, screenshot.height) as page:
        page.goto(f"{address}/{screenshot.address}")
        page.get_by_role("heading", level=1).wait_for()
        wait_until_idle(page)
        page.wait_for_timeout(_SETTLING_MS)
        wait_until_idle(page)  # a page may run once more to follow its address
        # Until the articles are prepared, every page shows their progress under the app's name.
        expect(page.get_by_role("heading", level=1, name="Parallax", exact=True)).to_have_count(0)
        for label, text in screenshot.choices:
            _choose(page, label, text)
        page.wait_for_timeout(_SETTLING_MS)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # what is still loading
        if screenshot.starts_at:
            _scroll_to(page, screenshot.starts_at)
        page.screenshot(path=FOLDER / f"{screenshot.name}.png")


def _choose(page: Page, label: str, text: str) -> None:
    """Choose in a select box of the page by typing, and leave the keyboard's focus."""
    box = page.get_by_test_id("stMain").get_by_role(
        "combobox", name=re.compile(f"^{label}|{label}$")
    )
    box.click()
    box.fill(text)
    page.get_by_role("option", name=text).first.wait_for()
    box.press("Enter")
    page.wait_for_timeout(_SETTLING_MS)
    wait_until_idle(page)
    page.get_by_role("heading", level=1).click()


def _scroll_to(page: Page, text: str) -> None:
    """Scroll so that the first element with this text is at the top of the picture."""
    page.get_by_test_id("stMain").get_by_text(text, exact=True).first.evaluate(
        """(element, margin) => {
            const main = element.closest('[data-testid="stMain"]');
            main.scrollBy(0, element.getBoundingClientRect().top - margin);
        }""",
        _MARGIN,
    )
    page.wait_for_timeout(_SETTLING_MS)


if __name__ == "__main__":
    main()
