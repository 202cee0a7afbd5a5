"""Kill the programs that write to a workspace, and check what they leave.

Used by ``python -m benchmarks.faults``. Each program runs in a process of its own and is killed
(SIGKILL) at a random moment between its start and the time that an undisturbed run takes; an upload
is killed half of the time together with the process that it started.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from analysis.orchestration import build
from analysis.store import Overrides, Workspace
from benchmarks.kills import check_parts

PROJECT = Path(__file__).resolve().parents[1]
#: The earliest and the latest kill, as shares of the time of an undisturbed run.
_EARLIEST, _LATEST = 0.2, 1.05
#: Share of the kills of an upload that also kill the process it started.
_P_GROUP = 0.5
#: Longest wait for the processes that a killed one left, in seconds.
_ORPHAN_SECONDS = 60
_N_NEW = 6
#: Title of the batch that is uploaded.
_TITLE = "Annotating texts"
#: Changes the groups of outlets again and again, and prints the number of each change.
_GROUP = """
import sys
from analysis.store import Workspace
store = Workspace(sys.argv[1]).outlet_groups
first = int(store.read().get_value("last", "NTD").replace("not given", "-1")) + 1
for number in range(first, first + 60):
    store.change(lambda groups: groups.with_table(
        {"last": {"NTD": str(number)}, "all": {f"Outlet {number}": str(number)}}))
    print(number, flush=True)
"""
#: Corrects the outlet of an article again and again, and prints each correction when it is made.
_OVERRIDE = """
import sys
from analysis.store import Workspace
workspace = Workspace(sys.argv[1])
for number in range(300):
    workspace.fix_article(str(number % 8), outlet=f"Outlet {number}")
    print(number, flush=True)
"""
#: Makes notes, and prints the text of each when it is made.
_NOTE = """
import sys
from analysis.store import NoteKind, Workspace
from analysis.store.notes import NotedPassage
store = Workspace(sys.argv[1]).notes
first = len(store.read())
for number in range(first, first + 60):
    store.add(NoteKind.SENTENCE, [NotedPassage("0", 0, 5, "words")], text=str(number))
    print(number, flush=True)
"""
#: What the page Corpus does with uploaded files.
_UPLOAD = """
import sys
from pathlib import Path
from analysis.orchestration.annotate import annotate_in_subprocess
from ui.core.upload_batches import save_uploaded_batch
from ui.core.uploads import Upload
workspace = Path(sys.argv[1])
files = [Upload(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[2]).iterdir())]
batch = save_uploaded_batch(workspace, "Annotating texts", files, {})
print("saved", flush=True)
for _ in annotate_in_subprocess(batch.files, workspace):
    pass
batch.discard()
print("done", flush=True)
"""


def kill_overrides(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill corrections; yield whether each that was confirmed is kept."""
    workspace = new()
    command = [sys.executable, "-c", _OVERRIDE, str(workspace.path)]
    seconds = time_run(command)
    for _ in range(count):
        confirmed = [int(line) for line in run_and_kill(command, rng, seconds).split()]
        fixes = Overrides.read(workspace.path / "decisions.json").fixes
        last = {str(number % 8): number for number in confirmed}
        # One more may have been made before it was confirmed.
        allowed = {**last, **({str((confirmed[-1] + 1) % 8): -1} if confirmed else {})}
        yield all(
            int(fixes[article]["outlet"].rpartition(" ")[2]) == number or allowed[article] == -1
            for article, number in last.items()
        )


