"""The reports that the site offers: listed with their sizes, linked where they belong, and left out whole."""

import hashlib
from pathlib import Path

import pytest

from fardplan.portal.site import fingerprint, render_site
from tests.portal.markup import Element
from tests.portal.sample import TARGET_AREAS, reports, small

AREA = TARGET_AREAS[0]


def offered(page: Element) -> list[str]:
    """What the lists of reports on a page say, report by report."""
    return [item.text for list_ in page.all("ul") if list_.has_class("reports") for item in list_.all("li")]


def test_the_page_lists_each_kind_with_what_it_is_about_and_the_size_of_each_file(
    pages: dict[str, Element],
) -> None:
    page = pages["en/reports/index.html"]
    assert [item.text for item in page.all("h2")] == ["Status report", "Profile"]
    assert offered(page) == [
        "The whole roadmap simulated PDF: Status report, The whole roadmap 1 kB "
        "Word: Status report, The whole roadmap 1 kB",
        f"{AREA.name.en} PDF: Status report, {AREA.name.en} 1 kB Word: Status report, {AREA.name.en} 1 kB",
        "North & south PDF: Profile, North & south 1 kB Word: Profile, North & south 1 kB",
    ]
    links = [item for item in page.all("a") if item.get("type")]
    assert [(item.get("href"), item.get("type")) for item in links][:2] == [
        ("../../reports/en/status.pdf", "application/pdf"),
        (
            "../../reports/en/status.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "about"),
    [
        (f"malomrade/{AREA.key}/index.html", AREA.name.sv),
        (f"skillnader/{AREA.key}/index.html", AREA.name.sv),
        ("etappmal/lasning/index.html", AREA.name.sv),
        ("lage/index.html", "Hela färdplanen"),
    ],
)
def test_pages_link_the_reports_that_are_about_them(pages: dict[str, Element], name: str, about: str) -> None:
    assert [about in item for item in offered(pages[name])] == [True]


def test_what_is_linked_is_there_with_its_checksum(site: Path) -> None:
    listed = dict(
        reversed(line.split("  ")) for line in (site / "reports/SHA256SUMS.txt").read_text().splitlines()
    )
    held = {
        path.relative_to(site / "reports").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (site / "reports").rglob("*.*")
        if path.suffix in (".pdf", ".docx")
    }
    assert listed == held
    assert len(held) == 2 * len(reports())


def test_a_site_without_reports_says_nothing_of_them(one_row: Path) -> None:
    assert not (one_row / "reports").exists()
    assert not (one_row / "rapporter").exists()
    assert [path for path in one_row.rglob("*.html") if "rapporter/" in path.read_text("utf-8")] == []


def test_the_reports_are_in_the_menu_and_the_site_map(tmp_path: Path, pages: dict[str, Element]) -> None:
    current = [
        item for item in pages["rapporter/index.html"].all("nav")[0].all("a") if item.get("aria-current")
    ]
    assert [(item.text, item.get("aria-current")) for item in current] == [("Rapporter", "page")]
    render_site(small(1), tmp_path / "with", base_url="https://a.example", reports=reports())
    assert "https://a.example/rapporter/" in (tmp_path / "with" / "sitemap.xml").read_text()


def test_the_fingerprint_follows_the_rooms_that_are_asked_for() -> None:
    assert len({fingerprint(), fingerprint(("reports",)), fingerprint(("portal", "reports"))}) == 3
