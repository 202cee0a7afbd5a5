"""The parts of the page Corpus: articles to add, to correct, to remove and to bring back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar
from zlib import crc32

import pandas as pd
import streamlit as st

from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.store.filters import Filters
from analysis.store.queries import corpus as corpus_queries
from ui.core import article_edits, data, jobs, navigation, upload_batches, uploads
from ui.sections import column_mapping
from ui.widgets import evidence, marked_text

T = TypeVar("T")

_PER_PAGE = 100
_NUMBER = "_upload_number"  # a new number is a new, empty uploader
_PARSED = "_parsed"
_COLUMNS_READ = "_columns_read"
_MANY = 64
_SHOWN = 5
_NOTES = {"source": "File", "problem": "Note", "remedy": "What to do", "severity": "Taken in"}
_UNDO = "_undo"
_REMOVE = "remove"
_COLUMNS: dict[str, Any] = {
    _REMOVE: st.column_config.CheckboxColumn("Remove"),
    **{
        name: st.column_config.TextColumn(label)
        for name, label in article_edits.FIELD_LABELS.items()
    },
    "published": st.column_config.DateColumn(
        article_edits.FIELD_LABELS["published"], format="YYYY-MM-DD"
    ),
    "title": st.column_config.TextColumn(article_edits.FIELD_LABELS["title"], width="large"),
    "source": "File",
    "words": "Words",
    "quotes": "Quotations",
    "story": "Story",
    "characters": "Characters",
    "blocks": "Parts",
    "article_id": "Id",
}


def draw_job_report() -> None:
    """Say what the last job could not take in, and offer to go on with what was stopped."""
    job = jobs.get_latest_job()
    if job is not None and job.ended.is_set() and job.progress is not None:
        _notes(job.notes, job.progress.n_issues)
    running = jobs.get_running_job()
    if running is not None and running.stop is not None:
        return  # one of them is being annotated
    for batch in upload_batches.list_unfinished(data.get_workspace().path):
        name, busy = batch.list_path.stem, running is not None
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.text(f"Not finished: {batch.what}. What is annotated is not annotated again.")
            if st.button("Go on", key=f"go_on_{name}", type="primary", disabled=busy):
                jobs.annotate_batch(batch, many=True)
                st.rerun()
            if st.button("Leave it", key=f"leave_{name}", disabled=busy):
                batch.finished()
                st.rerun()


def draw_upload() -> None:
    """Let files be uploaded, checked, corrected and annotated."""
    number = st.session_state.setdefault(_NUMBER, 0)
    files = st.file_uploader(
        "Texts, web pages or tables of articles",
        type=uploads.FILE_ENDINGS,
        accept_multiple_files=True,
        key=f"upload_{number}",
        help="A table needs a column with the texts; id, outlet, headline, byline, date and "
        "address are taken where it has them. A file articles.csv with a column file tells the "
        "same of the texts uploaded with it. Archives (.zip) are read as folders.",
    )
    if not files:
        return
    ids = tuple(file.file_id for file in files)
    tables = _once(_COLUMNS_READ, ids, lambda: uploads.read_columns(_given(files)))
    chosen = column_mapping.draw_mapping(tables, key=f"columns_{number}") if tables.columns else {}
    asked = (ids, tuple(chosen.items()))
    parsed: uploads.Preview = _once(
        _PARSED, asked, lambda: uploads.read_preview(_given(files), chosen)
    )
    _notes(parsed.rejected, len(parsed.rejected))
    if not parsed.articles:
        return
    table = uploads.tabulate_articles(parsed.articles)
    st.caption("Check what is known of each article; an empty cell means that it is not known.")
    edited = _editor(table, key=f"preview_{number}")
    _blocks(parsed.articles)
    many = f"{len(table):,} article{'s' * (len(table) != 1)}"
    if parsed.more:
        many = "all articles"
        st.caption(f"These are the first {len(table):,}; all are annotated.")
    if st.button(f"Annotate {many}", type="primary", key="annotate", disabled=_busy()):
        article_edits.apply_edits(data.get_workspace(), article_edits.find_edits(table, edited))
        article_edits.restore_removed(data.get_workspace(), table["article_id"])
        folder = upload_batches.get_batch_folder(
            data.get_workspace().path, uploads.make_folder_name()
        )
        saved = uploads.save_uploads(_given(files), folder)
        batch = upload_batches.save_batch(folder, f"Annotating {many}", saved, chosen)
        jobs.annotate_batch(batch, many=parsed.more or len(table) > _MANY)
        st.session_state[_NUMBER] += 1
        st.rerun()


def draw_articles(filters: Filters) -> None:
    """Show what is loaded, to correct and to remove."""
    find = st.text_input(
        "Find in outlets, headlines and file names", key="find", bind="query-params"
    )
    found = data.cached_query(corpus_queries.count, filters, find)
    page = navigation.draw_pagination(found, _PER_PAGE, key="corpus_page")
    table = data.cached_query(
        corpus_queries.loaded, filters, find, _PER_PAGE, (page - 1) * _PER_PAGE
    )
    if table.empty:
        evidence.draw_note("No article is loaded here that meets the filters and what is searched.")
        return
    st.caption(
        "Correct a cell, or tick Remove; nothing changes before you apply it, and it can be undone."
    )
    shown = table.assign(**{_REMOVE: False})
    view = repr((data.get_catalogue().version, filters, find, page))
    with st.container(key="loaded"):
        edited = _editor(shown, key=f"loaded_{crc32(view.encode()):08x}")
    corrected = article_edits.find_edits(table, edited)
    removed = tuple(table.loc[edited[_REMOVE].to_numpy(bool), "article_id"])
    if st.button(
        "Apply changes",
        type="primary",
        key="apply",
        disabled=_busy() or not (corrected or removed),
    ):
        done = article_edits.apply_edits(data.get_workspace(), corrected, removed)
        st.session_state[_UNDO] = (done, _told(len(corrected), len(removed)))
        jobs.rebuild_catalogue("Updating what is shown")
        st.rerun()


def draw_last_change() -> None:
    """Offer to take the last change back."""
    if _UNDO not in st.session_state:
        return
    done, told = st.session_state[_UNDO]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(told)
        if st.button("Undo", key="undo", disabled=_busy()):
            done.apply(data.get_workspace())
            del st.session_state[_UNDO]
            jobs.rebuild_catalogue("Undoing the change")
            st.rerun()


def draw_removed() -> None:
    """List what was removed, to bring it back."""
    table = corpus_queries.removed(data.get_workspace())
    if table.empty:
        return
    with st.expander(f"Removed articles ({len(table):,})", key="removed"):
        names = {
            row["article_id"]: " · ".join(
                part for part in (row["outlet"], row["title"] or row["source"]) if part
            )
            for _, row in table.iterrows()
        }
        chosen = st.multiselect(
            "Articles to bring back", list(names), format_func=names.__getitem__, key="bring_back"
        )
        if st.button("Bring back", key="restore", disabled=_busy() or not chosen):
            data.get_workspace().restore(chosen)
            jobs.rebuild_catalogue("Bringing articles back")
            st.rerun()


def _editor(table: pd.DataFrame, *, key: str) -> pd.DataFrame:
    editable = (_REMOVE, *article_edits.FIELD_LABELS)
    order = [name for name in _COLUMNS if name in table.columns]
    others = [name for name in order if name not in editable]
    return st.data_editor(
        table,
        key=key,
        hide_index=True,
        column_order=order,
        column_config=_COLUMNS,
        disabled=others,
        alt=f"{len(table)} articles with what is known of them; cells can be edited",
    )


def _blocks(articles: Sequence[Article]) -> None:
    """Show how one article's text is divided."""
    by_id = {article.article_id: article for article in articles}
    chosen = st.selectbox(
        "How the text is divided",
        ["", *by_id],
        key="preview_article",
        format_func=lambda item: _name(by_id, item),
    )
    if chosen:
        article = by_id[chosen]
        blocks = pd.DataFrame([vars(block) for block in article.blocks])
        st.html(marked_text.STYLE + marked_text.build_article(article.text, blocks, []))


