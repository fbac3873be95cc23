"""Word files that somebody brought and that cannot be used: what is said of each, and no accident."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.reports.reading import read_report
from fardplan.reports.template import read_template
from fardplan.reports.tree import Section, points
from fardplan.reports.word import as_word
from fardplan.vocabulary.errors import InputError
from tests.reports.sample import report
from tests.reports.word_templates import (
    of_kind,
    saved,
    template,
    with_part,
)


def _in(place: str) -> bytes:
    document = Document()
    if place == "table":
        document.add_table(1, 1).cell(0, 0).text = "{{ content }}"
    elif place == "header":
        document.sections[0].header.paragraphs[0].text = "{{ content }}"
    else:
        for text in place.split("|"):
            document.add_paragraph(text)
    return saved(document)


def _macros() -> bytes:
    return with_part(saved(Document()), "word/vbaProject.bin", b"macro")


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * 61_000_000)
    return out.getvalue()


def _many_large() -> bytes:
    """Five files that are each small enough, and not together."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for number in range(5):
            package.writestr(f"word/media/{number}.bin", b" " * 55_000_000)
    return out.getvalue()


def _many() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for number in range(3_000):
            package.writestr(f"word/{number}.bin", b"")
    return out.getvalue()


def _twice() -> bytes:
    """A file in which the document stands once for those who check it and once for those who open it."""
    out = io.BytesIO(saved(Document()))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore", UserWarning)
        package.writestr(MAIN, package.read(MAIN))
    return out.getvalue()


