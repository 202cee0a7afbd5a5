"""GUM news: articles with every mention and its chain, and how well chains are found.

GUM (Zeldes 2017) marks all noun phrases and pronouns. Of a predicted mention and the marked ones
it shares a word of the head with, the shortest is the same mention.

Pronouns: of the personal and possessive ones of the third person and the first person singular in
chains that hold a proper name, how many are given an entity (attempted). Of all that are given one,
whatever their chain holds, of how many the entity's names and descriptions are mostly of that chain
(accuracy).

Named chains: B³ (Bagga & Baldwin 1998) over the proper names of persons, organisations and places;
a marked name that is not found has recall 0, as in Stoyanov et al. (2009). Once over all of them,
once over the *outermost*, which stand in no longer marked name ('Texas' in 'University of Texas').
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.ingest import Article

#: The pronouns scored.
_HE, _SHE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
_IT, _THEY = ("it", "its", "itself"), ("they", "them", "their", "theirs", "themselves")
_I = ("i", "me", "my", "mine", "myself")
PRONOUNS = frozenset((*_HE, *_SHE, *_IT, *_THEY, *_I))
_NAMED = frozenset(("person", "organization", "place"))
_PART = re.compile(r"\([^()]+\)?|[^()]+\)")
_ENTITY = re.compile(r"Entity=([^|]*)")


@dataclass(frozen=True)
class Marked:
    """A marked mention: where it is, the words of its head, its chain, kind, and form."""

    start: int
    end: int
    heads: tuple[tuple[int, int], ...]
    chain: str
    kind: str
    named: bool
    pronoun: str


@dataclass(frozen=True)
class Document:
    """An article and its marked mentions, in order."""

    article: Article
    mentions: tuple[Marked, ...]


@dataclass
class _Reading:
    """What was read of a file so far."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    above: list[int] = field(default_factory=list)  # each word's head, -1 for a root
    is_flat: list[bool] = field(default_factory=list)  # 'Obama' in 'President Barack Obama'
    open: dict[str, list[tuple[int, list[str]]]] = field(default_factory=lambda: defaultdict(list))
    found: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += len(piece)


def read(file: Path) -> Document:
    """Return the article of a CoNLL-U file; paragraphs are parted by an empty line."""
    reading = _Reading()
    joined = (0, "", 0)  # the last word of a token of several words, its form, where it began
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            reading.add("\n\n" if reading.length else "")
        columns = line.split("\t")
        number = columns[0]
        if "-" in number and number[0].isdigit():
            joined = (int(number.split("-")[1]), columns[1], reading.length)
            reading.add(columns[1] + ("" if "SpaceAfter=No" in columns[9] else " "))
        elif number.isdigit():
            last, form, began = joined
            if int(number) <= last:
                before = reading.places[-1][1] if reading.places else began
                start = max(began, min(before, began + len(form)))
                end = min(start + len(columns[1]), began + len(form))
                reading.places.append((start, max(end, start + 1)))
            else:
                reading.places.append((reading.length, reading.length + len(columns[1])))
                reading.add(columns[1] + ("" if "SpaceAfter=No" in columns[9] else " "))
            _mark(reading, columns)
        elif not line:
            joined = (0, "", 0)
    article = Article(file.stem, "".join(reading.text), outlet="Wikinews")
    return Document(article, tuple(sorted(_mentions(reading), key=lambda m: (m.start, -m.end))))


def _mark(reading: _Reading, columns: Sequence[str]) -> None:
    """Take the mentions that begin and end at a word."""
    at = len(reading.tags)
    reading.tags.append(columns[3])
    reading.forms.append(columns[1].lower())
    head = int(columns[6])
    reading.above.append(at - int(columns[0]) + head if head else -1)
    reading.is_flat.append(columns[7].startswith("flat"))
    marks = _ENTITY.search(columns[9])
    for part in _PART.findall(marks[1]) if marks else ():
        fields = part.strip("()").split("-")
        if not part.startswith("("):
            start, begun = reading.open[fields[0]].pop()
            reading.found.append((start, at, begun))
        elif part.endswith(")"):
            reading.found.append((at, at, fields))
        else:
            reading.open[fields[0]].append((at, fields))


