"""The house rules of CONTRIBUTING.md that neither ruff nor mypy checks."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stand_in import PROJECT

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
#: Words that do not say what a variable holds.
VAGUE_NAMES = frozenset(
    {
        *("found", "told", "given", "own", "kept", "said", "here"),
        *("one", "what", "who", "wanted", "shown", "looks", "ask"),
    }
)
FILES = tuple(
    path
    for room in ("analysis", "ui", "pages", "benchmarks", "tools", "tests")
    for path in sorted((PROJECT / room).rglob("*.py"))
)
#: First words of functions that return whether something is so; "are" and "have" are of several
#: things, and the last three are names of Python's files and paths.
PREDICATES = frozenset(
    {"is", "has", "can", "are", "have", "exists", "readable", "seekable", "writable"}
)
#: First words of functions that do something and return whether they did.
ACTIONS = frozenset({"add", "draw", "edit", "fill", "queue", "read", "write"})
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def long_functions(code: str) -> Iterator[str]:
    """Find functions with more lines than the house rules allow."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, FUNCTION) and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES:
            yield node.name


def vague_variables(code: str) -> Iterator[str]:
    """Find variables and arguments whose name does not say what they hold; fields of classes may.

    The class and the docstring of its fields say it for them.
    """
    tree = ast.parse(code)
    fields = {
        item.target
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if node in fields:
            continue
        is_variable = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        name = node.id if is_variable else node.arg if isinstance(node, ast.arg) else ""
        if name.lstrip("_") in VAGUE_NAMES:
            yield f"{name}, line {node.lineno}"


def misnamed_predicates(code: str) -> Iterator[str]:
    """Find functions that return a truth without a name that says so, or an action as a name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, FUNCTION) and isinstance(node.returns, ast.Name):
            first_word = node.name.lstrip("_").split("_")[0]
            is_named = node.name.startswith("__") or first_word in PREDICATES | ACTIONS
            if node.returns.id == "bool" and not is_named:
                yield f"{node.name}, line {node.lineno}"


def describe(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_no_file_and_no_function_is_longer_than_the_house_rules_allow():
    codes = {describe(path): path.read_text(encoding="utf-8") for path in FILES}
    assert [name for name, code in codes.items() if code.count("\n") > MAX_FILE_LINES] == []
    assert [(name, each) for name, code in codes.items() for each in long_functions(code)] == []


@pytest.mark.parametrize(("n_lines", "is_long"), [(60, False), (61, True)])
def test_a_function_may_have_as_many_lines_as_the_limit(n_lines, is_long):
    code = "def count():\n" + "    pass\n" * (n_lines - 1)
    assert list(long_functions(code)) == ["count"] * is_long


def test_every_variable_says_what_it_holds():
    rooms = [path for path in FILES if not path.is_relative_to(PROJECT / "tests")]
    vague = {describe(path): list(vague_variables(path.read_text("utf-8"))) for path in rooms}
    assert {name: names for name, names in vague.items() if names} == {}


def test_every_predicate_has_a_name_that_says_so():
    rooms = [path for path in FILES if not path.is_relative_to(PROJECT / "tests")]
    misnamed = {
        describe(path): list(misnamed_predicates(path.read_text("utf-8"))) for path in rooms
    }
    assert {name: names for name, names in misnamed.items() if names} == {}


def test_a_predicate_without_such_a_name_is_noticed():
    code = "def ends() -> bool: pass\ndef is_end() -> bool: pass\ndef _add_row() -> bool: pass\n"
    assert list(misnamed_predicates(code)) == ["ends, line 1"]


def test_a_variable_that_says_nothing_is_noticed():
    code = "found = 1\nfor _own in found: pass\ndef link(one, *, pairs): pass\n"
    assert sorted(vague_variables(code)) == ["_own, line 2", "found, line 1", "one, line 3"]
