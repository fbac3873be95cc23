"""A report as it goes out: what nobody has written is left out, with its heading, and nothing else is."""

from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Words
from hypothesis import given
from hypothesis import strategies as st

from fardplan.reports.finished import finished
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import OwnText, Part, Report, Section, paragraph, walk
from fardplan.reports.word import as_word
from tests.reports.sample import report

EMPTY = OwnText("empty", "Samråd", prompt="Skriv hur ärendet har beretts.")
WRITTEN = OwnText("written", "Synpunkter", ("Bra.",))


def of(*parts: Part) -> Report:
    return replace(report(), parts=parts)


def test_an_unwritten_place_goes_with_the_headings_that_have_nothing_else() -> None:
    before = of(
        Section("Samråd", (EMPTY,)),
        Section("Allt", (Section("Inget här", (replace(EMPTY, key="b"),)),)),
        Section("Något", (replace(EMPTY, key="c"), paragraph("Känt."), WRITTEN)),
        Section("Tom från början"),
    )
    assert finished(before).parts == (
        Section("Något", (paragraph("Känt."), WRITTEN)),
        Section("Tom från början"),
    )


def test_a_pdf_is_the_same_with_the_place_and_without_it() -> None:
    kept = Section("Känt", (paragraph("Det här vet vi."),))
    assert as_pdf(of(kept, Section("Samråd", (EMPTY,)))) == as_pdf(of(kept))


def test_word_keeps_the_heading_and_the_prompt_for_those_who_write() -> None:
    document = Document(BytesIO(as_word(of(Section("Samråd", (EMPTY,))))))
    text = "".join(document.element.body.itertext())
    assert "Samråd" in text
    assert EMPTY.prompt in text


texts = st.builds(
    lambda words: OwnText("", "Synpunkter", tuple(words)), st.lists(st.just("Bra."), max_size=1)
)
parts = st.recursive(
    texts | st.just(paragraph("Känt.")),
    lambda inner: st.builds(lambda some: Section("Rubrik", tuple(some)), st.lists(inner, max_size=3)),
)


@given(st.lists(parts, max_size=4))
def test_everything_written_stays_in_its_order_and_once_is_enough(some: list[Part]) -> None:
    before = of(*some)
    after = finished(before)
    assert finished(after) == after

    def said(made: Report) -> list[Part]:
        return [one for one in walk(made.parts) if not isinstance(one, Section)]

    assert said(after) == [one for one in said(before) if not isinstance(one, OwnText) or one.paragraphs]


def test_a_prompt_has_the_dress_of_a_text_that_is_to_be_replaced() -> None:
    document = Document(BytesIO(as_word(of(Section("Samråd", (EMPTY, WRITTEN))))))
    found = [Words(item, document._body) for item in document.element.body.iter(qn("w:p"))]
    dress = {run.text: run.style.name for item in found for run in item.runs}
    assert (dress[EMPTY.prompt], dress["Bra."]) == ("Placeholder Text", "Default Paragraph Font")
