"""Quotations in marks that stand on their own, with the attribution beside them."""

from spacy.tokens import Token

from analysis.annotate.attribution import is_negated
from analysis.annotate.marks import Stretch
from analysis.annotate.reports import SENTENCE_ENDS, Page, Report

#: So many words at most stand between two stretches that one attribution joins.
_BETWEEN = 40
#: So many words at most follow a quotation that the next paragraph may continue.
_AFTERTHOUGHT = 12
#: A quotation without attribution is speech from so many words on; fewer are a title or a term.
_SPEECH = 5


def direct_reports(page: Page) -> list[Report]:
    """Return the quotations of ``page`` that stand on their own, in order.

    Each goes to the nearest attribution: behind it, before it, or the one of the quotation it
    carries on. One without any is kept when it opens its paragraph and reads as speech.
    """
    found: list[Report] = []
    for number, stretch in enumerate(page.alone):
        previous = page.alone[number - 1] if number else None
        following = page.alone[number + 1] if number + 1 < len(page.alone) else None
        begin, stop = page.line(stretch.start)
        if previous is not None:
            begin = max(begin, previous.end)
        if following is not None:
            stop = min(stop, following.start)
        report = Report(stretch.start, stretch.end, marked=True)
        cue = _cue_after(page, stretch, stop) or _cue_before(page, stretch, begin)
        carried = previous if found and previous and found[-1].end == previous.end else None
        if cue is not None:
            report.cue, report.head = cue, page.speaker(cue)
        elif carried is not None and _carries_on(page, carried, stretch):
            _continue(report, found[-1], page.line(stretch.start)[0] < carried.end, carried)
        elif not _is_speech(page, stretch):
            continue
        found.append(report)
    return found


def _continue(report: Report, earlier: Report, same_line: bool, carried: Stretch) -> None:
    report.continues = earlier
    if same_line and not carried.resumes:
        report.cue, report.head, report.shown = earlier.cue, earlier.head, earlier.shown


def _cue_after(page: Page, stretch: Stretch, stop: int) -> Token | None:
    """The verb of an attribution that follows the stretch: '…," she said' or '…," said X'."""
    words = page.tokens(stretch.end, stop)
    for word in words:
        if word.text in SENTENCE_ENDS or "\n" in word.text:
            break
        if page.reports(word, "qc"):
            if word.dep_ not in ("relcl", "amod") and not is_negated(word):
                return word
        elif word.pos_ in ("VERB", "AUX") and word.dep_ in ("ROOT", "ccomp", "parataxis"):
            break
    return next((word for word in words[:3] if word.text == "according"), None)


def _cue_before(page: Page, stretch: Stretch, begin: int) -> Token | None:
    """The verb of an attribution that leads into the stretch: 'He told reporters: "…"'."""
    lead = page.text[begin : stretch.start].rstrip()
    if not lead or lead[-1] in SENTENCE_ENDS:
        return None
    chosen: Token | None = None
    for word in reversed(page.tokens(begin, stretch.start)):
        if "\n" in word.text or (word.text in SENTENCE_ENDS and word.is_sent_end):
            break
        if word.lower_ == "according":
            return word
        if page.reports(word, "qcw") and not is_negated(word):
            chosen = word
            if word.dep_ not in ("relcl", "acl"):
                break
    return chosen


def _carries_on(page: Page, previous: Stretch, stretch: Stretch) -> bool:
    """Whether nothing but an attribution stands between two stretches of one speaker."""
    if previous.resumes:
        return True
    between = page.text[previous.end : stretch.start]
    begin, _ = page.line(stretch.start)
    if previous.end > begin:
        return len(between.split()) <= _BETWEEN
    _, stop = page.line(previous.start)
    return not between.strip() or (
        "\n" in between and len(page.text[previous.end : stop].split()) <= _AFTERTHOUGHT
    )


def _is_speech(page: Page, stretch: Stretch) -> bool:
    """Whether a stretch without attribution reads as speech and not as a title or a term."""
    begin, _ = page.line(stretch.start)
    if stretch.single or page.text[begin : stretch.start].strip():
        return False
    words = [w for w in page.tokens(stretch.inner_start, stretch.inner_end) if w.is_alpha]
    return len(words) >= _SPEECH and any(
        word.pos_ in ("VERB", "AUX") and word.tag_ not in ("VBN", "VBG") for word in words
    )
