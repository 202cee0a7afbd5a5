"""The documents name every setting, format, option, column and picture, and no others."""

import argparse
import re
from pathlib import Path

import pytest

from analysis.command_options import build_parser
from analysis.ingest import ENDINGS
from analysis.ingest.record_fields import FIELDS
from tools import document_tables
from tools.screenshots import FOLDER, SCREENSHOTS

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "docs").glob("*.md")}
LOADING, TEAM = DOCS["loading.md"], DOCS["team.md"]
ROOMS = ("analysis", "ui", "pages")


def section(text: str, heading: str) -> str:
    """Return the text of a section, up to the next heading."""
    after = text.partition(f"## {heading}\n")[2]
    return re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0]


def table_cells(text: str, column: int = 0) -> list[str]:
    """Return one column of the Markdown tables of a text, without their headings."""
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("|")]
    cells = [row[column].strip() for row in rows]
    rules = {number for number, cell in enumerate(cells) if set(cell) == {"-"}}
    headings = {number - 1 for number in rules}
    return [cell for number, cell in enumerate(cells) if number not in rules | headings]


def code(text: str) -> set[str]:
    """Return what a text sets in code type."""
    return set(re.findall(r"`([^`\n]+)`", text))


def environment_variables() -> set[str]:
    """Return the names of the settings in the code."""
    sources = [path.read_text() for room in ROOMS for path in (PROJECT / room).rglob("*.py")]
    return set(re.findall(r"\bPARALLAX_[A-Z_]+", "\n".join(sources)))


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of ``python -m analysis``, by name."""
    (subparsers,) = (
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return subparsers.choices


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Return a command's options, and its positional arguments by their placeholder."""
    names: set[str] = set()
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            names.update(action.option_strings or [str(action.metavar)])
    return names


def test_every_setting_is_in_a_table_of_the_docs_and_the_other_way_round():
    documented = {name for text in (README, TEAM) for name in table_cells(text)}
    settings = {name.strip("`") for name in documented if name.startswith("`PARALLAX_")}
    assert settings == environment_variables()


def test_no_document_names_a_setting_that_does_not_exist():
    texts = [README, (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8"), *DOCS.values()]
    named = {name for text in texts for name in re.findall(r"PARALLAX_[A-Z_]+", text)}
    assert named == environment_variables()


def test_every_input_format_is_in_the_table_of_formats_and_the_other_way_round():
    formats = section(LOADING, "Formats")
    documented = {name for cell in table_cells(formats) for name in code(cell)}
    assert documented == set(ENDINGS)


def test_the_readme_names_formats_that_exist():
    sentence = README.partition("Supported formats: ")[2].partition("\n\n")[0]
    suffixes = {name for name in code(sentence) if name.startswith(".")} - {".gz"}
    assert suffixes
    assert suffixes <= set(ENDINGS)
    families = {suffix.removesuffix(".gz") for suffix in ENDINGS}
    assert families - suffixes == {".htm", ".ndjson"}, "named as .html and .jsonl"


def test_every_command_is_documented_and_the_other_way_round():
    usage = re.findall(r"^    python -m analysis (\w+)", LOADING, flags=re.MULTILINE)
    assert sorted(usage) == sorted(commands())


@pytest.mark.parametrize("command", commands())
def test_every_option_is_in_the_table_of_its_command_and_the_other_way_round(command: str):
    heading = f"| option of `{command}` | meaning |\n"
    table = heading + section(LOADING, "Commands").partition(heading)[2].partition("\n\n")[0]
    documented = {re.split("[ `]", cell.lstrip("`"))[0] for cell in table_cells(table)}
    assert documented == options(commands()[command])


def test_every_field_of_a_record_is_documented():
    assert set(FIELDS) <= code(section(LOADING, "Columns"))


def test_the_page_of_the_tables_is_generated_from_the_tables():
    assert document_tables.PAGE.read_text(encoding="utf-8") == document_tables.render(), (
        "run python -m tools.document_tables"
    )


def test_every_picture_is_made_by_the_screenshots_shown_in_a_document_and_present():
    texts = (README, *DOCS.values())
    shown = {Path(path).stem for text in texts for path in re.findall(r"\]\(([^)]+\.png)\)", text)}
    assert (
        shown == {shot.name for shot in SCREENSHOTS} == {path.stem for path in FOLDER.glob("*.png")}
    )


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs"])
def test_links_between_the_documents_lead_to_files(document: str):
    path = PROJECT / document
    for page in path.glob("*.md") if path.is_dir() else [path]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_lists_the_rooms_of_the_library():
    tree = section(README, "Develop")
    rooms = {
        path.name for path in (PROJECT / "analysis").iterdir() if (path / "__init__.py").exists()
    }
    assert set(re.findall(r"^    analysis/(\w+)", tree, flags=re.MULTILINE)) == rooms
