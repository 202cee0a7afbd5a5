"""Sentences of the page around an article."""

import pytest

from analysis.corpus.page_text import is_page_text


@pytest.mark.parametrize(
    "text",
    [
        "You must select a newsletter to subscribe to.",
        "Sign Up You will get the best of the week.",
        "3/12 4 May 2017 Farmers bring their tractors to the town hall",
        "1 of 9 Full Screen Autoplay Close",
        "A ferry lies on its side beside the pier Getty Images",
        "Farmers bring their tractors to the town hall REUTERS",
    ],
)
def test_forms_players_and_captions_are_of_the_page(text):
    assert is_page_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor asked the residents to sign up for the vote.",
        "“Sign up today,” the mayor told the residents.",
        "3 of 12 ferries were late, the harbour master told Reuters.",
        "3 of 12 ferries were late.",
        "Half of the newsletters were never read.",
        "The pictures were bought by Getty Images.",
    ],
)
def test_what_reports_something_is_not(text):
    assert not is_page_text(text)
