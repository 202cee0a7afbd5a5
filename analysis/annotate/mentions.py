"""Who and what an article names: named mentions and the entities they belong to.

The model's entities are the start. They are mended where the text proves them wrong: possessives
and articles are left off, a span never crosses a line, a demonym or an abbreviation the model
missed is found in the table of countries, a surname that a fuller name introduces is a person
whatever the label says, and a name used elsewhere in the article is found where it was missed.

Entities are joined within the article alone, by :mod:`analysis.annotate.names`,
:mod:`analysis.annotate.organisations` and :mod:`analysis.annotate.countries`; a name that could
belong to two entities stays on its own.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from analysis.annotate import countries, names, organisations
from analysis.annotate.nouns import nouns

NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "LAW"))
_EDGES = " \t\r\n\"'`“”‘’.,;:()[]-–—•|"
_LINE = re.compile(r"[^\n]+")
_PLACE_NOUNS = frozenset(
    "port city town village province region island capital state county district suburb".split()
)
#: Words an organisation's name may lose at its end without becoming another's.
_GENERIC = frozenset(
    "agency airlines airways air group company corporation corp inc news newspaper press bank "
    "university ministry network media holdings international institute party".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass
class Name:
    """A named mention: characters ``start`` to ``end``, its label, and the entity it belongs to."""

    start: int
    end: int
    text: str
    label: str
    key: str = ""
    country: countries.CountryForm | None = None


@dataclass
class Entity:
    """An entity within one article.

    ``roles`` are the titles and descriptions the text gives it, ``gender`` m, f or empty.
    """

    key: str
    name: str
    label: str
    country: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    gender: str = ""


def find_names(doc: Doc, lines: list[tuple[int, int]]) -> list[Name]:
    """Return the named mentions inside ``lines``, in order, without overlap, not yet joined."""
    found = _without_titles(doc, _from_model(doc, lines))
    taken = _Taken(found)
    found += _countries(doc, lines, taken)
    _mend_labels(found)
    found += _missed(doc, lines, found, _Taken(found))
    found = _split_run_together(found)
    found = _proved_in_text(doc, found)
    return sorted(found, key=lambda name: name.start)


def join(found: list[Name]) -> dict[str, Entity]:
    """Give each name the key of its entity; return the entities by key, in order of naming."""
    entities: dict[str, Entity] = {}
    persons = [name for name in found if name.label == "PERSON"]
    _join_countries(found, entities)
    _join_persons(persons, entities)
    _join_organisations([n for n in found if n.label == "ORG" and not n.key], entities)
    for name in found:
        if not name.key:
            _put(name, f"{name.label}|{names.fold(name.text)}", name.text, entities)
    return entities


class _Taken:
    def __init__(self, found: list[Name]) -> None:
        self._at = {at for name in found for at in range(name.start, name.end)}

    def overlaps(self, start: int, end: int) -> bool:
        return any(at in self._at for at in range(start, end))


def _from_model(doc: Doc, lines: list[tuple[int, int]]) -> list[Name]:
    text = doc.text
    found = []
    for entity in doc.ents:
        if entity.label_ not in NAMED and entity.label_ != "WORK_OF_ART":
            continue
        if not _within(entity.start_char, lines):
            continue
        for piece in _LINE.finditer(text, entity.start_char, entity.end_char):
            name = _trimmed(text, *piece.span(), entity.label_)
            if name is not None:
                found.append(name)
    return found


def _without_titles(doc: Doc, found: list[Name]) -> list[Name]:
    """Leave out what is a title and no organisation; mend labels the parse proves wrong.

    'Defense' before 'Minister', 'National Security Advisor', and a port 'of Vladivostok'.
    """
    kept = []
    for name in found:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None:
            continue
        if name.label == "ORG":
            after = doc[span.end] if span.end < len(doc) else None
            if _is_office(span[-1]) or (after is not None and _is_office(after) and len(span) == 1):
                continue
            if any(c.dep_ == "appos" and _is_office(c) for c in span.root.children):
                name.label = "PERSON"
        elif name.label == "PERSON" and len(span) == 1 and _is_location(span[0]):
            name.label = "GPE"
        kept.append(name)
    return kept


def _is_office(token: Token) -> bool:
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.kind == "person" and token.tag_ in ("NN", "NNP")


def _is_location(token: Token) -> bool:
    """'the port of X', 'in X': a place, whatever the label."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.i + 1 != token.i:
        return False
    return preposition.lower_ in ("in", "near") or (
        preposition.lower_ == "of" and preposition.head.lemma_.lower() in _PLACE_NOUNS
    )


