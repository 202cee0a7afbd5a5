"""The spaCy components of the pipeline, and the attributes of a Doc that they write.

======================== =========================================================================
component                writes
======================== =========================================================================
parallax_boundaries      ``doc._.quoted_spans``: what is between quotation marks; also, before the
                         parser, where a sentence must begin and where none may
parallax_names           ``doc._.names``, ``doc._.entities``: named mentions and their entities;
                         ``doc._.appositions``: titles and descriptions beside persons' names
parallax_attributions    ``doc._.attributions``: quotes and attitudes; ``doc._.turns``: whether the
                         turns of a transcript or interview were read
parallax_coreference     ``doc._.speakers``: one for each attribution; ``doc._.references``:
                         pronouns and descriptions that refer to an entity; adds the groups
                         without a name to ``doc._.entities``
parallax_figures         ``doc._.figures``
parallax_framing         ``doc._.epithets``, ``doc._.events``: what entities are called and do
======================== =========================================================================

They read what :func:`analysis.nlp.pipeline.make_doc` sets: ``doc._.article``, the
:class:`~analysis.ingest.article.Article`; ``doc._.blocks``, its blocks; and ``doc._.text``, its
text with uniform glyphs, which ``doc.text`` would build anew at each call.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from analysis.nlp.coref.coreference import CoreferenceResolver
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.entities import countries
from analysis.nlp.entities.appositions import find_appositions
from analysis.nlp.entities.article_entities import link_names
from analysis.nlp.entities.name_mentions import TITLE_KINDS, find_names
from analysis.nlp.entities.person_roles import assign_roles
from analysis.nlp.entities.unnamed_groups import GROUP, find_groups
from analysis.nlp.epithets import find_epithets
from analysis.nlp.events import find_events
from analysis.nlp.numbers.figure_extraction import find_figures
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.quotation_marks import find_quoted_spans
from analysis.nlp.quotes.quote_extraction import extract_attributions
from analysis.nlp.quotes.turn_candidates import read_turns
from analysis.nlp.span_index import SpanIndex
from analysis.nlp.text_positions import index_blocks

if TYPE_CHECKING:
    from thinc.types import Ints2d

#: The component before the model's parser.
BOUNDARIES = "parallax_boundaries"
#: The components after the model's own, in order.
COMPONENTS = (
    "parallax_names",
    "parallax_attributions",
    "parallax_coreference",
    "parallax_figures",
    "parallax_framing",
)
#: Maximum number of tokens of a sentence. Annotation takes time that grows with the square of the
#: length of a sentence, and a text without a full stop would be a single one.
_MAX_SENTENCE = 500
_STOPS = (".", "?", "!")
#: spaCy's values of a token that begins a sentence, and of one that may not (-1).
_START, _NO_START = 1, 2**64 - 1
#: An initial, and the word to which it belongs: 'N. Korea'.
_INITIAL = re.compile(r"\b[A-Z]\. (?P<name>[A-Z]\w+)")

Marks = npt.NDArray[np.uint64]

for _name in (
    "article",
    "text",
    "original_text",
    "reading_text",
    "quoted_spans",
    "names",
    "entities",
    "appositions",
    "attributions",
    "turns",
    "speakers",
    "references",
    "figures",
    "epithets",
    "events",
):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
if not Doc.has_extension("blocks"):
    Doc.set_extension("blocks", default=())


@Language.component(BOUNDARIES)
def set_boundaries(doc: Doc) -> Doc:
    """Begin a sentence with every block, and set where the parser may begin no other.

    None begins after an opening quotation mark, at a closing one, or inside "N. Korea"; and none is
    longer than :data:`_MAX_SENTENCE`. The quoted spans are found at this point, in the original
    text, so that a sentence keeps its closing mark.
    """
    if not len(doc):
        doc._.quoted_spans = []
        return doc
    offsets, marks = doc.to_array("IDX"), doc.to_array("SENT_START").astype(np.uint64)
    doc._.quoted_spans = find_quoted_spans(doc._.article.text, index_blocks(doc).spans)
    no_starts = [span.inner_start for span in doc._.quoted_spans]
    no_starts += [span.inner_end for span in doc._.quoted_spans if span.is_closed]
    no_starts += [match.start("name") for match in _find_initialled_countries(doc._.text)]
    numbers = np.searchsorted(offsets, no_starts)
    marks[numbers[numbers < len(doc)]] = _NO_START
    block_starts = np.searchsorted(offsets, [block.start for block in doc._.blocks]).tolist()
    starts = [start for start in (_skip_space(doc, at) for at in block_starts) if start < len(doc)]
    for start, end in pairwise((0, *starts, len(doc))):
        for number in (start, *_split_long(doc, marks, start, end)):
            marks[number] = _START
    # One by one, each token would look whether one of the text is parsed.
    doc.from_array("SENT_START", cast("Ints2d", marks))
    return doc


def _skip_space(doc: Doc, number: int) -> int:
    """Return the first token from a position that is no space; the length of ``doc`` if none is."""
    return next((at for at in range(number, len(doc)) if not doc[at].is_space), len(doc))


def _split_long(doc: Doc, marks: Marks, start: int, end: int) -> Iterator[int]:
    """Yield where sentences must begin so that none in a block is too long.

    This is after a full stop if there is one, since hardly any sentence is so long.
    """
    while end - start > _MAX_SENTENCE:
        positions = range(start + _MAX_SENTENCE, start + _MAX_SENTENCE // 2, -1)
        after_stop = (number for number in positions if _can_begin_sentence(doc, marks, number))
        start = next(after_stop, start + _MAX_SENTENCE)
        yield start


def _can_begin_sentence(doc: Doc, marks: Marks, number: int) -> bool:
    return (
        marks[number] != _NO_START
        and doc[number].text[0].isupper()
        and doc[number - 1].text in _STOPS
    )


def _find_initialled_countries(text: str) -> Iterator[re.Match[str]]:
    for match in _INITIAL.finditer(text):
        if countries.find_country(match.group()) is not None:
            yield match


@Language.component("parallax_names", requires=["doc.ents", "token.dep"])
def add_names(doc: Doc) -> Doc:
    """Find the named mentions, join them into entities, and give persons their roles."""
    doc._.names = find_names(doc, index_blocks(doc))
    titles = index_blocks(doc, TITLE_KINDS)
    doc._.entities = link_names(doc._.names, titles)
    assign_roles(doc._.names, doc._.entities)
    doc._.appositions = list(find_appositions(doc._.names))
    return doc


@Language.component("parallax_attributions", requires=["token.dep", "token.lemma"])
def add_attributions(doc: Doc) -> Doc:
    """Find turns, quotes and attitudes by the parse, the labels and the quotation marks."""
    article = ArticleParse(doc)
    turns, doc._.turns = read_turns(article)
    doc._.attributions = extract_attributions(article, turns)
    return doc


@Language.component("parallax_coreference", requires=["token.dep", "token.tag"])
def add_references(doc: Doc) -> Doc:
    """Resolve speakers, pronouns and descriptions over the article; find groups without a name."""
    groups = list(find_groups(doc, doc._.names, index_blocks(doc)))
    doc._.entities |= {group.entity.key: group.entity for group in groups}
    state = DiscourseState(doc, doc._.names, doc._.entities, SpanIndex(doc._.quoted_spans))
    resolver = CoreferenceResolver(state, doc._.attributions, groups)
    doc._.speakers = resolver.resolve_speakers()
    doc._.references = list(resolver.resolve_references())
    return doc


@Language.component("parallax_figures", requires=["doc.ents", "token.dep"])
def add_figures(doc: Doc) -> Doc:
    """Find counts, sums, shares, dates and ages."""
    doc._.figures = find_figures(doc, index_blocks(doc))
    return doc


@Language.component("parallax_framing", requires=["token.dep", "token.lemma"])
def add_framing(doc: Doc) -> Doc:
    """Find what entities are called, and what they do to whom."""
    descriptions = [
        (attribution.mention, speaker.key)
        for attribution, speaker in zip(doc._.attributions, doc._.speakers, strict=True)
        if attribution.mention is not None
        and speaker.key
        and not speaker.key.startswith(GROUP)
        and speaker.resolution == "description"
    ]
    doc._.epithets = find_epithets(doc._.article.text, doc._.names, descriptions)
    doc._.events = find_events(doc._.names)
    return doc
