"""What a page asks for that takes more than a query: tables of the catalogue, compared.

Every function takes the catalogue first and hashable values after it, reads the tables of what is
looked at and hands them to :mod:`analysis.corpus` or :mod:`analysis.measures`. Nothing is computed
here but the putting together.
"""

#: So many articles are compared while one waits; for more a page asks first, and beyond the second
#: number it asks to narrow what is looked at.
AT_ONCE, MOST_ARTICLES = 100, 2000


def counted_at_once(articles: int) -> int:
    """Return of how many articles it is counted at once who stands beside whom.

    Args:
        articles: how many the workspace has; it takes longer in a larger one.
    """
    return max(2_000, 1_500_000_000 // max(articles, 1))
