"""The speakers of quotes: in doubt they are left blank."""

import pytest

from analysis.nlp.coref.antecedent_weights import Antecedent
from analysis.nlp.coref.speaker_resolution import resolve_phrase
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import join_sentences, make_name, make_state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Weber opened the bridge on Monday. She said it was late.",
            "Anna Weber",
        ),
        (
            "Tom Brandt opened the bridge on Monday. He said it was late.",
            "Tom Brandt",
        ),
        (
            "The Acme Corporation opened a plant on Monday. It said the plant was safe.",
            "Acme Corporation",
        ),
        (
            "Tom Brandt opened the bridge on Monday. Brandt said it was late.",
            "Tom Brandt",
        ),
    ],
)
def test_a_speaker_is_named_in_full(speakers, text, expected):
    assert speakers(text) == [expected]


def test_the_gender_of_a_title_decides_between_two_persons(speakers):
    text = (
        "Mr. Brandt met Mrs. Weber at the bridge on Monday. "
        "She said it was late. He said it was early."
    )
    assert speakers(text) == ["Weber", "Brandt"]


def test_the_gender_of_a_noun_decides_between_two_persons(speakers):
    text = (
        "Spokeswoman Anna Weber met the chairman, Tom Brandt, at the bridge on Monday. "
        "She said that it was late. He said that it was early."
    )
    assert speakers(text) == ["Anna Weber", "Tom Brandt"]


def test_a_pronoun_without_a_named_antecedent_is_left_blank(speakers):
    assert speakers("She said the bridge was late.") == [""]
    assert speakers("The bridge was opened in Paris. He said it was late.") == [""]


def test_he_and_she_do_not_refer_to_organisations(speakers):
    text = (
        "The ministry opened the bridge. Twitter was full of it. "
        'On Twitter, people laughed. "It is a very ugly bridge," she wrote.'
    )
    assert speakers(text) == [""]


def test_a_definite_description_refers_to_the_person_whose_title_fits(speakers):
    text = (
        "Engineer Anna Weber and Mayor Tom Brandt opened the bridge on Monday.\n"
        "The engineer said the bridge was safe.\n"
        "The mayor said it was late.\n"
    )
    assert speakers(text) == ["Anna Weber", "Tom Brandt"]


def test_a_definite_description_refers_to_the_organisation_whose_name_fits(speakers):
    text = (
        "Lufthansa Airlines cancelled flights to London for the members of the Rotary Club. "
        "Passengers complained.\n"
        "The airline said it was sorry.\n"
    )
    assert speakers(text) == ["Lufthansa Airlines"]


def test_an_indefinite_description_does_not_name_whoever_has_its_title(speakers):
    text = (
        "The bridge was built in May. Anna Weber, a prominent city engineer, opened it on Monday. "
        "People came. Trains ran. Boats waited. It rained all day.\n"
        "The bridge is not safe, said a prominent engineer who asked not to be named.\n"
    )
    assert speakers(text) == ["prominent engineer"]


def test_a_description_that_opens_a_lead_refers_to_the_person_named_after_it(speakers):
    text = (
        "The bridge will never open again, a top city engineer said Monday.\n"
        "City Engineer Anna Weber told reporters the bridge was too old.\n"
    )
    assert speakers(text) == ["Anna Weber", "Anna Weber"]


def test_the_place_in_a_bracket_without_a_space_does_not_speak(speakers):
    assert speakers("Rep. Ann Collins(R-Ga.) said the bridge was late.") == ["Ann Collins"]
    assert speakers("Senate Majority Leader(R-Ky.) said that the bridge was late.") == [""]


def test_a_spokesperson_without_a_name_stands_for_the_organisation(speakers):
    assert speakers("A spokesman for the Acme Corporation said the plant was safe.") == [
        "Acme Corporation"
    ]
    assert speakers("An Equifax spokesperson said the plant was safe.") == ["Equifax"]


def test_a_spokesperson_with_a_name_speaks_in_that_name(speakers):
    assert speakers("Acme Corporation spokesman Tom Brandt said the plant was safe.") == [
        "Tom Brandt"
    ]
    assert speakers("Tom Brandt, a spokesman for the Acme Corporation, said it was safe.") == [
        "Tom Brandt"
    ]


def test_conjoined_speakers_are_both_named(speakers):
    text = "Both Russia and China said that the talks would go on."
    assert speakers(text) == ["Russia; China"]


def test_a_relative_pronoun_speaks_for_its_noun(speakers):
    text = "The bridge was built by Anna Weber, who said that it was safe."
    assert speakers(text) == ["Anna Weber"]


def test_an_unknown_description_remains_as_its_words(quote):
    row = quote("A tired passenger said the bridge was closed.")
    assert (row["speaker"], row["resolution"], row["entity"]) == (
        "tired passenger",
        "description",
        "",
    )


