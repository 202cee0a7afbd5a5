"""The command line: ``python -m analysis annotate`` and ``python -m analysis export``."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from analysis.ingest import ENDINGS
from analysis.ingest.record_fields import FIELDS
from analysis.orchestration.annotate import Progress, annotate
from analysis.orchestration.workers import WorkerError
from analysis.settings import Settings
from analysis.store import Catalogue, OverridesError, Workspace, export
from analysis.store.export import FORMATS, Format


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0: something could be read, or was exported. 1: nothing could be read, or the command failed.
    130: it was interrupted; running it again goes on.
    """
    # Being told to end is an interrupt too: what is annotated so far gets written.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        options = _parser().parse_args(arguments)
        workspace = Workspace(options.workspace)
        if options.command == "export":
            return _export(workspace, options.out, options.format)
        return _annotate(workspace, options)
    except KeyboardInterrupt:
        _say("Interrupted. What is annotated is kept: run the same command again to go on.")
        return 130
    except BrokenProcessPool:
        _say("Workers are ended from outside, perhaps for want of memory: try fewer --workers.")
    except (OverridesError, OSError, ValueError, WorkerError) as error:
        _say(f"{type(error).__name__}: {error}")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    workspace = argparse.ArgumentParser(add_help=False)
    workspace.add_argument(
        "--workspace", type=Path, required=True, metavar="DIR", help="the workspace folder"
    )
    add = commands.add_parser(
        "annotate",
        parents=[workspace],
        help="add articles to a workspace",
        description="Add articles to a workspace. May be interrupted and run again: what is "
        "annotated already is skipped.",
    )
    add.add_argument(
        "inputs",
        type=Path,
        nargs="+",
        metavar="INPUT",
        help=f"{' '.join(ENDINGS)}, files or folders",
    )
    add.add_argument(
        "--workers",
        type=_positive,
        default=Settings.from_environment().workers,
        metavar="N",
        help="processes to annotate with (default: %(default)s)",
    )
    add.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="a Dask scheduler (tcp://HOST:8786) whose workers annotate, see docs/team.md",
    )
    add.add_argument(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="NAME=FIELD",
        help=f"take a column of a table for a field: {', '.join(FIELDS)}; NAME= leaves it aside",
    )
    add.add_argument(
        "--progress",
        choices=("line", "json"),
        default="line",
        help="a line for people, or a JSON object a line for programs",
    )
    take = commands.add_parser(
        "export",
        parents=[workspace],
        help="write the tables of a workspace",
        description="Write the tables of a workspace, one file each. CSV is for spreadsheets: it "
        "marks texts that one would run as formulas with an apostrophe.",
    )
    take.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to fill")
    take.add_argument("--format", choices=FORMATS, default="parquet", help="default: %(default)s")
    return parser


def _annotate(workspace: Workspace, options: argparse.Namespace) -> int:
    Settings.from_environment().check_model()
    form = options.progress
    show: Callable[[Progress], None] = _line if form == "json" else _Line()
    progress = Progress()
    with closing(
        annotate(
            options.inputs,
            workspace,
            options.workers,
            columns=dict(options.column),
            scheduler=options.scheduler,
        )
    ) as steps:
        for progress in steps:
            show(progress)
    progress = replace(progress, rejected=())
    show(replace(progress, stage="building"))
    catalogue = _refresh(workspace)
    show(replace(progress, stage="finished"))
    if form == "line":
        print(_summary(progress, workspace, catalogue))
    return 0 if progress.done or progress.skipped else 1


def _export(workspace: Workspace, folder: Path, form: Format) -> int:
    if not workspace.exists():
        _say(f"There is no workspace in {workspace.path}.")
        return 1
    files = export(_refresh(workspace), folder, form)
    print(_printable(f"{len(files)} tables in {folder}"))
    return 0


def _refresh(workspace: Workspace) -> Catalogue:
    from analysis.orchestration.build import (
        refresh,  # imports scikit-learn: late, so that progress shows early
    )

    return refresh(workspace)


def _line(progress: Progress) -> None:
    """Show progress as a line of JSON on standard output."""
    print(progress.to_json(), flush=True)


class _Line:
    """Progress as one line on standard error, rewritten on a terminal, now and then elsewhere."""

    def __init__(self) -> None:
        self._next = 0.0
        self._rewrites = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        for rejected in progress.rejected:
            self._write(_printable(str(rejected)), "\n")
        now = time.monotonic()
        if progress.stage == "finished":
            self._write("", "")
        elif progress.stage == "building" or (progress.done and now >= self._next):
            self._next = now + (0.2 if self._rewrites else 10)
            self._write(_words(progress), "" if self._rewrites else "\n")

    def _write(self, text: str, end: str) -> None:
        start = "\r\033[K" if self._rewrites else ""
        print(f"{start}{text}", end=end, file=sys.stderr, flush=True)


def _words(progress: Progress) -> str:
    if progress.stage == "building":
        return "Building the catalogue …"
    of = f" of about {progress.expected:,}" if progress.expected else ""
    of = of if progress.total is None else f" of {progress.total:,}"
    words = f"{progress.done:,}{of} articles annotated, {progress.rate:.1f} a second"
    if progress.seconds_left is not None:
        hours, seconds = divmod(round(progress.seconds_left), 3600)
        words += f", {hours}:{seconds // 60:02}:{seconds % 60:02} left"
    return words


def _summary(progress: Progress, workspace: Workspace, catalogue: Catalogue) -> str:
    held = catalogue.query(
        """
        SELECT (SELECT count(*) FROM articles) AS articles,
               (SELECT count(*) FROM stories) AS stories,
               (SELECT count(*) FROM quotes) AS quotations
        """
    ).iloc[0]
    parts = [f"{progress.done:,} annotated"]
    if progress.skipped:
        parts.append(f"{progress.skipped:,} done before")
    if progress.problems:
        parts.append(f"{progress.problems:,} notes (named above)")
    return _printable(
        f"{', '.join(parts)}. {workspace.path} now holds: articles {held['articles']:,}, "
        f"stories {held['stories']:,}, quotations {held['quotations']:,}."
    )


def _say(text: str) -> None:
    print(_printable(text), file=sys.stderr)


def _printable(text: str) -> str:
    """Escape what could steer a terminal: names of files come from anywhere."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _column(text: str) -> tuple[str, str]:
    name, equals, field = text.rpartition("=")
    if not equals or (field and field not in FIELDS):
        raise argparse.ArgumentTypeError(f"must be NAME=FIELD, FIELD one of {', '.join(FIELDS)}")
    return name, field


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
