"""What findings say, against a naive recount of the exported tables."""

import random
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from analysis.findings import framing
from analysis.findings.article_coverage import (
    MAX_NAMED,
    SentenceCoverage,
    SentenceState,
    compute_article_coverage,
)
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import (
    LEAD_SHARE,
    CoverageRow,
    OutletReport,
    ReportState,
    RowKind,
    describe_rows,
)
from analysis.findings.story import _describe_wording
from analysis.findings.story_names import find_exclusives
from analysis.findings.story_tables import read_tables
from tests.random_stories import PEOPLE, SHARED

KEYS = {person.lower().replace(" ", "-"): person for person in PEOPLE}


def test_a_difference_in_framing_has_the_values_of_the_tables(selected):
    words = {outlet: len(text.split()) for outlet, text in selected.texts.items()}
    mentions, quoted = Counter(), Counter()
    for row in selected.rows["mentions"]:
        mentions[KEYS[row["entity_id"]], selected.outlet_of[row["article_id"]]] += 1
    for row in selected.rows["quotes"]:
        outlet = selected.outlet_of[row["article_id"]]
        quoted[row["speaker"], outlet] += len(row["text"].split())
        quoted["", outlet] += len(row["text"].split())
    shares = {(p, o): quoted[p, o] / quoted["", o] for p in PEOPLE for o in words if quoted["", o]}
    rates = {(p, o): 1000 * mentions[p, o] / words[o] for p in PEOPLE for o in words}
    for group, key, values, form in (
        ("Prominence", "rate", rates, "{:.1f}"),
        ("Share of voice", "all", shares, "{:.0%}"),
    ):
        table = framing.compute_measures(selected.catalogue, selected.filters, group)
        for row in table[table["measure"] == key].head(20).to_dict("records"):
            person, outlet = row["name"], row["outlet_label"]
            others = [values[p, o] for p, o in values if p == person and o != outlet]
            if not others:
                assert framing.describe_others(row) == "none"
                continue
            low, high, mean = (
                form.format(value)
                for value in (min(others), max(others), sum(others) / len(others))
            )
            expected = low if low == high else f"{low} to {high}, mean {mean}"
            assert framing.describe_others(row) == expected
            sentence = framing.describe_difference(row)
            assert f": {form.format(values[person, outlet])} " in sentence
            assert sentence.startswith(outlet)
            value = values[person, outlet]
            is_beyond = not min(others) <= value <= max(others)
            pick = min if value < sum(others) / len(others) else max
            farthest = form.format(pick(others))
            in_range = f"; mean of the others: {mean}, but {farthest} in one of them."
            assert sentence.endswith(f"; the others: {expected}." if is_beyond else in_range)
            assert ("on average" in sentence) != is_beyond


def test_the_marks_of_an_article_name_the_outlets_that_have_its_sentence(selected):
    article = selected.rows["articles"][0]
    marks = compute_article_coverage(selected.catalogue, selected.filters, article["article_id"])
    outlets = {}
    for outlet, text in selected.texts.items():
        for line in text.split("\n"):
            outlets.setdefault(line, set()).add(outlet)
    for mark in marks:
        line = article["text"][mark.start : mark.end]
        having = outlets[line] - {article["outlet_label"]}
        described = mark.describe()
        if described[0] == "only here":
            assert not having
            continue
        also = re.fullmatch(r"also in (?:(at least )?(\d+) of (\d+) others|(.*))", described[0])
        if also is None:
            assert not having
        elif also[4]:
            assert having <= set(also[4].split(", "))
            assert len(also[4].split(", ")) <= MAX_NAMED
        else:
            assert int(also[2]) >= max(len(having), MAX_NAMED + 1)
            assert int(also[3]) == len(selected.texts) - 1
            known = {*mark.row.reporting, *mark.row.missing}
            assert bool(also[1]) == any(name not in known for name in selected.texts)
        for words in described:
            check_numbers(words, mark, having, len(selected.texts) - 1)


@pytest.mark.parametrize("seed", range(20))
def test_a_differing_figure_has_each_outlet_once_under_its_value(seed):
    chance = random.Random(seed)
    values = {
        f"Paper {n}": chance.choice(("", "12", "14", "15"))
        for n in range(chance.choice((1, 5, 12, 60)))
    }
    reports = tuple(
        OutletReport(outlet, ReportState.DIFFERING if value else ReportState.UNCLEAR, value=value)
        for outlet, value in values.items()
    )
    is_certain = chance.random() < 0.5
    row = CoverageRow("r", RowKind.FIGURE, "hurt", "", reports, (), (), frozenset(), is_certain)
    mark = SentenceCoverage(
        0, 1, SentenceState.DIFFERS, row=row, outlet="Paper 0", own_value=values["Paper 0"]
    )
    verdict, _, parts = mark._describe_figures().partition(": ")
    assert verdict == ("differs" if is_certain else "may differ, check")
    stated = {}
    for part in filter(None, parts.split(" · ")):
        value, is_own, words = re.fullmatch(r"(\d+)( here and| here)? ?(?:in )?(.*)", part).groups()
        stated[value] = (bool(is_own), words)
    for value in ("12", "14", "15"):
        outlets = [o for o, given in values.items() if given == value and o != "Paper 0"]
        is_own, words = stated.pop(value, (False, ""))
        assert is_own == (values["Paper 0"] == value)
        assert words == (
            f"{len(outlets)} outlets" if len(outlets) > MAX_NAMED else ", ".join(outlets)
        )
    assert not stated


