"""The status report for the city's own use: who may read it, what it adds, and that none of it is public."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from fardplan.boards.considered import Answer
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Report
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.editions import edition_on
from fardplan.usecases.reporting.kinds import KINDS, make
from fardplan.usecases.reporting.order import Order
from fardplan.usecases.reporting.status_boards import KIND
from fardplan.usecases.reporting.status_report import KIND as PUBLIC
from fardplan.usecases.reporting.status_report import written
from fardplan.usecases.year.considered import consider
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from tests import boards_city
from tests.boards_city import STRATEGIST
from tests.reading_reports import told
from tests.small_city import write_city

YEAR_DAY = date(2027, 5, 3)
READER = Actor("Pia Politiker", frozenset({Role.POLITICIAN}))
OTHERS = (Actor("Bo Besökare"), Actor("Pia Partner", frozenset({Role.PARTNER})))
SECRET = "Vi har inte råd i år"


@pytest.fixture
def home(db: None, tmp_path: Path) -> Home:
    """A home with a published edition, where the school board has answered for both target areas."""
    made = boards_city.make_home(tmp_path)
    publish(made, actor=Actor.operator("Åsa Strateg"), today=YEAR_DAY)
    controller = boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    day = date(2026, 12, 1)
    consider(2027, "skolnamnden", "skola", Answer.ORDINARY, actor=controller, today=day)
    consider(
        2027,
        "skolnamnden",
        "trygghet-och-bostad",
        Answer.NOT_ACTING,
        why=SECRET,
        actor=controller,
        today=day,
    )
    return made


def of(home: Home, subject: str = "", *, short: bool = False) -> Report:
    return make(READER, home, "status-boards", subject, as_of=YEAR_DAY, short=short)


def carried(report: Report, area: str) -> list[object]:
    said = told(report.parts)
    start = said.index("# Så bär nämnderna strategierna", said.index(f"# {area}"))
    end = said.index("# Vad som har gjorts och vad som föreslås", start)
    return said[start + 1 : end]


def test_each_area_says_how_the_boards_carry_its_strategies(home: Home) -> None:
    made = of(home)
    asked = (
        "Hämtat ur planerna för 2027 som de såg ut den 3\u00a0maj 2027. 4 nämnder och bolag är tillfrågade."
    )
    header = (
        "Strategi",
        "Agerar",
        "Ordinarie arbete",
        "Andra strategier",
        "Agerar inte",
        "Inte deras",
        "Har inte svarat",
    )
    silent = "Har inte svarat: Kulturnämnden; Norra stadsdelsnämnden; Södra stadsdelsnämnden."
    assert carried(made, "Skola") == [
        asked,
        [header, ("Satsa på läsning", "0", "1", "0", "0", "0", "3")],
        silent,
    ]
    assert carried(made, "Trygghet och bostad") == [
        asked,
        [header, ("Bättre belysning", "0", "0", "0", "1", "0", "3")],
        "Ingen bär: Bättre belysning.",
        silent,
    ]
    assert told(made.parts)[0] == "! Internt"
    assert as_pdf(made).startswith(b"%PDF")


def test_the_two_pages_say_what_nobody_carries(home: Home) -> None:
    for subject, said in (
        ("", "Ingen bär: Bättre belysning."),
        ("skola", "Varje strategi bärs av någon nämnd eller något bolag."),
    ):
        words = told(of(home, subject, short=True).parts)
        assert words[words.index("# Så bär nämnderna strategierna") + 1] == said


def test_nothing_of_the_boards_is_in_the_public_report_whoever_makes_it(home: Home) -> None:
    edition = edition_on(home, YEAR_DAY)
    for short in (False, True):
        made = [
            make(actor, home, "status", "", as_of=YEAR_DAY, short=short)
            for actor in (STRATEGIST, READER, *OTHERS)
        ]
        order = Order(PUBLIC.subjects(home, READER, YEAR_DAY)[0], "sv", YEAR_DAY, short=short)
        assert made == [written(edition, order)] * len(made)
        words = str(told(made[0].parts))
        assert not any(text in words for text in ("bär nämnderna", "Har inte svarat", "Internt", SECRET))


def test_the_internal_kind_is_not_among_the_public_ones() -> None:
    assert (KIND.public, PUBLIC.public, KINDS[KIND.key]) == (False, True, KIND)


@pytest.mark.parametrize("actor", OTHERS)
def test_who_may_not_read_the_boards_year_gets_none_of_it(home: Home, actor: Actor) -> None:
    assert KIND.subjects(home, actor, YEAR_DAY) == ()
    with pytest.raises(NotFoundError):
        make(actor, home, "status-boards", "", as_of=YEAR_DAY)
    order = Order(PUBLIC.subjects(home, actor, YEAR_DAY)[0], "sv", YEAR_DAY)
    with pytest.raises(PermissionDenied):
        KIND.make(home, actor, order)


def test_before_a_year_is_opened_there_is_nothing_to_add(db: None, tmp_path: Path) -> None:
    operator = Actor.operator("Åsa Strateg")
    city = write_city(tmp_path / "city")
    home = create_home(tmp_path / "home", str(city), actor=operator, today=YEAR_DAY).home
    publish(home, actor=operator, today=YEAR_DAY)
    assert KIND.subjects(home, READER, localdate()) == ()
    order = Order(PUBLIC.subjects(home, READER, localdate())[0], "sv", localdate())
    with pytest.raises(NotFoundError) as error:
        KIND.make(home, READER, order)
    assert str(error.value) == (
        "no year of the boards has been opened\nMake the public status report.\nNo report was made."
    )
