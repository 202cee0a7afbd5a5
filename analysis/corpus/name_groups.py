"""Groups of names that entity linking decides independently of all others.

Whether two local entities are one entity depends on names that are alike: equal keys, family names
that sound alike, spellings, initials, offices of countries. Names that are alike, directly or by
way of others, form a group. The entities of a group follow from its rows and the stories of their
articles alone, so that only the groups of added names have to be linked again. A group may hold
more names than necessary, never fewer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from rapidfuzz.distance import OSA
from scipy.sparse.csgraph import connected_components

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
from analysis.nlp.entities.person_name_matching import compare_names
from analysis.nlp.entities.person_names import fold, parse_name, strip_title

#: The columns of a local entity that its group depends on.
NAMED = ["name", "label", "country"]
_TOKENS = pa.list_(pa.string())
#: Names with what they share with others. Names with a common token in ``keys``, ``persons``,
#: ``surnames`` or ``organisations`` are of one group, and so is a name with a token in ``meanings``
#: that another has in ``organisations``. Names of one family are compared if they share one of its
#: blocks.
#: Numbers are 0, 1, … in the order in which names were added.
NAMES = pa.schema(
    [
        ("number", pa.int32()),
        *((name, pa.string()) for name in (*NAMED, "family")),
        ("is_person", pa.bool_()),
        ("is_organisation", pa.bool_()),
        *((name, _TOKENS) for name in ("keys", "persons", "surnames")),
        *((name, _TOKENS) for name in ("organisations", "meanings")),
        *((name, _TOKENS) for name in ("person_blocks", "organisation_blocks")),
    ]
)
_MISTAKEN_LABELS = frozenset(labels_with(Trait.MISTAKEN_SURNAME))
#: Minimum number of capitals of a name that may be an acronym; as in ``organisation_names``.
_MIN_CAPITALS = 2
_OFFICE, _ID = "office ", "id "
#: What separates the fields of a name where they are one string; no name has it.
_SEPARATOR = "\x1f"
#: Names that are compared with those before them at a time, to limit memory.
_NAMES_AT_A_TIME = 20_000
#: Names that a process describes at a time.
_PORTION_NAMES = 2_000
_DESCRIBED = pa.schema([field for field in NAMES if field.name != "number"])

_Row = dict[str, Any]
#: What applies a function to many items, as ``map`` does.
Share = Callable[[Callable[[pd.DataFrame], pa.Table], Iterable[pd.DataFrame]], Iterable[pa.Table]]


def add_names(known: pa.Table, names: pd.DataFrame, share: Share = map) -> pa.Table:
    """Return the known names and those that are new, with what they share with others.

    Args:
        known: Rows of :data:`NAMES` from a call before, or none.
        names: Columns :data:`NAMED`, each combination once.
        share: Applies a function to many items, perhaps in several processes.
    """
    new = names.loc[find_numbers(known, names) < 0, NAMED]
    portions = (
        new.iloc[start : start + _PORTION_NAMES] for start in range(0, len(new), _PORTION_NAMES)
    )
    described = pa.concat_tables([_DESCRIBED.empty_table(), *share(_describe_names, portions)])
    numbers = pa.array(range(len(known), len(known) + len(new)), pa.int32())
    rows = described.add_column(0, NAMES.field("number"), numbers)
    for start in range(0, len(rows), _NAMES_AT_A_TIME):
        known = pa.concat_tables([known, rows.slice(start, _NAMES_AT_A_TIME)])
        classes = _find_classes(known)
        known = _describe_family(
            known, classes, Family.PERSON, _describe_person, is_alike=_is_alike_person
        )
        known = _describe_family(
            known, classes, Family.ORGANISATION, _describe_organisation, is_alike=_is_misspelled
        )
    return known


def _find_classes(names: pa.Table) -> npt.NDArray[np.int32]:
    """Return the class of each name, by its number: names with a common key are of one."""
    positions, keys = _flatten(names, "keys")
    classes = np.empty(len(names), np.int32)
    classes[names["number"].to_numpy()] = _find_components(
        len(names), positions, _encode([keys])[0][0]
    )
    return classes


def find_numbers(known: pa.Table, names: pd.DataFrame) -> npt.NDArray[np.int32]:
    """Return the number of each name; -1 if it is not known.

    Args:
        known: Rows of :data:`NAMES`.
        names: Columns :data:`NAMED`.
    """
    schema = pa.schema([NAMES.field(name) for name in NAMED])
    sought = pa.Table.from_pandas(names[NAMED], schema, preserve_index=False)
    # Few are sought, and a short list is looked for sooner than a long one.
    place = pc.index_in(join_names(known), join_names(sought))
    is_sought = pc.is_valid(place)
    numbers = np.full(len(sought), -1, np.int32)
    numbers[place.filter(is_sought).to_numpy()] = known["number"].filter(is_sought).to_numpy()
    return numbers


def join_names(rows: pa.Table) -> pa.ChunkedArray:
    """Return each name, with its label and country, as one string."""
    return pc.binary_join_element_wise(*(rows[name] for name in NAMED), _SEPARATOR)


def _describe_names(names: pd.DataFrame) -> pa.Table:
    """Return names with what they share with names of any family."""
    rows = [_describe(*named) for named in names.itertuples(index=False)]
    return pa.Table.from_pylist(rows, _DESCRIBED)


def find_groups(names: pa.Table) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Return the group of each name, and whether its entities depend on the stories of articles.

    Args:
        names: Rows of :data:`NAMES`.

    Returns:
        Two arrays by the number of the name.
    """
    columns = ("keys", "persons", "surnames", "organisations", "meanings")
    rows, tokens = zip(*(_flatten(names, name) for name in columns), strict=True)
    codes, dictionary = _encode(tokens)
    is_meant = _mark(codes[3], len(dictionary))[codes[4]]
    is_id, is_office = (
        pc.starts_with(dictionary, start).to_numpy(zero_copy_only=False) for start in (_ID, _OFFICE)
    )
    key_rows, key_codes = _list_shared_keys(names, rows[0], codes[0], is_id)
    groups = _find_components(
        len(names),
        np.concatenate([key_rows, *rows[1:4], rows[4][is_meant]]),
        np.concatenate([key_codes, *codes[1:4], codes[4][is_meant]]),
    )
    first_keys = pc.list_element(names["keys"], 0).to_pandas() + names["family"].to_pandas()
    is_mixed = first_keys.groupby(groups).transform("nunique").to_numpy() > 1
    is_contextual = is_mixed | np.isin(groups, groups[rows[3][is_office[codes[3]]]])
    position = np.empty(len(names), np.intp)
    position[names["number"].to_numpy()] = np.arange(len(names))
    return groups[position], is_contextual[position]


