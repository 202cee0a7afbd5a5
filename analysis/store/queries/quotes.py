"""Queries of quotations: counts by speaker and outlet, and the passages behind them.

Words are counted in headline, subheads and body. ``speaker_id`` is the id of the speaker's entity,
or the name of a speaker who is no known entity, or :data:`NOBODY` if the speaker is unsure.
"""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.paged_listing import Listing
from analysis.store.precomputed_counts import NOBODY, SPEAKER_ID, select_speaker_counts
from analysis.store.queries.evidence import find_passages
from analysis.tables import COUNTED

MAX_SPEAKERS = 500
"""Maximum number of speakers counted: those with most words."""

DESCRIBED = "described, not identified"
"""How a speaker is shown whom the text only describes: a description without an entity."""

_COUNTED = f"q.block_kind IN ({', '.join(repr(kind) for kind in COUNTED)})"
_LISTING = Listing(
    "quotes",
    f"""
    t.quote_id, t.article_id, t."start", a.outlet_label, a.published, t.block_kind, t.text,
    t.speaker, CASE WHEN t.resolution = 'description' AND t.entity_id = ''
    THEN '{DESCRIBED}' ELSE t.resolution END AS resolution,
    t.speaker_confidence, t.mention, t.cue, t.cue_lemma, t.kind, t.words, t.utterance_id
    """,
    searched="t.text, t.speaker, t.mention, t.cue",
)


def count_words_by_speaker(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Count the words that each outlet quotes from each speaker.

    Returns:
        ``speaker_id``, ``speaker``, ``outlet_label``, numbers of ``articles``, ``quotes`` and
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
        SELECT speaker_id, max(speaker) OVER (PARTITION BY speaker_id) AS speaker, outlet_label,
               articles, counted AS quotes, words
        FROM voiced JOIN ranked USING (speaker_id)
        ORDER BY speaker_id = '{NOBODY}', total DESC, speaker_id, outlet_label
        """,
        params,
    )


def list_top_outlets(
    catalogue: Catalogue, filters: Filters, limit: int, always: str = ""
) -> tuple[str, ...]:
    """Return the ``limit`` selected outlets with most articles, sorted by label.

    The outlet ``always`` is among them however few articles it has.
    """
    where, params = filters.articles_where()
    rows = catalogue.query(
        f"""
        SELECT outlet_label FROM articles WHERE {where}
        GROUP BY outlet_label
        ORDER BY outlet_label = ? DESC, count(*) DESC, outlet_label LIMIT {int(limit)}
        """,
        [*params, always],
    )
    return tuple(sorted(rows["outlet_label"]))


def find_quote_passages(
    catalogue: Catalogue, filters: Filters, speaker_id: str, outlet: str = ""
) -> pd.DataFrame:
    """Return the passages that quote a speaker, as :func:`evidence.find_passages` does.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        speaker_id: The speaker, or :data:`NOBODY`.
        outlet: Label of an outlet; empty for all.
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


def is_only_described(catalogue: Catalogue, filters: Filters, speaker_id: str) -> bool:
    """Return whether the selected articles only describe a speaker ('advocates') and name nobody.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        speaker_id: The speaker, or :data:`NOBODY`.
    """
    where, params = filters.where("quotes", "q")
    rows = catalogue.query(
        f"""
        SELECT coalesce(bool_and(q.resolution = 'description' AND q.entity_id = ''), FALSE)
            AS is_described
        FROM quotes q JOIN articles a USING (article_id)
        WHERE {_COUNTED} AND {where} AND {SPEAKER_ID} = ?
        """,
        [*params, speaker_id],
    )
    return bool(rows["is_described"].iloc[0])


def count_quotes(catalogue: Catalogue, filters: Filters, search_text: str = "") -> int:
    """Return the number of quotations that :func:`list_quotes` lists in all."""
    return _LISTING.count(catalogue, filters, search_text)


def list_quotes(
    catalogue: Catalogue, filters: Filters, search_text: str, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the quotations, by outlet and position in the text.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        search_text: Text that the quotation, the speaker or the cue contains, whatever its case.
        limit: Maximum number of rows.
        offset: Number of rows to skip.

    Returns:
        ``quote_id``, ``article_id``, ``start``, ``outlet_label``, ``published``, ``block_kind``,
        ``text``, ``speaker``, ``resolution`` (a description without an entity is 'described, not
        identified'), ``speaker_confidence``, ``mention``, ``cue``, ``cue_lemma``, ``kind``,
        ``words``, ``utterance_id``.
    """
    return _LISTING.rows(catalogue, filters, search_text, limit, offset)


def find_context(catalogue: Catalogue, quote_id: str) -> pd.DataFrame:
    """Return one quotation in its sentences, as :func:`evidence.find_passages` does."""
    return find_passages(
        catalogue,
        'SELECT article_id, "start", "end", kind AS note FROM quotes WHERE quote_id = ?',
        (quote_id,),
    )
