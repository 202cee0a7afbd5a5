import pytest

from analysis.corpus.article_contexts import (
    ArticleContexts,
)


def named(**names_by_article):
    return [(article, name) for article, names in names_by_article.items() for name in names]


def test_articles_of_one_story_share_a_context():
    contexts = ArticleContexts([], {"a": "s", "b": "s", "c": "t"})
    assert contexts.find("a") == {"a", "b"}
    assert contexts.find("c") == {"c"}


@pytest.mark.parametrize("stories", [{"a": "", "b": ""}, {}])
def test_an_article_without_a_story_has_only_itself_as_context(stories):
    assert ArticleContexts([], stories).find("a") == {"a"}


def test_without_stories_articles_share_a_context_if_they_share_enough_names():
    names = [f"name {n}" for n in range(2)]
    assert ArticleContexts(named(a=names, b=names)).find("a") == {"a", "b"}
    assert ArticleContexts(named(a=names, b=names[1:])).find("a") == {"a"}


def test_a_name_in_too_many_articles_indicates_no_context():
    rare = [f"name {n}" for n in range(1)]

    def find(articles):
        """Return the context of an article that shares a name with so many articles in all."""
        others = {f"x{n}": ["common"] for n in range(articles - 2)}
        return ArticleContexts(named(a=[*rare, "common"], b=[*rare, "common"], **others)).find("a")

    assert find(50) == {"a", "b"}
    assert find(51) == {"a"}


def test_articles_share_a_context_with_others_if_one_of_them_does():
    contexts = ArticleContexts([], {"a": "s", "b": "s", "c": "t"})
    assert contexts.has_shared(["c", "a"], {"b"})
    assert not contexts.has_shared(["c"], {"a", "b"})
    assert not contexts.has_shared([], {"a"})
