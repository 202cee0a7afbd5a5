"""Who is quoted, in which outlet and with which words, and the passages it was counted from.

Words are counted in headline, subheads and body. A speaker is known by ``speaker_id``: the
entity's id, or the name where the speaker is no known entity; it is :data:`NOBODY` when nobody
could be named with confidence.
"""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.paged_listing import Listing
from analysis.store.precomputed_counts import NOBODY, SPEAKER_ID, select_speaker_counts
from analysis.store.queries.evidence import find_passages
from analysis.tables import COUNTED

MAX_SPEAKERS = 500
"""Most speakers told apart, those who get most words."""

_COUNTED = f"q.block_kind IN ({', '.join(repr(kind) for kind in COUNTED)})"
_LISTING = Listing(
    "quotes",
    """
    t.quote_id, t.article_id, t."start", a.outlet_label, a.published, t.block_kind, t.text,
    t.speaker, t.resolution, t.mention, t.cue, t.cue_lemma, t.kind, t.words, t.utterance_id
    """,
    searched="t.text, t.speaker, t.mention, t.cue",
)


def count_words_by_speaker(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return how much each outlet lets each speaker say.

    Returns:
        ``speaker_id``, ``speaker``, ``outlet_label``, ``articles`` and ``quotes`` (how many) and
        ``words``; the speaker with most words first, those without a known speaker last. Known
        speakers are at most :data:`MAX_SPEAKERS`.
    """
    voices, params = select_speaker_counts(filters)
    return catalogue.query(
        f"""
        WITH voiced AS MATERIALIZED (SELECT * FROM ({voices}) WHERE counted > 0),
        ranked AS MATERIALIZED (
            SELECT speaker_id, sum(words) AS total FROM voiced GROUP BY speaker_id
            ORDER BY speaker_id <> '{NOBODY}', total DESC, speaker_id LIMIT {MAX_SPEAKERS + 1}
        )
        SELECT speaker_id, speaker, outlet_label, articles, counted AS quotes, words
        FROM voiced JOIN ranked USING (speaker_id)
        ORDER BY speaker_id = '{NOBODY}', total DESC, speaker_id, outlet_label
        """,
        params,
    )


def list_top_outlets(catalogue: Catalogue, filters: Filters, limit: int) -> tuple[str, ...]:
    """Return the outlets looked at, at most ``limit``: those with most articles; sorted."""
    where, params = filters.articles_where()
    found = catalogue.query(
        f"""
        SELECT outlet_label FROM articles WHERE {where}
        GROUP BY outlet_label ORDER BY count(*) DESC, outlet_label LIMIT {int(limit)}
        """,
        params,
    )
    return tuple(sorted(found["outlet_label"]))


def find_quote_passages(
    catalogue: Catalogue, filters: Filters, speaker_id: str, outlet: str = ""
) -> pd.DataFrame:
    """Return the passages that quote a speaker, as :func:`evidence.find_passages` does.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        speaker_id: the speaker, or :data:`NOBODY`.
        outlet: label of an outlet, empty for all.
    """
    where, params = filters.where("quotes", "q")
    return find_passages(
        catalogue,
        f"""
        SELECT q.article_id, q."start", q."end", q.kind AS note
        FROM quotes q JOIN articles a USING (article_id)
        WHERE {_COUNTED} AND {where} AND {SPEAKER_ID} = ? AND ? IN ('', a.outlet_label)
        """,
        (*params, speaker_id, outlet),
    )


def count_quotes(catalogue: Catalogue, filters: Filters, find: str = "") -> int:
    """Return how many quotations :func:`list_quotes` lists in all."""
    return _LISTING.count(catalogue, filters, find)


def list_quotes(
    catalogue: Catalogue, filters: Filters, find: str, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the quotations, by outlet and place in the text.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        find: words to look for in the quotation, the speaker and the cue; upper and lower case
            are the same.
        limit: so many rows,
        offset: after so many.

    Returns:
        ``quote_id``, ``article_id``, ``start``, ``outlet_label``, ``published``, ``block_kind``,
        ``text``, ``speaker``, ``resolution``, ``mention``, ``cue``, ``cue_lemma``, ``kind``,
        ``words``,
        ``utterance_id``.
    """
    return _LISTING.rows(catalogue, filters, find, limit, offset)


def find_context(catalogue: Catalogue, quote_id: str) -> pd.DataFrame:
    """Return one quotation in its sentences, as :func:`evidence.find_passages` does."""
    return find_passages(
        catalogue,
        'SELECT article_id, "start", "end", kind AS note FROM quotes WHERE quote_id = ?',
        (quote_id,),
    )
