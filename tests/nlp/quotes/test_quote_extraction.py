"""Quotes: where they start and end, their kind, cue and mention."""

import pytest

from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.direct_candidates import find_direct_candidates
from analysis.nlp.quotes.quote_extraction import _are_duplicates, _kind_of
from tests.hand_made_articles import tokenise


def describe(row):
    """Return the words, kind, cue and mention of a quote."""
    return row["text"], row["kind"], row["cue"], row["mention"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The bridge will open in May," Anna Weber said on Monday.',
            ('"The bridge will open in May,"', "direct", "said", "Anna Weber"),
        ),
        (
            '"The bridge will open in May," said Anna Weber, the engineer.',
            ('"The bridge will open in May,"', "direct", "said", "Anna Weber"),
        ),
        (
            'Anna Weber said: "The bridge will open in May."',
            ('"The bridge will open in May."', "direct", "said", "Anna Weber"),
        ),
        (
            'Anna Weber told reporters, "The bridge will open in May."',
            ('"The bridge will open in May."', "direct", "told", "Anna Weber"),
        ),
        (
            "“The bridge will open in May,” Anna Weber wrote.",
            ("“The bridge will open in May,”", "direct", "wrote", "Anna Weber"),
        ),
        (
            '"When will the bridge open?" Anna Weber asked.',
            ('"When will the bridge open?"', "direct", "asked", "Anna Weber"),
        ),
        (
            "'The bridge will open in May,' Anna Weber said.",
            ("'The bridge will open in May,'", "direct", "said", "Anna Weber"),
        ),
        (
            '"The bridge will open in May," according to Anna Weber.',
            ('"The bridge will open in May,"', "direct", "according to", "Anna Weber"),
        ),
    ],
)
def test_a_direct_quote_has_its_attribution(quote, text, expected):
    assert describe(quote(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Weber said that the bridge would open in May.",
            ("that the bridge would open in May", "indirect", "said", "Anna Weber"),
        ),
        (
            "Anna Weber said the bridge would open in May.",
            ("the bridge would open in May", "indirect", "said", "Anna Weber"),
        ),
        (
            "The bridge would open in May, Anna Weber said.",
            ("The bridge would open in May", "indirect", "said", "Anna Weber"),
        ),
        (
            "Anna Weber told the council on Monday that the bridge would open in May.",
            ("that the bridge would open in May", "indirect", "told", "Anna Weber"),
        ),
        (
            "The mayor denied that the bridge was late.",
            ("that the bridge was late", "indirect", "denied", "The mayor"),
        ),
        (
            "The mayor warned drivers to avoid the bridge.",
            ("to avoid the bridge", "indirect", "warned", "The mayor"),
        ),
        (
            "According to the mayor, the bridge will open in May.",
            ("the bridge will open in May", "indirect", "According to", "the mayor"),
        ),
        (
            "The bridge will open in May, according to the mayor.",
            ("The bridge will open in May", "indirect", "according to", "the mayor"),
        ),
    ],
)
def test_an_indirect_quote_is_the_reported_clause(quote, text, expected):
    assert describe(quote(text)) == expected


def test_a_mixed_quote_is_the_whole_reported_clause(quote):
    text = 'Anna Weber said that the bridge was "safer than ever" and would open in May.'
    assert describe(quote(text)) == (
        'that the bridge was "safer than ever" and would open in May',
        "mixed",
        "said",
        "Anna Weber",
    )


def test_quoted_words_under_a_verb_without_a_clause_are_a_mixed_quote(quote):
    row = quote('Anna Weber called the plan "a total waste of money" on Monday.')
    assert row["kind"] == "mixed"
    assert "the plan" in row["text"]
    assert '"a total waste of money"' in row["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber did not say that the bridge would open in May.",
        "Anna Weber never said the bridge would open in May.",
        "The bridge opened in May and the mayor was there.",
        'The so-called "green bridge" opened in May.',
        "Anna Weber has seen the bridge and likes it.",
    ],
)
def test_what_nobody_said_is_no_quote(quotes, text):
    assert quotes(text) == []


