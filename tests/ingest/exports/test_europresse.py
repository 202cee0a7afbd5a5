"""Exports of Europresse as text: the list of documents and the printed page."""

import pytest

from analysis.ingest.exports.press_databases import split_export, unsupported_database

BODY = "The harbour of Port Ellen is closed, the council said.\n\n“We had no choice,” said Ann Lee."
LIST = f"""\
The Lamp (site web)
Monde, mardi 5 septembre 2023 - 10:32 UTC +02:00 1 053 mots, p. 4

Harbour closed for two weeks

Bo Orr

{BODY}

Cet article est paru dans The Lamp (site web)

© 2023 The Lamp. Tous droits réservés.
Certificat émis le 7 septembre 2023 à des fins de visualisation personnelle.
news·20230905·LAW·001
The Bell
Wednesday, September 6, 2023 320 mots, p. 1

Ferry to run
from Bowmore

{BODY}

© 2023 The Bell. Tous droits réservés.
"""
PRINTED = f"""\
Source name
The Lamp
Source type
Press • Newspapers
Periodicity
Daily

Tuesday, September 5, 2023
The Lamp • p. 4 • 653 words

Harbour closed for two weeks
{BODY}

© 2023 The Lamp. All rights reserved.
The present document and its usage are protected.
"""


def test_a_list_of_documents_is_divided_into_its_articles():
    first, second = split_export(LIST) or ()

    assert (first["outlet"], str(first["published"])) == ("The Lamp", "2023-09-05")
    assert (first["title"], first["byline"]) == ("Harbour closed for two weeks", "Bo Orr")
    assert (second["outlet"], str(second["published"])) == ("The Bell", "2023-09-06")
    assert (second["title"], second["byline"]) == ("Ferry to run from Bowmore", "")
    assert first["text"] == second["text"] == BODY


@pytest.mark.parametrize("marks", ["PUBLI-© news·20230905·LA·4", ""])
def test_a_printed_page_gives_its_article_without_the_labels_of_the_outlet(marks: str):
    (article,) = split_export(PRINTED + marks) or ()

    assert (article["outlet"], str(article["published"])) == ("The Lamp", "2023-09-05")
    assert article["title"] == "Harbour closed for two weeks"
    assert article["text"] == BODY


def test_an_export_whose_heads_are_not_recognised_is_named():
    text = f"Harbour closed\n\n{BODY}\n\nCertificat émis le 7 septembre 2023\n"

    assert split_export(text) is None
    assert unsupported_database(text) == "Europresse"


def test_a_text_that_merely_counts_words_is_no_export():
    assert split_export(f"The Lamp\nTuesday, September 5, 2023 653 words\n\n{BODY}") is None


@pytest.mark.parametrize("author", ["AFP", "BO ORR ET ANN LEE", "Bo Orr, envoyé spécial à Islay"])
def test_an_author_directly_below_the_headline_is_no_second_line_of_it(author: str):
    (article, _) = split_export(LIST.replace("weeks\n\nBo Orr\n", f"weeks\n{author}\n")) or ()
    assert (article["title"], article["byline"]) == ("Harbour closed for two weeks", author)
