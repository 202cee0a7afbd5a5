"""What the briefing says, against a naive recount of the exported tables."""

import json
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.briefing import compose, sources, statements
from analysis.briefing.document import DataTable, PageLink, Paragraph
from analysis.corpus.passages import align_passages
from analysis.findings import framing
from analysis.findings.finding import Certainty, Finding, FindingKind, join_names
from analysis.findings.fingerprint import compute_fingerprints
from analysis.findings.reading_desk import MAX_RANKED_PAIRS
from analysis.findings.reportable import MIN_USES
from analysis.measures.registry import GROUPS, MEASURES
from analysis.store.export import export
from analysis.store.notes import Note, NotedPassage, NoteKind
from analysis.store.queries.notes import place_notes, select_notes
from analysis.tables import CATALOGUE, QUOTE_KINDS
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


def test_hedging_words_have_a_rate_from_five_on(selected):
    (fingerprint, *_) = compute_fingerprints(selected.catalogue, selected.filters)
    for n_uses, cell in ((0, "0"), (MIN_USES - 1, "4"), (MIN_USES, "5 (13)")):
        item = replace(fingerprint, n_hedging=n_uses, hedging=12.6)
        assert compose._describe_hedging(item) == cell


def test_the_briefing_lists_the_names_that_an_outlet_alone_has_or_lacks(selected):
    fingerprints = compute_fingerprints(selected.catalogue, selected.filters)
    section = compose._compose_names(fingerprints, {}, ())
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
            outlet, verb, kind, words = re.fullmatch(
                r"(Paper \d+) \((\w+), (\w+), 100%\): (.*)", line
            ).groups()
            row = credited[utterance, outlet]
            assert (verb, kind) == (row["cue"], row["kind"])
            assert words == row["text"] == saying
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
            r"(not quoted in|the same words in|a part of the words in|possibly in|"
            r"published days earlier:|"
            r"not certain whether) (.*?)"
            r"(?: reports? it)?",
            line,
        ).groups()
        listed = read_outlets(outlets)
        n_others += listed if isinstance(listed, int) else len(listed)
        lacking = set(selected.texts) - selected.list_having(saying)
        if isinstance(listed, set):
            assert listed <= lacking
        elif label == "not quoted in":
            assert listed <= len(lacking)
    assert n_others == len(selected.texts) - len(quoting)


def test_whom_an_outlet_quotes_is_counted(selected):
    fingerprints = compute_fingerprints(selected.catalogue, selected.filters)
    table = sources.compose_sources(selected.catalogue, selected.filters, fingerprints)
    assert [row[0] for row in table.rows] == [item.outlet for item in fingerprints]
    for outlet, speakers, media, verbs in table.rows:
        (article,) = (a for a in selected.rows["articles"] if a["outlet_label"] == outlet)
        quotes = [
            row for row in selected.rows["quotes"] if row["article_id"] == article["article_id"]
        ]
        counts = Counter(row["speaker"] for row in quotes)
        names, numbers = split_counts(speakers)
        assert dict(zip(names, numbers, strict=True)) == counts
        assert numbers == sorted(numbers, reverse=True)
        assert media == (article["credit"] or "none found")
        names, numbers = split_counts(verbs)
        cues = Counter(row["cue"] for row in quotes)
        assert numbers == [n for _, n in cues.most_common(sources.MAX_VERBS)]
        assert numbers == [cues[name] for name in names]


def split_counts(words):
    """Return the names and the numbers of "Ann Lee 3, Bo Ek 1"."""
    parts = [part.rpartition(" ") for part in words.split(", ") if part]
    return [name for name, _, _ in parts], [int(number) for _, _, number in parts]


