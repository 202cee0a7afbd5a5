"""Batches of uploads: nothing overwrites another, in whatever order the clock puts them."""

from datetime import UTC, datetime

from ui.core import upload_batches
from ui.core.uploads import Upload


def set_clock(monkeypatch, year):
    """Let the clock stand still on a day of a year."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=tz)

    monkeypatch.setattr(upload_batches, "datetime", Clock)


def test_batches_have_folders_of_their_own_and_their_order_where_the_clock_is_set_back(
    tmp_path, monkeypatch
):
    for year, text in ((2026, "first"), (2026, "second"), (1970, "third"), (2027, "fourth")):
        set_clock(monkeypatch, year)
        files = [Upload("a.txt", text.encode())]
        upload_batches.save_uploaded_batch(tmp_path, text, files, {})
    batches = upload_batches.list_unfinished(tmp_path)
    assert [batch.title for batch in batches] == ["first", "second", "third", "fourth"]
    assert [batch.files[0].read_text() for batch in batches] == [batch.title for batch in batches]
    assert batches[-1].record.stem == datetime(2027, 12, 31, tzinfo=UTC).strftime(
        "%Y%m%dT235959999999"
    )
