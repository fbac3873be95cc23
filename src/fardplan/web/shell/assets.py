"""The workspace's style sheet, scripts, font and mark, under names that change with what they hold.

They are made of the package's files when a worker starts, and answered from memory: there is no step to run.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fardplan.presentation.stylesheet import FONTS, STATIC, VENDOR, style_sheet

OWN = (
    "charts.css",
    "base.css",
    "site.css",
    "web.css",
    "workbench.css",
    "plans.css",
    "roadmap.css",
    "year.css",
    "exchange.css",
    "reports.css",
)
COMPONENTS = (
    *(
        "data-size-workaround",
        "heading",
        "paragraph",
        "link",
        "list",
        "skip-link",
        "breadcrumbs",
        "tag",
        "alert",
    ),
    *("table", "details", "button", "field", "fieldset", "input", "label", "validation-message"),
    *("error-summary", "pagination", "search", "tabs", "divider", "dialog"),
)
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
FOR_A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to answer with. `packed` is the same with gzip, None where that gains nothing."""

    content: bytes
    packed: bytes | None
    kind: str


@dataclass(frozen=True, slots=True)
class WebAssets:
    """Every file by its name, and which of them a page names."""

    files: dict[str, Asset]
    sheet: str
    font: str
    mark: str
    htmx: str
    script: str


@cache
def assets() -> WebAssets:
    fonts = {name: (VENDOR / name).read_bytes() for name in FONTS}
    names = {name: _hashed(name, content) for name, content in fonts.items()}
    made = {
        "web.css": style_sheet(OWN, COMPONENTS, names).encode(),
        "mark.svg": (STATIC / "mark.svg").read_bytes(),
        "web.js": (STATIC / "web.js").read_bytes(),
        "htmx.js": (files("django_htmx") / "static/django_htmx/htmx-2.min.js").read_bytes(),
    }
    names |= {name: _hashed(name, content) for name, content in made.items()}
    return WebAssets(
        files={names[name]: _asset(name, content) for name, content in (fonts | made).items()},
        sheet=names["web.css"],
        font=names[FONTS[0]],
        mark=names["mark.svg"],
        htmx=names["htmx.js"],
        script=names["web.js"],
    )


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A file under its hashed name; a browser may keep it for a year."""
    found = assets().files.get(name)
    if found is None:
        raise Http404
    packs = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packs else found.content, content_type=found.kind)
    response["Cache-Control"] = FOR_A_YEAR
    response["Vary"] = "Accept-Encoding"
    if packs:
        response["Content-Encoding"] = "gzip"
    return response


def _asset(name: str, content: bytes) -> Asset:
    suffix = name.rpartition(".")[2]
    packed = None if suffix == "woff2" else gzip.compress(content, compresslevel=9, mtime=0)
    return Asset(content, packed, TYPES[suffix])


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
