"""Outlets that are one house under several names: "BBC", "BBC News", bbc.co.uk, www.bbc.com.

Names are compared as written, by the domain that they are or that their articles are at, and by
the ways in which a domain is made from a name. What is proposed is for the analyst to accept: two
papers of the same name in two countries cannot be told apart by it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.word_lists import read_rows

#: Share of an outlet's addresses that one domain has, so that it is the outlet's own (judgement).
_OWN_DOMAIN_SHARE = 0.9
#: Fewest letters of initials that are a domain (judgement): "wsj", not "ap".
_FEWEST_INITIALS = 3
#: Fewest letters of a word of a name that is searched in a domain (judgement).
_FEWEST_LETTERS = 4
#: Endings of domains that belong to no country; a house can have one beside that of its country.
_GENERIC_SUFFIXES = frozenset({"com", "org", "net"})
_WORD = re.compile(r"[^\W_]+")
_NO_SPACE = re.compile(r"\S+\.\S+")


@dataclass(frozen=True)
class OutletHouse:
    """Outlets that seem to be one.

    Attributes:
        name: A name for all of them: the most frequent that is no domain.
        outlets: Their names as loaded, the most frequent first.
        reasons: Why they seem to be one, in words.
        articles: The number of their articles.
    """

    name: str
    outlets: tuple[str, ...]
    reasons: tuple[str, ...]
    articles: int


class _Domain(NamedTuple):
    """A registrable domain, such as ``bbc.co.uk``: its label ``bbc`` and its suffix ``co.uk``."""

    label: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.label}.{self.suffix}"


class _Outlet(NamedTuple):
    """An outlet: its name as loaded, its number of articles, and the domain of all of them."""

    name: str
    articles: int
    own_domain: _Domain | None


class _Houses:
    """Sets of outlets, which grow together; and why."""

    def __init__(self) -> None:
        self._members: dict[str, set[str]] = {}
        self._reasons: dict[str, dict[str, None]] = {}

    def join(self, names: Iterable[str], reason: str) -> None:
        """Make outlets one house, for a reason."""
        names = list(names)
        if len(names) > 1:
            for name in names:
                self._reasons.setdefault(name, {})[reason] = None
            merged = set().union(*(self._members.get(name, {name}) for name in names))
            self._members.update(dict.fromkeys(merged, merged))

    def __iter__(self) -> Iterator[set[str]]:
        return iter({id(members): members for members in self._members.values()}.values())

    def reasons(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the reasons that made some outlets one, each once."""
        return tuple(dict.fromkeys(r for name in names for r in self._reasons.get(name, {})))


def propose_houses(addresses: pd.DataFrame) -> list[OutletHouse]:
    """Return the outlets that seem to be one, those with the most articles first.

    Args:
        addresses: ``outlet``, ``host`` (of the addresses of articles, empty if unknown) and
            ``articles`` (their number), a row for each pair of outlet and host.
    """
    outlets = [
        _describe(str(name), dict(zip(rows["host"], rows["articles"], strict=True)))
        for name, rows in addresses[addresses["outlet"] != ""].groupby("outlet")
    ]
    outlets.sort(key=lambda outlet: (-outlet.articles, outlet.name))
    domains = {
        outlet.name: domain for outlet in outlets if (domain := _domain_of_name(outlet.name))
    }
    named = [outlet for outlet in outlets if outlet.name not in domains]
    houses = _Houses()
    _join_names(named, houses)
    _join_domains(domains, houses)
    _join_names_with_domains(named, domains, houses)
    proposals = []
    for members in houses:
        in_order = [outlet for outlet in outlets if outlet.name in members]
        names = tuple(outlet.name for outlet in in_order)
        name = next((name for name in names if name not in domains), names[0])
        articles = sum(outlet.articles for outlet in in_order)
        proposals.append(OutletHouse(name, names, houses.reasons(names), articles))
    return sorted(proposals, key=lambda house: (-house.articles, house.name))


def _describe(name: str, articles_by_host: Mapping[str, int]) -> _Outlet:
    counts: dict[_Domain, int] = {}
    for host, articles in articles_by_host.items():
        if domain := _split_domain(host):
            counts[domain] = counts.get(domain, 0) + articles
    with_address = sum(articles for host, articles in articles_by_host.items() if host)
    own_domains = [
        domain
        for domain, articles in counts.items()
        if articles >= _OWN_DOMAIN_SHARE * with_address
    ]
    return _Outlet(name, sum(articles_by_host.values()), own_domains[0] if own_domains else None)


