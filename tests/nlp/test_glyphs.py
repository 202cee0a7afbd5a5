"""Uniform glyphs, with every character in its place."""

from analysis.nlp.glyphs import normalise


def test_making_glyphs_uniform_moves_no_character():
    text = "“a”\u00a0‘b’ «c»\u2009d\u2011e \ud800 é 😀"
    assert normalise(text) == '"a" \'b\' "c" d-e \ufffd é 😀'
    assert len(normalise(text)) == len(text)


def test_a_lost_mark_is_an_apostrophe_between_letters_and_else_a_quotation_mark():
    text = "\ufffdWe can\ufffdt go,\ufffd Orr said \ufffd twice."
    assert normalise(text) == '"We can\'t go," Orr said \ufffd twice.'


def test_a_character_without_width_is_a_space_at_the_edge_of_a_word_and_stays_inside_one():
    assert normalise("Orr\u200b said \ufeffso, wo\u00adrd") == "Orr  said  so, wo\u00adrd"
