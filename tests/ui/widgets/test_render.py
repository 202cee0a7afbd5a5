"""Only :func:`ui.widgets.markup.render` shows markup, and it takes nothing but ``Html``."""

import ast
from pathlib import Path

import pytest

from ui.widgets.markup import Html

PROJECT = Path(__file__).parents[3]
MODULES = sorted(
    path
    for folder in ("ui", "pages")
    for path in (PROJECT / folder).rglob("*.py")
    if path != PROJECT / "ui" / "widgets" / "markup.py"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_other_module_shows_markup(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    arguments = {keyword.arg for call in calls for keyword in call.keywords}
    assert "html" not in methods
    assert not arguments & {"unsafe_allow_html", "unsafe_allow_javascript"}


@pytest.mark.parametrize(
    "html",
    [
        Html("<b>{}</b>").format("<i>"),
        Html("<b>") + "<i>" + Html("</b>"),
        Html("").join([Html("<b>"), "<i>", Html("</b>")]),
    ],
)
def test_text_is_escaped_however_it_enters_markup(html):
    assert html == "<b>&lt;i&gt;</b>"
    assert isinstance(html, Html)
