"""The decision memo: candidates compared, and what may be told of the years to come to whom."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Note, Report, Section
from fardplan.reports.word import as_word
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.release import release
from fardplan.usecases.reporting.decision_memo import KIND
from fardplan.usecases.reporting.order import Order
from fardplan.usecases.steering.candidates import keep_candidate, propose_candidate
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.steering.workbench import Asked
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from fardplan.vocabulary.release import ReleaseKind
from tests.reading_reports import told, under
from tests.rich_home import enrich

DAY = date(2027, 3, 1)
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))
POLITICIAN = Actor("Pia Politiker", frozenset({Role.POLITICIAN}))
PARTNER = Actor("Pia Partner", frozenset({Role.PARTNER}))
LIKELY = "Om inget nytt görs är sannolikheten"
CHANCE = "Utsikt om inget nytt görs"


@pytest.fixture
def rich(home: Home) -> Home:
    DESKS.forget()
    return enrich(home)


def order(home: Home, milestone: str = "betyg", **changes: object) -> Order:
    subject = next(item for item in KIND.subjects(home, STRATEGIST, DAY) if item.key == milestone)
    return Order(subject, "sv", DAY, **changes)  # type: ignore[arg-type]


def keep(home: Home, level: float, year: int, reasons: str = "Därför.") -> int:
    asked = Asked(level, year)
    return keep_candidate(home, "betyg", asked, name="", reasons=reasons, actor=STRATEGIST, today=DAY).number


def words(report: Report) -> str:
    return " ".join(str(item) for item in told(report.parts))


def headings(report: Report) -> list[str]:
    return [part.title for part in report.parts if isinstance(part, Section)]


def test_candidates_stand_side_by_side_with_their_reasons(rich: Home) -> None:
    keep(rich, 90, 2032)
    keep(rich, 95, 2032, reasons="")
    made = KIND.make(rich, STRATEGIST, order(rich))
    count, table, *_ = under(made, "Kandidaterna jämförda")
    assert count == "2 kandidater har sparats."
    assert isinstance(table, list)
    assert table[0] == ("Vad som jämförs", "90\u00a0procent till år 2032", "95\u00a0procent till år 2032")
    assert CHANCE in [row[0] for row in table]
    assert "90\u00a0procent till år 2032" in headings(made)
    assert under(made, "90\u00a0procent till år 2032")[0] == "Skäl: Därför."
    assert under(made, "95\u00a0procent till år 2032")[0] == "Inga skäl är skrivna."
    assert as_pdf(made).startswith(b"%PDF")
    assert as_word(made).startswith(b"PK")


def test_nothing_of_the_years_to_come_leaves_the_office_before_it_is_released(rich: Home) -> None:
    keep(rich, 90, 2032)
    wanted = order(rich)
    office, reader = (KIND.make(rich, actor, wanted) for actor in (STRATEGIST, POLITICIAN))
    assert isinstance(office.parts[0], Note)
    assert not any(isinstance(part, Note) for part in reader.parts)
    assert LIKELY in words(office)
    for hidden in (
        "Sannolikheten om inget nytt görs",
        CHANCE,
        "Vad verkstaden pekar ut",
        "Vad som går att säga",
    ):
        assert hidden not in words(reader)
    release("betyg", tuple(ReleaseKind), actor=STRATEGIST, today=DAY, why="Beslutat i ledningen.")
    reader = KIND.make(rich, POLITICIAN, wanted)
    assert CHANCE in words(reader)
    assert LIKELY in words(reader)
    released = under(reader, "Vad som är släppt")[0]
    assert isinstance(released, list)
    assert all(
        "släppt den 1\u00a0mars 2027 av Åsa Strateg. Beslutat i ledningen." in item for item in released
    )


def test_what_is_not_released_is_told_as_such(rich: Home) -> None:
    made = KIND.make(rich, POLITICIAN, order(rich))
    released = under(made, "Vad som är släppt")[0]
    assert isinstance(released, list)
    assert [item.endswith(": inte släppt.") for item in released] == [True] * len(ReleaseKind)


def test_a_proposal_stands_as_the_proposal_for_decision(rich: Home) -> None:
    number = keep(rich, 90, 2032)
    assert under(KIND.make(rich, STRATEGIST, order(rich)), "Förslag till beslut")[0] == (
        "Ingen kandidat har blivit förslag än."
    )
    propose_candidate(rich, "betyg", number, revision=1, actor=STRATEGIST, today=DAY)
    made = KIND.make(rich, STRATEGIST, order(rich, texts={"proposal": ("Eget förslag.",)}))
    assert under(made, "Förslag till beslut") == [
        ["Nivån för etappmålet är 90\u00a0procent till år 2032."],
        "[proposal: ('Eget förslag.',)]",
    ]


def test_a_milestone_that_nothing_measures_says_why_and_what_is_needed(rich: Home) -> None:
    subjects = KIND.subjects(rich, STRATEGIST, DAY)
    for subject in subjects:
        made = KIND.make(rich, STRATEGIST, order(rich, subject.key))
        assert under(made, "Kandidaterna jämförda")[0] == "Ingen kandidat har sparats."
        assert len(under(made, "Var staden står")) >= 2
        assert as_pdf(made).startswith(b"%PDF")


def test_who_may_read_the_workbench_may_make_it(rich: Home) -> None:
    wanted = order(rich)
    assert KIND.subjects(rich, PARTNER, DAY) == ()
    with pytest.raises(PermissionDenied):
        KIND.make(rich, PARTNER, wanted)
    with pytest.raises(NotFoundError):
        KIND.make(rich, STRATEGIST, replace(wanted, subject=replace(wanted.subject, key="finns-inte")))


def test_english_and_the_same_twice(rich: Home) -> None:
    keep(rich, 90, 2032)
    wanted = replace(order(rich), language="en")
    made = KIND.make(rich, STRATEGIST, wanted)
    assert made == KIND.make(rich, STRATEGIST, wanted)
    assert under(made, "The candidates compared")[0] == "One candidate has been kept."


def test_the_number_of_queries_does_not_grow_with_candidates(rich: Home) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            KIND.make(rich, STRATEGIST, order(rich))
        return len(caught)

    keep(rich, 90, 2032)
    one = asked()
    keep(rich, 91, 2033)
    keep(rich, 92, 2034)
    assert asked() == one
