"""Whom a family name alone means in an article in which several persons may bear it.

Papers name a person in full before they use the family name alone, and they keep it for whom the
article is about: relatives are named in full, or by 'Mrs.' and 'first lady'. So a family name
means, of the persons named in full before it, the one that fits its title and gender. Of a person
and the relatives introduced later, it means the person who had it first, also where an article that
opens with the person names the relatives before it uses the name alone; where the text does not say
that the other is a relative, it means that person while he or she is named far more often.
'President Weber' before anybody of that name is introduced is nobody's wife or son who is
introduced later.

Of a father and a son of one name, the family name is the father's, whom an article on the son may
call 'President Weber' alone. It is the son's in an article that opens with him and never has
'Weber Jr.'; there 'the Weber family' is still the father's. 'The younger Weber' is the son.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_roles import (
    find_gender,
    find_roles,
    get_content_words,
    get_tokens_before,
    join_tokens,
)
from analysis.nlp.entities.relatives import has_descendant_role, has_relative_role
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.span_index import HasSpan, SpanIndex

#: A family name keeps meaning whom it meant first as long as this person is named at least this
#: many times as often as all others of the name together (judgement).
_DOMINANCE = 2
#: Words before a family name that tell a son from his father.
_YOUNGER, _ELDER = frozenset(("younger",)), frozenset(("elder", "older"))


@dataclass
class NamedPerson:
    """A person whom the article names in full.

    Attributes:
        key: The key of the entity.
        start: Where the full name first occurs.
        gender: m, f or empty, by titles and descriptions.
        role_words: The words of titles and descriptions, folded.
        suffix: The suffix of the name: 'jr', 'sr', 'iii'; empty if it has none.
        is_relative: Whether the text introduces the person as a relative ('his wife').
        is_descendant: Whether as one of a later generation ('his son').
        is_opening: Whether the headline or the first paragraph names the person.
        is_leading: Whether it is also a junior, and the article has no 'Weber Jr.' for short.
        given_name: The first given name, folded.
        starts: Where the text names the person, in full or resolved.
    """

    key: str
    start: int
    gender: str = ""
    role_words: set[str] = field(default_factory=set)
    suffix: str = ""
    is_relative: bool = False
    is_descendant: bool = False
    is_opening: bool = False
    is_leading: bool = False
    given_name: str = ""
    starts: list[int] = field(default_factory=list)

    @property
    def is_junior(self) -> bool:
        """Whether the suffix is that of a younger person of the same name."""
        return self.suffix not in ("", "sr")

    @property
    def is_secondary(self) -> bool:
        """Whether the family name alone is rather somebody else's."""
        return bool(self.suffix) or self.is_relative

    def add_name(self, name: Name) -> None:
        """Add what the text says beside one of the full names."""
        self.starts.append(name.start)
        phrases = {join_tokens(phrase) for phrase in find_roles(name)}
        # In 'President Weber's son' the title is the other's.
        of_relatives = {phrase for phrase in phrases if has_relative_role([phrase])}
        self.role_words.update(*map(get_content_words, phrases - of_relatives))
        role_words = set().union(*map(get_content_words, phrases))
        by_noun = (nouns()[word].gender for word in sorted(role_words) if word in nouns())
        self.gender = self.gender or find_gender(name) or next(filter(None, by_noun), "")
        parsed = person_names.parse_name(name.text)
        self.suffix = self.suffix or parsed.suffix
        self.given_name = self.given_name or next(iter(parsed.given_names), "")
        self.is_relative |= bool(of_relatives)
        self.is_descendant |= has_descendant_role(of_relatives)


@dataclass
class _Use:
    """A family name alone, with the gender and the words of the title before it."""

    name: Name
    gender: str
    title_words: set[str]
    is_regnal: bool

    @property
    def is_of_noun(self) -> bool:
        """Whether the name is part of the phrase of a noun after it: 'the Weber family'."""
        root = self.name.span.root
        return root.dep_ in ("compound", "nmod") and root.head.i >= self.name.span.end

    def can_mean(self, person: NamedPerson) -> bool:
        return not (self.gender and person.gender and self.gender != person.gender)

    def is_fitting(self, person: NamedPerson) -> bool:
        """Return whether the title points to the person; 'Mr.' may be anybody's."""
        is_woman = self.gender == person.gender == "f"
        return is_woman or not self.title_words.isdisjoint(person.role_words)


def resolve_surname(
    names: Sequence[Name], persons: Iterable[NamedPerson], titles: SpanIndex[HasSpan]
) -> list[str]:
    """Return the key of the person whom each use of one family name means; empty if not certain.

    Args:
        names: The uses of the family name alone, in order.
        persons: The persons named in full who may bear it.
        titles: The headlines and subheads, whose names are explained later.
    """
    persons = sorted(persons, key=lambda person: person.start)
    uses = [_read_use(name) for name in names]
    if any(use.is_regnal for use in uses):
        persons = []  # 'King Abdullah' bears no family name
    persons += _find_unnamed_head(persons, uses)
    keys: dict[int, str] = {}
    established: str | None = None
    for number, use in enumerate(uses):
        if use.name.start in titles:
            continue
        keys[number] = _resolve_in_text(use, persons, established)
        for person in persons:
            if person.key == keys[number]:
                person.starts.append(use.name.start)
        if established is None and not (
            use.is_of_noun and any(person.is_leading for person in persons)
        ):
            established = keys[number]
    for number, use in enumerate(uses):
        if number not in keys:
            keys[number] = _resolve_in_title(use, persons, established)
    return [keys[number] for number in range(len(uses))]


