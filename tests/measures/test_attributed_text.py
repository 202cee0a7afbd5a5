from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures import attributed_text


def test_attributed_words_are_counted_once_and_over_all_words(talk):
    nested = talk.quotes.iloc[[2]].assign(quote_id="a:9", text="“never lost”", kind="direct")
    nested["start"] = talk.articles.loc[0, "text"].index("“never")
    nested["end"] = nested["start"] + len("“never lost”")
    quotes = pd.concat([talk.quotes, nested], ignore_index=True)
    talk = replace(talk, quotes=quotes)
    table = attributed_text.compare_attributed_words(talk).set_index(["form", "outlet_label"])
    assert table.loc[("all", "Herald"), ["words", "n"]].tolist() == [14, 21]
    assert table.loc[("direct", "Herald"), "words"] == 10
    assert table.loc[("paraphrased", "Herald"), "words"] == 4
    whole = attributed_text.compute(talk).set_index("outlet_label")
    assert whole.loc["Herald", "value"] == pytest.approx(14 / 21)
    assert set(whole["measure"]) == {"attributed"}


def test_the_evidence_of_attributed_text_is_all_quotations_of_the_outlet(talk):
    rows = attributed_text.evidence(talk, attributed_text.ITEM, "Herald")
    assert rows["article_id"].tolist() == ["a"] * 4


def test_without_quotations_no_words_are_attributed(talk):
    without = replace(talk, quotes=talk.quotes.iloc[:0])
    assert attributed_text.compare_attributed_words(without)["words"].sum() == 0


def test_words_that_a_page_inserts_into_a_quote_change_no_count(talk):
    shorter = talk.quotes.assign(text=[text[:-3] for text in talk.quotes["text"]])
    counted = attributed_text.compare_attributed_words(talk)["words"].tolist()
    of_shorter = attributed_text.compare_attributed_words(replace(talk, quotes=shorter))
    assert of_shorter["words"].tolist() == counted
