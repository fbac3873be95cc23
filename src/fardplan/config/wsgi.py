"""One application for all: the published site at the root, the workspace and its sign-in beside it."""

import gc
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver
from whitenoise import WhiteNoise

from fardplan.config.headers import SITE
from fardplan.vocabulary.errors import FardplanError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]

WORKSPACE = ("arbete", "konto")
"""The first part of every address that is not the published site's."""


class PublishedSite:
    """A WSGI application that serves the edition a link points to, and follows the link when it moves."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._edition: Path | None = None
        self._files: WhiteNoise | None = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not self._link.exists():
            return _nothing_published(environ, start_response)
        edition = self._link.resolve()
        files = self._files
        if files is None or edition != self._edition:
            files = WhiteNoise(
                _NotFound(edition), root=edition, index_file=True, add_headers_function=_add_headers
            )
            self._files, self._edition = files, edition
        return files(environ, start_response)


class _NotFound:
    """What is served when there is no such page: the site's own page, with 404."""

    def __init__(self, edition: Path) -> None:
        self._page = edition / "404.html"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = self._page.read_bytes() if self._page.is_file() else b"404"
        headers = {**SITE, "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        start_response("404 Not Found", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _add_headers(headers: Any, _path: str, _url: str) -> None:
    for name, value in SITE.items():
        headers[name] = value


def _nothing_published(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Before the first publication the root leads to the workspace, and there is nothing else."""
    at_root = environ.get("PATH_INFO", "") in ("", "/")
    body = b"" if at_root else b"404"
    status = "302 Found" if at_root else "404 Not Found"
    headers = {**SITE, "Content-Type": "text/plain", "Content-Length": str(len(body))}
    start_response(status, [*headers.items(), *([("Location", "/arbete/")] if at_root else [])])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class City:
    """Sends a request to the workspace or to the published site, by the first part of its address."""

    def __init__(self, site: Application, workspace: Application) -> None:
        self._site, self._workspace = site, workspace

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        first = environ.get("PATH_INFO", "").lstrip("/").partition("/")[0]
        chosen = self._workspace if first in WORKSPACE else self._site
        return chosen(environ, start_response)


def application(site: Path) -> City:
    """The whole city of a home, whose published site `site` links to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fardplan.config.settings")
    workspace = get_wsgi_application()
    _warm_up()
    return City(PublishedSite(site), workspace)


def _warm_up() -> None:
    """Load what pages need before the first is asked for: views, words, the city's package."""
    from fardplan.presentation.translations import catalogue
    from fardplan.web.shell.assets import assets
    from fardplan.web.shell.home import home

    get_resolver().url_patterns  # noqa: B018 - looking at them loads every view
    assets()
    catalogue()
    get_template("web/base.html")
    with suppress(FardplanError):
        home().city  # noqa: B018 - the package is read at first use
    # What has been loaded stays as long as the worker: looking for rubbish in it would halt a page at times.
    gc.collect()
    gc.freeze()
