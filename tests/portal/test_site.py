"""The site as files: reproducible, light, complete, and honest about where it cannot be written."""

import gzip
import hashlib
from pathlib import Path

import pytest

from fardplan.portal.site import SiteReport, fingerprint, render_site
from fardplan.vocabulary.errors import StorageError
from tests.portal.sample import publication, reports, small

MOST_BYTES = 150_000


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_publication_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    render_site(publication(), tmp_path, reports=reports())
    assert files_in(tmp_path) == files_in(site)


def test_the_report_says_what_was_written(tmp_path: Path) -> None:
    report = render_site(small(1), tmp_path)
    files = files_in(tmp_path)
    pages = [name for name in files if name.endswith(".html")]
    assert report == SiteReport(
        pages=len(pages),
        files=len(files),
        bytes=sum(map(len, files.values())),
        heaviest=report.heaviest,
        heaviest_bytes=report.heaviest_bytes,
    )
    assert report.heaviest in pages


def test_every_page_with_sheet_font_and_mark_stays_light(site: Path) -> None:
    files = files_in(site)
    shared = sum(
        len(content)
        for name, content in files.items()
        if name.endswith((".css.gz", ".svg.gz")) or ("inter-latin." in name and name.endswith(".woff2"))
    )
    heavy = {
        name: len(content) + shared
        for name, content in files.items()
        if name.endswith(".html.gz") and len(content) + shared > MOST_BYTES
    }
    assert heavy == {}


def test_what_is_packed_holds_the_same_and_no_time(site: Path) -> None:
    files = files_in(site)
    packed = {name: content for name, content in files.items() if name.endswith(".gz")}
    text = (".html", ".css", ".svg", ".txt", ".json", ".csv")
    assert set(packed) == {f"{name}.gz" for name in files if name.endswith(text)}
    for name, content in packed.items():
        assert gzip.decompress(content) == files[name.removesuffix(".gz")]
        assert content[4:8] == b"\0\0\0\0", name


def test_assets_are_named_by_what_they_hold(site: Path) -> None:
    for path in (site / "assets").iterdir():
        parts = path.name.removesuffix(".gz").split(".")
        if parts[0] != "LICENSE":
            content = (path.parent / path.name.removesuffix(".gz")).read_bytes()
            assert parts[-2] == hashlib.sha256(content).hexdigest()[:10]


def test_checksums_are_those_of_the_downloads(site: Path) -> None:
    listed = dict(
        reversed(line.split("  ")) for line in (site / "data" / "SHA256SUMS.txt").read_text().splitlines()
    )
    held = {
        path.relative_to(site / "data").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (site / "data").rglob("*")
        if path.suffix in (".csv", ".json", ".parquet", ".xlsx")
    }
    assert listed == held


def test_without_an_address_there_is_no_site_map_and_robots_may_read_all(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text() == "User-agent: *\nDisallow:\n"


def test_with_an_address_pages_name_it_in_full(tmp_path: Path) -> None:
    render_site(small(1), tmp_path, base_url="https://bjorkvik.example/fardplan")
    page = (tmp_path / "en" / "milestone" / "mal-1" / "index.html").read_text("utf-8")
    base = "https://bjorkvik.example/fardplan/"
    assert f'<link rel="canonical" href="{base}en/milestone/mal-1/">' in page
    assert f'<link rel="alternate" hreflang="sv" href="{base}etappmal/mal-1/">' in page
    assert (tmp_path / "robots.txt").read_text().splitlines()[-1] == f"Sitemap: {base}sitemap.xml"
    places = (tmp_path / "sitemap.xml").read_text().split("<loc>")[1:]
    pages = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("index.html")}
    assert {place.split("</loc>")[0].removeprefix(base) + "index.html" for place in places} == pages
    missing = (tmp_path / "404.html").read_text("utf-8")
    assert 'href="/fardplan/assets/' in missing
    assert 'href="/fardplan/en/"' in missing


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(StorageError) as error:
        render_site(small(1), tmp_path)
    assert str(error.value) == (
        f"{tmp_path}: the folder for the new site is not empty\n"
        "Name an empty folder, or one that does not exist.\n"
        "Nothing was written."
    )
    assert files_in(tmp_path) == {"mine.txt": b"keep"}


def test_a_place_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as error:
        render_site(small(1), tmp_path / "file" / "site")
    assert str(error.value) == (
        f"{tmp_path / 'file' / 'site'}: the site could not be written: Not a directory\n"
        "Make room, or name a folder that can be written to.\n"
        "The site that is being shown was not touched."
    )


def test_the_fingerprint_is_one_for_one_renderer() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64
