import pytest

from ui.core.uploads import (
    Upload,
    make_safe_name,
    read_preview,
    save_uploads,
    tabulate_articles,
)

TEXT = "Talks to begin\n\nBy Ann Lee\n\nThe talks begin on Monday, the minister said.\n"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("story.txt", "story.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\story.html", "story.html"),
        ("/abs/olute.csv", "olute.csv"),
        ("a;rm -rf $HOME.txt", "a_rm -rf _HOME.txt"),
        ("..hidden.txt", "hidden.txt"),
        ("line\nbreak\0.txt", "line_break_.txt"),
        ("Müller – Übersicht.txt", "Müller _ Übersicht.txt"),
        ("...", "upload"),
        ("", "upload"),
        ("table.csv.gz", "table.csv.gz"),
    ],
)
def test_a_file_name_becomes_safe_and_keeps_its_ending(name, safe):
    assert make_safe_name(name) == safe


def test_a_file_name_cannot_be_too_long():
    name = make_safe_name("x" * 5000 + ".jsonl.gz")
    assert len(name) < 255
    assert name.endswith(".jsonl.gz")


def test_a_name_of_wide_characters_can_be_written(tmp_path):
    (path,) = save_uploads([Upload(f"{'新聞' * 90}.txt", b"news")], tmp_path)
    assert path.read_bytes() == b"news"
    assert path.name.startswith("新聞新聞")
    assert path.suffix == ".txt"


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path):
    paths = save_uploads([Upload("a/x.txt", b"one"), Upload("b/x.txt", b"two")], tmp_path / "in")
    assert [path.read_bytes() for path in paths] == [b"one", b"two"]
    assert all(path.parent == tmp_path / "in" for path in paths)


def test_a_text_is_parsed_with_its_blocks():
    preview = read_preview([Upload("talks.txt", TEXT.encode())])
    (article,) = preview.articles
    assert (article.text, article.source, preview.issues) == (TEXT, "talks.txt", ())
    assert "byline" in {block.kind for block in article.blocks}


def test_what_cannot_be_read_is_named_and_stops_nothing():
    preview = read_preview([Upload("bad.parquet", b"\0\1"), Upload("talks.txt", TEXT.encode())])
    assert [article.source for article in preview.articles] == ["talks.txt"]
    assert [issue.source for issue in preview.issues] == ["bad.parquet"]


def test_a_table_describes_the_texts_uploaded_with_it():
    sidecar = b"file,outlet,published\ntalks.txt,Ledger,2023-09-06\n"
    preview = read_preview([Upload("talks.txt", TEXT.encode()), Upload("articles.csv", sidecar)])
    (article,) = preview.articles
    assert (article.outlet, str(article.published)) == ("Ledger", "2023-09-06")


def test_the_preview_says_what_is_known_and_what_is_not():
    known = (
        b"id,outlet,title,published,text\nx1,Ledger,Talks,2023-09-06,They talk.\nx2,,,,They do.\n"
    )
    rows = tabulate_articles(read_preview([Upload("known.csv", known)]).articles).set_index(
        "article_id"
    )
    assert rows.loc["x1", ["outlet", "title", "source"]].tolist() == [
        "Ledger",
        "Talks",
        "known.csv",
    ]
    assert rows["published"].isna().tolist() == [False, True]
    assert rows.loc["x2", "blocks"] == "1 body"
