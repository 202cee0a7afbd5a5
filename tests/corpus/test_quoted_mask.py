import pytest

from analysis.corpus.quoted_mask import find_embedded_posts, mask_bracketed, mask_quoted


def picked(text, flags):
    return "".join(char for char, flag in zip(text, flags, strict=True) if flag).strip("“”\"‘’', ")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("“All of it,”", "direct", "All of it"),
        ("All of it", "direct", "All of it"),
        ("that it was “quite fine” so far", "mixed", "quite fine"),
        ('that it was "quite fine" so far', "mixed", "quite fine"),
        ("They’ll ‘Pay a Price’", "mixed", "Pay a Price"),
        ("the workers' union won't act", "indirect", ""),
        ("that it was fine", "indirect", ""),
        ("", "mixed", ""),
    ],
)
def test_the_words_in_quotation_marks_are_told_from_the_others(text, kind, expected):
    assert picked(text, mask_quoted(text, kind)) == expected


def test_every_character_of_a_direct_quotation_is_in_marks():
    assert mask_quoted("“Yes,”", "direct").all()


def test_words_an_editor_put_in_are_recognised():
    text = "that [North Korea] will"
    assert picked(text, mask_bracketed(text)) == "[North Korea]"


POST = "The bridge stays shut until noon. — Harbour Board (@harbour_board)"


@pytest.mark.parametrize("day", [" May 3, 2018", " 3 May 2018"])
def test_an_embedded_post_is_its_line_with_its_author_and_day(day):
    text = f"The board posted:\n{POST}{day}\nTraffic stood still."
    ((start, end),) = find_embedded_posts(text)
    assert text[start:end] == POST + day


def test_of_two_posts_on_a_line_the_second_begins_after_the_first():
    first, second = f"{POST} May 3, 2018", " It opens now. — Ann Roth (@annroth) May 3, 2018"
    spans = list(find_embedded_posts(first + second))
    assert [(first + second)[start:end] for start, end in spans] == [first, second]


def test_a_post_whose_author_has_a_line_of_its_own_is_the_line_before():
    text = "They wrote:\nThe bridge stays shut.\n— Ann Roth (@annroth) May 3, 2018\nThen it rained."
    ((start, end),) = find_embedded_posts(text)
    assert text[start:end] == "The bridge stays shut.\n— Ann Roth (@annroth) May 3, 2018"


@pytest.mark.parametrize(
    "text",
    [
        "The engineer – Ann Roth (@annroth) – has left the board.",
        "Traffic stood still until noon.\n— Ann Roth (@annroth)",
    ],
)
def test_an_account_without_a_day_is_no_post(text):
    assert not list(find_embedded_posts(text))