def kill_notes(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill the making of notes; yield whether each that was ever confirmed is kept."""
    workspace = new()
    command = [sys.executable, "-c", _NOTE, str(workspace.path)]
    seconds = time_run(command)
    confirmed = set(_list_numbers(workspace))
    for _ in range(count):
        confirmed |= set(run_and_kill(command, rng, seconds).split())
        numbers = _list_numbers(workspace)
        yield confirmed <= set(numbers) and len(numbers) == len(set(numbers))


def _list_numbers(workspace: Workspace) -> list[str]:
    """Return the texts of the notes that were made here."""
    return [note.text for note in workspace.notes.read() if note.text.isdigit()]


def kill_groups(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill changes of the groups of outlets; yield whether each that was confirmed is kept."""
    workspace = new()
    former = dict(workspace.outlet_groups.read().columns)
    command = [sys.executable, "-c", _GROUP, str(workspace.path)]
    seconds = time_run(command)
    confirmed = set(workspace.outlet_groups.read().columns["all"].values())
    for _ in range(count):
        confirmed |= set(run_and_kill(command, rng, seconds).split())
        columns = workspace.outlet_groups.read().columns
        is_preserved = all(columns[name] == values for name, values in former.items())
        yield is_preserved and confirmed <= set(columns["all"].values())


def kill_builds(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill builds; yield whether a catalogue remains and the next one is complete."""
    workspace = new()
    command = _analysis("build", workspace)
    seconds = time_run(command)
    for number in range(count):
        outlet = f"Outlet {number}"
        workspace.fix_article("0", outlet=outlet)
        run_and_kill(command, rng, seconds)
        former = workspace.catalogue(stale=True)
        is_preserved = former is not None and len(former.query("FROM articles")) > 0
        if former is not None:
            former.close()
        with_outlet = build.refresh(workspace)
        articles = with_outlet.query("FROM articles ORDER BY article_id")
        with_outlet.close()
        is_complete = len(articles) == _n_articles(workspace) and articles["outlet"][0] == outlet
        yield is_preserved and is_complete


def kill_exports(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill exports over a former export; yield whether every file is whole."""
    workspace = new()
    folder = workspace.path.with_name("export")
    command = _analysis("export", workspace, "--out", str(folder), "--format", "jsonl")
    seconds = time_run(command)
    former = {path.name: path.read_bytes() for path in folder.iterdir()}
    for _ in range(count):
        run_and_kill(command, rng, seconds)
        yield all((folder / name).read_bytes() == content for name, content in former.items())


def kill_annotations(
    new: Callable[[], Workspace], count: int, rng: random.Random
) -> Iterator[bool]:
    """Kill annotation of new articles; yield whether all is whole, and at the end complete."""
    workspace = new()
    command = _analysis("annotate", workspace, str(_write_texts(workspace)))
    seconds = time_run(command)
    for number in range(count):
        workspace = new()
        command = _analysis("annotate", workspace, str(_write_texts(workspace)))
        n_before = _n_articles(workspace)
        run_and_kill(command, rng, seconds)
        n_kept = len(check_parts(workspace))
        is_preserved = n_before <= n_kept <= n_before + _N_NEW and _is_outlet_preserved(workspace)
        if number % 4 == 0:  # a resumed run takes the longest
            subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
            is_preserved &= len(check_parts(workspace)) == n_before + _N_NEW
        yield is_preserved


def kill_uploads(new: Callable[[], Workspace], count: int, rng: random.Random) -> Iterator[bool]:
    """Kill uploads; yield whether every saved file is annotated or can be resumed."""
    from ui.core.upload_batches import list_unfinished

    workspace = new()
    command = [sys.executable, "-c", _UPLOAD, str(workspace.path), str(_write_texts(workspace))]
    seconds = time_run(command)
    for _ in range(count):
        workspace = new()
        texts = _write_texts(workspace)
        command = [sys.executable, "-c", _UPLOAD, str(workspace.path), str(texts)]
        n_before = _n_articles(workspace)
        printed = run_and_kill(command, rng, seconds, with_group=rng.random() < _P_GROUP)
        n_kept = len(check_parts(workspace))
        unfinished = [batch for batch in list_unfinished(workspace.path) if batch.title == _TITLE]
        is_whole = all(
            file.read_bytes() == (texts / file.name).read_bytes()
            for batch in unfinished
            for file in batch.files
        )
        is_resumable = bool(unfinished) and len(unfinished[0].files) == _N_NEW
        is_preserved = "saved" not in printed or is_resumable or n_kept == n_before + _N_NEW
        yield is_preserved and is_whole and n_kept >= n_before and _is_outlet_preserved(workspace)


def _analysis(name: str, workspace: Workspace, *arguments: str) -> list[str]:
    options = ["--workers", "1"] if name == "annotate" else []
    command = [sys.executable, "-m", "analysis", name, "--workspace", str(workspace.path)]
    return [*command, *options, *arguments]


def _write_texts(workspace: Workspace) -> Path:
    folder = workspace.path.with_name(f"{workspace.path.name}-new")
    folder.mkdir(exist_ok=True)
    for number in range(_N_NEW):
        text = f"“The talks will go on in May {number},” Ann Lee said on Monday in Geneva."
        (folder / f"new{number}.txt").write_text(text, encoding="utf-8")
    return folder


def _n_articles(workspace: Workspace) -> int:
    return len(workspace.read_parts("articles"))


def _is_outlet_preserved(workspace: Workspace) -> bool:
    return "0" in json.loads((workspace.path / "decisions.json").read_bytes())["articles"]


def time_run(command: list[str]) -> float:
    """Return the seconds that an undisturbed run takes."""
    start = time.monotonic()
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return time.monotonic() - start


def run_and_kill(
    command: list[str], rng: random.Random, seconds: float, *, with_group: bool = True
) -> str:
    """Run a command, kill it at a random moment, and return what it printed.

    Args:
        command: The command.
        rng: Decides when.
        seconds: The time of an undisturbed run.
        with_group: Whether the processes that it started are killed too; otherwise they are waited
            for.
    """
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=rng.uniform(_EARLIEST, _LATEST) * seconds)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            (os.killpg if with_group else os.kill)(process.pid, signal.SIGKILL)
        printed, _ = process.communicate()
    end = time.monotonic() + _ORPHAN_SECONDS
    while _is_group_alive(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    return printed


def _is_group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
