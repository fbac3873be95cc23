"""A city with a council, an executive, boards that merge, and companies; and people who act in its cases."""

from datetime import date

import pytest

from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home
from tests.builders import sv

DAY = date(2021, 3, 1)
MERGED = date(2021, 6, 30)


def _body(key: str, name: str, kind: str, **changes: object) -> KnownOrganisation:
    return KnownOrganisation(key, sv(name), kind, packaged=True, **changes)  # type: ignore[arg-type]


ORGANISATIONS = (
    _body("kf", "Kommunfullmäktige", "council"),
    _body("ks", "Kommunstyrelsen", "executive"),
    _body("skolnamnden", "Skolnämnden", "board"),
    _body("fritid", "Fritidsnämnden", "board", valid_to=MERGED, successors=("fritid-kultur",)),
    _body("kultur", "Kulturnämnden", "board", valid_to=MERGED, successors=("fritid-kultur",)),
    _body("fritid-kultur", "Fritids- och kulturnämnden", "board", valid_from=date(2021, 7, 1)),
    _body("stadshus", "Lillköpings Stadshus AB", "company"),
    _body("bostader", "Lillköpingshem AB", "company"),
    _body("brand", "Räddningstjänsten", "other"),
)


@pytest.fixture
def bodies(home: Home) -> tuple[KnownOrganisation, ...]:
    keep_organisations(ORGANISATIONS)
    return ORGANISATIONS


def held(name: str, role: Role, organisation: str | None = None, target_area: str | None = None) -> Actor:
    if organisation is None and target_area is None:
        return Actor(name, frozenset({role}))
    places = frozenset({organisation}) if organisation else frozenset()
    return Actor(name, grants=frozenset({Grant(role, places, target_area)}))


@pytest.fixture
def secretary() -> Actor:
    return held("Sara Sekreterare", Role.BOARD_SECRETARY, "skolnamnden")


@pytest.fixture
def controller() -> Actor:
    return held("Carl Controller", Role.CONTROLLER, "skolnamnden")


@pytest.fixture
def partner() -> Actor:
    return held("Pia Partner", Role.PARTNER, "brand")


@pytest.fixture
def politician() -> Actor:
    return held("Per Politiker", Role.POLITICIAN)
