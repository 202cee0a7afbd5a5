import json

import pytest

from analysis.__main__ import main
from analysis.orchestration import annotate
from analysis.store import Workspace
from analysis.store.exported_tables import EXPORTED
from tests.handmade import annotated
from tests.made_story import talks


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_export_writes_every_table(workspace, tmp_path, form, capsys):
    workspace.write_part([annotated("a")], "one", {"a": "d"})
    arguments = ["export", "--workspace", str(workspace.path), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--format", form]) == 0
    assert (tmp_path / "out" / f"quotes.{form}").exists()
    assert f"{len(EXPORTED)} files" in capsys.readouterr().out


def test_groups_are_loaded_from_a_table_and_exported(workspace, tmp_path, capsys):
    table = tmp_path / "groups.csv"
    table.write_text("outlet,country\nUPI,US\n")
    arguments = ["groups", str(table), "--workspace", str(workspace.path)]
    assert main(arguments) == 1
    workspace.write_part([annotated("a", outlet="UPI")], "one", {"a": "d"})
    assert main(arguments) == 0
    assert "Loaded country: 0 of 0 outlets have a value; 1 more" in capsys.readouterr().out
    out = tmp_path / "out"
    export = ["export", "--workspace", str(workspace.path), "--out", str(out), "--format", "csv"]
    assert main(export) == 0
    assert (out / "outlet_groups.csv").read_text().splitlines()[1].startswith("UPI,country,US")
    (workspace.path / "outlet_groups.json").write_text("{")
    assert main(arguments) == 1
    assert "outlet_groups.json is not valid JSON" in capsys.readouterr().err


def test_what_is_exported_can_be_annotated_into_the_same_articles(pipeline, workspace, tmp_path):
    table = tmp_path / "in.jsonl"
    known = {"outlet": "UPI", "title": "T", "byline": "B", "published": "2023-09-06"}
    table.write_text(json.dumps(known | {"id": "a", "text": "“Ünï” \n\n text. "}))
    list(annotate.annotate([table], workspace))
    arguments = ["export", "--workspace", str(workspace.path), "--out", str(tmp_path / "out")]
    main([*arguments, "--format", "jsonl"])
    again = Workspace(tmp_path / "again")
    list(annotate.annotate([tmp_path / "out" / "articles.jsonl"], again))
    same = ["article_id", "text", "outlet", "title", "published"]
    assert again.read_parts("articles").select(same) == (
        workspace.read_parts("articles").select(same)
    )


def test_exporting_what_is_not_there_is_a_failure_and_makes_nothing(workspace, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["export", "--workspace", str(workspace.path), "--out", str(out)]) == 1
    assert "There is no workspace" in capsys.readouterr().err
    assert not workspace.path.exists()
    assert not out.exists()


def test_broken_decisions_are_said_not_thrown(workspace, tmp_path, capsys):
    workspace.write_part([annotated("a")], "one", {"a": "d"})
    (workspace.path / "decisions.json").write_text("{")
    out = str(tmp_path / "out")
    assert main(["export", "--workspace", str(workspace.path), "--out", out]) == 1
    assert "decisions.json is not valid JSON" in capsys.readouterr().err


def test_a_briefing_is_written_on_the_story_that_is_named(workspace, tmp_path, capsys, monkeypatch):
    talks().save(workspace.path)
    monkeypatch.setattr(Workspace, "exists", lambda _: True)  # a catalogue without parts
    out = tmp_path / "new" / "briefing.md"
    arguments = ["briefing", "--workspace", str(workspace.path), "--out", str(out)]
    assert main([*arguments, "--format", "md", "--story", "no such story"]) == 1
    assert "no story has the id or title 'no such story'" in capsys.readouterr().err
    assert main([*arguments, "--story", "STORY", "--base", "https://d.e"]) == 0
    assert "https://d.e/overview?story=s" in out.read_text(encoding="utf-8")
    assert main([*arguments, "--base", "javascript:alert(1)"]) == 1
