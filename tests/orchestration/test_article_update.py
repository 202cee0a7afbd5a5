"""A catalogue to which articles were added has the rows of one that is built from all parts."""

import random
import shutil
from datetime import date

import duckdb
import pandas as pd
import pytest

from analysis.orchestration import article_update, build
from analysis.store import Workspace
from benchmarks.fault_additions import TABLES_WITHOUT_NUMBERS
from tests.handmade import annotated

#: Speakers whose names depend on each other: who "Lee" is depends on the articles beside it.
SPEAKERS = ("Ann Lee", "Lee", "Anna Lee", "Bo Chan", "Bo J. Chan", "Chan", "Cy Roe")
EVENTS = (
    "will talk about arms and grain in May with the delegates of eleven northern countries",
    "expect rain on all of the harvest in the northern valleys, farmers and millers agree",
    "closed the mountain pass and two villages for a week after an avalanche of wet snow",
)

#: A quotation whose holder depends on the articles beside it too.
DESCRIBED = {"speaker": "US president", "resolution": "description", "entity": ""}


@pytest.fixture(autouse=True)
def _always_update(monkeypatch):
    monkeypatch.setattr(article_update, "MAX_CHANGED_SHARE", 100.0)


def _write(workspace, rng, keys):
    items = [_make_article(rng, key) for key in keys]
    workspace.write_part(items, "one", dict.fromkeys(keys, "d"))


def _make_article(rng, key):
    speaker, words = rng.choice(SPEAKERS), f"We {rng.choice(EVENTS)}"
    text = f"“{words},” {speaker} said on Monday in Geneva, {rng.choice(SPEAKERS)} wrote."
    item = annotated(key, text, speaker, outlet=rng.choice("AB"))
    item["quotes"][0]["text"] = words
    item["mentions"][0]["epithet"] = rng.choice(["", "US President"])
    if rng.random() < 0.5:
        item["quotes"][0] |= DESCRIBED
    return item


