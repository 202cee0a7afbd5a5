"""Patterns of dates and times as news sites write them."""

import re

#: A month, in full or abbreviated.
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
#: A date with its year.
DATE = re.compile(
    rf"{MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{0,3}}(?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{MONTH}[ ,-]{{0,2}}(?:19|20)\d\d"
    r"|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d",
    re.IGNORECASE,
)
#: A time of day.
TIME = re.compile(r"\b\d{1,2}(?::\d\d){1,2}\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?", re.IGNORECASE)
#: A month and a day, perhaps with the year.
DAY = re.compile(rf"{MONTH}\s?\d{{1,2}}(?:,\s?(?:19|20)\d\d)?|\d{{1,2}}\s{MONTH}")
