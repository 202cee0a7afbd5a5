"""The list of stories as a table to read."""

import pandas as pd

_STORY_HEADINGS = {
    "title": "Story",
    "articles": "Articles",
    "outlets": "Outlets",
    "first_published": "First",
    "last_published": "Last",
}


def tabulate_stories(stories: pd.DataFrame) -> pd.DataFrame:
    """Return stories as a table to read: title, articles, outlets, first and last day."""
    days = {name: stories[name].dt.date for name in ("first_published", "last_published")}
    return stories.assign(**days)[list(_STORY_HEADINGS)].rename(columns=_STORY_HEADINGS)
