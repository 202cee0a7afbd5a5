"""Teasers that a page inserts into a sentence, after the name of a person.

Pages of some papers have a pop-up at the first mention of a politician: the formal name and three
headlines, which the saved text runs together with the sentence:

    Sen. Ann Lee Ann Mary LeeSenate to vote on … What to watch this week MORE (D-Ohio) said …

An insertion repeats the family name before it, runs on into a headline without a space, and ends in
"MORE" on the same line.
"""

import re
from collections.abc import Iterator

#: Maximum length of the headlines (characters); the longest of 1,259 insertions in 6,000 pages of
#: hundreds of outlets has 560.
_MAX_HEADLINES = 700
#: A part of a formal name and the space after it: 'Ann', 'M.', '(Annie)', 'de'.
_NAME_PART = r"(?:[A-Z(“\"][\w.)'’”\"-]*|del?|den|der|la|van|von)[ ]"
_INSERTION = re.compile(
    rf"""
    (?<![\w’'-])(?:(?P<given>[A-Z][\w’'-]*)[ ])?(?P<surname>[A-Z][\w’'-]*[a-z])
    (?P<insertion>[ ]?
      (?: (?:{_NAME_PART}){{0,6}}(?P=surname)(?:,?[ ][JS]r\.)?
          (?=[^\sa-z’'.,;:)-]|['‘](?!s\b))           # runs on into the headline
        | (?P=given)[ ](?:{_NAME_PART}){{0,5}}(?P=surname)[ ](?=[A-Z])
      )
      (?:(?!MORE\b)[^\n]){{0,{_MAX_HEADLINES}}}MORE
    )\b(?![ ][A-Z]{{3}})                              # not "MORE THAN"
    """,
    re.VERBOSE,
)


def find_insertions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each insertion, in order."""
    if "MORE" in text:
        for match in _INSERTION.finditer(text):
            yield match.span("insertion")