def _read_all(path):
    with duckdb.connect(path, read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        queries = {name: TABLES_WITHOUT_NUMBERS.get(name, f"FROM {name}") for name in names}
        return {
            name: connection.sql(f"FROM ({query}) ORDER BY ALL").df()
            for name, query in queries.items()
        }


def _assert_as_from_parts(workspace, folder):
    anew = Workspace(folder)
    shutil.copytree(workspace.path / "parts", anew.path / "parts")
    if (workspace.path / "decisions.json").exists():
        shutil.copy(workspace.path / "decisions.json", anew.path)
    catalogue = build.refresh(anew)
    catalogue.close()
    updated, expected = _read_all(workspace.catalogue_path), _read_all(catalogue.path)
    assert updated.keys() == expected.keys()
    for name, rows in expected.items():
        pd.testing.assert_frame_equal(updated[name], rows, obj=name)


@pytest.mark.parametrize("seed", range(2))
def test_any_number_of_loads_gives_the_rows_of_one(tmp_path, monkeypatch, seed):
    rng = random.Random(seed)
    workspace = Workspace(tmp_path / "loads")
    keys = [f"{number:02d}" for number in range(12)]
    rng.shuffle(keys)
    _write(workspace, rng, keys[:4])
    build.refresh(workspace).close()
    if seed % 2:
        person = rng.choice(["person:ann-lee", "person:bo-chan"])
        workspace.override_entities(lambda made: made.with_name(person, "Somebody"))
        build.refresh(workspace).close()
    monkeypatch.setattr(build, "catalogue_tables", None)
    remaining = keys[4:]
    while remaining:
        size = rng.randint(1, 4)
        again = rng.sample(keys, rng.randint(0, 1))  # loaded again with another text
        _write(workspace, rng, list(dict.fromkeys([*remaining[:size], *again])))
        remaining = remaining[size:]
        build.refresh(workspace).close()
    monkeypatch.undo()
    _assert_as_from_parts(workspace, tmp_path / "one")


def _make_credit(key, person, text):
    """Return an article in which a US president says something, by name."""
    item = annotated(key, f"“{text},” {person} said.", person, outlet=key)
    item["quotes"][0]["text"] = text
    item["mentions"][0]["epithet"] = "US President"
    return item


def test_added_articles_bring_and_withdraw_the_holder_of_an_office(tmp_path, monkeypatch):
    workspace, words = Workspace(tmp_path), f"We {EVENTS[0]}"
    office = _make_credit("office", "the US president", words)
    office |= {"local_entities": [], "mentions": []}
    office["quotes"][0] |= DESCRIBED | {"mention": "the US president", "speaker_confidence": 0.65}
    as_annotated = ("US president", "", "description", 0.65)
    credited = ("Ann Lee", "person:ann-lee", "office", None)
    elsewhere = _make_credit("elsewhere", "Cy Roe", "Two swans crossed an icy pond")
    loads = (
        ([office, elsewhere], as_annotated),
        ([_make_credit("holder", "Ann Lee", words)], credited),
        ([_make_credit("unrelated", "Di Fox", "Copper prices doubled in a decade")], credited),
        ([_make_credit("other holder", "Bo Chan", words)], as_annotated),
    )
    for items, expected in loads:
        keys = [item["articles"][0]["article_id"] for item in items]
        workspace.write_part(items, "one", dict.fromkeys(keys, "d"))
        build.refresh(workspace).close()
        with duckdb.connect(workspace.catalogue_path, read_only=True) as connection:
            row = connection.execute(
                "SELECT speaker, entity_id, resolution, speaker_confidence FROM quotes "
                "WHERE article_id = 'office'"
            ).fetchone()
        assert row == expected, keys
        monkeypatch.setattr(build, "catalogue_tables", None)


def test_a_catalogue_of_which_many_rows_were_changed_is_written_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(article_update, "MAX_CHANGED_SHARE", 0.5)
    workspace, rng = Workspace(tmp_path), random.Random(0)
    written, tables = [], build.catalogue_tables
    monkeypatch.setattr(
        build, "catalogue_tables", lambda *arguments: written.append(1) or tables(*arguments)
    )
    for keys, n_written in (("a", 1), ("b", 1), ("c", 2), ("d", 2)):
        _write(workspace, rng, keys)
        build.refresh(workspace).close()
        assert len(written) == n_written, keys


def test_a_former_catalogue_that_is_damaged_is_not_taken_over(tmp_path):
    workspace, rng = Workspace(tmp_path / "loads"), random.Random(0)
    _write(workspace, rng, "abc")
    catalogue = build.refresh(workspace)
    catalogue.close()
    content = bytearray(catalogue.path.read_bytes())
    with duckdb.connect(catalogue.path, read_only=True) as connection:
        (block,) = connection.execute(
            "SELECT block_id FROM pragma_storage_info('articles') WHERE block_id >= 0 LIMIT 1"
        ).fetchone()
    start = 3 * 4096 + block * 262_144 + 8
    content[start : start + 64] = bytes(255 - byte for byte in content[start : start + 64])
    catalogue.path.write_bytes(content)
    _write(workspace, rng, "d")
    build.refresh(workspace).close()
    _assert_as_from_parts(workspace, tmp_path / "one")


def test_an_update_that_was_killed_leaves_the_former_catalogue_and_is_made_up_for(
    tmp_path, monkeypatch
):
    workspace, rng = Workspace(tmp_path / "loads"), random.Random(1)
    _write(workspace, rng, "abcd")
    former = build.refresh(workspace)
    former.close()
    _write(workspace, rng, "ef")
    with monkeypatch.context() as patched:
        patched.setattr(article_update, "update_count_tables", _raise_interrupt)
        with pytest.raises(KeyboardInterrupt):
            build.refresh(workspace)
    assert workspace.catalogue(stale=True).version == former.version
    build.refresh(workspace).close()
    _write(workspace, rng, "g")
    build.refresh(workspace).close()
    _assert_as_from_parts(workspace, tmp_path / "one")


def _raise_interrupt(_connection, _stories):
    raise KeyboardInterrupt


def test_a_copy_is_compared_with_its_original_of_years_ago(tmp_path):
    workspace = Workspace(tmp_path)
    for key, year in (("old", 2011), ("new", 2023)):
        text = f"“{EVENTS[0]},” Ann Lee said. {EVENTS[1]}; {EVENTS[2]}."
        item = annotated(key, text, published=date(year, 9, 6))
        workspace.write_part([item], "one", {key: "d"})
        build.refresh(workspace).close()
    assert build.refresh(workspace).query("FROM stories")["articles"].tolist() == [2]
