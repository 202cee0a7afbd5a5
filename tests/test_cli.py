import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis.__main__ import main
from analysis.orchestration import annotate
from analysis.store import Workspace
from tests import stand_in


@pytest.fixture
def everywhere(monkeypatch, tmp_path_factory):
    """Let every process started from here annotate with the stand-in."""
    for name, value in stand_in.environment(tmp_path_factory.mktemp("site")).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


def texts(folder: Path, count: int, **named: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Article number {number} is a text of its own.")
    for name, text in named.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "analysis", *map(str, arguments)]


def ids(workspace: Workspace) -> list[str]:
    return workspace.read_parts("articles").column("article_id").to_pylist()


def part_count(workspace: Workspace) -> int:
    return len(list((workspace.path / "parts").iterdir()))


def test_annotating_fills_a_workspace_and_says_so(pipeline, workspace, tmp_path, capsys):
    folder = texts(tmp_path / "in", 5)
    code = main(["annotate", str(folder), "--workspace", str(workspace.path), "--workers", "1"])
    assert code == 0
    assert len(set(ids(workspace))) == 5
    assert workspace.catalogue() is not None
    output = capsys.readouterr()
    assert output.out.startswith("5 annotated. ")
    assert "now holds: articles 5, " in output.out


def test_annotating_again_changes_nothing(pipeline, workspace, tmp_path, capsys):
    arguments = ["annotate", str(texts(tmp_path / "in", 3)), "--workspace", str(workspace.path)]
    arguments += ["--workers", "1"]
    assert main(arguments) == 0
    version = workspace.version
    assert main(arguments) == 0
    assert workspace.version == version
    assert capsys.readouterr().out.splitlines()[1].startswith("0 annotated, 3 done before.")


def test_what_is_new_changed_or_by_another_pipeline_is_annotated(
    pipeline, workspace, tmp_path, monkeypatch
):
    table = tmp_path / "in.jsonl"

    def annotated_of(*articles):
        table.write_text("\n".join(json.dumps(article) for article in articles))
        steps = list(annotate.annotate([table], workspace))
        return steps[-1].done, steps[-1].skipped

    one, two = {"id": "a", "text": "First text."}, {"id": "b", "text": "Second text."}
    assert annotated_of(one) == (1, 0)
    assert annotated_of(one, two) == (1, 1)
    assert annotated_of(one | {"outlet": "UPI"}, two) == (1, 1)
    assert annotated_of(one | {"outlet": "UPI"}, two | {"text": "Changed text."}) == (1, 1)
    monkeypatch.setenv("STAND_IN_FINGERPRINT", "newer")
    assert annotated_of(one | {"outlet": "UPI"}, two | {"text": "Changed text."}) == (2, 0)
    assert sorted(ids(workspace)) == ["a", "b"]


def test_what_cannot_be_read_or_annotated_is_named_and_stops_nothing(
    pipeline, workspace, tmp_path, capsys
):
    folder = texts(tmp_path / "in", 3, empty="", poison="POISON of a text.")
    (folder / "\x1b[2Jname.docx").write_text("of no known format")
    inputs = [str(folder), str(tmp_path / "missing.txt")]
    code = main(["annotate", *inputs, "--workspace", str(workspace.path), "--workers", "1"])
    assert code == 0
    assert len(ids(workspace)) == 3
    output = capsys.readouterr().err
    for name in ("empty.txt", "missing.txt", "poison.txt: It could not be annotated"):
        assert name in output
    assert "RuntimeError: too much" in output
    assert "\x1b" not in output


def test_an_article_that_fails_costs_no_other_of_its_part(pipeline, workspace, tmp_path):
    folder = texts(tmp_path / "in", 20, **{"0003b": "POISON", "0007b": "POISON again."})
    last = list(annotate.annotate([folder], workspace))[-1]
    assert (last.done, last.total, last.n_issues) == (20, 20, 2)
    assert len(ids(workspace)) == 20


def test_nothing_to_read_is_a_failure(pipeline, workspace, tmp_path, capsys):
    inputs = [str(tmp_path / "missing.txt")]
    assert main(["annotate", *inputs, "--workspace", str(workspace.path), "--workers", "1"]) == 1
    assert "missing.txt" in capsys.readouterr().err


def test_no_input_at_all_is_a_failure_that_says_what_to_name(workspace, capsys):
    assert main(["annotate", "--workspace", str(workspace.path)]) == 1
    assert "--address" in capsys.readouterr().err


def test_a_private_address_is_refused_by_the_command(workspace, capsys):
    address = "http://127.0.0.1:9/"
    assert main(["annotate", "--address", address, "--workspace", str(workspace.path)]) == 1
    assert "private network" in capsys.readouterr().err


