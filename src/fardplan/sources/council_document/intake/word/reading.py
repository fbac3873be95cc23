"""A Word document as lines."""

from typing import Any

from fardplan.presentation.sentences import Sentence

from ..paper import Paper, Placed, numbered
from ..refusals import MOST_LINES, damaged, too_many_lines
from .headings import with_headings
from .numbering import Numbering
from .ooxml import child
from .package import Package, open_package
from .story import Story
from .styles import Styles


def read_word(content: bytes) -> Paper:
    """A line a paragraph (or part of one, where it is broken by hand), with the number that Word draws.

    Tracked insertions are read and deletions are not. Heads and feet stand first and last and notes after
    their paragraph, all aside. Pages are told when Word has left its page breaks in the file.

    Raises InputError for what is no Word document, or a damaged, locked or enormous one.
    """
    package = open_package(content)
    body = child(package.document, "body")
    if body is None:
        raise damaged(Sentence("a Word document"))
    styles = Styles(package.parts.get("styles"))
    story = Story(package, styles, Numbering(package.parts.get("numbering"), styles))
    story.tell(body)
    lines = [*_around(package, "header"), *(one.placed for one in with_headings(story.written))]
    lines += _around(package, "footer", story.page)
    if len(lines) > MOST_LINES:
        raise too_many_lines(len(lines))
    return numbered(lines, "word", pages=story.page if story.page > 1 else None)


def _around(package: Package, kind: str, page: int = 1) -> list[Placed]:
    """The heads or feet of the document's sections, each text once."""
    styles = Styles(package.parts.get("styles"))
    story = Story(package, styles, Numbering(None, styles))
    for reference in package.document.iter("{*}" + f"{kind}Reference"):
        part: Any = package.by_id.get(next((v for k, v in reference.attrib.items() if k.endswith("}id")), ""))
        if part is not None:
            story.tell(part, aside=True)
    seen: dict[str, Placed] = {}
    for one in story.written:
        seen.setdefault(one.placed.text, Placed(one.placed.text, one.placed.look, page=page, aside=True))
    return list(seen.values())
