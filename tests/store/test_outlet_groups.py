import json

import pytest

from analysis.store import Workspace
from analysis.store.decision_files import get_backup_path
from analysis.store.outlet_groups import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    NO_GROUPS,
    NOT_GIVEN,
    OutletGroupsError,
    describe_group_table,
    read_group_table,
)

TABLE = {"country": {"Ledger": "US", "Beacon": "UK"}, "lean": {"Ledger": "left"}}
GROUPS = NO_GROUPS.with_table(TABLE)


def test_an_outlet_without_a_value_is_not_given_and_listed_last():
    outlets = ("Beacon", "Zeta", "Ledger")
    assert GROUPS.list_values("country", outlets) == ["UK", "US", NOT_GIVEN]
    assert GROUPS.group_outlets("lean", outlets)["Zeta"] == NOT_GIVEN
    assert GROUPS.name_pools("lean", outlets)["Zeta"] == "lean not given"


def test_outlets_meet_every_chosen_column_and_any_of_its_values():
    outlets = ("Beacon", "Ledger", "Zeta")
    assert GROUPS.select_outlets(outlets, {"country": ["US", NOT_GIVEN]}) == ("Ledger", "Zeta")
    assert GROUPS.select_outlets(outlets, {"country": ["US", "UK"], "lean": ["left"]}) == (
        "Ledger",
    )


def test_a_new_name_gets_the_values_of_the_old_one_that_it_does_not_have():
    renamed = GROUPS.with_names({"Ledger": "Beacon", "Beacon": "B"})
    assert renamed.columns == {
        "country": {"Ledger": "US", "Beacon": "UK", "B": "UK"},
        "lean": {"Ledger": "left", "Beacon": "left"},
    }


def test_a_table_changes_its_own_cells_only_and_an_empty_cell_removes_a_value():
    changed = GROUPS.with_table({"country": {"Ledger": "", "Zeta": " New  Zealand "}})
    assert changed.columns == {
        "country": {"Beacon": "UK", "Zeta": "New Zealand"},
        "lean": {"Ledger": "left"},
    }
    assert changed.without_column("lean").columns.keys() == {"country"}


@pytest.mark.parametrize(
    "table",
    [
        {"x" * (MAX_CHARACTERS + 1): {}},
        {"x": {"Ledger": "y" * (MAX_CHARACTERS + 1)}},
        {" ": {}},
        {f"column {n}": {} for n in range(MAX_COLUMNS + 1)},
    ],
)
def test_what_does_not_fit_a_legend_is_refused(table):
    with pytest.raises(OutletGroupsError):
        NO_GROUPS.with_table(table)
    NO_GROUPS.with_table({f"{n:0{MAX_CHARACTERS}}": {} for n in range(MAX_COLUMNS)})


def test_groups_are_kept_with_what_is_not_understood_and_the_state_before(tmp_path):
    store = Workspace(tmp_path).outlet_groups
    assert store.read() == NO_GROUPS
    store.path.write_text('{"by": "Mina"}')
    store.change(lambda groups: groups.with_table(TABLE))
    assert store.read().columns == TABLE
    assert json.loads(store.path.read_text())["by"] == "Mina"
    assert json.loads(get_backup_path(store.path).read_text()) == {"by": "Mina"}


@pytest.mark.parametrize(
    "content", ["[1]", "{", '{"columns": 1}', '{"columns": {"a": {"Ledger": 1}}}']
)
def test_a_malformed_file_is_reported_with_a_remedy_and_never_overwritten(tmp_path, content):
    store = Workspace(tmp_path).outlet_groups
    store.change(lambda groups: groups.with_table(TABLE))
    store.change(lambda groups: groups.without_column("lean"))
    store.path.write_text(content)
    with pytest.raises(OutletGroupsError, match=r"put outlet_groups\.backup\.json"):
        store.change(lambda groups: groups.with_table(TABLE))
    assert store.path.read_text() == content
    assert json.loads(get_backup_path(store.path).read_text())["columns"] == TABLE


def test_changing_groups_does_not_ask_for_a_new_catalogue(tmp_path):
    workspace = Workspace(tmp_path)
    before = workspace.version
    workspace.outlet_groups.change(lambda groups: groups.with_table(TABLE))
    assert workspace.version == before


def test_a_table_names_outlets_in_any_case_and_keeps_unknown_ones():
    content = "Source;country;lean\n ledger ;US;left\nNobody;UK;\n\n".encode("utf-8-sig")
    assert read_group_table("groups.csv", content, ["Ledger"]) == {
        "country": {"Ledger": "US", "Nobody": "UK"},
        "lean": {"Ledger": "left"},
    }


def test_an_outlet_named_twice_alike_and_a_publisher_beside_it_are_read():
    content = b"outlet,publisher,Country\nThe Sun,News UK,UK\nThe  Sun,,UK\nTHE SUN,Sun Media,CA\n"
    table = read_group_table("groups.csv", content, ["THE SUN", "The Sun"])
    assert table["publisher"] == {"The Sun": "News UK", "THE SUN": "Sun Media"}


def test_a_column_in_other_capitals_is_the_column_there_is_and_two_spellings_are_listed():
    groups = GROUPS.with_table({" Country": {"Zeta": "us"}})
    assert groups.columns["country"] == {"Ledger": "US", "Beacon": "UK", "Zeta": "us"}
    assert groups.list_spellings() == [("US", "us")]
    assert GROUPS.list_spellings() == []


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("groups.pdf", b"%PDF", "no table"),
        ("groups.csv", b"name,country\nLedger,US\n", "no column “outlet”"),
        ("groups.csv", b"outlet\nLedger\n", "no column beside"),
        ("groups.csv", b"", "is empty"),
        ("groups.csv", b"outlet,country\nNTD,US\nntd,UK\n", "two values of NTD in “country”"),
        ("groups.xlsx", b"PK broken", "cannot be read"),
    ],
)
def test_what_is_no_table_of_groups_is_refused(name, content, problem):
    with pytest.raises(OutletGroupsError, match=problem):
        read_group_table(name, content, [])


def test_a_loaded_table_is_described_by_what_it_holds():
    table = {"region": {"Ledger": "north", "Gone": "south"}}
    assert describe_group_table(table, ("Ledger", "Beacon")) == (
        "Loaded region: 1 of 2 outlets have a value; 1 more (Gone) is not loaded, and its values "
        "are kept."
    )
    table["region"]["Lost"] = "west"
    assert (
        "; 2 more (Gone, Lost) are not loaded, and their values are kept."
        in describe_group_table(table, ("Ledger",))
    )


@pytest.mark.parametrize(("n_unknown", "names"), [(5, "A, B, C, D, E"), (6, "A, B, C, D, E …")])
def test_five_outlets_that_are_not_loaded_are_named(n_unknown, names):
    table = {"region": dict.fromkeys("ABCDEF"[:n_unknown], "north")}
    assert f"; {n_unknown} more ({names}) are not loaded" in describe_group_table(table, ())
