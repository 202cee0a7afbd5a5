"""Inputs that are added on the page Corpus without a file: pasted texts, and pages by address.

They become files of the session, which are read, checked and annotated like uploaded files.
"""

import json
from dataclasses import dataclass
from datetime import date

import streamlit as st

_FILES, _COUNT = "_added_files", "_added_count"


@dataclass(frozen=True)
class AddedFile:
    """A file that was not uploaded; it has what is used of an uploaded one."""

    file_id: str
    name: str
    data: bytes

    def getvalue(self) -> bytes:
        """Return the contents."""
        return self.data


def list_added_files() -> list[AddedFile]:
    """Return the files that were added and are not annotated yet."""
    files: list[AddedFile] = st.session_state.setdefault(_FILES, [])
    return files


def add_file(name: str, data: bytes) -> None:
    """Add a file under a name with its ending."""
    number = st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    list_added_files().append(AddedFile(f"added-{number}", name, data))


def remove_file(file_id: str) -> None:
    """Remove a file that was added."""
    st.session_state[_FILES] = [file for file in list_added_files() if file.file_id != file_id]


def clear_added_files() -> None:
    """Remove all files that were added."""
    st.session_state[_FILES] = []


def add_text(text: str, *, title: str, outlet: str, published: date | None) -> None:
    """Add a text; without metadata it is read as a text file, so that exports are taken apart."""
    number = st.session_state.get(_COUNT, 0) + 1
    if not (title or outlet or published):
        add_file(f"Pasted text {number}.txt", text.encode("utf-8", "replace"))
        return
    record = {
        "title": title.strip(),
        "outlet": outlet.strip(),
        "published": published.isoformat() if published else "",
        "text": text,
    }
    data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    add_file(f"Pasted text {number}.jsonl", data)
