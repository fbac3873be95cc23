"""What a report's file is called."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.usecases.reporting.decision_memo import KIND
from fardplan.usecases.reporting.file_names import file_name, file_stem, slug
from fardplan.usecases.reporting.order import Subject
from fardplan.vocabulary.text import Language, Text

WHOLE = Subject("", Text(sv="Hela färdplanen", en="The whole roadmap"))
AREA = Subject("farsta", Text(sv="Farsta & Sköndal", en="Farsta"))
DAY = date(2027, 5, 5)


@pytest.mark.parametrize(
    ("subject", "language", "name"),
    [
        (WHOLE, "sv", "beslutsunderlag-2027-05-05.docx"),
        (AREA, "sv", "beslutsunderlag-farsta-skondal-2027-05-05.docx"),
        (AREA, "en", "decision-memo-farsta-2027-05-05.docx"),
    ],
)
def test_it_is_what_it_is_and_of_whom_and_when(subject: Subject, language: Language, name: str) -> None:
    assert file_name(KIND, subject, language, DAY, "docx") == name


def test_the_short_form_has_a_name_of_its_own() -> None:
    assert file_name(KIND, WHOLE, "sv", DAY, "pdf", short=True) == "beslutsunderlag-kort-2027-05-05.pdf"


def test_a_kind_that_the_subject_says_is_not_said_twice() -> None:
    plan = Subject("p", Text(sv="Skolnämnden: Beslutsunderlag 2027", en="School board: The board's memo"))
    assert file_stem(KIND, plan, "sv") == "skolnamnden-beslutsunderlag-2027"
    assert file_stem(KIND, plan, "en") == "decision-memo-school-board-the-boards-memo"


def test_a_long_subject_is_cut_between_words() -> None:
    long = Subject(
        "m", Text(sv="Andelen stockholmare som känner sig otrygga i sitt bostadsområde minskar mycket")
    )
    stem = "beslutsunderlag-andelen-stockholmare-som-kanner-sig-otrygga-i-sitt-bostadsomrade-minskar"
    assert file_stem(KIND, long, "sv") == stem


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_name_has_signs_that_every_system_has(words: str, most: int) -> None:
    made = slug(words, most=most)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= most
