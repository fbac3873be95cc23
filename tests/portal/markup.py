"""Reads a page strictly: every element closed, in order; what a browser would forgive is an error here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "caption", "figcaption", "summary"),
    *("tr", "div", "ul", "ol", "dl", "table", "section", "article", "nav", "main", "details", "figure"),
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Element"]:
        """This element and all inside it, in order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, *tags: str) -> list["Element"]:
        return [item for item in self if item.tag in tags]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def has_class(self, name: str) -> bool:
        return name in self.get("class").split()

    @property
    def text(self) -> str:
        """All text in it on one line, drawings left out."""
        return " ".join("".join(self._texts()).split())

    @property
    def lines(self) -> list[str]:
        """What a reader sees, block by block; drawings left out."""
        joined = "".join(self._texts(blocks=True))
        return [" ".join(line.split()) for line in joined.split("\0") if line.strip()]

    def _texts(self, *, blocks: bool = False) -> Iterator[str]:
        if self.tag == "svg":
            return
        edge = "\0" if blocks and self.tag in BLOCKS else ""
        yield edge
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts(blocks=blocks)
        yield edge


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("page")
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> names an attribute twice: {names}"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """The page as a tree. Raises `AssertionError` where an element is not closed in order."""
    assert html.startswith("<!doctype html>\n")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.top], f"never closed: {[item.tag for item in reader.open]}"
    return reader.top
