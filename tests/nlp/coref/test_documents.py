"""Documents as sources belong to who made them."""

import pytest

from analysis.nlp.coref.documents import resolve_document
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import FILLER, join_sentences, make_name, make_state

ACME = Entity("acme", "Acme", "ORG")
SENT = [
    ("Acme", "NNP", "nsubj", 1),
    ("sent", "VBD", "ROOT", 1),
    ("letters", "NN", "dobj", 1),
    (".", ".", "punct", 1),
]
SAID = [
    ("The", "DT", "det", 1),
    ("letter", "NN", "nsubj", 2),
    ("said", "VBD", "ROOT", 2),
    (".", ".", "punct", 2),
]


@pytest.mark.parametrize(("distance", "key"), [(12, "acme"), (13, "")])
def test_a_document_belongs_to_who_sent_it_at_most_twelve_sentences_before(distance, key):
    doc = join_sentences(SENT, *[FILLER] * (distance - 1), SAID)
    doc[1].lemma_, doc[2].lemma_, doc[-3].lemma_ = "send", "letter", "letter"
    state = make_state(doc, [make_name(doc, 0, "ORG", "acme")], ACME)
    assert resolve_document(state, doc[-3], "letter").key == key


def _report(word, *, dep="compound", before=()):
    """Return the state and head of 'The … report said', the words before it proper nouns."""
    modifiers = [*before, word]
    head = len(modifiers) + 1
    doc = join_sentences(
        [
            ("The", "DT", "det", head),
            *((text, "NNP", "compound", head) for text in before),
            (word, "NNP", dep, head),
            ("report", "NN", "nsubj", head + 1),
            ("said", "VBD", "ROOT", head + 1),
        ]
    )
    doc[head].lemma_, doc[head - 1].lemma_ = "report", word.lower()
    return make_state(doc), doc[head]


@pytest.mark.parametrize(
    ("report", "speaker"),
    [
        (_report("Institute", before=("Holt",)), "Holt Institute"),
        (_report("Keystone", before=("New",)), "New Keystone report"),
        (_report("Lookout", dep="poss"), "Lookout"),
    ],
)
def test_a_maker_that_is_no_name_of_the_article_is_its_own_words(report, speaker):
    state, head = report
    words = " ".join(token.text for token in head.doc[1 : head.i + 1])
    assert resolve_document(state, head, words).name == speaker


def test_a_document_that_nothing_is_told_about_only_describes_the_source():
    doc = join_sentences(SAID)
    speaker = resolve_document(make_state(doc), doc[1], "letter")
    assert (speaker.name, speaker.resolution) == ("letter", "description")
    assert not speaker.is_referent


@pytest.mark.parametrize(
    ("text", "speaker", "resolution"),
    [
        ("A report by Greenpeace said the mill was unsafe.", "Greenpeace", "document"),
        ("Ann Weber's letter said the mill was unsafe.", "Ann Weber", "document"),
        (
            "Tom Brandt left. A report on old mills said the mill was unsafe.",
            "report on old mills",
            "document",
        ),
        (
            "On Monday Ann Weber sent a letter to the commission describing the mill as a “heist”.",
            "Ann Weber",
            "document",
        ),
        ("According to the Oslo Lookout's database, the mill is old.", "Oslo Lookout", "document"),
        (
            "Tom Brandt left. It is of Greenpeace, which released a statement saying it leaks.",
            "Greenpeace",
            "document",
        ),
        ("According to a Herald/Acme opinion poll, the mill is old.", "Herald/Acme", "document"),
        ("Ann Weber trailed in a survey. The survey said the mill was unsafe.", "survey", ""),
        (
            "Tom Brandt left. Ann Weber ruled in a report on Monday. The report said it leaks.",
            "Ann Weber",
            "document",
        ),
        ("A spokesman for Ann Weber said the mill was unsafe.", "spokesman for Ann Weber", ""),
    ],
)
def test_what_a_document_says_belongs_to_its_maker(quote, text, speaker, resolution):
    row = quote(text)
    assert row["speaker"] == speaker
    assert row["resolution"] == (resolution or "description")


def test_a_spokesperson_speaks_for_a_body_and_so_does_he(quotes):
    text = (
        "A spokesman for Greenpeace said the mill was unsafe. He said that it was old. "
        "Ann Weber owns it."
    )
    rows = quotes(text)
    assert [row["resolution"] for row in rows] == ["representative", "representative"]
    assert {row["speaker"] for row in rows} == {"Greenpeace"}


def test_a_group_is_the_speaker_that_its_whole_name_describes(quote):
    row = quote("Voters said the mill was unsafe.")
    assert (row["speaker"], row["entity"]) == ("Voters", "group|voters")
    assert row["resolution"] == "description"


def test_a_later_mention_keeps_the_maker_of_a_document(quotes):
    text = (
        "Blue Airways runs the line. “We are late,” the airline said in a statement. It is old. "
        "“Blue would like to apologise to all passengers today,” the statement concluded."
    )
    assert quotes(text)[-1]["speaker"] == "Blue Airways"


def test_the_spokesman_speaks_for_whom_the_last_one_spoke(quotes):
    text = (
        "A Greenpeace spokesman told the paper that the mill was unsafe. It is old. "
        "“We are prepared to defend ourselves in court,” the spokesman said."
    )
    assert quotes(text)[-1]["speaker"] == "Greenpeace"


def test_a_statement_belongs_to_whom_its_verb_precedes(quotes):
    text = (
        "The Bells were members of the temple, said Rabbi Adam Boon in a statement posted on "
        'Facebook. "We lost five friends today," the statement said.'
    )
    assert quotes(text)[-1]["speaker"] == "Adam Boon"


def test_a_document_of_a_court_is_shown_without_its_maker(quote):
    row = quote("According to the lawsuit, the town let the wells leak.")
    assert (row["speaker"], row["resolution"]) == ("lawsuit", "document")
    row = quote("According to the report, the town let the wells leak.")
    assert (row["speaker"], row["resolution"]) == ("report", "description")


def test_a_people_makes_no_document_for_its_country(quote):
    row = quote("Americans for Small Towns, a rural group, issued a statement that said it leaks.")
    assert row["speaker"] != "United States"


def test_records_that_somebody_releases_are_not_made_by_whom(quote):
    row = quote("Emails released by the Herald on Friday show that the mill was unsafe.")
    assert (row["speaker"], row["resolution"]) == ("emails", "description")


def test_a_video_says_nothing_by_itself(quotes):
    rows = quotes("The ad has a video telling growers that the mill is unsafe.")
    assert [row["speaker"] for row in rows] == [""] * len(rows)


def test_a_post_hides_its_author(quote):
    assert not quote('The post said: "We dig all the way down, and simply love wells."')["speaker"]


def test_her_letter_is_hers_and_his_indictment_another_s(quotes):
    text = (
        "Ann Orr left Oslo. Her letter said that the mill was old. Donald Boon left too. "
        "His indictment said that it leaks."
    )
    speakers = [(row["speaker"], row["resolution"]) for row in quotes(text)]
    assert speakers == [("Ann Orr", "document"), ("His indictment", "document")]
