"""Quotations and reported speech, found over the parse and the quotation marks.

What is found, in this order: quotations in marks that stand on their own, with the attribution
beside them; clauses under a reporting verb ("said that …"), which take in the quoted fragments
they hold; "according to"; and in headlines and captions "X: speaker". Then stretches without an
attribution of their own continue the speaker before them. The scheme follows O'Keefe et al.
(2012), "A sequence labelling approach to quote attribution", in attributing each stretch to the
nearest attribution, and Pareti (2015) in what counts as its cue, source and content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from analysis.annotate.attribution import attached_to, noun_phrase, speaker_of
from analysis.annotate.cues import frames
from analysis.annotate.marks import Inside, Stretch

#: The signature of an embedded post: a dash, a name, a handle and a date.
_SIGNATURE = re.compile(
    r"[—–-]\s*(?P<name>[^\n@()—]{2,60}?)\s*\(@\w{1,30}\)\s*\w+ \d{1,2}, \d{4}"
)
_SENTENCE_ENDS = frozenset(".?!")
_OPENERS = frozenset('.?!:;,"\'-–—)…')
_BESIDE_REPORT = frozenset(("npadvmod", "dative", "prep", "advmod", "prt", "punct", "tmod"))
_ADDRESSING = frozenset("tell inform assure remind advise ask warn promise notify".split())
_QUESTION_WORDS = frozenset("whether if why how what when where who which".split())
_DIRECT_SHARE, _INDIRECT_SHARE = 0.97, 0.03


@dataclass
class Quotation:
    """One contiguous stretch of reported speech; offsets are characters of the article.

    ``head`` is the head of the noun phrase that names the speaker; ``continues`` is the number
    of the stretch this one continues.
    """

    start: int
    end: int
    kind: str
    cue: Span | None = None
    mention: Span | None = None
    head: Token | None = None
    continues: int | None = None
    cue_lemma: str = ""


@dataclass
class _Found:
    start: int
    end: int
    cue: Token | None
    head: Token | None
    cue_span: Span | None = None
    continues: "_Found | None" = None
    full: bool = field(default=False)


def find_quotations(
    doc: Doc, quoted: list[Stretch], lines: list[tuple[int, int]], titles: list[tuple[int, int]]
) -> list[Quotation]:
    """Return the quotations of ``doc``, in order of their start.

    Args:
        doc: A parsed article whose text has uniform quotation glyphs.
        quoted: What stands between quotation marks.
        lines: Start and end of the paragraphs to look at.
        titles: Start and end of headlines and captions, where "X: speaker" is read.
    """
    finder = _Finder(doc, quoted, lines)
    found = finder.run(titles)
    return _as_quotations(doc, found, quoted)


class _Finder:
    def __init__(self, doc: Doc, quoted: list[Stretch], lines: list[tuple[int, int]]) -> None:
        self.doc = doc
        self.text = doc.text
        self.lines = lines
        self.quoted = quoted
        self.inside = Inside(quoted)
        self.token_at = {token.idx: token.i for token in doc}
        self.full_inside = Inside([])
        self.full = [stretch for stretch in quoted if self._stands_alone(stretch)]
        self.full_inside = Inside(self.full)
        self.cues = [
            token
            for token in doc
            if token.lemma_.lower() in frames()
            and token.pos_ in ("VERB", "AUX")
            and self._in_lines(token.idx)
            and self.full_inside.stretch(token.idx) is None
            and not self._in_fragment(token)
        ]

    def run(self, titles: list[tuple[int, int]]) -> list[_Found]:
        found: list[_Found] = []
        found += self._direct()
        for cue in self.cues:
            found += self._clauses(cue, found)
        found += self._according_to(found)
        found += self._fragments(found)
        found += self._signed()
        for start, end in titles:
            found += self._colon(start, end, found)
        found = self._without_overlap(found)
        return sorted(found, key=lambda item: item.start)

    # -- quotations that stand on their own ------------------------------------------------

    def _direct(self) -> list[_Found]:
        found: list[_Found] = []
        for number, stretch in enumerate(self.full):
            line = self._line(stretch.start)
            previous = self.full[number - 1] if number else None
            following = self.full[number + 1] if number + 1 < len(self.full) else None
            stop = line[1]
            if following is not None and following.start < stop:
                stop = following.start
            begin = line[0]
            if previous is not None and previous.end > begin:
                begin = previous.end
            cue = self._cue_after(stretch, stop)
            carried = False
            if cue is None:
                cue = self._cue_before(stretch, begin)
            before = found[-1] if found else None
            if cue is None and before is not None and previous is not None:
                carried = self._carries_on(previous, stretch, line)
            item = _Found(stretch.start, stretch.end, cue, None, full=True)
            if cue is not None:
                item.head = self._speaker(cue)
            elif carried and before is not None and before.end == previous.end:  # type: ignore[union-attr]
                item.continues = before
                if previous.end > line[0] and not previous.resumes:  # type: ignore[union-attr]
                    item.cue, item.head, item.cue_span = before.cue, before.head, before.cue_span
            elif not self._is_speech(stretch):
                continue
            found.append(item)
        return found

    def _cue_after(self, stretch: Stretch, stop: int) -> Token | None:
        """The verb of an attribution that follows the stretch: '…," she said' or '…," said X'."""
        words = self._tokens(stretch.end, stop)
        for word in words:
            if word.text in _SENTENCE_ENDS or "\n" in word.text:
                return None
            if not self._is_cue(word, "qc"):
                if word.pos_ in ("VERB", "AUX") and word.dep_ in ("ROOT", "ccomp", "parataxis"):
                    if word.pos_ == "AUX" and word.dep_ in ("aux", "auxpass"):
                        continue
                    return self._accorded(words)
                continue
            if word.dep_ in ("relcl", "amod") or self._negated(word):
                continue
            return word
        return self._accorded(words)

    def _accorded(self, words: list[Token]) -> Token | None:
        for word in words[:3]:
            if word.lower_ == "according":
                return word
        return None

    def _cue_before(self, stretch: Stretch, begin: int) -> Token | None:
        """The verb of an attribution that leads into the stretch: 'He told reporters: "…"'."""
        lead = self.text[begin : stretch.start].rstrip()
        if not lead or lead[-1] in _SENTENCE_ENDS:
            return None
        chosen: Token | None = None
        words = self._tokens(begin, stretch.start)
        for word in reversed(words):
            if word.text in _SENTENCE_ENDS and word.i + 1 < len(self.doc):
                if word.is_sent_end or self.doc[word.i + 1].is_sent_start:
                    break
            if "\n" in word.text:
                break
            if word.lower_ == "according":
                return word
            if self._is_cue(word, "qcw") and not self._negated(word):
                chosen = word
                if word.dep_ not in ("relcl", "acl"):
                    break
        return chosen

    def _carries_on(self, previous: Stretch, stretch: Stretch, line: tuple[int, int]) -> bool:
        """Whether nothing but an attribution stands between two stretches of one speaker."""
        if previous.resumes:
            return True
        between = self.text[previous.end : stretch.start]
        if previous.end > line[0]:
            return len(between.split()) <= 40
        return not between.strip() or (between.count("\n") >= 1 and self._ends_line(previous))

    def _ends_line(self, stretch: Stretch) -> bool:
        line = self._line(stretch.start)
        rest = self.text[stretch.end : line[1]]
        return len(rest.split()) <= 12 and stretch.start < line[1]

    def _is_speech(self, stretch: Stretch) -> bool:
        """Whether a stretch without attribution reads as speech and not as a title or a term."""
        words = [w for w in self._tokens(stretch.inner_start, stretch.inner_end) if w.is_alpha]
        has_verb = any(w.pos_ in ("VERB", "AUX") and w.morph.get("VerbForm") != ["Part"] for w in words)
        line = self._line(stretch.start)
        at_start = not self.text[line[0] : stretch.start].strip()
        return not stretch.single and len(words) >= 5 and has_verb and at_start

    def _stands_alone(self, stretch: Stretch) -> bool:
        """Whether the stretch is a quotation of its own rather than a fragment of a clause."""
        inner = self.text[stretch.inner_start : stretch.inner_end].strip()
        if not inner:
            return False
        line = self._line(stretch.start)
        before = self.text[line[0] : stretch.start].rstrip()
        after = self.text[stretch.end : stretch.end + 1]
        first = next((c for c in inner if c.isalnum()), " ")
        leads_in = not before or before[-1] in _OPENERS
        capital = first.isupper() or first.isdigit() or inner[0] in "([…."
        ends = inner[-1] in ".,?!…—-" or self.text[stretch.end : stretch.end + 2].strip()[:1] == ","
        words = len(inner.split())
        if before.lower().endswith((" that", " because", " to", " a", " the", " as")):
            return False
        if not leads_in:
            return (
                capital
                and words >= 3
                and ends
                and self._follows_cue(line[0], stretch.start)
            )
        if not before or before[-1] in '.?!"\'”)…':
            return capital or (words >= 4 and ends) or after == ","
        if before[-1] == ":":
            return words >= 2
        if stretch.single and not capital:
            return False
        return (capital and (ends or words >= 4)) or (
            words >= 6 and ends and self._follows_cue(line[0], stretch.start)
        )

    def _follows_cue(self, begin: int, start: int) -> bool:
        words = self._tokens(max(begin, start - 60), start)
        return any(w.lower_ == "according" or self._is_cue(w, "q") for w in words[-8:])

    # -- clauses under a reporting verb ----------------------------------------------------

    def _clauses(self, cue: Token, found: list[_Found]) -> Iterator[_Found]:
        if self._negated(cue):
            return
        kinds = frames()[cue.lemma_.lower()]
        head = self._speaker(cue)
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in cue.children)
        participle = cue.tag_ == "VBN" and cue.dep_ in ("advcl", "acl", "amod")
        has_clause = any(child.dep_ == "ccomp" for child in cue.children)
        if (head is None and (passive or cue.tag_ == "VBN")) or (
            participle and not (cue.dep_ == "acl" and has_clause)
        ):
            return
        clause = self._complement(cue, kinds)
        if clause is not None:
            yield from self._from_clause(cue, head, clause)
        elif head is not None and kinds & {"c", "q"}:
            yield from self._around(cue, head, found)

    def _complement(self, cue: Token, kinds: frozenset[str]) -> Token | None:
        """The head of what the cue reports: a clause, or for some verbs "to …" or a noun."""
        if kinds & {"c", "w"}:
            clauses = [child for child in cue.children if child.dep_ == "ccomp"]
            behind = [
                child
                for child in clauses
                if child.i > cue.i
                and self._finite(child)
                and ("c" in kinds or child.left_edge.lower_ in _QUESTION_WORDS)
            ]
            marked = [child for child in behind if any(c.dep_ == "mark" for c in child.children)]
            before = [child for child in clauses if child.i < cue.i]
            for choice in (marked, behind, before):
                if choice:
                    return choice[0]
            stated = self._in_a_statement(cue)
            if stated is not None:
                return stated
        for child in cue.children:
            if child.dep_ == "xcomp" and "i" in kinds and child.tag_ == "VB":
                return child
            if child.dep_ == "dobj" and "n" in kinds and child.i > cue.i:
                if any(c.dep_ == "acl" and self._finite(c) for c in child.children):
                    return child
        return None

    def _in_a_statement(self, cue: Token) -> Token | None:
        """'told X in a statement that …': the clause hangs on the noun."""
        for child in cue.children:
            if child.dep_ != "prep" or child.i < cue.i:
                continue
            for noun in child.children:
                for clause in noun.children:
                    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
                    if clause.dep_ in ("acl", "ccomp", "relcl") and marked:
                        return clause
        return None

    def _from_clause(self, cue: Token, head: Token | None, clause: Token) -> Iterator[_Found]:
        start, end = clause.left_edge.i, clause.right_edge.i + 1
        line = self._line(cue.idx)
        if clause.i < cue.i:
            limit = min(cue.i, head.left_edge.i if head is not None and head.i < cue.i else cue.i)
            if limit <= start:
                return
            if end > cue.i:
                stop = max(cue.i, head.right_edge.i if head is not None else 0)
                if end - 1 > stop + 3:
                    first = self._found(start, limit, cue, head, line)
                    second = self._found(self._skip_attribution(cue, head), end, cue, head, line)
                    if first is not None:
                        yield first
                        if second is not None and second.end - second.start > 12:
                            second.continues = first
                            yield second
                    return
            end = limit
        else:
            start = self._report_start(cue, head, clause)
            end = self._report_end(cue, clause, end)
        item = self._found(start, end, cue, head, line)
        if item is not None:
            yield item

    def _report_start(self, cue: Token, head: Token | None, clause: Token) -> int:
        """Where the report behind a verb starts: at "that", or behind addressee and time."""
        start = max(clause.left_edge.i, cue.i + 1)
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
            return start
        between = set()
        for child in cue.children:
            if child == clause or child.i < cue.i:
                continue
            beside = child.dep_ in _BESIDE_REPORT or child == head
            addressee = child.dep_ == "dobj" and cue.lemma_.lower() in _ADDRESSING
            if beside or addressee:
                between.update(range(child.left_edge.i, child.right_edge.i + 1))
        while start - 1 > cue.i and start - 1 not in between:
            start -= 1
        return start

    def _report_end(self, cue: Token, clause: Token, end: int) -> int:
        """Where the report ends: before a further report of the same speaker ("…, adding …")."""
        for token in self.doc[clause.i + 1 : end]:
            if token.lemma_.lower() not in frames() or not self._same_speaker(token, cue):
                continue
            if any(c.dep_ == "ccomp" for c in token.children) or token.tag_ == "VBG":
                at = token.left_edge.i if token.left_edge.i > clause.i else token.i
                while at - 1 > clause.i and self.doc[at - 1].lower_ in (",", "and", "but", "also"):
                    at -= 1
                return min(at, end)
        return end

    def _same_speaker(self, token: Token, cue: Token) -> bool:
        return token != cue and self._is_cue(token, "qc") and attached_to(token) == cue

    def _skip_attribution(self, cue: Token, head: Token | None) -> int:
        at = max(cue.i, head.right_edge.i if head is not None and head.i > cue.i else cue.i) + 1
        while at < len(self.doc) and self.doc[at - 1].text != "," and self.doc[at].text != ",":
            if at - cue.i > 12:
                break
            at += 1
        return at

    def _around(self, cue: Token, head: Token, found: list[_Found]) -> Iterator[_Found]:
        """'X, he said, Y' and 'X, he said': the report is the clause the attribution breaks."""
        if any(item.cue == cue for item in found):
            return
        if cue.dep_ in ("relcl", "advcl", "acl", "xcomp", "pcomp"):
            return
        sentence = cue.sent
        line = self._line(cue.idx)
        left = min(cue.i, head.left_edge.i)
        if left - sentence.start < 4 or self.doc[left - 1].text not in (",", '"', "'"):
            return
        if any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > cue.i and c != head for c in cue.children):
            if cue.lemma_ not in ("tell", "say", "add"):
                return
        report = self.doc[sentence.start : left]
        if not any(self._finite(word) for word in report):
            return
        first = self._found(sentence.start, left, cue, head, line)
        if first is None or self.full_inside.stretch(first.start) is not None:
            return
        yield first
        after = max(cue.i, noun_phrase(head).end - 1) + 1
        if cue.dep_ in ("parataxis", "ccomp") and after < sentence.end - 4 and self.doc[after].text == ",":
            second = self._found(after + 1, sentence.end, cue, head, line)
            if second is not None:
                second.continues = first
                yield second

    # -- according to, and colons ----------------------------------------------------------

    def _according_to(self, found: list[_Found]) -> list[_Found]:
        items: list[_Found] = []
        taken = {item.cue.i for item in found if item.cue is not None}
        words = [
            token
            for token in self.doc
            if token.lower_ == "according"
            and token.i + 2 < len(self.doc)
            and self.doc[token.i + 1].lower_ == "to"
            and self._in_lines(token.idx)
            and self.inside.stretch(token.idx) is None
        ]
        for word in words:
            head = self._source(word)
            if head is None or word.i in taken:
                continue
            sentence = word.sent
            line = self._line(word.idx)
            stop = self._source_end(word, head)
            if word.i - sentence.start <= 1:
                last = sentence.end
                later = [w for w in words if w.i > stop and w.sent == sentence]
                if later:
                    last, word, head = later[0].i, later[0], self._source(later[0]) or head
                    taken.add(word.i)
                item = self._found(stop, last, word, head, line)
            else:
                item = self._found(self._clause_start(word, sentence), word.i, word, head, line)
            if item is not None:
                item.cue_span = self.doc[word.i : word.i + 2]
                items.append(item)
        return items

    def _source(self, word: Token) -> Token | None:
        to = self.doc[word.i + 1]
        for parent in (to, word):
            for child in parent.children:
                if child.dep_ == "pobj":
                    return child
        following = [token for token in self.doc[word.i + 2 : word.i + 12] if token.pos_ == "PROPN"]
        return following[0] if following else None

    def _source_end(self, word: Token, head: Token) -> int:
        """Where the noun phrase behind a leading "according to" ends and the report begins."""
        end = head.right_edge.i + 1
        sentence_end = word.sent.end
        if end >= sentence_end - 2:
            end = head.i + 1
        for token in self.doc[end:sentence_end]:
            if token.text == "," or token.text == '"':
                follows = self.doc[token.i + 1 : min(token.i + 40, sentence_end)]
                if any(self._finite(t) for t in follows):
                    return token.i + (1 if token.text == "," else 0)
        return end

    def _clause_start(self, word: Token, sentence: Span) -> int:
        """The report before a trailing "according to" starts with the clause it hangs on."""
        verb = word.head
        start = sentence.start
        if verb.pos_ in ("VERB", "AUX") and verb.dep_ == "conj" and verb.i < word.i:
            edge = verb.left_edge.i
            if edge - start > 6 and any(c.dep_ == "nsubj" for c in verb.children):
                start = edge
        return start

    def _colon(self, start: int, end: int, found: list[_Found]) -> list[_Found]:
        """'Report: speaker' and 'Speaker: report' in headlines and captions."""
        text = self.text[start:end]
        if text.count(": ") != 1 or any(i.start < end and i.end > start for i in found):
            return []
        at = start + text.index(": ")
        colon = self.token_at.get(at)
        if colon is None:
            return []
        before, after = self._tokens(start, at), self._tokens(at + 1, end)
        for source, report in ((after, before), (before, after)):
            names = [t for t in source if not t.is_space]
            if not 1 <= len(names) <= 5 or len(report) < 4 or any(self._finite(t) for t in names):
                continue
            if not all(t.pos_ in ("PROPN", "NOUN", "ADJ", "ADP", "PART", "DET") for t in names):
                continue
            if not (names[-1].pos_ == "PROPN" or names[-1].ent_type_ or names[-1].tag_ == "NNS"):
                continue
            item = self._found(report[0].i, report[-1].i + 1, None, names[-1], (start, end))
            if item is not None:
                item.cue_span = self.doc[colon : colon + 1]
                return [item]
        return []

    # -- fragments and signatures ----------------------------------------------------------

    def _fragments(self, found: list[_Found]) -> list[_Found]:
        """Quoted words under a reporting verb without a clause: 'called it a "total …"'."""
        items: list[_Found] = []
        for stretch in self.quoted:
            covered = any(i.start < stretch.end and i.end > stretch.start for i in found + items)
            if covered or stretch.single or self.full_inside.stretch(stretch.start) is not None:
                continue
            words = [w for w in self._tokens(stretch.inner_start, stretch.inner_end) if w.is_alpha]
            if len(words) < 2 or not self._in_lines(stretch.start):
                continue
            path = self.doc[words[0].i : words[-1].i + 1].root
            while path.head != path and not self._is_cue(path.head, "qcin"):
                path = path.head
            cue = path.head
            if cue == path or path.i < cue.i or self._negated(cue):
                continue
            head = self._speaker(cue)
            if head is None or self.inside.stretch(cue.idx) is not None:
                continue
            objects = [c for c in cue.children if c.dep_ == "dobj" and cue.i < c.i < path.i]
            start = path.left_edge.i
            if objects and cue.lemma_.lower() not in _ADDRESSING | {"accuse", "urge"}:
                start = objects[0].left_edge.i
            item = self._found(start, path.right_edge.i + 1, cue, head, self._line(cue.idx))
            if item is not None:
                items.append(item)
        return items

    def _signed(self) -> list[_Found]:
        """Posts quoted with their signature: '… — Name (@handle) December 28, 2017'."""
        items: list[_Found] = []
        for number, (start, end) in enumerate(self.lines):
            match = _SIGNATURE.search(self.text, start, end)
            if match is None:
                continue
            begin, stop = start, match.start()
            if not self.text[begin:stop].strip() and number:
                begin, stop = self.lines[number - 1]
            report = self._tokens(begin, stop)
            names = self._tokens(*match.span("name"))
            if report and names:
                item = self._found(report[0].i, report[-1].i + 1, None, names[-1], (begin, stop))
                if item is not None:
                    item.start, item.end, item.full = begin, max(item.end, item.start), True
                    items.append(item)
        return items

    # -- shared ----------------------------------------------------------------------------

    def _found(
        self, start: int, end: int, cue: Token | None, head: Token | None, line: tuple[int, int]
    ) -> _Found | None:
        """Trim a run of tokens to words, widen it to the quoted fragments it cuts."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in (",", ";", ":", "-", "–", "—")):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";", ":", "-", "–", "—", ".")):
            end -= 1
        if end <= start:
            return None
        a, z = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        a, z = max(a, line[0]), min(z, line[1])
        for stretch in self.quoted:
            if stretch.end <= a or stretch.start >= z:
                continue
            if cue is not None and stretch.start <= cue.idx < stretch.end:
                continue
            if self.full_inside.stretch(stretch.start) is not None:
                if stretch.start - a > z - stretch.end:
                    z = min(z, len(self.text[: stretch.start].rstrip(" ,:")))
                else:
                    a = max(a, stretch.end)
            else:
                a, z = min(a, stretch.start), max(z, stretch.end)
        return _Found(a, z, cue, head) if z - a >= 8 else None

    def _without_overlap(self, found: list[_Found]) -> list[_Found]:
        """Keep one report of each stretch; a report within a report stays a report of its own."""
        kept: list[_Found] = []
        for item in found:
            rival = next((k for k in kept if self._rivals(k, item)), None)
            if rival is None:
                kept.append(item)
            elif rival.full and rival.cue is None and item.cue is not None:
                rival.cue, rival.head, rival.cue_span = item.cue, item.head, item.cue_span
                rival.continues = None
        return kept

    @staticmethod
    def _rivals(one: _Found, other: _Found) -> bool:
        shared = min(one.end, other.end) - max(one.start, other.start)
        if shared <= 0:
            return False
        if (one.cue is not None and one.cue == other.cue) or one.full or other.full:
            return shared > 0.5 * min(one.end - one.start, other.end - other.start)
        return shared > 0.9 * max(one.end - one.start, other.end - other.start)

    def _speaker(self, cue: Token) -> Token | None:
        if cue.lower_ == "according":
            return self._source(cue)
        head = speaker_of(cue)
        if head is not None and self.full_inside.stretch(head.idx) is not None:
            return None
        return head

    def _is_cue(self, word: Token, wanted: str) -> bool:
        kinds = frames().get(word.lemma_.lower())
        return (
            kinds is not None
            and bool(kinds & set(wanted))
            and word.pos_ in ("VERB", "AUX")
            and self.full_inside.stretch(word.idx) is None
        )

    @staticmethod
    def _negated(cue: Token) -> bool:
        return any(child.dep_ == "neg" for child in cue.children)

    @staticmethod
    def _finite(token: Token) -> bool:
        if token.pos_ not in ("VERB", "AUX"):
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return True
        return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in token.children)

    def _in_fragment(self, token: Token) -> bool:
        return self.inside.stretch(token.idx) is not None

    def _in_lines(self, offset: int) -> bool:
        line = self._line(offset)
        return line[0] <= offset < line[1]

    def _line(self, offset: int) -> tuple[int, int]:
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle][1] <= offset:
                low = middle + 1
            else:
                high = middle
        return self.lines[low] if low < len(self.lines) else (offset, offset)

    def _tokens(self, start: int, end: int) -> list[Token]:
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return [] if span is None else list(span)


