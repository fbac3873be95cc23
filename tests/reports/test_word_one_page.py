"""A Word file on one page: small signs, a narrow frame, and the drawing beside the text."""

import io
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from fardplan.reports.tree import Form
from fardplan.reports.word import as_word
from tests.reports.sample import report


def test_the_frame_is_narrow_and_the_drawing_stands_beside_with_its_words() -> None:
    document = Document(io.BytesIO(as_word(replace(report(), form=Form.ONE_PAGE))))
    section = document.sections[0]
    assert [round((margin or 0) / Cm(1), 2) for margin in (section.left_margin, section.right_margin)] == [
        1.5,
        1.5,
    ]
    assert document.styles["Normal"].font.size == Pt(8.5)
    (anchor,) = document.element.body.iter(qn("wp:anchor"))
    assert not list(document.element.body.iter(qn("wp:inline")))
    assert anchor.find(qn("wp:docPr")).get("descr")
    assert abs(int(anchor.find(qn("wp:extent")).get("cx")) - Cm(4.4)) < 10
    grids = [
        sum(int(one.get(qn("w:w"))) for one in grid) for grid in document.element.body.iter(qn("w:tblGrid"))
    ]
    assert set(grids) == {Cm(18).twips}
    sizes = {item.get(qn("w:val")) for table in document.tables for item in table._tbl.iter(qn("w:sz"))}
    assert "15" in sizes
    assert "18" not in sizes


def test_it_says_what_the_ordinary_form_says() -> None:
    tight, ordinary = (
        Document(io.BytesIO(as_word(replace(report(), form=form)))) for form in (Form.ONE_PAGE, Form.REPORT)
    )
    assert [item.text for item in tight.paragraphs] == [item.text for item in ordinary.paragraphs]
