import pytest

from analysis.corpus.quoted_mask import mask_bracketed, mask_quoted


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


def test_words_an_editor_put_in_are_told():
    text = "that [North Korea] will"
    assert picked(text, mask_bracketed(text)) == "[North Korea]"
