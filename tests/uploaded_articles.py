"""An article that tests of inputs upload, and what is known about it."""

import json
from datetime import date

from analysis.ingest import Article, read_upload

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
METADATA = ("The Lamp", "Harbour closed", "Ann Lee", date(2023, 9, 6), "https://lamp.example/1")


def metadata_of(article: Article):
    return article.outlet, article.title, article.byline, article.published, article.url


def one_of(name: str, content: object) -> Article:
    """Return the only article of an upload: a text, or an object to write as JSON."""
    data = content if isinstance(content, str) else json.dumps(content)
    (article,) = read_upload(name, data.encode())
    assert isinstance(article, Article), article
    return article
