"""Where an article uses its names outside quotation marks, and how prominent they are there."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.nlp.entities.name_spans import Name
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.span_index import SpanIndex, TextSpan


@dataclass(frozen=True)
class MentionContext:
    """A name in the running text, and how prominent it is there.

    Attributes:
        name: The name.
        sentence: The number of its sentence.
        token: The position of its head token.
        is_subject: Whether it is the subject of its clause.
        is_first: Whether its entity is not mentioned before.
    """

    name: Name
    sentence: int
    token: int
    is_subject: bool
    is_first: bool


def find_mention_contexts(
    names: list[Name],
    sentences: list[int],
    captions: SpanIndex[TextSpan],
    quoted_spans: QuotedSpanIndex,
) -> Iterator[MentionContext]:
    """Yield the contexts of the names outside quotation marks, in order.

    Args:
        names: The names of an article, joined into entities.
        sentences: The number of each token's sentence.
        captions: Its captions; the first mention of an entity is the first outside captions.
        quoted_spans: What is between quotation marks.
    """
    seen: set[str] = set()
    for name in names:
        if name.start in quoted_spans:
            continue
        root = name.span.root
        yield MentionContext(
            name, sentences[root.i], root.i, is_subject(root), name.key not in seen
        )
        if name.start not in captions:
            seen.add(name.key)


def is_subject(root: Token) -> bool:
    """Return whether a name is a subject or in apposition to one, or the source of a report.

    Args:
        root: The head token of the name.
    """
    dep = root.dep_
    if dep == "appos":
        return root.head.dep_ in ("nsubj", "nsubjpass")
    if dep == "pobj" and root.head.lower_ == "to":
        return root.head.head.lower_ == "according"
    return dep in ("nsubj", "nsubjpass", "ROOT")
