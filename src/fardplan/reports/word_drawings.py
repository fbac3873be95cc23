"""A drawing in a Word file: vectors, a picture for programs that know none, and its words."""

import io
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from fardplan.reports.pdf import as_picture

PPI = 150
"""Of the picture beside the vectors, which is seen where a program knows no vectors."""
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def drawn(document: Any, paragraph: Any, svg: str, title: str, alt: str, width: Length) -> Any:
    """A drawing as vectors, with a picture of it for programs that know no vectors; and its words.

    Returns the picture as it stands in its line.
    """
    png = as_picture(svg, width_pt=440, ppi=PPI)
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    described = picture._inline.docPr
    described.set("descr", alt)
    described.set("title", title)
    package = document.part.package
    name = PackURI(f"/word/media/{_next_name(package)}.svg")
    part = PackagePart(name, "image/svg+xml", svg.encode(), package)
    number = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = picture._inline.graphic.graphicData.pic.blipFill.blip
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{_SVG_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_ASVG}" r:embed="{number}"/></a:ext></a:extLst>'
        )
    )
    return picture


def _next_name(package: Any) -> str:
    taken = sum(1 for part in package.iter_parts() if str(part.partname).endswith(".svg"))
    return f"drawing{taken + 1}"
