"""A Word file on one page: less room around, smaller signs, and a drawing that the text goes round."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt

from fardplan.reports.word_styles import turned_to

WIDTH = Cm(18)
"""How wide the page is between its margins."""
DRAWING = Cm(4.4)
"""How wide a drawing is."""
LEAD, SMALL = Pt(9.5), Pt(7)
"""The size of what is to be read first, and of notes."""
CELL, BETWEEN = 15, 8
"""The size of a table's words in half points, and the room above and below them in twentieths of one."""
_SIZES = {"Normal": 8.5, "Title": 18, "Heading 1": 11, "Heading 2": 9.5, "Heading 3": 8.5, "Caption": 8}


def tighten(document: Any) -> None:
    """Give our own document a narrow frame and small signs."""
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.6)
    section.header_distance = section.footer_distance = Cm(0.9)
    styles = document.styles
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(3), 1.0
    styles["Title"].paragraph_format.space_before = Pt(6)
    turned_to(document, WIDTH)


def beside_the_text(picture: Any) -> None:
    """Put a drawing at the top of the page's right side, with the text to its left."""
    inline = picture._inline
    width, height = inline.extent.cx, inline.extent.cy
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="180000" distR="0" '
        'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="left"/></wp:anchor>'
    )
    for child in list(inline):
        if child.tag != qn("wp:extent"):
            anchor.append(child)
    inline.getparent().replace(inline, anchor)


def drawing_width(width: Length) -> Length:
    """How wide a drawing beside the text is, on a page that is so wide."""
    return Length(min(DRAWING, width // 3))
