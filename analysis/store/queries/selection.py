"""The whole tables of the filtered articles, for measures that compare articles."""

from analysis.measures.selection import Focus, Selection
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def read_selection(catalogue: Catalogue, filters: Filters) -> Selection:
    """Return the rows of the filtered articles.

    Filters on story, outlets and dates select the articles. Those on entities and quotations select
    no rows, since a share is a share of everything in the articles; they become the focus.
    """
    where, params = filters.articles_where()
    selected = f"article_id IN (SELECT article_id FROM articles WHERE {where})"
    sources = {table: table for table in ("blocks", "quotes", "epithets", "events")}
    sources["mentions"] = "mentions_by_article"
    rows = {
        table: catalogue.query(f"SELECT * FROM {source} WHERE {selected} ORDER BY ALL", params)
        for table, source in sources.items()
    }
    return Selection(
        articles=catalogue.query(f"SELECT * FROM articles WHERE {where} ORDER BY ALL", params),
        entities=catalogue.query(
            f"""
            SELECT * FROM entities WHERE entity_id IN (
                SELECT entity_id FROM mentions_by_article WHERE {selected}
                UNION SELECT entity_id FROM quotes WHERE {selected}
            ) ORDER BY entity_id
            """,
            [*params, *params],
        ),
        focus=Focus(filters.entities, filters.labels, filters.kinds),
        **rows,
    )
