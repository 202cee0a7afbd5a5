"""The one loader of word lists, and what holds of every list."""

from pathlib import Path

import pytest

from analysis import word_lists
from analysis.word_lists import data_path, read_columns, read_counts, read_mapping, read_rows

LISTS = sorted(
    (path.parent.parent.name, path.name)
    for path in (Path(__file__).parents[1] / "analysis").glob("*/data/*")
    if {".csv", ".tsv"} & set(path.suffixes)
)


@pytest.fixture
def write_list(tmp_path, monkeypatch):
    monkeypatch.setattr(word_lists, "_PACKAGES", tmp_path)
    (tmp_path / "nlp" / "data").mkdir(parents=True)
    read_rows.cache_clear()
    yield lambda name, text: (tmp_path / "nlp" / "data" / name).write_text(text)
    read_rows.cache_clear()


@pytest.mark.parametrize(("package", "name"), LISTS)
def test_every_list_tells_its_origin_and_has_rows(package, name):
    if not name.endswith(".gz"):
        assert data_path(package, name).read_text(encoding="utf-8").startswith("# ")
    rows = read_rows(package, name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_comments_before_the_header_alone_are_left_out(write_list):
    write_list("signs.csv", "# origin\n# columns\nsign,name\n#,hash\n")
    assert read_rows("nlp", "signs.csv") == ({"sign": "#", "name": "hash"},)


def test_quotation_marks_in_a_tsv_file_are_characters(write_list):
    write_list("marks.tsv", '# origin\nmark\tname\n"\tquote, double\n')
    assert read_rows("nlp", "marks.tsv") == ({"mark": '"', "name": "quote, double"},)


def test_a_mapping_is_one_column_by_another(write_list):
    write_list("verbs.csv", "# origin\nlemma,stance\nsay,neutral\nclaim,doubtful\n")
    assert read_mapping("nlp", "verbs.csv", "lemma", "stance") == {
        "say": "neutral",
        "claim": "doubtful",
    }


def test_counts_come_with_their_total(write_list):
    write_list("counts.csv", "# origin\nword,articles\n,10\na,4\n")
    assert read_counts("nlp", "counts.csv") == ({"a": 4}, 10)


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        read_rows("nlp", "nothing.csv")


def test_columns_keep_numbers_and_empty_cells_as_they_are_written(write_list):
    write_list("sizes.csv", "# From the port.\nword,size\nnull,007\nbarge,\n")
    columns = read_columns("nlp", "sizes.csv").to_pydict()
    assert columns == {"word": ["null", "barge"], "size": ["007", ""]}
