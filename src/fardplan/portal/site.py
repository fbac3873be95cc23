"""Renders a publication to a complete static site."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from fardplan.portal.addresses import Address
from fardplan.portal.assets import Assets, assets
from fardplan.portal.contents import Contents
from fardplan.portal.downloads import checksums
from fardplan.portal.engine import render
from fardplan.portal.frame import frame
from fardplan.portal.pages import Page, not_found, pages
from fardplan.portal.reports import PublishedReport
from fardplan.presentation.sentences import Sentence
from fardplan.publishing.publication import Publication
from fardplan.vocabulary.errors import StorageError

PACKAGE = Path(__file__).parents[1]
RENDERER = ("portal", "presentation", "publishing", "vocabulary")
SHARED_FILES = (".py", ".html", ".css", ".po", ".svg", ".woff2", ".typ")
COMPRESSED = (".html", ".css", ".svg", ".txt", ".xml", ".json", ".csv")

_BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was written. `heaviest` is the page that costs most to open, with sheet, font and mark."""

    pages: int
    files: int
    bytes: int
    heaviest: str
    heaviest_bytes: int


def render_site(
    publication: Publication,
    out: Path,
    *,
    base_url: str | None = None,
    reports: tuple[PublishedReport, ...] = (),
) -> SiteReport:
    """Write the whole site into the empty folder `out`; the same publication gives the same bytes.

    `reports` are offered with it. With `base_url` (where the site will live) pages name their full address
    and there is a site map. Raises `NotCleared` when a figure has not passed clearance, before anything is
    written, and `StorageError` when `out` holds something or cannot be written.
    """
    contents = Contents(publication, reports)
    base = base_url.rstrip("/") + "/" if base_url else None
    try:
        _begin(out)
        return _write(_files(contents, base), out)
    except OSError as error:
        raise StorageError(
            Sentence("the site could not be written: {why}", why=error.strerror),
            where=str(out),
            instead=Sentence("Make room, or name a folder that can be written to."),
            outcome=Sentence("The site that is being shown was not touched."),
        ) from error


@cache
def fingerprint(rooms: tuple[str, ...] = RENDERER) -> str:
    """The hash of all that decides how a publication is rendered, so that a new release renders anew.

    `rooms` are the folders of the package that it is rendered by.
    """
    digest = hashlib.sha256()
    for path in _files_of(rooms):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files_of(rooms: tuple[str, ...]) -> Iterator[Path]:
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.suffix in SHARED_FILES and path.is_file():
                yield path


def _begin(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise StorageError(
            Sentence("the folder for the new site is not empty"),
            where=str(out),
            instead=Sentence("Name an empty folder, or one that does not exist."),
            outcome=Sentence("Nothing was written."),
        )


def _files(contents: Contents, base: str | None) -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its place; the pages first."""
    held = assets()
    all_pages = [*pages(contents), not_found(urlsplit(base or "").path or "/")]
    for page in all_pages:
        yield page.address.file, _rendered(page, contents, held, base)
    downloads = [*contents.all_together, *(file for files in contents.files.values() for file in files)]
    yield from ((file.path, file.content) for file in downloads)
    yield "data/SHA256SUMS.txt", checksums(downloads)
    offered = [file for report in contents.reports for file in report.files]
    yield from ((file.path, file.content) for file in offered)
    if offered:
        yield "reports/SHA256SUMS.txt", checksums(offered)
    yield from held.files.items()
    yield "robots.txt", _robots(base)
    if base:
        yield "sitemap.xml", _site_map([page.address for page in all_pages[:-1]], base)


def _rendered(page: Page, contents: Contents, held: Assets, base: str | None) -> bytes:
    values = {**frame(contents, page.address, held, base), **page.build(contents, page.address)}
    return _BLANK_LINES.sub("\n", render(page.template, values)).encode()


def _robots(base: str | None) -> bytes:
    lines = ["User-agent: *", "Disallow:", *([f"Sitemap: {base}sitemap.xml"] if base else [])]
    return ("\n".join(lines) + "\n").encode()


def _site_map(addresses: list[Address], base: str) -> bytes:
    places = "".join(f"<url><loc>{base}{item.path}</loc></url>\n" for item in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n".encode()


def _write(files: Iterator[tuple[str, bytes]], out: Path) -> SiteReport:
    sizes: dict[str, int] = {}
    transferred: dict[str, int] = {}
    for name, content in files:
        _put(out / name, content)
        sizes[name] = transferred[name] = len(content)
        if name.endswith(COMPRESSED):
            packed = gzip.compress(content, compresslevel=9, mtime=0)
            _put(out / f"{name}.gz", packed)
            sizes[f"{name}.gz"] = transferred[name] = len(packed)
    return _report(sizes, transferred)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _report(sizes: dict[str, int], transferred: dict[str, int]) -> SiteReport:
    held = assets()
    with_every_page = sum(transferred[name] for name in (held.sheet, held.font, held.mark))
    of_pages = {name: size for name, size in transferred.items() if name.endswith(".html")}
    heaviest = max(sorted(of_pages), key=lambda name: of_pages[name])
    return SiteReport(
        pages=len(of_pages),
        files=len(sizes),
        bytes=sum(sizes.values()),
        heaviest=heaviest,
        heaviest_bytes=of_pages[heaviest] + with_every_page,
    )
