"""Repair of texts that a program damaged: HTML entities, escaped marks, wrongly decoded UTF-8.

Only damage that is certain is repaired, and the user is told. Repair changes the text before it
becomes that of an article; offsets are those of the repaired text.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from analysis.ingest.issues import Issue

#: An HTML entity that news texts contain.
_ENTITY = re.compile(
    r"&(?:amp;)?(?:quot|apos|lt|gt|amp|nbsp|[lr][sd]quo|[bs]dquo|sbquo|[nm]dash|hellip|laquo|raquo"
    r"|euro|pound|copy|middot|bull|shy|[a-zA-Z](?:acute|grave|uml|circ|tilde|cedil|ring|slash|caron)"
    r"|szlig|aelig|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
#: Fewest entities that are damage; a text about HTML can mention one (judgement).
_FEWEST_ENTITIES = 2
#: Fewest wrongly decoded characters that are damage: one can be meant (judgement).
_FEWEST_MOJIBAKE = 2
#: A quotation mark that a program escaped: \\"We go,\\" she said.
_ESCAPED_MARK = re.compile(r"\\+(?=[\"'“”])")
#: The code of a mark or a dash that a program wrote in place of it: \\u201cWe go,\\u201d she said.
_ESCAPED_CODE = re.compile(r"\\u(20[0-4][0-9a-fA-F]|00[aA][0bB]|00[bB][bB])")
#: Fewest escaped marks that are damage; one can be meant (judgement).
_FEWEST_ESCAPED_MARKS = 2
#: The fields beside the text in which damage is repaired.
_REPAIRED_FIELDS = ("title", "outlet", "byline")
#: The first two characters of a code of UTF-8 that was decoded as Windows-1252.
_MOJIBAKE = re.compile("[ÂÃâÅÐð][\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")

#: A wrongly decoded closing mark whose last character, which Windows-1252 lacks, was dropped.
_TRUNCATED_MARK = re.compile("â€(?=[\\s,.;:!?)]|$)")


def repair_text(text: str, place: str) -> tuple[str, list[Issue]]:
    """Return a text whose entities and wrongly decoded characters are repaired.

    Args:
        text: The text.
        place: The place of the record for messages.

    Returns:
        The text, unchanged if nothing is damaged, and a warning for each kind of damage.
    """
    issues: list[Issue] = []
    entities = len(_ENTITY.findall(text))
    if entities >= _FEWEST_ENTITIES:
        text = _ENTITY.sub(_unescape, text)
        issues.append(_issue(place, f"{entities:,} codes of HTML, such as “&quot;”", "their signs"))
    escaped = len(_ESCAPED_MARK.findall(text))
    if escaped >= _FEWEST_ESCAPED_MARKS:
        text = _ESCAPED_MARK.sub("", text)
        issues.append(_issue(place, f"{escaped:,} quotation marks with a backslash", "plain marks"))
    codes = len(_ESCAPED_CODE.findall(text))
    if codes >= _FEWEST_ESCAPED_MARKS:
        text = _ESCAPED_CODE.sub(lambda match: chr(int(match[1], 16)), text)
        issues.append(_issue(place, f"{codes:,} codes of marks, such as “\\u201c”,", "these marks"))
    if len(_MOJIBAKE.findall(text)) >= _FEWEST_MOJIBAKE:
        repaired = _repair_mojibake(text)
        if repaired != text:
            text = repaired
            damage = "Letters or marks that a program decoded wrongly (“â€œ” for “““)"
            issues.append(_issue(place, damage, "what was meant"))
    return text, issues


def repair_values(values: Mapping[str, Any], place: str) -> tuple[Mapping[str, Any], list[Issue]]:
    """Return the values of a record with repaired names and headline, and a warning if they differ.

    One entity or wrongly decoded letter is enough: these values are short and seldom about HTML.
    """
    repaired = {
        field: _repair_mojibake(_ENTITY.sub(_unescape, value))
        for field in _REPAIRED_FIELDS
        if isinstance(value := values.get(field), str)
        and (_ENTITY.search(value) or _MOJIBAKE.search(value))
    }
    changed = [field for field, value in repaired.items() if value != values[field]]
    if not changed:
        return values, []
    issue = Issue(
        place,
        f"Codes of HTML or wrongly decoded letters in its {' and its '.join(changed)} were "
        "replaced by what was meant.",
        "Compare it with its origin.",
        severity="warning",
    )
    return {**values, **repaired}, [issue]


def _unescape(match: re.Match[str]) -> str:
    """Return the sign of an entity, which may have been escaped twice."""
    return html.unescape(html.unescape(match[0]))


def _repair_mojibake(text: str) -> str:
    import ftfy

    text = _TRUNCATED_MARK.sub("”", text)
    return "".join(ftfy.fix_encoding(line) for line in text.splitlines(keepends=True))


def _issue(place: str, damage: str, meaning: str) -> Issue:
    return Issue(
        place,
        f"{damage} in its text were replaced by {meaning}.",
        "Compare it with its origin; if something is wrong, save it again from there as UTF-8.",
        severity="warning",
    )
