"""The command line: ``python -m analysis annotate``, ``build``, ``groups`` and the like."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from analysis.briefing.render import infer_format, render_briefing
from analysis.command_options import build_parser
from analysis.ingest.issues import Issue
from analysis.ingest.web.collect_inputs import collect_inputs
from analysis.orchestration.annotate import Progress, annotate
from analysis.orchestration.build_memory import BuildMemory
from analysis.orchestration.parallel import Processes, Workers
from analysis.orchestration.workers import WorkerError
from analysis.settings import Settings
from analysis.store import Catalogue, Filters, OverridesError, Workspace, export
from analysis.store.atomic_files import replacing
from analysis.store.catalogue import DamagedCatalogueError
from analysis.store.data_frames import keep_text_as_objects
from analysis.store.export import Format
from analysis.store.outdated import OutdatedWorkspaceError
from analysis.store.outlet_groups import describe_group_table, read_group_table
from analysis.store.queries.filter_choices import find_story, list_outlets
from analysis.store.queries.notes import place_notes

#: Exit code after an interrupt, as shells give it (128 + SIGINT).
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0: the command did its work. 1: nothing could be read, or the command failed. 130: it was
    interrupted; the same command goes on.
    """
    # A request to terminate is an interrupt too: what is annotated so far is written.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        options = build_parser().parse_args(arguments)
        return _run(Workspace(options.workspace), options)
    except KeyboardInterrupt:
        _print_error("Interrupted. What is annotated is kept: run the same command again to go on.")
        return INTERRUPTED
    except BrokenProcessPool:
        _print_error("Workers were killed, perhaps for lack of memory. Try fewer --workers.")
    except (OverridesError, OSError, ValueError, WorkerError) as error:
        _print_error(f"{type(error).__name__}: {error}")
    return 1


def _run(workspace: Workspace, options: argparse.Namespace) -> int:
    if options.command in {"export", "briefing", "groups"} and not workspace.exists():
        _print_error(f"There is no workspace in {workspace.path}.")
        return 1
    match options.command:
        case "export":
            return _export(workspace, options.out, options.format)
        case "briefing":
            return _write_briefing(workspace, options)
        case "groups":
            return _load_groups(workspace, options.table)
        case "build":
            return _annotate(workspace, options, [], Settings.from_environment().workers)
        case _:
            return _annotate_inputs(workspace, options)


def _annotate_inputs(workspace: Workspace, options: argparse.Namespace) -> int:
    """Annotate files, folders, standard input and addresses."""
    with collect_inputs(options.inputs, options.address) as (inputs, issues):
        for issue in issues:
            _print_error(str(issue))
        if not inputs:
            _print_error("There is nothing to read: name a file, a folder or an --address.")
            return 1
        return _annotate(workspace, options, inputs, options.workers)


def _annotate(
    workspace: Workspace, options: argparse.Namespace, inputs: list[Path], workers: int
) -> int:
    """Annotate inputs, bring older articles up to date, and build the catalogue."""
    Settings.from_environment().check_model()
    is_json = options.progress == "json"
    show: Callable[[Progress], None] = _print_json if is_json else _ProgressLine()
    run = partial(
        annotate,
        workspace=workspace,
        workers=workers,
        columns=dict(getattr(options, "column", ())),
        use_names=getattr(options, "names", False),
        scheduler=options.scheduler,
    )
    progress = _follow(run(inputs), show)
    n_issues = progress.n_issues

    def report(issue: Issue) -> None:
        nonlocal n_issues
        n_issues += 1
        show(replace(progress, issues=(issue,), n_issues=n_issues, stage="building"))

    show(replace(progress, stage="building"))
    builders = _choose_workers(workspace, options.scheduler, options.memory)
    catalogue = _build(workspace, report, lambda: _follow(run([]), show), builders)
    progress = replace(progress, n_issues=n_issues)
    show(replace(progress, stage="finished"))
    if not is_json:
        print(_summarise(progress, workspace, catalogue))
    return 0 if progress.done or progress.skipped or not inputs else 1


def _follow(steps: Generator[Progress, None, None], show: Callable[[Progress], None]) -> Progress:
    """Show the progress of annotation and return the last, without its issues."""
    progress = Progress()
    with closing(steps):
        for progress in steps:
            show(progress)
    return replace(progress, issues=())


def _export(workspace: Workspace, folder: Path, form: Format) -> int:
    notes, groups = workspace.notes.read(), workspace.outlet_groups.read()
    if workspace.snapshot().outdated:
        _bring_up_to_date(workspace)

    def write() -> list[Path]:
        return export(_build_current(workspace), folder, form, notes=notes, groups=groups)

    try:
        files = write()
    except DamagedCatalogueError:  # removed; what was removed is logged
        files = write()
    print(_make_printable(f"{len(files)} files in {folder}"))
    return 0


