"""Full names of persons of whom the model has the family name alone."""

import pytest

from analysis.nlp.entities.first_uses import complete_first_uses
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import parse


def _complete(*tokens, persons):
    doc = parse(list(tokens))
    doc._.text = doc.text
    spans = [doc[position : position + 1] for position in persons]
    names = [Name(span.start_char, span.end_char, span.text, "PERSON", span) for span in spans]
    blocks = SpanIndex([TextSpan(0, len(doc.text))])
    return sorted(name.text for name in complete_first_uses(doc, blocks, names))


@pytest.mark.parametrize(
    ("before", "tag", "names"),
    [
        ("Natalia", "NNP", ["Natalia Orquist", "Orquist"]),
        ("Natalia", "VBZ", ["Orquist", "Orquist"]),
        ("Chairman", "NNP", ["Orquist", "Orquist"]),
        ("Xyzzy", "NNP", ["Orquist", "Orquist"]),
    ],
)
def test_a_given_name_before_a_lone_family_name_completes_it(before, tag, names):
    tokens = (
        (before, tag, "compound", 1),
        ("Orquist", "NNP", "nsubj", 2),
        ("left", "VBD", "ROOT", 2),
        ("Orquist", "NNP", "dobj", 2),
    )
    assert _complete(*tokens, persons=(1, 3)) == names


def test_a_text_without_lone_family_names_keeps_its_names():
    assert _complete(("It", "PRP", "nsubj", 1), ("leaks", "VBZ", "ROOT", 1), persons=()) == []
