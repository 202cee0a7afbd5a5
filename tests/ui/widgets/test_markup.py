import re
from html.parser import HTMLParser

import pytest

from ui.widgets.markup import Span, build_chip, build_page_href, build_passage, highlight, shorten

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</mark></div><h1>taken over</h1>",
    "\"'><svg/onload=alert(1)>",
    "&lt;b&gt; &amp; javascript:alert(1)",
    "**bold** [link](http://evil.example) :smile: $x^2$ `code`",
]


def test_signs_that_turn_or_steer_are_shown_and_nothing_moves():
    html = highlight("a\u202eb\x1b[2J\x00c\n\td", [Span(3, 5)])
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "\x00" not in html
    assert len(re.sub("<[^>]*>", "", html)) == len("a\u202eb\x1b[2J\x00c\n\td")
    assert "�" in html
    assert "␛" in html
    assert "␀" in html


class _Read(HTMLParser):
    """Reads HTML back: its text, its tags and whether they nest."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.marked, self.attributes, self._open = "", [], [], [], []
        self.feed(str(html))
        assert not self._open, "a tag was not closed"

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "wbr":  # has no end tag
            return
        self._open.append((tag, len(self.text)))

    def handle_endtag(self, tag):
        opened, start = self._open.pop()
        assert opened == tag, "tags cross"
        if tag == "mark":
            self.marked.append(self.text[start:])

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_the_text_it_was(text):
    read = _Read(highlight(text))
    assert (read.text, read.tags) == (text, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_marked_hostile_text_gains_marks_and_nothing_else(text):
    read = _Read(highlight(text, [Span(2, len(text) - 2)]))
    assert (read.text, read.tags, read.marked) == (text, ["mark"], [text[2:-2]])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_a_title(text):
    read = _Read(highlight("abc", [Span(0, 3, title=text)]))
    assert read.tags == ["mark"]
    assert dict(read.attributes)["title"] == text
    assert set(dict(read.attributes)) == {"style", "title"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_outlet_name_stays_a_name(text):
    read = _Read(build_chip(text, "#0072B2"))
    assert (read.text, read.tags) == (text, ["span", *["wbr"] * text.count(".")])


@pytest.mark.parametrize(
    "span",
    [
        Span(0, 1, colour="red;background:url(http://evil.example)"),
        Span(0, 1, colour="#0072B2;"),
        Span(0, 1, href="javascript:alert(1)"),
        Span(0, 1, href="http://evil.example"),
        Span(0, 1, href="//evil.example"),
        Span(0, 1, href='#a" onclick="alert(1)'),
        Span(0, 1, anchor='x" onclick="alert(1)'),
        Span(0, 1, line="solid red;background:url(x)"),
    ],
)
def test_a_style_or_address_of_another_form_is_refused(span):
    with pytest.raises(ValueError, match="not allowed"):
        highlight("abc", [span])


def test_spans_may_nest():
    read = _Read(highlight("one two three", [Span(0, 13), Span(4, 7)]))
    assert read.text == "one two three"
    assert sorted(read.marked) == ["one two three", "two"]


def test_spans_may_cross():
    read = _Read(highlight("one two three", [Span(0, 7), Span(4, 13)]))
    assert read.text == "one two three"
    assert "one two" in read.marked
    assert [piece for piece in read.marked if piece != "one two"] == ["two", " three"]


def test_a_crossing_span_has_its_anchor_once():
    html = highlight("one two three", [Span(0, 7), Span(4, 13, anchor="q1")])
    assert html.count('id="q1"') == 1


def test_equal_spans_are_both_marked():
    read = _Read(highlight("one", [Span(0, 3, title="a"), Span(0, 3, title="b")]))
    assert read.marked == ["one", "one"]


def test_offsets_count_from_the_article_and_what_lies_outside_is_cut():
    read = _Read(highlight("two three", [Span(0, 7), Span(8, 99), Span(200, 300)], offset=4))
    assert (read.text, read.marked) == ("two three", ["two", "three"])


def test_offsets_count_code_points():
    text = "\U0001f1f0\U0001f1f5 e\u0301 “Kim”"
    read = _Read(highlight(text, [Span(text.index("K"), text.index("K") + 3)]))
    assert (read.text, read.marked) == (text, ["Kim"])


def test_an_empty_span_marks_nothing():
    assert highlight("abc", [Span(1, 1)]) == "abc"


def test_a_linked_span_links_where_it_says():
    read = _Read(
        highlight("abc", [Span(0, 1, href=build_page_href("article", {"article": "a&b"}))])
    )
    assert ("href", "article?article=a%26b") in read.attributes
    assert ("target", "_self") in read.attributes


def test_an_address_repeats_parameters_of_several_values():
    assert build_page_href("entities", {"outlet": ["A b", "C"]}) == "entities?outlet=A+b&outlet=C"


def test_a_passage_keeps_its_line_breaks():
    html = build_passage("one\n\ntwo")
    assert re.search(r"white-space:\s*pre-wrap", html)
    assert "one\n\ntwo" in html


def test_a_span_without_fill_is_recognised_by_its_line():
    html = highlight("abc", [Span(0, 3, "#0072B2", filled=False, line="dotted")])
    assert "dotted #0072B2" in html
    assert "background:none" in html


@pytest.mark.parametrize(("length", "is_cut"), [(90, False), (91, True)])
def test_a_text_is_cut_when_it_is_longer_than_a_line(length, is_cut):
    assert shorten("x" * length).endswith("…") is is_cut


def test_a_text_is_cut_between_words():
    text = "The North Korea policy of the party"
    assert shorten(text, 19) == "The North Korea…"
    assert shorten(text, 22) == "The North Korea policy…"
    assert shorten("Of " + "x" * 20, 10) == "Of xxxxxxx…", "a long word keeps its beginning"


def test_words_that_line_ends_divide_are_whole_and_the_marks_around_them_stay():
    text = "The har-\nbour of Port Ellen was closed on Mon-\nday."
    span = Span(10 + text.index("har"), 10 + text.index(" of"))
    marked = highlight(text, [span], offset=10)
    assert marked.striptags() == "The harbour of Port Ellen was closed on Monday."
    assert marked.count("harbour<") == 1
