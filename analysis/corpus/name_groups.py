"""Groups of names that entity linking decides independently of all others.

Whether two local entities are one entity depends on names that are alike: equal keys, family names
that sound alike, spellings, initials, offices of countries. Names that are alike, directly or by
way of others, form a group. The entities of a group follow from its rows and the stories of their
articles alone, so that only the groups of added names have to be linked again. A group may hold
more names than necessary, never fewer.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from rapidfuzz.distance import OSA
from scipy.sparse.csgraph import connected_components

from analysis.corpus.name_blocks import BlockMembers
from analysis.corpus.name_tokens import (
    COMMON,
    NAMED,
    ORGANISATIONS,
    PERSONS,
    Hashes,
    describe_names,
    describe_organisations,
    describe_persons,
    hash_texts,
    name_organisation,
    name_person,
)
from analysis.corpus.named_together import NO_PAIRS, Pairs, flatten_tokens
from analysis.entity_types import Family
from analysis.nlp.entities.person_name_matching import compare_names

_FLAGS = ("is_person", "is_organisation")
#: Names with what they share with others (:mod:`analysis.corpus.name_tokens`). Names with a common
#: token in ``keys``, ``ids``, ``persons``, ``surnames`` or ``organisations`` are of one group, and
#: so is a name with a token in ``meanings`` that another has in ``organisations``; one in
#: ``short_names`` counts where a story has both (:mod:`analysis.corpus.named_together`). Names that
#: may be of one family are compared if they share one of its blocks.
#: Numbers are 0, 1, … in the order in which names were added.
NAMES = pa.schema(
    [
        ("number", pa.int32()),
        ("hash", pa.uint64()),
        *COMMON,
        *((flag, pa.bool_()) for flag in _FLAGS),
        *(field for field in (*PERSONS, *ORGANISATIONS) if field.name not in COMMON.names),
    ]
)
#: What separates the fields of a name where they are one string; no name has it.
_SEPARATOR = "\x1f"
#: Names that a process describes at a time.
_PORTION_NAMES = 2_000

_Describe = Callable[[pd.DataFrame], pa.Table]
#: What applies a function to many items, as ``map`` does.
Share = Callable[[_Describe, Iterable[pd.DataFrame]], Iterable[pa.Table]]
_Positions = npt.NDArray[np.int32]


class _Kind(NamedTuple):
    """How names are described and compared that may be of a family.

    Attributes:
        family: The family.
        flag: The column that says which names are described.
        describe: Returns the columns of the family.
        text: The column of what is compared.
        tokens, blocks: Columns of the family.
        name_text: Returns the token that stands for a compared text.
        is_alike: Whether two texts of one block are of one group.
    """

    family: Family
    flag: str
    describe: _Describe
    text: str
    tokens: str
    blocks: str
    name_text: Callable[[str], str]
    is_alike: Callable[[str, str], bool]


def add_names(known: pa.Table, names: pd.DataFrame, share: Share = map) -> pa.Table:
    """Return the known names and those that are new, with what they share with others.

    Args:
        known: Rows of :data:`NAMES` from a call before, or none.
        names: Columns :data:`NAMED`, each combination once.
        share: Applies a function to many items, perhaps in several processes.
    """
    new = names.loc[find_numbers(known, names) < 0, NAMED]
    if new.empty:
        return known
    described = pa.concat_tables(share(describe_names, _divide(new)))
    columns = {
        "number": pa.array(range(len(known), len(known) + len(new)), pa.int32()),
        "hash": pa.array(hash_names(described), pa.uint64()),
    }
    for field in NAMES:
        if field.name in COMMON.names:
            columns[field.name] = described[field.name]
        elif field.name not in columns:
            columns[field.name] = _repeat(field.type, len(new))
    rows = pa.concat_tables([known, pa.table(columns, schema=NAMES)])
    classes = _find_classes(rows)
    for kind in _KINDS:
        rows = _describe_family(rows, classes, kind, share)
    return rows


def _divide(names: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for start in range(0, len(names), _PORTION_NAMES):
        yield names.iloc[start : start + _PORTION_NAMES]


def _repeat(kind: pa.DataType, count: int) -> pa.Array:
    """Return as many empty values: no tokens, no text, or no."""
    if pa.types.is_list(kind):
        return pa.repeat(pa.scalar([], kind), count)
    return pa.repeat(pa.scalar("" if kind == pa.string() else False, kind), count)


def _find_classes(names: pa.Table) -> _Positions:
    """Return the class of each name, by its number: names with a common key or id are of one."""
    (key_rows, keys), (id_rows, ids) = (flatten_tokens(names, column) for column in ("keys", "ids"))
    numbers = names["number"].to_numpy()[np.concatenate([key_rows, id_rows])]
    return _find_components(len(names), numbers, pd.factorize(np.concatenate([keys, ids]))[0])


def find_numbers(known: pa.Table, names: pd.DataFrame) -> _Positions:
    """Return the number of each name; -1 if it is not known.

    Args:
        known: Rows of :data:`NAMES`.
        names: Columns :data:`NAMED`.
    """
    schema = pa.schema([COMMON.field(name) for name in NAMED])
    return NameNumbers(known).find(pa.Table.from_pandas(names[NAMED], schema, preserve_index=False))


class NameNumbers:
    """Finds the numbers of names by their hashes.

    Two of five million names have one hash with a probability of one in a million.

    Args:
        names: Rows of :data:`NAMES`.
    """

    def __init__(self, names: pa.Table) -> None:
        """Sort the hashes."""
        hashes = names["hash"].to_numpy()
        order = np.argsort(hashes)
        self._hashes, self._numbers = hashes[order], names["number"].to_numpy()[order]

    def find(self, rows: pa.Table) -> _Positions:
        """Return the number of the name of each row; -1 if there is none.

        Args:
            rows: Columns :data:`NAMED` and any others.
        """
        return self.find_hashes(hash_names(rows))

    def find_hashes(self, hashes: Hashes) -> _Positions:
        """Return the number of the name of each hash; -1 if there is none."""
        numbers = np.full(len(hashes), -1, np.int32)
        if len(self._hashes):
            place = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
            is_known = self._hashes[place] == hashes
            numbers[is_known] = self._numbers[place[is_known]]
        return numbers


def hash_names(rows: pa.Table) -> Hashes:
    """Return the hash of each name with its label and country.

    Args:
        rows: Columns :data:`NAMED` and any others.
    """
    return hash_texts(pc.binary_join_element_wise(*(rows[name] for name in NAMED), _SEPARATOR))


def find_groups(
    names: pa.Table, together: Pairs = NO_PAIRS
) -> tuple[_Positions, npt.NDArray[np.bool_]]:
    """Return the group of each name, and whether its entities depend on the stories of articles.

    Args:
        names: Rows of :data:`NAMES`.
        together: The numbers of names of one group because of the stories that have both.

    Returns:
        Two arrays by the number of the name.
    """
    columns = ("keys", "ids", "persons", "surnames", "organisations", "meanings")
    rows, tokens = zip(*(flatten_tokens(names, column) for column in columns), strict=True)
    all_codes, known = pd.factorize(np.concatenate(tokens))
    codes = np.split(all_codes, np.cumsum([len(some) for some in tokens])[:-1])
    is_meant = _mark(codes[4], len(known))[codes[5]]
    keys, ids = zip(rows[:2], codes[:2], strict=True)
    key_rows, key_codes = _list_shared_keys(names, keys, ids, len(known))
    position = np.empty(len(names), np.int32)
    position[names["number"].to_numpy()] = np.arange(len(names))
    of_pairs = np.arange(len(together)) + int(key_codes.max(initial=-1)) + len(known) + 1
    groups = _find_components(
        len(names),
        np.concatenate([key_rows, *rows[2:5], rows[5][is_meant], *position[together.T]]),
        np.concatenate([key_codes, *codes[2:5], codes[5][is_meant], of_pairs, of_pairs]),
    )
    is_contextual = _list_mixed(names, groups, codes[0][_is_first(rows[0])])
    is_contextual[groups[names["is_office"].to_numpy()]] = True
    return groups[position], is_contextual[groups][position]


def _list_mixed(
    names: pa.Table, groups: _Positions, first_keys: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """Return which groups have names of several families or first keys."""
    families = names["family"].combine_chunks().dictionary_encode().indices.to_numpy()
    is_mixed = np.zeros(int(groups.max(initial=-1)) + 1, bool)
    for values in (families, first_keys):
        of_group = np.zeros(len(is_mixed), np.intp)
        of_group[groups] = values  # that of any of its names
        is_mixed[groups[of_group[groups] != values]] = True
    return is_mixed


def _list_shared_keys(
    names: pa.Table,
    keys: tuple[_Positions, npt.NDArray[np.intp]],
    ids: tuple[_Positions, npt.NDArray[np.intp]],
    n_codes: int,
) -> tuple[_Positions, npt.NDArray[np.intp]]:
    """Return those of the keys and ids of names by which they are of one group: rows and codes.

    The first key of a name is that of its own family. It has another one only if its family is
    corrected, which takes a name of another family with the same first key. The id of an entity
    begins with its family: that of a name, a corrected one, or that of persons for what may be a
    family name. It has a code for each family, after those of all tokens.

    Args:
        names: Rows of :data:`NAMES`.
        keys: The row and the code of each key.
        ids: The row and the code of each id.
        n_codes: The number of codes of all tokens.
    """
    (key_rows, key_codes), (id_rows, id_codes) = keys, ids
    families = names["family"].combine_chunks().dictionary_encode()
    family_of, listed = families.indices.to_numpy(), families.dictionary.to_pylist()
    by_class = pd.DataFrame(
        {
            "family": family_of,
            "persons": pc.greater(pc.list_value_length(names["surnames"]), 0).to_numpy(),
        }
    ).groupby(key_codes[_is_first(key_rows)])
    can_change = by_class["family"].transform("nunique").to_numpy() > 1
    is_family_name = by_class["persons"].transform("max").to_numpy(bool)
    is_shared = _is_first(key_rows) | can_change[key_rows]
    selected = [(key_rows[is_shared], key_codes[is_shared])]
    for number, family in enumerate(dict.fromkeys([*listed, *map(str, Family)]), 1):
        can_be = can_change | (family_of == number - 1)
        if family == Family.PERSON:
            can_be |= is_family_name
        is_of_family = can_be[id_rows]
        selected.append((id_rows[is_of_family], id_codes[is_of_family] + number * n_codes))
    all_rows, all_codes = (np.concatenate(some) for some in zip(*selected, strict=True))
    return all_rows, all_codes


def _is_first(rows: _Positions) -> npt.NDArray[np.bool_]:
    """Return which tokens are the first of their row."""
    return np.diff(rows, prepend=-1) > 0


def _describe_family(rows: pa.Table, classes: _Positions, kind: _Kind, share: Share) -> pa.Table:
    """Return the rows with what those that may be of a family share with others of it.

    Args:
        rows: Rows of :data:`NAMES`.
        classes: The class of each, by its number.
        kind: How names of the family are described.
        share: Applies a function to many items.
    """
    class_of_row = classes[rows["number"].to_numpy()]
    is_of_family = pc.equal(rows["family"], kind.family.value).to_numpy()
    can_be = _mark(class_of_row[is_of_family], len(classes))[class_of_row]
    is_lacking = can_be & ~rows[kind.flag].to_numpy()
    if not is_lacking.any():
        return rows
    lacking = rows.filter(pa.array(is_lacking))
    named = lacking.select(NAMED).to_pandas()
    described = pa.concat_tables(share(kind.describe, _divide(named)))
    columns = {name: described[name] for name in described.schema.names}
    columns[kind.flag] = pa.array(np.ones(len(lacking), bool))
    lacking = pa.table([columns.get(name, lacking[name]) for name in NAMES.names], schema=NAMES)
    others = rows.filter(pa.array(~is_lacking))
    return _join_alike(pa.concat_tables([others, lacking]), len(others), kind)


def _join_alike(rows: pa.Table, first_new: int, kind: _Kind) -> pa.Table:
    """Return the rows with the tokens of names that are alike and of which one is new.

    Args:
        rows: Rows of :data:`NAMES`.
        first_new: From which row on they are new to the family.
        kind: How names of the family are compared.
    """
    members = BlockMembers(*flatten_tokens(rows, kind.blocks), rows[kind.text], first_new)
    pairs = list(members.list_alike(kind.is_alike))
    added = hash_texts(pa.array([kind.name_text(text) for _, text in pairs], pa.string()))
    row_of_token, tokens = flatten_tokens(rows, kind.tokens)
    row_of_token = np.concatenate([row_of_token, np.array([row for row, _ in pairs], np.int32)])
    order = np.argsort(row_of_token, kind="stable")
    values = np.concatenate([tokens, added])[order]
    offsets = np.concatenate([[0], np.cumsum(np.bincount(row_of_token, minlength=len(rows)))])
    joined = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(values))
    column = rows.schema.get_field_index(kind.tokens)
    return rows.set_column(column, rows.schema.field(column), joined)


def _is_alike_person(name: str, other: str) -> bool:
    return bool(compare_names(name, other) or compare_names(other, name))


def _is_misspelled(name: str, other: str) -> bool:
    return abs(len(name) - len(other)) <= 1 and OSA.distance(name, other, score_cutoff=1) <= 1


_KINDS = (
    _Kind(
        Family.PERSON,
        "is_person",
        describe_persons,
        "name",
        "persons",
        "person_blocks",
        name_person,
        _is_alike_person,
    ),
    _Kind(
        Family.ORGANISATION,
        "is_organisation",
        describe_organisations,
        "organisation",
        "organisations",
        "organisation_blocks",
        name_organisation,
        _is_misspelled,
    ),
)


def _mark(codes: npt.NDArray[np.integer], size: int) -> npt.NDArray[np.bool_]:
    """Return which of all codes are among some."""
    marks = np.zeros(size, bool)
    marks[codes] = True
    return marks


def _find_components(
    n_rows: int, positions: _Positions, codes: npt.NDArray[np.integer]
) -> _Positions:
    """Return the number of the component of each row: rows with a common code are of one.

    Args:
        n_rows: The number of rows.
        positions: The row of each code.
        codes: Numbers from 0 on, with few gaps.
    """
    # Most codes are of one row alone: each row is linked with the first that has the code.
    first = np.full(int(codes.max(initial=-1)) + 1, -1, np.int32)
    first[codes[::-1]] = positions[::-1]
    is_linked = first[codes] != positions
    linked = positions[is_linked], first[codes[is_linked]]
    links = sp.coo_matrix((np.ones(len(linked[0]), bool), linked), shape=(n_rows, n_rows))
    components: _Positions = connected_components(links, directed=False)[1]
    return components
