"""Findings: what pages, the briefing and notebooks show, computed from the whole catalogue.

Every function takes the catalogue first and hashable arguments after it. It reads the tables of
the filtered articles and passes them to :mod:`analysis.corpus` or :mod:`analysis.measures`, which
do the computing.
"""

#: Number of articles up to which a page compares them without asking first; a judgement on how
#: long people wait for a page.
MAX_ARTICLES_WITHOUT_ASKING = 100
#: Number of articles above which a page does not compare them and asks for narrower filters
#: (judgement).
MAX_ARTICLES_COMPARED = 2000

#: Number of filtered articles for which co-occurrence is always computed without asking
#: (judgement).
_MIN_CO_OCCURRENCE_LIMIT = 2_000
#: Filtered articles times articles of the workspace up to which co-occurrence is computed without
#: asking: the query reads more per article in a larger workspace. A judgement on how long people
#: wait for a page.
_CO_OCCURRENCE_BUDGET = 1_500_000_000


def co_occurrence_limit(workspace_articles: int) -> int:
    """Return the maximum number of articles for which co-occurrence is computed without asking.

    Args:
        workspace_articles: number of articles in the whole workspace.
    """
    return max(_MIN_CO_OCCURRENCE_LIMIT, _CO_OCCURRENCE_BUDGET // max(workspace_articles, 1))
