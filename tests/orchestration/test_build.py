import threading
from datetime import date

import pandas as pd
import pytest

from analysis import tables
from analysis.corpus import stories, utterances
from analysis.orchestration import (
    article_profiles,
    build,
    corpus_entities,
    similar_pairs,
    story_grouping,
    utterance_alignment,
)
from analysis.orchestration.parallel import Processes
from analysis.store import Workspace
from tests.handmade import annotated, row

TALKS = "“We will talk about arms and grain in May,” Ann Lee said on Monday in Geneva."


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def add(workspace, *items):
    ids = [item["articles"][0]["article_id"] for item in items]
    workspace.write_part(items, "one", dict.fromkeys(ids, "d"))


def test_an_empty_workspace_has_an_empty_catalogue(workspace):
    catalogue = build.refresh(workspace)
    for name, table in tables.CATALOGUE.items():
        frame = catalogue.query(f"FROM {name}")
        assert frame.empty
        assert frame.columns.tolist() == table.names


def test_one_article_fills_every_table_it_has_rows_for(workspace):
    add(workspace, annotated("a", TALKS))
    catalogue = build.refresh(workspace)
    counts = {
        name: int(catalogue.query(f"SELECT count(*) AS n FROM {name}")["n"].item())
        for name in tables.CATALOGUE
    }
    assert counts == {
        "articles": 1,
        "stories": 1,
        "blocks": 1,
        "sentences": 1,
        "entities": 1,
        "mentions": 2,
        "quotes": 1,
        "attitudes": 1,
        "figures": 0,
        "epithets": 0,
        "events": 0,
    }


def test_outlets_are_named_by_what_is_known(workspace):
    names_by_article = {"a": ("UPI", "Reuters"), "b": ("", "Reuters"), "c": ("", "")}
    add(
        workspace,
        *(annotated(k, TALKS, outlet=o, credit=c) for k, (o, c) in names_by_article.items()),
    )
    workspace.fix_article("c", credit="Yonhap")
    table = build.refresh(workspace).query("FROM articles ORDER BY article_id")
    assert table["outlet_label"].tolist() == [
        "UPI",
        "Unknown outlet (credits Reuters)",
        "Unknown outlet (credits Yonhap)",
    ]
    workspace.undo_fix("c")
    table = build.refresh(workspace).query("FROM articles ORDER BY article_id")
    assert table["outlet_label"].tolist()[2] == "Unknown outlet"


def test_a_domain_loses_its_first_label_and_other_names_stay_as_they_are(workspace):
    outlets = {"a": "www.news.example", "b": "news.example", "c": "www.news", "d": "A www.b.c"}
    add(workspace, *(annotated(key, TALKS, outlet=name) for key, name in outlets.items()))
    table = build.refresh(workspace).query("FROM articles ORDER BY article_id")
    assert table["outlet_label"].tolist() == [
        "news.example",
        "news.example",
        "www.news",
        "A www.b.c",
    ]
    assert table["outlet"].tolist() == list(outlets.values())


def test_mentions_and_quotations_get_the_entity_and_unsure_ones_none(workspace):
    add(workspace, annotated("a", TALKS), annotated("b", TALKS))
    catalogue = build.refresh(workspace)
    (entity,) = catalogue.query("SELECT entity_id FROM entities WHERE name = 'Ann Lee'").to_numpy()
    mentions = catalogue.query("SELECT kind, entity_id FROM mentions ORDER BY kind, article_id")
    assert mentions["entity_id"].tolist() == ["", "", entity[0], entity[0]]
    assert catalogue.query("FROM quotes")["entity_id"].tolist() == [entity[0]] * 2


def test_a_speaker_is_called_by_the_entitys_name_and_otherwise_as_in_the_article(workspace):
    item = annotated("a", TALKS)
    item["quotes"].append(item["quotes"][0] | {"quote_id": "a:1", "entity": "", "speaker": "Bo"})
    add(workspace, item)
    speakers = build.refresh(workspace).query("SELECT quote_id, speaker FROM quotes")
    assert dict(speakers.itertuples(index=False)) == {"a:0": "Ann Lee", "a:1": "Bo"}


def test_one_utterance_in_two_articles_of_a_story_has_one_id(workspace):
    for key, story in [("a", TALKS), ("b", TALKS), ("c", "Nothing of this was in the third one.")]:
        item = annotated(key, story)
        item["quotes"][0]["text"] = "We will talk about arms and grain in May"
        add(workspace, item)
    catalogue = build.refresh(workspace)
    stories = catalogue.query("FROM articles ORDER BY article_id")["story_id"].tolist()
    assert stories[0] == stories[1] != stories[2]
    utterances = catalogue.query("FROM quotes ORDER BY article_id")["utterance_id"].tolist()
    assert utterances[0] == utterances[1] != utterances[2]


