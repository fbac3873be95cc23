"""Files that are no text, or not what they are called: each answer says what to do, in Swedish too."""

import random
from contextlib import suppress

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.sources.council_document.intake import read_paper
from fardplan.vocabulary.errors import InputError
from tests.sources.council_document.intake.made import bare_pdf, drawn, p, packed, read, told, word


def refused(content: bytes) -> InputError:
    with pytest.raises(InputError) as error:
        read_paper(content, name="plan.pdf")
    return error.value


REFUSED = [
    (b"\xd0\xcf\x11\xe0 old", "this is a file of an old Office program, such as .doc"),
    (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "this is a document that is locked with a password",
    ),
    (b"{\\rtf1 text}", "this is an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "this is a picture of a document, not its text"),
    (b"\xff\xd8\xff\xe0", "this is a picture of a document, not its text"),
    (b"text \x00\x01\x02", "this is a binary file; it has no text that can be read"),
    (b"PK\x03\x04 torn", "this is a Word document that is damaged"),
    (packed({"mimetype": "x", "content.xml": "<a/>"}), "this is an OpenDocument file"),
    (packed({"xl/workbook.xml": "<a/>"}), "this is a spreadsheet, not a document with text"),
    (packed({"ppt/presentation.xml": "<a/>"}), "this is a set of slides, not a document with text"),
    (packed({"notes.txt": "hej"}), "this is a zip file and no Word document"),
    (packed({"word/document.xml": "<torn"}), "this is a Word document that is damaged"),
    (b"%PDF-1.7 and nothing more", "this is a PDF that is damaged"),
    (bare_pdf([]), "this is a PDF that is damaged"),
    (bare_pdf([""]), "the PDF has no text"),
    (b"a" * 32_000_001, "the file has 32,000,001 bytes, at most 32,000,000 are read"),
    (b"a\n" * 400_001, "the text has 400,002 lines, at most 400,000 are read"),
    (b"a" * 16_000_001, "the text has 16,000,001 characters, at most 16,000,000 are read"),
]


@pytest.mark.parametrize(("content", "what"), REFUSED, ids=[what for _, what in REFUSED])
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, what: str) -> None:
    error = refused(content)
    assert (error.what, error.where, error.outcome) == (what, "plan.pdf", "No draft was made.")
    assert error.instead
    swedish = error_in(error, "sv")
    assert swedish.endswith("Inget utkast gjordes.")
    assert what not in swedish


def test_a_file_is_what_it_holds_whatever_it_is_called() -> None:
    page = "<!doctype html><title>Plan</title><h1>Vår plan</h1>".encode()
    assert told(read(page, "plan.txt")) == ["(Plan", "h1 Vår plan"]
    assert told(read(word(p("Vår plan")), "plan.pdf")) == ["Vår plan"]
    assert told(read(bare_pdf([drawn((50, 700, "En plan"))]), "plan.docx")) == ["En plan"]
    assert told(read("Vår plan", "plan.html")) == ["~ Vår plan"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert read("Mål – år\n".encode(encoding)).texts == ("Mål – år", "")


def test_a_page_is_read_in_the_letters_it_declares() -> None:
    page = '<html><meta charset="iso-8859-1"><p>Mål – “år”</p>'.encode("cp1252")
    assert read(page).texts == ("Mål – “år”",)


def test_whatever_the_bytes_there_is_a_paper_or_an_answer() -> None:
    """Files cut off and files with bytes changed: never another error."""
    wanted = random.Random(5)
    whole = [bare_pdf([drawn((50, 700, "En plan"))]), word(p("Vår plan")), b"<html><p>plan</p></html>"]
    for content in whole:
        for _ in range(12):
            spoilt = bytearray(content)
            for _ in range(wanted.randint(1, 8)):
                spoilt[wanted.randrange(len(spoilt))] = wanted.randrange(256)
            with suppress(InputError):
                read(bytes(spoilt[: wanted.randint(1, len(spoilt))]))
