"""What a case of differing figures shows of the statements of one value."""

import re
from random import Random

import pytest

from analysis.corpus.differing_figures import (
    DifferingFigure,
    FigureEvidence,
    FigureValue,
    Verdict,
)
from ui.sections import differing_figures
from ui.widgets.markup import Html


@pytest.mark.parametrize("n_statements", range(1, 9))
def test_the_statements_of_a_value_are_shown_or_counted_with_their_outlets(
    monkeypatch, n_statements
):
    monkeypatch.setattr(
        differing_figures, "build_outlet_chip", lambda name: Html("{}").format(name)
    )
    monkeypatch.setattr(differing_figures, "build_article_href", lambda *_: "article?article=a")
    chance = Random(n_statements)
    statements = [
        (f"Paper {chance.randint(0, 4)}", f"Some 300 came in row {chance.randint(0, 3)}.")
        for _ in range(n_statements)
    ]
    evidence = tuple(
        FigureEvidence("a", outlet, None, 5, 8, "300", 0, sentence)
        for outlet, sentence in statements
    )
    value = FigureValue("300", "300", tuple(sorted({o for o, _ in statements})), evidence)
    html = str(differing_figures._build_sentences(value))
    drawn, _, rest = html.partition('<p class="px-note">and ')
    listed = re.findall(r"<small>(Paper \d) · undated</small><br>(.*?)</p>", drawn)
    distinct = list(dict.fromkeys(statements))
    assert [(name, re.sub("<[^>]*>", "", words)) for name, words in listed] == distinct[:3]
    assert bool(rest) == (len(distinct) > 3)
    if rest:
        outlets = sorted({outlet for outlet, _ in distinct[3:]})
        assert rest == f"{len(distinct) - 3} more: {', '.join(outlets)}</p>"


@pytest.mark.parametrize(
    ("verdicts", "labels"),
    [
        (
            [Verdict.UPDATE, Verdict.CONFLICT, Verdict.UPDATE],
            ["All (3)", "Conflicts (1)", "Updates over time (2)"],
        ),
        (
            [Verdict.SPELLING, Verdict.UNJUDGED, Verdict.UNJUDGED],
            ["All judged (1)", "Spellings (1)", "Not judged (2)"],
        ),
        ([Verdict.UNJUDGED], ["All judged (0)", "Not judged (1)"]),
    ],
)
def test_all_cases_are_those_that_are_judged_and_the_label_says_so(verdicts, labels):
    cases = [DifferingFigure("s", "count", "ship", verdict, "", 1, ()) for verdict in verdicts]
    assert list(differing_figures.count_verdicts(cases).values()) == labels
