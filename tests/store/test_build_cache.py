import pandas as pd
import pyarrow as pa
import pytest

from analysis.store.build_cache import BuildCache, digest, of_rows

ROWS = pa.table({"word": ["peace", "talks"]})


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


def test_without_a_folder_nothing_is_kept():
    build_cache = BuildCache()
    build_cache.write("words", "key", ROWS)
    assert build_cache.read("words", "key") is None


def test_a_digest_tells_every_cell_and_the_order_of_rows():
    frame = pd.DataFrame({"id": ["a", "b"], "names": [["Ann"], []], "n": [1, 2]})
    cell = frame.assign(names=[["Ann"], ["Bo"]])
    seen = {digest(frame), digest(cell), digest(frame[::-1]), digest(frame, ""), digest(frame, "x")}
    assert len(seen) == 5
    assert digest(frame) == digest(frame.copy())
    assert of_rows(frame)[0] == of_rows(cell)[0]
    assert of_rows(frame)[1] != of_rows(cell)[1]
