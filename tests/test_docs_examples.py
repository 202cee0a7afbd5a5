"""The examples for notebooks in the documents run as they stand, on a small workspace."""

import re
import textwrap
from pathlib import Path

import pytest

from tests.made_story import talks

DOCS = Path(__file__).parents[1] / "docs"


def list_examples(text: str) -> list[str]:
    """Return the indented blocks of a document that import something, without their indent."""
    blocks = re.findall(r"(?:^(?: {4}.*)?\n)+", text, re.MULTILINE)
    examples = (textwrap.dedent(block) for block in blocks)
    return [block for block in examples if re.search(r"^(from|import) ", block, re.MULTILINE)]


def test_an_example_is_an_indented_block_with_an_import():
    text = "Words:\n\n    import re\n\n    re.escape(x)\n\nMore words:\n\n    a command\n"
    assert [block.strip() for block in list_examples(text)] == ["import re\n\nre.escape(x)"]


@pytest.mark.parametrize(
    ("name", "printed"), [("pages.md", "match a sentence"), ("loading.md", "")]
)
def test_the_examples_of_a_document_run_one_after_the_other(
    name, printed, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for folder in ("workspace", "DIR"):
        talks().save(tmp_path / folder)
    examples = list_examples((DOCS / name).read_text(encoding="utf-8"))
    assert examples
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, name, "exec"), names)  # noqa: S102 - the project's own documents
    assert printed in capsys.readouterr().out
