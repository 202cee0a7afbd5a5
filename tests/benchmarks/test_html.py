"""The score of web pages, on three pages made here."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from benchmarks import html

PARAGRAPHS = (
    "The harbour of Port Ellen was closed on Monday after a storm broke the lamps of the pier.",
    "“Nobody can say when it will be open again,” the harbour master, Ann Lee, told the council.",
    "Ships will be sent to Bowmore until the pier is mended, which can take until the end of May.",
)
TEXT = "\n\n".join(PARAGRAPHS)
PAGE = """<html><head><title>Harbour closed after a storm</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Harbour closed after a storm</h1>{}</article>
<footer>About us</footer></body></html>"""


def make_set(folder: Path, pages: dict[str, tuple[str, str]]) -> Path:
    """Write a benchmark of pages with their true texts."""
    (folder / "html").mkdir()
    gold = {name: {"articleBody": text, "url": ""} for name, (_, text) in pages.items()}
    (folder / "ground-truth.json").write_text(json.dumps(gold))
    for name, (page, _) in pages.items():
        (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page.encode()))
    return folder


def test_pages_that_are_read_refused_and_cut_short_are_scored_and_named(tmp_path: Path) -> None:
    whole = PAGE.format("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS))
    data = make_set(
        tmp_path,
        {
            "whole": (whole, TEXT),
            "list": (PAGE.format("<ul><li>Home</li></ul>"), TEXT),
            "opening": (whole, "\n\n".join([TEXT] * 3)),
        },
    )
    score = html.score_pages(data, html.extract_running_text)
    assert (score.refused, score.cut_short) == (["list"], ["opening"])
    assert score.precision == pytest.approx(2 / 3)
    n_runs = len(TEXT.replace("“", "").split()) - 3
    longer = 3 * n_runs + 2 * 3  # The texts that are joined have runs over both.
    assert score.recall == pytest.approx((1 + n_runs / longer) / 3)


def test_a_run_counts_as_often_as_it_occurs() -> None:
    score = html.score_page("one two three four one two three four", "one two three four")
    assert list(score) == pytest.approx([1 / 5, 4 / 5, 0])
    assert score.precision == pytest.approx(1 / 5)
    assert score.recall == 1


def test_a_missing_folder_is_reported_with_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["html", "--data", str(tmp_path)])
    assert html.main() == 1
    assert "Clone https://github.com/scrapinghub" in capsys.readouterr().err
