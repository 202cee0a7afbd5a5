"""Lines that agencies write for newsrooms around a report: slugs, notes to editors, initials."""

import re

#: Lines at the top of a text in which a slug or a note to editors is searched (judgement).
_HEAD_LINES = 8
#: Lines at its end in which initials and stamps are searched (judgement).
_TAIL_LINES = 4
_IN_HEAD = re.compile(
    # "BC-US--Harbour, 1st Ld-Writethru,320", "AP-Islay-Harbour", "AS--Port Ellen-Ferry".
    r"(?:BC|AP)-{1,2}[A-Z]{2,3}-{1,2}[^.]{2,80}|(?:BC|AP)-[^\s.-]{2,30}(?:-[^\s.-]{2,30})+"
    r"|[A-Z]{2,3}--[^.]{2,60}|[^.]{2,60},? \d{1,2}(?:st|nd|rd|th) (?:Ld|Add)\b.{0,30}"
    # "Eds: UPDATES with quote.", "ATTENTION - ADDS quote ///", "(Adds minister in paragraph 2)".
    r"|(?:Eds|Editors|Note to editors|Eds’? note): .{2,200}"
    r"|ATTENTION ?[-–—] ?.{2,200}?/{0,3}"
    r"|\((?:Adds|Updates|Recasts|Corrects|Rewrites|Releads|Refiles|Repeats|Removes|Fixes) [^()]+\)"
    # "^Eds: Adds quote<", "^Associated Press="; the headline and the byline have these marks too.
    r"|\^(?:Eds|Editors|AP|(?:The )?Associated Press|Graphics?|Photos?|With)\b.{0,200}[<=]"
    # Reports of monitoring services.
    r"|Text of (?:an? )?(?:unattributed )?(?:report|article|commentary|editorial)\b.{5,200}"
)
_AT_END = re.compile(
    # "ab/cd/ef", "AP-WF-09-05-23 1432GMT", "Source: The Lamp website, Port Ellen, in English …".
    r"[a-z]{2,4}(?:[/-][a-z]{2,5}){1,4}|AP-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3}"
    r"|Source: .{2,80}\bin [A-Z][a-z]+ \d{4} gmt .{4,20}"
)


def is_wire_mark(text: str, index: int, n_lines: int) -> bool:
    """Return whether a line at the top or the end of a text is of the agency, not of the report.

    Args:
        text: The line.
        index: Its place among the lines that are not empty.
        n_lines: Their number.
    """
    if index < _HEAD_LINES and _IN_HEAD.fullmatch(text):
        return True
    return index >= n_lines - _TAIL_LINES and bool(_AT_END.fullmatch(text))
