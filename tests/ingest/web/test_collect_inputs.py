"""Inputs of the command that are no files."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

from analysis.ingest import Article, Issue, read_paths
from analysis.ingest.web import read_address
from analysis.ingest.web.collect_inputs import collect_inputs

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


def test_a_text_from_standard_input_is_a_file(monkeypatch):
    standard_input = SimpleNamespace(buffer=io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", standard_input)
    with collect_inputs([Path("-")], []) as (paths, issues):
        (article,) = read_paths(paths)
    assert isinstance(article, Article)
    assert (article.text, article.source, issues) == (TEXT, "standard input.txt", [])


def test_the_articles_of_addresses_are_files_and_issues_are_returned(monkeypatch, tmp_path):
    article = Article("1", TEXT, url="https://lamp.example/1")
    issue = Issue("https://bell.example/1", "Something.", "Do this.")
    answers = {article.url: [article], issue.source: [issue]}
    monkeypatch.setattr(read_address, "read_address", lambda address: iter(answers[address]))
    with collect_inputs([tmp_path], answers) as (paths, issues):
        assert paths[0] == tmp_path
        (again,) = read_paths(paths[1:])
    assert (again.url, issues) == (article.url, [issue])
    assert not paths[1].exists()
