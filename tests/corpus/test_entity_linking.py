from collections import Counter

import pytest

from analysis.corpus.article_contexts import ArticleContexts
from analysis.corpus.entity_linking import (
    AmbiguousName,
    LinkedNames,
    LocalEntity,
    Name,
    find_outweighing,
)

#: The context of article x is the story of a, b and x; all others are alone.
STORY = ArticleContexts([], {"x": "s", "a": "s", "b": "s"})


def local(article, name, mentions=1):
    return LocalEntity(article, name, "person", name.lower(), name, "PERSON", "", (name,), mentions)


def disambiguate(mentions, article="x", *, is_article_only=False):
    """Return who is meant in an article; candidates and their mentions are given by article."""
    counters = {key: Counter(candidates) for key, candidates in mentions.items()}
    name = AmbiguousName(counters, is_per_context=True, is_article_only=is_article_only)
    return name.disambiguate(article, STORY)


def elsewhere(candidate, articles):
    """Return mentions of a candidate in articles of no context."""
    return {f"{candidate}{n}": {candidate: 1} for n in range(articles)}


def test_the_only_candidate_of_the_article_or_its_context_is_meant():
    assert disambiguate({"x": {"ann": 1}, "a": {"bo": 9}}) == "ann"
    assert disambiguate({"a": {"ann": 1}, **elsewhere("bo", 20)}) == "ann"


def test_another_article_may_be_excluded_from_deciding():
    assert disambiguate({"a": {"ann": 1}}, is_article_only=True) == ""
    assert disambiguate({"x": {"ann": 1}}, is_article_only=True) == "ann"


def test_without_candidates_nobody_is_meant():
    assert disambiguate({}) == ""


def test_of_several_candidates_one_in_ten_times_as_many_articles_is_meant():
    both = {"a": {"ann": 1, "bo": 1}}
    assert disambiguate({**both, **elsewhere("ann", 9)}) == "ann"
    assert disambiguate({**both, **elsewhere("ann", 8)}) == ""


def test_of_several_candidates_one_with_four_times_the_mentions_is_meant_if_known_better():
    known = elsewhere("ann", 1)
    assert disambiguate({"a": {"ann": 4, "bo": 1}, **known}) == "ann"
    assert disambiguate({"a": {"ann": 3, "bo": 1}, **known}) == ""
    assert disambiguate({"a": {"ann": 4, "bo": 1}}) == ""


def test_mentions_are_summed_over_the_context():
    mentions = {"a": {"ann": 3, "bo": 1}, "b": {"ann": 1}}
    assert disambiguate(mentions) == "ann"


def test_in_no_context_the_candidate_of_enough_articles_is_meant():
    assert disambiguate(elsewhere("ann", 5)) == "ann"
    assert disambiguate(elsewhere("ann", 4)) == ""


def test_in_no_context_the_candidate_of_nearly_all_articles_is_meant():
    total = 20
    owned = round(0.95 * total)
    assert disambiguate({**elsewhere("ann", owned), **elsewhere("bo", total - owned)}) == "ann"
    assert disambiguate({**elsewhere("ann", owned - 1), **elsewhere("bo", total - owned + 1)}) == ""


@pytest.mark.parametrize(("counts", "key"), [({"a": 4, "b": 1}, "a"), ({"a": 3, "b": 1}, "")])
def test_a_count_outweighs_the_others_from_the_ratio_on(counts, key):
    assert find_outweighing(Counter(counts), 4) == key


def test_a_count_outweighs_the_sum_of_all_others():
    assert find_outweighing(Counter(a=4, b=1, c=1), 4) == ""
    assert find_outweighing(Counter(a=8, b=1, c=1), 4) == "a"
    assert find_outweighing(Counter(a=1, b=8, c=1), 4) == "b"


def test_an_entity_without_counted_mentions_counts_as_one_mention():
    rows = [local("a", "Ann", 3), local("a", "Bo", 0), local("x", "Someone")]
    rows += [local(f"n{n}", "Ann") for n in range(2)]
    names = LinkedNames(rows, STORY)
    names.mark_ambiguous("someone", ["ann", "bo"], is_per_context=True)
    assert names.disambiguate("someone", local("x", "Someone")) == ""
    rows[0] = local("a", "Ann", 4)
    names = LinkedNames(rows, STORY)
    names.mark_ambiguous("someone", ["ann", "bo"], is_per_context=True)
    assert names.disambiguate("someone", local("x", "Someone")) == "ann"


def test_the_mentions_of_all_names_of_an_entity_in_an_article_are_summed():
    rows = [local("a", "Ann", 2), local("a", "Annie", 2), local("a", "Bo"), local("n", "Ann")]
    names = LinkedNames([*rows, local("x", "Someone")], STORY)
    names.merge("ann", "annie")
    names.mark_ambiguous("someone", ["ann", "annie", "bo"], is_per_context=True)
    assert names.disambiguate("someone", local("x", "Someone")) == "ann"


def test_nobody_is_meant_if_no_candidate_may_be():
    name = AmbiguousName({"b": Counter(ann=1)}, is_per_context=True, is_article_only=False)
    assert name.disambiguate("x", STORY, lambda _: Counter()) == ""


def test_merged_names_are_one_entity_under_the_name_in_most_articles():
    rows = [local("a", "Ann"), local("b", "Annie"), local("c", "Annie")]
    names = LinkedNames(rows, STORY)
    assert list(names.pairs_if_merged("ann", "annie")) == [("ann", "annie")]
    names.merge("ann", "annie")
    names.merge("annie", "ann")
    assert [entity for _, entity in names.assign_entities()] == ["annie"] * 3


@pytest.mark.parametrize(("is_per_context", "entities"), [(True, 2), (False, 1)])
def test_an_unresolved_name_is_one_entity_for_each_context_or_for_all(is_per_context, entities):
    names = LinkedNames([local("a", "Lee"), local("b", "Lee"), local("c", "Lee")], STORY)
    names.mark_ambiguous("lee", [], is_per_context=is_per_context)
    assert names.is_ambiguous("lee")
    assert len({entity for _, entity in names.assign_entities()}) == entities


def test_only_a_sample_of_the_rarer_names_articles_is_checked_for_a_context():
    sample = 20
    stories = {"z": "s", "common": "s"}
    contexts = ArticleContexts([], stories)
    common = [local("common", "Common"), *(local(f"m{n}", "Common") for n in range(sample + 1))]

    def rare(others):
        return [local("z", "Rare"), *(local(f"r{n:02}", "Rare") for n in range(others))]

    assert LinkedNames([*common, *rare(sample - 1)], contexts).has_shared_context("rare", "common")
    linked = LinkedNames([*common, *rare(sample)], contexts)
    assert not linked.has_shared_context("rare", "common")
    assert not linked.has_shared_context("common", "rare")


def test_a_name_is_written_as_most_often_and_of_equally_frequent_ways_as_the_first():
    once, twice = local("a", "Kim Jong Un"), local("b", "Kim Jong-un")
    assert Name([once, twice, twice]).text == "Kim Jong-un"
    assert Name([once, once, twice]).text == Name([twice, once]).text == "Kim Jong Un"
