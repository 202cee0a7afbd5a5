"""E-mails: subject, sender and text, and files that are none."""

from datetime import date
from email.message import EmailMessage

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTE = "“We had no choice,” said Ann Lee, who heads the council of the island, on Monday."


def mail(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    defaults = {
        "From": "The Lamp <news@lamp.example>",
        "Subject": "Harbour closed",
        "Date": "Tue, 05 Sep 2023 08:00:00 +0000",
    }
    for name, value in {**defaults, **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage):
    return list(read_upload("a.eml", message.as_bytes()))


def test_a_newsletter_has_its_subject_date_and_sender():
    (article,) = read(mail(f"{TEXT}\n\n{QUOTE}\n"))
    assert (article.title, article.published, article.outlet) == (
        "Harbour closed",
        date(2023, 9, 5),
        "The Lamp",
    )
    assert article.text.strip() == f"{TEXT}\n\n{QUOTE}"


def test_a_person_who_sends_or_forwards_a_text_is_no_outlet():
    person = mail(TEXT, From="Bo Orr <bo.orr@office.example>")
    forwarded = mail(TEXT, Subject="Fwd: WG: Harbour closed")
    listed = mail(TEXT, From="The Bell <bell@post.example>", List_Id="<bell.post.example>")
    assert [read(message)[0].outlet for message in (person, forwarded, listed)] == [
        "",
        "",
        "The Bell",
    ]
    assert read(forwarded)[0].title == "Harbour closed"


def test_the_text_of_a_mail_that_is_only_html_is_read():
    (article,) = read(mail(html=f"<html><body><p>{TEXT}</p><p>{QUOTE}</p></body></html>"))
    assert TEXT in article.text
    assert "<p>" not in article.text


def test_lines_that_a_mail_flows_are_joined():
    message = EmailMessage()
    body = "The harbour of Port Ellen will be \nclosed, the council said.\n\nIt opens in June.\n"
    message.set_content(body, cte="8bit")
    message.set_param("format", "flowed")
    message["Subject"] = "Harbour closed"
    (article,) = read(message)
    assert "will be closed, the council said.\n\nIt opens" in article.text


def test_attachments_are_named_and_pictures_are_not():
    message = mail(TEXT)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="page.pdf")
    message.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.gif")
    issue, article = read(message)
    assert "page.pdf" in issue.problem
    assert "logo.gif" not in issue.problem
    assert isinstance(article, Article)


def test_a_file_that_is_no_mail_and_a_mail_without_text_are_named_with_a_remedy():
    for data in (TEXT.encode(), bytes(range(256)), mail().as_bytes(), b""):
        (issue,) = read_upload("a.eml", data)
        assert isinstance(issue, Issue)
        assert issue.source == "a.eml"
        assert ".txt" in issue.remedy


def test_a_truncated_mail_keeps_its_text():
    message = mail(TEXT)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    data = message.as_bytes()
    (article,) = read_upload("a.eml", data[: data.index(b"<p>")])
    assert article.text.strip() == TEXT


def test_a_mail_beyond_the_limit_is_refused():
    (issue,) = read_upload("a.eml", mail(TEXT * 20).as_bytes(), Limits(file_mb=0.001))
    assert "are read at most" in issue.problem


def test_a_plain_part_that_only_points_to_the_page_is_not_the_text():
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "The Lamp <news@lamp.example>", "Harbour closed"
    mail.set_content("Your program does not show this mail: https://lamp.example/v")
    mail.add_alternative(f"<p>{TEXT}</p>" * 4, subtype="html")
    (article,) = read_upload("a.eml", mail.as_bytes())
    assert TEXT in article.text
    assert "does not show" not in article.text


FORWARDED = (
    "---------- Forwarded message ---------\nFrom: The Bell <newsletter@bell.example>\n"
    "Date: Tue, 5 Sep 2023 at 08:00\nSubject: Harbour closed\nTo: <bo@office.example>\n\n"
)


def test_a_forwarded_mail_has_the_sender_and_the_date_of_the_mail_in_it():
    message = mail(
        f"See below.\n\n{FORWARDED}{TEXT}\n\n{QUOTE}\n",
        Subject="Fwd: Harbour closed",
        From="Bo Orr <bo@office.example>",
        Date="Fri, 08 Sep 2023 08:00:00 +0000",
    )
    (article,) = read(message)
    assert (article.outlet, article.published) == ("The Bell", date(2023, 9, 5))


def test_the_date_of_forwarding_is_not_when_an_article_was_published():
    (article,) = read(mail(f"{TEXT}\n\n{QUOTE}\n", Subject="Fwd: Harbour closed"))
    assert article.published is None


def test_the_findings_of_an_alert_service_are_no_article():
    message = mail(TEXT, From="Google Alerts <googlealerts-noreply@google.com>")
    (issue,) = read(message)
    assert isinstance(issue, Issue)
    assert "alert service" in issue.problem


def test_a_text_whose_mail_declares_an_unknown_encoding_is_decoded():
    data = mail(f"{TEXT}\n\n{QUOTE}\n").as_bytes()
    (article,) = read_upload("a.eml", data.replace(b'"utf-8"', b'"x-unknown-9"'))

    assert isinstance(article, Article)
    assert article.text.strip() == f"{TEXT}\n\n{QUOTE}"


def nest(levels: int) -> bytes:
    head = b"From: The Lamp <news@lamp.example>\n"
    for level in range(levels):
        mark = str(level).encode()
        head += b'Content-Type: multipart/mixed; boundary="b' + mark + b'"\n\n--b' + mark + b"\n"
    return head + b"\n" + TEXT.encode()


def test_a_mail_of_thousands_of_nested_parts_is_refused():
    (issue,) = read_upload("a.eml", nest(3_000))

    assert isinstance(issue, Issue)
    assert "more than 1,000 parts" in str(issue)


@pytest.mark.parametrize(("n_parts", "is_read"), [(999, True), (1_000, False)])
def test_a_mail_has_a_greatest_number_of_parts(n_parts: int, *, is_read: bool):
    head = b'From: The Lamp <news@lamp.example>\nContent-Type: multipart/mixed; boundary="b"\n\n'
    parts = [b"--b\n\n" + (QUOTE if number else TEXT).encode() for number in range(n_parts)]
    items = list(read_upload("a.eml", head + b"\n".join(parts) + b"\n--b--\n"))

    assert any(isinstance(item, Article) for item in items) is is_read
    assert any("more than 1,000 parts" in str(item) for item in items) is not is_read
