"""Which part of a web page is its text, and which parts stand around it on every page of the site."""

import re
from collections.abc import Iterator
from typing import Any

_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "progress",
        "meter",
        "link",
        "meta",
        "del",
        "img",
    ]
)
_AROUND = frozenset({"nav", "aside", "footer", "dialog", "search"})
_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tree",
    ]
)
_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
        cookies?|kakor|consent|breadcrumbs?|br[oö]dsmul\w*|crumbs?|skip|sub-?men[yu]|huvudmeny|meny|menu
        |nav|navbar|navigation|sidfot|sidhuvud|footer|topbar|sidebar|sidopanel|relaterat|relaterade|related
        |share|dela|readspeaker|lyssna|pagination|toolbar|sr-only|visually-?hidden|screen-?reader-text
    )(?:$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
_MAIN_NAMES = frozenset(
    [
        "main",
        "content",
        "innehall",
        "innehåll",
        "maincontent",
        "main-content",
        "main-area",
        "pagecontent",
        "page-content",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTES = frozenset({"p", "li", "div", "dd", "aside", "td"})
_ASIDE = "data-beside-the-text"
_FILES = re.compile(r"\.(?:pdf|docx?)\b|\bbilaga\b|/download/", re.IGNORECASE)
_ENOUGH = 0.4  # of the page's letters: a part with so many is the text, whatever it is called


def main_content(body: Any) -> Any:
    """The element of a page that holds its text; what is never text has been taken out of it."""
    for element in list(body.iter(*_UNSEEN)):
        _take_out(element)
    root = _root(body)
    _mark_aside(root, menus=root is body)
    weight = _letters(root)
    for element in [one for one in root.iterdescendants() if isinstance(one.tag, str)]:
        if _stands_around(element, root, weight):
            _take_out(element)
    return root


def is_aside(element: Any) -> bool:
    """Whether an element was found to stand beside the text: a note, or a menu."""
    return element.get(_ASIDE) is not None


def _mark_aside(root: Any, *, menus: bool) -> None:
    """Mark the notes that raised figures lead to, and `menus` where nothing says what the text is."""
    pointed = {link.get("href", "")[1:] for link in root.iterfind(".//sup//a")} - {""}
    for element in root.iterfind(".//*[@id]"):
        if element.get("id") in pointed and element.tag in _NOTES:
            element.set(_ASIDE, "")
    for listed in root.iter("ul") if menus else ():
        if _is_menu(listed):
            listed.set(_ASIDE, "")


def _is_menu(listed: Any) -> bool:
    """Whether a list is nothing but links, and not to annexes or files."""
    links = [link for link in listed.iter("a") if link.get("href")]
    files = any(_FILES.search(f"{link.get('href')} {link.text_content()}") for link in links)
    linked = sum(len(link.text_content().strip()) for link in links)
    return len(links) > 1 and not files and linked >= 0.9 * _letters(listed)


def title_of(page: Any) -> str:
    """What the page calls itself: it often names the municipality."""
    title = page.find(".//title")
    return " ".join((title.text or "").split()) if title is not None else ""


def _take_out(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _root(body: Any) -> Any:
    """The first of the usual places of the text that holds enough of the page."""
    weight = _letters(body)
    for found in _candidates(body):
        if _letters(found) >= _ENOUGH * weight * 0.5 and _holds_title(found, body):
            return found
    return body


def _candidates(body: Any) -> Iterator[Any]:
    yield from body.iter("main")
    yield from body.iterfind(".//*[@role='main']")
    skipped_to = _skip_target(body)
    for element in body.iterfind(".//*[@id]"):
        if element.get("id") == skipped_to or element.get("id", "").lower() in _MAIN_NAMES:
            yield element
    articles = list(body.iter("article"))
    if len(articles) == 1:
        yield articles[0]


def _skip_target(body: Any) -> str | None:
    """Where "to the content" leads, which pages have for those who cannot see them."""
    for link in body.iter("a"):
        if re.search(r"till (?:huvud)?inneh[åa]ll|skip to|hoppa över", link.text_content(), re.IGNORECASE):
            return str(link.get("href", "")).partition("#")[2] or None
    return None


def _holds_title(element: Any, body: Any) -> bool:
    return next(element.iter("h1"), None) is not None or next(body.iter("h1"), None) is None


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _stands_around(element: Any, root: Any, weight: int) -> bool:
    tag = element.tag
    if tag in {"body", "main", "article", "html", *_HEADINGS}:
        return False
    if tag == "button":
        return next(element.iterancestors("dt", "summary", *_HEADINGS), None) is None
    if _hidden(element, root):
        return True
    named = (
        tag in _AROUND
        or str(element.get("role", "")).lower() in _ROLES
        or (tag in {"header", "form"} and next(element.iterancestors("main", "article"), None) is None)
        or bool(_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"))
    )
    if not named or (tag in {"header", "form"} and next(element.iter("h1"), None) is not None):
        return False
    return next(element.iter("h1"), None) is None and _letters(element) < _ENOUGH * weight


def _hidden(element: Any, root: Any) -> bool:
    """Whether it is not shown at all; what a button opens is only folded."""
    style = str(element.get("style", "")).replace(" ", "").lower()
    if element.get("hidden") is None and "display:none" not in style and "visibility:hidden" not in style:
        return False
    name = element.get("id")
    folded = name and root.getroottree().xpath("//*[@aria-controls=$name]", name=name)
    return not folded and not element.get("aria-labelledby")
