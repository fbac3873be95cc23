"""Documents as somebody listens to them: what PDF and Word files hold, part by part, and what they should.

`said_in_pdf` and `said_in_word` read a file, `says` tells from the report what must be read there. Spaces and
hyphens are left out, since lines are broken with them, and letters whose order on the page is another.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from fardplan.reports.finished import finished
from fardplan.reports.letters import ORDINARY
from fardplan.reports.plain import plain
from fardplan.reports.tree import Report
from fardplan.reports.word_lists import Signs

WITHIN = ("/Document", "/Div", "/Sect", "/Part", "/L", "/Table", "/THead", "/TBody", "/TR")
ROLES = {
    **{f"/H{level}": f"heading {level}" for level in range(1, 10)},
    **{"/Title": "title", "/Caption": "caption", "/TH": "head", "/TD": "cell"},
}
STYLES = {
    **{f"Heading {level}": f"heading {level}" for level in range(1, 10)},
    **{"Title": "title", "Caption": "caption"},
}


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a document: what it is, and its words; of a figure those for who does not see it."""

    role: str
    words: str

    @classmethod
    def of(cls, role: str, words: str) -> "Said":
        return cls(role, seen(words))


def seen(words: str) -> str:
    """The ordinary letters of a text, without spaces and hyphens."""
    return "".join(
        sign
        for sign in words
        if ORDINARY.fullmatch(sign) and not sign.isspace() and sign not in "-\N{SOFT HYPHEN}"
    )


def says(report: Report, *, in_pdf: bool) -> list[Said]:
    """What a document of the report must say, in the order in which it is read."""
    return [one for one in _says(plain(finished(report) if in_pdf else report), in_pdf) if one.words]


def _says(data: Mapping[str, Any], in_pdf: bool) -> Iterator[Said]:
    head, words = data["head"], data["words"]
    labels = {"officer": words["officer"], "phone": words["phone"], "addressee": words["to"]}
    facts = [head["day"], *(f"{label}: {head[name]}" for name, label in labels.items() if head[name])]
    yield from (Said.of("words", fact) for fact in facts)
    yield Said.of("title", data["title"])
    yield Said.of("words", data["subtitle"])
    yield Said.of("words", data["simulated"])
    for block in data["blocks"]:
        yield from _block(block, words["source"], in_pdf)
    if data["sources"]:
        yield Said.of("heading 1", words["sources"])
        yield from (Said.of("point •", source) for source in data["sources"])
    yield from (Said.of("words", name + role) for name, role in data["signatures"])


def _block(block: Mapping[str, Any], source: str, in_pdf: bool) -> Iterator[Said]:
    kind = block["is"]
    if kind == "heading":
        yield Said.of(f"heading {block['level']}", block["text"])
    elif kind == "paragraph":
        yield Said.of("words", _runs(block["runs"]))
    elif kind == "own":
        yield from (Said.of("words", text) for text in block["paragraphs"] or [block["prompt"]])
    elif kind == "points":
        for number, item in enumerate(block["items"], start=1):
            yield Said.of(f"point {number}." if block["numbered"] else "point •", _runs(item))
    elif kind == "note" and in_pdf:
        yield from (Said.of("words", block[name]) for name in ("title", "text"))
    elif kind == "note":
        yield Said.of("words", block["title"] + block["text"])
    elif kind == "table":
        yield from _table(block, source)
    else:
        parts = [Said.of("caption", block["title"]), Said.of("figure", block["alt"])]
        yield from parts if in_pdf else reversed(parts)
        yield from _below(block, source)
        yield from _table(block["table"], source) if block["table"] else ()


def _runs(runs: Iterable[Mapping[str, Any]]) -> str:
    return "".join(run["text"] for run in runs)


def _table(table: Mapping[str, Any], source: str) -> Iterator[Said]:
    yield Said.of("caption", table["title"])
    yield from (Said.of("head", cell) for cell in table["header"])
    yield from (Said.of("cell", cell) for row in table["rows"] for cell in row)
    yield from _below(table, source)


def _below(block: Mapping[str, Any], source: str) -> Iterator[Said]:
    yield from (Said.of("words", note) for note in block["notes"])
    if block["source"]:
        yield Said.of("words", f"{source}: {block['source']}")


def said_in_pdf(content: bytes) -> tuple[str, list[Said]]:
    """The language of a tagged PDF, and its parts in the order of its structure."""
    read = PdfReader(io.BytesIO(content))
    root: Any = read.trailer["/Root"]
    texts = {(number, mark): text for number, mark, text in _pieces(read) if mark is not None}
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(read.pages)}  # type: ignore[union-attr]
    tree = _Tree(texts, pages)
    return str(root["/Lang"]), [one for one in tree.parts(root["/StructTreeRoot"]["/K"], 0) if one.words]


