"""Who speaks in each outlet, in how many words, and whether in their own.

The words of every quotation are counted for its speaker: those in quotation marks as *direct*, the
others as *paraphrased*. A stretch that continues another and has no speaker of its own counts for
the other's. Quotations without a speaker stay in the table as "speaker not found", so that shares
are of all that is attributed, not of what could be resolved.
"""

import re

import numpy as np
import pandas as pd

from analysis.corpus.quoted_mask import mask_quoted
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.speaker_groups import describe
from analysis.measures.stats.sampling_units import (
    STATISTICS_COLUMNS,
    Array,
    Units,
    compare,
    spread,
    units,
)

CARD = MethodCard(
    name="Voice share",
    what="Who gets how many of the words an outlet attributes to anyone.",
    formula=(
        "share: words of the speaker's quotations / words of all quotations of the outlet; direct "
        "and paraphrased: the part in and outside quotation marks, over the same sum; early: the "
        "same share among quotations in the first third of the text. A report within a report "
        "counts for both speakers. Groups and countries: by the speaker's titles and descriptions "
        "in the articles, with hand-made lists of words. attributed: words that stand in a "
        "quotation / words of the outlet's headlines, subheads and body. " + UNCERTAINTY
    ),
    source=(
        "Words by speaker as voice: Asr et al., 'The Gender Gap Tracker', PLOS ONE 16(1), 2021. "
        "Attribution as span, cue and source: Newell et al., 'PolNeAR', LREC 2018."
    ),
    reliability=(
        "Against PolNeAR's marked attributions (84 articles, 7 outlets) the attributed share "
        "orders articles with Spearman .93 and outlets with .93; shares by speaker have not been "
        "checked by hand. One long quotation moves a single article's share a lot, as its interval "
        "shows. "
        "Compared by paragraphs, two articles of one outlet on one event are told apart in 2 to "
        "13 % of cases."
    ),
    fails=(
        "A speaker known by a description only ('a senior official') is not the same person from "
        "one article to the next. Speakers that were not found may be anybody. Where outlets are "
        "compared by paragraphs, a long quotation over several paragraphs makes a difference look "
        "surer than it is."
    ),
)
_WHOLE = ("all", "direct", "paraphrased")
FORMS = (*_WHOLE, "early")
#: What speakers can be taken together by.
SPEAKER, GROUP, COUNTRY = "speaker", "group", "country"
#: Quotations that start in this part of the text are early.
_EARLY = 1 / 3
#: Shown for quotations whose speaker was not found; their ``speaker_key`` is empty.
NOT_FOUND = "speaker not found"

_WORD = re.compile(r"\S+")


def measure(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
    epithets: pd.DataFrame | None = None,
    by: str = SPEAKER,
) -> pd.DataFrame:
    """Measure each speaker's share of the attributed words of each outlet.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        quotes: As the table ``quotes``.
        entities: As the table ``entities``, for the names of speakers.
        epithets: As the table ``epithets``; needed for groups and countries.
        by: ``speaker``, or ``group`` or ``country`` to take speakers together.

    Returns:
        One row a speaker, outlet and form: speaker_key (for :func:`evidence`), speaker, entity_id,
        outlet_label, form (of :data:`FORMS`), words, and the columns
        :data:`units.STATISTICS_COLUMNS`; value is
        the share of the outlet's attributed words, n these words.
    """
    cut = units(articles, blocks)
    spoken = _spoken(cut, quotes, entities, epithets, by)
    if spoken.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    found = []
    for early, rows in spoken.groupby(spoken["form"] == "early"):
        counts, items, occurrences = spread(rows, "item", rows["amount"], len(cut.blocks))
        everyone = _per_block(cut, rows if early else rows[rows["form"] == "all"])
        found.append(compare(cut.blocks, counts, everyone, items, occurrences))
    named = spoken.drop_duplicates("item")[["item", "speaker_key", "speaker", "entity_id", "form"]]
    table = pd.concat(found).merge(named, left_on="key", right_on="item")
    names = table["entity_id"].map(entities.set_index("entity_id")["name"])
    table["speaker"] = names.astype(object).fillna(table["speaker"])
    table["words"] = table["count"].round().astype(int)
    return table[list(_COLUMNS)]


