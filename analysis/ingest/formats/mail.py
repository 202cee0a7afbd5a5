"""E-mails (.eml): a newsletter or an article that was sent, without its attachments."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from analysis.ingest.article import Article
from analysis.ingest.dates import parse_date
from analysis.ingest.encodings import decode_text
from analysis.ingest.formats.documents import read_articles_in_text, read_bytes
from analysis.ingest.formats.html import extract_article
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.segmentation.head_block import field_of_label
from analysis.ingest.source_files import SourceFile
from analysis.ingest.written_dates import find_date

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

#: Headers of which a mail has at least one.
_MAIL_HEADERS = ("From", "Subject", "Date", "Received", "Message-ID")
#: What programs put before the subject of replies and forwarded mails.
_REPLY_PREFIX = re.compile(
    r"^(?:\s*(?:re|aw|antw|rép|fwd?|wg|doorst|tr)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE
)
#: Headers of mails that are sent to a list of readers.
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
#: What programs put above a mail that they forward, and the labelled lines that follow.
_FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,} ?(?:Forwarded message|Original Message|Weitergeleitete Nachricht"
    r"|Ursprüngliche Nachricht|Doorgestuurd bericht|Oorspronkelijk bericht|Message transféré"
    r"|Message d'origine) ?-{2,}|Begin forwarded message:)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FORWARDED_HEAD = re.compile(r"\s*(?:[ \t>*]*[^\W\d]{1,12}[*]? ?:[^\n]*\n){1,8}")
_FORWARDED_TIME = re.compile(r"(?: at| um| om| à|,)? \d{1,2}[:.]\d\d.*$")
_SENDER_LABELS = frozenset({"from", "von", "van", "de"})
#: Services that send lists of what they found, by the address they send from.
_ALERT_ADDRESSES = ("googlealerts-noreply@google.com", "alerts@talkwalker.com")
#: Addresses that belong to an outlet, not to a person: the part before the "@".
_OUTLET_ADDRESS = re.compile(
    r"(?:news(?:letters?|room|desk)?|no-?reply|do-?not-?reply|alerts?|briefings?|editors?"
    r"|e?mails?|hello|info|updates?|subscriptions?|digest|daily|press)\b",
    re.IGNORECASE,
)
#: A plain part with fewer words can be a note that the mail is better read as HTML (judgement);
_FEWEST_PLAIN_WORDS = 60
#: it is one if it has less than this share of the words of the HTML part (judgement).
_STUB_SHARE = 0.5
#: Attachments that a message names at most.
_MOST_NAMES = 5
_PASTE_REMEDY = "Copy the text from the mail, and paste it on the page Corpus or save it as .txt."
#: Parts of a mail at most: the time to search them grows with the square of their number, and no
#: program sends so many (judgement).
_MOST_PARTS = 1_000
_BOUNDARY = re.compile(rb"""boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
#: Kinds of parts that are attached for decoration, or belong to the mail itself.
_MINOR_TYPES = ("image/", "application/pgp-", "application/pkcs7-", "text/calendar")


