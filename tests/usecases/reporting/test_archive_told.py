"""What a package for the e-archive says of what is in it, and what its examiner does not let through."""

import hashlib
import io
import re
import struct
import zipfile
from datetime import date

import pytest
from django.utils.timezone import localdate
from lxml import etree

from fardplan.presentation.zips import zip_of
from fardplan.roadmap.case import Move
from fardplan.store.case_documents import add_document
from fardplan.store.models import CaseDocument
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.usecases.actors import SIMULATED, Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.archive import archived, decision_of
from fardplan.usecases.reporting.archive_check import checked
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.own_texts import write_texts
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.document_files import file_of
from tests.builders import sv
from tests.usecases.reporting.test_archive import DC, OWN, opened, packed

DAY, LATER, LAST = date(2021, 3, 1), date(2021, 4, 1), date(2021, 5, 1)
MEMO = ("decision-memo", "betyg")
BODIES = (("kf", "Kommunfullmäktige", "council"), ("ks", "Kommunstyrelsen", "executive"))


def told(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(opened(content)[f"metadata/descriptive/{name}.xml"])


def test_what_is_simulated_is_said_to_be_so_wherever_somebody_looks(home: Home, strategist: Actor) -> None:
    played = Actor("Spelad", frozenset({Role.STRATEGIST}), origin=SIMULATED)
    for simulated in (False, True):
        if simulated:
            write_texts(played, home, *MEMO, "sv", {"judgement": (("Påhittat.",), 0)}, DAY)
        content = archived(strategist, home, [MEMO], as_of=DAY).content
        (document,) = told(content, "archive").iter(f"{OWN}document")
        assert document.get("origin") == ("simulated" if simulated else "real")
        words = "Siffrorna är simulerade: paketet är ett exempel och ska inte arkiveras."
        said = [item.text for item in told(content, "dc").iter(f"{DC}description")]
        assert said == ([words] if simulated else [])
        read_first = opened(content)["documentation/read-first.txt"].decode().split("\n\n")
        assert (words in read_first[:2]) is simulated


def test_its_sources_are_those_of_the_reports_each_once(home: Home, strategist: Actor) -> None:
    publish(home, actor=strategist, today=DAY)
    today = localdate()
    sources = [make(strategist, home, "status", key, as_of=today).sources for key in ("", "skola")]
    assert sources[0]
    content = archived(strategist, home, [("status", ""), ("status", "skola")], as_of=today).content
    said = [item.text for item in told(content, "dc").iter(f"{DC}source")]
    assert said == list(dict.fromkeys(one for some in sources for one in some))


def test_a_case_has_the_latest_decision_that_had_been_taken_by_the_day(home: Home, strategist: Actor) -> None:
    keep_organisations([KnownOrganisation(key, sv(name), kind, packaged=True) for key, name, kind in BODIES])
    case = open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=strategist, today=DAY)
    move_case(case, Move.PROPOSE, actor=strategist, today=DAY, comment="Bråttom")
    for move, day, paragraph in ((Move.SUBMIT, LATER, "§ 3"), (Move.ADOPT, LAST, "§ 12")):
        decision = GivenDecision(day, paragraph, "KS 2021/7")
        move_case(case, move, actor=strategist, today=day, decision=decision)
    found = {day: decision_of("official", str(case), day) for day in (DAY, LATER, LAST)}
    assert {day: taken.paragraph if taken else None for day, taken in found.items()} == {
        DAY: None,
        LATER: "§ 3",
        LAST: "§ 12",
    }


def test_only_what_was_brought_in_to_the_case_comes_with_it(home: Home, strategist: Actor) -> None:
    contents = {}
    for title in ("Ett", "Två"):
        case = open_from_edition(None, title=title, why="Skäl", actor=strategist, today=DAY)
        contents[case] = title.encode()
        digest = hashlib.sha256(contents[case]).hexdigest()
        file_of(home, digest).parent.mkdir(parents=True, exist_ok=True)
        file_of(home, digest).write_bytes(contents[case])
        number = add_document(sha256=digest, name="a.pdf", size=3, draft={}, doubts=[], by="Åsa", day=DAY)
        CaseDocument.objects.filter(pk=number).update(case_id=case)
    for case, content in contents.items():
        files = opened(archived(strategist, home, [("official", str(case))], as_of=DAY).content)
        brought = {path: one for path, one in files.items() if path.startswith("representations/original")}
        assert brought == {"representations/original/data/1-a.pdf": content}


@pytest.fixture
def package(home: Home, strategist: Actor) -> bytes:
    return archived(strategist, home, [MEMO], as_of=DAY).content


def test_a_size_that_is_another_is_told(package: bytes) -> None:
    files, top = opened(package), checked(package).name
    wrong = re.sub(rb'SIZE="\d+"', b'SIZE="1"', files["METS.xml"], count=1)
    found = checked(packed(files | {"METS.xml": wrong}, top)).faults
    assert [str(fault) for fault in found] == [
        "metadata/descriptive/dc.xml has been changed since the package was made"
    ]


def test_a_package_that_says_it_is_enormous_is_not_unpacked() -> None:
    content = bytearray(zip_of({"a/METS.xml": b"x"}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 0xFFFF_FFF0)
    assert [str(fault) for fault in checked(bytes(content)).faults] == ["it unpacks to more than 2048 MB"]


def test_a_file_that_is_in_it_twice_is_told(package: bytes) -> None:
    out = io.BytesIO(package)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as held:
        held.writestr(held.namelist()[0], b"other")
    assert [str(fault) for fault in checked(out.getvalue()).faults] == ["a file is in it twice"]
