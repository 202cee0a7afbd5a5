import pyarrow as pa

from analysis.store.data_frames import to_frame


def test_lists_are_python_lists_in_the_place_of_their_column():
    table = pa.table({"words": [["a"], []], "n": [1, 2], "counts": [[3], None]})
    frame = to_frame(table)
    assert list(frame) == ["words", "n", "counts"]
    assert frame.to_numpy().tolist() == [[["a"], 1, [3]], [[], 2, None]]


def test_a_table_of_lists_alone_has_all_its_rows():
    frame = to_frame(pa.table({"words": [["a"], ["b", "c"]]}))
    assert frame["words"].tolist() == [["a"], ["b", "c"]]