def test_a_quote_says_how_its_speaker_was_identified(quotes):
    text = (
        "Anna Weber said the bridge was safe. She said it was new. "
        '"It is ours," she said. "It is all that we have got."'
    )
    assert [row["resolution"] for row in quotes(text)] == [
        "named",
        "pronoun",
        "pronoun",
        "continued",
    ]


def test_a_name_inside_a_quote_is_no_antecedent(speakers):
    text = (
        "Anna Weber opened the bridge on Monday. "
        '"Mrs. Gruber hates this bridge," she said. "She hates all the bridges in town."'
    )
    assert set(speakers(text)) == {"Anna Weber"}


def test_a_speaker_known_by_an_entity_has_its_key(annotated):
    rows = annotated("Anna Weber said the bridge was safe. Weber said it was new.")
    (entity,) = [row for row in rows["local_entities"] if row["label"] == "PERSON"]
    assert [row["entity"] for row in rows["quotes"]] == [entity["entity"]] * 2


def test_a_resolved_pronoun_is_a_mention_of_the_speaker(annotated):
    rows = annotated("Anna Weber opened the bridge. She said it was new.")
    (entity,) = [row["entity"] for row in rows["local_entities"] if row["label"] == "PERSON"]
    (pronoun,) = [row for row in rows["mentions"] if row["kind"] == "pronoun"]
    assert (pronoun["text"], pronoun["semantic_role"], pronoun["entity"]) == (
        "She",
        "speaks",
        entity,
    )


def test_a_given_name_excludes_a_gender(speakers):
    text = (
        "Tom Brandt opened the bridge on Monday. “It is late,” Brandt said.\n\n"
        "Mary Weber, who owns a shop, was not convinced.\n\n“It is too wide,” she said."
    )
    assert speakers(text) == ["Tom Brandt", "Mary Weber"]


def test_what_the_text_reveals_outweighs_a_given_name(speakers):
    text = "Mr. Mary Weber opened the bridge on Monday. He said that it was late."
    assert speakers(text) == ["Mary Weber"]


def test_three_joint_speakers_are_all_named(speakers):
    text = "Anna Weber, Tom Brandt and Paul Stone met. Weber, Brandt and Stone said it was late."
    assert speakers(text) == ["Anna Weber; Tom Brandt; Paul Stone"]


def test_the_person_of_whom_the_sentence_before_tells_is_preferred_to_the_last_speaker(speakers):
    text = (
        "“It is late,” Robin Brandt said. The crowd left the hall at noon.\n\n"
        "Robin Weber, who owns a shop, was not convinced. He said it was too wide."
    )
    assert speakers(text) == ["Robin Brandt", "Robin Weber"]


def test_they_takes_up_described_speakers(speakers):
    text = "The bridge was late, lawmakers said. The cost had doubled, they said."
    assert speakers(text) == ["lawmakers", "lawmakers"]


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("Critics of Ann Weber", "Critics of Ann Weber"),
        ("The examiner for Oslo County, Ann Weber", "Ann Weber"),
        ("The ambassador to the United Nations Ann Weber", "Ann Weber"),
    ],
)
def test_a_person_after_a_preposition_is_not_who_speaks(speakers, phrase, speaker):
    assert speakers(f"{phrase}, said on Monday that the bridge was late.") == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber was quoted by Reuters as saying that the bridge was late.",
        "The Tass news agency quoted Anna Weber as saying that the bridge was late.",
        "“The bridge is late,” Tass quoted the mayor, Anna Weber, as saying.",
        "Anna Weber, quoted by the Standard as saying that the bridge was late, left.",
    ],
)
def test_whom_a_medium_quotes_speaks_not_the_medium(speakers, text):
    assert speakers(text) == ["Anna Weber"]


def test_the_object_of_the_verb_of_a_pronoun_is_somebody_else(speakers):
    text = "Tom Brandt met Paul Weber. “It is late,” he told Brandt."
    assert speakers(text) != ["Tom Brandt"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tom Brandt was arrested on Monday, and told the paper that it was late.", "Tom Brandt"),
        ("Rep. Anna Weber, D-Oslo, also an owner, told the Herald it was late.", "Anna Weber"),
        ("The board called a meeting and Anna Weber said that it was late.", "Anna Weber"),
        ("The bridge is late, said one of its builders, Dr. Anna Weber.", "Anna Weber"),
        (
            "The World Bridge Fund is rich. The bridge was late in May, said the WBF, a body.",
            "World Bridge Fund",
        ),
        (
            "Some engineers and drivers told the paper that the bridge was late.",
            "Some engineers and drivers",
        ),
    ],
)
def test_a_speaker_is_read_where_its_clause_is_coordinated_or_has_appositions(
    speakers, text, speaker
):
    assert speakers(text) == [speaker]