def test_articles_without_quotations_or_names_are_no_trouble(workspace):
    item = annotated("a", TALKS) | {"quotes": [], "mentions": [], "local_entities": []}
    add(workspace, item)
    catalogue = build.refresh(workspace)
    assert catalogue.query("FROM stories")["articles"].tolist() == [1]
    assert catalogue.query("FROM quotes").empty


def test_the_catalogue_does_not_depend_on_the_order_of_the_parts(tmp_path):
    items = [annotated(key, TALKS, published=date(2023, 9, 6)) for key in "abc"]
    both = []
    for name, order in (("one", items), ("other", items[::-1])):
        workspace = Workspace(tmp_path / name)
        for item in order:
            add(workspace, item)
        both.append(build.refresh(workspace))
    for name in tables.CATALOGUE:
        one, other = (catalogue.query(f"FROM {name}") for catalogue in both)
        pd.testing.assert_frame_equal(one, other)


def test_several_processes_build_the_same_catalogue(tmp_path, monkeypatch):
    for module in (article_profiles, build, corpus_entities, similar_pairs, story_grouping):
        monkeypatch.setattr(module, "SHARED_ARTICLES", 1)
    monkeypatch.setattr(utterance_alignment, "_SHARED_QUOTES", 1)
    monkeypatch.setattr(utterance_alignment, "_PORTION_QUOTES", 1)
    other = "“Rain will fall on all of the harvest,” Bo Chan said on Friday in Lagos."
    catalogues = []
    for workers in (1, 2):
        workspace = Workspace(tmp_path / str(workers))
        for key, text in (("a", TALKS), ("b", other), ("c", TALKS), ("d", other)):
            add(workspace, annotated(key, text))
        catalogues.append(build.refresh(workspace, workers=Processes(workers)))
    for name in tables.CATALOGUE:
        one, two = (catalogue.query(f"FROM {name} ORDER BY ALL") for catalogue in catalogues)
        pd.testing.assert_frame_equal(one, two)


def test_a_current_catalogue_is_not_built_again(workspace, monkeypatch):
    add(workspace, annotated("a", TALKS))
    path = build.refresh(workspace).path
    monkeypatch.setattr(build, "catalogue_tables", None)
    assert build.refresh(workspace).path == path


