import pandas as pd
import pytest

from analysis.charts import quotes as quote_charts
from analysis.charts.outlet_styles import NEUTRAL, assign_styles
from analysis.charts.speakers import UNKNOWN_SPEAKER
from analysis.findings.coverage_row import ReportState


@pytest.fixture
def reports():
    rows = [
        ("u1", "Ann <Lee>", "We will talk", "Ledger", "direct", "said", 1.0, "We will talk"),
        ("u2", "", "It is over", "Ledger", "indirect", "said", 1.0, "It is over"),
        ("u1", "Ann <Lee>", "We will talk", "Beacon", "mixed", "told", 0.5, "would <talk>"),
    ]
    columns = ["utterance_id", "speaker", "text", "outlet_label", "kind", "cue", "share_reported"]
    table = pd.DataFrame(rows, columns=[*columns, "wording"])
    table["mention"], table["resolution"] = ["she", "", "Bo Ek"], ["pronoun", "", "named"]
    return table.assign(credited=["Ann <Lee>", "", "Bo Ek"])


def marks(figure):
    return [trace for trace in figure.data if trace.customdata is not None]


def test_every_utterance_has_one_mark_in_every_outlet(reports):
    figure = quote_charts.draw_reports(reports, assign_styles(["Beacon", "Ledger"]), "Title")
    cells = [tuple(cell) for trace in marks(figure) for cell in trace.customdata]
    assert sorted(cells) == [
        ("u1", "Beacon"),
        ("u1", "Ledger"),
        ("u2", "Beacon"),
        ("u2", "Ledger"),
    ]


@pytest.mark.parametrize(
    ("outlets", "state", "legend"),
    [
        (["Beacon", "Ledger"], ReportState.NOT_FOUND, "“ ”: direct · that “ ”: mixed · that: i"),
        (["Ledger"], ReportState.UNCLEAR, "“ ”: direct · that: indirect"),
        (["Beacon"], ReportState.NOT_FOUND, "that “ ”: mixed · ✕: not found"),
        (["Beacon"], ReportState.PART, "that “ ”: mixed · ◐: a part of the words, not read as th"),
        (["Beacon"], ReportState.POSSIBLE, "that “ ”: mixed · ?: possibly in other words"),
        (["Beacon"], ReportState.UNCLEAR, "that “ ”: mixed · blank: cannot be told"),
    ],
)
def test_the_line_above_explains_the_signs_that_are_drawn_and_no_others(
    reports, outlets, state, legend
):
    missing = {("u2", "Beacon"): state}
    figure = quote_charts.draw_reports(reports, assign_styles(outlets), "Title", missing)
    explained = quote_charts.explain_signs(reports, outlets, missing)
    assert explained.startswith(legend)
    drawn = {trace.text[0].replace("<br>", " ") or "blank" for trace in figure.data}
    assert len(drawn) == len(figure.data) == len(explained.split(" · "))
    assert all(explained.count(sign) for sign in drawn)


def test_an_outlet_without_an_article_of_the_story_has_its_own_sign(reports):
    outlets = ["Beacon", "Zeta"]
    missing = {("u2", "Beacon"): ReportState.UNCLEAR}
    explained = quote_charts.explain_signs(reports, outlets, missing)
    assert explained.endswith("blank: cannot be told · –: no article on this story")
    figure = quote_charts.draw_reports(reports, assign_styles(outlets), "Title", missing)
    assert (
        figure.data[-1]
        .hovertext[0]
        .startswith("Zeta: no quotation; <b>no article on this story</b>")
    )


def test_an_outlet_whose_articles_the_chosen_days_hide_is_not_said_to_have_none(reports):
    outlets, hidden = ["Beacon", "Zeta"], {("u1", "Zeta")}
    missing = {("u2", "Beacon"): ReportState.UNCLEAR}
    explained = quote_charts.explain_signs(reports, outlets, missing, hidden)
    figure = quote_charts.draw_reports(reports, assign_styles(outlets), "Title", missing, hidden)
    explanation = "articles on this story only on other days than the chosen ones, or undated"
    assert explained.endswith(f"–: no article on this story · …: {explanation}")
    assert figure.data[-1].hovertext == (
        f"Zeta: no quotation; <b>{explanation}</b><br>Fullest version elsewhere:<br>We will talk",
    )


def test_a_mark_has_the_colour_of_its_outlet(reports):
    outlets = assign_styles(["Beacon", "Ledger"])
    missing = {("u2", "Beacon"): ReportState.NOT_FOUND}
    for trace in marks(quote_charts.draw_reports(reports, outlets, "Title", missing)):
        for (_, outlet), colour in zip(trace.customdata, trace.marker.line.color, strict=True):
            assert colour == (NEUTRAL if trace.text[0] == "✕" else outlets[outlet].colour)


