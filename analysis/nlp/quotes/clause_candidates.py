"""Reports in clauses under a reporting verb: "said that …", "…, he said, …", "urged X to …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.nlp.lexicon import frames, words
from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate
from analysis.nlp.quotes.attribution import (
    attached_to,
    has_mark,
    is_finite,
    is_negated,
    noun_phrase,
)

#: Between verb and report may stand when, where and to whom it was said.
_BESIDE_REPORT = frozenset(("npadvmod", "dative", "prep", "advmod", "prt", "punct", "tmod"))
_SUBORDINATE = frozenset(("relcl", "advcl", "acl", "xcomp", "pcomp"))
#: The second part of a broken report has more characters than this.
_REMAINDER = 12
#: An attribution that breaks a report has at most so many words.
_ATTRIBUTION = 12
#: A clause has at least so many words.
_CLAUSE = 4
#: Words that join a further report of the same speaker: "…, and also warned".
_JOINING = frozenset((",", "and", "but", "also"))


def clause_reports(
    page: ArticleParse, found: list[AttributionCandidate]
) -> Iterator[AttributionCandidate]:
    """Yield the reports under the reporting verbs of ``page``.

    Args:
        page: The article.
        found: What is found already; a verb that introduces one of these takes no clause that
            stands before it.
    """
    taken = {report.cue.i for report in found if report.cue is not None}
    for cue in page.cues:
        if is_negated(cue):
            continue
        head = page.speaker(cue)
        if not _may_report(cue, head):
            continue
        clause = _complement(cue)
        if clause is not None:
            yield from _from_clause(page, cue, head, clause)
        elif head is not None and cue.i not in taken and not frames()[cue.lemma_].isdisjoint("cq"):
            yield from _around(page, cue, head)


def _may_report(cue: Token, head: Token | None) -> bool:
    """Whether a verb can introduce a report: no participle, no passive without its agent."""
    if cue.tag_ == "VBN" and cue.dep_ in ("advcl", "acl", "amod"):
        return (
            cue.dep_ == "acl"
            and head is not None
            and any(child.dep_ == "ccomp" for child in cue.children)
        )
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in cue.children)
    return head is not None or not (passive or cue.tag_ == "VBN")


def _complement(cue: Token) -> Token | None:
    """The head of what the cue reports: a clause, or for some verbs "to …" or a noun."""
    kinds = frames()[cue.lemma_]
    if not kinds.isdisjoint("cw"):
        clauses = [child for child in cue.children if child.dep_ == "ccomp"]
        behind = [
            clause
            for clause in clauses
            if clause.i > cue.i
            and is_finite(clause)
            and ("c" in kinds or clause.left_edge.lower_ in words("question"))
        ]
        marked = [clause for clause in behind if has_mark(clause)]
        before = [clause for clause in clauses if clause.i < cue.i]
        for choice in (marked, behind, before):
            if choice:
                return choice[0]
        if (stated := _in_a_statement(cue)) is not None:
            return stated
    for child in cue.children:
        if "i" in kinds and child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB":
            return child
        holds_clause = any(c.dep_ == "acl" and is_finite(c) for c in child.children)
        if child.dep_ == "dobj" and "n" in kinds and child.i > cue.i and holds_clause:
            return child
    return None


def _in_a_statement(cue: Token) -> Token | None:
    """'told X in a statement that …': the clause hangs on the noun."""
    for child in cue.children:
        if child.dep_ != "prep" or child.i < cue.i:
            continue
        for noun in child.children:
            for clause in noun.children:
                if clause.dep_ in ("acl", "ccomp", "relcl") and has_mark(clause, "that"):
                    return clause
    return None


def _from_clause(
    page: ArticleParse, cue: Token, head: Token | None, clause: Token
) -> Iterator[AttributionCandidate]:
    line = page.line(cue.idx)
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause.i > cue.i:
        start = _report_start(cue, head, clause)
        report = page.report(start, _report_end(page, cue, clause, end), cue, head, line)
        if report is not None:
            yield report
        return
    stop = min(cue.i, head.left_edge.i) if head is not None and head.i < cue.i else cue.i
    if cue.doc[stop - 1].text == ";" or (head is not None and _has_other_object(cue, head)):
        return
    first = page.report(start, stop, cue, head, line)
    if first is None:
        return
    yield first
    after = max(cue.i, head.right_edge.i if head is not None else 0)
    if end - 1 > after + 3:
        second = page.report(_behind_attribution(cue, head), end, cue, head, line)
        if second is not None and second.end - second.start > _REMAINDER:
            second.continues = first
            yield second


def _report_start(cue: Token, head: Token | None, clause: Token) -> int:
    """Where the report behind a verb starts: at "that", or behind addressee and time."""
    start = max(clause.left_edge.i, cue.i + 1)
    if has_mark(clause, "that"):
        return start
    if clause.tag_ == "VB" and "a" in frames()[cue.lemma_]:
        return next((child.i for child in clause.lefts if child.tag_ == "TO"), start)
    between: set[int] = set()
    for child in cue.rights:
        if child == clause:
            continue
        told = child.dep_ == "dobj" and "a" in frames()[cue.lemma_]
        if told or child == head or child.dep_ in _BESIDE_REPORT:
            between.update(range(child.left_edge.i, child.right_edge.i + 1))
    while start - 1 > cue.i and start - 1 not in between:
        start -= 1
    return start


def _report_end(page: ArticleParse, cue: Token, clause: Token, end: int) -> int:
    """Where the report ends: before a further report of the same speaker ("…, adding …")."""
    for token in page.doc[clause.i + 1 : end]:
        if not page.reports(token, "qc") or attached_to(token) != cue:
            continue
        if token.tag_ == "VBG" or any(c.dep_ == "ccomp" for c in token.children):
            at = token.left_edge.i if token.left_edge.i > clause.i else token.i
            while at - 1 > clause.i and page.doc[at - 1].lower_ in _JOINING:
                at -= 1
            return min(at, end)
    return end


def _behind_attribution(cue: Token, head: Token | None) -> int:
    """The first token behind an attribution's comma."""
    doc = cue.doc
    at = max(cue.i, head.right_edge.i if head is not None else 0) + 1
    while at < len(doc) and at - cue.i <= _ATTRIBUTION:
        if doc[at - 1].text == "," or doc[at].text == ",":
            break
        at += 1
    return at


