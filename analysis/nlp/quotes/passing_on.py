"""Media that pass on what others say: 'Reuters reported, citing Orr', '…, Orr said, AP reports'.

Where the sentence names the source too, the words are the source's. A report whose content is but
the attribution of a quote, whoever makes it, is left out: '"…," she said, the mayor recalls'.
"""

from spacy.tokens import Token

from analysis.entity_types import PERSON
from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns
from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.span_index import SpanIndex

#: Maximum number of words that a medium's report has beside what its source says: those of the
#: attribution to the source (judgement).
_MAX_WORDS_BESIDE_SOURCE = 8
_VERBS = ("VERB", "AUX")


def is_medium(head: Token, names: SpanIndex[Name]) -> bool:
    """Return whether the head of a phrase is a news medium, by its name or its noun."""
    name = names.at(head.idx)
    if name is None:
        return head.lemma_.lower() in listed_words("media noun")
    folded = person_names.fold(name.span.text).split()
    return name.label != PERSON and bool(folded) and folded[-1] in listed_words("media name")


def credit_sources(
    candidates: list[AttributionCandidate], names: SpanIndex[Name], text: str
) -> list[AttributionCandidate]:
    """Return the candidates with the sources that media name in the media's place.

    'The bridge is old, Reuters reported, citing Ann Orr' has the words of Orr; 'Orr said the bridge
    is old, Reuters reports' has them once, as Orr's. A report of anybody whose content is but the
    attribution of a quote is left out too.

    Args:
        candidates: The quotes of an article.
        names: Its names.
        text: Its text.
    """
    media = [
        candidate
        for candidate in candidates
        if candidate.cue is not None
        and candidate.speaker_head is not None
        and is_medium(candidate.speaker_head, names)
    ]
    others = [candidate for candidate in candidates if candidate not in media]
    passed_on = [
        report
        for report in media
        if not report.is_direct and any(_is_passing_on(report, other, text) for other in others)
    ]
    direct = [candidate for candidate in candidates if candidate.is_direct]
    passed_on += [
        candidate
        for candidate in candidates
        if not candidate.is_direct and any(_is_attribution_of(candidate, quote) for quote in direct)
    ]
    for report in media:
        report.speaker_head = _find_cited_source(report) or report.speaker_head
    return [candidate for candidate in candidates if candidate not in passed_on]


def _find_cited_source(report: AttributionCandidate) -> Token | None:
    """Return whom a medium cites beside its report: 'Reuters reported, citing Ann Orr', or None."""
    for governor in (report.cue, report.speaker_head):
        for child in governor.rights if governor is not None else ():
            if child.lower_ in listed_words("citing") and child.dep_ in ("advcl", "acl", "prep"):
                return next((c for c in child.rights if c.dep_ in ("dobj", "pobj")), None)
    if report.cue is None or report.is_direct:
        return None
    # Parsers attach ', citing two officials' to the verb of what is reported.
    sentence = report.cue.sent
    for token in sentence.doc[max(report.cue.i, sentence.start + 1) : sentence.end]:
        is_citing = token.lower_ in listed_words("citing")
        if is_citing and token.dep_ == "advcl" and token.nbor(-1).text == ",":
            return next((child for child in token.rights if child.dep_ == "dobj"), None)
    return None


def _is_passing_on(report: AttributionCandidate, source: AttributionCandidate, text: str) -> bool:
    """Return whether the content of a medium's report is little more than what its source says."""
    if source.cue is None or source.speaker_head is None or not _is_source(source.speaker_head):
        return False
    start, end = max(report.start, source.start), min(report.end, source.end)
    if start >= end or source.cue.tag_ == "VBG":
        return False
    beside = f"{text[report.start : start]} {text[end : report.end]}"
    return len(beside.split()) <= _MAX_WORDS_BESIDE_SOURCE


def _is_attribution_of(report: AttributionCandidate, source: AttributionCandidate) -> bool:
    """Return whether a report is but the attribution of a quote: '"…," she said, AP has'.

    The quote is hers, and so is what follows it.
    """
    if report.start < source.end or source.cue is None or source.speaker_head is None:
        return False
    if not (_is_within(source.cue, report) and _is_within(source.speaker_head, report)):
        return False
    words = source.cue.doc.char_span(report.start, report.end, alignment_mode="contract")
    others = (word for word in words or () if word.pos_ in _VERBS and word != source.cue)
    return next(others, None) is None


def _is_within(word: Token, report: AttributionCandidate) -> bool:
    return report.start <= word.idx and word.idx + len(word) <= report.end


def _is_source(head: Token) -> bool:
    """Return whether the head of a phrase is a name, a pronoun or a noun for somebody."""
    return head.pos_ in ("PROPN", "PRON") or head.lemma_.lower() in nouns()
