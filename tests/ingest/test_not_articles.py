"""Inputs that are no article are told to be none."""

import json

import pytest

from analysis.ingest import Article, Issue, read_upload

SENTENCE = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


@pytest.mark.parametrize(
    "text",
    [
        "https://lamp.example/1\nhttps://bell.example/2\n",
        "1. https://lamp.example/1\n\n2. www.bell.example\n",
        "- https://lamp.example/1",
    ],
)
def test_a_list_of_addresses_is_reported_with_a_remedy(text: str):
    (issue,) = read_upload("a.txt", text.encode())
    assert isinstance(issue, Issue)
    assert "no text" in issue.problem
    assert "--address" in issue.remedy


def test_a_text_with_an_address_is_an_article():
    (article,) = read_upload("a.txt", f"https://lamp.example/1\n\n{SENTENCE}\n".encode())
    assert isinstance(article, Article)


def test_a_page_of_search_results_is_reported_with_a_remedy():
    results = "".join(
        f"<article><h2><a href='/{number}'>Harbour closed {number}</a></h2>"
        f"<p>{SENTENCE} Read more.</p></article>"
        for number in range(6)
    )
    (issue,) = read_upload("a.html", f"<html><body>{results}</body></html>".encode())
    assert isinstance(issue, Issue)
    assert "search results" in issue.problem


def read_all(name: str, text: str) -> tuple[list[Issue], list[Article]]:
    items = list(read_upload(name, text.encode()))
    issues = [item for item in items if isinstance(item, Issue)]
    return issues, [item for item in items if isinstance(item, Article)]


@pytest.mark.parametrize(
    "times",
    [
        ("10.35am BST", "10.12am BST", "9.58am BST"),
        ("14:05", "13:40", "13:10"),
        ("LIVE", "Updated 14:05", "5 September 2023, 13:10 GMT", "Tuesday 12:00"),
        ("7:05 p.m.", "5 p.m.", "4:40 p.m. ET"),
        ("Just now", "45 minutes ago", "2h ago"),
    ],
)
def test_a_live_blog_is_taken_in_with_a_warning_and_its_times_are_no_text(times: tuple[str, ...]):
    posts = "\n\n".join(f"{time}\n\n{SENTENCE}" for time in times)
    (issue,), (article,) = read_all("a.txt", f"Harbour closed for two weeks\n\n{posts}\n")
    assert issue.is_warning
    assert "live blog, 3 posts" in issue.problem
    text = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in ("headline", "subhead", "body")
    ]
    assert text == ["Harbour closed for two weeks", *[SENTENCE] * len(times)]


@pytest.mark.parametrize(
    "text",
    [
        # Two times are those of a report that was changed.
        f"Published at 14:05\n\n{SENTENCE}\n\nUpdated at 15:10\n\n{SENTENCE}\n",
        # Times without sentences are a programme; figures are no times.
        "\n".join(f"{hour}:00\nThe Lamp at night" for hour in range(10, 20)) + f"\n{SENTENCE}",
        "\n".join(f"{hour}.25\n{SENTENCE}" for hour in range(10, 20)),
    ],
)
def test_a_report_and_a_programme_are_no_live_blog(text: str):
    issues, _ = read_all("a.txt", text)
    assert not [issue for issue in issues if "live blog" in issue.problem]


def test_a_page_that_says_it_is_a_live_blog_has_the_headline_and_the_outlet_of_the_whole():
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Harbour: live",
        "publisher": {"@type": "Organization", "name": "The Lamp"},
        "datePublished": "2023-09-05T08:00:00Z",
    }
    post = f"<h2>Council speaks</h2><p>{SENTENCE}</p><p>{SENTENCE} Nobody was asked.</p>"
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps({"@graph": [blog]})}</script>'
        f"</head><body><main><h1>Harbour: live</h1>{post}</main></body></html>"
    )
    (issue,), (article,) = read_all("a.html", page)
    assert "live blog" in issue.problem
    assert (article.title, article.outlet) == ("Harbour: live", "The Lamp")
    assert str(article.published) == "2023-09-05"


@pytest.mark.parametrize(
    ("lines", "words", "is_list"), [(5, 25, True), (4, 9, False), (5, 26, False)]
)
def test_a_text_of_headlines_alone_is_reported(lines: int, words: int, *, is_list: bool) -> None:
    text = "\n".join(" ".join(["Harbour", *["word"] * (words - 1)]) for _ in range(lines))
    first, *_ = read_upload("a.txt", text.encode())
    assert (isinstance(first, Issue) and "a list of" in first.problem) is is_list


def test_a_text_with_one_sentence_is_no_list_of_headlines() -> None:
    text = "Harbour closed\nFerry sold\nPier mended\nLamp lit\nNobody came to see the lamps."
    assert not any(isinstance(item, Issue) for item in read_upload("a.txt", text.encode()))