def _proved_in_text(doc: Doc, found: list[Name]) -> list[Name]:
    """In headlines and subheads, where case tells nothing, keep the names the text has too."""
    titles = [b for b in doc._.blocks if b.kind in ("headline", "subhead")]
    spans = [(b.start, b.end) for b in titles]
    inside = [name for name in found if any(a <= name.start < z for a, z in spans)]
    if not inside or len(inside) == len(found):
        return found
    elsewhere = {names.fold(word) for name in found if name not in inside for word in _words(name)}
    return [
        name
        for name in found
        if name not in inside
        or countries.lookup(name.text, name.label, _EVERY) is not None
        or {names.fold(word) for word in _words(name)} <= elsewhere
    ]


def _words(name: Name) -> list[str]:
    return name.text.split()


def _trimmed(text: str, start: int, end: int, label: str) -> Name | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and text[start:end][-3:] not in ("Jr.", "Sr."):
        if text[end - 1] == "." and re.search(r"(?:^|[.\s])\w\.$", text[start:end]):
            break
        end -= 1
    if label == "PERSON":
        words = text[start:end]
        plain = names.bare(words)
        if plain and plain != words and words.find(plain) > 0:
            start += words.find(plain)
    lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.I)
    if lead and not re.match(r"The [A-Z]\w+$|The New|The Wall|The Wash", text[start:end]):
        start += lead.end()
    if end - start > 3 and (tail := _POSSESSIVE.search(text[start:end])):
        end -= len(tail.group())
    words = text[start:end]
    if words.count("(") != words.count(")"):
        end = start + max(words.find("("), 0)
        words = text[start:end].rstrip()
        end = start + len(words)
    first, _, rest = words.partition(" ")
    if first and rest == first:
        end, words = start + len(first), first
    if not any(c.isalpha() for c in words) or (label == "PERSON" and words.islower()):
        return None
    if words[0] in "@#" or "@" in words or "http" in words:
        return None
    return Name(start, end, words, label)


def _within(offset: int, lines: list[tuple[int, int]]) -> bool:
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low < len(lines) and lines[low][0] <= offset


def _countries(doc: Doc, lines: list[tuple[int, int]], taken: _Taken) -> list[Name]:
    """Country forms outside the model's entities: 'DPRK', 'N. Korea', 'the North'."""
    found = []
    text = doc.text
    tokens = [t for t in doc if not t.is_space]
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip or not token.text[0].isupper() or taken.overlaps(token.idx, token.idx + 1):
            continue
        for width in (3, 2, 1):
            last = tokens[min(at + width, len(tokens)) - 1]
            start, end = token.idx, last.idx + len(last)
            form = text[start:end]
            if "\n" in form or taken.overlaps(start, end):
                continue
            if width == 1 and token.pos_ not in ("PROPN", "NOUN", "ADJ"):
                continue
            country = countries.lookup(form, "", _EVERY)
            if country is None:
                continue
            if country.note == "other name" and not _stands_alone(tokens, at):
                continue
            if _within(start, lines):
                label = "NORP" if country.sense == "people" else "GPE"
                found.append(Name(start, end, form, label))
                skip = at + width - 1
            break
    return found


class _Every:
    """Accepts every country: whether the text names it is asked when names are joined."""

    def __contains__(self, country: object) -> bool:
        return True


_EVERY = _Every()


