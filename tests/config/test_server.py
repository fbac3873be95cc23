"""Site and workspace as one application: which part answers, headers, what is not there, the moving link."""

from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from fardplan.config.headers import SITE
from fardplan.config.wsgi import WORKSPACE, Application, City, PublishedSite
from fardplan.portal.addresses import FOLDERS, PREFIXES
from fardplan.portal.assets import FOLDER
from fardplan.publishing.slot import Slot


@pytest.fixture
def slot(tmp_path: Path) -> Slot:
    found = Slot(tmp_path / "site")
    found.editions.mkdir()
    publish(found, "one")
    return found


def publish(slot: Slot, name: str) -> None:
    folder = slot.editions / f".{name}.1.building"
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_text(f"<p>{name}</p>")
    (folder / "en" / "index.html").write_text(f"<p lang=en>{name}</p>")
    (folder / "404.html").write_text(f"<p>{name} finns inte</p>")
    (folder / f"only-{name}.css").write_text("p {}")
    slot.put(name, folder)
    slot.point_to(name)


def ask(
    site: PublishedSite | City, path: str, method: str = "GET", **more: str
) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body; the standard's own validator stands in between."""
    environ: dict[str, Any] = {"SCRIPT_NAME": "", "PATH_INFO": path, "REQUEST_METHOD": method, **more}
    environ["QUERY_STRING"] = ""
    setup_testing_defaults(environ)
    answer: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        answer.update(status=status, headers=dict(headers))
        return lambda _: None

    body = validator(site)(environ, start_response)
    content = b"".join(body)
    body.close()  # type: ignore[attr-defined]
    return answer["status"], answer["headers"], content


def test_pages_are_served_with_every_protecting_header(slot):
    site = PublishedSite(slot.link)
    for path, text in (("/", b"<p>one</p>"), ("/en/", b"<p lang=en>one</p>")):
        status, headers, body = ask(site, path)
        assert (status, body, headers["Content-Type"]) == ("200 OK", text, 'text/html; charset="utf-8"')
        assert headers.items() >= SITE.items()


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    policy = dict(part.strip().split(" ", 1) for part in SITE["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


def test_what_is_not_there_is_told_by_the_sites_own_page(slot):
    status, headers, body = ask(PublishedSite(slot.link), "/finns/inte/")
    assert (status, body) == ("404 Not Found", b"<p>one finns inte</p>")
    assert headers == SITE | {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}


def test_a_question_for_the_head_alone_gets_no_body(slot):
    site = PublishedSite(slot.link)
    status, headers, body = ask(site, "/finns/inte/", "HEAD")
    assert (status, body) == ("404 Not Found", b"")
    assert headers["Content-Length"] == str(len("<p>one finns inte</p>"))
    assert ask(site, "/", "HEAD")[::2] == ("200 OK", b"")


@pytest.mark.parametrize(
    "path", ["/../history.json", "/..%2fhistory.json", "/./../one/index.html", "//etc/passwd"]
)
def test_nothing_outside_the_edition_is_served(slot, path):
    assert ask(PublishedSite(slot.link), path)[0] == "404 Not Found"


def test_it_follows_the_link_to_the_next_edition_and_back(slot):
    site = PublishedSite(slot.link)
    assert ask(site, "/only-one.css")[0] == "200 OK"
    publish(slot, "two")
    assert ask(site, "/")[2] == b"<p>two</p>"
    assert ask(site, "/only-one.css")[0] == "404 Not Found"
    slot.roll_back()
    assert ask(site, "/")[2] == b"<p>one</p>"


def test_an_edition_without_a_page_for_it_still_says_404(slot):
    (slot.edition("one") / "404.html").unlink()
    assert ask(PublishedSite(slot.link), "/finns/inte")[::2] == ("404 Not Found", b"404")


def test_before_the_first_publication_the_root_leads_to_the_workspace(tmp_path):
    site = PublishedSite(tmp_path / "site")
    status, headers, body = ask(site, "/")
    assert (status, headers["Location"], body) == ("302 Found", "/arbete/", b"")
    assert ask(site, "/etappmal/")[::2] == ("404 Not Found", b"404")
    slot = Slot(tmp_path / "site")
    slot.editions.mkdir()
    publish(slot, "one")
    assert ask(site, "/")[2] == b"<p>one</p>"


def named(words: bytes) -> Application:
    def answering(_: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [words]

    return answering


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", b"site"),
        ("/etappmal/uvas/", b"site"),
        ("/arbetet/", b"site"),
        ("/arbete", b"workspace"),
        ("/arbete/", b"workspace"),
        ("/arbete/ar/2027/", b"workspace"),
        ("/konto/logga-in/", b"workspace"),
        ("/en/arbete/", b"site"),
    ],
)
def test_the_first_part_of_an_address_says_who_answers(path, who):
    assert ask(City(named(b"site"), named(b"workspace")), path)[2] == who


def test_no_page_of_the_site_has_an_address_of_the_workspace():
    taken = {folder for folders in FOLDERS.values() for folder in folders.values()}
    taken |= {prefix.strip("/") for prefix in PREFIXES.values()} | {FOLDER}
    assert taken & set(WORKSPACE) == set()
