"""New articles on the page Corpus: upload, check, correct and annotate."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analysis.ingest.article import Article
from analysis.store.outlet_groups import OutletGroupsError
from analysis.store.overrides import OverridesError
from ui.core import added_files, article_edits, data, jobs, upload_batches, uploads
from ui.sections import column_mapping, corpus_address
from ui.widgets import issue_list, marked_text, markup
from ui.widgets.article_editor import draw_article_editor

T = TypeVar("T")

#: The number of the uploader; a new number makes a new, empty uploader.
_NUMBER = "_upload_number"
_PREVIEW, _COLUMNS = "_upload_preview", "_upload_columns"
#: Maximum number of articles that one process annotates: with more, it pays to start several. A
#: judgement.
_MAX_SERIAL = 64


def draw_unfinished() -> None:
    """Offer to resume batches that were stopped."""
    running = jobs.get_running_job()
    if running is not None and running.stop is not None:
        return  # one of the batches is being annotated
    for batch in upload_batches.list_unfinished(data.get_workspace().path):
        _draw_unfinished(batch, is_busy=running is not None)


def draw_upload() -> None:
    """Draw the upload of files: check, correct and annotate their articles."""
    number = st.session_state.setdefault(_NUMBER, 0)
    uploaded = st.file_uploader(
        "Texts, web pages or tables of articles",
        accept_multiple_files=True,
        key=f"upload_{number}",
        help="A table needs a column with the texts; id, outlet, headline, byline, date and URL "
        "are read where it has them. A file articles.csv with a column file describes the texts "
        "uploaded with it in the same way. Archives (.zip) are read as folders.",
    )
    corpus_address.draw_added()
    files: list[Any] = [*uploaded, *added_files.list_added_files()]
    if not files:
        return
    file_ids = tuple(file.file_id for file in files)
    columns = _make_once(_COLUMNS, file_ids, lambda: uploads.read_columns(_read_files(files)))
    mapping = (
        column_mapping.draw_mapping(columns, key=f"columns_{number}") if columns.columns else {}
    )
    use_names = st.checkbox(
        "Take outlet and date from names",
        key=f"names_{number}",
        help="For files such as “The Lamp/2023-09-05_harbour.txt” (in an archive) or “The Lamp_"
        "2023-09-05_Harbour closed.txt”, where the article does not state them. The table below "
        "shows the result.",
    )
    preview = _make_once(
        _PREVIEW,
        (file_ids, tuple(mapping.items()), use_names),
        lambda: uploads.read_preview(_read_files(files), mapping, use_names=use_names),
    )
    issue_list.draw_issues(preview.issues, len(preview.issues))
    if preview.articles:
        _draw_preview(preview, files, mapping, number, use_names=use_names)


def _draw_unfinished(batch: upload_batches.Batch, *, is_busy: bool) -> None:
    name = batch.record.stem
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(f"Not finished: {batch.title}. Articles already annotated are skipped.")
        if st.button("Resume", key=f"go_on_{name}", type="primary", disabled=is_busy):
            jobs.annotate_batch(batch, in_parallel=True)
            st.rerun()
        if st.button("Discard", key=f"leave_{name}", disabled=is_busy):
            batch.discard()
            st.rerun()


def _draw_preview(
    preview: uploads.Preview,
    files: Sequence[Any],
    mapping: Mapping[str, str],
    number: int,
    *,
    use_names: bool,
) -> None:
    """Show the articles read from files, to correct them and to start their annotation."""
    table = uploads.tabulate_articles(preview.articles)
    st.caption("Check the fields of each article; an empty cell means that it is not known.")
    edited = draw_article_editor(table, key=f"preview_{number}")
    _draw_blocks(preview.articles)
    articles = f"{len(table):,} article{'s' * (len(table) != 1)}"
    if preview.is_truncated:
        articles = "all articles"
        st.caption(f"These are the first {len(table):,}; all are annotated.")
    if st.button(f"Annotate {articles}", type="primary", key="annotate", disabled=jobs.is_busy()):
        edits = article_edits.find_edits(table, edited)
        title = f"Annotating {articles}"
        try:
            _write_edits(edits, table["article_id"])
            batch = upload_batches.save_uploaded_batch(
                data.get_workspace().path, title, _read_files(files), mapping, use_names=use_names
            )
        except (OSError, OverridesError, OutletGroupsError) as error:
            st.error("The files could not be saved. What was saved before is kept.")
            st.text(str(error))
            return
        is_large = preview.is_truncated or len(table) > _MAX_SERIAL
        jobs.annotate_batch(batch, in_parallel=is_large)
        st.session_state[_NUMBER] += 1
        added_files.clear_added_files()
        st.rerun()


def _write_edits(edits: article_edits.Edits, article_ids: Iterable[str]) -> None:
    workspace = data.get_workspace()
    article_edits.apply_edits(workspace, edits)
    article_edits.restore_removed(workspace, article_ids)


def _draw_blocks(articles: Sequence[Article]) -> None:
    """Show the blocks of one article."""
    by_id = {article.article_id: article for article in articles}
    article_id = st.selectbox(
        "How the text is divided",
        ["", *by_id],
        key="preview_article",
        format_func=lambda key: _label_article(by_id[key]) if key else "Choose an article",
    )
    if article_id:
        article = by_id[article_id]
        blocks = pd.DataFrame([vars(block) for block in article.blocks])
        html = marked_text.build_article(article.text, blocks, [])
        markup.render(marked_text.STYLE + html)


def _label_article(article: Article) -> str:
    return " · ".join(filter(None, (article.source, article.title)))


def _make_once(key: str, inputs: object, make: Callable[[], T]) -> T:
    """Return what ``make`` returns; it is called when the inputs change, not in every run."""
    stored = st.session_state.get(key)
    if stored is None or stored[0] != inputs:
        stored = st.session_state[key] = (inputs, make())
    result: T = stored[1]
    return result


def _read_files(files: Sequence[Any]) -> list[uploads.Upload]:
    return [uploads.Upload(file.name, file.getvalue()) for file in files]
