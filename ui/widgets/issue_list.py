"""Issues of inputs: one of each kind as text, and all in a table behind it."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from analysis.ingest.issues import Issue
from ui.core import issue_groups

#: Kinds of issues shown as text; all issues are in a table below.
_MAX_ISSUES_AS_TEXT = 5
_ISSUE_HEADINGS = {
    "source": "File",
    "problem": "Issue",
    "remedy": "What to do",
    "severity": "Taken in",
}


def draw_issues(issues: Sequence[Issue], total: int) -> None:
    """Show the issues of inputs: one of each kind as text, all in a table.

    Args:
        issues: the issues that were kept.
        total: number of all issues.
    """
    groups = issue_groups.group_issues(issues)
    for group in groups[:_MAX_ISSUES_AS_TEXT]:
        with st.container(border=True):
            st.text(str(group))
    if len(issues) == len(groups) <= _MAX_ISSUES_AS_TEXT:
        return
    with st.expander(f"All issues ({total:,})"):
        if len(issues) < total:
            st.caption(f"The first {len(issues):,}; the command line lists all.")
        table = pd.DataFrame([asdict(issue) for issue in issues])
        st.dataframe(
            table.rename(columns=_ISSUE_HEADINGS).replace(
                {_ISSUE_HEADINGS["severity"]: {"warning": "yes", "skipped": "no"}}
            ),
            hide_index=True,
            alt=f"{len(issues)} issues with inputs: file, what is wrong, what can be done",
        )
