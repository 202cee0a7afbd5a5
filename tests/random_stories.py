"""Stories in which chance decides who names, quotes and copies whom, for recounts of what is said.

A story of a size is written once for all tests of a process, which only read it.
"""

import json
import random
import re
from datetime import date
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from analysis import tables
from analysis.findings.reportable import MIN_USES
from analysis.store import Catalogue, Filters, Workspace
from analysis.store.export import export
from analysis.tables import QUOTE_KINDS
from tests.made_story import Story, select_outlets
from ui.core import data

PEOPLE = ("Ann Lee", "Bo Ek", "Cy Orr", "Dora Fell", "Eve Gray")
SAYINGS = (
    "“We will talk with everyone before the winter,”",
    "“Nobody wants the old bridge to fall,”",
    "“The harbour stays closed until the spring,”",
)
FILLERS = ("It rained on the square.", "The mayor slept well.", "Nothing else was known.")


def make_story(seed: int, n_outlets: int) -> Story:
    """Make a story in which chance decides who names and quotes whom."""
    chance = random.Random(seed)
    story = Story()
    for number in range(n_outlets):
        key, outlet = f"a{number}", f"Paper {number}"
        credited = [(text, chance.choice(PEOPLE)) for text in SAYINGS if chance.random() < 0.5]
        named = [person for person in PEOPLE if chance.random() < 0.6]
        # A name that was not marked as a mention is in the text all the same.
        hidden = [person for person in PEOPLE if chance.random() < 0.1]
        if number % 4 == 3:  # an outlet that certainly lacks what the others report
            credited, named, hidden = [], [], []
        lines = [f"{text} {person} said." for text, person in credited]
        lines += [f"Reporters met {person} twice: {person} waved." for person in named]
        lines += [f"Behind them stood {person.split()[1]}." for person in hidden]
        story.article(key, outlet, *(lines or [chance.choice(FILLERS)]))
        for text, person in credited:
            story.quote(key, text, person, cue="said", utterance=f"u{SAYINGS.index(text)}")
            story.name(key, person, person)
        for person in named:
            story.name(key, person, person)
            story.name(key, f"{person} twice: {person}", person)
    return story


#: Sentences long enough to be shared text; none is a part of another.
SHARED = (
    "The old ferry left the northern harbour an hour late because of the heavy fog at dawn.",
    "Fishing crews along the whole coast have been waiting for the new licences since last spring.",
    "Engineers closed two of the four lanes after a crack was found under the eastern pillar.",
)
#: What somebody thinks, what somebody is called, and a sentence with a hedging word.
ATTITUDE, EPITHET = "{holder} denounced the plan.", "Captain {captain} waited."
HEDGED = "It may rain on the quay."
DAYS = (None, date(2023, 9, 5), date(2023, 9, 6), date(2023, 9, 7))
CREDITS = ("", "", "Acme Press")
#: Verbs of saying as long as "said", so that quotations keep their places.
SAYING_VERBS = ("said", "told", "vows")
VERBS = {"praised": "praise", "sued": "sue", "followed": "follow"}


class SavedStory(NamedTuple):
    """A story, the workspace it is in, and its catalogue."""

    story: Story
    folder: Path
    catalogue: Catalogue


def save_rich_story(n_outlets: int, folder: Path) -> SavedStory:
    """Write a story; its catalogue is the one that pages open, so that both compute once."""
    story = make_rich_story(n_outlets, n_outlets)
    story.save(folder).close()
    workspace = Workspace(folder)
    return SavedStory(story, folder, data._open(str(workspace.path), workspace.version))


