"""A web page as lines."""

import re
from dataclasses import replace
from typing import Any

from lxml import etree, html

from fardplan.presentation.sentences import Sentence

from ...lines import Look
from ..paper import Paper, Placed, numbered, printed
from ..refusals import SAVE_ANEW, SMALLER, nested_too_deeply, refused
from .furniture import is_furniture
from .main_content import main_content, title_of
from .walking import walk
from .writing import Within, Writer

_MOST_TAGS = 1_500_000
_DEEPEST = 120
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OWN_ENTITIES = re.compile(r"(<!DOCTYPE[^>\[]*)\[.*?\]\s*(?=>)", re.IGNORECASE | re.DOTALL)
_BEGINS = re.compile(
    r"(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|"
    r"table|ul|ol|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_web_page(text: str) -> bool:
    """Whether a text begins as a web page does, whole or a piece of one."""
    return bool(_BEGINS.match(text[:20_000]))


def read_web_page(text: str) -> Paper:
    """The text of a page in its order, with headings, list marks and cells; the site around it left out.

    Nothing is fetched and no entity of its own is filled in. Raises InputError for a page of too many or
    too deeply nested elements.
    """
    if text.count("<") > _MOST_TAGS:
        what = Sentence("the page has {count} elements, too many to be read", count=f"{text.count('<'):,}")
        raise refused(what, SMALLER)
    page = _parsed(_OWN_ENTITIES.sub(r"\1", _DECLARATION.sub("", text), count=1))
    writer = Writer()
    title = printed(title_of(page))
    body = page.find("body")
    if body is not None:
        walk(main_content(body), writer, Within())
        writer.end()
    first = [Placed(title, Look(new_block=True), aside=True)] if title else []
    return numbered([*first, *(_seen(placed) for placed in writer.placed)], "html")


def _seen(placed: Placed) -> Placed:
    plain = not placed.look.heading and placed.look.cell is None
    return replace(placed, aside=True) if plain and is_furniture(placed.text) else placed


def _parsed(text: str) -> Any:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = html.document_fromstring(text or " ", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise refused(Sentence("this is a web page that cannot be read"), SAVE_ANEW) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) or _too_deep(page):
        raise nested_too_deeply()
    return page


def _too_deep(page: Any) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False
