"""The spaCy components of the pipeline, and what they write on a Doc.

======================== =========================================================================
component                writes
======================== =========================================================================
parallax_boundaries      ``doc._.quoted``: what stands between quotation marks; before the parser,
                         where a sentence must and where none may begin
parallax_names           ``doc._.names``, ``doc._.entities``: named mentions and their entities
parallax_quotations      ``doc._.quotations``: reported speech, and attitudes
parallax_speakers        ``doc._.speakers``: one for each quotation
parallax_references      ``doc._.references``: pronouns and descriptions that mean an entity;
                         into ``doc._.entities`` the groups without a name
parallax_figures         ``doc._.figures``
parallax_framing         ``doc._.epithets``, ``doc._.events``: what those named are called and do
======================== =========================================================================

They read what :func:`analysis.nlp.pipeline.make_doc` sets: ``doc._.article``, the
:class:`~analysis.ingest.article.Article`; ``doc._.blocks``, its blocks; and ``doc._.text``, its
text
with uniform glyphs, which ``doc.text`` would build anew at each call.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from analysis.nlp.coref.coreference import CoreferenceResolver
from analysis.nlp.coref.speaker_resolution import resolve_speakers
from analysis.nlp.entities import countries
from analysis.nlp.entities.article_entities import link_names
from analysis.nlp.entities.name_mentions import find_names
from analysis.nlp.entities.person_roles import assign_roles
from analysis.nlp.entities.unnamed_groups import find_groups
from analysis.nlp.epithets import find_epithets
from analysis.nlp.events import find_events
from analysis.nlp.numbers.figure_extraction import find_figures
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex, find_quoted_spans
from analysis.nlp.quotes.quote_extraction import find_quotations
from analysis.nlp.text_positions import index_blocks

#: The components that follow the model's own, in order; the first goes before its parser.
BOUNDARIES = "parallax_boundaries"
COMPONENTS = (
    "parallax_names",
    "parallax_quotations",
    "parallax_speakers",
    "parallax_references",
    "parallax_figures",
    "parallax_framing",
)
#: Words and marks of the longest sentence. What is read off a sentence takes time that grows with
#: its length squared, and a text without a full stop would be one.
_LONGEST = 500
_STOPS = (".", "?", "!")
#: An initial, and the word it stands with: 'N. Korea'.
_INITIALLED = re.compile(r"\b[A-Z]\. (?P<name>[A-Z]\w+)")

_WRITTEN = ("names", "entities", "quoted", "quotations", "speakers", "references", "figures")
_FRAMING = ("epithets", "events")
for _name in ("article", "text", *_WRITTEN, *_FRAMING):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
if not Doc.has_extension("blocks"):
    Doc.set_extension("blocks", default=())


@Language.component(BOUNDARIES)
def boundaries(doc: Doc) -> Doc:
    """Let every block begin a sentence, none be endless, and none begin at an odd place.

    None begins behind an opening mark, at a closing one, or inside "N. Korea".

    The quoted stretches are read here, off the text as it came, so that a sentence keeps the
    mark that closes it.
    """
    offsets = doc.to_array("IDX")
    doc._.quoted = find_quoted_spans(doc._.article.text, index_blocks(doc).spans)
    inner = [stretch.inner_start for stretch in doc._.quoted]
    inner += [stretch.inner_end for stretch in doc._.quoted if stretch.closed]
    inner += [match.start("name") for match in _initialled_countries(doc._.text)]
    for at in np.searchsorted(offsets, inner).tolist():
        if at < len(doc):
            doc[at].is_sent_start = False
    starts = [0] if len(doc) else []
    for at in np.searchsorted(offsets, [block.start for block in doc._.blocks]).tolist():
        while at < len(doc) and doc[at].is_space:
            at += 1
        if at < len(doc):
            starts.append(at)
    for start, end in pairwise((*starts, len(doc))):
        for at in (start, *_cuts(doc, start, end)):
            doc[at].is_sent_start = True
    return doc


def _cuts(doc: Doc, start: int, end: int) -> Iterator[int]:
    """Yield where sentences must begin so that none of a block is longer than it may be.

    That is behind a full stop wherever there is one: sentences hardly ever are so long.
    """
    while end - start > _LONGEST:
        ends = range(start + _LONGEST, start + _LONGEST // 2, -1)
        start = next((at for at in ends if _may_begin(doc, at)), start + _LONGEST)
        yield start


def _may_begin(doc: Doc, at: int) -> bool:
    allowed = doc[at].is_sent_start is not False  # it is None where nothing was decided
    return allowed and doc[at].text[0].isupper() and doc[at - 1].text in _STOPS


def _initialled_countries(text: str) -> Iterator[re.Match[str]]:
    for match in _INITIALLED.finditer(text):
        if countries.find_country(match.group()) is not None:
            yield match


@Language.component("parallax_names", requires=["doc.ents", "token.dep"])
def add_names(doc: Doc) -> Doc:
    """Find the named mentions, join them into entities, and give persons their roles."""
    doc._.names = find_names(doc, index_blocks(doc))
    doc._.entities = link_names(doc._.names)
    assign_roles(doc._.names, doc._.entities)
    return doc


@Language.component("parallax_quotations", requires=["token.dep", "token.lemma"])
def add_quotations(doc: Doc) -> Doc:
    """Find quotations and attitudes, by the parse and what stands between quotation marks."""
    doc._.quotations = find_quotations(ArticleParse(doc))
    return doc


@Language.component("parallax_speakers")
def add_speakers(doc: Doc) -> Doc:
    """Resolve the speaker of each quotation over the article."""
    inside = QuotedSpanIndex(doc._.quoted)
    doc._.speakers = resolve_speakers(doc, doc._.quotations, doc._.names, doc._.entities, inside)
    return doc


@Language.component("parallax_references", requires=["token.dep", "token.tag"])
def add_references(doc: Doc) -> Doc:
    """Find the groups without a name, and what the other pronouns and descriptions mean."""
    lines, inside = index_blocks(doc), QuotedSpanIndex(doc._.quoted)
    groups = list(find_groups(doc, doc._.names, lines))
    doc._.entities |= {group.entity.key: group.entity for group in groups}
    spoken = list(zip(doc._.quotations, doc._.speakers, strict=True))
    reader = CoreferenceResolver(doc, doc._.names, doc._.entities, spoken, groups, lines, inside)
    doc._.references = list(reader.references())
    return doc


@Language.component("parallax_figures", requires=["doc.ents", "token.dep"])
def add_figures(doc: Doc) -> Doc:
    """Find counts, sums, shares, dates and ages."""
    doc._.figures = find_figures(doc, index_blocks(doc))
    return doc


@Language.component("parallax_framing", requires=["token.dep", "token.lemma"])
def add_framing(doc: Doc) -> Doc:
    """Find what those who are named are called, and what they do to whom."""
    described = [
        (quotation.mention, speaker.key)
        for quotation, speaker in zip(doc._.quotations, doc._.speakers, strict=True)
        if quotation.mention is not None and speaker.key and speaker.resolution == "description"
    ]
    doc._.epithets = find_epithets(doc._.article.text, doc._.names, described)
    doc._.events = find_events(doc._.names)
    return doc