def make_rich_story(seed: int, n_outlets: int) -> Story:
    """Make a story in which outlets also act on each other and share whole sentences by chance."""
    chance, extras = random.Random(seed), random.Random(f"extras {seed}")
    base = make_story(seed, n_outlets)
    story = Story()
    for row in base.rows["articles"]:
        key, outlet = row["article_id"], row["outlet_label"]
        acts = []
        for _ in range(chance.randrange(3)):
            actor, target = chance.sample(PEOPLE, 2)
            acts.append((actor, f"{actor} {chance.choice(list(VERBS))} {target}", target))
        shared = [line for line in SHARED if chance.random() < 0.5]
        # A word of its own after each divides them, so that no run goes on over two of them.
        divided = [
            line
            for text in shared
            for line in (text, "".join(chance.choices(ascii_lowercase, k=12)).capitalize())
        ]
        holder, captain = extras.choice(PEOPLE), extras.choice(PEOPLE)
        more = [line for line in (ATTITUDE, EPITHET) if extras.random() < 0.5]
        hedged = [HEDGED] * extras.randrange(MIN_USES + 2)
        lines = [vary_verb(line, extras) for line in row["text"].split("\n")]
        lines = [*lines, *(f"{words}." for _, words, _ in acts), *divided]
        lines += [line.format(holder=holder, captain=captain) for line in more]
        day, credit = extras.choice(DAYS), extras.choice(CREDITS)
        story.article(key, outlet, *lines, *hedged, published=day, credit=credit)
        if ATTITUDE in more:
            story.attitude(key, "the plan", holder, "denounced")
        if EPITHET in more:
            story.label(key, "Captain", f"Captain {captain}", captain)
        for actor, words, target in acts:
            story.act(key, actor, words, target, verb=VERBS[words.removeprefix(actor).split()[0]])
        add_mentions(story, key)
    texts = {row["article_id"]: row["text"] for row in story.rows["articles"]}
    story.rows["quotes"] = [
        row | find_cue(texts[row["article_id"]], row) | {"kind": extras.choice(QUOTE_KINDS)}
        for row in base.rows.get("quotes", [])
    ]
    return story


def find_cue(text: str, quote: dict) -> dict:
    """Return the verb at the end of a quotation's line, and its place."""
    end = text.index(".", quote["end"])
    verb = text[quote["end"] : end].rsplit(maxsplit=1)[-1]
    return {"cue": verb, "cue_lemma": verb, "cue_start": end - len(verb), "cue_end": end}


def vary_verb(line: str, chance: random.Random) -> str:
    """Return a line whose verb of saying, if it ends with it, is one of several as long."""
    return re.sub(r"\bsaid\.$", f"{chance.choice(SAYING_VERBS)}.", line)


def add_mentions(story: Story, key: str) -> None:
    """Mark every place of an article where the whole name of a person stands."""
    for sentence in [row for row in story.rows["sentences"] if row["article_id"] == key]:
        line = story.rows["articles"][-1]["text"][sentence["start"] : sentence["end"]]
        for person in PEOPLE:
            if person in line:
                story.name(key, person, person)
                first = story.rows["mentions"].pop()
                first["epithet"] = "Captain" if line == EPITHET.format(captain=person) else ""
                place = {name: sentence[name] for name in ("sentence", "block_kind")}
                for match in re.finditer(person, line):
                    start = sentence["start"] + match.start()
                    at = {"start": start, "end": start + len(person)}
                    story.rows["mentions"].append(first | place | at)


class Selected(NamedTuple):
    """A catalogue, a selection of it, and the exported rows of the selected articles."""

    catalogue: Catalogue
    filters: Filters
    rows: dict[str, list[dict]]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each outlet; an outlet of these stories has one article."""
        return {row["outlet_label"]: row["text"] for row in self.rows["articles"]}

    @property
    def days(self) -> dict[str, str | None]:
        """The day of each outlet's article, YYYY-MM-DD."""
        return {row["outlet_label"]: row["published"] for row in self.rows["articles"]}

    @property
    def outlet_of(self) -> dict[str, str]:
        """The outlet of each article."""
        return {row["article_id"]: row["outlet_label"] for row in self.rows["articles"]}

    def list_having(self, words: str) -> set[str]:
        """Return the outlets whose text has some words."""
        return {outlet for outlet, text in self.texts.items() if words in text}

    def list_quoting(self) -> dict[str, set[str]]:
        """Return the outlets that quote each utterance."""
        quoting: dict[str, set[str]] = {}
        for row in self.rows["quotes"]:
            outlet = self.outlet_of[row["article_id"]]
            quoting.setdefault(row["utterance_id"], set()).add(outlet)
        return quoting


def export_rows(catalogue: Catalogue, folder: Path) -> dict[str, list[dict]]:
    """Return the rows of the exported tables but those of comparisons."""
    rows = {}
    for name in tables.CATALOGUE:
        (path,) = export(catalogue, folder, "jsonl", only=name)
        rows[name] = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return rows


def select_rows(catalogue: Catalogue, rows: dict[str, list[dict]], kind: str) -> Selected:
    """Return a selection as pages have it: see :func:`tests.made_story.select_outlets`."""
    outlets = sorted({row["outlet_label"] for row in rows["articles"]})
    chosen, address = select_outlets(kind, outlets)
    if not address:
        return Selected(catalogue, Filters(), rows)
    ids = {row["article_id"] for row in rows["articles"] if row["outlet_label"] in chosen}
    selected = {
        name: [row for row in of_table if row.get("article_id", "") in {*ids, ""}]
        for name, of_table in rows.items()
    }
    return Selected(catalogue, Filters(outlets=tuple(chosen)), selected)