def _join_names(named: list[_Outlet], houses: _Houses) -> None:
    """Join names that are the same but for "The", case and marks, or for "News" at the end."""
    by_words: dict[tuple[str, ...], list[str]] = {}
    by_brand: dict[tuple[str, ...], list[str]] = {}
    for outlet in named:
        words = _split_name(outlet.name)
        by_words.setdefault(words, []).append(outlet.name)
        by_brand.setdefault(_without_ending(words), []).append(outlet.name)
    for names in by_words.values():
        houses.join(names, "the same name")
    for brand, names in by_brand.items():
        if brand and len({_split_name(name) for name in names}) > 1:
            houses.join(names, "names that differ by “News” or the like")


def _join_domains(domains: Mapping[str, _Domain], houses: _Houses) -> None:
    """Join outlets that are the same domain, or the same of one country and of none."""
    for same in _group_domains(domains.values()).values():
        names = [name for name, domain in domains.items() if domain in same]
        houses.join(names, f"the domain {' and '.join(sorted(map(str, same)))}")


def _join_names_with_domains(
    named: list[_Outlet], domains: Mapping[str, _Domain], houses: _Houses
) -> None:
    """Join a name with the domain that its articles are at, or that is made of the name."""
    houses_by_label: dict[str, list[frozenset[_Domain]]] = {}
    for same in set(_group_domains(domains.values()).values()):
        houses_by_label.setdefault(next(iter(same)).label.replace("-", ""), []).append(same)
    for outlet in named:
        words = _split_name(outlet.name)
        for name, domain in domains.items():
            if domain == outlet.own_domain and _is_like(words, domain):
                houses.join([outlet.name, name], f"articles of “{outlet.name}” are at {domain}")
        labels = _spell_as_domain(words)
        candidates = {same for label in labels for same in houses_by_label.get(label, ())}
        # Of two domains that could be made of the name, the name does not tell which is its own.
        if len(candidates) == 1:
            (same,) = candidates
            names = [name for name, domain in domains.items() if domain in same]
            houses.join([outlet.name, *names], f"{names[0]} is made of “{outlet.name}”")


def _is_like(words: tuple[str, ...], domain: _Domain) -> bool:
    """Return whether a domain has a word of a name or begins with its initials.

    Columnists, whose articles are all at the domain of the paper, are not like it.
    """
    initials = "".join(word[0] for word in words)
    has_initials = len(words) > 1 and domain.label.startswith(initials)
    long_words = (word for word in words if len(word) >= _FEWEST_LETTERS)
    return has_initials or any(word in domain.label for word in long_words)


def _group_domains(domains: Iterable[_Domain]) -> dict[_Domain, frozenset[_Domain]]:
    """Return for each domain those of the same house.

    The same label under a generic suffix and that of one country is one house, unless papers of
    many places have it ("star"); under those of two countries it is as many houses as domains
    (independent.co.uk, independent.ie).
    """
    by_label: dict[str, set[_Domain]] = {}
    for domain in domains:
        by_label.setdefault(domain.label, set()).add(domain)
    general = _words("general")
    groups: dict[_Domain, frozenset[_Domain]] = {}
    for same in by_label.values():
        countries = {domain for domain in same if domain.suffix not in _GENERIC_SUFFIXES}
        for domain in same:
            is_one = len(countries) <= 1 and domain.label.removeprefix("the") not in general
            groups[domain] = frozenset(same if is_one else {domain})
    return groups


def _domain_of_name(name: str) -> _Domain | None:
    """Return the domain that an outlet's name is; None if it is no domain."""
    return _split_domain(name.strip()) if _NO_SPACE.fullmatch(name.strip()) else None


@cache
def _split_domain(host: str) -> _Domain | None:
    """Return the registrable domain of a host, None if it has none or several houses share it."""
    from tld import Result, get_tld  # pages start without it

    parts = get_tld(
        host, as_object=True, fail_silently=True, fix_protocol=True, search_private=True
    )
    if not isinstance(parts, Result) or parts.domain in _words("shared"):
        return None
    return _Domain(parts.domain, parts.tld)


def _split_name(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without "The" before them."""
    words = tuple(_WORD.findall(re.sub("['’]", "", name.casefold())))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _without_ending(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without words such as "News" at its end; empty if what is left is no brand."""
    end = len(words)
    while end and words[end - 1] in _words("ending"):
        end -= 1
    brand = words[:end]
    return () if all(word in _words("general") for word in brand) else brand


def _spell_as_domain(words: tuple[str, ...]) -> set[str]:
    """Return the labels of domains that are made from a name: whole, or with initials."""
    spellings: set[str] = set()
    for variant in (words, _without_ending(words)):
        if not variant:
            continue
        initials = "".join(word[0] for word in variant)
        spellings |= {"".join(variant), initials[:-1] + variant[-1]}
        if len(initials) >= _FEWEST_INITIALS:
            spellings.add(initials)
    return spellings | {f"the{spelling}" for spelling in spellings}


@cache
def _words(kind: str) -> frozenset[str]:
    rows = read_rows("corpus", "outlet_words.csv")
    return frozenset(row["word"] for row in rows if row["kind"] == kind)
