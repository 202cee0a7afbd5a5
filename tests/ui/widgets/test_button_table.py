import pytest

from ui.widgets.button_table import compute_column_widths


@pytest.mark.parametrize(
    ("outlet", "width"),
    [("NTD", 4), ("The Hindu", 4), ("thedenverchannel.com", 7.1), ("edition.cnn.com", 4)],
)
def test_a_column_is_as_wide_as_the_longest_word_of_its_name(outlet, width):
    assert compute_column_widths([outlet], 4) == (pytest.approx(width),)
