"""The workspace that ``python -m benchmarks.faults`` damages, and what has to be left of it.

It has what a workspace can have: articles in several parts, one of them loaded again with another
text, overrides, notes and outlet groups with their backups, a batch of uploads that was stopped,
and a catalogue made out of a former one.
"""

from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

from analysis.__main__ import main as run_command
from analysis.ingest import Article
from analysis.nlp import pipeline
from analysis.orchestration import build
from analysis.orchestration.batches import digest
from analysis.store import NoteKind, Workspace
from analysis.store.catalogue import Catalogue, DamagedCatalogueError
from analysis.store.former_texts import FOLDER, read_former_texts
from analysis.store.notes import NotedPassage
from ui.core.upload_batches import make_batch_folder, save_batch

#: Text of the articles; a number makes each different.
_TEXT = "“We will talk about grain in May,” Ann Lee said on Monday in Geneva. This is text {}."
#: A word of every text, which the index of the search finds.
_WORD = "grain"
#: So many that two more are added to the catalogue there is.
N_ARTICLES = 30
#: Articles of the second part.
N_IN_SECOND = 2
#: The article that was loaded again, and its second text.
_CHANGED, _NEW_TEXT = str(N_ARTICLES - 1), _TEXT.format("corrected")
_OUTLET = "An outlet that the analyst corrected"
_NOTE = "Ask the ministry about the grain."
_GROUPS = {"country": {_OUTLET: "Norway"}}
_UPLOADED = "uploaded.txt"


def make_workspace(folder: Path) -> Workspace:
    """Return a workspace of a few articles with everything that an analyst can leave in it."""
    workspace = Workspace(folder)
    articles = [Article(str(number), _TEXT.format(number)) for number in range(N_ARTICLES)]
    for batch in (articles[:-N_IN_SECOND], articles[-N_IN_SECOND:]):
        add_articles(workspace, batch)
    for _ in range(2):  # twice, so that there is a backup of each file
        workspace.fix_article("0", outlet=_OUTLET)
        workspace.outlet_groups.change(lambda groups: groups.with_table(_GROUPS))
        workspace.notes.add(NoteKind.SENTENCE, [NotedPassage("0", 0, 5, "“We w")], text=_NOTE)
    build.refresh(workspace).close()
    add_articles(workspace, [Article(_CHANGED, _NEW_TEXT)])
    workspace.remove_superseded()
    build.refresh(workspace).close()  # out of the catalogue before
    batch_folder = make_batch_folder(folder)
    file = batch_folder / _UPLOADED
    file.write_text(_TEXT.format("uploaded"), encoding="utf-8")
    save_batch(batch_folder, "Annotating 1 article", [file], {})
    return workspace


def add_articles(workspace: Workspace, articles: list[Article]) -> None:
    """Annotate some articles and write them as a part."""
    digests = {article.article_id: digest(article) for article in articles}
    workspace.write_part(pipeline.annotate(articles), "faults", digests)


def has_same_decisions(workspace: Workspace) -> bool:
    """Return whether override, notes, groups and former text are as they were made."""
    former = read_former_texts(workspace.path / FOLDER, _CHANGED)
    return (
        workspace.overrides.fixes["0"]["outlet"] == _OUTLET
        and [note.text for note in workspace.notes.read()][:2] == [_NOTE, _NOTE]
        and workspace.outlet_groups.read().columns["country"] == _GROUPS["country"]
        and list(former["text"]) == [_TEXT.format(_CHANGED)]
    )


def has_all_articles(catalogue: Catalogue, n_articles: int) -> bool:
    """Return whether a catalogue has its articles, the override, and an index of every text."""
    outlets = catalogue.query("FROM articles ORDER BY article_id")["outlet"].tolist()
    counts = catalogue.query("SELECT n FROM search_words WHERE word = ?", [_WORD])["n"].tolist()
    return len(outlets) == n_articles and outlets[0] == _OUTLET and counts == [n_articles]


def is_whole(workspace: Workspace, n_missing: int = 0, damaged: str = "") -> bool:
    """Return whether the command builds a workspace, keeps every decision, and reports the damage.

    Args:
        workspace: The workspace.
        n_missing: Number of articles that are left out; less than zero if some were added.
        damaged: The name of a damaged part that has to be reported; empty if nothing has to be.
    """
    messages = StringIO()
    for _ in range(2):  # a catalogue may show its damage only when it is read
        with suppress(DamagedCatalogueError):
            with redirect_stderr(messages), redirect_stdout(StringIO()):
                code = run_command(["build", "--workspace", str(workspace.path)])
            catalogue = build.refresh(workspace)
            catalogue.check()
            is_complete = has_all_articles(catalogue, N_ARTICLES - n_missing)
            catalogue.close()
            is_reported = f"parts/{damaged}:" in messages.getvalue() if damaged else True
            return code == 0 and is_reported and is_complete and has_same_decisions(workspace)
    return False
