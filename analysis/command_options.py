"""The commands of ``python -m analysis`` and their options."""

import argparse
from pathlib import Path

from analysis.briefing.render import FORMATS as BRIEFING_FORMATS
from analysis.ingest import ENDINGS
from analysis.ingest.record_fields import FIELDS
from analysis.settings import MIN_BUILD_MEMORY_MB, Settings
from analysis.store.export import FORMATS

#: Address at which `streamlit run` serves the dashboard by default.
DASHBOARD = "http://localhost:8501"


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; its result has the name of one as ``command``."""
    parser = argparse.ArgumentParser(
        "python -m analysis",
        description="Annotate articles into a workspace, and write its tables and briefings.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    workspace = argparse.ArgumentParser(add_help=False)
    workspace.add_argument(
        "--workspace", type=Path, required=True, metavar="DIR", help="the workspace folder"
    )
    progress = argparse.ArgumentParser(add_help=False)
    progress.add_argument(
        "--progress",
        choices=("line", "json"),
        default="line",
        help="a line for people, or a JSON object a line for programs",
    )
    cluster = argparse.ArgumentParser(add_help=False)
    cluster.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="a Dask scheduler (tcp://HOST:8786) whose workers do the work, see docs/team.md",
    )
    memory = argparse.ArgumentParser(add_help=False)
    memory.add_argument(
        "--memory",
        type=_parse_memory,
        default=Settings.from_environment().build_memory_mb,
        metavar="MB",
        help="memory that building the catalogue aims at, in MB (default: %(default)s)",
    )
    _add_annotate(commands, [workspace, progress, cluster, memory])
    commands.add_parser(
        "build",
        parents=[workspace, progress, cluster, memory],
        help="build the catalogue of a workspace",
        description="Build the catalogue that the dashboard reads. Articles that an earlier "
        "version of Parallax annotated are annotated anew first, from the texts in the workspace.",
    )
    load = commands.add_parser(
        "groups",
        parents=[workspace],
        help="load groups of outlets from a table",
    )
    load.add_argument("table", type=Path, metavar="TABLE", help="a .csv, .tsv or .xlsx file")
    take = commands.add_parser(
        "export",
        parents=[workspace],
        help="write the tables of a workspace",
        description="Write the tables of a workspace: one file each, or with xlsx one file of many "
        "sheets. CSV and xlsx are for spreadsheets: each row has outlet, date and headline of its "
        "article. CSV marks texts that one would run as formulas with an apostrophe.",
    )
    take.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to fill")
    take.add_argument("--format", choices=FORMATS, default="parquet", help="default: %(default)s")
    _add_briefing(commands, [workspace])
    return parser


def _add_briefing(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add the command ``briefing``."""
    brief = commands.add_parser(
        "briefing",
        parents=parents,
        help="write a briefing on a story",
        description="Write a briefing on one story: findings, who said what in whose words, "
        "exclusives and omissions, what is starred, and the method with its known errors.",
    )
    brief.add_argument(
        "--story",
        default="",
        metavar="STORY",
        help="id or title of the story, or a part of the title; not needed if there is one only",
    )
    brief.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    brief.add_argument(
        "--format",
        choices=BRIEFING_FORMATS,
        help="default: by the ending of FILE, html for any other ending",
    )
    brief.add_argument(
        "--base",
        default=DASHBOARD,
        metavar="URL",
        help="address of the dashboard, for the links (default: %(default)s)",
    )


def _add_annotate(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add the command ``annotate``."""
    add = commands.add_parser(
        "annotate",
        parents=parents,
        help="add articles to a workspace",
        description="Add articles to a workspace. The command can be interrupted and run again: "
        "articles that are annotated already are skipped.",
    )
    add.add_argument(
        "inputs",
        type=Path,
        nargs="*",
        metavar="INPUT",
        help=f"{' '.join(ENDINGS)}, files or folders; - reads one text from standard input",
    )
    add.add_argument(
        "--address",
        action="append",
        default=[],
        metavar="URL",
        help="a page or a feed to load; whether the site allows it (robots.txt, terms of use) is "
        "for you to know",
    )
    add.add_argument(
        "--workers",
        type=_parse_positive,
        default=Settings.from_environment().workers,
        metavar="N",
        help="processes to annotate with (default: %(default)s)",
    )
    add.add_argument(
        "--column",
        type=_parse_column,
        action="append",
        default=[],
        metavar="NAME=FIELD",
        help=f"take a column of a table for a field: {', '.join(FIELDS)}; NAME= leaves it aside",
    )
    add.add_argument(
        "--names",
        action="store_true",
        help="take outlet and date from names (The Lamp/2023-09-05_harbour.txt) where articles do "
        "not state them",
    )


def _parse_column(text: str) -> tuple[str, str]:
    name, equals, field = text.rpartition("=")
    if not equals or (field and field not in FIELDS):
        raise argparse.ArgumentTypeError(f"must be NAME=FIELD, FIELD one of {', '.join(FIELDS)}")
    return name, field


def _parse_memory(text: str) -> int:
    megabytes = int(text)
    if megabytes < MIN_BUILD_MEMORY_MB:
        raise argparse.ArgumentTypeError(f"must be {MIN_BUILD_MEMORY_MB} or more")
    return megabytes


def _parse_positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
