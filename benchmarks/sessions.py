"""Ten sessions on one workspace while articles are loaded and entities renamed; memory of reruns.

    python -m benchmarks.sessions [--sessions 10] [--rounds 20] [--minutes 5] [--reruns 0]

The dashboard serves the seed articles. Each session is a browser of its own with the filter of one
outlet; in every round all of them go to another page at the same time, and each must show its own
outlet, no other, and no error. In every round one process loads an article meanwhile, and another
names and merges entities, writes notes and groups outlets; every override, note and group that was
confirmed must be kept at the end. No round begins after ``--minutes``, so that a run on a busy
machine ends too; the number of views says how many there were.

With ``--reruns N`` one more session goes from page to page N times, and the memory of the server is
printed: the largest deviation after the first 300 from what it was then.

Needs ``chromium`` on the path.
"""

import argparse
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from operator import methodcaller
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, expect

from analysis.orchestration.annotate import annotate_in_subprocess
from analysis.store import NoteKind, Workspace
from analysis.store.notes import NotedPassage
from analysis.store.outlet_groups import OutletGroups
from tools import headless

#: Reruns after which the memory is expected to be flat, and between two measurements.
_WARM_RERUNS, _STEP = 300, 100
_STATUS = "p[role=status]"
#: Patience with a page, in milliseconds: all sessions compute at the same time.
_PATIENCE_MS = 180_000
#: Seconds after which a process that waits for the next round asks whether it is to end.
_ASK_SECONDS = 1
#: The column of groups that is filled.
_GROUP_COLUMN = "session"


def main() -> int:
    """Run the sessions, then the reruns; return 1 if anything went wrong."""
    parser = argparse.ArgumentParser("python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, default=10, metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N")
    parser.add_argument("--minutes", type=float, default=5, metavar="N")
    parser.add_argument("--reruns", type=int, default=0, metavar="N")
    options = parser.parse_args()
    with TemporaryDirectory() as name, headless.chromium() as browser:
        workspace = Workspace(Path(name, "workspace"))
        headless.annotate_seeds(workspace.path)
        outlets = _list_outlets(workspace)
        with headless.running_dashboard(workspace.path) as address, ExitStack() as stack:
            pages = [
                stack.enter_context(headless.opened_page(browser)) for _ in range(options.sessions)
            ]
            views = _Views()
            outlet_of_page = [outlets[number % len(outlets)] for number in range(len(pages))]
            for page, outlet in zip(pages, outlet_of_page, strict=True):
                _open(page, f"{address}/?outlet={outlet.replace(' ', '+')}")
            with _changing(workspace, Path(name), views) as confirmed:
                _use(pages, outlet_of_page, options, views)
            for page in pages:
                page.context.close()
            final = _read_decisions(workspace)
            lost = {key for key, value in confirmed.items() if final.get(key) != value}
            _print(views, options.sessions, confirmed, lost)
            if options.reruns:
                _measure_memory(
                    stack.enter_context(headless.opened_page(browser)), address, options
                )
    return int(bool(views.errors or views.foreign or lost))


@dataclass
class _Views:
    """The views of pages: their number, the errors shown, and the filters of other sessions.

    Attributes:
        count: Number of views.
        rounds: Number of rounds that began; every round has changes of its own.
        errors: What was shown in the place of a page, by address.
        foreign: The filters that were not those of the session, by address.
    """

    count: int = 0
    rounds: int = 0
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def _print(views: _Views, n_sessions: int, confirmed: dict[str, str], lost: set[str]) -> None:
    print(f"{views.count} views by {n_sessions} sessions:", end=" ")
    print(f"{len(views.errors)} errors, {len(views.foreign)} foreign filters")
    for kind in ("name", "merge", "note", "group"):
        of_kind = {key for key in confirmed if key.startswith(f"{kind} ")}
        print(f"{kind}s confirmed: {len(of_kind)}, kept: {len(of_kind - lost)}")
    print(*views.errors[:5], *views.foreign[:5], sep="\n")


def _list_outlets(workspace: Workspace) -> list[str]:
    catalogue = workspace.catalogue()
    if catalogue is None:
        raise RuntimeError("the seeds have no catalogue")
    labels = catalogue.query("SELECT DISTINCT outlet_label FROM articles ORDER BY ALL")
    catalogue.close()
    return [str(label) for label in labels["outlet_label"]]


def _use(
    pages: list[Page], outlet_of_page: list[str], options: argparse.Namespace, views: _Views
) -> None:
    """Lead every session from page to page at the same time; record what is wrong on one."""
    deadline = time.monotonic() + 60 * options.minutes
    for number in range(1, options.rounds + 1):
        if time.monotonic() > deadline:
            break
        views.rounds = number
        paths = [_click_link(page, number) for page in pages]
        for page, outlet, path in zip(pages, outlet_of_page, paths, strict=True):
            views.count += 1
            try:
                _wait(page, path)
            except (AssertionError, Error) as error:
                views.errors.append(f"{path}: not drawn ({str(error).partition(chr(10))[0]})")
                continue
            _find_faults(page, outlet, set(outlet_of_page), views)
        print(f"round {number}: {views.count} views", file=sys.stderr, flush=True)


def _open(page: Page, address: str) -> None:
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(address)
    _wait(page)


def _click_link(page: Page, number: int) -> str:
    """Click a link of the navigation, counted round and round; return its path."""
    links = page.get_by_test_id("stSidebarNavLink")
    link = links.nth(number % links.count())
    path = urlsplit(link.get_attribute("href") or "").path
    link.click()
    return path


