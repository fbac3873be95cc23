"""Packages for the e-archive: what is in them, that they say which decision, and that damage is seen."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import page
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from fardplan.presentation.zips import zip_of
from fardplan.store.case_documents import add_document
from fardplan.store.models import CaseDocument
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.archive import SCHEMA, archived, decision_of
from fardplan.usecases.reporting.archive_check import checked
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.document_files import file_of
from fardplan.vocabulary.errors import NotFoundError
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST
from tests.usecases.reporting.test_board_reports import MET, told_of

ORDER = ("board-report", "2027/t1/skolnamnden")
DC = "{http://purl.org/dc/elements/1.1/}"
OWN = "{urn:fardplan:archive:1}"
METS = "{http://www.loc.gov/METS/}"


@pytest.fixture
def home(db: None, tmp_path: Path) -> Home:
    return boards_city.make_home(tmp_path / "home")


@pytest.fixture
def made(home: Home) -> bytes:
    told_of(home)
    return archived(STRATEGIST, home, [ORDER], as_of=MET).content


def opened(content: bytes) -> dict[str, bytes]:
    """The files of a package by their paths from its top."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name.partition("/")[2]: package.read(name) for name in package.namelist()}


def packed(files: Mapping[str, bytes], top: str) -> bytes:
    return zip_of((f"{top}/{path}" if path else top, content) for path, content in files.items())


def faults(content: bytes) -> list[str]:
    return [str(fault) for fault in checked(content).faults]


def test_a_decided_step_is_packed_with_its_decision(made: bytes) -> None:
    files = opened(made)
    stem = "skolnamnden-tertialrapport-1-2027"
    assert list(files) == [
        "METS.xml",
        "metadata/descriptive/dc.xml",
        "metadata/descriptive/archive.xml",
        "documentation/read-first.txt",
        "documentation/sha256sums.txt",
        "schemas/archive.xsd",
        f"representations/archive/data/{stem}.pdf",
        f"representations/working/data/{stem}.docx",
        f"representations/working/data/{stem}.xlsx",
    ]
    root = etree.fromstring(files["metadata/descriptive/archive.xml"])
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    (decision,) = root.iter(f"{OWN}decision")
    assert {part.tag.removeprefix(OWN): part.text for part in decision} == {
        "body": "Skolnämnden",
        "date": "2027-05-27",
        "paragraph": "§ 4",
        "dnr": "SKN 2027/12",
    }
    assert [item.get("origin") for item in root.iter(f"{OWN}document")] == ["real"]
    said = etree.fromstring(files["metadata/descriptive/dc.xml"])
    assert [item.text for item in said.iter(f"{DC}identifier")][1:] == ["SKN 2027/12"]
    assert [item.text for item in said.iter(f"{DC}description")] == []


def test_the_document_to_keep_is_for_the_archive_and_the_copies_open(made: bytes) -> None:
    files = opened(made)
    pdf, word, _ = (content for path, content in files.items() if path.startswith("representations/"))
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_A_2A)
    assert Document(io.BytesIO(word)).core_properties.title == "Tertialrapport 1 2027"


def test_every_file_is_listed_with_its_sum_twice(made: bytes) -> None:
    files = opened(made)
    root = etree.fromstring(files["METS.xml"])
    listed = {}
    for element in root.iter(f"{METS}mdRef", f"{METS}file"):
        place = element if element.tag.endswith("mdRef") else element[0]
        listed[place.get("{http://www.w3.org/1999/xlink}href")] = (
            element.get("CHECKSUM"),
            int(element.get("SIZE")),
        )
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    assert listed == {path: (sums[path], len(files[path])) for path in files if path != "METS.xml"}
    lines = files["documentation/sha256sums.txt"].decode().splitlines()
    there = {path: sums[path] for path in files if path not in ("METS.xml", "documentation/sha256sums.txt")}
    assert dict(line.split("  ")[::-1] for line in lines) == there
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))
    pointed = {element.get("FILEID") for element in root.iter(f"{METS}fptr")}
    assert pointed <= {element.get("ID") for element in root.iter(f"{METS}fileGrp")}


def test_the_same_reports_are_the_same_bytes_and_others_another_name(home: Home) -> None:
    first = archived(STRATEGIST, home, [ORDER], as_of=IN_T1)
    assert archived(STRATEGIST, home, [ORDER, ORDER], as_of=IN_T1) == first
    plan = ("board-plan", "2027/vp/skolnamnden")
    both = archived(STRATEGIST, home, [ORDER, plan], as_of=IN_T1)
    assert (both.files, both.name == first.name) == (first.files + 3, False)
    assert checked(both.content).name == both.name


