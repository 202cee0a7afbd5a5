import gzip
import json

import pytest

from benchmarks.article_quotes import read_gold_articles
from tests.benchmarks.made_quotes import DIRECT, TEXT, make_article, make_quote


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_gold_articles_are_read_from_json_lines(tmp_path, name):
    quote = {"spans": [[0, 13]], "cue": [], "speaker": [[20, 27]], "type": "direct"}
    line = json.dumps({"id": "a", "outlet": "Post", "text": TEXT, "quotes": [quote]})
    open_text = gzip.open if name.endswith(".gz") else open
    with open_text(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write(line + "\n\n")
    expected = make_article(make_quote(DIRECT, "Ann Lee", kind="direct"), outlet="Post")
    assert read_gold_articles(tmp_path / name) == [expected]