def test_a_date_between_running_text_is_a_sign_of_several_articles() -> None:
    body = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
    article = f"Harbour closed for weeks\nThe Lamp\n2023-09-05\n\n{body}\n\n"
    warning, whole = read_upload("a.txt", (article * 2).encode())
    assert isinstance(warning, Issue)
    assert warning.is_warning
    assert "several articles" in warning.problem
    assert not isinstance(whole, Issue)
    assert len(list(read_upload("a.txt", article.encode()))) == 1


def test_a_list_of_search_results_whose_texts_break_off_is_reported():
    results = "\n\n".join(
        f"{number}. Harbour closed\nThe Lamp, {number} May 2024, 340 words\nThe harbour of Port ..."
        for number in range(1, 5)
    )
    (issue,) = read_upload("a.txt", results.encode())
    assert isinstance(issue, Issue)
    assert "4 search results" in issue.problem


def test_a_text_with_three_sentences_that_break_off_among_prose_is_an_article():
    text = "\n\n".join([*[SENTENCE] * 2, *["“We had no choice …"] * 3])
    _, articles = read_all("a.txt", text)
    assert len(articles) == 1


@pytest.mark.parametrize(("n_prose", "is_list"), [(0, True), (1, False)])
def test_a_page_that_is_a_list_of_links_is_no_article(n_prose: int, *, is_list: bool):
    items = "".join(
        f"<li><a href='/{number}'>Harbour closed again, part {number}</a> {SENTENCE}</li>"
        for number in range(8)
    )
    prose = f"<p>{SENTENCE}</p>" * n_prose
    page = f"<html><body><article><h1>News</h1>{prose}<ul>{items}</ul></article></body></html>"
    (item,) = read_upload("a.html", page.encode())
    assert isinstance(item, Issue) is is_list


def page_of(text: str, title: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize("n_words", [119, 120])
def test_a_short_page_with_a_notice_of_cookies_is_no_article(n_words: int):
    words = f"{SENTENCE} " * 20 + "We use cookies to deliver the page."
    text = " ".join(words.split()[-n_words:])
    (item,) = read_upload("a.html", page_of(text))
    assert isinstance(item, Issue) is (n_words < 120)


@pytest.mark.parametrize(
    ("url", "n_words", "is_left_out"),
    [
        ("https://lamp.example/templates/search/index.php?q=harbour", 119, True),
        ("https://lamp.example/search?q=harbour", 119, True),
        ("https://lamp.example/search-results.html", 119, True),
        ("https://lamp.example/search?q=harbour", 120, False),
        ("https://lamp.example/news/search-for-crew-ends", 119, False),
        ("https://lamp.example/news?from=/search/", 119, False),
        ("https://lamp.example/news/search/missing-hiker-is-safe", 119, False),
        ("https://lamp.example/2020/search/index.html", 119, False),
        ("http://[lamp/news", 119, False),
        ("", 119, False),
    ],
)
def test_a_short_text_from_the_address_of_a_search_is_left_out(
    url: str, n_words: int, *, is_left_out: bool
):
    text = " ".join((f"{SENTENCE} " * 20).split()[:n_words])
    issues, articles = read_all("a.jsonl", json.dumps({"text": text, "url": url}))
    assert [("search results" in issue.problem) for issue in issues] == [True] * is_left_out
    assert len(articles) == (not is_left_out)


@pytest.mark.parametrize(("n_sentences", "is_warned"), [(13, True), (14, False)])
def test_a_short_text_that_ends_at_a_paywall_is_taken_in_with_a_warning(
    n_sentences: int, *, is_warned: bool
):
    sentences = [f"On day {number}, {SENTENCE}" for number in range(n_sentences)]
    text = "\n\n".join(sentences) + "\n\nSubscribe to continue reading."
    issues, (article,) = read_all("a.txt", text)
    assert bool(issues) is is_warned
    assert all("paywall" in issue.problem and issue.is_warning for issue in issues)
    assert article.text == text


def test_a_page_whose_headline_says_live_updates_is_taken_in_with_a_warning():
    page = page_of(
        f"{SENTENCE} “We had no choice,” said Ann Lee on Monday.", "Harbour: live updates"
    )
    issues, articles = read_all("a.html", page.decode())
    assert [issue.is_warning for issue in issues] == [True]
    assert len(articles) == 1


def test_an_outlet_and_a_date_on_one_line_between_texts_tell_of_several_articles():
    parts = [f"Harbour closed\n\nThe {name}, 5 May 2024\n\n{SENTENCE}" for name in ("Lamp", "Bell")]
    issues, _ = read_all("a.txt", "\n\n".join(parts))
    assert "several articles" in issues[0].problem


@pytest.mark.parametrize("title", ["", "Pages for Monday\n\n"])
def test_a_list_of_addresses_may_have_a_title(title: str):
    addresses = "\n".join(f"https://lamp.example/news/{number}/harbour" for number in range(3))
    (issue,) = read_upload("a.txt", f"{title}{addresses}\n".encode())
    assert isinstance(issue, Issue)
    assert issue.problem == "It holds 3 addresses and no text."
    text = f"The harbour is closed, the council said on Monday.\n\n{addresses}\n"
    (article,) = read_upload("a.txt", text.encode())
    assert isinstance(article, Article)