def _name(by_id: Mapping[str, Article], article_id: str) -> str:
    if not article_id:
        return "Choose an article"
    article = by_id[article_id]
    return " · ".join(filter(None, (article.source, article.title)))


def _once(key: str, asked: object, make: Callable[[], T]) -> T:
    """Return what ``make`` returns, made once for what is asked and not in every run."""
    kept = st.session_state.get(key)
    if kept is None or kept[0] != asked:
        kept = st.session_state[key] = (asked, make())
    made: T = kept[1]
    return made


def _given(files: Sequence[Any]) -> list[uploads.Upload]:
    return [uploads.Upload(file.name, file.getvalue()) for file in files]


def _notes(notes: Sequence[Issue], all_of_them: int) -> None:
    """Show what was wrong with inputs: the first as text, the rest in a table."""
    for note in notes[:_SHOWN]:
        with st.container(border=True):
            st.text(f"{'Taken in, but' if note.is_warning else 'Not taken in'}: {note}")
    if len(notes) > _SHOWN:
        with st.expander(f"All notes ({all_of_them:,})"):
            if len(notes) < all_of_them:
                st.caption(f"The first {len(notes):,}; the command line names all.")
            table = pd.DataFrame([asdict(note) for note in notes])
            st.dataframe(
                table.rename(columns=_NOTES).replace(
                    {_NOTES["severity"]: {"warning": "yes", "skipped": "no"}}
                ),
                hide_index=True,
                alt=f"{len(notes)} notes on inputs: file, what is wrong, what can be done",
            )


def _told(corrected: int, removed: int) -> str:
    parts = [
        f"{number} article{'s' * (number != 1)} {done}"
        for number, done in ((corrected, "corrected"), (removed, "removed"))
        if number
    ]
    return f"{' and '.join(parts)}."


def _busy() -> bool:
    return jobs.get_running_job() is not None
