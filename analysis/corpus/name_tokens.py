"""What names share with others, as numbers: two names with a common one may be one entity.

A number is the hash, of 64 bits, of a word and of what kind it is ('surname lee'): a large corpus
has millions of names, and the words would take several times the memory. Two words with one hash
would only put names into one group that need not be in one.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.corpus.entity_keys import (
    COUNTRY,
    find_entity_key,
    find_listed_place,
    find_local_key,
)
from analysis.corpus.entity_naming import strip_article
from analysis.corpus.organisation_linking import (
    MIN_ACRONYM_LENGTH,
    find_misspelling_block,
    list_offices_of_countries,
)
from analysis.corpus.short_names import is_full_name, list_short_names
from analysis.entity_types import Family, Trait, labels_with
from analysis.nlp.entities.organisation_names import (
    build_acronyms,
    find_listed_name,
    is_generic_office,
    strip_to_letters,
)
from analysis.nlp.entities.person_index import iterate_blocks
from analysis.nlp.entities.person_names import fold, parse_name, strip_title

#: The columns of a local entity that its group depends on.
NAMED = ["name", "label", "country"]
TOKENS = pa.list_(pa.uint64())
#: What every name has.
COMMON = pa.schema(
    [
        *((name, pa.string()) for name in (*NAMED, "family")),
        *((name, TOKENS) for name in ("keys", "ids", "surnames")),
    ]
)
#: What only names have that may be persons; their ``surnames`` take the place of those of COMMON.
PERSONS = pa.schema([(name, TOKENS) for name in ("persons", "surnames", "person_blocks")])
#: What only names have that may be organisations.
ORGANISATIONS = pa.schema(
    [
        ("organisation", pa.string()),
        ("is_office", pa.bool_()),
        *((name, TOKENS) for name in ("organisations", "meanings", "short_names")),
        ("organisation_blocks", TOKENS),
    ]
)
_MISTAKEN_LABELS = frozenset(labels_with(Trait.MISTAKEN_SURNAME))
#: Minimum number of capitals of a name that may be an acronym; as in ``organisation_names``.
_MIN_CAPITALS = 2

_Row = dict[str, Any]
Hashes = npt.NDArray[np.uint64]


def describe_names(names: pd.DataFrame) -> pa.Table:
    """Return what names share with names of any family: rows of :data:`COMMON`.

    Args:
        names: Columns :data:`NAMED`.
    """
    columns = (names[column] for column in NAMED)
    return _hash_rows([_describe(*named) for named in zip(*columns, strict=True)], COMMON)


def describe_persons(names: pd.DataFrame) -> pa.Table:
    """Return what names share with others that may be persons: rows of :data:`PERSONS`.

    Args:
        names: Columns :data:`NAMED`.
    """
    return _hash_rows([_describe_person(name) for name in names["name"]], PERSONS)


def describe_organisations(names: pd.DataFrame) -> pa.Table:
    """Return what names share with others that may be bodies: rows of :data:`ORGANISATIONS`.

    Args:
        names: Columns :data:`NAMED`.
    """
    rows = [
        _describe_organisation(name, label)
        for name, label in zip(names["name"], names["label"], strict=True)
    ]
    return _hash_rows(rows, ORGANISATIONS)


def hash_texts(texts: pa.Array | pa.ChunkedArray) -> Hashes:
    """Return the hash of each text, the same in every process."""
    values = texts.to_numpy(zero_copy_only=False).astype(object)
    hashes: Hashes = pd.util.hash_array(values, categorize=False)
    return hashes


def name_person(name: str) -> str:
    """Return the token that stands for a person's name."""
    return f"person {name}"


def name_organisation(key: str) -> str:
    """Return the token that stands for the key of an organisation."""
    return f"organisation {key}"


def _hash_rows(rows: list[_Row], schema: pa.Schema) -> pa.Table:
    """Return the rows with the hashes of their tokens in place of these."""
    columns = []
    for field in schema:
        is_tokens = field.type == TOKENS
        kind = pa.list_(pa.string()) if is_tokens else field.type
        values = pa.array([row[field.name] for row in rows], kind)
        if is_tokens:
            values = pa.ListArray.from_arrays(values.offsets, hash_texts(values.flatten()))
        columns.append(values)
    return pa.table(columns, schema=schema)


def _describe(name: str, label: str, country: str) -> _Row:
    family, key = find_local_key(name, label, country)
    row: _Row = {"name": name, "label": label, "country": country, "family": family}
    row |= {"keys": [], "ids": [], "surnames": []}
    if family == COUNTRY:
        row["keys"] = [f"country {key}"]
        return row
    # The family of a name may be corrected; its key is another one then.
    keys = [key, *(find_entity_key(name, other.value)[1] for other in Family)]
    row["keys"] = list(dict.fromkeys(f"key {text}" for text in keys))
    # Entities whose names are equal when folded have the same id, but for a hash.
    ids = [strip_title(name), strip_article(name), find_listed_name(name), find_listed_place(name)]
    row["ids"] = list(dict.fromkeys(f"id {fold(text) or text}" for text in ids if text))
    parsed = parse_name(name)
    if label in _MISTAKEN_LABELS and not parsed.is_full:
        row["surnames"] = [f"surname {parsed.key}"]
    return row


def _describe_person(name: str) -> _Row:
    parsed = parse_name(name)
    row: _Row = {"persons": [name_person(name)], "person_blocks": []}
    # A name of one word means somebody with exactly this family name, not one that sounds like it.
    surnames = parsed.surnames if parsed.is_full else (parsed.key,)
    row["surnames"] = [f"surname {surname}" for surname in surnames]
    for block in iterate_blocks(parsed) if parsed.is_full else ():
        if len(block) == 1:
            row["persons"].append(f"sound {block[0]}")
        else:
            row["person_blocks"].append("|".join(block))
    return row


def _describe_organisation(name: str, label: str) -> _Row:
    _, key = find_entity_key(name, Family.ORGANISATION)
    is_office = is_generic_office(name)
    organisations = [name_organisation(key)]
    letters = key.replace(" ", "")
    n_capitals = sum(letter.isupper() for letter in strip_to_letters(name))
    if len(letters) >= MIN_ACRONYM_LENGTH and n_capitals >= _MIN_CAPITALS:
        organisations.append(f"acronym {letters}")
    if is_office:
        organisations.append(f"office {key}")
    meanings = [
        *(f"acronym {initials}" for initials in sorted(build_acronyms(name))),
        *(f"office {office}" for office in list_offices_of_countries(name)),
    ]
    shorts = list_short_names(name) if is_full_name(name, label) else ()
    block = find_misspelling_block(key)
    return {
        "organisation": key,
        "is_office": is_office,
        "organisations": organisations,
        "meanings": meanings,
        "short_names": [name_organisation(short) for short in shorts],
        "organisation_blocks": [f"{block[0]}|{block[1]}"] if block else [],
    }
