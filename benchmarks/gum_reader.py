"""Reads GUM's CoNLL-U files: the text of an article and its marked mentions."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from analysis.ingest import Article

#: Openings "(1-person…", closings "1)" and whole mentions "(1-person…)" of an Entity field.
_ENTITY_PART = re.compile(r"\([^()]+\)?|[^()]+\)")
_ENTITY_FIELD = re.compile(r"Entity=([^|]*)")


class _Column(IntEnum):
    """The columns of a CoNLL-U line that are read."""

    ID = 0
    FORM = 1
    UPOS = 3
    HEAD = 6
    DEPREL = 7
    MISC = 9


@dataclass(frozen=True)
class MarkedMention:
    """A marked mention.

    Attributes:
        start: Start of its span in the article's text.
        end: End of its span, exclusive.
        heads: Spans of the words of its head.
        chain: Id of its coreference chain.
        kind: GUM's kind of entity.
        is_named: Whether its head is a proper noun.
        pronoun: The lower-case form when the mention is a single pronoun, else empty.
    """

    start: int
    end: int
    heads: tuple[tuple[int, int], ...]
    chain: str
    kind: str
    is_named: bool
    pronoun: str


@dataclass(frozen=True)
class Document:
    """An article and its marked mentions, in order."""

    article: Article
    mentions: tuple[MarkedMention, ...]


@dataclass
class _MultiwordToken:
    """A token that several words share ("wouldn't"): number of its last word, form and start."""

    last: int = 0
    form: str = ""
    start: int = 0


@dataclass
class _DocumentBuilder:
    """Collects the text, words and mentions of a file, line by line.

    Attributes:
        pieces: The pieces of the text.
        length: Their total length.
        spans: Span of each word in the text.
        tags: Part of speech of each word.
        forms: Lower-case form of each word.
        parents: Index of each word's syntactic head; -1 for a root.
        is_flat: Whether a word continues a flat name ('Obama' in 'President Barack Obama').
        open_mentions: First word and fields of the mentions not closed yet, by their id.
        closed_mentions: First word, last word and fields of the closed mentions.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    is_flat: list[bool] = field(default_factory=list)
    open_mentions: dict[str, list[tuple[int, list[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    closed_mentions: list[tuple[int, int, list[str]]] = field(default_factory=list)
    _multiword: _MultiwordToken = field(default_factory=_MultiwordToken)

    def add_line(self, line: str) -> None:
        """Add one line of the file."""
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            self._append_text("\n\n" if self.length else "")
        columns = line.split("\t")
        number = columns[_Column.ID]
        if "-" in number and number[0].isdigit():
            form = columns[_Column.FORM]
            self._multiword = _MultiwordToken(int(number.split("-")[1]), form, self.length)
            self._append_token(columns)
        elif number.isdigit():
            self._add_word(columns)
            self._add_annotation(columns)
        elif not line:
            self._multiword = _MultiwordToken()

    def list_mentions(self) -> Iterator[MarkedMention]:
        """Yield the mentions of the whole file."""
        for first, last, fields in self.closed_mentions:
            words = range(first, last + 1)
            heads = [word for word in words if self.parents[word] not in words]
            heads += [word for word in words if self.parents[word] in heads and self.is_flat[word]]
            is_pronoun = first == last and self.tags[first] == "PRON"
            yield MarkedMention(
                start=self.spans[first][0],
                end=self.spans[last][1],
                heads=tuple(self.spans[head] for head in heads),
                chain=fields[0].partition("[")[0],
                kind=fields[1],
                is_named=self.tags[heads[0]] == "PROPN",
                pronoun=self.forms[first] if is_pronoun else "",
            )

    def _append_text(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def _append_token(self, columns: Sequence[str]) -> None:
        space = "" if "SpaceAfter=No" in columns[_Column.MISC] else " "
        self._append_text(columns[_Column.FORM] + space)

    def _add_word(self, columns: Sequence[str]) -> None:
        """Add the span of a word; the text of a multiword token has been added already."""
        form, token = columns[_Column.FORM], self._multiword
        if int(columns[_Column.ID]) > token.last:
            self.spans.append((self.length, self.length + len(form)))
            self._append_token(columns)
            return
        previous_end = self.spans[-1][1] if self.spans else token.start
        token_end = token.start + len(token.form)
        start = max(token.start, min(previous_end, token_end))
        end = min(start + len(form), token_end)
        self.spans.append((start, max(end, start + 1)))

    def _add_annotation(self, columns: Sequence[str]) -> None:
        """Add the syntax of a word and the mentions that begin and end at it."""
        word = len(self.tags)
        self.tags.append(columns[_Column.UPOS])
        self.forms.append(columns[_Column.FORM].lower())
        head = int(columns[_Column.HEAD])
        self.parents.append(word - int(columns[_Column.ID]) + head if head else -1)
        self.is_flat.append(columns[_Column.DEPREL].startswith("flat"))
        entity_field = _ENTITY_FIELD.search(columns[_Column.MISC])
        for part in _ENTITY_PART.findall(entity_field[1]) if entity_field else ():
            fields = part.strip("()").split("-")
            if not part.startswith("("):
                first, open_fields = self.open_mentions[fields[0]].pop()
                self.closed_mentions.append((first, word, open_fields))
            elif part.endswith(")"):
                self.closed_mentions.append((word, word, fields))
            else:
                self.open_mentions[fields[0]].append((word, fields))


def read_document(file: Path) -> Document:
    """Return the article of a CoNLL-U file, its paragraphs separated by an empty line."""
    builder = _DocumentBuilder()
    for line in file.read_text(encoding="utf-8").splitlines():
        builder.add_line(line)
    article = Article(file.stem, "".join(builder.pieces), outlet="Wikinews")
    mentions = sorted(builder.list_mentions(), key=lambda mention: (mention.start, -mention.end))
    return Document(article, tuple(mentions))