def _wait(page: Page, path: str = "") -> None:
    """Wait until a page has run to its end.

    Args:
        page: The page.
        path: The path of the link that was clicked. The address changes when the server has begun
            to run the page; before, the state is that of the run before.
    """
    if path:
        page.wait_for_url(lambda url: urlsplit(url).path == path, timeout=_PATIENCE_MS)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=_PATIENCE_MS)


def _find_faults(page: Page, outlet: str, outlets: set[str], views: _Views) -> None:
    place = f"{page.url}: "
    errors = page.get_by_test_id("stException").all_inner_texts()
    views.errors += [place + error[:300] for error in errors]
    for line in page.locator(_STATUS).all_inner_texts():
        is_filter_line = re.match(r"\s*[\d,]+ of [\d,]+ articles", line)
        named = {other for other in outlets if other in line}
        if is_filter_line and named != {outlet}:
            views.foreign.append(f"{place}the filter is “{line}”, not {outlet}")


@contextmanager
def _changing(workspace: Workspace, folder: Path, views: _Views) -> Iterator[dict[str, str]]:
    """Load articles and make overrides in the background; yield the overrides confirmed so far."""
    confirmed: dict[str, str] = {}
    stop = threading.Event()
    workers = [
        threading.Thread(target=_load_articles, args=(workspace, folder, views, stop)),
        threading.Thread(target=_make_overrides, args=(workspace, confirmed, views, stop)),
    ]
    for worker in workers:
        worker.start()
    try:
        yield confirmed
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def _list_rounds(views: _Views, stop: threading.Event) -> Iterator[int]:
    """Yield the number of each round when it has begun, until the end; some may be passed over."""
    done = 0
    while not stop.is_set():
        if views.rounds > done:
            done = views.rounds
            yield done
        else:
            stop.wait(_ASK_SECONDS)


def _load_articles(
    workspace: Workspace, folder: Path, views: _Views, stop: threading.Event
) -> None:
    for number in _list_rounds(views, stop):
        path = folder / f"loaded{number}.txt"
        path.write_text(f"“The ferry sails on day {number},” Ann Lee said on Monday in Geneva.")
        for _ in annotate_in_subprocess([path], workspace.path, stop=stop):
            pass


def _make_overrides(
    workspace: Workspace, confirmed: dict[str, str], views: _Views, stop: threading.Event
) -> None:
    catalogue = workspace.catalogue(stale=True)
    if catalogue is None:
        raise RuntimeError("the workspace has no catalogue")
    entity_ids = catalogue.query("SELECT entity_id FROM entities ORDER BY ALL LIMIT 50")
    catalogue.close()
    named, merged = (list(entity_ids["entity_id"].iloc[n::2]) for n in (0, 1))
    for number in _list_rounds(views, stop):
        key, name = str(named[number % len(named)]), f"Renamed {number}"
        workspace.override_entities(methodcaller("with_name", key, name))
        confirmed[f"name {key}"] = name
        if number < len(merged):
            pair = str(merged[number]), str(merged[0])
            workspace.override_entities(methodcaller("with_merge", *pair))
            confirmed[f"merge {pair[0]}"] = pair[1]
        note = workspace.notes.add(
            NoteKind.SENTENCE, [NotedPassage("none", 0, 5, "words")], text=name
        )
        confirmed[f"note {note.note_id}"] = name
        table = {_GROUP_COLUMN: {f"Outlet {number}": name}}
        workspace.outlet_groups.change(partial(_with_table, table=table))
        confirmed[f"group Outlet {number}"] = name


def _with_table(groups: OutletGroups, table: dict[str, dict[str, str]]) -> OutletGroups:
    return groups.with_table(table)


def _read_decisions(workspace: Workspace) -> dict[str, str]:
    """Return names and merges of entities, the texts of notes, and the values of groups."""
    entities = workspace.overrides.entities
    names = {f"name {key}": name for key, name in entities.names.items()}
    merges = {f"merge {key}": into for key, into in entities.merged.items()}
    notes = {f"note {note.note_id}": note.text for note in workspace.notes.read()}
    values = workspace.outlet_groups.read().columns.get(_GROUP_COLUMN, {})
    return names | merges | notes | {f"group {outlet}": value for outlet, value in values.items()}


def _measure_memory(page: Page, address: str, options: argparse.Namespace) -> None:
    """Go from page to page and print how the memory of the server changes."""
    _open(page, address)
    sizes: list[float] = []
    for number in range(1, options.reruns + 1):
        _wait(page, _click_link(page, number))
        if number >= _WARM_RERUNS and number % _STEP == 0:
            sizes.append(_read_memory(address))
            print(f"{number} reruns: {sizes[-1]:.0f} MB", flush=True)
    if sizes:
        deviation = max(abs(size / sizes[0] - 1) for size in sizes)
        print(f"memory after {_WARM_RERUNS} reruns: {sizes[0]:.0f} MB; then", end=" ")
        print(f"{min(sizes):.0f} to {max(sizes):.0f} MB, {sizes[-1]:.0f} MB", end=" ")
        print(f"after {options.reruns} (largest deviation {deviation:.1%})")


def _read_memory(address: str) -> float:
    """Return the resident memory, in MB, of the server with an address."""
    port = address.rpartition(":")[2]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            if port.encode() in command and b"streamlit" in command:
                status = (process / "status").read_text()
                return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
        except (FileNotFoundError, ProcessLookupError):
            continue
    raise RuntimeError(f"no server listens on port {port}")


if __name__ == "__main__":
    sys.exit(main())
