"""The spaCy components of the pipeline, registered as factories, and what they write on a Doc.

======================== =========================================================================
factory                  writes
======================== =========================================================================
parallax_boundaries      sentence starts at the first token of each block (before the parser)
parallax_names           ``doc._.names``, ``doc._.entities``: named mentions and their entities
parallax_quotations      ``doc._.quoted``, ``doc._.quotations``: marks, and reported speech
parallax_speakers        ``doc._.speakers``: one for each quotation
parallax_figures         ``doc._.figures``
======================== =========================================================================

Each reads ``doc._.blocks``, the :class:`~analysis.read.article.Block` list of the article.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from analysis.annotate.figures import find_figures
from analysis.annotate.marks import Inside, stretches
from analysis.annotate.mentions import find_names, join
from analysis.annotate.quotations import find_quotations
from analysis.annotate.references import Resolver, find_roles

#: Kinds of block in which names, and in which quotations, are looked for.
NAMED_IN = frozenset(("headline", "body", "subhead", "caption"))
_TITLES = frozenset(("headline", "caption"))

for _name in ("article", "names", "entities", "quoted", "quotations", "speakers", "figures"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
if not Doc.has_extension("blocks"):
    Doc.set_extension("blocks", default=())


def _lines(doc: Doc, kinds: frozenset[str]) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in doc._.blocks if block.kind in kinds]


@Language.component("parallax_boundaries")
def boundaries(doc: Doc) -> Doc:
    """Let every block begin a sentence: no sentence runs from a byline into the text."""
    starts = iter([block.start for block in doc._.blocks])
    next_start = next(starts, None)
    for token in doc:
        if next_start is None:
            break
        if token.idx >= next_start and not token.is_space:
            token.is_sent_start = True
            while next_start is not None and next_start <= token.idx:
                next_start = next(starts, None)
    return doc


@Language.component("parallax_names", requires=["doc.ents"])
def find_and_join_names(doc: Doc) -> Doc:
    """Find the named mentions, join them into entities, and give persons their titles."""
    doc._.names = find_names(doc, _lines(doc, NAMED_IN))
    doc._.entities = join(doc._.names)
    find_roles(doc, doc._.names, doc._.entities)
    return doc


@Language.factory("parallax_quotations", requires=["token.dep", "token.lemma"])
def make_quotations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds quotations; marks are read off the article's own text."""

    def find(doc: Doc) -> Doc:
        lines = _lines(doc, NAMED_IN)
        article = doc._.article
        doc._.quoted = stretches(article.text if article is not None else doc.text, lines)
        doc._.quotations = find_quotations(doc, doc._.quoted, lines, _lines(doc, _TITLES))
        return doc

    return find


@Language.component("parallax_speakers")
def resolve_speakers(doc: Doc) -> Doc:
    """Resolve the speaker of each quotation over the article."""
    resolver = Resolver(doc, doc._.names, doc._.entities, Inside(doc._.quoted))
    doc._.speakers = resolver.speakers(doc._.quotations)
    return doc


@Language.component("parallax_figures", requires=["doc.ents"])
def add_figures(doc: Doc) -> Doc:
    """Find counts, sums, shares, dates and ages."""
    doc._.figures = find_figures(doc)
    return doc