def _around(page: ArticleParse, cue: Token, head: Token) -> Iterator[AttributionCandidate]:
    """'X, he said, Y' and 'X, he said': the report is the clause the attribution breaks."""
    sentence, doc = cue.sent, page.doc
    left = min(cue.i, head.left_edge.i)
    if cue.dep_ in _SUBORDINATE:
        return
    # "The bridge, she said, would open": the verb of what is said follows the attribution.
    broken = cue.dep_ == "parataxis" and cue.head.i > cue.i and is_finite(cue.head)
    if not broken and not any(is_finite(word) for word in doc[sentence.start : left]):
        return
    if left - sentence.start < (1 if broken else _CLAUSE):
        return
    if doc[left - 1].text not in (",", '"', "'") or _has_other_object(cue, head):
        return
    line = page.line(cue.idx)
    first = page.report(sentence.start, left, cue, head, line)
    if first is not None and page.inside_alone.at(first.start) is None:
        yield first
    elif not broken:
        return
    after = max(cue.i + 1, noun_phrase(head).end)
    if cue.dep_ in ("parataxis", "ccomp") and after < sentence.end - 4 and doc[after].text == ",":
        second = page.report(after + 1, sentence.end, cue, head, line)
        if second is not None and second.end - second.start > _REMAINDER:
            second.continues = first
            yield second


def _has_other_object(cue: Token, head: Token) -> bool:
    """Whether the verb takes something else than what it reports: 'X, he criticised the Y'."""
    if cue.lemma_ in ("tell", "say", "add"):
        return False
    return any(c.dep_ in ("dobj", "xcomp") and c != head for c in cue.rights)
