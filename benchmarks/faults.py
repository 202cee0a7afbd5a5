"""Damage and kill a workspace in many ways, then check that nothing of the analyst's is lost.

    python -m benchmarks.faults [--levels 24] [--overrides 60] [--kills 200] [--seed 0]

Every kind of file of a workspace of eight articles is damaged in five ways; ``decisions.json`` is
edited at random; a catalogue is built on a small disk filled to many levels (skipped where mounting
one is not permitted); annotation, builds, exports, notes, overrides and uploads are killed at
random moments; hostile archives are read; and hostile texts are annotated at two lengths. A fault
is survived if it is reported, what is derived is made again, and every override and note is kept.
``--only`` runs some of them. ``benchmarks.fuzz`` tests damaged texts.
"""

import argparse
import json
import logging
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from io import StringIO
from itertools import count as count_up
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.__main__ import main as run_command
from analysis.ingest import Article
from analysis.nlp import pipeline
from analysis.orchestration import build
from analysis.store import OverridesError, Workspace
from analysis.store.catalogue import DamagedCatalogueError
from benchmarks import fault_kills
from benchmarks.fault_archives import read_archives
from benchmarks.fault_growth import measure_growth

#: Text of the articles of the workspace; a number makes each different.
_TEXT = "“We will talk about grain in May,” Ann Lee said on Monday in Geneva. This is text {}."
_N_ARTICLES = 8
_OUTLET = "An outlet that the analyst corrected"
#: Bytes of the small disk: about three catalogues of so few articles.
_DISK_BYTES = 16 << 20
#: Edits at random positions of ``decisions.json``: what a typing error or another program leaves.
_EDITS = (
    b"",
    b"\xef\xbb\xbf",
    b"[" * 9999,
    b"9" * 5000,
    b"\xff",
    b'"',
    b"{",
    b"}",
    b"NaN",
    b"\\ud800",
)


def main() -> int:
    """Run every kind of fault and print how many were survived."""
    parser = argparse.ArgumentParser("python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--levels", type=int, default=24, metavar="N")
    parser.add_argument("--overrides", type=int, default=60, metavar="N")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="of all programs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", metavar="KIND", help="words of the kinds to run")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    is_survived = True
    with TemporaryDirectory() as name:
        built = make_workspace(Path(name, "built"))
        for kind, outcomes in _list_faults(built, Path(name), options):
            if options.only and not any(word in kind for word in options.only):
                continue
            results = list(outcomes())
            print(f"{kind}: survived {sum(results)} / {len(results)}", flush=True)
            is_survived &= all(results)
    return 0 if is_survived else 1


