"""Leads that a page has beside its headline, outside the container of the text."""

import pytest

from analysis.ingest.formats.html import extract_article
from analysis.ingest.formats.page_leads import add_lead

LEAD = "The harbour of Port Ellen was closed on Monday after a storm broke the lamps of the pier."
REST = (
    "“Nobody can say when it will be open again,” the harbour master, Ann Lee, told the council.",
    "Ships will be sent to Bowmore until the pier is mended, which can take until the end of May.",
    "The county will pay for the lamps, which were bought eleven years ago and never worked well.",
)
TEXT = "\n".join(REST)
PAGE = """<html><head><title>Harbour closed</title></head><body><div class="page">{top}
<div class="text">{text}</div></div><footer>About us</footer></body></html>"""


def _page(top: str) -> str:
    return PAGE.format(top=top, text="".join(f"<p>{paragraph}</p>" for paragraph in REST))


@pytest.mark.parametrize(
    "top",
    [
        f"<h1>Harbour closed</h1><p>{LEAD}</p>",
        f'<header><h1>Harbour closed</h1><h2 class="standfirst">{LEAD}</h2></header>',
        f'<h1>Harbour closed</h1><div><div class="article-lead">{LEAD}</div></div>',
    ],
)
def test_a_lead_beside_the_headline_is_part_of_the_text(top: str) -> None:
    assert add_lead(_page(top), TEXT) == f"{LEAD}\n{TEXT}"
    values = extract_article(_page(top))
    assert values is not None
    assert values["text"].split("\n")[-4:] == [LEAD, *REST]


@pytest.mark.parametrize(
    "top",
    [
        f"<p>{LEAD}</p><h1>Harbour closed</h1>",
        f"<h1>Harbour closed</h1><figure><p>{LEAD}</p></figure>",
        f'<h1>Harbour closed</h1><p class="cookie-note">{LEAD}</p>',
        f"<h1>Harbour closed</h1><div><div><p>{LEAD}</p></div></div>",
        "<h1>Harbour closed</h1><p>By Ann Lee</p>",
        f"<h1>Harbour closed</h1>{f'<p>{LEAD}</p>' * 3}",
        f"<p>{LEAD}</p>",
    ],
)
def test_other_lines_above_the_text_are_left_out(top: str) -> None:
    assert add_lead(_page(top), TEXT) == TEXT


@pytest.mark.parametrize(("words", "is_lead"), [(7, False), (8, True)])
def test_a_lead_has_some_words(words: int, *, is_lead: bool) -> None:
    lead = " ".join(["Boats", *["lie"] * (words - 1)]) + "."
    page = _page(f"<h1>Harbour closed</h1><p>{lead}</p>")
    assert add_lead(page, TEXT).startswith(lead) is is_lead
