"""The texts of the page Help: first steps, words for certainty, and a glossary."""

from collections.abc import Mapping

import streamlit as st

from ui.widgets import markup
from ui.widgets.markup import Html

_FIRST_STEPS = (
    (
        "Add articles on one event from several outlets on the page Corpus. The five articles that "
        "are there at first are an example."
    ),
    (
        "Open Story: its sentences say how the outlets differ. “Read” opens the passages that a "
        "sentence rests on."
    ),
    (
        "In “The outlets side by side”, click a value to read the sentences it was counted from. "
        "Escape closes them."
    ),
    (
        "In a chart, click a bar, a dot or a square. The same choice is offered in a list below "
        "it, and “Data” has the numbers to read and download."
    ),
    (
        "“☆ Star” and “Note” beside a sentence or a finding keep it on the page Notes; “Download a "
        "briefing” on Story puts what is starred, and the findings, on about two pages."
    ),
    (
        "In a table, click anywhere in a row to read its sentences. With the keyboard, arrows go "
        "from row to row and Enter goes on to the sentences."
    ),
    "“Copy link” in the sidebar copies a link to exactly what you see.",
)
_CERTAINTIES: Mapping[str, str] = {
    "no note": "A statement on the words of the texts: open its passages to check it.",
    "suggestive (one test)": (
        "The difference is larger than chance makes it in 95 of 100 shuffles, by one measure. Of "
        "all measures together, about one such difference arises by chance."
    ),
    "holds after correction for multiple tests": (
        "The difference is too large for chance even though all measures were tested."
    ),
    "no clear difference": "Chance alone makes differences of this size.",
    "may differ, check; may conflict, check": (
        "Two figures or dates seem to be about one thing. Read both sentences before you say so."
    ),
    "possibly": "Two sentences may report the same. They are shown, and not counted.",
}
_MARKS: Mapping[str, str] = {
    "Colours and shapes": (
        "They stand for outlets. Up to eight outlets of a selection have a colour, marker and "
        "pattern each, the same on all pages. More are grey: “Highlight an outlet” colours one of "
        "them."
    ),
    "● ≈ ◐": "Reported in the same words (● and ◐ on Quotes too), in other words, in part.",
    "= ≠": "On Coverage: the same figure, another figure.",
    "? ✕ and blank": (
        "On Coverage and Quotes: possibly reported, so read it; not found anywhere in the outlet's "
        "texts; cannot be told."
    ),
    "– and …": (
        "On Quotes: the outlet has no article on this story; it has some, but only on other days "
        "than the chosen ones, or undated."
    ),
    "“ ” and that": (
        "On Quotes: a quotation in quotation marks or the paragraph after “Orr wrote:” (direct), "
        "in the outlet's own words "
        "(indirect: “said that …”), or both (mixed)."
    ),
    "⚠": "Outlets credit the same words to different people.",
    "Filled, hollow, line": (
        "On Framing: the difference passes a test; it does not; the 95\N{NO-BREAK SPACE}% interval "
        "of the value."
    ),
    "Numbers in circles": "On Compare: sentences of two texts that report the same.",
    "Small numbers in a text": (
        "On Article: the note in the margin that says which outlets report it."
    ),
}
_GLOSSARY: Mapping[str, str] = {
    "Article": "One news text with what is known about it.",
    "Attitude": (
        "A belief, wish, judgement or commitment that is attributed without being reported as "
        "said: “denounced the launch”."
    ),
    "Attributed text": (
        "Words reported as somebody's: in quotation marks, or as a clause (“he said that …”)."
    ),
    "Direct, mixed, indirect": (
        "Kinds of quotation: wholly in quotation marks or the paragraph after “Orr wrote:”, "
        "partly, or a paraphrase."
    ),
    "Entity": "A person, an organisation, a place or a group that the texts name.",
    "Exclusive": "What one outlet has and no other outlet of the selection.",
    "Hedging words": "Words by which a writer leaves open what is so: “reportedly”, “may”.",
    "Interval (95 %)": (
        "The range in which the value would lie in 95 of 100 samples of the outlet's text."
    ),
    "Loaded words": "Listed words that judge, hedge or take for granted.",
    "n": "The number of occurrences that a share or rate is computed from.",
    "Omission": "What the other outlets have and one has not.",
    "Outlet": "The newspaper, agency or site that published an article.",
    "Outlet groups": (
        "Columns of your own on the page Corpus, such as the country of each outlet. The sidebar "
        "filters and colours outlets by them, or counts a group in its outlets' place."
    ),
    "Own words": "Words of an outlet outside quotations, names and text shared with others.",
    "Permutation test": (
        "Articles, or paragraphs where there are too few, are shuffled among the outlets many "
        "times; a difference counts if the shuffled ones are hardly ever as large."
    ),
    "Reporting verb": "The verb that introduces a quotation: said, claimed, warned.",
    "Share of voice": "A speaker's share of all words attributed to anyone.",
    "Shared text": "Runs of 10 or more identical words outside quotation marks.",
    "Speaker": "Whom an outlet credits with a quotation; blank where that is not certain.",
    "Statement": (
        "What several outlets report, whatever the wording of each; on Quotes, one thing that "
        "somebody said."
    ),
    "Story": "The articles on one event.",
    "Story part": (
        "The articles of some days of a story, 4 days or more from its other articles: often an "
        "event of its own."
    ),
    "Verb stance": "Whether a reporting verb is neutral, doubts or supports.",
}


def draw_first_steps() -> None:
    """Show what to click first."""
    steps = (Html("<li>{}</li>").format(step) for step in _FIRST_STEPS)
    markup.render(Html('<ol style="max-width:46rem">{}</ol>').format(markup.join(steps)))


def draw_marks() -> None:
    """Explain the marks of charts and texts."""
    _draw_terms(_MARKS)


def draw_certainties() -> None:
    """Explain the words for certainty."""
    st.caption("The notes beside findings, charts and sentences.")
    _draw_terms(_CERTAINTIES)


def draw_glossary() -> None:
    """Explain the words on screen."""
    _draw_terms(_GLOSSARY)


def _draw_terms(texts: Mapping[str, str]) -> None:
    entries = (
        Html("<dt><b>{}</b></dt><dd>{}</dd>").format(term, text) for term, text in texts.items()
    )
    markup.render(Html('<dl style="max-width:46rem">{}</dl>').format(markup.join(entries)))