def test_rows_keep_the_order_of_the_table_and_a_speaker_who_returns_is_named_again(reports):
    third = reports.iloc[[0]].assign(utterance_id="u3", text="Not today")
    table = pd.concat([reports, third], ignore_index=True)
    labels = quote_charts.draw_reports(table, assign_styles(["Ledger"]), "Title")
    labels = list(labels.layout.yaxis.ticktext)
    ann = "<b>Ann &lt;Lee&gt;</b>"
    unknown = f"<b>{UNKNOWN_SPEAKER}</b>"
    assert labels == [ann, "We will talk", unknown, "It is over", ann, "Not today"]


def test_utterances_are_listed_under_their_speaker(reports):
    labels = quote_charts.draw_reports(
        reports, assign_styles(["Beacon", "Ledger"]), "Title"
    ).layout.yaxis.ticktext
    assert list(labels) == [
        "<b>Ann &lt;Lee&gt;</b>",
        "We will talk",
        f"<b>{UNKNOWN_SPEAKER}</b>",
        "It is over",
    ]


def test_marks_of_outlets_that_are_not_drawn_are_left_out(reports):
    figure = quote_charts.draw_reports(reports, assign_styles(["Ledger"]), "Title")
    assert {cell[1] for trace in marks(figure) for cell in trace.customdata} == {"Ledger"}


def test_outlets_that_quote_most_of_the_statements_are_the_columns(reports):
    outlets = ["Anchor", "Beacon", "Ledger", "Post"]
    assert quote_charts.select_columns(reports, outlets, 2) == ("Beacon", "Ledger")
    assert quote_charts.select_columns(reports, outlets, 2, "Post") == ("Ledger", "Post")
    assert quote_charts.select_columns(reports, outlets, 3) == ("Beacon", "Ledger")
    assert quote_charts.select_columns(reports, outlets, 4) == tuple(outlets)


def test_a_last_column_counts_the_outlets_without_one(reports):
    figure = quote_charts.draw_reports(reports, assign_styles(["Ledger"]), "Title", n_outlets=9)
    assert list(figure.layout.xaxis.ticktext) == ["Ledger", "8 more"]
    (counts,) = (trace for trace in marks(figure) if list(trace.x) == [1])
    assert list(counts.text) == ["1"]
    assert [list(cell) for cell in counts.customdata] == [["u1", ""]]
    assert list(counts.hovertext) == ["Quoted in: Beacon"]
    assert "without a column" in quote_charts.explain_signs(reports, ["Ledger"], n_outlets=9)
    assert "without a column" not in quote_charts.explain_signs(
        reports, ["Beacon", "Ledger"], n_outlets=2
    )


def test_the_description_says_how_widely_utterances_are_reported(reports):
    description = quote_charts.describe_reports(reports, ["Beacon", "Ledger"], 2)
    assert description == (
        "Drawn: 1 statement in two or more outlets; 1 in all 2; 1 statement in only one outlet. "
        "Statements by outlet: Beacon 1; Ledger 2."
    )


def test_hovering_a_mark_shows_the_outlets_own_words_and_whom_it_credits(reports):
    figure = quote_charts.draw_reports(reports, assign_styles(["Beacon", "Ledger"]), "Title")
    tooltips = {
        tuple(cell): text
        for trace in marks(figure)
        for cell, text in zip(trace.customdata, trace.hovertext, strict=True)
    }
    assert tooltips[("u1", "Beacon")] == "Beacon: <b>mixed</b>, Bo Ek<br>would &lt;talk&gt;"
    assert tooltips[("u1", "Ledger")] == (
        "Ledger: <b>direct</b>, Ann &lt;Lee&gt;, called “she” there<br>We will talk"
    )
    assert tooltips[("u2", "Beacon")] == (
        "Beacon: no quotation; <b>no article on this story</b><br>"
        "Fullest version elsewhere:<br>It is over"
    )


def test_all_means_all_selected_outlets_and_not_those_drawn(reports):
    assert "none in all 60" in quote_charts.summarize_spread(reports, 60)


def test_an_outlet_that_may_report_an_utterance_is_not_said_to_be_without_it(reports):
    styles = assign_styles(["Beacon", "Ledger"])
    possible = {("u2", "Beacon"): ReportState.POSSIBLE}
    figure = quote_charts.draw_reports(reports, styles, "Title", possible)
    cells = {trace.text[0]: trace.customdata for trace in marks(figure)}
    assert [list(cell) for cell in cells["?"]] == [["u2", "Beacon"]]
    (tooltip,) = (trace.hovertext[0] for trace in marks(figure) if trace.text[0] == "?")
    assert "may report it; it is not counted. Click to read it." in tooltip
    assert "✕" not in cells
