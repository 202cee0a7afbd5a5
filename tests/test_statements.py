"""Every function that writes a sentence, title, count or mark is listed with the test of it.

``statements.csv`` beside this file names the check: ``recount`` is a property-based test against a
naive count of random workspaces or objects, or, of a pure helper of grammar, a table of all its
inputs; ``example`` is a test of made examples, ``none`` is still to be written, and ``no claim``
says nothing of the texts (queries, errors, labels of controls).
"""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
#: Folders whose functions write what is read on pages, charts and in the briefing.
FOLDERS = (
    "analysis/charts",
    "analysis/findings",
    "analysis/briefing",
    "ui/sections",
    "ui/widgets",
    "pages",
)
#: Number of functions without a test of what they say; it may only fall.
MAX_UNTESTED = 0
#: A word of running text, not a part of markup, a class or an address.
WORD = re.compile(r'(?:^|[^\w"=#.-])[A-Za-z]{3,}(?= |$|[.,:;)])')
MARKUP = re.compile(r"<[^>]*>|&\w+;")


def list_templates(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the text around the values of each f-string and call of ``format``."""
    for node in ast.walk(function):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if len(parts) < len(node.values):
                yield " ".join(map(str, parts))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "format"
        ):
            constants = [n.value for n in ast.walk(node.func.value) if isinstance(n, ast.Constant)]
            yield " ".join(text for text in constants if isinstance(text, str))


def list_writers() -> set[tuple[str, str]]:
    """Return the file and name of each function that puts a value beside words."""
    return {
        (path.relative_to(PROJECT).as_posix(), node.name)
        for folder in FOLDERS
        for path in (PROJECT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(WORD.search(MARKUP.sub(" ", text)) for text in list_templates(node))
    }


def read_list() -> list[dict[str, str]]:
    path = Path(__file__).with_name("statements.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sentence_with_a_value_is_a_template():
    (function,) = ast.parse(
        "def f(n):\n    return f'{n} outlets', f'px-{n}', '{} in'.format(n)"
    ).body
    assert isinstance(function, ast.FunctionDef)
    assert [bool(WORD.search(text)) for text in list_templates(function)] == [True, False, False]


def test_every_function_that_writes_a_sentence_is_in_the_list():
    listed = [(row["file"], row["function"]) for row in read_list()]
    assert sorted(listed) == sorted(list_writers()), "add or remove rows in tests/statements.csv"


def test_every_listed_function_has_a_test_that_exists():
    rows = read_list()
    for row in rows:
        assert row["check"] in {"recount", "example", "none", "no claim"}, row
        has_test = row["check"] in {"recount", "example"}
        assert bool(row["test"]) == has_test, row
        assert not has_test or (PROJECT / row["test"]).is_file(), row
    assert sum(row["check"] == "none" for row in rows) <= MAX_UNTESTED
