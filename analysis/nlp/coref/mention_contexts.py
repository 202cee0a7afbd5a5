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
        token: The number of its head.
        subject: Whether it is the subject of its clause.
        first: Whether its entity was not used before.
    """

    name: Name
    sentence: int
    token: int
    subject: bool
    first: bool


def find_mention_contexts(
    found: list[Name], sentences: list[int], captions: SpanIndex[TextSpan], inside: QuotedSpanIndex
) -> Iterator[MentionContext]:
    """Yield the uses of names outside quotation marks, in order.

    Args:
        found: The names of an article, joined into entities.
        sentences: The number of each token's sentence.
        captions: Its captions; an entity is used first where the running text uses it first.
        inside: Answers what stands in quotation marks.
    """
    seen: set[str] = set()
    for name in found:
        if inside.at(name.start) is not None:
            continue
        root = name.span.root
        yield MentionContext(
            name, sentences[root.i], root.i, is_subject(root), name.key not in seen
        )
        if name.start not in captions:
            seen.add(name.key)


def is_subject(root: Token) -> bool:
    """Whether a name is the subject of its clause, its apposition, or the source of a report."""
    if root.dep_ == "appos":
        return root.head.dep_ in ("nsubj", "nsubjpass")
    if root.dep_ == "pobj" and root.head.lower_ == "to":
        return root.head.head.lower_ == "according"
    return root.dep_ in ("nsubj", "nsubjpass", "ROOT")