def _stands_alone(tokens: list, at: int) -> bool:  # type: ignore[type-arg]
    """'the North', not 'the North Sea'."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if before is None or before.lower_ != "the":
        return False
    return follows is None or follows.pos_ not in ("PROPN", "NOUN") or follows.text == "'s"


def _mend_labels(found: list[Name]) -> None:
    """Give every use of one name one label, and a known surname the label PERSON."""
    votes: dict[str, Counter[str]] = {}
    surnames: Counter[str] = Counter()
    for name in found:
        votes.setdefault(names.fold(name.text), Counter())[name.label] += 1
        if name.label == "PERSON" and (parsed := names.parse(name.text)).full:
            surnames[parsed.surname] += 1
    for name in found:
        folded = names.fold(name.text)
        form = countries.lookup(name.text, "", _EVERY)
        if form is not None and form.note != "other name" and name.label not in ("EVENT", "LAW"):
            if name.label == "PERSON" and countries.lookup(name.text, "PERSON", _EVERY) is None:
                continue
            name.label = "NORP" if form.sense == "people" else "GPE"
            if form.note == "institution":
                name.label = "ORG"
        elif folded in surnames and " " not in name.text.strip():
            name.label = "PERSON"
        else:
            best = votes[folded].most_common(1)[0]
            if best[1] > votes[folded][name.label]:
                name.label = best[0]
    found[:] = [name for name in found if name.label != "WORK_OF_ART"]


def _missed(
    doc: Doc, lines: list[tuple[int, int]], found: list[Name], taken: _Taken
) -> list[Name]:
    """Uses of a person's surname, or of an organisation's abbreviation, the model missed."""
    wanted: dict[str, str] = {}
    for name in found:
        if name.label == "PERSON" and names.parse(name.text).full:
            last = name.text.split()[-1]
            if len(last) > 2 and names.fold(last) == names.parse(name.text).surname:
                wanted.setdefault(last, "PERSON")
        elif name.label == "ORG" and name.text.isupper() and 2 <= len(name.text) <= 6:
            wanted.setdefault(name.text, "ORG")
    extra = []
    for token in doc:
        label = wanted.get(token.text)
        if label is None or token.pos_ != "PROPN":
            continue
        end = token.idx + len(token)
        if not taken.overlaps(token.idx, end) and _within(token.idx, lines):
            extra.append(Name(token.idx, end, token.text, label))
    return extra


def _split_run_together(found: list[Name]) -> list[Name]:
    """Part two names that a caption runs together, where both stand alone elsewhere."""
    known = {name.text for name in found if name.label == "PERSON" and " " in name.text}
    parted: list[Name] = []
    for name in found:
        cut = next(
            (
                one
                for one in known
                if name.text.startswith(one + " ") and name.text[len(one) + 1 :] in known
            ),
            None,
        )
        if cut is None or name.label != "PERSON":
            parted.append(name)
            continue
        middle = name.start + len(cut)
        parted.append(Name(name.start, middle, cut, "PERSON"))
        rest = name.text[len(cut) + 1 :]
        parted.append(Name(name.end - len(rest), name.end, rest, "PERSON"))
    return parted


def _put(name: Name, key: str, shown: str, entities: dict[str, Entity]) -> None:
    entity = entities.get(key)
    if entity is None:
        entity = entities[key] = Entity(key, shown, name.label)
    name.key = key
    entity.forms[name.text] += 1


def _join_countries(found: list[Name], entities: dict[str, Entity]) -> None:
    certain = {
        form.country
        for name in found
        if (form := countries.lookup(name.text, name.label)) is not None
    }
    for name in found:
        form = countries.lookup(name.text, name.label, certain)
        if form is None:
            continue
        name.country = form
        key = f"country:{form.country}" if form.is_country else f"ORG|{names.fold(form.name)}"
        _put(name, key, form.name, entities)
        entities[key].country = form.country
        entities[key].label = "GPE" if form.is_country else "ORG"


def _join_persons(persons: list[Name], entities: dict[str, Entity]) -> None:
    full = [name for name in persons if names.parse(name.text).full]
    groups: list[str] = []
    for name in sorted(full, key=lambda name: (-len(name.text), name.start)):
        match = next(
            (
                key
                for key in groups
                if names.relation(name.text, entities[key].name)
                in ("same", "variant", "spelling")
            ),
            None,
        )
        if match is None:
            match = f"PERSON|{names.fold(name.text)}"
            groups.append(match)
        _put(name, match, name.text, entities)
    for name in persons:
        if name.key:
            continue
        matches: dict[str, list[str]] = {}
        for key in groups:
            matches.setdefault(names.relation(name.text, entities[key].name), []).append(key)
        for relation in ("same", "variant", "surname", "given"):
            fitting = matches.get(relation, [])
            if fitting:
                if len(fitting) == 1:
                    _put(name, fitting[0], name.text, entities)
                break
        if not name.key:
            _put(name, f"PERSON|{names.fold(name.text)}", name.text, entities)


def _join_organisations(found: list[Name], entities: dict[str, Entity]) -> None:
    groups: list[str] = []
    for name in sorted(found, key=lambda name: (-len(name.text), name.start)):
        fitting = [
            key for key in groups if organisations.same_organisation(name.text, entities[key].name)
        ]
        if not fitting:
            fitting = [key for key in groups if _shortened(name.text, entities[key].name)]
        if len(fitting) == 1:
            _put(name, fitting[0], name.text, entities)
        else:
            key = f"ORG|{organisations.organisation_key(name.text) or names.fold(name.text)}"
            if key not in groups:
                groups.append(key)
            _put(name, key, name.text, entities)


def _shortened(short: str, full: str) -> bool:
    """Whether a name is a longer one cut short: 'The Times', 'Yonhap' for 'Yonhap News Agency'."""
    one, other = names.fold(short).split(), names.fold(full).split()
    if one[:1] == ["the"]:
        one = one[1:]
    if not one or len(one) >= len(other) or organisations.tells_none(short):
        return False
    if other[-len(one) :] == one:
        return True
    left_off = other[len(one) :]
    return other[: len(one)] == one and all(word in _GENERIC for word in left_off)
