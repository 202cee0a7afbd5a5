"""Shapes of lines other than running text: bylines, names, dates, links, rules and posts.

Each function examines a bounded part of a line, so that a long line costs no more. The numbers of
words and characters are judgements, made on the pages of many outlets.
"""

import re

from analysis.ingest.segmentation.date_patterns import DATE, DAY, TIME
from analysis.ingest.segmentation.lines import LONG_LINE_WORDS, Line
from analysis.ingest.segmentation.phrases import (
    has_name_capitals,
    is_capitalized,
    trim_to_letters,
    words_in_list,
)

#: A line of a sign-up form, or a link in a list, has at most so many words.
BOX_WORDS = 14
#: Most words of a byline.
_MOST_BYLINE_WORDS = 18
#: Characters at the start of a line in which "By" is searched.
_BY_WINDOW = 40
#: Most words of a line of people's names.
_MOST_PEOPLE_WORDS = 12
#: Characters of a line in which people's names are examined, and in which a date is searched.
_WINDOW = 200
#: Fewest and most words of a person's name.
_NAME_WORDS = (2, 4)
#: Most words of a line that is a date or time of publication,
_MOST_DATE_WORDS = 20
#: and most of them beside the date, such as the name of a place.
_MOST_OTHER_DATE_WORDS = 6
#: Fewest and most words of a link in square brackets.
_BRACKETED_LINK_WORDS = (3, 25)
#: Most words of a link that consists of two headlines without a space between them.
_MOST_JOINED_LINK_WORDS = 30
#: Longest line of marks without letters.
_LONGEST_RULE = 200
#: Fewest characters of a text that captions repeat.
_FEWEST_REPEATED = 40
#: Characters at the start of a line in which a verb of saying is searched.
_SAYING_WINDOW = 1500
_ADDRESSES = ("http://", "https://", "www.", "pic.twitter.com/")
_QUOTATION_MARKS = '"“”'
_PROSE_MARKS = "\"'“”‘’«»()[]"
_BY = re.compile(
    r"\^?(?:(?:written|reported|posted|story|words|text)\s+)?by\b[:\s]\s*(?=\S)", re.IGNORECASE
)
#: What ends the names in a byline: a rule, or the date.
_AFTER_BYLINE = re.compile(rf"\s[|•·]\s|[\s,;]+(?={DATE.pattern})", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s")
_NAME_MARKS = str.maketrans("", "", " .'’-")
_JOINED_LINKS = re.compile(r"[A-Z][^:\d]{2,60}:[A-Z‘'“\"][^/]")
#: What mail programs put above a mail that they quote, in English, German, Dutch and French.
_MAIL_LEAD = re.compile(
    r"(?:On .+ wrote|Am .+ schrieb(?: .+)?|Op .+ schreef(?: .+)?|Le .+ a écrit)\s?:"
    r"|-{2,} ?(?:Forwarded message|Original Message|Weitergeleitete Nachricht"
    r"|Ursprüngliche Nachricht|Doorgestuurd bericht|Oorspronkelijk bericht|Message transféré"
    r"|Message d'origine) ?-{2,}"
    r"|Begin forwarded message:"
)
_SAYING = re.compile(r"\b(?:said|says|told|added|adding|according|tweeted|wrote)\b")


def is_byline(line: Line) -> bool:
    """Return whether a line names its author: "By Ann Orr", "By ANN ORR and Bo Li, Lamp News"."""
    match = _BY.match(line.text[:_BY_WINDOW])
    if not match or line.word_count > _MOST_BYLINE_WORDS:
        return False
    if line.is_sentence_end and not line.text.endswith((")", ".")):
        return False
    name = line.text[match.end() :]
    first_word = trim_to_letters(name.split(maxsplit=1)[0]).casefold()
    is_date = first_word in words_in_list("dated") or DAY.match(name) or DATE.match(name)
    return has_name_capitals(name) and not is_date


def byline_name(text: str) -> str:
    """Return the name in a line that starts with "By"; empty for other lines."""
    match = _BY.match(text[:_BY_WINDOW])
    name = _AFTER_BYLINE.split(text[match.end() :], maxsplit=1)[0] if match else ""
    return " ".join(name.rstrip("<=").split())


def is_person_names(line: Line) -> bool:
    """Return whether a line has the shape of people's names: "Ann Orr", "Ann Orr and Bo Li"."""
    if line.word_count > _MOST_PEOPLE_WORDS:
        return False
    fewest, most = _NAME_WORDS
    names = _BETWEEN_NAMES.split(line.text[:_WINDOW])
    return all(fewest <= len(name.split()) <= most and _is_person_name(name) for name in names)


def is_date_line(line: Line) -> bool:
    """Return whether a line is a date or time of publication and little else."""
    if line.word_count > _MOST_DATE_WORDS or "@" in line.text or line.text[:1] in "—–":
        return False
    rest, date_count = DATE.subn(" ", line.text)
    rest, time_count = TIME.subn(" ", rest)
    if not date_count and not time_count:
        return False
    date_words = words_in_list("dated")
    words = [word for token in rest.split() if (word := trim_to_letters(token))]
    other_words = [word for word in words if word.casefold().strip(".:") not in date_words]
    if not date_count:
        return not other_words
    if time_count and not line.is_sentence_end:
        return True
    return len(other_words) <= _MOST_OTHER_DATE_WORDS and all(
        is_capitalized(word) or word == "and" for word in other_words
    )


def find_date(text: str) -> str:
    """Return the first full date in a text as written; empty if there is none."""
    match = DATE.search(text[:_WINDOW])
    return match.group() if match else ""


def is_rule(text: str) -> bool:
    """Return whether a line is nothing but marks: "* * *", "___"; a quotation mark is prose."""
    return len(text) < _LONGEST_RULE and not any(
        char.isalnum() or char in _PROSE_MARKS for char in text
    )


def is_link(line: Line) -> bool:
    """Return whether a line is an address, a bracketed link, or "More trouble:What next"."""
    if line.word_count == 1:
        return line.text.startswith(_ADDRESSES)
    fewest, most = _BRACKETED_LINK_WORDS
    if line.text[0] == "[" and line.text[-1] == "]" and fewest <= line.word_count <= most:
        return True
    return (
        line.word_count <= _MOST_JOINED_LINK_WORDS
        and not line.is_sentence_end
        and bool(_JOINED_LINKS.match(line.text))
    )


def is_mail_lead(text: str) -> bool:
    """Return whether a line introduces a quoted mail: "On 5 Sep 2023, Ann Lee <…> wrote:"."""
    return len(text) < _WINDOW and bool(_MAIL_LEAD.fullmatch(text))


def is_doubled(text: str) -> bool:
    """Return whether a text of some length is the same words twice, as in some captions."""
    half = (len(text) - 1) // 2
    return half > _FEWEST_REPEATED and text[half].isspace() and text[:half] == text[-half:]


def has_quotation(line: Line) -> bool:
    """Return whether a line quotes somebody, as prose does and captions seldom do."""
    has_quotation_mark = any(mark in line.text for mark in _QUOTATION_MARKS)
    has_verb = has_quotation_mark and bool(_SAYING.search(line.text[:_SAYING_WINDOW]))
    return line.text.startswith(("“", '"')) or has_verb


def is_social_post(line: Line) -> bool:
    """Return whether a line is a post of a social network."""
    return "@" in line.text or "http" in line.text or "pic.twitter" in line.text


def is_surely_prose(line: Line) -> bool:
    """Return whether a line surely belongs to the article: longer than a form's, or a quotation."""
    has_quotation_mark = any(mark in line.text for mark in _QUOTATION_MARKS)
    return (
        (line.word_count > BOX_WORDS and line.is_sentence_end)
        or (has_quotation_mark and line.is_prose)
        or line.word_count >= LONG_LINE_WORDS
    )


def _is_person_name(text: str) -> bool:
    return (
        text.translate(_NAME_MARKS).isalpha()
        and has_name_capitals(text)
        and text.split(maxsplit=1)[0].casefold() not in words_in_list("joining")
    )