def _list_faults(
    built: Workspace, folder: Path, options: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], Iterator[bool]]]]:
    """Yield the name of each kind of fault, and what makes the faults."""
    yield "damaged files", partial(damage_files, built, folder / "damaged")
    yield "edited overrides", partial(edit_overrides, built, options.overrides, options.seed)
    yield "full disks", partial(fill_disks, built, folder / "disk", options.levels)
    yield "archives", partial(read_archives, folder / "archives")
    yield "growth", measure_growth
    numbers = count_up()

    def copy() -> Workspace:
        path = folder / f"killed{next(numbers)}"
        shutil.copytree(built.path, path)
        return Workspace(path)

    for name, kill in KILLS.items():
        rng = random.Random(options.seed)
        yield f"killed {name}", partial(kill, copy, options.kills // len(KILLS), rng)


def make_workspace(folder: Path) -> Workspace:
    """Return a workspace of a few articles in two parts, with an override and a catalogue."""
    workspace = Workspace(folder)
    articles = [Article(str(number), _TEXT.format(number)) for number in range(_N_ARTICLES)]
    for batch in (articles[:-2], articles[-2:]):
        digests = {article.article_id: "read" for article in batch}
        workspace.write_part(pipeline.annotate(batch), "faults", digests)
    for _ in range(2):  # twice, so that there is a backup of it
        workspace.fix_article("0", outlet=_OUTLET)
    build.refresh(workspace).close()
    return workspace


def damage_files(built: Workspace, folder: Path) -> Iterator[bool]:
    """Damage one file of each kind in each way; yield whether the workspace survives."""
    part = max((built.path / "parts").iterdir()).relative_to(built.path)
    files = [part / "manifest.json", part / "articles.parquet", part / "mentions.parquet"]
    files += [Path("ids.parquet"), Path("cache", "links.parquet")]
    files.append(built.catalogue_path.relative_to(built.path))
    for file in files:
        for damage in DAMAGE.values():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(built.path, folder)
            workspace = Workspace(folder)
            (folder / file).write_bytes(damage((folder / file).read_bytes()))
            if file.parent != Path() or file.name == "ids.parquet":
                workspace.catalogue_path.unlink()
            n_missing = 2 if file == part / "articles.parquet" else 0
            yield _is_whole(workspace, n_missing, part.name if part in file.parents else "")


def _is_whole(workspace: Workspace, n_missing: int, damaged: str = "") -> bool:
    """Return whether the command builds a workspace with its override, and reports the damage.

    Args:
        workspace: The workspace.
        n_missing: Number of articles that are left out.
        damaged: The name of a damaged part that has to be reported; empty if nothing has to be.
    """
    messages = StringIO()
    for _ in range(2):  # a catalogue may show its damage only when it is read
        with suppress(DamagedCatalogueError):
            with redirect_stderr(messages), redirect_stdout(StringIO()):
                code = run_command(["build", "--workspace", str(workspace.path)])
            catalogue = build.refresh(workspace)
            catalogue.check()
            outlets = catalogue.query("FROM articles ORDER BY article_id")["outlet"].tolist()
            catalogue.close()
            is_told = f"parts/{damaged}:" in messages.getvalue() if damaged else True
            is_complete = len(outlets) == _N_ARTICLES - n_missing and outlets[0] == _OUTLET
            return code == 0 and is_told and is_complete
    return False


def edit_overrides(built: Workspace, count: int, seed: int) -> Iterator[bool]:
    """Edit ``decisions.json`` at random; yield whether it is read or reported, and kept."""
    rng = random.Random(seed)
    path = built.path / "decisions.json"
    original = path.read_bytes()
    for _ in range(count):
        start = rng.randrange(len(original))
        end = start + rng.choice((0, 1, 5))
        content = original[:start] + rng.choice(_EDITS) + original[end:]
        path.write_bytes(content)
        try:
            built.read_parts("articles")
            is_told = True
        except OverridesError as error:
            is_told = "decisions.json" in str(error) and "Correct that place" in str(error)
        backup = json.loads((built.path / "decisions.backup.json").read_bytes())
        yield is_told and path.read_bytes() == content and "0" in backup["articles"]
    path.write_bytes(original)


def fill_disks(built: Workspace, folder: Path, levels: int) -> Iterator[bool]:
    """Build on a disk filled to each level; yield whether the former catalogue remains."""
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "tmpfs", str(folder)]
    if not mount or not unmount or subprocess.run(command, check=False).returncode:
        print("full disks: skipped, mounting a small disk is not permitted", file=sys.stderr)
        return
    try:
        for level in range(levels):
            shutil.rmtree(folder / "w", ignore_errors=True)
            shutil.copytree(built.path, folder / "w")
            workspace = Workspace(folder / "w")
            workspace.fix_article("1", outlet="Another")
            filler = folder / "filler"
            size = shutil.disk_usage(folder).free * (levels - level) // levels
            filler.write_bytes(bytes(size))
            with suppress(OSError):
                build.refresh(workspace).close()
            former = workspace.catalogue(stale=True)
            is_kept = former is not None and len(former.query("FROM articles")) == _N_ARTICLES
            filler.unlink()
            yield is_kept and _is_whole(workspace, n_missing=0)
    finally:
        subprocess.run([unmount, "-l", str(folder)], check=True)


def _fill_with_zeros(content: bytes) -> bytes:
    middle, length = len(content) // 3, len(content) // 2
    return content[:middle] + bytes(length) + content[middle + length :]


#: The programs that are killed.
KILLS = {
    "annotation": fault_kills.kill_annotations,
    "builds": fault_kills.kill_builds,
    "exports": fault_kills.kill_exports,
    "notes": fault_kills.kill_notes,
    "overrides": fault_kills.kill_overrides,
    "uploads": fault_kills.kill_uploads,
}
#: Ways to damage the content of a file.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"no table at all" * 1000,
    "cut short": lambda content: content[: len(content) // 2],
    "cut at the end": lambda content: content[:-1],
    "zeros": _fill_with_zeros,
}


if __name__ == "__main__":
    sys.exit(main())
