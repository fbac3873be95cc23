"""A small city whose boards are at work: its year, its people and their plans, for tests of the workspace."""

import textwrap
from datetime import date, datetime, time
from pathlib import Path

from fardplan.boards.chain import CouncilItem, ItemKind, Person, PlanItem
from fardplan.store.council_saves import add_council_items
from fardplan.store.models import Organisation, RoleGrant, User
from fardplan.store.organisations import add_unit
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.year.opening import open_year
from tests.builders import sv
from tests.small_city import write_city

ORGANISATIONS = """\
organisations:
  - {key: fullmaktige, name: {sv: Fullmäktige, en: City Council}, kind: council, source: budget}
  - {key: skolnamnden, name: {sv: Skolnämnden, en: School Board}, kind: board, source: budget}
  - {key: kulturnamnden, name: {sv: Kulturnämnden, en: Culture Board}, kind: board, source: budget}
  - {key: norra, name: {sv: Norra stadsdelsnämnden}, kind: district_board, valid_to: 2027-06-30,
     successors: [forenade], source: budget}
  - {key: sodra, name: {sv: Södra stadsdelsnämnden}, kind: district_board, valid_to: 2027-06-30,
     successors: [forenade], source: budget}
  - {key: forenade, name: {sv: Förenade stadsdelsnämnden}, kind: district_board, valid_from: 2027-07-01,
     source: budget}
"""
CYCLE = """\
takes_part: [board, district_board]
closes: 30 April the year after
steps:
  - {key: underlag, name: {sv: Underlag, en: Material}, kind: input, opens: 1 February the year before,
     ready_by: 15 March the year before, decided_from: 16 March the year before,
     decided_by: 30 April the year before, source: budget}
  - {key: budget, name: {sv: Budget, en: Budget}, kind: budget, opens: 1 October the year before,
     ready_by: 15 October the year before, decided_from: 1 November the year before,
     decided_by: 30 November the year before, source: budget}
  - {key: vp, name: {sv: Verksamhetsplan, en: Plan}, kind: plan, opens: 1 November the year before,
     ready_by: 30 November the year before, decided_from: 1 December the year before,
     decided_by: 31 January, source: budget}
  - {key: t1, name: {sv: Tertialrapport 1, en: First report}, kind: report, per: 30 April, opens: 15 April,
     ready_by: 7 May, decided_from: 15 May, decided_by: 15 June, source: budget}
  - {key: t2, name: {sv: Tertialrapport 2, en: Second report}, kind: report, per: 31 August,
     opens: 15 August, ready_by: 7 September, decided_from: 15 September, decided_by: 10 October,
     source: budget}
  - {key: vb, name: {sv: Verksamhetsberättelse, en: Annual report}, kind: closing, per: 31 December,
     opens: 1 December, ready_by: 20 January the year after, decided_from: 21 January the year after,
     decided_by: last February the year after, source: budget}
"""
OPENED = date(2026, 2, 1)
IN_T1 = date(2027, 5, 3)
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


def moment(day: date) -> datetime:
    return datetime.combine(day, time(9)).astimezone()


def make_home(folder: Path) -> Home:
    """A home of the city with the year 2027 open; nothing is planned yet."""
    city = write_city(folder / "city")
    (city / "organisations.yaml").write_text(textwrap.dedent(ORGANISATIONS), "utf-8")
    (city / "cycle.yaml").write_text(textwrap.dedent(CYCLE), "utf-8")
    operator = Actor.operator("Åsa Strateg")
    home = create_home(folder / "home", str(city), actor=operator, today=OPENED).home
    open_year(STRATEGIST, home, 2027, today=OPENED)
    return home


def account(name: str, *roles: Role, organisation: str | None = None, email: str | None = None) -> User:
    """Somebody with an account, and roles for an organisation."""
    first, _, last = name.partition(" ")
    address = email or f"{first}.{last}@example.se".lower().replace("å", "a").replace("ö", "o")
    user, _ = User.objects.get_or_create(
        username=name, defaults={"first_name": first, "last_name": last, "email": address}
    )
    where = Organisation.objects.get(key=organisation) if organisation else None
    for role in roles:
        RoleGrant.objects.create(
            user=user,
            role=role.value,
            organisation=where,
            valid_from=date(2020, 1, 1),
            given_by="the tests",
            given_at=moment(OPENED),
        )
    return user


def acting(name: str, role: Role, *organisations: str) -> Actor:
    """The actor of an account with a role for some organisations."""
    user = account(name, role, organisation=organisations[0] if organisations else None)
    grants = frozenset({Grant(role, frozenset(organisations))}) if organisations else frozenset()
    roles = frozenset() if organisations else frozenset({role})
    return Actor(name, roles, grants, person=user.pk)


def council() -> None:
    """A goal of the council's with an indicator that the school board answers for."""
    add_council_items(
        [
            CouncilItem("en-hel-stad", 2027, ItemKind.ORIENTATION_GOAL, "En hel stad"),
            CouncilItem(
                "skolan-lyfter",
                2027,
                ItemKind.AREA_GOAL,
                "Alla klarar skolan",
                parent="en-hel-stad",
                responsible=frozenset({"skolnamnden"}),
            ),
            CouncilItem(
                "behoriga",
                2027,
                ItemKind.COUNCIL_INDICATOR,
                "Andel behöriga till gymnasiet",
                parent="skolan-lyfter",
                responsible=frozenset({"skolnamnden"}),
                targets={None: "90"},
                unit="%",
                indicator="behoriga",
                wanted="up",
            ),
        ],
        by="Åsa Strateg",
        day=OPENED,
    )


def plan(
    organisation: str, count: int = 1, *, responsible: User | None = None, year: int = 2027
) -> list[PlanItem]:
    """A goal of a board's with so many activities beneath it."""
    who = Person(responsible.username, None, responsible.pk) if responsible else None
    goal = PlanItem("g", organisation, year, ItemKind.BOARD_GOAL, f"Mål för {organisation}", answers=None)
    activities = [
        PlanItem(
            f"a{number}",
            organisation,
            year,
            ItemKind.BOARD_ACTIVITY,
            f"Aktivitet {number}",
            parent="g",
            responsible=who,
            starts=date(year, 1, 1),
            ends=date(year, 9, 30),
        )
        for number in range(1, count + 1)
    ]
    return list(add_items([goal, *activities], by="Planerare", day=date(2026, 11, 20)))


def unit(key: str, parent: str) -> None:
    add_unit(key, sv(key.title()), parent=parent)