def test_threads_that_ask_at_once_build_once(workspace, monkeypatch):
    add(workspace, annotated("a", TALKS))
    built, real = [], build.catalogue_tables
    monkeypatch.setattr(
        build, "catalogue_tables", lambda *arguments: built.append(1) or real(*arguments)
    )
    threads = [threading.Thread(target=build.refresh, args=(workspace,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == [1]


def test_parts_written_while_building_wait_for_the_next_build(workspace, monkeypatch):
    add(workspace, annotated("a", TALKS))
    real = build.catalogue_tables

    def meanwhile(*arguments):
        add(workspace, annotated("b", TALKS))
        yield from real(*arguments)

    monkeypatch.setattr(build, "catalogue_tables", meanwhile)
    first = build.refresh(workspace)
    assert first.query("FROM articles")["article_id"].tolist() == ["a"]
    assert workspace.catalogue() is None
    monkeypatch.setattr(build, "catalogue_tables", real)
    assert len(build.refresh(workspace).query("FROM articles")) == 2


def test_removed_articles_are_in_no_table(workspace):
    item = annotated("b", TALKS, speaker="Bo Ray")
    item["figures"] = [row("figures", article_id="b", text="two")]
    add(workspace, annotated("a", TALKS), item)
    workspace.remove(["b"])
    catalogue = build.refresh(workspace)
    for name in ("articles", "blocks", "sentences", "mentions", "quotes"):
        assert set(catalogue.query(f"FROM {name}")["article_id"]) == {"a"}
    assert catalogue.query("FROM figures").empty
    assert catalogue.query("FROM entities")["name"].tolist() == ["Ann Lee"]


def test_the_analysts_cut_and_moves_decide_the_stories(workspace):
    other = "Heavy snow closed the mountain pass, and villages had no electricity for two days."
    add(workspace, annotated("a", TALKS), annotated("b", TALKS), annotated("c", other))

    def stories():
        return dict(
            build.refresh(workspace).query("SELECT article_id, story_id FROM articles").values
        )

    story_by_article = stories()
    assert story_by_article["a"] == story_by_article["b"] != story_by_article["c"]
    workspace.move_article("c", "a")
    assert len(set(stories().values())) == 1
    workspace.move_article("b", "")
    assert len(set(stories().values())) == 2
    workspace.move_article("b", None)
    workspace.move_article("c", None)
    assert stories() == story_by_article


def test_copied_passages_are_left_out_of_what_is_counted_and_taken_in_again(workspace):
    copy = "The ferry with three hundred people on board sank off the northern coast at dawn."
    items = [annotated(key, copy, outlet=outlet) for key, outlet in (("a", "A"), ("b", "B"))]
    add(workspace, *({**item, "quotes": []} for item in items))
    counted = "SELECT (SELECT sum(words) FROM articles) AS words, block_kind FROM mentions"
    before = build.refresh(workspace).query(counted)
    workspace.exclude_shared_text(exclude=True)
    table = build.refresh(workspace).query(counted)
    assert set(table["block_kind"]) == {"copied"}
    assert table["words"].tolist()[0] == 0 < before["words"].tolist()[0]
    workspace.exclude_shared_text(exclude=False)
    assert build.refresh(workspace).query(counted).equals(before)


def test_a_change_computes_again_only_what_it_changes(workspace, monkeypatch):
    other = "“Rain will fall on all of the harvest,” Bo Chan said on Friday in Lagos."
    add(workspace, annotated("a", TALKS), annotated("b", TALKS), annotated("c", other))
    (entity,) = build.refresh(workspace).query(
        "SELECT entity_id FROM entities WHERE name = 'Ann Lee'"
    )["entity_id"]
    compared = []
    links = utterances.link_quotes
    monkeypatch.setattr(
        utterances,
        "link_quotes",
        lambda quotes, articles: compared.append(len(quotes)) or links(quotes, articles),
    )
    read, profile = [], article_profiles.profile_articles
    monkeypatch.setattr(
        article_profiles, "profile_articles", lambda some: read.append(len(some)) or profile(some)
    )
    held, near = [], similar_pairs.find_similar_pairs
    monkeypatch.setattr(
        similar_pairs,
        "find_similar_pairs",
        lambda *arguments, is_new, **options: (
            held.append(int(is_new.sum())) or near(*arguments, is_new=is_new, **options)
        ),
    )
    few = similar_pairs._compare_few
    monkeypatch.setattr(
        similar_pairs,
        "_compare_few",
        lambda articles, profiles, is_new: (
            held.append(int(is_new.sum())) or few(articles, profiles, is_new)
        ),
    )
    with monkeypatch.context() as patched:
        for module, step in (
            (story_grouping, "vectorize_articles"),
            (similar_pairs, "vectorize_articles"),
            (corpus_entities, "link_pieces"),
        ):
            patched.setattr(module, step, None)
        workspace.override_entities(lambda made: made.with_type(entity, "ORG"))
        retyped = build.refresh(workspace)
        assert retyped.query("FROM entities")["label"].tolist() == ["ORG"]
    add(workspace, annotated("d", other))
    added = build.refresh(workspace)
    assert compared == [2]  # the other story is as it was
    assert (read, held) == ([1], [1, 1])  # the new article, with itself and with the others
    both = ("FROM quotes ORDER BY quote_id", "FROM stories ORDER BY story_id", "FROM articles")
    tables_before = [added.query(asked) for asked in both]
    added.close()
    for file in (*workspace.path.glob("cache/*"), workspace.catalogue_path):
        file.unlink()
    anew = build.refresh(workspace)
    assert compared == [2, 4]
    assert (read, held) == ([1, 4], [1, 1, 4])
    for asked, before in zip(both, tables_before, strict=True):
        pd.testing.assert_frame_equal(anew.query(asked), before)


def test_a_moved_article_is_near_no_other_story(workspace):
    again = f"{TALKS} The ministers of nine countries will meet at the lake, her office wrote."
    other = "Heavy snow closed the mountain pass, and villages had no electricity for two days."
    add(workspace, annotated("a", TALKS), annotated("b", again), annotated("c", other))
    workspace.move_article("b", "")
    sql = "SELECT article_id, story_id, near_story_id, near_probability FROM articles"
    rows = build.refresh(workspace).query(sql).set_index("article_id")
    assert rows.loc["a", "near_story_id"] == rows.loc["b", "story_id"]
    assert rows.loc["a", "near_probability"] > stories.PROBABILITY_THRESHOLD
    assert rows.loc[["b", "c"], "near_story_id"].tolist() == ["", ""]
    assert rows.loc[["b", "c"], "near_probability"].isna().all()
