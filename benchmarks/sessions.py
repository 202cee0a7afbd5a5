"""Ten sessions on one workspace while articles are loaded and entities renamed; memory of reruns.

    python -m benchmarks.sessions [--sessions 10] [--rounds 20] [--reruns 0]

The dashboard serves the seed articles. Each session is a browser of its own with the filter of one
outlet; in every round all of them go to another page at the same time, and each must show its own
outlet, no other, and no error. Meanwhile one process loads articles again and again, and another
names entities, writes notes and groups outlets; every override, note and group that was confirmed
must be kept at the end.

With ``--reruns N`` one more session goes from page to page N times, and the memory of the server is
printed: the largest deviation after the first 300 from what it was then.

Needs ``chromium`` on the path.
"""

import argparse
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from operator import methodcaller
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from analysis.orchestration.annotate import annotate_in_subprocess
from analysis.store import NoteKind, Workspace
from analysis.store.notes import NotedPassage
from analysis.store.outlet_groups import OutletGroups
from tools import headless

#: Reruns after which the memory is expected to be flat, and between two measurements.
_WARM_RERUNS, _STEP = 300, 100
_STATUS = "p[role=status]"
#: Seconds between two overrides, each of which makes every session compute its page anew.
_OVERRIDE_SECONDS = 3
#: Patience with a page, in milliseconds: all sessions compute at the same time.
_PATIENCE_MS = 180_000
#: The column of groups that is filled.
_GROUP_COLUMN = "session"


def main() -> int:
    """Run the sessions, then the reruns; return 1 if anything went wrong."""
    parser = argparse.ArgumentParser("python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, default=10, metavar="N")
    parser.add_argument("--rounds", type=int, default=20, metavar="N")
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
            with _changing(workspace, Path(name)) as confirmed:
                faults = list(_use(pages, address, outlets, options.rounds))
            for page in pages:
                page.context.close()
            final = _read_decisions(workspace)
            lost = {key for key, value in confirmed.items() if final.get(key) != value}
            n_views = options.sessions * options.rounds
            print(f"{n_views} views by {options.sessions} sessions: {len(faults)} faults")
            print(
                f"{len(confirmed)} overrides, notes and groups: {len(lost)} lost",
                *faults[:5],
                sep="\n",
            )
            if options.reruns:
                _measure_memory(
                    stack.enter_context(headless.opened_page(browser)), address, options
                )
    return int(bool(faults or lost))


def _list_outlets(workspace: Workspace) -> list[str]:
    catalogue = workspace.catalogue()
    if catalogue is None:
        raise RuntimeError("the seeds have no catalogue")
    labels = catalogue.query("SELECT DISTINCT outlet_label FROM articles ORDER BY ALL")
    catalogue.close()
    return [str(label) for label in labels["outlet_label"]]


def _use(pages: list[Page], address: str, outlets: list[str], rounds: int) -> Iterator[str]:
    """Lead every session from page to page at the same time; yield what is wrong on one."""
    outlet_of_page = [outlets[number % len(outlets)] for number in range(len(pages))]
    for page, outlet in zip(pages, outlet_of_page, strict=True):
        page.goto(f"{address}/?outlet={outlet.replace(' ', '+')}")
        _wait(page)
    for number in range(rounds):
        paths = [_click_link(page, number + 1) for page in pages]
        for page, outlet, path in zip(pages, outlet_of_page, paths, strict=True):
            _wait(page, path)
            yield from _find_faults(page, outlet, outlets)


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


def _find_faults(page: Page, outlet: str, outlets: list[str]) -> Iterator[str]:
    place = f"{page.url}: "
    if errors := page.get_by_test_id("stException").all_inner_texts():
        yield place + errors[0][:300]
    for line in page.locator(_STATUS).all_inner_texts():
        is_filter_line = re.match(r"\s*[\d,]+ of [\d,]+ articles", line)
        named = {other for other in outlets if other in line}
        if is_filter_line and named != {outlet}:
            yield f"{place}the filter is “{line}”, not {outlet}"


@contextmanager
def _changing(workspace: Workspace, folder: Path) -> Iterator[dict[str, str]]:
    """Load articles and make overrides in the background; yield the overrides confirmed so far."""
    confirmed: dict[str, str] = {}
    stop = threading.Event()
    workers = [
        threading.Thread(target=_load_articles, args=(workspace, folder, stop)),
        threading.Thread(target=_make_overrides, args=(workspace, confirmed, stop)),
    ]
    for worker in workers:
        worker.start()
    try:
        yield confirmed
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def _load_articles(workspace: Workspace, folder: Path, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        path = folder / f"loaded{number}.txt"
        path.write_text(f"“The ferry sails on day {number},” Ann Lee said on Monday in Geneva.")
        for _ in annotate_in_subprocess([path], workspace.path, stop=stop):
            pass


def _make_overrides(workspace: Workspace, confirmed: dict[str, str], stop: threading.Event) -> None:
    catalogue = workspace.catalogue(stale=True)
    if catalogue is None:
        raise RuntimeError("the workspace has no catalogue")
    entity_ids = catalogue.query("SELECT entity_id FROM entities ORDER BY ALL LIMIT 50")
    catalogue.close()
    number = 0
    while not stop.wait(_OVERRIDE_SECONDS):
        number += 1
        key = str(entity_ids["entity_id"].iloc[number % len(entity_ids)])
        name = f"Renamed {number}"
        workspace.override_entities(methodcaller("with_name", key, name))
        confirmed[key] = name
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
    """Return the names of entities, the texts of notes, and the values of groups."""
    names = {key: str(name) for key, name in workspace.overrides.entities.names.items()}
    notes = {f"note {note.note_id}": note.text for note in workspace.notes.read()}
    values = workspace.outlet_groups.read().columns.get(_GROUP_COLUMN, {})
    return names | notes | {f"group {outlet}": value for outlet, value in values.items()}


def _measure_memory(page: Page, address: str, options: argparse.Namespace) -> None:
    """Go from page to page and print how the memory of the server changes."""
    page.goto(address)
    _wait(page)
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
