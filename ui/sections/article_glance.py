"""How an article differs from the others of its story, in lists above its text.

What others tell too, what differs, what is only here and what is not: each entry leads to its place
in the text or in another article, and opens the others' sentences.
"""

from collections.abc import Sequence

from analysis.corpus.differing_figures import DifferingFigure
from analysis.findings.article_coverage import SentenceCoverage, SentenceState
from analysis.findings.article_summary import ArticleSummary
from analysis.findings.coverage_row import CoverageRow
from analysis.findings.finding import Finding
from ui.sections import coverage
from ui.widgets import markup
from ui.widgets.article_links import build_article_link
from ui.widgets.marked_text import NOTE_ANCHOR
from ui.widgets.markup import Html

#: Number of entries of a list that are in view; the others are folded (judgement: two lists stand
#: above the text without pushing it off a screen).
_MAX_IN_VIEW = 4
#: Maximum number of outlets that a line lists, and of names.
_MAX_LISTED = 8
#: Maximum length of a sentence in a list, in characters: two lines at 1440 pixels.
_MAX_CHARACTERS = 150
_STYLE = Html("""<style>
.px-glance {font-size: .9em; line-height: 1.35; overflow-wrap: anywhere}
.px-glance > div {display: grid; gap: .4rem 1.6rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr))}
.px-glance section {margin-bottom: .5rem}
.px-glance p, .px-glance ul {margin: 0 !important; line-height: inherit}
.px-glance ul {padding: 0 !important; list-style: none}
.px-glance li {display: grid; margin: 0 !important; padding: .1rem 0 !important; gap: 0 .8rem;
  align-items: start; grid-template-columns: 1.3rem minmax(0, 1.7fr) minmax(0, 1fr)}
.px-glance li > small {font-size: .95em}
.px-glance button {all: unset; cursor: pointer; text-decoration: underline dotted;
  text-underline-offset: .2em}
.px-glance button:hover {text-decoration-style: solid}
.px-glance button:focus-visible, .px-glance a:focus-visible, .px-glance summary:focus-visible {
  outline: 3px solid currentColor; outline-offset: 1px}
.px-glance a {color: inherit}
.px-glance summary {cursor: pointer}
@media (max-width: 700px) {
  .px-glance li {grid-template-columns: 1.3rem minmax(0, 1fr)}
  .px-glance li > small {grid-column: 2}
}
</style>""")


def build_glance(
    summary: ArticleSummary, marks: Sequence[SentenceCoverage], article_id: str, text: str
) -> Html:
    """Return the lists; those without content are left out.

    Args:
        summary: of the article.
        marks: of its sentences, in the order of the text.
        article_id: the article.
        text: its text.
    """
    sentences = {
        state: [
            _build_sentence(mark, position, text)
            for position, mark in enumerate(marks)
            if mark.state is state
        ]
        for state in SentenceState
    }
    shared = sentences[SentenceState.REPORTED]
    lines = [
        _build_days(summary),
        _build_line(
            "People and organisations only here (named at least twice, or quoted)",
            [_build_name(finding, article_id) for finding in summary.named],
        ),
        _build_line(
            "People and organisations not named here, but in two or more others",
            [_build_missing_name(finding) for finding in summary.missing_names],
        ),
        _build_line(
            "Names spelled differently", [_build_spelling(case) for case in summary.spellings]
        ),
    ]
    lists = [
        _build_list("Figures that differ", sentences[SentenceState.DIFFERS]),
        _build_list(
            "Sentences only here", sentences[SentenceState.ONLY_HERE], "captions are left out"
        ),
        _build_list("Sentences that others report too", shared, describe_shared(summary)),
        _build_list(
            "Not found here, but in two or more others",
            [_build_row(row, marks[0].outlet) for row in summary.missing] if marks else [],
        ),
    ]
    return _STYLE + Html('<div class="px-glance"><div>{}</div>{}</div>').format(
        markup.join(lines), markup.join(lists)
    )


def describe_shared(summary: ArticleSummary) -> str:
    """Return in which outlets how many have a counterpart: "counterparts: Courier 5, Beacon 2"."""
    counts = [f"{outlet} {number}" for outlet, number in summary.shared]
    return f"counterparts: {_list(counts)}" if counts else ""


