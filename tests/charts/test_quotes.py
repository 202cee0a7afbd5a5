import pandas as pd
import pytest

from analysis.charts import quotes as quote_charts
from analysis.charts.outlet_styles import NEUTRAL, assign_styles
from analysis.findings.coverage_row import ReportState


@pytest.fixture
def voices():
    rows = [
        ("ann", "Ann Lee", "Ledger", 40, 3, 1),
        ("ann", "Ann Lee", "Beacon", 10, 1, 1),
        ("?", "", "Ledger", 90, 5, 1),
    ]
    columns = ["speaker_id", "speaker", "outlet_label", "words", "quotes", "articles"]
    return pd.DataFrame(rows, columns=columns)


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


def test_bars_leave_out_who_is_not_known(voices):
    bars = quote_charts.select_top_speakers(voices)
    assert bars["name"].unique().tolist() == ["Ann Lee"]
    assert bars["part"].tolist() == [40, 10]


def test_the_table_names_those_who_are_not_known(voices):
    assert quote_charts.tabulate_speakers(voices)["Speaker"].tolist() == [
        "Ann Lee",
        "Ann Lee",
        quote_charts.UNKNOWN_SPEAKER,
    ]


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
    unknown = f"<b>{quote_charts.UNKNOWN_SPEAKER}</b>"
    assert labels == [ann, "We will talk", unknown, "It is over", ann, "Not today"]


def test_utterances_are_listed_under_their_speaker(reports):
    labels = quote_charts.draw_reports(
        reports, assign_styles(["Beacon", "Ledger"]), "Title"
    ).layout.yaxis.ticktext
    assert list(labels) == [
        "<b>Ann &lt;Lee&gt;</b>",
        "We will talk",
        f"<b>{quote_charts.UNKNOWN_SPEAKER}</b>",
        "It is over",
    ]


def test_marks_of_outlets_that_are_not_drawn_are_left_out(reports):
    figure = quote_charts.draw_reports(reports, assign_styles(["Ledger"]), "Title")
    assert {cell[1] for trace in marks(figure) for cell in trace.customdata} == {"Ledger"}


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


def test_who_speaks_most_is_reported_by_outlet_and_left_out_where_two_speak_alike():
    rows = [
        ("ann", "Ann Lee", "A", 9),
        ("bo", "Bo Ek", "A", 2),
        ("", "", "A", 90),
        ("ann", "Ann Lee", "B", 5),
        ("bo", "Bo Ek", "C", 3),
        ("ann", "Ann Lee", "D", 4),
        ("bo", "Bo Ek", "D", 4),
    ]
    speakers = pd.DataFrame(rows, columns=["speaker_id", "speaker", "outlet_label", "words"])
    assert quote_charts.describe_top_speakers(speakers) == (
        "Who speaks most: Ann Lee in A, B; Bo Ek in C."
    )
    assert not quote_charts.describe_top_speakers(speakers[:3])


def test_an_outlet_that_may_report_an_utterance_is_not_said_to_be_without_it(reports):
    styles = assign_styles(["Beacon", "Ledger"])
    possible = {("u2", "Beacon"): ReportState.POSSIBLE}
    figure = quote_charts.draw_reports(reports, styles, "Title", possible)
    cells = {trace.text[0]: trace.customdata for trace in marks(figure)}
    assert [list(cell) for cell in cells["?"]] == [["u2", "Beacon"]]
    assert "✕" not in cells
