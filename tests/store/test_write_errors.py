"""What cannot be written is named, with the remedy."""

import errno
from pathlib import Path

import pytest

from analysis.store.atomic_files import find_newest, replacing
from analysis.store.write_errors import UnwrittenFileError, explaining_write_errors


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Free room"),
        (errno.EDQUOT, "Free room"),
        (errno.EROFS, "Allow this program to write"),
        (errno.EACCES, "Allow this program to write"),
    ],
)
def test_the_error_names_the_file_and_the_remedy(tmp_path, code, remedy):
    file = tmp_path / "notes.json"
    with (
        pytest.raises(UnwrittenFileError, match=remedy) as raised,
        explaining_write_errors(file),
        explaining_write_errors(tmp_path / "inner"),
    ):
        raise OSError(code, "some words")
    assert str(tmp_path / "inner") in str(raised.value)
    assert raised.value.errno == code


def test_errors_of_other_files_and_other_kinds_stay_as_they_are(tmp_path):
    for error in (PermissionError(errno.EACCES, "no", "/a/b.parquet"), OSError("damaged")):
        with (
            pytest.raises(OSError, match=error.args[-1]) as raised,
            explaining_write_errors(tmp_path / "catalogue.duckdb"),
        ):
            raise error
        assert raised.value is error


def test_a_folder_in_whose_place_is_a_file_is_explained(tmp_path):
    (tmp_path / "w").write_text("a file")
    with (
        pytest.raises(UnwrittenFileError, match="move it away"),
        explaining_write_errors(tmp_path / "w"),
    ):
        (tmp_path / "w" / "parts").mkdir(parents=True)


def _fail_to_replace(path):
    with replacing(path) as temporary:
        temporary.write_text("half")
        raise OSError("full")


@pytest.mark.parametrize("name", ["story [1].html", "*.html", "n" * 250, "ü" * 120])
def test_no_name_leaves_a_temporary_file_or_loses_the_former_one(tmp_path, name):
    path = tmp_path / name
    with replacing(path) as temporary:
        temporary.write_text("former")
    with pytest.raises(OSError, match="full"):
        _fail_to_replace(path)
    assert [item.name for item in tmp_path.iterdir()] == [name]
    assert path.read_text() == "former"


def test_a_file_that_is_gone_is_not_the_newest(tmp_path):
    (tmp_path / "a").touch()
    assert find_newest([tmp_path / "gone", tmp_path / "a"]) == tmp_path / "a"
    assert find_newest([Path("gone")]) is None