def test_an_attribution_splits_a_quote_in_two(quotes):
    text = '"The bridge is safe," Anna Weber said. "It will open in the month of May."'
    first, second = quotes(text)
    assert (first["text"], second["text"]) == (
        '"The bridge is safe,"',
        '"It will open in the month of May."',
    )
    assert second["continues"] == first["quote_id"]
    assert second["speaker"] == first["speaker"] == "Anna Weber"
    assert second["resolution"] == "continued"


def test_an_attribution_splits_an_indirect_quote_in_two(quotes):
    text = "The bridge, Anna Weber said, would be opened by the mayor in the month of May."
    assert {row["speaker"] for row in quotes(text)} == {"Anna Weber"}
    assert all("Anna Weber" not in row["text"] for row in quotes(text))


def test_a_quote_of_several_paragraphs_has_one_speaker(quotes):
    text = (
        'Anna Weber opened the bridge. "It was hard work for all of us," she said. '
        '"We had no money.\n'
        '"But we had many friends in this town, and they helped."\n'
    )
    rows = quotes(text)
    assert len(rows) == 3
    assert {row["speaker"] for row in rows} == {"Anna Weber"}
    assert [row["continues"] for row in rows] == ["", rows[0]["quote_id"], rows[1]["quote_id"]]


def test_a_quote_after_an_indirect_one_belongs_to_the_nearer_speaker(speakers):
    text = (
        '"The bridge is dangerous and ugly," Tom Brandt said on Monday.\n'
        'Anna Weber said the bridge was safe. "We have tested each and every part of it."\n'
    )
    assert speakers(text) == ["Tom Brandt", "Anna Weber", "Anna Weber"]


def test_a_further_clause_of_the_same_speaker_is_a_quote_of_its_own(quotes):
    text = "Anna Weber said the bridge was safe, adding that it would open in May."
    first, second = quotes(text)
    assert (first["text"], first["cue"]) == ("the bridge was safe", "said")
    assert (second["text"], second["cue"]) == ("that it would open in May", "adding")
    assert first["speaker"] == second["speaker"] == "Anna Weber"


def test_a_quote_inside_a_quote_is_extracted_too(quotes):
    text = "Anna Weber said the police had announced that the bridge was closed."
    assert [(row["text"], row["mention"]) for row in quotes(text)] == [
        ("the police had announced that the bridge was closed", "Anna Weber"),
        ("that the bridge was closed", "the police"),
    ]


def test_a_headline_with_a_colon_names_its_speaker_before_or_after_it(quotes):
    body = "\n\nThe bridge in Aldstadt was opened on Monday after years of delay and much talk.\n"
    behind = quotes(
        "Bridge will never be safe: engineers" + body, "Bridge will never be safe: engineers"
    )
    assert [(row["text"], row["cue"], row["mention"]) for row in behind] == [
        ("Bridge will never be safe", ":", "engineers")
    ]
    title = "Anna Weber: Bridge will never be safe"
    assert [(row["text"], row["mention"]) for row in quotes(title + body, title)] == [
        ("Bridge will never be safe", "Anna Weber")
    ]


def test_a_colon_in_the_running_text_is_no_attribution(quotes):
    text = "There is one thing to know about the bridge of Aldstadt: engineers.\n" * 3
    assert quotes(text) == []


def test_a_post_is_attributed_by_its_signature(quote):
    text = (
        "The bridge was opened.\n"
        "What a great day this is for all of us in town! — Anna Weber (@annaweber) May 3, 2021\n"
    )
    row = quote(text)
    assert row["text"] == "What a great day this is for all of us in town!"
    assert row["mention"] == "Anna Weber"
    assert row["speaker"] == "Anna Weber"


def test_a_quote_without_an_attribution_has_no_speaker(quote):
    text = (
        "The bridge was opened on Monday.\n"
        '"We have waited for this day for years and years."\n'
        "Then it rained.\n"
    )
    row = quote(text)
    assert (row["kind"], row["speaker"], row["cue"], row["mention"]) == ("direct", "", "", "")
    assert row["cue_start"] == row["mention_start"] == -1