def _mentions(reading: _Reading) -> Iterator[Marked]:
    for first, last, fields in reading.found:
        within = range(first, last + 1)
        heads = [at for at in within if reading.above[at] not in within]
        heads += [at for at in within if reading.above[at] in heads and reading.is_flat[at]]
        alone = first == last and reading.tags[first] == "PRON"
        yield Marked(
            start=reading.places[first][0],
            end=reading.places[last][1],
            heads=tuple(reading.places[head] for head in heads),
            chain=fields[0].partition("[")[0],
            kind=fields[1],
            named=reading.tags[heads[0]] == "PROPN",
            pronoun=reading.forms[first] if alone else "",
        )


def score(document: Document, mentions: Sequence[dict[str, Any]]) -> Counter[str]:
    """Return the counts of one article.

    Args:
        document: The article as marked.
        mentions: Its mentions as found: start, end, kind, entity (empty when unsure).
    """
    names = [mention for mention in document.mentions if mention.named]
    same: dict[int, str] = {}  # marked name -> entity found
    chains: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention["kind"] == "pronoun":
            continue
        named = mention["kind"] == "name"
        fitting = [n for n in document.mentions if named <= n.named and _is_same(n, mention)]
        if fitting:
            best = max(fitting, key=lambda n: _overlap(n, mention))
            chains[mention["entity"]][best.chain] += 1
            if named:
                same[id(best)] = mention["entity"]
    outermost = [name for name in names if not any(_is_within(name, other) for other in names)]
    counts = _named_chains(names, same)
    for key, count in _named_chains(outermost, same).items():
        counts[f"outermost {key}"] = count
    counts.update(_pronouns(document, mentions, chains))
    return counts


def _is_within(name: Marked, other: Marked) -> bool:
    longer = other.end - other.start > name.end - name.start
    return longer and other.start <= name.start and name.end <= other.end


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the figures of some articles, as shares, from the sum of their counts."""
    tried = counts["tried_named"] + counts["tried_unnamed"]
    return {
        "pronouns: attempted": counts["tried_named"] / max(counts["pronouns_named"], 1),
        "pronouns: accuracy": counts["right"] / max(tried, 1),
        **_of_names(counts, ""),
        **_of_names(counts, "outermost "),
    }


def _of_names(counts: Counter[str], which: str) -> dict[str, float]:
    found = max(counts[f"{which}found"], 1)
    precision, linked = counts[f"{which}precision"] / found, counts[f"{which}linked"] / found
    names = max(counts[f"{which}names"], 1)
    recall = counts[f"{which}recall"] / names
    return {
        f"{which}names: B3 precision": precision,
        f"{which}names: B3 recall": recall,
        f"{which}names: B3 F1": _f1(precision, recall),
        f"{which}names: found": counts[f"{which}found"] / names,
        f"{which}names found: B3 F1": _f1(precision, linked),
    }


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / ((precision + recall) or 1)


def _named_chains(names: Sequence[Marked], same: dict[int, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    scored = [name for name in names if name.kind in _NAMED]
    found = [name for name in scored if id(name) in same]
    counts["names"], counts["found"] = len(scored), len(found)
    for name in found:
        cluster = [other for other in found if same[id(other)] == same[id(name)]]
        both = sum(other.chain == name.chain for other in cluster)
        counts["precision"] += both / len(cluster)  # type: ignore[assignment]
        chain = sum(other.chain == name.chain for other in scored)
        counts["recall"] += both / chain  # type: ignore[assignment]
        again = sum(other.chain == name.chain for other in found)
        counts["linked"] += both / again  # type: ignore[assignment]
    return counts


def _pronouns(
    document: Document, mentions: Sequence[dict[str, Any]], chains: dict[str, Counter[str]]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    named = {mention.chain for mention in document.mentions if mention.named}
    given = {(m["start"], m["end"]): m["entity"] for m in mentions if m["kind"] == "pronoun"}
    for mention in document.mentions:
        if mention.pronoun not in PRONOUNS:
            continue
        entity = given.get((mention.start, mention.end), "")
        of_name = "named" if mention.chain in named else "unnamed"
        counts[f"pronouns_{of_name}"] += 1
        counts[f"tried_{of_name}"] += bool(entity)
        most = chains[entity].most_common(1) if entity in chains else []
        counts["right"] += bool(most) and most[0][0] == mention.chain
    return counts


def _is_same(name: Marked, mention: dict[str, Any]) -> bool:
    return any(mention["start"] < end and start < mention["end"] for start, end in name.heads)


def _overlap(name: Marked, mention: dict[str, Any]) -> float:
    """Return the characters two mentions share, as a share of those that either has."""
    shared = min(name.end, mention["end"]) - max(name.start, mention["start"])
    either = max(name.end, mention["end"]) - min(name.start, mention["start"])
    return float(shared / either)
