"""A council document brought in: kept as it came, its doubts settled, and a case opened from it."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from fardplan.sources.council_document import read_paper
from fardplan.store.audit import entries
from fardplan.store.cases import case_numbered, content_of
from fardplan.store.organisations import KnownOrganisation
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.document_files import file_of, kept_paper
from fardplan.usecases.steering.documents import (
    DocumentPage,
    bring_document,
    document_file,
    document_page,
    list_documents,
    open_from_document,
    settle,
)
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError, StorageError

TODAY = date(2021, 3, 1)
NAME = "x/y\\skrivelse.txt"
"""As some browsers send it: with the folders of the person's own machine."""


@pytest.fixture
def brought(home: Home, document: Path, strategist: Actor) -> int:
    return bring_document(home, document.read_bytes(), name=NAME, actor=strategist, today=TODAY)


@pytest.fixture
def doubtful(home: Home, reference_data: Path, strategist: Actor) -> int:
    content = (reference_data / "seed/fardplan_tjansteutlatande_2018_ocr.txt").read_bytes()
    return bring_document(home, content, name="skanning.txt", actor=strategist, today=TODAY)


def look(home: Home, number: int, actor: Actor) -> DocumentPage:
    return document_page(home, number, actor=actor)


def answer(number: int, doubt: int, choice: str, actor: Actor, written: str = "") -> None:
    settle(number, doubt, choice, written=written, actor=actor, today=TODAY)


def named(page: DocumentPage, words: str) -> int:
    return next(item.number for item in page.doubts if words in item.sentence.sv)


def test_the_file_lies_in_the_home_under_its_hash(
    home: Home, brought: int, document: Path, strategist: Actor
) -> None:
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    kept, content = document_file(home, brought, actor=strategist)
    assert (kept.name, kept.sha256, kept.size) == ("skrivelse.txt", digest, len(content))
    assert file_of(home, digest).read_bytes() == document.read_bytes() == content
    again = bring_document(home, content, name="skrivelse.txt", actor=strategist, today=TODAY)
    assert again != brought
    assert len(list((home.path / "documents").iterdir())) == 1


def test_a_file_that_is_no_longer_what_it_was_is_told(home: Home, brought: int, strategist: Actor) -> None:
    kept, _ = document_file(home, brought, actor=strategist)
    file_of(home, kept.sha256).write_text("annat", "utf-8")
    with pytest.raises(StorageError, match="is not what was brought in"):
        document_file(home, brought, actor=strategist)
    file_of(home, kept.sha256).unlink()
    with pytest.raises(StorageError, match="is not in the home"):
        document_page(home, brought, actor=strategist)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.7", "this is a PDF"), (b"", "the text is empty"), (b"Hej, vi ses.\n", "fil: ")],
)
def test_what_is_no_council_document_is_not_kept(
    home: Home, strategist: Actor, content: bytes, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        bring_document(home, content, name="fil", actor=strategist, today=TODAY)
    assert not (home.path / "documents").exists()
    assert list_documents(actor=strategist) == ()


def test_doubts_are_settled_taken_back_and_remembered(home: Home, doubtful: int, strategist: Actor) -> None:
    page = look(home, doubtful, strategist)
    number = named(page, "”lagt”")
    assert [(item.label.sv, item.taken) for item in page.doubts[number].choices] == [
        ("lagt (som det lästes)", True),
        ("lågt", False),
    ]
    assert (page.left, page.next_open) == (19, 0)
    answer(doubtful, number, "choice-1", strategist)
    page = look(home, doubtful, strategist)
    assert page.draft.target_areas[3].milestones[1].text == (
        "Andelen stockholmare som har lågt förtroende för stadsdelsnämnden minskar"
    )
    assert [item.ruled for item in page.doubts[number].choices] == [False, True]
    answer(doubtful, number, "undo", strategist)
    answer(doubtful, number, "written", strategist, written="svagt")
    page = look(home, doubtful, strategist)
    assert "har svagt förtroende" in page.draft.target_areas[3].milestones[1].text
    assert (page.left, page.doubts[number].written) == (18, "svagt")
    assert [(item.resolution, item.reading, item.by) for item in page.doubts[number].rulings] == [
        ("chosen", "lågt", strategist.name),
        ("undone", None, strategist.name),
        ("written", "svagt", strategist.name),
    ]
    log = [item.action for item in entries(subject=f"document {doubtful} doubt {number}")]
    assert log == ["settle doubt", "take back settling", "settle doubt"]


def test_what_cannot_be_answered(home: Home, doubtful: int, strategist: Actor, politician: Actor) -> None:
    with pytest.raises(RuleError, match="the doubt is not settled"):
        answer(doubtful, 0, "undo", strategist)
    for choice, written in (("choice-9", ""), ("written", "  "), ("", "")):
        with pytest.raises(InputError):
            answer(doubtful, 0, choice, strategist, written)
    with pytest.raises(NotFoundError):
        answer(doubtful, 99, "choice-0", strategist)
    with pytest.raises(PermissionDenied):
        answer(doubtful, 0, "choice-0", politician)
    assert not look(home, doubtful, politician).may_rule


def test_a_case_is_opened_when_nothing_is_left_in_doubt(
    home: Home, doubtful: int, bodies: tuple[KnownOrganisation, ...], strategist: Actor
) -> None:
    with pytest.raises(RuleError, match="19 doubts are not settled"):
        open_from_document(
            home, doubtful, dated="2018-05", accept_matches=False, actor=strategist, today=TODAY
        )
    for item in look(home, doubtful, strategist).doubts:
        answer(doubtful, item.number, "choice-0", strategist)
    with pytest.raises(InputError, match="is not a date"):
        open_from_document(
            home, doubtful, dated="i våras", accept_matches=False, actor=strategist, today=TODAY
        )
    case = open_from_document(
        home, doubtful, dated="2018-05", accept_matches=True, actor=strategist, today=TODAY
    )
    content = content_of(case)
    assert (len(content.target_areas), len(content.milestones), len(content.strategies)) == (4, 6, 23)
    assert (content.dated, case_numbered(case).document) == ("2018-05", doubtful)
    for again in (
        lambda: answer(doubtful, 0, "undo", strategist),
        lambda: open_from_document(
            home, doubtful, dated="", accept_matches=False, actor=strategist, today=TODAY
        ),
    ):
        with pytest.raises(RuleError, match="has been opened from this document"):
            again()
    (listed,) = list_documents(actor=strategist)
    assert (listed.doubts, listed.document.case) == (0, case)


def test_a_document_is_read_once_however_often_it_is_looked_at(
    home: Home, brought: int, document: Path, strategist: Actor
) -> None:
    kept, content = document_file(home, brought, actor=strategist)
    paper = kept_paper(home, kept)
    assert paper == read_paper(content, name=kept.name)
    assert kept_paper(home, kept) is paper