def test_a_missing_model_is_said_once(pipeline, workspace, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("STAND_IN_MISSING", "1")
    folder = texts(tmp_path / "in", 3)
    assert (
        main(["annotate", str(folder), "--workspace", str(workspace.path), "--workers", "1"]) == 1
    )
    assert capsys.readouterr().err.count("no such model") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("PARALLAX_WORKERS", "abc"), ("PARALLAX_WORKERS", "0"), ("PARALLAX_MODEL", "nomodel")],
)
def test_a_setting_that_is_wrong_is_said_by_its_name(
    pipeline, workspace, tmp_path, capsys, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)
    folder = texts(tmp_path / "in", 1)
    assert main(["annotate", str(folder), "--workspace", str(workspace.path)]) == 1
    output = capsys.readouterr().err
    assert f"{name} " in output
    assert repr(value) in output
    assert "Traceback" not in output


def test_a_column_that_no_table_has_is_said(pipeline, workspace, tmp_path, capsys):
    table = tmp_path / "in.csv"
    table.write_text("Wortlaut,text\nx,A text of its own.\n")
    arguments = [str(table), "--column", "Inhlt=text", "--workers", "1"]
    assert main(["annotate", *arguments, "--workspace", str(workspace.path)]) == 0
    assert "It has no column “Inhlt”" in capsys.readouterr().err


def test_progress_counts_up_to_a_total(pipeline, workspace, tmp_path):
    steps = list(annotate.annotate([texts(tmp_path / "in", 70)], workspace))
    assert [step.done for step in steps] == [*range(1, 71), 70]
    assert steps[-1].total == 70
    assert steps[-1].seconds_left == 0
    assert part_count(workspace) == 2


def test_leaving_off_keeps_what_is_annotated(pipeline, workspace, tmp_path):
    steps = annotate.annotate([texts(tmp_path / "in", 9)], workspace)
    while next(steps).done < 4:
        pass
    steps.close()
    assert len(ids(workspace)) == 4
    assert list(annotate.annotate([tmp_path / "in"], workspace))[-1].skipped == 4


def test_several_workers_share_few_articles_and_write_their_own_parts(
    everywhere, pipeline, workspace, tmp_path
):
    folder = texts(tmp_path / "in", 40, poison="POISON of a text.")
    last = list(annotate.annotate([folder], workspace, workers=2))[-1]
    assert (last.done, last.total, last.n_issues) == (40, 40, 1)
    assert len(set(ids(workspace))) == len(ids(workspace)) == 40
    assert part_count(workspace) > 1