def frames_of_pdf(content: bytes) -> list[str]:
    """What stands around the text of each page, which nobody hears: the words of its head and foot."""
    read = PdfReader(io.BytesIO(content))
    frames = [""] * len(read.pages)
    for number, mark, text in _pieces(read):
        if mark is None:
            frames[number] += text
    return [" ".join(frame.split()) for frame in frames]


def _pieces(read: PdfReader) -> Iterator[tuple[int, int | None, str]]:
    """The words of each marked piece of each page, and of what is marked as none."""
    for number, page in enumerate(read.pages):
        marks: list[int | None] = []
        found: dict[int | None, str] = {}

        def begun(operator: bytes, operands: Any, *_: Any, marks: Any = marks) -> None:
            if operator in (b"BDC", b"BMC"):
                named = operands[1] if len(operands) > 1 else None
                marks.append(named.get("/MCID") if isinstance(named, DictionaryObject) else None)
            elif operator == b"EMC":
                marks.pop()

        def told(text: str, *_: Any, marks: Any = marks, found: Any = found) -> None:
            inmost = next((mark for mark in reversed(marks) if mark is not None), None)
            found[inmost] = found.get(inmost, "") + text

        page.extract_text(visitor_operand_before=begun, visitor_text=told)
        yield from ((number, mark, text) for mark, text in found.items())


@dataclass(frozen=True, slots=True)
class _Tree:
    """The structure of a PDF; `texts` has the words by page and mark."""

    texts: Mapping[tuple[int, int], str]
    pages: Mapping[int, int]

    def parts(self, element: Any, page: int) -> Iterator[Said]:
        element = element.get_object()
        if isinstance(element, list):
            for one in element:
                yield from self.parts(one, page)
        elif not isinstance(element, int):
            page, role = self._page(element, page), element.get("/S")
            if role in WITHIN:
                yield from self.parts(element.get("/K", []), page)
            elif role == "/Figure":
                yield Said.of("figure", element["/Alt"])
            else:
                yield Said.of(self._role(element, page), self._words(element, page))

    def _role(self, element: Any, page: int) -> str:
        if element["/S"] != "/LI":
            return ROLES.get(element["/S"], "words")
        attributes = element["/P"]["/A"]
        if not any(one.get_object().get("/ListNumbering") == "/Decimal" for one in attributes):
            return "point •"
        label = next(part.get_object() for part in element["/K"] if part.get_object().get("/S") == "/Lbl")
        return f"point {self._words(label['/K'], self._page(label, page)).strip()}"

    def _page(self, element: Any, page: int) -> int:
        return self.pages[element.raw_get("/Pg").idnum] if "/Pg" in element else page

    def _words(self, element: Any, page: int) -> str:
        element = element.get_object()
        if isinstance(element, int):
            return self.texts.get((page, element), "")
        if isinstance(element, list):
            return "".join(self._words(one, page) for one in element)
        page = self._page(element, page)
        if element.get("/Type") == "/MCR":
            return self.texts.get((page, int(element["/MCID"])), "")
        if element.get("/S") == "/Lbl":
            return ""
        return self._words(element["/K"], page) if "/K" in element else ""


def said_in_word(content: bytes) -> tuple[str, list[Said]]:
    """The language of a Word file, and its parts in the order of its text."""
    document = Document(io.BytesIO(content))
    (language,) = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    names = {style.style_id: style.name for style in document.styles}
    signs = Signs(document)
    found = [one for block in _blocks(document.element.body) for one in _in_word(block, names, signs)]
    return language, [one for one in found if one.words]


def _blocks(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            yield from _blocks(child.find(qn("w:sdtContent")))


def _in_word(block: Any, names: Mapping[str, str], signs: Signs) -> Iterator[Said]:
    if block.tag == qn("w:tbl"):
        for row in block.iter(qn("w:tr")):
            heads = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            for cell in row.iter(qn("w:tc")):
                yield Said.of("head" if heads else "cell", _text(cell))
        return
    for described in block.iter(qn("wp:docPr")):
        yield Said.of("figure", described.get("descr"))
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = names[style.get(qn("w:val"))] if style is not None else "Normal"
    sign = signs.of(block).strip()
    yield Said.of(f"point {sign}" if sign else STYLES.get(name, "words"), _text(block))


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def headings_skip_none(said: Iterable[Said]) -> bool:
    """Whether each heading lies at most one level below the one before, and the first at the first."""
    levels = [int(found[1]) for one in said if (found := re.fullmatch(r"heading (\d)", one.role))]
    return all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