def attributed(articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Measure how much of each outlet's text is attributed to somebody.

    Returns:
        One row an outlet and form (``all``, ``direct``, ``paraphrased``): outlet_label, form,
        words, and the columns :data:`units.STATISTICS_COLUMNS`; value is the share of the counted
        words, n these
        words. A word in two quotations counts once.
    """
    cut = units(articles, blocks)
    counts = np.zeros((len(cut.blocks), len(_WHOLE)))
    placed = cut.place(quotes[["article_id", "start", "end", "text", "kind"]])
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    for article, rows in placed.groupby("article_id"):
        text = texts[str(article)]
        said, marked = np.zeros(len(text), bool), np.zeros(len(text), bool)
        columns = (rows["start"], rows["end"], rows["text"], rows["kind"])
        for start, end, words, kind in zip(*columns, strict=True):
            said[start:end] = True
            marked[start:end] |= mask_quoted(words, kind)
        own = np.flatnonzero(cut.blocks["article_id"].to_numpy(object) == article)
        for row, start, end in cut.blocks.iloc[own][["start", "end"]].itertuples():
            words = np.array([start + m.start() for m in _WORD.finditer(text[start:end])], int)
            direct = int((said & marked)[words].sum())
            counts[row] = (said[words].sum(), direct, said[words].sum() - direct)
    table = compare(
        cut.blocks,
        counts,
        cut.blocks[["words"]].to_numpy(np.float64),
        list(_WHOLE),
        np.repeat(len(placed), len(_WHOLE)),
    )
    table = table.rename(columns={"key": "form"})
    table["words"] = table["count"].round().astype(int)
    return table[["outlet_label", "form", "words", *STATISTICS_COLUMNS]]


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
    epithets: pd.DataFrame | None = None,
    by: str = SPEAKER,
    *,
    speaker_key: str,
    outlet_label: str,
    form: str = "all",
) -> pd.DataFrame:
    """Return the quotations behind one cell of :func:`measure`.

    Returns:
        Columns article_id, start, end, quote_id, in the order of the text.
    """
    own = articles[articles["outlet_label"] == outlet_label]
    spoken = _spoken(units(own, blocks), quotes, entities, epithets, by)
    found = spoken[(spoken["speaker_key"] == speaker_key) & (spoken["form"] == form)]
    found = found.sort_values(["article_id", "start", "quote_id"], ignore_index=True)
    return found[["article_id", "start", "end", "quote_id"]]


_COLUMNS = (
    "speaker_key",
    "speaker",
    "entity_id",
    "outlet_label",
    "form",
    "words",
    *STATISTICS_COLUMNS,
)


def _spoken(
    cut: Units,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
    epithets: pd.DataFrame | None,
    by: str,
) -> pd.DataFrame:
    """Return the quotations in counted text, a row for each form they have words in.

    Adds speaker_key, row, form, amount (words) and item (speaker and form).
    """
    placed = cut.place(_with_speakers(quotes))
    if by != SPEAKER:
        if epithets is None:
            raise ValueError("groups and countries are told by labels")
        kind = describe(placed, epithets, entities)[by]
        placed = placed.assign(speaker_key=kind, speaker=kind, entity_id="")
    total, direct = [], []
    for text, kind in zip(placed["text"], placed["kind"], strict=True):
        starts = [match.start() for match in _WORD.finditer(text)]
        total.append(len(starts))
        direct.append(int(mask_quoted(text, kind)[starts].sum()))
    amounts = {"all": np.array(total, float), "direct": np.array(direct, float)}
    amounts["paraphrased"] = amounts["all"] - amounts["direct"]
    blocks = cut.blocks.iloc[placed["row"]]
    into = placed["start"].to_numpy() - blocks["start"].to_numpy() + blocks["before"].to_numpy()
    amounts["early"] = amounts["all"] * (into <= _EARLY * blocks["length"].to_numpy())
    forms = pd.concat([placed.assign(form=form, amount=amounts[form]) for form in FORMS])
    forms = forms[forms["amount"] > 0]
    return forms.assign(item=forms["speaker_key"] + "\n" + forms["form"])


def _with_speakers(quotes: pd.DataFrame) -> pd.DataFrame:
    """Give each quotation its speaker_key; one that continues another gets the other's speaker."""
    columns = ["article_id", "quote_id", "start", "end", "text", "kind", "mention"]
    found = (
        quotes[[*columns, "speaker", "entity_id"]].astype(str).astype({"start": int, "end": int})
    )
    told = (quotes["quote_id"], quotes["continues"], quotes["speaker"], quotes["entity_id"])
    known = {
        str(quote): (str(before), str(name), str(entity))
        for quote, before, name, entity in zip(*told, strict=True)
    }
    resolved = [_first_known(quote, known) for quote in found["quote_id"]]
    return found.assign(
        speaker=pd.Series([name or NOT_FOUND for name, _ in resolved], found.index, str),
        entity_id=pd.Series([entity for _, entity in resolved], found.index, str),
        speaker_key=pd.Series(
            [entity or name.casefold() for name, entity in resolved], found.index, str
        ),
    )


def _first_known(quote: str, known: dict[str, tuple[str, str, str]]) -> tuple[str, str]:
    """Follow ``continues`` back to a quotation with a speaker; empty when there is none."""
    seen = set()
    while quote in known and quote not in seen:
        seen.add(quote)
        quote, name, entity = known[quote]
        if name or entity:
            return name, entity
    return "", ""


def _per_block(cut: Units, spoken: pd.DataFrame) -> Array:
    sums = np.zeros((len(cut.blocks), 1))
    np.add.at(sums[:, 0], spoken["row"], spoken["amount"])
    return sums