def read_mail(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of an e-mail, or the articles of an export in it.

    The headline is the subject, the date that of sending. The outlet is the sender if the mail was
    sent to a list of readers or from an address such as "news@…"; otherwise it is unknown, since a
    person can have sent it.
    """
    from email.errors import MessageError
    from email.parser import BytesParser
    from email.policy import default as default_policy

    data = read_bytes(source)
    if _has_too_many_parts(data):
        yield Issue(source.name, f"It has more than {_MOST_PARTS:,} parts.", _PASTE_REMEDY)
        return
    try:
        mail = BytesParser(policy=default_policy).parsebytes(data)
        values, attachments = _read_values(mail)
        is_alert = any(address in str(mail["From"]).casefold() for address in _ALERT_ADDRESSES)
    except (
        MessageError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        fault = f"It cannot be read as an e-mail: {type(error).__name__}."
        yield Issue(source.name, fault, _PASTE_REMEDY)
        return
    if is_alert:
        yield Issue(
            source.name,
            "It is a list of findings that an alert service sent, not an article.",
            "Open the articles that it lists, and save each one’s own page.",
        )
        return
    if values is None:
        yield Issue(
            source.name,
            "It is not an e-mail, or it has no text.",
            "Save the mail again as .eml, or its text as .txt.",
        )
        return
    if attachments:
        names = ", ".join(attachments[:_MOST_NAMES]) + " …" * (len(attachments) > _MOST_NAMES)
        yield Issue(
            source.name,
            f"Its {len(attachments)} attachments are not read: {names}.",
            "Save them from the mail, and load them too if they are articles.",
            severity="warning",
        )
    yield from read_articles_in_text(values["text"], source, limits, values)


def _has_too_many_parts(data: bytes) -> bool:
    """Return whether the lines that divide a mail are more than it may have parts."""
    boundaries = {match[1] or match[2] for match in _BOUNDARY.finditer(data)}
    if len(boundaries) > _MOST_PARTS:
        return True
    # Lines that begin with hyphens and a boundary; most mails have one or two boundaries.
    marks = re.compile(rb"^--(%s)" % b"|".join(map(re.escape, boundaries)), re.MULTILINE)
    return bool(boundaries) and sum(1 for _ in marks.finditer(data)) > _MOST_PARTS


def _content(part: "MIMEPart") -> str:
    """Return the text of a part; if it declares an unknown encoding, its encoding is detected."""
    try:
        return str(part.get_content())
    except LookupError:
        data = part.get_payload(decode=True)
        text, _ = decode_text(data if isinstance(data, bytes) else b"")
        return text


def _read_values(mail: "EmailMessage") -> tuple[dict[str, Any] | None, list[str]]:
    """Return the article of a mail by field, None if it has none, and the names of attachments."""
    if not any(mail[header] for header in _MAIL_HEADERS):
        return None, []
    attachments = [
        part.get_filename() or part.get_content_type()
        for part in mail.iter_attachments()
        if not part.get_content_type().startswith(_MINOR_TYPES)
    ]
    plain = mail.get_body(("plain",))
    text = _plain_text(plain) if plain is not None else ""
    page: dict[str, Any] = {}
    html = mail.get_body(("html",))
    if html is not None and len(text.split()) < _FEWEST_PLAIN_WORDS:
        markup = _content(html)
        page = dict(extract_article(markup) or {"text": _all_text(markup)})
        is_stub = len(text.split()) < _STUB_SHARE * len(page["text"].split())
        text = page["text"] if is_stub or not text.strip() else text
    if not any(map(str.isalnum, text)):
        return None, attachments
    subject = str(mail["Subject"] or "")
    title = _REPLY_PREFIX.sub("", subject)
    sender = _outlet_of(str(mail["From"] or ""), is_list=any(mail[name] for name in _LIST_HEADERS))
    values = {
        "text": text,
        "title": title,
        "published": _date(mail) or None,
        "outlet": sender,
        "byline": page.get("byline"),
    }
    if title != subject:
        values |= {"outlet": "", "published": None} | _forwarded_values(text)
    return {field: value for field, value in values.items() if value}, attachments


def _plain_text(part: "MIMEPart") -> str:
    """Return the text of a part; the lines that "flowed" text breaks are joined (RFC 3676)."""
    text = _content(part).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    text = re.sub(r"^ ", "", text, flags=re.MULTILINE)
    if str(part.get_param("delsp", "")).lower() == "yes":
        return re.sub(r"(?<!^--) \n", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<!^--) \n(?=[^>\n])", " ", text, flags=re.MULTILINE)


def _all_text(markup: str) -> str:
    import trafilatura

    return str(trafilatura.html2txt(markup))


def _date(mail: "EmailMessage") -> datetime | None:
    header = mail["Date"]
    return getattr(header, "datetime", None)


def _forwarded_values(text: str) -> dict[str, Any]:
    """Return sender and date of the mail that a text forwards, without those that are not told."""
    mark = _FORWARDED.search(text)
    head = _FORWARDED_HEAD.match(text, mark.end()) if mark else None
    values: dict[str, Any] = {}
    for line in head[0].splitlines() if head else ():
        label, _, value = line.strip(" >*").partition(":")
        if label.strip("* ").casefold() in _SENDER_LABELS:
            values["outlet"] = _outlet_of(value.strip(" *"), is_list=False)
        elif field_of_label(label) == "published":
            day = _FORWARDED_TIME.sub("", value).strip(" *,")
            values["published"] = find_date(value) or parse_date(day)
    return values


def _outlet_of(sender: str, *, is_list: bool) -> str:
    """Return the name of a sender if it is an outlet; empty if it can be a person."""
    from email.utils import parseaddr

    name, address = parseaddr(sender)
    return name if is_list or _OUTLET_ADDRESS.match(address) else ""
