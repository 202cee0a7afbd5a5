"""Words before a name that the model takes for its beginning: 'Jubilant Leeds Rovers fans'."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.entity_types import PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country


def drop_swallowed_words(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names, without a word before one that the start of a sentence made part of it.

    'Jubilant Leeds Rovers' is 'Leeds Rovers' where it begins a sentence, the article names
    'Leeds Rovers' too, and has the first word with a capital nowhere within a sentence. Before a
    noun in the plural ('fans'), it is enough that the article names the 'Rovers'. No name is
    shortened to that of a person: 'Ofeibea Boon' stays whole where the article has 'Boon' too.

    Args:
        names: The names as the model labels them.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.label] += 1
    labels = {text: counts.most_common(1)[0][0] for text, counts in votes.items()}
    for name in names:
        rest = name.span[1:]
        label = _find_label(name, labels)
        if label and not _is_known_whole(name) and _is_opening(name):
            yield replace(name, start=rest.start_char, text=rest.text, label=label, span=rest)
        else:
            yield name


def _find_label(name: Name, labels: Mapping[str, str]) -> str:
    """Return the label of a name without its first word; empty if the article does not have it."""
    span, root = name.span, name.span.root
    label = labels.get(span[1:].text, PERSON) if name.label != PERSON else PERSON
    if len(span) > 1 and label != PERSON:
        return label
    is_before_plural = root.dep_ == "compound" and root.head.i == span.end
    if not is_before_plural or root.head.tag_ != "NNS":
        return ""
    known = (labels.get(span[place:].text, PERSON) for place in range(1, len(span)))
    return next((label for label in known if label != PERSON), "")


def _is_known_whole(name: Name) -> bool:
    """Whether a name, or its first word, is a known one: 'White House', 'Israeli Labor'."""
    first = name.span[0]
    return bool(
        organisation_names.find_listed_name(name.text)
        or find_possible_country(name.text)
        or find_possible_country(first.text)
        or person_names.is_given_name(first.text)
    )


def _is_opening(name: Name) -> bool:
    """Whether nothing but the start of a sentence gives the first word of a name its capital."""
    first = name.span[0]
    is_article = first.lower_ == "the"
    uses = (token for token in first.doc if token.orth == first.orth)
    return not is_article and all(token.is_sent_start for token in uses)
