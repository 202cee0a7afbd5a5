"""Workspaces of earlier versions are annotated anew from the texts they hold."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.__main__ import main
from analysis.orchestration import annotate as annotation
from analysis.orchestration import build
from analysis.store import Workspace
from analysis.store.outdated import OutdatedWorkspaceError

TEXT = "Ferry strike ends\n\nLink copied\n\nROME — “We will sail,” Ann Lee said on Monday."
BODY = TEXT.index("“We")
BLOCKS = [
    ("headline", 0, TEXT.index("\n")),
    ("furniture", TEXT.index("Link"), TEXT.index("Link") + len("Link copied")),
    ("dateline", TEXT.index("ROME"), BODY - 1),
    ("body", BODY, len(TEXT)),
]


def write_old_part(workspace, articles, *, drop=()):
    """Write a part as the first version did: other tables, other columns, no version."""
    part = workspace.path / "parts" / "0000000001-0123abcd"
    part.mkdir(parents=True)
    fields = ["article_id", "outlet", "title", "byline", "url", "credit", "text", "source"]
    rows = [{name: article.get(name, "") for name in fields} for article in articles]
    table = pa.Table.from_pylist([row | {"words": 9} for row in rows]).drop_columns(list(drop))
    pq.write_table(table, part / "articles.parquet")
    blocks = [
        {"article_id": row["article_id"], "block": number, "kind": kind, "start": start, "end": end}
        for row in rows
        for number, (kind, start, end) in enumerate(BLOCKS)
    ]
    pq.write_table(pa.Table.from_pylist(blocks), part / "blocks.parquet")
    for name in ("mentions", "quotes", "labels", "acts"):
        pq.write_table(pa.table({"article_id": ["a"], "how": ["named"]}), part / f"{name}.parquet")
    manifest = {
        "fingerprint": "0123456789abcdef",
        "schema": "fedcba9876543210",
        "tables": ["articles", "blocks", "mentions", "quotes", "labels", "acts"],
        "articles": {row["article_id"]: "an old digest" for row in rows},
    }
    (part / "manifest.json").write_text(json.dumps(manifest))
    return part


@pytest.fixture
def old(tmp_path):
    workspace = Workspace(tmp_path / "w")
    articles = [
        {"article_id": "a", "outlet": "Ledger", "title": "Ferry strike ends", "text": TEXT},
        {"article_id": "b", "outlet": "Beacon", "title": "Ferry strike ends", "text": TEXT},
    ]
    part = write_old_part(workspace, articles)
    return workspace, part


def test_an_old_workspace_is_annotated_anew_and_says_so(old, capsys):
    workspace, part = old
    assert main(["build", "--workspace", str(workspace.path)]) == 0
    assert "2 articles were annotated by an earlier version" in capsys.readouterr().err
    assert not part.exists()
    assert workspace.snapshot().outdated == {}
    articles = workspace.read_parts("articles").to_pylist()
    assert {(row["article_id"], row["outlet"], row["text"]) for row in articles} == {
        ("a", "Ledger", TEXT),
        ("b", "Beacon", TEXT),
    }
    (speaker,) = set(workspace.read_parts("quotes").column("speaker").to_pylist())
    assert speaker == "Ann Lee"
    assert workspace.catalogue() is not None


def test_blocks_that_reading_had_found_are_kept_under_their_present_names(old):
    workspace, _ = old
    list(annotation.annotate([], workspace))
    blocks = workspace.read_parts("blocks").to_pylist()
    kinds = [row["kind"] for row in blocks if row["article_id"] == "a"]
    assert kinds == ["headline", "boilerplate", "dateline", "body"]


def test_the_second_command_finds_nothing_to_do(old):
    workspace, _ = old
    (*_, first) = annotation.annotate([], workspace)
    (*_, second) = annotation.annotate([], workspace)
    assert (first.done, first.n_issues) == (2, 1)
    assert (second.done, second.skipped, second.n_issues) == (0, 0, 0)


def test_exporting_an_old_workspace_annotates_it_first(old, tmp_path):
    workspace, _ = old
    command = ["export", "--workspace", str(workspace.path), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    assert pq.read_table(tmp_path / "out" / "articles.parquet").num_rows == 2


def test_the_overrides_of_an_old_workspace_still_apply(old):
    workspace, _ = old
    workspace.fix_article("a", outlet="The Ledger")
    workspace.remove(["b"])
    assert main(["build", "--workspace", str(workspace.path)]) == 0
    outlets = workspace.catalogue().query("SELECT outlet FROM articles")["outlet"]
    assert outlets.tolist() == ["The Ledger"]
    workspace.restore(["b"])
    assert workspace.read_parts("articles").num_rows == 2


def test_no_catalogue_is_built_of_a_part_of_the_articles_only(old):
    workspace, _ = old
    with pytest.raises(OutdatedWorkspaceError, match="analysis build --workspace"):
        build.refresh(workspace)


def test_an_interrupt_loses_nothing_and_the_next_run_goes_on(old, monkeypatch):
    workspace, part = old
    monkeypatch.setattr("analysis.orchestration.workers._SECONDS_PER_PART", 0.0)
    steps = annotation.annotate([], workspace)
    next(steps)
    steps.close()
    assert part.exists()
    remaining = sum(map(len, workspace.snapshot().outdated.values()))
    assert remaining == 1
    (*_, last) = annotation.annotate([], workspace)
    assert last.done == 1
    assert not part.exists()
    assert workspace.read_parts("articles").num_rows == 2


def test_a_part_without_a_column_that_came_later_is_read(tmp_path):
    workspace = Workspace(tmp_path / "w")
    write_old_part(workspace, [{"article_id": "a", "text": TEXT}], drop=("credit", "source"))
    (*_, last) = annotation.annotate([], workspace)
    assert last.done == 1
    (row,) = workspace.read_parts("articles").to_pylist()
    assert (row["credit"], row["text"]) == ("", TEXT)


def test_rows_of_an_earlier_annotation_version_are_outdated_too(old, monkeypatch):
    workspace, _ = old
    list(annotation.annotate([], workspace))
    for module in ("analysis.store.parts", "analysis.nlp"):
        monkeypatch.setattr(f"{module}.ANNOTATION_VERSION", 1000)
    assert sum(map(len, workspace.snapshot().outdated.values())) == 2