@pytest.mark.parametrize("seed", range(20))
def test_the_outlets_with_all_words_are_named_or_counted(seed):
    chance = random.Random(seed)
    shares = {f"Paper {n}": chance.choice((0.5, 1.0)) for n in range(chance.choice((1, 5, 60)))}
    shares["Paper 0"] = 1.0  # of the outlets that report something, one has the fullest wording
    complete = {outlet for outlet, share in shares.items() if share == 1}
    wordings = [SimpleNamespace(outlet_label=o, share_reported=s) for o, s in shares.items()]
    words = _describe_wording(wordings, "outlet")
    if len(complete) == len(shares):
        assert words == "in full"
    elif counted := re.fullmatch(r"in full in (\d+) outlets", words):
        assert int(counted[1]) == len(complete) > 3
    else:
        names = words.removeprefix("in full in ").removeprefix("wording of ")
        assert set(re.split(r", | and ", names)) == complete
        assert words.startswith("wording of ") == (len(complete) == 1)


def check_numbers(words, mark, having, n_others):
    """Check the outlets or the number of them in a line of a mark."""
    if counted := re.fullmatch(r"not in (\d+) outlets", words):
        assert MAX_NAMED < int(counted[1]) <= n_others - len(having)
    elif words.startswith("not in "):
        assert not having & set(words.removeprefix("not in ").split(", "))
    elif counted := re.fullmatch(r"(\d+) outlets, (\d+) independent", words):
        n_reporting, n_voices = map(int, counted.groups())
        assert len(having) + 1 <= n_reporting == len(mark.row.reporting)
        assert n_voices == len(mark.row.voices) < n_reporting
        if mark.row.text in SHARED:  # who prints the same sentence is one voice
            assert n_voices <= n_reporting - len(having)


def test_the_rows_of_the_matrix_are_counted_by_kind_and_gap(selected):
    rows = compute_coverage(selected.catalogue, selected.filters)
    quote_texts = {row["text"] for row in selected.rows["quotes"]}
    n_quoted = [len(selected.list_having(text)) > 1 for text in quote_texts]
    assert sum(row.kind.value == "quotation" for row in rows) >= sum(n_quoted)
    n_outlets = len(selected.texts)
    stated = {saying: len(names) for saying, names in count_sayings(selected).items()}
    text = describe_rows(rows, "outlet") if rows else ""
    counts = Counter(row.kind.value for row in rows)
    for kind in ("statement", "quotation"):
        number = re.search(rf"(\d+) {kind}s?\b", text)
        assert int(number[1] if number else 0) == counts[kind]
    for row in rows:
        having = selected.list_having(row.text)
        assert having <= set(row.reporting), "who has the same words reports it"
        assert stated.get(row.text, len(having)) <= len(having)
        assert not having & set(row.missing)
    leads = [row for row in rows if row.missing and len(row.reporting) >= LEAD_SHARE * n_outlets]
    number = re.search(r"(\d+) of them(, listed first,)? (is|are) in most", text)
    assert int(number[1] if number else 0) == len(leads)
    assert not leads or number[3] == ("is" if len(leads) == 1 else "are")
    assert not leads or bool(number[2]) == (len(leads) < len(rows))
    assert list(rows[: len(leads)]) == leads


def count_sayings(selected):
    texts = {row["utterance_id"]: row["text"] for row in selected.rows["quotes"]}
    return {texts[key]: names for key, names in selected.list_quoting().items()}


def test_a_name_of_one_outlet_has_its_quotations_or_mentions(selected):
    times = Counter(
        (table, KEYS[row["entity_id"]], selected.outlet_of[row["article_id"]])
        for table in ("mentions", "quotes")
        for row in selected.rows[table]
    )
    for finding in find_exclusives(read_tables(selected.catalogue, selected.filters)):
        outlet, name, words = re.fullmatch(
            r"Only (Paper \d+) names (\w+ \w+) \((.*)\)\.", finding.sentence
        ).groups()
        n_quotes, n_mentions = times["quotes", name, outlet], times["mentions", name, outlet]
        verbs = {
            "paraphrased" if row["kind"] == "indirect" else "quoted"
            for row in selected.rows["quotes"]
            if (KEYS[row["entity_id"]], selected.outlet_of[row["article_id"]]) == (name, outlet)
        }
        verb = " or ".join(sorted(verbs, reverse=True))
        by_number = {0: f"{n_mentions} mentions", 1: f"{verb} once"}
        assert words == by_number.get(n_quotes, f"{verb} {n_quotes} times")
        assert not any(n and p == name and o != outlet for (_, p, o), n in times.items())