def test_a_title_in_marks_is_no_quote(quotes):
    assert quotes('The singer released "Songs of the River" and "Night Boats" in May.') == []


def test_the_cue_has_its_dictionary_form(quote):
    assert quote("Anna Weber insists that the bridge is safe.")["cue_lemma"] == "insist"


def test_typography_does_not_change_the_quotes(quotes):
    straight = (
        'Anna Weber said the bridge was "safer than ever" now. "It will open in May," she said. '
        '"I don\'t know when."'
    )
    curly = (
        "Anna Weber said the bridge was “safer than ever” now. “It will open in May,” she said. "
        "“I don’t know when.”"
    )
    keys = ("start", "end", "kind", "cue_start", "mention_start", "speaker", "continues")
    assert [[row[key] for key in keys] for row in quotes(straight)] == [
        [row[key] for key in keys] for row in quotes(curly)
    ]


def test_the_addressee_is_not_part_of_the_quote(quote):
    row = quote("The mayor urged drivers to avoid the bridge.")
    assert row["text"] == "to avoid the bridge"


def test_a_passive_speaks_through_its_agent(quote):
    row = quote("The council was told by Anna Weber that the bridge would open in May.")
    assert row["mention"] == "Anna Weber"


def test_a_dash_and_a_name_after_a_quote_name_its_speaker(annotated):
    text = (
        "What readers say.\n\n"
        "“The bridge is the pride of our town and it must stay open.” ― Anna Weber\n"
        "“I have crossed it every day for years.”― Pedro Padilla\n\n"
        '"It is time to stop this project for good."\n\n- Clara Moor, Springfield.'
    )
    assert [row["speaker"] for row in annotated(text)["quotes"]] == [
        "Anna Weber",
        "Pedro Padilla",
        "Clara Moor",
    ]


def test_a_sentence_after_a_dash_is_no_signature(annotated):
    text = '"We need a bridge that works for everyone." — The council meets on Monday.'
    assert [row["speaker"] for row in annotated(text)["quotes"]] == [""]


@pytest.mark.parametrize(
    ("n_inside", "n_letters", "kind"),
    [(97, 100, "direct"), (96, 100, "mixed"), (4, 100, "mixed"), (3, 100, "indirect")],
)
def test_the_share_of_letters_in_quotation_marks_decides_the_kind(n_inside, n_letters, kind):
    text = f'"{"x" * n_inside}" {"x" * (n_letters - n_inside)}'
    assert _kind_of(tokenise(text), AttributionCandidate(0, len(text))) == kind


@pytest.mark.parametrize(
    ("second", "is_direct", "are_duplicates"),
    [
        # Two quotes share more than half of the shorter one.
        ((5, 15), True, False),
        ((4, 14), True, True),
        # Two clauses share more than nine tenths of the longer one.
        ((1, 10), False, False),
        ((0, 10), False, True),
        ((10, 20), True, False),
    ],
)
def test_candidates_with_enough_in_common_are_duplicates(second, is_direct, are_duplicates):
    first = AttributionCandidate(0, 10, is_direct=is_direct)
    assert _are_duplicates(first, AttributionCandidate(*second)) is are_duplicates


@pytest.mark.parametrize(("fragment", "n_quotes"), [('"total waste"', 1), ('"waste"', 0)])
def test_a_fragment_of_two_words_is_a_quote_and_a_single_word_is_none(quotes, fragment, n_quotes):
    assert len(quotes(f"Anna Weber mentioned the plan {fragment} on Monday.")) == n_quotes


@pytest.mark.parametrize(("n_between", "has_cue"), [(2, True), (3, False)])
def test_according_to_begins_within_three_tokens_after_a_quote(n_between, has_cue):
    text = f'"The bridge is safe." {"x " * n_between}according to Lee'
    (candidate,) = find_direct_candidates(tokenise(text))
    assert (candidate.cue is not None) is has_cue
