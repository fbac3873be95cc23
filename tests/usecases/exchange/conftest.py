"""A year with two boards, a step for plans and one for follow-ups, and the council's budget."""

from datetime import date

import pytest

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.cycle import StepDays, StepKind
from fardplan.store.council_saves import add_council_items
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.store.years import add_year
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.vocabulary.text import Text

TODAY = date(2027, 5, 3)
YEAR = 2027


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def strategist() -> Actor:
    return Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture(scope="session")
def controller() -> Actor:
    return Actor("Kim Controller", grants=frozenset({Grant(Role.CONTROLLER, frozenset({"farsta"}))}))


def make_year() -> None:
    keep_organisations(
        KnownOrganisation(key, Text(sv=name), "district_board", packaged=True)
        for key, name in (("farsta", "Farsta stadsdelsnämnd"), ("jarva", "Järva stadsdelsnämnd"))
    )
    add_year(
        YEAR,
        template="small",
        takes_part=("district_board",),
        closes=date(2028, 4, 1),
        steps=(
            StepDays(
                "vp",
                Text(sv="Verksamhetsplan"),
                StepKind.PLAN,
                None,
                date(2026, 11, 20),
                date(2027, 6, 10),
                date(2027, 6, 10),
                date(2027, 6, 30),
            ),
            StepDays(
                "t1",
                Text(sv="Tertialrapport 1"),
                StepKind.REPORT,
                date(2027, 4, 30),
                date(2027, 4, 30),
                date(2027, 5, 20),
                date(2027, 5, 20),
                date(2027, 6, 10),
            ),
        ),
        by="test",
        day=date(2026, 11, 20),
    )
    add_council_items(
        [
            CouncilItem("ett", YEAR, ItemKind.ORIENTATION_GOAL, "Ett Stockholm som håller samman"),
            CouncilItem("barn", YEAR, ItemKind.AREA_GOAL, "Alla barn når sin potential", parent="ett"),
            CouncilItem(
                "behoriga",
                YEAR,
                ItemKind.COUNCIL_INDICATOR,
                "Behöriga elever",
                parent="barn",
                unit="%",
                responsible=frozenset({"farsta", "jarva"}),
                targets={None: "90"},
            ),
        ],
        by="test",
        day=date(2026, 11, 20),
    )


@pytest.fixture
def year(db: None) -> int:
    make_year()
    return YEAR