def _strict() -> bytes:
    content = saved(Document())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.read(MAIN)
    loose = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return with_part(content, MAIN, part.replace(loose, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "hej")
    return out.getvalue()


def _damaged() -> bytes:
    content = bytearray(saved(Document()))
    content[len(content) // 2 : len(content) // 2 + 400] = b"x" * 400
    return bytes(content)


def _without(content: bytes, name: str, pattern: str) -> bytes:
    """A template of which a part lacks what Word always writes."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.read(name).decode()
    cut = re.sub(pattern, "", part)
    assert cut != part
    return with_part(content, name, cut.encode())


def _with_footer() -> bytes:
    document = Document()
    document.sections[0].footer.add_paragraph("Stadens sidfot")
    return saved(document)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bb">]><w:document xmlns:w="x">&b;</w:document>'
MAIN = "word/document.xml"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "filen är ingen Wordfil"),
    "a pdf": (lambda: b"%PDF-1.7 hej", "filen är ingen Wordfil"),
    "a zip": (_zip, "filen är ingen Wordfil"),
    "a workbook": (lambda: of_kind(saved(Document()), "sheet.main+xml"), "filen är ingen Wordfil"),
    "a .doc": (lambda: OLE, "filen har Words gamla format (.doc)"),
    "locked": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "filen är låst med ett lösenord"),
    "a .dotx": (lambda: of_kind(saved(Document()), "template.main+xml"), "filen är en Wordmall (.dotx)"),
    "macros": (_macros, "filen har makron"),
    "a .docm": (
        lambda: with_part(of_kind(saved(Document()), "x"), "[Content_Types].xml", _docm()),
        "filen har makron",
    ),
    "damaged": (_damaged, "Wordfilen är skadad"),
    "cut": (lambda: saved(Document())[:-3000], "filen är ingen Wordfil"),
    "no document": (lambda: with_part(saved(Document()), MAIN, None), "Wordfilen är skadad"),
    "broken xml": (lambda: with_part(saved(Document()), MAIN, b"<w:document"), "Wordfilen är skadad"),
    "a list of no kind": (
        lambda: _without(template(), "word/numbering.xml", "<w:abstractNumId [^>]*/>"),
        "Wordfilen är skadad",
    ),
    "a footer from nowhere": (
        lambda: _without(_with_footer(), MAIN, ' r:id="[^"]*"'),
        "Wordfilen är skadad",
    ),
    "entities": (
        lambda: with_part(saved(Document()), MAIN, ENTITIES),
        "filen har definitioner som Word aldrig skriver",
    ),
    "bomb": (_bomb, "filen skulle bli alldeles för stor uppackad"),
    "a bomb of many": (_many_large, "filen skulle bli alldeles för stor uppackad"),
    "many files": (_many, "filen skulle bli alldeles för stor uppackad"),
    "two documents": (_twice, "Wordfilen är skadad"),
    "strict": (_strict, "filen är sparad som ”Strikt Open XML”"),
    "enormous": (lambda: b"PK" + b"\0" * 25_000_001, "filen är större än 25 MB"),
    "unknown word": (lambda: _in("{{ titel }}"), "mallen har ett ord som inte finns: {{ titel }}"),
    "braces": (lambda: _in("{% if x %}"), "mallen har klamrar utan ord: {% if x %}"),
    "half a word": (lambda: _in("{{ title }"), "mallen har klamrar utan ord: {{ title }"),
    "two places": (
        lambda: _in("{{ content }}|{{ content }}"),
        "mallen har 2 stycken med {{ content }}",
    ),
    "not alone": (lambda: _in("Här: {{ content }}"), "{{ content }} står inte ensamt i sitt stycke"),
    "in a table": (
        lambda: _in("table"),
        "{{ content }} står i en tabell, en ruta, ett fält, ett sidhuvud eller en sidfot",
    ),
    "in a header": (
        lambda: _in("header"),
        "{{ content }} står i en tabell, en ruta, ett fält, ett sidhuvud eller en sidfot",
    ),
}


def _docm() -> bytes:
    with zipfile.ZipFile(io.BytesIO(saved(Document()))) as package:
        types = package.read("[Content_Types].xml").decode()
    plainly = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return types.replace(plainly, "application/vnd.ms-word.document.macroEnabled.main+xml").encode()


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used_is_told_what_it_is(name: str) -> None:
    make, told = BAD[name]
    with pytest.raises(InputError) as caught:
        as_word(report(), make())
    assert caught.value.what.in_language("sv") == told  # type: ignore[attr-defined]
    assert caught.value.outcome == "Nothing was read from it."
    assert caught.value.instead


def test_a_word_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        read_template(_in("{{ titel }}"), where="mall.docx")
    assert str(caught.value).startswith(
        "mall.docx: the template has a word that is none: {{ titel }}\nThere is: "
    )
    assert "Did you mean '{{ title }}'?" in str(caught.value)


PARTS = ("document.xml", "styles.xml", "numbering.xml", "settings.xml", "_rels/document.xml.rels")
LITTLE = replace(report(), parts=(Section("A", (points("b"), points("c", numbered=True))),))
WHOLE = (template(), as_word(LITTLE))


@settings(max_examples=40, deadline=None)
@given(content=st.sampled_from(WHOLE), data=st.data())
def test_a_file_with_spoilt_bytes_is_used_or_told_to_be_damaged(content: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(content)
    for _ in range(3):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    _use(bytes(spoilt))


@settings(max_examples=40, deadline=None)
@given(content=st.sampled_from(WHOLE), name=st.sampled_from(PARTS), data=st.data())
def test_a_file_with_spoilt_xml_is_used_or_told_to_be_damaged(
    content: bytes, name: str, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.read(f"word/{name}").decode()
    at = data.draw(st.sampled_from(list(re.finditer(r'="[^"]*"|<[^<>]*/>', part))))
    instead = '="x"' if at[0].startswith("=") else ""
    _use(with_part(content, f"word/{name}", (part[: at.start()] + instead + part[at.end() :]).encode()))


def _use(content: bytes) -> None:
    """No other error than one that a person can act on."""
    with suppress(InputError):
        as_word(LITTLE, content)
    with suppress(InputError):
        read_report(content)