def test_a_decision_that_was_not_taken_yet_is_not_told(home: Home) -> None:
    told_of(home)
    assert decision_of(*ORDER, MET) is not None
    assert decision_of(*ORDER, IN_T1) is None
    assert decision_of("decision-memo", "betyg", MET) is None
    root = etree.fromstring(
        opened(archived(STRATEGIST, home, [ORDER], as_of=IN_T1).content)["metadata/descriptive/archive.xml"]
    )
    assert list(root.iter(f"{OWN}decision")) == []


def test_what_is_not_there_or_may_not_be_read_is_not_packed(home: Home) -> None:
    with pytest.raises(NotFoundError, match="no report was named"):
        archived(STRATEGIST, home, [], as_of=IN_T1)
    with pytest.raises(NotFoundError):
        archived(Actor("Ingen"), home, [ORDER], as_of=IN_T1)


def test_a_whole_package_is_whole(made: bytes) -> None:
    found = checked(made)
    assert (found.is_whole, found.files, faults(made)) == (True, 8, [])


def test_what_is_wrong_with_a_package_is_told_file_by_file(made: bytes) -> None:
    files, top = opened(made), checked(made).name
    pdf = next(path for path in files if path.endswith(".pdf"))
    word = next(path for path in files if path.endswith(".docx"))
    wrong = {path: content for path, content in files.items() if path != word}
    wrong |= {pdf: files[pdf] + b" ", "notes.txt": b"x"}
    assert faults(packed(wrong, top)) == [
        f"{pdf} has been changed since the package was made",
        f"{word} is not there",
        "notes.txt is not in METS.xml",
    ]
    assert faults(packed(files, "another")) == ["METS.xml is that of another package"]
    without = files["METS.xml"].replace(b"SHA-256", b"MD5")
    assert len(faults(packed(files | {"METS.xml": without}, top))) == 8


def test_what_is_no_package_is_told(made: bytes) -> None:
    files, top = opened(made), checked(made).name
    no_list = {path: content for path, content in files.items() if path != "METS.xml"}
    assert faults(b"text") == ["it is no zip file, or it is damaged"]
    assert faults(made[: len(made) // 2]) == ["it is no zip file, or it is damaged"]
    assert faults(zip_of({})) == ["it does not hold one folder with everything in it"]
    assert faults(zip_of({"a/x": b"", "b/x": b""})) == ["it does not hold one folder with everything in it"]
    assert faults(zip_of({"a/../../x": b""})) == ["it does not hold one folder with everything in it"]
    assert faults(packed(no_list, top)) == ["METS.xml, which lists what is in it, is not there"]
    for damaged in (b"<mets", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'):
        assert faults(packed(files | {"METS.xml": damaged}, top)) == ["METS.xml is damaged"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), byte=st.integers(1, 255))
def test_no_changed_byte_of_a_file_goes_unseen(made: bytes, where: float, byte: int) -> None:
    files, top = opened(made), checked(made).name
    paths = [path for path in files if path != "METS.xml"]
    path = paths[int(where * len(paths))]
    content = bytearray(files[path])
    content[int(where * len(content))] ^= byte
    assert faults(packed(files | {path: bytes(content)}, top)) == [
        f"{path} has been changed since the package was made"
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), byte=st.integers(1, 255))
def test_a_damaged_zip_file_is_answered_without_an_accident(made: bytes, where: float, byte: int) -> None:
    content = bytearray(made)
    content[int(where * len(content))] ^= byte
    checked(bytes(content))


def test_what_was_brought_in_to_a_case_is_packed_as_it_came(home: Home) -> None:
    content = b"%PDF-1.7 council document"
    digest = hashlib.sha256(content).hexdigest()
    file_of(home, digest).parent.mkdir(parents=True)
    file_of(home, digest).write_bytes(content)
    case = open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=STRATEGIST, today=IN_T1)
    number = add_document(
        sha256=digest, name="Förslag.PDF", size=len(content), draft={}, doubts=[], by="Åsa", day=IN_T1
    )
    CaseDocument.objects.filter(pk=number).update(case_id=case)
    made = archived(STRATEGIST, home, [("official", str(case))], as_of=IN_T1)
    assert opened(made.content)["representations/original/data/1-forslag.pdf"] == content
    assert faults(made.content) == []