def describe_days(summary: ArticleSummary) -> str:
    """Return which outlets were earlier: "6 days after Courier · same day as Beacon"."""
    by_lead: dict[int, list[str]] = {}
    for outlet, days in summary.earlier:
        by_lead.setdefault(days, []).append(outlet)
    parts = [
        f"{days} day{'s' * (days != 1)} after {_list(outlets)}" for days, outlets in by_lead.items()
    ]
    if summary.same_day:
        parts.append(f"same day as {_list(summary.same_day)}")
    if summary.later:
        parts.append(f"before {_list(summary.later)}")
    if summary.undated and parts:
        parts.append(f"undated: {_list(summary.undated)}")
    return " · ".join(parts)


def _build_days(summary: ArticleSummary) -> Html:
    days = describe_days(summary)
    return _build_section("Published", Html("<p>{}</p>").format(days)) if days else Html("")


def _build_list(heading: str, entries: Sequence[Html], note: str = "") -> Html:
    """Return a list under its heading, number and note, the end of a long one folded."""
    if not entries:
        return Html("")
    in_view, rest = entries[:_MAX_IN_VIEW], entries[_MAX_IN_VIEW:]
    body = Html("<ul>{}</ul>").format(markup.join(in_view))
    if rest:
        body += Html("<details><summary>{} more</summary><ul>{}</ul></details>").format(
            len(rest), markup.join(rest)
        )
    return _build_section(f"{heading}: {len(entries)}", body, f" ({note})" if note else "")


def _build_line(heading: str, entries: Sequence[Html]) -> Html:
    """Return entries in one line under their heading, the end of a long one folded."""
    if not entries:
        return Html("")
    body = Html("<p>{}</p>").format(Html(" · ").join(entries[:_MAX_LISTED]))
    if rest := entries[_MAX_LISTED:]:
        body += Html("<details><summary>{} more</summary><p>{}</p></details>").format(
            len(rest), Html(" · ").join(rest)
        )
    return _build_section(heading, body)


def _build_section(heading: str, body: Html, note: str = "") -> Html:
    return Html("<section><p><strong>{}</strong>{}</p>{}</section>").format(heading, note, body)


def _build_sentence(mark: SentenceCoverage, position: int, text: str) -> Html:
    """Return a sentence that opens the others', its number that leads to it, and its mark."""
    words = markup.shorten(" ".join(text[mark.start : mark.end].split()), _MAX_CHARACTERS)
    anchor = f"#{NOTE_ANCHOR}{position + 1}"
    number = Html('<a href="{}" target="_self" aria-label="Note {} in the text">{}</a>').format(
        anchor, position + 1, position + 1
    )
    if mark.row is None:
        place = Html('<a href="{}" target="_self">{}</a>').format(anchor, words)
        return Html("<li><span>{}</span>{}</li>").format(number, place)
    cell = coverage.build_cell_id(mark.row, mark.outlet)
    return _build_entry(number, cell, words, " · ".join(mark.describe()))


def _build_row(row: CoverageRow, outlet: str) -> Html:
    """Return what others report and the article's outlet does not."""
    words = markup.shorten(" ".join(row.text.split()), _MAX_CHARACTERS)
    cell = coverage.build_cell_id(row, outlet)
    return _build_entry(Html("✕"), cell, words, f"in {_list(row.reporting)}")


def _build_entry(sign: Html, cell: str, words: str, note: str) -> Html:
    """Return an entry whose words open the outlets' sentences in the panel."""
    return Html(
        '<li><span>{}</span><button type="button" data-note="{}">{}</button><small>{}</small></li>'
    ).format(sign, cell, words, note)


def _build_name(finding: Finding, article_id: str) -> Html:
    start = next(span.start for span in finding.evidence if span.article_id == article_id)
    return build_article_link(article_id, start, finding.subject)


def _build_missing_name(finding: Finding) -> Html:
    """Return a name that leads to its place in another article, and how many outlets have it."""
    span = finding.evidence[0]
    n_outlets = sum(len(value.outlets) for value in finding.values)
    link = build_article_link(span.article_id, span.start, finding.subject)
    return Html("{} ({})").format(link, n_outlets)


def _build_spelling(case: DifferingFigure) -> Html:
    """Return each spelling of a name, which leads to its first place, and who has it."""
    return Html(" / ").join(
        Html("{} in {}").format(
            build_article_link(value.evidence[0].article_id, value.evidence[0].start, value.text),
            _list(value.outlets),
        )
        for value in case.tally
    )


def _list(names: Sequence[str]) -> str:
    rest = len(names) - _MAX_LISTED
    return ", ".join(names[:_MAX_LISTED]) + (f" and {rest} more" if rest > 0 else "")