def _write_briefing(workspace: Workspace, options: argparse.Namespace) -> int:
    from analysis.briefing.compose import compose_briefing  # imports what pages compute with

    keep_text_as_objects()
    notes = workspace.notes.read()
    catalogue = workspace.catalogue() or _build_current(workspace)
    filters = Filters(story=find_story(catalogue, options.story))
    made = datetime.now().astimezone().date()
    briefing = compose_briefing(catalogue, filters, place_notes(catalogue, notes), made=made)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    form = options.format or infer_format(options.out)
    with replacing(options.out) as temporary:
        temporary.write_bytes(render_briefing(briefing, form, options.base))
    print(_make_printable(f"{options.out}: {briefing.title}"))
    return 0


def _load_groups(workspace: Workspace, table: Path) -> int:
    catalogue = workspace.catalogue(stale=True)
    outlets = () if catalogue is None else list_outlets(catalogue)
    columns = read_group_table(table.name, table.read_bytes(), outlets)
    workspace.outlet_groups.change(lambda current: current.with_table(columns))
    print(_make_printable(describe_group_table(columns, outlets)))
    return 0


def _bring_up_to_date(workspace: Workspace) -> Progress:
    return _follow(annotate([], workspace, Settings.from_environment().workers), _ProgressLine())


def _build_current(workspace: Workspace) -> Catalogue:
    bring_up_to_date = partial(_bring_up_to_date, workspace)
    workers = _choose_workers(workspace, "", Settings.from_environment().build_memory_mb)
    return _build(workspace, lambda issue: _print_error(str(issue)), bring_up_to_date, workers)


def _build(
    workspace: Workspace,
    report: Callable[[Issue], None],
    bring_up_to_date: Callable[[], Progress],
    workers: Workers,
) -> Catalogue:
    from analysis.orchestration.build import refresh  # imports scikit-learn: after the progress

    try:
        return refresh(workspace, report, workers)
    except OutdatedWorkspaceError:  # a damaged file was noticed only now
        bring_up_to_date()
        return refresh(workspace, report, workers)


def _choose_workers(workspace: Workspace, scheduler: str, memory_mb: int) -> Workers:
    memory = BuildMemory(memory_mb)
    if not scheduler:
        return Processes(Settings.from_environment().workers, memory)
    from analysis.orchestration.cluster_workers import ClusterWorkers  # an optional package

    return ClusterWorkers(scheduler, workspace.path.absolute(), memory)


def _print_json(progress: Progress) -> None:
    """Print progress as a line of JSON on standard output."""
    print(progress.to_json(), flush=True)


class _ProgressLine:
    """Progress on standard error: a line that is rewritten, or in a log one now and then."""

    def __init__(self) -> None:
        self._next = 0.0
        self._rewrites = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        for issue in progress.issues:
            self._write(_make_printable(str(issue)), "\n")
        now = time.monotonic()
        if progress.stage == "finished":
            self._write("", "")
        elif progress.stage == "building" or (progress.done and now >= self._next):
            self._next = now + (0.2 if self._rewrites else 10)
            self._write(_describe(progress), "" if self._rewrites else "\n")

    def _write(self, text: str, end: str) -> None:
        start = "\r\033[K" if self._rewrites else ""
        print(f"{start}{text}", end=end, file=sys.stderr, flush=True)


def _describe(progress: Progress) -> str:
    if progress.stage == "building":
        return "Building the catalogue …"
    of = f" of about {progress.expected:,}" if progress.expected else ""
    of = of if progress.total is None else f" of {progress.total:,}"
    words = f"{progress.done:,}{of} articles annotated, {progress.rate:.1f} a second"
    if progress.seconds_left is not None:
        hours, seconds = divmod(round(progress.seconds_left), 3600)
        words += f", {hours}:{seconds // 60:02}:{seconds % 60:02} left"
    return words


def _summarise(progress: Progress, workspace: Workspace, catalogue: Catalogue) -> str:
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
    if progress.n_issues:
        parts.append(f"{progress.n_issues:,} notes (named above)")
    return _make_printable(
        f"{', '.join(parts)}. {workspace.path} now holds: articles {held['articles']:,}, "
        f"stories {held['stories']:,}, quotations {held['quotations']:,}."
    )


def _print_error(text: str) -> None:
    print(_make_printable(text), file=sys.stderr)


def _make_printable(text: str) -> str:
    """Escape control characters: names of files may hold what steers a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


if __name__ == "__main__":
    sys.exit(main())
