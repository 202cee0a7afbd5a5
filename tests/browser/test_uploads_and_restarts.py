"""A file that is uploaded while others read, and a link that is opened after a restart."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import painted, read_selection, selection, settled, wait_until_asked

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def harbour(folder: Path) -> Path:
    """Return a file with one article of an outlet the seeds do not have."""
    upload = folder / "harbour.csv"
    upload.write_text(
        "outlet,published,title,text\n"
        "Island Post,2024-05-02,Harbour to close,"
        '"“We will close the harbour in June,” Mayor Ann Lee said on Thursday. '
        'Fishermen in Port Ellen criticised the plan <b>loudly</b>."\n',
        encoding="utf-8",
    )
    return upload


def load(page: Page, address: str, upload: Path) -> None:
    """Upload a file on the page Corpus and have it annotated."""
    page.goto(f"{address}/corpus")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    uploads = page.get_by_role("region", name=re.compile("^Texts, web"))
    uploads.locator("input[type=file]").set_input_files(str(upload))
    button = page.get_by_role("button", name=re.compile("^Annotate"))
    expect(button).to_be_enabled()  # the workspace is opened when the server starts
    settled(page)
    button.press("Enter")  # the table above still grows, and a click on a moving button is lost
    page.get_by_text(re.compile("^Annotating 1 article|^1 article added")).first.wait_for()


def test_an_uploaded_file_is_read_annotated_and_shown(
    page: Page, annotated: Path, serve, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(annotated, workspace)
    upload = harbour(tmp_path)
    with serve(workspace) as address:
        load(page, address, upload)
        for _ in range(60):
            page.goto(f"{address}/?outlet=Island+Post")
            selection(page).first.wait_for()
            settled(page)
            if " articles · Island Post" in read_selection(page):
                break
            page.wait_for_timeout(2000)
        headline = page.get_by_text("Harbour to close").filter(visible=True)
        expect(headline.first).to_be_visible()


def test_an_analyst_reads_on_under_own_filters_while_another_loads(
    page: Page, other: Page, annotated: Path, serve, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(annotated, workspace)
    with serve(workspace) as address:
        other.goto(f"{address}/entities?outlet=UPI")
        painted(other, "matrix")
        settled(other)
        assert read_selection(other) == "1 of 5 articles · UPI"
        load(page, address, harbour(tmp_path))
        selected = ""
        for turn in range(90):
            name = ("Quotes", "Framing", "Entities")[turn % 3]
            other.get_by_test_id("stSidebarNav").get_by_text(name, exact=True).click()
            expect(other.get_by_role("heading", level=1)).to_have_text(name)
            settled(other)
            wait_until_asked(other, "outlet", ["UPI"])
            selected = read_selection(other)
            if "of 6 articles" in selected:
                break
            assert selected == "1 of 5 articles · UPI", "the catalogue built last is read meanwhile"
        assert selected == "1 of 6 articles · UPI"
        page.goto(address)
        selection(page).first.wait_for()
        settled(page)
        assert read_selection(page) == "6 of 6 articles · 6 outlets", "no filter came over"


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("entities?outlet=UPI&pick=country:KP", "Mentions of North Korea"),
        ("quotes?entity=John+Kirby", "John Kirby"),
        ("framing?outlet=UPI&outlet=NTD", "NTD and UPI"),
    ],
)
def test_a_link_opened_first_after_a_restart_shows_the_same_view(
    page: Page, annotated: Path, serve, path: str, seen: str
) -> None:
    with serve(annotated) as address:
        page.goto(f"{address}/{path}")
        selection(page).first.wait_for()
        settled(page)
        expect(page.get_by_test_id("stMain")).to_contain_text(seen)
        expect(page.get_by_test_id("stSidebar")).to_contain_text("Outlets")
        for name, values in parse_qs(path.partition("?")[2]).items():
            wait_until_asked(page, name, values)
