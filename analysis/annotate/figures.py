"""Figures: counts, sums, shares, dates and ages, with their value and what they are of.

The model finds them; here they are given a kind, a normalised value and an anchor (the head word
of the phrase they count or date), so that two outlets' figures of one thing can be compared.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

_KINDS = {
    "CARDINAL": "count",
    "MONEY": "money",
    "PERCENT": "percent",
    "QUANTITY": "quantity",
    "ORDINAL": "ordinal",
    "DATE": "date",
    "TIME": "time",
}
_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000}
_SCALES |= {"billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_SCALES |= {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "mn": 1_000_000, "tn": 10**12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ORDINALS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₩": "KRW", "₹": "INR"}
_CURRENCY_WORDS = re.compile(
    r"\b(dollars?|euros?|pounds?|yen|won|yuan|rupees?|roubles?|rubles?|cents?|francs?|pesos?)\b"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9})\.?(?:,? (\d{4}))?")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4}))?")
_MONTH_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.?(?: of)?,? (\d{4})\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_AGE = re.compile(r"-?years?[ -]olds?\b|^aged? ")


@dataclass(frozen=True)
class Figure:
    """A figure; ``value`` is a number or an ISO date as far as it is given ('--07-25')."""

    start: int
    end: int
    kind: str
    value: str
    unit: str
    anchor: str


def find_figures(doc: Doc) -> list[Figure]:
    """Return the figures among the entities of ``doc``."""
    return [figure for entity in doc.ents if (figure := _figure(entity)) is not None]


def _figure(entity: Span) -> Figure | None:
    kind = _KINDS.get(entity.label_)
    text = entity.text.strip()
    if kind is None or "\n" in text:
        return None
    lower = text.lower()
    unit = ""
    if kind == "date" and (_AGE.search(lower) or _is_age(entity)):
        kind = "age"
    elif kind == "count" and _is_age(entity):
        kind = "age"
    if kind == "date":
        value = iso_date(text)
    else:
        value = number(lower)
    if kind == "money":
        unit = next((code for sign, code in _CURRENCIES.items() if sign in text), "")
        word = _CURRENCY_WORDS.search(lower)
        unit = unit or (word.group(1) if word else "")
    elif kind == "percent":
        unit = "%"
    elif kind == "quantity":
        unit = entity.root.lemma_.lower()
    start = entity.start_char + (len(entity.text) - len(entity.text.lstrip()))
    return Figure(start, start + len(text), kind, value, unit, _anchor(entity, kind))


def _is_age(entity: Span) -> bool:
    """A bare number set off by commas behind a person's name: 'Silverman, 47, …'."""
    doc = entity.doc
    if len(entity) != 1 or not entity.text.isdigit() or not 1 < int(entity.text[:4]) < 120:
        return False
    if entity.start < 2 or doc[entity.start - 1].text != ",":
        return False
    after = doc[entity.end].text if entity.end < len(doc) else ""
    before = doc[entity.start - 2]
    return after in (",", ".", ")", "and") and before.pos_ == "PROPN"


def _anchor(entity: Span, kind: str) -> str:
    root = entity.root
    head: Token = root.head
    if kind == "age":
        return entity.doc[entity.start - 2].text if _is_age(entity) else head.lemma_.lower()
    if kind in ("count", "ordinal", "percent", "money", "quantity"):
        if root.dep_ in ("nummod", "amod", "compound", "quantmod", "nmod") and head != root:
            return head.lemma_.lower()
        for child in root.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((noun.lemma_.lower() for noun in child.children), "")
    for _ in range(3):
        if head.pos_ in ("VERB", "NOUN", "PROPN") and head.i not in range(entity.start, entity.end):
            return head.lemma_.lower()
        head = head.head
    return ""


def number(text: str) -> str:
    """Return the number a phrase gives, in digits ('20', '1500000'), or an empty string."""
    total: float | None = None
    digits = _NUMBER.search(text)
    rest = text
    if digits:
        total = float(digits.group().replace(",", ""))
        rest = text[digits.end() :]
        for word in re.findall(r"[a-z]+", rest):
            if word in _SCALES:
                total *= _SCALES[word]
            elif word not in ("and",):
                break
    else:
        group = 0.0
        seen = False
        whole = 0.0
        for word in re.findall(r"[a-z]+", text):
            if word in _UNITS or word in _TENS or word in _ORDINALS:
                group += _UNITS.get(word, _TENS.get(word, _ORDINALS.get(word, 0)))
                seen = True
            elif word in ("hundred", "dozen"):
                group = (group or 1) * _SCALES[word]
                seen = True
            elif word in _SCALES and len(word) > 2:
                whole += (group or 1) * _SCALES[word]
                group = 0.0
                seen = True
        total = whole + group if seen else None
    if total is None:
        return ""
    return str(int(total)) if total == int(total) else repr(round(total, 6))


def iso_date(text: str) -> str:
    """Return a date as far as it is given: '2023-09-06', '--07-25', '2023-09', '2006' or ''."""
    for pattern, day, month in ((_MONTH_DAY, 2, 1), (_DAY_MONTH, 1, 2)):
        if match := pattern.search(text):
            number_of_month = _MONTHS.get(match.group(month).lower())
            if number_of_month and 1 <= int(match.group(day)) <= 31:
                year = match.group(3) or "-"
                return f"{year}-{number_of_month:02d}-{int(match.group(day)):02d}"
    if (match := _MONTH_YEAR.search(text)) and (month_number := _MONTHS.get(match[1].lower())):
        return f"{match[2]}-{month_number:02d}"
    if match := _YEAR.search(text):
        return match.group()
    words = [word.strip(".,").lower() for word in text.split()]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    return f"---{months[0]:02d}"[1:] if len(months) == 1 else ""
