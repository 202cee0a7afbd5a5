import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.store.build_cache import BuildCache, digest, of_rows

ROWS = pa.table({"word": ["peace", "talks"]})


@pytest.fixture
def build_cache(tmp_path):
    return BuildCache(tmp_path / "cache", "code")


def never():
    raise AssertionError("made again")


@pytest.mark.parametrize("rows", [ROWS, ROWS.slice(0, 0)])
def test_a_result_is_made_once(tmp_path, rows):
    build_cache = BuildCache(tmp_path / "cache", "code")
    assert build_cache.table("words", "key", lambda: rows).equals(rows)
    assert BuildCache(tmp_path / "cache", "code").table("words", "key", never).equals(rows)


def test_another_key_or_other_code_makes_it_again(tmp_path):
    BuildCache(tmp_path, "code").table("words", "key", lambda: ROWS.slice(0, 1))
    assert BuildCache(tmp_path, "code").table("words", "other", lambda: ROWS).equals(ROWS)
    assert (
        BuildCache(tmp_path, "newer").table("words", "other", lambda: ROWS.slice(1)).num_rows == 1
    )
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table at all"])
def test_a_damaged_result_is_made_again(tmp_path, content):
    (tmp_path / "words.parquet").write_bytes(content)
    build_cache = BuildCache(tmp_path, "code")
    assert build_cache.table("words", "key", lambda: ROWS).equals(ROWS)
    assert build_cache.table("words", "key", never).equals(ROWS)


def test_pieces_are_read_by_row(build_cache):
    pieces = [pa.record_batch({"n": numbers}) for numbers in ([0, 1, 2], [3], [4, 5])]
    build_cache.write_pieces("numbers", "key", pa.schema([("n", pa.int32())]), pieces)
    rows = np.array([1, 2, 5])
    read = [piece["n"].to_pylist() for piece in build_cache.read_pieces("numbers", rows, ["n"])]
    assert read == [[1, 2], [5]]
    whole = [piece["n"].to_pylist() for piece in build_cache.read_pieces("numbers", None, ["n"])]
    assert whole == [[0, 1, 2], [3], [4, 5]]
    assert build_cache.stored_key("numbers") == "key"


def test_lists_of_strings_may_be_read_as_codes(build_cache):
    schema = pa.schema([("words", pa.list_(pa.string()))])
    lists = [["b", "a"], [], ["b"]]
    build_cache.write_pieces("words", "key", schema, [pa.record_batch({"words": lists}, schema)])
    (piece,) = build_cache.read_pieces("words", None, ["words"], ["words"])
    assert pa.types.is_dictionary(piece.schema.field("words").type.value_type)
    assert piece["words"].to_pylist() == lists


def test_what_a_killed_step_left_on_the_disk_is_removed(build_cache):
    with build_cache.scratch() as folder:
        (folder / "file").touch()
    assert not folder.exists()
    folder.mkdir(parents=True)
    (folder / "left").touch()
    with build_cache.scratch() as folder:
        assert list(folder.iterdir()) == []


def test_a_digest_tells_every_cell_and_the_order_of_rows():
    frame = pd.DataFrame({"id": ["a", "b"], "names": [["Ann"], []], "n": [1, 2]})
    cell = frame.assign(names=[["Ann"], ["Bo"]])
    seen = {digest(frame), digest(cell), digest(frame[::-1]), digest(frame, ""), digest(frame, "x")}
    assert len(seen) == 5
    assert digest(frame) == digest(frame.copy())
    assert of_rows(frame)[0] == of_rows(cell)[0]
    assert of_rows(frame)[1] != of_rows(cell)[1]
