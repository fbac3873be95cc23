"""fardplan report load and fardplan report template."""

import getpass
from datetime import date
from pathlib import Path

import pytest

from fardplan.roadmap.case import Move
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.steering.case_moves import move_case
from fardplan.usecases.steering.cases import open_from_edition
from tests.cli.conftest import Program
from tests.reports.word_edits import edited, replaced, typed
from tests.reports.word_templates import all_texts, template, without_styles

MEMO = ("decision-memo", "--for", "betyg", "--as-of", "2021-05-03", "--word")


@pytest.fixture
def memo(english: Program, tmp_path: Path) -> Path:
    english.told("report", "make", *MEMO, "--out", tmp_path)
    return tmp_path / "decision-memo-more-pupils-are-eligible-2021-05-03.docx"


def change(memo: Path, name: str, *texts: str) -> Path:
    file = memo.with_name(name)
    file.write_bytes(edited(memo.read_bytes(), typed("judgement", *texts)))
    return file


def test_what_was_written_in_word_is_told_and_taken_up(english: Program, memo: Path) -> None:
    file = change(memo, "mine.docx", "We propose 2031.", "Two\nlines.")
    told = english.told("report", "load", file, "--dry-run").splitlines()
    assert told[1:] == [
        "Proposal for decision (proposal): as it was",
        "The office's judgement (judgement): would be taken up",
        "  Before: nothing",
        "  In the file: We propose 2031.",
        "    Two",
        "    lines.",
        "One text would be taken up.",
    ]
    assert english.told("report", "load", file).splitlines()[-1] == "One text was taken up."
    assert english.told("report", "load", file).splitlines()[-1] == "There is nothing new in it."
    english.told("report", "make", *MEMO, "--out", memo.parent)
    assert "We propose 2031." in all_texts(memo.read_bytes())


def test_another_who_wrote_in_the_same_place(english: Program, memo: Path) -> None:
    english.told("report", "load", change(memo, "first.docx", "One."))
    second = change(memo, "second.docx", "Two.")
    met = english("report", "load", second)
    assert (met.exit_code, met.stdout.splitlines()[2:]) == (
        1,
        [
            "The office's judgement (judgement): was changed here too since the file was made",
            f"  Here, by {getpass.getuser()}: One.",
            "  In the file: Two.",
        ],
    )
    assert str(met.exception).splitlines() == [
        "what stands in the same place has changed since the file was made",
        "Write both together in the file and load it with --mine, or leave what stands.",
        "Nothing was taken up; the texts of the file are kept beside those that stand.",
    ]
    assert english.told("report", "load", second, "--mine").splitlines()[2:] == [
        "The office's judgement (judgement): taken up",
        f"  Here, by {getpass.getuser()}: One.",
        "  In the file: Two.",
        "One text was taken up.",
    ]


def test_what_has_been_decided_on_is_not_taken_up(english: Program, tmp_path: Path) -> None:
    actor, day = Actor("Åsa Strateg", frozenset({Role.STRATEGIST})), date(2021, 5, 3)
    case = open_from_edition(None, title="Plan 2", why="New levels", actor=actor, today=day)
    order = ("official", "--for", case, "--as-of", "2021-05-03", "--word", "--out", tmp_path)
    english.told("report", "make", *order)
    (file,) = tmp_path.glob("*.docx")
    file.write_bytes(edited(file.read_bytes(), typed("views", "Our view.")))
    move_case(case, Move.WITHDRAW, actor=actor, today=day, comment="The budget changed")
    for more in ((), ("--mine",), ("--dry-run",)):
        assert english.refused("report", "load", file, *more).splitlines() == [
            "the report has been decided on: the case was withdrawn",
            "What is wrong in it is corrected by a new decision.",
            "Nothing was saved.",
        ]


def test_computed_text_is_not_taken_up(english: Program, memo: Path) -> None:
    memo.write_bytes(edited(memo.read_bytes(), replaced("May", "June")))
    told = english.told("report", "load", memo).splitlines()
    at = told.index("Computed text was edited in one place, which is not taken up:")
    assert told[at + 1 :] == [
        "  Was: 3\u00a0May 2021",
        "  In the file: 3\u00a0June 2021",
        "There is nothing new in it.",
    ]


def test_a_file_that_is_none(english: Program, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"x" * 10)
    assert "x.docx: the file is no Word file" in english.refused("report", "load", tmp_path / "x.docx")
    assert "there is no such file" in english.refused("report", "load", tmp_path / "y.docx")
    with (tmp_path / "z.docx").open("wb") as file:
        file.truncate(40_000_000_000)
    assert "the file is larger than 25 MB" in english.refused("report", "load", tmp_path / "z.docx")


def test_the_citys_template_is_kept_and_used(english: Program, memo: Path) -> None:
    assert english.told("report", "template") == "No template is kept.\n"
    city = memo.with_name("city.docx")
    city.write_bytes(template())
    assert english.told("report", "template", city).splitlines() == [
        "The template has no styles for Report Table (Rapporttabell): they get our own look.",
        "The template is kept, and reports are made in it.",
    ]
    assert english.told("report", "template").startswith("Reports are made in ")
    english.told("report", "make", *MEMO, "--out", memo.parent)
    assert "Slut på mallen." in all_texts(memo.read_bytes())
    assert english.told("report", "template", "--remove").startswith("The template is gone")
    assert english.told("report", "template", "--remove") == "No template is kept.\n"
    english.told("report", "make", *MEMO, "--out", memo.parent)
    assert "Slut på mallen." not in all_texts(memo.read_bytes())


def test_a_template_for_one_report(english: Program, memo: Path) -> None:
    bare = memo.with_name("bare.docx")
    bare.write_bytes(template(without_styles))
    told = english.told("report", "make", *MEMO, "--template", bare, "--out", memo.parent)
    assert told.startswith("The template has no styles for Title (Rubrik), Heading 1 (Rubrik 1),")
    assert "Slut på mallen." in all_texts(memo.read_bytes())
    bare.write_bytes(b"hej")
    refused = english.refused("report", "make", *MEMO, "--template", bare, "--out", memo.parent)
    assert "bare.docx: the file is no Word file" in refused
