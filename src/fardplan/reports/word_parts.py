"""Pieces of a Word file: fields that Word counts, links, fields for own texts, and where things stand."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

from fardplan.reports.word_marks import tag_of
from fardplan.reports.word_styles import WIDTH


def counted(paragraph: Any, name: str) -> None:
    """A field that Word counts itself: the number of a page, and of all."""
    for kind, words in (("begin", None), (None, name), ("separate", None), (None, "1"), ("end", None)):
        run = paragraph.add_run()._r
        if kind:
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        elif words == name:
            run.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {name} </w:instrText>'))
        else:
            run.text = "1"


def linked(paragraph: Any, run: Any, address: str) -> None:
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"/>')
    paragraph._p.replace(run._r, link)
    link.append(run._r)


def own_field(key: str, title: str, *, is_empty: bool) -> Any:
    """A field for an officer's own text. It is a part of the document to Word, which LibreOffice keeps whole;
    a plain field LibreOffice cuts to its first paragraph. The gallery's name says what LibreOffice drops with
    the tag.
    """
    field = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:showingPlcHdr/><w:docPartObj>"
        "<w:docPartGallery/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    properties = field.find(qn("w:sdtPr"))
    properties.find(qn("w:alias")).set(qn("w:val"), title[:64])
    properties.find(qn("w:tag")).set(qn("w:val"), tag_of(key))
    properties.find(f"{qn('w:docPartObj')}/{qn('w:docPartGallery')}").set(qn("w:val"), tag_of(key))
    if not is_empty:
        properties.remove(properties.find(qn("w:showingPlcHdr")))
    return field


def room_at(document: Any, place: Any) -> Length:
    """How wide what stands at a paragraph, or at the end where None, may be."""
    body = document.element.body
    ends = [
        found for found in body.iter(qn("w:p")) if found.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    order = {element: number for number, element in enumerate(body)}
    before = [] if place is None else [end for end in ends if order.get(end, 0) < order[place]]
    section = document.sections[-1 if place is None else len(before)]
    if None in (section.page_width, section.left_margin, section.right_margin):
        return WIDTH
    return Length(max(section.page_width - section.left_margin - section.right_margin, 0)) or WIDTH


def room_below(table: Any, room: Length) -> None:
    """Room between a table and the words that come after it; headings and captions have room of their own."""
    after = table.getnext()
    said = next(iter(after.iter(qn("w:p"))), None) if after is not None else None
    if said is None or after.tag == qn("w:tbl"):
        return
    is_listed = said.pPr is not None and said.pPr.numPr is not None
    form = Paragraph(said, after).paragraph_format
    if form.space_before is None and (said.style is None or is_listed):
        form.space_before = room


def moved(body: Any, first: int, place: Any) -> None:
    """Put what was written at the end of the body from its `first` element in place of a paragraph."""
    for element in list(body)[first:-1]:
        place.addprevious(element)
    if place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        body.remove(place)
    else:  # it ends a section, which has a page of its own
        for child in [child for child in place if child.tag != qn("w:pPr")]:
            place.remove(child)
