"""What findings and the briefing say, against a naive recount of the exported tables."""

import random
import re
from collections import Counter
from datetime import date

import pytest

from analysis.briefing import compose, statements
from analysis.briefing.document import DataTable, PageLink, Paragraph
from analysis.findings import framing
from analysis.findings.article_coverage import MAX_NAMED, compute_article_coverage
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import LEAD_SHARE, describe_rows
from analysis.findings.finding import Certainty, Finding, FindingKind, join_names
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.reportable import MIN_USES
from analysis.findings.story_names import find_exclusives, read_tables
from analysis.measures.registry import GROUPS, MEASURES
from analysis.store.notes import Note, NotedPassage, NoteKind
from analysis.store.queries.notes import place_notes, select_notes
from analysis.tables import QUOTE_KINDS
from tests.random_stories import HEDGED, PEOPLE, SHARED

KEYS = {person.lower().replace(" ", "-"): person for person in PEOPLE}
LINK = PageLink("quotes")


def count_shared(selected, outlet):
    """Return the words outside quotations, and those of them in sentences that others have too."""
    lines = [line for line in selected.texts[outlet].split("\n") if line in SHARED]
    copied = [line for line in lines if len(selected.list_having(line)) > 1]
    n_words = len(re.sub(r"“[^”]*”", " ", selected.texts[outlet]).split())
    return n_words, sum(len(line.split()) for line in copied)


def format_day(day):
    if not day:
        return "undated"
    parsed = date.fromisoformat(day)
    return f"{parsed.day} {parsed:%b %Y}"


def read_outlets(words):
    """Return the outlets of "A, B" or their number in "5 outlets"."""
    number = re.fullmatch(r"(\d+) outlets", words)
    return int(number[1]) if number else set(words.split(", "))


def test_a_row_of_the_briefing_has_the_numbers_of_its_outlet(selected):
    blocks = compose._compose_outlets(
        compute_fingerprints(selected.catalogue, selected.filters), ()
    ).blocks
    (table,) = (block for block in blocks if isinstance(block, DataTable))
    outlets = sorted(selected.texts)
    assert len(table.rows) == min(len(outlets), compose.MAX_OUTLETS)
    more = [block.text for block in blocks if isinstance(block, Paragraph)]
    n_more = len(outlets) - compose.MAX_OUTLETS
    assert more == ([f"And {n_more} more outlets."] if n_more > 0 else [])
    kinds = Counter(
        (selected.outlet_of[row["article_id"]], row["kind"]) for row in selected.rows["quotes"]
    )
    for outlet, day, n_words, quoted, hedging, shared in table.rows:
        text = selected.texts[outlet]
        n_outside, n_copied = count_shared(selected, outlet)
        assert day == format_day(selected.days[outlet])
        assert n_words == f"{len(text.split()):,}"
        assert quoted == " · ".join(str(kinds[outlet, kind]) for kind in QUOTE_KINDS)
        assert shared == f"{n_copied / n_outside:.0%}"
        n_uses = text.split("\n").count(HEDGED)
        rate = f" ({1000 * n_uses / (n_outside - n_copied):.0f})"
        assert hedging == f"{n_uses}{rate if n_uses >= MIN_USES else ''}"