def _list_shared_keys(
    names: pa.Table,
    rows: npt.NDArray[np.int32],
    codes: npt.NDArray[np.int32],
    is_id: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return those of the ``keys`` of names by which they are of one group: rows and codes.

    The first key of a name is that of its own family. It has another one only if its family is
    corrected, which takes a name of another family with the same first key. The id of an entity
    begins with its family: that of a name, a corrected one, or that of persons for what may be a
    family name. It has a code for each family, after those of all tokens.

    Args:
        names: Rows of :data:`NAMES`.
        rows: The row of each key.
        codes: The code of each key.
        is_id: Whether a token is the id of entities, by code.
    """
    is_first = np.diff(rows, prepend=-1) > 0
    families = names["family"].combine_chunks().dictionary_encode()
    family_of, listed = families.indices.to_numpy(), families.dictionary.to_pylist()
    by_class = pd.DataFrame(
        {
            "family": family_of,
            "persons": pc.greater(pc.list_value_length(names["surnames"]), 0).to_numpy(),
        }
    ).groupby(codes[is_first])
    can_change = by_class["family"].transform("nunique").to_numpy() > 1
    is_family_name = by_class["persons"].transform("max").to_numpy(bool)
    is_of_id = is_id[codes]
    is_shared = ~is_of_id & (is_first | can_change[rows])
    selected = [(rows[is_shared], codes[is_shared])]
    for number, family in enumerate(dict.fromkeys([*listed, *map(str, Family)]), 1):
        can_be = can_change | (family_of == number - 1)
        if family == Family.PERSON:
            can_be |= is_family_name
        is_of_family = is_of_id & can_be[rows]
        selected.append((rows[is_of_family], codes[is_of_family] + number * len(is_id)))
    all_rows, all_codes = (np.concatenate(some) for some in zip(*selected, strict=True))
    return all_rows, all_codes


def _describe(name: str, label: str, country: str) -> _Row:
    """Return the row of a name with what it shares with names of any family."""
    family, key = find_local_key(name, label, country)
    row: _Row = {name: [] for name in _DESCRIBED.names}
    row |= {"name": name, "label": label, "country": country, "family": family}
    row |= {"is_person": False, "is_organisation": False}
    if family == COUNTRY:
        row["keys"] = [f"country {key}"]
        return row
    # The family of a name may be corrected; its key is another one then.
    keys = [key, *(find_entity_key(name, other.value)[1] for other in Family)]
    # Entities whose names are equal when folded have the same id, but for a hash.
    ids = [strip_title(name), strip_article(name), find_listed_name(name), find_listed_place(name)]
    tokens = [f"key {text}" for text in keys]
    tokens += [f"{_ID}{fold(text) or text}" for text in ids if text]
    row["keys"] = list(dict.fromkeys(tokens))
    parsed = parse_name(name)
    if label in _MISTAKEN_LABELS and not parsed.is_full:
        row["surnames"] = [f"surname {parsed.key}"]
    return row


def _describe_family(
    rows: pa.Table,
    classes: npt.NDArray[np.int32],
    family: Family,
    describe: Callable[[_Row], None],
    *,
    is_alike: Callable[[str, str], bool],
) -> pa.Table:
    """Return the rows with what those that may be of a family share with others of it.

    Args:
        rows: Rows of :data:`NAMES`.
        classes: The class of each, by its number.
        family: The family.
        describe: Fills in the columns of the family; the first token names the row.
        is_alike: Whether two names of one block, the first tokens of their rows, are of one group.
    """
    kind = family.name.lower()
    flag, column, block_column = f"is_{kind}", f"{kind}s", f"{kind}_blocks"
    class_of_row = classes[rows["number"].to_numpy()]
    of_family = class_of_row[pc.equal(rows["family"], family.value).to_numpy()]
    is_described = rows[flag].to_numpy()
    is_lacking = np.isin(class_of_row, of_family) & ~is_described
    lacking = rows.filter(pa.array(is_lacking)).to_pylist()
    for row in lacking:
        row[flag] = True
        describe(row)
    names_by_block = _group_by_block(
        rows.filter(pa.array(is_described)), column, block_column, lacking
    )
    new = {row[column][0] for row in lacking}
    for row in lacking:
        name = row[column][0]
        others = set().union(*(names_by_block[block] for block in row[block_column]))
        row[column] += sorted(
            other
            for other in others
            # Of two new names, one notes what they share.
            if (other < name or other not in new) and is_alike(name, other)
        )
    return pa.concat_tables(
        [rows.filter(pa.array(~is_lacking)), pa.Table.from_pylist(lacking, NAMES)]
    )


def _group_by_block(
    described: pa.Table, column: str, block_column: str, lacking: Sequence[_Row]
) -> dict[str, set[str]]:
    """Return the names, as first tokens, by block; of blocks with a new name only."""
    names_by_block: dict[str, set[str]] = defaultdict(set)
    for row in lacking:
        for block in row[block_column]:
            names_by_block[block].add(row[column][0])
    positions, blocks = _flatten(described, block_column)
    is_shared = pc.is_in(blocks, pa.array(list(names_by_block), pa.string()))
    names = pc.list_element(described[column], 0).take(
        pa.array(positions[is_shared.to_numpy(zero_copy_only=False)])
    )
    for block, name in zip(blocks.filter(is_shared).to_pylist(), names.to_pylist(), strict=True):
        names_by_block[block].add(name)
    return names_by_block


def _describe_person(row: _Row) -> None:
    parsed = parse_name(row["name"])
    row["persons"] = [f"person {row['name']}"]
    # A name of one word means somebody with exactly this family name, not one that sounds like it.
    surnames = parsed.surnames if parsed.is_full else (parsed.key,)
    row["surnames"] = [f"surname {surname}" for surname in surnames]
    if not parsed.is_full:
        return
    for block in iterate_blocks(parsed):
        if len(block) == 1:
            row["persons"].append(f"sound {block[0]}")
        else:
            row["person_blocks"].append("|".join(block))


def _is_alike_person(name: str, other: str) -> bool:
    first, second = name.removeprefix("person "), other.removeprefix("person ")
    return bool(compare_names(first, second) or compare_names(second, first))


def _describe_organisation(row: _Row) -> None:
    name = row["name"]
    _, key = find_entity_key(name, Family.ORGANISATION)
    row["organisations"] = [f"organisation {key}"]
    if block := find_misspelling_block(key):
        row["organisation_blocks"].append(f"{block[0]}|{block[1]}")
    letters = key.replace(" ", "")
    n_capitals = sum(letter.isupper() for letter in strip_to_letters(name))
    if len(letters) >= MIN_ACRONYM_LENGTH and n_capitals >= _MIN_CAPITALS:
        row["organisations"].append(f"acronym {letters}")
    if is_generic_office(name):
        row["organisations"].append(f"{_OFFICE}{key}")
    row["meanings"] = [
        *(f"acronym {initials}" for initials in sorted(build_acronyms(name))),
        *(f"{_OFFICE}{office}" for office in list_offices_of_countries(name)),
    ]
    if is_full_name(name, row["label"]):
        row["meanings"] += [f"organisation {short}" for short in list_short_names(name)]


def _is_misspelled(name: str, other: str) -> bool:
    return abs(len(name) - len(other)) <= 1 and OSA.distance(name, other, score_cutoff=1) <= 1


def _flatten(rows: pa.Table, column: str) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """Return the tokens of a column and the positions of their rows."""
    lists = rows[column].combine_chunks()
    return pc.list_parent_indices(lists).to_numpy().astype(np.int32), lists.flatten()


def _encode(tokens: Sequence[pa.Array]) -> tuple[list[npt.NDArray[np.int32]], pa.Array]:
    """Return a code for each token of some columns, and the token of each code."""
    encoded = pa.chunked_array(tokens, pa.string()).combine_chunks().dictionary_encode()
    ends = np.cumsum([len(some) for some in tokens])[:-1]
    return np.split(encoded.indices.to_numpy(), ends), encoded.dictionary


def _mark(codes: npt.NDArray[np.int32], size: int) -> npt.NDArray[np.bool_]:
    """Return which of all codes are among some."""
    marks = np.zeros(size, bool)
    marks[codes] = True
    return marks


def _find_components(
    n_rows: int, positions: npt.NDArray[np.int32], codes: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """Return the number of the component of each row: rows with a common code are of one."""
    # Codes without gaps, of 32 bits as the rows are, take half the memory.
    columns = pd.factorize(codes)[0].astype(np.int32) + np.int32(n_rows)
    size = int(columns.max(initial=n_rows)) + 1
    links = sp.coo_matrix((np.ones(len(columns), bool), (positions, columns)), shape=(size, size))
    components: npt.NDArray[np.int32] = connected_components(links, directed=False)[1]
    return components[:n_rows]