def test_the_closest_two_have_the_sure_links_of_the_exported_passages(selected, tmp_path):
    paragraphs = sources.describe_closest_pair(selected.catalogue, selected.filters)
    stated = [
        re.fullmatch(
            r"Closest two(?: of the (\d+) of ([\d,]+) pairs that share most words)?: (Paper \d+) "
            r"and (Paper \d+); (\d+) of the (\d+) sentences of both very probably report the "
            r"same\.",
            paragraph.text,
        ).groups()
        for paragraph in paragraphs
    ]
    for n_compared, n_pairs, left, right, n_linked, n_sentences in stated:
        lines = {outlet: selected.texts[outlet].split("\n") for outlet in (left, right)}
        assert int(n_sentences) == sum(map(len, lines.values()))
        shared = [line for line in lines[left] if line in lines[right] and line in SHARED]
        assert int(n_linked) >= 2 * len(shared)
        assert int(n_linked) == count_links_of_two(selected, left, right)
        n_outlets = len(selected.texts)
        assert (n_compared is None) == (n_outlets * (n_outlets - 1) // 2 <= MAX_RANKED_PAIRS)
        if n_compared:
            assert int(n_compared) == MAX_RANKED_PAIRS
            assert int(n_pairs.replace(",", "")) == n_outlets * (n_outlets - 1) // 2
    if len(selected.texts) > 5:
        assert len(stated) == 1, "a sentence that several of so many outlets print"
    else:  # of the largest story, every pair would be compared again
        linked = count_linked(selected, tmp_path)
        assert len(stated) == bool(linked)
        for *_, left, right, n_linked, n_sentences in stated:
            assert linked[frozenset((left, right))] == int(n_linked)
            assert int(n_linked) / int(n_sentences) == pytest.approx(
                max(
                    number / sum(selected.texts[outlet].count("\n") + 1 for outlet in pair)
                    for pair, number in linked.items()
                )
            )


def count_links_of_two(selected, left, right):
    """Return the number of sentences of two outlets with a sure link to the other's."""
    keys = [key for outlet in (left, right) for key, o in selected.outlet_of.items() if o == outlet]
    tables = [
        pd.DataFrame(
            [row for row in selected.rows[name] if row["article_id"] in keys],
            columns=CATALOGUE[name].names,
        )
        for name in ("articles", "sentences", "quotes", "mentions")
    ]
    links = align_passages(*keys, *tables).links
    sure = links[links["strength"] == "sure"]
    return sure["left_sentence"].nunique() + sure["right_sentence"].nunique()


def count_linked(selected, folder):
    """Return the number of sentences with a sure link of each two outlets that have some."""
    (path,) = export(selected.catalogue, folder, "jsonl", only="passages")
    linked = {}
    for line in filter(None, path.read_text("utf-8").split("\n")):
        row = json.loads(line)
        sides = [(row[f"{side}_id"], row[f"{side}_start"]) for side in ("left", "right")]
        if row["strength"] == "sure" and all(key in selected.outlet_of for key, _ in sides):
            pair = frozenset(selected.outlet_of[key] for key, _ in sides)
            linked.setdefault(pair, set()).update(sides)
    return {pair: len(places) for pair, places in linked.items()}


def test_the_clauses_of_the_briefing_are_those_of_the_texts(selected):
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
    assert bool(section.blocks) == bool(verdicts)
    if section.blocks:
        check_tally(section.blocks[0].text, len(verdicts), n_clear, n_holding)
    items = [item.text for block in section.blocks[1:] for item in block.items]
    clauses = [text for text in items if "states in its own words" in text]
    n_praised = sum(row["verb"] == "praise" for row in selected.rows["events"])
    assert len(clauses) == min(n_praised, compose.MAX_CLAUSES)
    for text in clauses:
        outlet, agent, _, patient, verb = re.fullmatch(
            r"(Paper \d+) states in its own words that (\w+ \w+) (.+?) (\w+ \w+) "
            r"\(verb: (\w+)\)\.",
            text,
        ).groups()
        assert acts[outlet, agent, verb, patient]
        acts[outlet, agent, verb, patient] -= 1


def check_tally(words, n_values, n_clear, n_holding):
    """Check how many values are said to be compared, to pass and to hold, and the grammar."""
    counted = re.match(
        r"Of ([\d,]+ values?) compared, (none|[\d,]+) (pass|passes) the test of (their|its) measure"
        r"(?:, ([\d,]+) (hold|holds) after correction for all tests)?[;.]",
        words,
    )
    n_passing = 0 if counted[2] == "none" else int(counted[2].replace(",", ""))
    assert counted[1] == f"{n_values:,} value{'' if n_values == 1 else 's'}"
    assert (n_passing, int(counted[5] or 0)) == (n_clear, n_holding)
    assert counted.group(3, 4) == (("passes", "its") if n_clear <= 1 else ("pass", "their"))
    assert counted[6] == (("holds" if n_holding == 1 else "hold") if n_clear else None)


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
