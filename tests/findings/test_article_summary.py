"""One article beside the others of its story."""

from datetime import date

from analysis.findings.article_summary import summarize_article
from analysis.store.filters import Filters
from tests.made_story import Story

TOLD = "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
ALONE = "Divers searched the wreck for its logbook until late in the evening."


def test_a_summary_counts_the_shared_sentences_and_orders_the_others_by_day(tmp_path):
    story = Story().article("a", "A", TOLD, ALONE, published=date(2023, 9, 4))
    for outlet, day in (("B", 1), ("C", 4), ("D", 6), ("E", None)):
        published = day and date(2023, 9, day)
        line = TOLD if outlet in "BC" else "Tomato prices rose again at markets downtown."
        story.article(outlet.lower(), outlet, line, published=published)
    summary = summarize_article(story.save(tmp_path), Filters(), "a")
    assert summary.shared == (("B", 1), ("C", 1))
    assert (summary.reported_by_others, summary.only_here) == ((0,), (1,))
    assert summary.differing == ()
    assert summary.earlier == (("B", 3),)
    assert (summary.same_day, summary.later, summary.undated) == (("C",), ("D",), ("E",))


def test_a_summary_names_whom_the_article_alone_names_and_not_the_outlets_other_articles(tmp_path):
    story = Story().article("a", "A", "Bo Ek came. Bo Ek spoke.").article("a2", "A", "Cy Fox left.")
    story.article("b", "B", TOLD)
    story.name("a", "Bo Ek", "Bo Ek").name("a", "Bo Ek", "Bo Ek")
    story.name("a2", "Cy Fox", "Cy Fox").name("a2", "Cy Fox", "Cy Fox")
    summary = summarize_article(story.save(tmp_path), Filters(), "a")
    assert [finding.subject for finding in summary.named] == ["Bo Ek"]


def test_a_summary_has_what_others_have_and_the_outlet_was_not_found_to_have(tmp_path):
    other = "Tomato prices rose again at markets downtown."
    story = Story().article("a", "A", other)
    for outlet in "BC":
        story.article(outlet.lower(), outlet, f"{TOLD}\n\nBo Ek spoke.").name(
            outlet.lower(), "Bo Ek", "Bo Ek"
        )
    story.article("d", "D", "Cy Fox left.").name("d", "Cy Fox", "Cy Fox")
    summary = summarize_article(story.save(tmp_path), Filters(), "a")
    assert [row.text.splitlines()[0] for row in summary.missing] == [TOLD]
    assert [finding.sentence for finding in summary.missing_names] == [
        "2 other outlets name Bo Ek; A does not."
    ]


def test_a_name_that_the_text_has_in_other_words_is_not_missing(tmp_path):
    story = Story().article("a", "A", "The storm spared Ek’s house.")
    for outlet in "BC":
        story.article(outlet.lower(), outlet, "Bo Ek spoke.").name(outlet.lower(), "Bo Ek", "Bo Ek")
    assert summarize_article(story.save(tmp_path), Filters(), "a").missing_names == ()


def test_an_organisation_that_the_text_has_by_its_initials_is_not_missing(tmp_path):
    story = Story().article("a", "A", "The envoy of the EU came late.")
    for outlet in "BC":
        story.article(outlet.lower(), outlet, "The European Union agreed.").name(
            outlet.lower(), "European Union", "European Union", "ORG"
        )
    assert summarize_article(story.save(tmp_path), Filters(), "a").missing_names == ()


def test_of_an_article_outside_the_selection_nothing_is_known(tmp_path):
    catalogue = Story().article("a", "A", TOLD).article("b", "B", TOLD).save(tmp_path)
    summary = summarize_article(catalogue, Filters(outlets=("B",)), "a")
    assert (summary.shared, summary.earlier, summary.same_day) == ((), (), ())