def _read_use(name: Name) -> _Use:
    title = join_tokens(get_tokens_before(name))
    is_regnal = person_names.parse_name(f"{title} {name.text}").is_regnal
    return _Use(name, find_gender(name), get_content_words(title), is_regnal)


def _find_unnamed_head(persons: Sequence[NamedPerson], uses: Sequence[_Use]) -> list[NamedPerson]:
    """Return the head of a state whom an article with a 'Weber Jr.' has as 'President Weber' alone.

    The key of this father is empty.
    """
    juniors = [person for person in persons if person.is_junior]
    if not juniors or _find_elders(persons):
        return []
    given_name = juniors[0].given_name
    for use in uses:
        title_words = use.title_words & words("head of a state")
        if title_words and all(title_words.isdisjoint(person.role_words) for person in persons):
            return [NamedPerson("", use.name.start, role_words=title_words, given_name=given_name)]
    return []


def _find_elders(persons: Iterable[NamedPerson]) -> list[NamedPerson]:
    """Return the persons who have the given name of a junior, and no suffix; or else 'Sr.'."""
    persons = list(persons)
    given_names = {
        name
        for person in persons
        if person.is_junior
        for name in (person.given_name, *person_names.nicknames().get(person.given_name, ()))
    }
    elders = [
        person for person in persons if not person.is_junior and person.given_name in given_names
    ]
    return [person for person in elders if not person.suffix] or elders


def _resolve_in_text(use: _Use, persons: Sequence[NamedPerson], established: str | None) -> str:
    """Return the key of whom a use in running text means.

    Args:
        use: The use.
        persons: The persons of the family name, in the order of their introduction.
        established: The key of whom the first use in running text meant: empty for somebody who is
            not named in full, None before any use.
    """
    candidates = [person for person in persons if use.can_mean(person)]
    fitting = [person for person in candidates if use.is_fitting(person)]
    if certain := _find_only(fitting) or _find_by_age(use, candidates):
        return certain
    elders = _find_elders(candidates)
    if elders and use.title_words & words("head of a state"):
        candidates = [person for person in candidates if not person.is_junior]
    introduced = [person for person in candidates if person.start < use.name.start]
    if not introduced:
        return _find_only([person for person in candidates if not person.is_secondary])
    if elders and use.is_of_noun:
        return _find_only(elders)
    if established == "":
        return ""
    return _find_introduced(use, candidates, introduced, established)


def _find_introduced(
    use: _Use,
    candidates: Sequence[NamedPerson],
    introduced: Sequence[NamedPerson],
    established: str | None,
) -> str:
    """Return the key of whom a use without a telling title means, of those introduced before it.

    Args:
        use: The use.
        candidates: The persons whom it may mean.
        introduced: Those of them who are named in full before it; at least one.
        established: As :func:`_resolve_in_text` takes it, and not empty.
    """
    leading = [person for person in introduced if person.is_leading and not use.title_words]
    if len(leading) == 1 and established in (None, leading[0].key):
        return leading[0].key
    elders = _find_elders(candidates)
    main = [
        person
        for person in introduced
        if not person.is_relative and not (person.is_junior and elders)
    ]
    if not main and (later := [person for person in candidates if not person.is_secondary]):
        # 'Weber' is not Otto Weber Jr. where Otto Weber is named too.
        return _find_only(elders or later) if all(person.is_junior for person in introduced) else ""
    if established and [person.key for person in main] in ([], [established]):
        return established
    if (
        established is None
        and main
        and elders
        and all(person.is_junior for person in introduced if person not in main)
    ):
        return _find_only(main)
    is_by_age = bool(use.title_words & (_YOUNGER | _ELDER))
    if established is None and main == introduced[:1] and main[0].is_opening and not is_by_age:
        return main[0].key
    return _find_only(introduced) or _find_dominant(introduced, established, use.name.start)


def _find_by_age(use: _Use, persons: Sequence[NamedPerson]) -> str:
    """Return the key of whom 'the younger Weber' or 'the elder Weber' means; empty if unclear."""
    if use.title_words & _YOUNGER:
        juniors = [person for person in persons if person.is_junior]
        return _find_only(juniors or [person for person in persons if person.is_descendant])
    if use.title_words & _ELDER:
        return _find_only(
            _find_elders(persons) or [person for person in persons if not person.is_secondary]
        )
    return ""


def _find_dominant(persons: Sequence[NamedPerson], established: str | None, position: int) -> str:
    """Return the key of whom the name meant first if the text named this person far more often."""
    counts = {person.key: sum(start < position for start in person.starts) for person in persons}
    count = counts.pop(established, 0) if established else 0
    return established if established and count >= _DOMINANCE * sum(counts.values()) else ""


def _resolve_in_title(use: _Use, persons: Sequence[NamedPerson], established: str | None) -> str:
    """Return the key of whom a use in a headline means: whom the text means by the name."""
    candidates = [person for person in persons if use.can_mean(person)]
    if established is not None and (
        not established or established in {person.key for person in candidates}
    ):
        return established
    main = [person for person in candidates if not person.is_secondary]
    return _find_only(candidates) or _find_only(main)


def _find_only(persons: Sequence[NamedPerson]) -> str:
    """Return the key of the only person; empty if there are none or several."""
    return persons[0].key if len(persons) == 1 else ""