def test_a_quote_after_a_new_person_is_not_the_last_speakers(speakers):
    text = (
        "“It is late,” Tom Brandt said. Brandt said that he knew it. Brandt said so twice.\n\n"
        "Senator Carl Weber welcomed the plan.\n\n"
        "“It is a good day for the whole town,” he said."
    )
    assert speakers(text)[-1] != "Tom Brandt"


def test_a_pronoun_takes_up_who_speaks_by_name_in_the_sentence_before(speakers):
    text = (
        "Mayor Karl Holt has closed the wells. He said on Monday: “They are dry.”\n\n"
        "Peter Orr, a miner from the north, said Mr. Holt was afraid of the works.\n\n"
        "“They are not dry at all,” he said."
    )
    assert speakers(text)[-1] == "Peter Orr"


def test_a_pronoun_takes_up_nobody_where_another_person_is_named_in_between(speakers):
    text = (
        "Peter Orr, a miner from the north, said the works were afraid.\n\n"
        "Karl Holt came late to the town hall. “They are not dry at all,” he said."
    )
    assert speakers(text)[-1] != "Peter Orr"


def test_a_body_in_apposition_to_its_noun_speaks_and_is_meant_by_the_noun_from_then_on(speakers):
    text = (
        "One state agency, the California Coastal Commission, said the towers are safe. "
        "The agency added that they will be removed."
    )
    assert speakers(text) == ["California Coastal Commission"] * 2


def test_an_adjective_does_not_name_a_body(speakers):
    assert speakers("The New York Times left. The new group said it was open to talks.") == [
        "new group"
    ]


def test_the_noun_beside_a_speakers_name_stands_for_the_speaker(speakers):
    text = (
        "Ian Reid, his rival, left. Head of the State Council's Affairs Committee Leo Hart said on "
        "Friday that the wells are dry. Meanwhile, he noted that the pumps are old."
    )
    assert speakers(text) == ["Leo Hart", "Leo Hart"]


def test_he_after_an_official_is_the_official_and_not_who_is_talked_about(quotes):
    text = (
        "A senior official said Bo Holt fled from the bridge on Monday with all the money of the "
        "town. “We know nothing of his plans,” he said."
    )
    assert quotes(text)[-1]["speaker"] != "Bo Holt"


def test_a_reporter_who_quotes_somebody_is_not_the_speaker(quotes):
    text = "Michael Moss left. “I have never been to Oslo at all,” as reporter Ann Orr quoted him."
    (row,) = quotes(text)
    assert row["speaker"] != "Ann Orr"


def test_whose_sister_a_speaker_is_did_not_speak():
    doc = join_sentences(
        [
            ("Hagen", "NNP", "nsubj", 6),
            (",", ",", "punct", 0),
            ("Orr", "NNP", "poss", 4),
            ("'s", "POS", "case", 2),
            ("sister", "NN", "appos", 0),
            (",", ",", "punct", 0),
            ("wrote", "VBD", "ROOT", 6),
            (".", ".", "punct", 6),
        ]
    )
    state = make_state(doc, [make_name(doc, 2, "PERSON", "orr")], Entity("orr", "Orr", "PERSON"))
    speaker = resolve_phrase(state, doc[0], doc[0:1], lambda _: Antecedent(""))
    assert (speaker.name, speaker.key) == ("Hagen", "")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bo Lee also criticized Ann Orr for saying that the wells are dry.", "Ann Orr"),
        (
            (
                "Responding in Oslo, Orr, who portrays the digger Eve Holt in the film, says she "
                "is proud and that she is glad of the wells. Ann Orr lives in Bergen."
            ),
            "Ann Orr",
        ),
        (
            "Mr. Black, Mr. White and Mrs. Green said they would stay.",
            "Black; White; Green",
        ),
        (
            (
                "Hannah Orr, Rafael Stint, and Eve Holt met on Monday. Stint and Holt said the "
                "meeting was short."
            ),
            "Rafael Stint; Eve Holt",
        ),
    ],
)
def test_who_speaks_is_read_beside_the_verb_whatever_the_parse(speakers, text, speaker):
    assert speakers(text)[0] == speaker


def test_an_unnamed_official_is_not_the_official_who_is_introduced_later(quotes):
    text = (
        "Ann Orr wrote a letter, {} official said on Friday. "
        "Bo Holt, a top official in Oslo, brought the letter to the town hall."
    )
    assert quotes(text.format("an unnamed"))[0]["speaker"] == "unnamed official"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It leaks,” said one of the sponsors, Rep. Karl Boon, D-Oslo.", "Karl Boon"),
        ("“It leaks,” said one of his lawyers.", "one of his lawyers"),
        (
            "As it passed over Oslo, the J Alert system, through TV, urged residents to seek aid.",
            "",
        ),
    ],
)
def test_one_of_several_is_named_or_described_and_who_is_urged_says_nothing(quote, text, speaker):
    assert quote(text)["speaker"] == speaker