def test_workers_get_one_thread_each_for_linear_algebra_and_this_process_keeps_its_own(
    everywhere, pipeline, workspace, tmp_path, monkeypatch
):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    assert list(annotate.annotate([texts(tmp_path / "in", 1)], workspace, workers=2))[-1].done == 1
    assert workspace.read_parts("articles").column("byline").to_pylist() == ["1 threads"]
    assert os.environ["OMP_NUM_THREADS"] == "7"


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_cleanly_and_the_next_run_goes_on(
    everywhere, pipeline, workspace, tmp_path, monkeypatch, workers
):
    monkeypatch.setenv("STAND_IN_SECONDS", "0.05")
    arguments = ["annotate", texts(tmp_path / "in", 60), "--workspace", workspace.path]
    arguments += ["--workers", workers]
    started = subprocess.Popen(
        command(*arguments, "--progress", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=stand_in.PROJECT,
        # What a shell runs in the background ignores interrupts, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )
    started.stdout.readline()
    started.send_signal(signal.SIGINT)
    _, output = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "run the same command again to go on" in output
    assert "Traceback" not in output
    n_kept = len(ids(workspace))
    assert 0 < n_kept < 60
    assert not [path for path in (workspace.path / "parts").iterdir() if path.name[0] == "."]
    monkeypatch.setenv("STAND_IN_SECONDS", "0")
    again = list(annotate.annotate([tmp_path / "in"], workspace))[-1]
    assert (again.done, again.skipped) == (60 - n_kept, n_kept)
    assert len(set(ids(workspace))) == 60


def test_workers_end_when_the_process_that_started_them_is_killed(
    everywhere, workspace, tmp_path, monkeypatch
):
    monkeypatch.setenv("STAND_IN_SECONDS", "0.05")
    arguments = ["annotate", texts(tmp_path / "in", 40), "--workspace", workspace.path]
    started = subprocess.Popen(
        command(*arguments, "--workers", 2, "--progress", "json"),
        stdout=subprocess.PIPE,
        cwd=stand_in.PROJECT,
        start_new_session=True,
    )
    started.stdout.readline()
    started.kill()
    # The pipe reaches its end when no worker holds it any more.
    started.communicate(timeout=60)
    before = part_count(workspace)
    time.sleep(0.5)
    assert part_count(workspace) == before


def test_an_article_that_kills_its_worker_is_reported_and_the_rest_goes_on(
    everywhere, pipeline, workspace, tmp_path
):
    folder = texts(tmp_path / "in", 30, **{"0007kill": "KILL the worker."})
    steps = list(annotate.annotate([folder], workspace, workers=2))
    assert (steps[-1].done, steps[-1].total, steps[-1].n_issues) == (30, 30, 1)
    (issue,) = [item for step in steps for item in step.issues]
    assert issue.source == "0007kill.txt"
    assert "ended from outside" in issue.problem
    assert len(set(ids(workspace))) == 30


def test_workers_that_are_killed_whatever_they_do_are_an_error_that_says_what_to_do(
    everywhere, workspace, tmp_path
):
    folder = texts(tmp_path / "in", 0, **{f"kill{n}": f"KILL the worker {n}." for n in range(5)})
    ended = subprocess.run(
        command("annotate", folder, "--workspace", workspace.path, "--workers", 2),
        capture_output=True,
        text=True,
        cwd=stand_in.PROJECT,
        check=False,
    )
    assert ended.returncode == 1
    assert "Try fewer --workers" in ended.stderr


def test_another_process_annotates_for_one_that_imports_no_spacy(everywhere, workspace, tmp_path):
    folder = texts(tmp_path / "in", 3, empty="")
    steps = list(annotate.annotate_in_subprocess([folder], workspace.path))
    assert [step.stage for step in steps][-2:] == ["building", "finished"]
    assert steps[-1].done == 3
    assert [item.source for step in steps for item in step.issues] == ["empty.txt"]
    assert len(ids(workspace)) == 3
    assert workspace.catalogue_path.exists()


def test_nothing_readable_is_no_crash_of_the_other_process(everywhere, workspace, tmp_path):
    last = list(annotate.annotate_in_subprocess([tmp_path / "missing.txt"], workspace.path))[-1]
    assert (last.stage, last.done, last.n_issues) == ("finished", 0, 1)


def test_a_crash_of_the_other_process_says_what_it_said(
    everywhere, workspace, tmp_path, monkeypatch
):
    monkeypatch.setenv("STAND_IN_MISSING", "1")
    with pytest.raises(annotate.AnnotationError, match="no such model"):
        list(annotate.annotate_in_subprocess([texts(tmp_path / "in", 1)], workspace.path))


def test_leaving_off_ends_the_other_process(everywhere, workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("STAND_IN_SECONDS", "0.1")
    steps = annotate.annotate_in_subprocess([texts(tmp_path / "in", 50)], workspace.path)
    assert next(steps).done == 1
    steps.close()
    n_kept = len(ids(workspace))
    assert 0 < n_kept < 50
    time.sleep(0.3)
    assert len(ids(workspace)) == n_kept


def test_seeds_are_annotated_once_and_again_by_another_pipeline(
    everywhere, pipeline, workspace, monkeypatch
):
    seeds = stand_in.PROJECT / "seeds"
    assert list(annotate.ensure_seeds(workspace.path, seeds))[-1].done == 5
    assert list(annotate.ensure_seeds(workspace.path, seeds)) == []
    monkeypatch.setenv("STAND_IN_FINGERPRINT", "newer")
    assert list(annotate.ensure_seeds(workspace.path, seeds))[-1].done == 5
    workspace.fix_article(ids(workspace)[0], outlet="UPI")
    rebuilt = list(annotate.ensure_seeds(workspace.path, seeds))
    assert (rebuilt[-1].done, rebuilt[-1].skipped) == (0, 5)
    assert workspace.catalogue_path.exists()


@pytest.mark.parametrize("workers", ["0", "-1", "many"])
def test_a_number_of_workers_is_one_or_more(workers, capsys):
    with pytest.raises(SystemExit):
        main(["annotate", "x", "--workspace", "w", "--workers", workers])
    assert "--workers" in capsys.readouterr().err


def test_parts_of_a_run_hold_what_was_read(pipeline, workspace, tmp_path):
    list(annotate.annotate([texts(tmp_path / "in", 1)], workspace))
    (part,) = (workspace.path / "parts").iterdir()
    assert pq.read_table(part / "articles.parquet").column("source").to_pylist() == ["0000.txt"]
