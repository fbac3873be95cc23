"""Lists in a Word file: bullets and numbers, whatever its styles have; and how a list reads as text."""

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart


def list_number(document: Any, style: Any, *, numbered: bool) -> int:
    """The number of a list for paragraphs of a style; where they are numbered, one that begins at one."""
    numbering = _numbering(document)
    of_style = _of_style(style)
    abstract = _abstract_of(numbering, of_style) if of_style else None
    if abstract is None:
        abstract = _own_list(numbering, numbered=numbered)
    elif not numbered:
        return int(of_style or 0)
    made = numbering.add_num(abstract)
    if numbered:
        made.add_lvlOverride(0).add_startOverride(1)
    return int(made.numId)


def _numbering(document: Any) -> Any:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        name = PackURI("/word/numbering.xml")
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def _of_style(style: Any) -> int | None:
    """The list that a style, or one that it is based on, puts its paragraphs in."""
    while style is not None:
        found = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is not None:
            return int(found.get(qn("w:val"), "0")) or None
        style = style.base_style
    return None


def _abstract_of(numbering: Any, number: int) -> int | None:
    for item in numbering.num_lst:
        if item.numId == number:
            return int(item.abstractNumId.val)
    return None


def _own_list(numbering: Any, *, numbered: bool) -> int:
    """A list with our own look; Word wants its kind before all lists that are made of kinds."""
    taken = [int(item.get(qn("w:abstractNumId"))) for item in numbering.findall(qn("w:abstractNum"))]
    number = max(taken, default=-1) + 1
    form, text = ("decimal", "%1.") if numbered else ("bullet", "•")
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    at = len(taken) if first is None else list(numbering).index(first)
    numbering.insert(at, made)
    return number


class Signs:
    """What stands before the paragraphs of lists when they are read as text: `•`, `1.`, `2.`"""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._forms = dict(_forms(document))
        self._counted: dict[tuple[int, int], int] = {}

    def of(self, paragraph: Any) -> str:
        """The sign of a paragraph with its space; nothing where it is in no list."""
        number, level = self._place(paragraph)
        form = self._forms.get((number, level)) if number else None
        if form is None or form == "none":
            return ""
        if form == "bullet":
            return "• "
        for deeper in [key for key in self._counted if key[0] == number and key[1] > level]:
            del self._counted[deeper]
        self._counted[number, level] = self._counted.get((number, level), 0) + 1
        return f"{self._counted[number, level]}. "

    def _place(self, paragraph: Any) -> tuple[int, int]:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            number, level = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
            if number is not None:
                return _value(number), _value(level)
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if named is None:
            return 0, 0
        found = [style for style in self._document.styles if style.style_id == named.get(qn("w:val"))]
        return ((_of_style(found[0]) or 0) if found else 0), 0


def _value(element: Any) -> int:
    words = element.get(qn("w:val"), "0") if element is not None else "0"
    return int(words) if words.isdecimal() else 0


def _forms(document: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """How each level of each list is numbered."""
    try:
        numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return
    kinds: dict[int, list[tuple[int, str]]] = {}
    for kind in numbering.findall(qn("w:abstractNum")):
        forms = kinds.setdefault(int(kind.get(qn("w:abstractNumId"))), [])
        for level in kind.findall(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            forms.append((int(level.get(qn("w:ilvl"))), "decimal" if form is None else form.get(qn("w:val"))))
    for item in numbering.findall(qn("w:num")):
        of_kind = item.find(qn("w:abstractNumId"))
        for level, form in kinds.get(_value(of_kind), []):
            yield (int(item.get(qn("w:numId"))), level), form
