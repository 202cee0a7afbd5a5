"""A story made by hand for tests of pages: articles with what was found in them, as a workspace."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analysis.store import Catalogue, Workspace
from tests.handmade import catalogue_row, filled

PROJECT = Path(__file__).parents[1]
#: Files of the catalogues written last, 6 MB each, by their rows.
_FILES: dict[str, bytes] = {}
_MAX_FILES = 8


@dataclass
class Story:
    """Tables of a catalogue; a line of an article is a block and a sentence."""

    rows: dict[str, list[dict]] = field(default_factory=dict)

    def article(
        self, key: str, outlet: str, *lines: str, headline: bool = False, **more
    ) -> "Story":
        text = "\n".join(lines)
        kinds = ["headline" if headline and n == 0 else "body" for n in range(len(lines))]
        known = {"published": date(2023, 9, 6), "title": lines[0] if headline else ""}
        known |= {"story_id": "s"} | more
        words = len(text.split())
        self.add_row(
            "articles",
            article_id=key,
            outlet=outlet,
            outlet_label=outlet,
            text=text,
            words=words,
            **known,
        )
        start = 0
        for n, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
            place = {"article_id": key, "start": start, "end": start + len(line), "block": n}
            self.add_row("blocks", kind=kind, **place)
            self.add_row("sentences", sentence=n, block_kind=kind, **place)
            start += len(line) + 1
        return self

    def quote(
        self,
        key: str,
        words: str,
        speaker: str = "",
        *,
        cue: str = "",
        kind: str = "direct",
        utterance: str = "",
    ) -> "Story":
        number = len(self.rows.get("quotes", []))
        place = self._place(key, words)
        cue_at = self._text(key).find(cue) if cue else -1
        self.add_row(
            "quotes",
            **place,
            quote_id=f"{key}:{number}",
            text=words,
            kind=kind,
            cue=cue,
            cue_start=cue_at,
            cue_end=cue_at + len(cue) if cue else -1,
            cue_lemma=cue,
            mention_start=-1,
            mention_end=-1,
            speaker=speaker,
            entity_id=speaker.lower().replace(" ", "-"),
            utterance_id=utterance or f"{key}-{number}",
            words=len(words.split()),
        )
        return self

    def attitude(self, key: str, words: str, holder: str, cue: str) -> "Story":
        self.add_row(
            "attitudes",
            **self._place(key, words),
            attitude_id=f"{key}:a{len(self.rows.get('attitudes', []))}",
            text=words,
            cue=cue,
            cue_lemma=cue,
            holder=holder,
            confidence=0.75,
            entity_id=holder.lower().replace(" ", "-"),
        )
        return self

    def name(self, key: str, words: str, name: str, label: str = "PERSON") -> "Story":
        entity = name.lower().replace(" ", "-")
        known = {row["entity_id"] for row in self.rows.get("entities", [])}
        if entity not in known:
            self.add_row("entities", entity_id=entity, name=name, label=label, aliases=[name])
        place = self._place(key, words)
        self.add_row("mentions", **place, text=words, kind="name", label=label, entity_id=entity)
        return self

    def label(self, key: str, word: str, phrase: str, name: str) -> "Story":
        place = self._place(key, phrase)
        place["start"] += phrase.index(word)
        place["end"] = place["start"] + len(word)
        entity = name.lower().replace(" ", "-")
        self.add_row("epithets", **place, word=word, phrase=phrase, pos="noun", entity_id=entity)
        return self

    def act(self, key: str, actor: str, words: str, target: str, *, verb: str, **more) -> "Story":
        values = {}
        for side, named in (("agent", actor), ("patient", target)):
            at = self._place(key, named) if named else {"start": -1, "end": -1}
            values |= {side: named, f"{side}_start": at["start"], f"{side}_end": at["end"]}
            values[f"{side}_id"] = named.lower().replace(" ", "-")
        form = {"form": "active", "is_factual": True} | more
        self.add_row("events", **self._place(key, words), verb=verb, **values, **form)
        return self

    def figure(self, key: str, words: str, value: str) -> "Story":
        self.add_row("figures", **self._place(key, words), text=words, kind="count", value=value)
        return self

    @property
    def outlets(self) -> list[str]:
        """Labels of the outlets, sorted."""
        return sorted({row["outlet_label"] for row in self.rows["articles"]})

    def save(self, folder: Path) -> Catalogue:
        story = catalogue_row(
            "stories",
            story_id="s",
            title="The story",
            articles=len(self.rows["articles"]),
            outlets=len(self.outlets),
        )
        others = self.rows.get("stories", [])
        tables = {name: rows for name, rows in self.rows.items() if name != "stories"}
        return _write_catalogue(Workspace(folder), {"stories": [story, *others], **tables})

    def add_row(self, table: str, **values) -> None:
        self.rows.setdefault(table, []).append(catalogue_row(table, **values))

    def _text(self, key: str) -> str:
        return next(row["text"] for row in self.rows["articles"] if row["article_id"] == key)

    def _place(self, key: str, words: str) -> dict:
        start = self._text(key).index(words)
        block = next(
            row
            for row in self.rows["sentences"]
            if row["article_id"] == key and row["start"] <= start < row["end"]
        )
        return {
            "article_id": key,
            "start": start,
            "end": start + len(words),
            "sentence": block["sentence"],
            "block_kind": block["block_kind"],
        }


def _write_catalogue(workspace: Workspace, tables: dict[str, list[dict]]) -> Catalogue:
    """Write a catalogue; that of a story of late is copied, since most tests have the same few.

    A test that changes how catalogues are written clears ``_FILES`` first.
    """
    path = workspace.path / f"catalogue-{workspace.version}.duckdb"
    key = f"{workspace.version} {tables}"
    if key not in _FILES or any(workspace.path.glob("catalogue-*")):
        catalogue = workspace.write_catalogue(workspace.version, filled(**tables))
        _FILES[key] = path.read_bytes()
        if len(_FILES) > _MAX_FILES:
            del _FILES[next(iter(_FILES))]
        return catalogue
    workspace.path.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_FILES[key])
    return Catalogue(path)


def talks() -> Story:
    """Return three articles of three outlets: two share an utterance, one has no quotation."""
    story = Story()
    story.article(
        "a1",
        "Ledger",
        "Talks to begin",
        "“We will talk with everyone before winter,” Ann Lee said on Monday.",
        "Bo Ek warned that the talks would fail.",
        "Some 300 people came to the square.",
        headline=True,
    )
    story.quote(
        "a1", "“We will talk with everyone before winter,”", "Ann Lee", cue="said", utterance="u1"
    )
    story.quote("a1", "that the talks would fail", "Bo Ek", cue="warned", kind="indirect")
    story.name("a1", "Ann Lee", "Ann Lee").name("a1", "Bo Ek", "Bo Ek").figure("a1", "300", "300")
    story.article(
        "b1",
        "Beacon",
        "Ann Lee said they would “talk with everyone” on Monday.",
        "Nobody knows what comes after.",
        published=None,
    )
    story.quote(
        "b1",
        "they would “talk with everyone”",
        "Ann Lee",
        cue="said",
        kind="mixed",
        utterance="u1",
    ).name("b1", "Ann Lee", "Ann Lee")
    story.article("c1", "Courier", "The square was empty on Tuesday.")
    return story


def select_outlets(kind: str, outlets: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the outlets of a selection, the first half of some, and the address of it."""
    if kind == "all outlets":
        return outlets, {}
    some = outlets[: max(1, len(outlets) // 2)]
    return some, {"outlet": some}


def open_page(page: str, folder: Path, monkeypatch, **address: str | list[str]) -> AppTest:
    """Return a page of the app as a link opens it on the workspace in ``folder``."""
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(folder))
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def page_html(app: AppTest) -> str:
    """Return all HTML of a page, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))