def _as_quotations(doc: Doc, found: list[_Found], quoted: list[Stretch]) -> list[Quotation]:
    numbers = {id(item): number for number, item in enumerate(found)}
    inside = Inside(quoted)
    text = doc.text
    quotations = []
    for item in found:
        cue = item.cue_span
        if cue is None and item.cue is not None:
            width = 2 if item.cue.lower_ == "according" else 1
            cue = doc[item.cue.i : item.cue.i + width]
        quotations.append(
            Quotation(
                item.start,
                item.end,
                kind_of(text, item.start, item.end, inside),
                cue,
                noun_phrase(item.head) if item.head is not None else None,
                item.head,
                numbers.get(id(item.continues)) if item.continues is not None else None,
                item.cue.lemma_.lower() if item.cue is not None else "",
            )
        )
    return quotations


def kind_of(text: str, start: int, end: int, inside: Inside) -> str:
    """Return direct, mixed or indirect by the share of letters that stand in quotation marks."""
    letters = [at for at in range(start, end) if text[at].isalnum()]
    if not letters:
        return "indirect"
    share = sum(inside.stretch(at) is not None for at in letters) / len(letters)
    if share >= _DIRECT_SHARE:
        return "direct"
    return "indirect" if share <= _INDIRECT_SHARE else "mixed"
