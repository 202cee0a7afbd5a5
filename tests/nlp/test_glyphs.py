"""Uniform glyphs, with every character in its place."""

from analysis.nlp.glyphs import normalise


def test_making_glyphs_uniform_moves_no_character():
    text = "“a”\u00a0‘b’ «c»\u2009d\u2011e \ud800 é 😀"
    assert normalise(text) == '"a" \'b\' "c" d-e \ufffd é 😀'
    assert len(normalise(text)) == len(text)
