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


def parse(code: str) -> list[ast.AST]:
    """Return every node of a file; parsing takes longest, so all rules share it."""
    return list(ast.walk(ast.parse(code)))


def long_functions(nodes: list[ast.AST]) -> Iterator[str]:
    """Find functions with more lines than the house rules allow."""
    for node in nodes:
        if isinstance(node, FUNCTION) and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES:
            yield node.name


def vague_variables(nodes: list[ast.AST]) -> Iterator[str]:
    """Find variables and arguments whose name does not say what they hold; fields of classes may.

    The class and the docstring of its fields say it for them.
    """
    fields = {
        item.target
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign)
    }
    for node in nodes:
        if node in fields:
            continue
        is_variable = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        name = node.id if is_variable else node.arg if isinstance(node, ast.arg) else ""
        if name.lstrip("_") in VAGUE_NAMES:
            yield f"{name}, line {node.lineno}"


def misnamed_predicates(nodes: list[ast.AST]) -> Iterator[str]:
    """Find functions that return a truth without a name that says so, or an action as a name."""
    for node in nodes:
        if isinstance(node, FUNCTION) and isinstance(node.returns, ast.Name):
            first_word = node.name.lstrip("_").split("_")[0]
            is_named = node.name.startswith("__") or first_word in PREDICATES | ACTIONS
            if node.returns.id == "bool" and not is_named:
                yield f"{node.name}, line {node.lineno}"


def list_faults(path: Path) -> Iterator[str]:
    """Yield what a file has against the rules; names in tests are free."""
    code = path.read_text(encoding="utf-8")
    nodes = parse(code)
    if code.count("\n") > MAX_FILE_LINES:
        yield "too long"
    yield from (f"{name} is too long" for name in long_functions(nodes))
    if not path.is_relative_to(PROJECT / "tests"):
        yield from (
            f"{name}: a name that does not say what it is" for name in vague_variables(nodes)
        )
        yield from (f"{name}: a predicate without its name" for name in misnamed_predicates(nodes))


def test_every_file_keeps_to_the_house_rules():
    faults = {str(path.relative_to(PROJECT)): list(list_faults(path)) for path in FILES}
    assert {name: of_file for name, of_file in faults.items() if of_file} == {}


@pytest.mark.parametrize(("n_lines", "is_long"), [(60, False), (61, True)])
def test_a_function_may_have_as_many_lines_as_the_limit(n_lines, is_long):
    code = "def count():\n" + "    pass\n" * (n_lines - 1)
    assert list(long_functions(parse(code))) == ["count"] * is_long


def test_a_predicate_without_such_a_name_is_noticed():
    code = "def ends() -> bool: pass\ndef is_end() -> bool: pass\ndef _add_row() -> bool: pass\n"
    assert list(misnamed_predicates(parse(code))) == ["ends, line 1"]


def test_a_variable_that_says_nothing_is_noticed():
    code = "found = 1\nfor _own in found: pass\ndef link(one, *, pairs): pass\n"
    assert sorted(vague_variables(parse(code))) == ["_own, line 2", "found, line 1", "one, line 3"]
