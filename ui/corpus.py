"""The parts of the page Corpus: articles to add, to correct, to remove and to bring back."""

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from analysis.read.article import Article
from analysis.store import queries_corpus
from analysis.store.filters import Filters
from ui import data, edits, evidence, jobs, navigation, passages, uploads

_PER_PAGE = 100
_NUMBER = "_upload_number"  # a new number is a new, empty uploader
_PARSED = "_parsed"
_UNDO = "_undo"
_REMOVE = "remove"
_COLUMNS: dict[str, Any] = {
    _REMOVE: st.column_config.CheckboxColumn("Remove"),
    **{name: st.column_config.TextColumn(label) for name, label in edits.FIELDS.items()},
    "published": st.column_config.DateColumn(edits.FIELDS["published"], format="YYYY-MM-DD"),
    "title": st.column_config.TextColumn(edits.FIELDS["title"], width="large"),
    "source": "File",
    "words": "Words",
    "quotes": "Quotations",
    "story": "Story",
    "characters": "Characters",
    "blocks": "Parts",
    "article_id": "Id",
}


def report() -> None:
    """Say how the last job ended, and what it could not take in."""
    job = jobs.latest()
    if job is None or not job.ended.is_set() or job.progress is None:
        return
    for rejected in job.progress.rejected:
        _refused(str(rejected))


def add() -> None:
    """Let files be uploaded, checked, corrected and annotated."""
    number = st.session_state.setdefault(_NUMBER, 0)
    files = st.file_uploader(
        "Texts, web pages or tables of articles",
        type=uploads.ENDINGS,
        accept_multiple_files=True,
        key=f"upload_{number}",
        help="A table needs a column text; id, outlet, title, byline, published and url are taken "
        "where it has them. A file articles.csv with a column file tells the same of the texts "
        "uploaded with it.",
    )
    if not files:
        return
    parsed = _parsed(tuple(file.file_id for file in files), files)
    for rejected in parsed.rejected:
        _refused(str(rejected))
    if not parsed.articles:
        return
    table = uploads.table(parsed.articles)
    st.caption("Check what is known of each article; an empty cell means that it is not known.")
    edited = _editor(table, key=f"preview_{number}")
    _blocks(parsed.articles)
    many = f"{len(table):,} article{'s' * (len(table) != 1)}"
    if st.button(f"Annotate {many}", type="primary", key="annotate", disabled=_busy()):
        edits.apply(data.workspace(), edits.fixes(table, edited))
        edits.restore(data.workspace(), table["article_id"])
        folder = data.workspace().path / "inputs" / uploads.folder_name()
        paths = uploads.save(_given(files), folder)
        jobs.annotate(paths, f"Annotating {many}")
        st.session_state[_NUMBER] += 1
        st.rerun()


def loaded(filters: Filters) -> None:
    """Show what is loaded, to correct and to remove."""
    find = st.text_input(
        "Find in outlets, headlines and file names", key="find", bind="query-params"
    )
    found = data.ask(queries_corpus.count, filters, find)
    page = navigation.page_of(found, _PER_PAGE, key="corpus_page")
    table = data.ask(queries_corpus.loaded, filters, find, _PER_PAGE, (page - 1) * _PER_PAGE)
    if table.empty:
        evidence.nothing("No article is loaded here that meets the filters and what is searched.")
        return
    st.caption(
        "Correct a cell, or tick Remove; nothing changes before you apply it, and it can be undone."
    )
    shown = table.assign(**{_REMOVE: False})
    view = repr((data.catalogue().version, filters, find, page))
    with st.container(key="loaded"):
        edited = _editor(shown, key=f"loaded_{crc32(view.encode()):08x}")
    corrected = edits.fixes(table, edited)
    removed = tuple(table.loc[edited[_REMOVE].to_numpy(bool), "article_id"])
    if st.button(
        "Apply changes",
        type="primary",
        key="apply",
        disabled=_busy() or not (corrected or removed),
    ):
        done = edits.apply(data.workspace(), corrected, removed)
        st.session_state[_UNDO] = (done, _told(len(corrected), len(removed)))
        jobs.refresh("Updating what is shown")
        st.rerun()


def undo() -> None:
    """Offer to take the last change back."""
    if _UNDO not in st.session_state:
        return
    done, told = st.session_state[_UNDO]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(told)
        if st.button("Undo", key="undo", disabled=_busy()):
            done.apply(data.workspace())
            del st.session_state[_UNDO]
            jobs.refresh("Undoing the change")
            st.rerun()


def removed() -> None:
    """List what was removed, to bring it back."""
    table = queries_corpus.removed(data.workspace())
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
            data.workspace().restore(chosen)
            jobs.refresh("Bringing articles back")
            st.rerun()


def _editor(table: pd.DataFrame, *, key: str) -> pd.DataFrame:
    editable = (_REMOVE, *edits.FIELDS)
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
        st.html(passages.STYLE + passages.article(article.text, blocks, []))


def _name(by_id: Mapping[str, Article], article_id: str) -> str:
    if not article_id:
        return "Choose an article"
    article = by_id[article_id]
    return " · ".join(filter(None, (article.source, article.title)))


def _parsed(ids: tuple[str, ...], files: Sequence[Any]) -> uploads.Parsed:
    """Read the uploads once, not in every run of the page."""
    kept = st.session_state.get(_PARSED)
    if kept is None or kept[0] != ids:
        kept = st.session_state[_PARSED] = (ids, uploads.parse(_given(files)))
    parsed: uploads.Parsed = kept[1]
    return parsed


def _given(files: Sequence[Any]) -> list[uploads.Upload]:
    return [uploads.Upload(file.name, file.getvalue()) for file in files]


def _refused(message: str) -> None:
    with st.container(border=True):
        st.text(f"Not taken in: {message}")


def _told(corrected: int, removed: int) -> str:
    parts = [
        f"{number} article{'s' * (number != 1)} {done}"
        for number, done in ((corrected, "corrected"), (removed, "removed"))
        if number
    ]
    return f"{' and '.join(parts)}."


def _busy() -> bool:
    return jobs.running() is not None
