import json

import pytest

from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Two outlets that report the same 24 quotations, all but four with another verb."""
    story = Story()
    for key, outlet, most, few in (
        ("a1", "Ledger", "said", "claimed"),
        ("b1", "Beacon", "claimed", "said"),
    ):
        cues = [few if n % 6 == 0 else most for n in range(24)]
        lines = [f"Ann Lee {cue}: “Number {n} is {n}.”" for n, cue in enumerate(cues)]
        story.article(key, outlet, *lines)
        for n, cue in enumerate(cues):
            story.quote(key, f"“Number {n} is {n}.”", "Ann Lee")
            quote = story.rows["quotes"][-1]
            start = quote["start"] - len(cue) - 2
            quote |= {"cue": cue, "cue_lemma": cue, "cue_start": start, "cue_end": start + len(cue)}
        story.name(key, "Ann Lee", "Ann Lee")
    folder = tmp_path_factory.mktemp("framing")
    story.save(folder)
    return folder


def _dots(app):
    (chart,) = (chart for chart in app.get("plotly_chart") if "dots_" in chart.proto.id)
    return {trace["name"]: trace for trace in json.loads(chart.proto.spec)["data"]}


def test_what_chance_does_not_explain_is_listed_first(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch)
    assert not app.exception
    first = app.dataframe[0].value
    assert {"said", "claimed"} <= set(first["Subject"])
    row = first[(first["Subject"] == "said") & (first["Outlet"] == "Ledger")].iloc[0]
    assert (row["Value"], row["Others' mean"], row["n"]) == (
        "83%",
        "17%",
        "24 reporting verbs",
    )


def test_a_clear_difference_is_filled_and_others_are_hollow(workspace, monkeypatch):
    verbs = _dots(open_page("framing", workspace, monkeypatch, measure="verb"))
    assert set(verbs["Ledger"]["marker"]["symbol"]) == {"square"}
    voice = _dots(open_page("framing", workspace, monkeypatch, measure="all"))
    assert voice["Ledger"]["marker"]["symbol"] == ["square-open"]


def test_outlets_that_do_not_differ_show_no_clear_difference(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("framing", tmp_path, monkeypatch)
    assert not app.exception
    assert "No clear difference" in page_html(app)


def test_a_link_to_a_value_shows_it_with_its_interval_its_n_and_its_passages(
    workspace, monkeypatch
):
    app = open_page(
        "framing", workspace, monkeypatch, measure="verb", item="claimed", where="Beacon"
    )
    html = page_html(app)
    assert "claimed in Beacon: 83% of the reporting verbs" in html
    assert "n = 24 reporting verbs" in html
    assert "Occurrences of claimed in Beacon: 20" in html
    assert ">claimed</mark>: “Number 3 is 3.”" in html


def test_an_item_and_an_outlet_can_be_chosen_without_a_mouse(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch, measure="all")
    app.selectbox(key="item_choice").select("ann-lee").run()
    app.selectbox(key="where_choice").select("Ledger").run()
    assert "Ann Lee in Ledger: 100% of the words attributed to anyone" in page_html(app)
    assert app.query_params["where"] == "Ledger"


def test_another_group_of_measures_resets_the_choices(workspace, monkeypatch):
    app = open_page(
        "framing", workspace, monkeypatch, measure="all", item="ann-lee", where="Ledger"
    )
    app.segmented_control(key="group_choice").select("Reporting verbs").run()
    assert app.query_params["measure"] == "verb"
    assert "item" not in app.query_params


@pytest.mark.parametrize("measure", ["rate", "share", "first", "headline", "all", "verb", "stance"])
def test_every_measure_has_its_method_beside_it(workspace, monkeypatch, measure):
    app = open_page("framing", workspace, monkeypatch, measure=measure)
    assert not app.exception
    assert "Where it fails" in page_html(app) or "Nothing to measure" in page_html(app)


@pytest.mark.parametrize("measure", ["all", "verb", "rate"])
def test_a_measure_of_what_no_article_has_says_what_is_missing(tmp_path, monkeypatch, measure):
    Story().article("c1", "Courier", "It rained.").article("d1", "Dial", "It poured.").save(
        tmp_path
    )
    app = open_page("framing", tmp_path, monkeypatch, measure=measure)
    assert not app.exception
    assert "Nothing to measure" in page_html(app)


def test_one_outlet_is_shown_with_nothing_to_compare_it_with(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch, outlet="Ledger", measure="verb")
    assert not app.exception
    assert "One outlet only" in page_html(app)


def test_an_entity_in_the_filters_chooses_whose_verbs_are_counted(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("framing", tmp_path, monkeypatch, measure="verb", entity="Bo Ek")
    (outlet,) = _dots(app).values()
    assert outlet["customdata"] == [["warned", "Ledger"]]


def test_more_articles_than_can_be_compared_are_not_compared(workspace, monkeypatch):
    for limit in ("MAX_ARTICLES_WITHOUT_ASKING", "MAX_ARTICLES_COMPARED"):
        monkeypatch.setattr(f"analysis.findings.{limit}", 1)
    app = open_page("framing", workspace, monkeypatch)
    assert not app.get("plotly_chart")
    assert "2 articles are too many to compare at once" in page_html(app)


def test_a_comparison_that_takes_a_while_is_made_when_asked_for(workspace, monkeypatch):
    monkeypatch.setattr("analysis.findings.MAX_ARTICLES_WITHOUT_ASKING", 1)
    app = open_page("framing", workspace, monkeypatch)
    assert not app.get("plotly_chart")
    next(box for box in app.button if box.label == "Compare 2 articles").click().run()
    assert not app.exception
    assert app.get("plotly_chart")
    next(box for box in app.sidebar.multiselect if box.label == "Outlets").set_value(["Ledger"])
    assert "One outlet only" in page_html(app.run()), "one article is compared at once"


def test_the_certainty_says_what_was_compared_and_how(workspace, monkeypatch):
    html = page_html(open_page("framing", workspace, monkeypatch))
    assert "values were measured" in html
    assert "so paragraphs were resampled" in html
    assert "differences hold after correction for multiple tests." in html


def _criticism(folder):
    story = Story().article("a1", "Ledger", "Ann Lee accused Bo Ek of fraud.", "It rained.")
    story.name("a1", "Ann Lee", "Ann Lee").name("a1", "Bo Ek", "Bo Ek")
    story.act("a1", "Ann Lee", "accused", "Bo Ek", verb="accuse")
    story.article("b1", "Beacon", "It rained.").save(folder)


def test_clauses_are_listed_and_one_chosen_shows_its_sentence(tmp_path, monkeypatch):
    _criticism(tmp_path)
    app = open_page(
        "framing", tmp_path, monkeypatch, clauses="edges", clause="a1:0:21", party="bo-ek"
    )
    assert not app.exception
    listed = app.dataframe[-1].value
    assert listed[["Actor", "Attitude", "Target"]].to_numpy().tolist() == [
        ["Ann Lee", "criticises", "Bo Ek"]
    ]
    assert ">Ann Lee accused Bo Ek</mark> of fraud." in page_html(app)


def test_without_clauses_the_page_says_what_is_not_found(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch, clauses="edges")
    assert not app.exception
    assert "No clause of this kind was found" in page_html(app)


def test_labels_are_shown_by_entity_and_word(tmp_path, monkeypatch):
    story = Story()
    for key, outlet, word in (("a1", "Ledger", "leader"), ("b1", "Beacon", "dictator")):
        story.article(key, outlet, *(f"The {word} Ann Lee spoke {n} times." for n in range(4)))
        for n in range(4):
            phrase = f"{word} Ann Lee spoke {n}"
            story.label(key, word, phrase, "Ann Lee")
        story.name(key, "Ann Lee", "Ann Lee")
    story.save(tmp_path)
    app = open_page(
        "framing", tmp_path, monkeypatch, measure="label", item="ann-lee\nleader", where="Ledger"
    )
    assert not app.exception
    assert "Ann Lee: leader in Ledger: 100% of the words by which the outlet calls it" in page_html(
        app
    )


def test_one_outlet_is_contrasted_with_the_others(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch, measure="verb", contrast="Ledger")
    (spec,) = (c.proto.spec for c in app.get("plotly_chart") if "contrast_" in c.proto.id)
    title = "Ledger has more of said and less of claimed than the others on average"
    assert title in page_html(app)
    points = next(t for t in json.loads(spec)["data"] if t["mode"] == "markers")["customdata"]
    assert {tuple(point) for point in points} >= {("said", "Ledger"), ("claimed", "Ledger")}


def test_the_chart_says_that_it_does_not_draw_every_outlet(tmp_path, monkeypatch):
    sentence = (
        "Drawn: 8 of 9 outlets, first those that differ, then those with most articles; Data has "
        "all."
    )
    story = Story()
    for number in range(8):
        story.article(f"a{number}", f"Paper {number}", "Ann Lee opened the bridge on Monday.")
        story.name(f"a{number}", "Ann Lee", "Ann Lee")
    story.save(tmp_path / "eight")
    assert sentence not in page_html(open_page("framing", tmp_path / "eight", monkeypatch))
    story.article("a8", "Paper 8", "Ann Lee opened the bridge on Monday.")
    story.name("a8", "Ann Lee", "Ann Lee").save(tmp_path / "nine")
    assert sentence in page_html(open_page("framing", tmp_path / "nine", monkeypatch))
