import re

import pandas as pd

from ui.widgets import marked_text
from ui.widgets.marked_text import MarginNote
from ui.widgets.markup import Span


def _blocks(*rows):
    return pd.DataFrame(rows, columns=["kind", "start", "end"])


def _words(html):
    return re.sub("<[^>]*>", "", html)


def test_a_dateline_is_in_the_line_of_its_paragraph():
    text = "ROME -- It rained.\nIt poured."
    blocks = _blocks(("dateline", 0, 7), ("body", 8, 18), ("body", 19, 29))
    html = marked_text.build_article(text, blocks, [])
    assert html.count('class="px-line"') == 2
    assert _words(html) == "ROME -- It rained.It poured."


def test_what_is_not_the_report_is_named_and_the_report_is_not():
    text = "Title\nBody\nCopied"
    blocks = _blocks(("headline", 0, 5), ("body", 6, 10), ("boilerplate", 11, 17))
    html = marked_text.build_article(text, blocks, [])
    assert re.findall('data-kind="([^"]*)"', html) == ["boilerplate"]
    assert 'class="px-headline"' in html


def test_a_span_over_two_blocks_has_its_anchor_once():
    text = "one\ntwo"
    html = marked_text.build_article(
        text, _blocks(("body", 0, 3), ("body", 4, 7)), [Span(0, 7, anchor="q0")]
    )
    assert html.count("<mark") == 2
    assert html.count('id="q0"') == 1


def test_an_article_without_a_block_is_empty():
    assert _words(marked_text.build_article("", _blocks(), [])) == ""


def test_a_legend_shows_each_style_with_its_label_and_no_anchor():
    html = marked_text.build_legend([("<i>Cue", Span(3, 9, anchor="here", line="double"))])
    assert _words(html) == "&lt;i&gt;Cue"
    assert "double" in html
    assert "id=" not in html


def test_a_note_stands_beside_its_line_and_its_number_after_its_sentence():
    text = "One. Two.\nThree."
    blocks = _blocks(("body", 0, 9), ("body", 10, 16))
    notes = [
        MarginNote(0, 4, ("only <here>",)),
        MarginNote(10, 16, ("also in B", "not in C"), "row\nA"),
    ]
    html = str(marked_text.build_article(text, blocks, [Span(0, 9, anchor="q0")], notes))
    first, second = html.split('<div class="px-line">')[1:]
    assert "One.</mark><sup" in first
    assert '<li id="note-1"><b>1</b><span>only &lt;here&gt;</span></li>' in first
    assert 'data-note="row\nA"><b>2</b><span>also in B</span><small>not in C</small></b' in second
    assert html.count('id="q0"') == 1, "a mark that a number divides has its anchor once"
    assert _words(re.sub("(?s)<sup.*?</sup>|<ol.*?</ol>", "", html)) == "One. Two.Three."