def test_the_briefing_lists_the_names_that_an_outlet_alone_has_or_lacks(selected):
    fingerprints = compute_fingerprints(selected.catalogue, selected.filters)
    section = compose._compose_names(fingerprints, ())
    rows = section.blocks[0].rows if section.blocks else ()
    listed = {outlet: (only, missing) for outlet, only, missing in rows}
    naming, times = {person: set() for person in PEOPLE}, Counter()
    for table in ("mentions", "quotes"):
        for row in selected.rows[table]:
            person, outlet = KEYS[row["entity_id"]], selected.outlet_of[row["article_id"]]
            times[person, outlet] += 1
            if table == "mentions":
                naming[person].add(outlet)
    n_most = max(2, (len(selected.texts) - 1) // 2 + 1)
    having = {person: selected.list_having(person.split()[1]) for person in PEOPLE}
    for outlet in [item.outlet for item in fingerprints[: compose.MAX_OUTLETS]]:
        only = {
            person
            for person in PEOPLE
            if having[person] == {outlet} and times[person, outlet] > 1 and len(selected.texts) > 1
        }
        missing = {
            person
            for person in PEOPLE
            if outlet not in having[person] and len(naming[person]) >= n_most
        }
        cells = listed.get(outlet, ("", ""))
        assert [set(filter(None, cell.split(", "))) for cell in cells] == [only, missing]


def test_who_reports_a_statement_of_the_briefing_and_who_does_not(selected):
    if len(selected.texts) == 60:  # a selection of them has more outlets than are listed too
        return
    section = statements.compose_statements(selected.catalogue, selected.filters, LINK, {})
    quoting = {key: names for key, names in selected.list_quoting().items() if len(names) > 1}
    rows = section.blocks[0].rows if section.blocks else ()
    assert len(rows) == min(len(quoting), statements.MAX_STATEMENTS)
    credited = {
        (row["utterance_id"], selected.outlet_of[row["article_id"]]): row
        for row in selected.rows["quotes"]
    }
    for speaker, wordings, others in rows:
        lines = wordings.split("\n")
        saying = lines[0].partition("): ")[2]
        (utterance,) = {u for (u, _), row in credited.items() if row["text"] == saying}
        speakers = {row["speaker"] for (u, _), row in credited.items() if u == utterance}
        assert speaker.startswith("⚠ credited to ") == (len(speakers) > 1)
        assert set(speaker.removeprefix("⚠ credited to ").split(" or ")) <= speakers
        named, rest = set(), 0
        for line in lines:
            if also := re.fullmatch(r"Also in (.*)\.", line):
                rest = read_outlets(also[1])
                continue
            outlet, words = re.fullmatch(r"(Paper \d+) \(said, direct, 100%\): (.*)", line).groups()
            assert words == credited[utterance, outlet]["text"] == saying
            named.add(outlet)
        assert len(named) == min(len(quoting[utterance]), statements.MAX_WORDINGS)
        unlisted = quoting[utterance] - named
        assert rest in (unlisted, len(unlisted))
        check_others(selected, saying, quoting[utterance], others)


def check_others(selected, saying, quoting, lines):
    """Check who was first, and that all outlets that do not quote a saying are named or counted."""
    n_others = 0
    for line in filter(None, lines.split("\n")):
        if line.startswith("first in "):
            first = selected.days[line.removeprefix("first in ")]
            days = [selected.days[outlet] for outlet in quoting]
            assert None not in days
            assert days.count(first) == 1
            assert first == min(days)
            continue
        label, outlets = re.fullmatch(
            r"(not quoted in|possibly in|published earlier:|unclear for) (.*)", line
        ).groups()
        listed = read_outlets(outlets)
        n_others += listed if isinstance(listed, int) else len(listed)
        lacking = set(selected.texts) - selected.list_having(saying)
        if isinstance(listed, set):
            assert listed <= lacking
        elif label == "not quoted in":
            assert listed <= len(lacking)
    assert n_others == len(selected.texts) - len(quoting)


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
            assert sentence.endswith(f"; the others: {expected}.")
            is_beyond = not min(others) <= values[person, outlet] <= max(others)
            assert ("on average" in sentence) != is_beyond


def test_the_clauses_of_the_briefing_are_those_of_the_texts(selected):
    if len(selected.texts) not in {1, 5}:
        pytest.skip("slow with many outlets")
    section = compose._compose_framing(selected.catalogue, selected.filters, (), ())
    acts = Counter(
        (selected.outlet_of[row["article_id"]], row["agent"], row["verb"], row["patient"])
        for row in selected.rows["events"]
    )
    tables = [
        framing.compute_measures(selected.catalogue, selected.filters, group) for group in GROUPS
    ]
    verdicts = [
        row["verdict"]
        for table in tables
        for row in table.to_dict("records")
        if not MEASURES[row["measure"]].is_house_style
    ]
    n_clear = sum(verdict != framing.Verdict.NO_CLEAR_DIFFERENCE for verdict in verdicts)
    n_holding = sum(verdict == framing.Verdict.HOLDS_AFTER_CORRECTION for verdict in verdicts)
    if not verdicts:
        assert not section.blocks
        return
    assert section.blocks[0].text.startswith(
        f"Of {len(verdicts):,} values compared, {framing.describe_passing(n_clear, n_holding)}; "
    )
    items = [item.text for block in section.blocks[1:] for item in block.items]
    clauses = [text for text in items if "states in its own words" in text]
    assert clauses or len(selected.texts) == 1
    for text in clauses:
        outlet, agent, _, patient, verb = re.fullmatch(
            r"(Paper \d+) states in its own words that (\w+ \w+) (.+?) (\w+ \w+) "
            r"\(verb: (\w+)\)\.",
            text,
        ).groups()
        assert acts[outlet, agent, verb, patient]
        acts[outlet, agent, verb, patient] -= 1


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
        for words in described:
            check_numbers(words, mark, having, len(selected.texts) - 1)


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


def test_the_rows_of_the_matrix_are_counted_by_kind_and_gap(selected):
    rows = compute_coverage(selected.catalogue, selected.filters)
    if not rows:
        return
    n_outlets = len(selected.texts)
    stated = {saying: len(names) for saying, names in count_sayings(selected).items()}
    text = describe_rows(rows, "outlet")
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
    number = re.search(r"(\d+) of them(, listed first,)? (?:is|are) in most", text)
    assert int(number[1] if number else 0) == len(leads)
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


def test_the_starred_passages_of_the_briefing_stand_in_their_texts(selected):
    chance = random.Random(len(selected.texts))
    notes = []
    for number, row in enumerate(selected.rows["sentences"][:30]):
        (article,) = (a for a in selected.rows["articles"] if a["article_id"] == row["article_id"])
        span = (row["article_id"], row["start"], row["end"])
        words = article["text"][row["start"] : row["end"]]
        is_gone = chance.random() < 0.3
        noted = NotedPassage(*span, "Words no more." if is_gone else words, article["outlet_label"])
        notes.append(Note(f"n{number}", NoteKind.SENTENCE, (noted,), text="Why?", starred=True))
    placed = select_notes(
        selected.catalogue, selected.filters, place_notes(selected.catalogue, notes)
    )
    section = compose._compose_starred(placed, ())
    items, *more = section.blocks
    assert len(items.items) == min(len(notes), compose.MAX_STARRED)
    n_more = len(notes) - compose.MAX_STARRED
    assert [block.text for block in more] == ([f"And {n_more} more."] if n_more > 0 else [])
    for item in items.items:
        outlet, words = re.fullmatch(r"★ (Paper \d+): (.*)", item.text).groups()
        is_gone = words == "Words no more."
        assert is_gone or words in selected.texts[outlet].split("\n")
        assert item.note == "Why?" + " — the article's text was changed since" * is_gone
        assert (item.link is None) == is_gone


@pytest.mark.parametrize("seed", range(12))
def test_the_figures_of_the_briefing_are_listed_or_counted(seed):
    chance = random.Random(seed)
    figures = [
        Finding(FindingKind.FIGURE, f"Case {n}.", (), (), chance.choice(list(Certainty)), (), 1.0)
        for n in range(chance.choice((0, 1, 8, 9, 20)))
    ]
    stated = [figure for figure in figures if chance.random() < 0.3]
    blocks = compose._compose_figures(figures, stated, ()).blocks
    others = [figure for figure in figures if figure not in stated]
    listed = [item for block in blocks for item in getattr(block, "items", ())]
    assert [item.text for item in listed] == [f.sentence for f in others[: compose.MAX_FIGURES]]
    notes = ["" if f.certainty is Certainty.IN_THE_TEXTS else str(f.certainty) for f in others]
    assert [item.note for item in listed] == notes[: compose.MAX_FIGURES]
    more = re.search(r"And (\d+) more\.", " ".join(getattr(block, "text", "") for block in blocks))
    assert int(more[1] if more else 0) == len(others) - len(listed)
    words = " ".join(getattr(block, "text", "") for block in blocks)
    assert ("was found to differ" in words) == (not figures)
    assert ("Those above are all" in words) == bool(figures and not others)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 60])
def test_names_are_joined_and_none_is_left_out(number):
    names = [f"Paper {n}" for n in range(number)]
    words = join_names(names)
    assert re.split(r", | and ", words) == names
    assert words.count(" and ") == (number > 1)
    listed = compose._list_names(names)
    rest = re.search(r" and (\d+) more$", listed)
    shown = listed.removesuffix(rest[0] if rest else "").split(", ")
    assert shown == names[: compose.MAX_NAMES]
    assert len(shown) + int(rest[1] if rest else 0) == number


@pytest.mark.parametrize("seed", range(10))
def test_the_first_of_the_briefing_is_the_only_earliest_outlet(seed):
    chance = random.Random(seed)
    known = {f"Paper {n}": date(2024, 3, chance.randint(1, 3)) for n in range(chance.randint(1, 5))}
    for outlet, day in known.items():
        is_first = all(day < other for name, other in known.items() if name != outlet)
        assert (statements._describe_first(known) == f"first in {outlet}") == is_first
