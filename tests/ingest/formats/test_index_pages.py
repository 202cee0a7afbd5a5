"""Pages that list articles are told from articles beside such a list."""

import pytest

from analysis.ingest import Article, Issue, read_upload

_SENTENCE = "The harbour of Port Ellen was closed on day {} for a week, the council said."


def page(n_teasers: int, *, n_paragraphs: int = 0, head: str = "", is_linked: bool = True) -> bytes:
    headline = '<h2><a href="/{0}">Harbour closed again {0}</a></h2>'
    if not is_linked:
        headline = "<h2>Harbour closed again {0}</h2>"
    teasers = "".join(
        f"<article>{headline.format(number)}<p>{_SENTENCE.format(number)}</p></article>"
        for number in range(n_teasers)
    )
    paragraphs = "".join(f"<p>{_SENTENCE.format(100 + n)}</p>" for n in range(n_paragraphs))
    return (
        f"<html><head><title>News</title>{head}</head><body><h1>Local news of the day</h1>"
        f"{paragraphs}{teasers}</body></html>"
    ).encode()


@pytest.mark.parametrize("n_paragraphs", [0, 5])
def test_a_page_of_teasers_is_reported_to_be_a_list(n_paragraphs: int):
    (issue,) = read_upload("a.html", page(5, n_paragraphs=n_paragraphs))
    assert isinstance(issue, Issue)
    assert issue.problem.startswith("It is a list")


@pytest.mark.parametrize(
    "data",
    [
        page(4),
        page(5, n_paragraphs=6),
        page(5, head='<meta property="og:type" content="article">'),
        page(5, is_linked=False),
    ],
    ids=["few teasers", "mostly its own text", "says that it is an article", "subheads"],
)
def test_other_pages_are_articles(data: bytes):
    items = read_upload("a.html", data)
    assert [item for item in items if isinstance(item, Article)]
