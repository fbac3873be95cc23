"""Units below the city's organisations: who may add and end them, and when that cannot be."""

from datetime import date

import pytest

from fardplan.store.audit import entries
from fardplan.store.models import CycleYear, Organisation, PlanItem
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.units import (
    add_unit,
    can_keep_units,
    can_see_organisations,
    end_unit,
    see_organisation,
    see_organisations,
)
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError
from fardplan.web.shell.clock import now

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)
ADMINISTRATOR = Actor("Tore", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def schools(db: None) -> Organisation:
    return Organisation.objects.create(key="skolnamnden", name_sv="Skolnämnden", kind="board")


def units(key: str = "skolnamnden") -> list[tuple[str, int]]:
    found = see_organisation(key, actor=ADMINISTRATOR).units
    return [(line.unit.name.sv, line.depth) for line in found]


@pytest.mark.parametrize("role", Role)
def test_who_may_keep_units(role: Role) -> None:
    may = role in (Role.ADMINISTRATOR, Role.CONTROLLER, Role.MANAGER)
    of_one = Actor("Bo", grants=frozenset({Grant(role, frozenset({"skolnamnden"}))}))
    assert can_keep_units(Actor("Bo", frozenset({role})), organisation="skolnamnden") is may
    assert can_keep_units(of_one, organisation="skolnamnden") is may
    assert can_keep_units(of_one, organisation="kulturnamnden") is False
    assert can_see_organisations(of_one) is (role is not Role.PARTNER)


def test_units_stand_below_each_other_by_name(schools: Organisation) -> None:
    school = add_unit("skolnamnden", "  Östra   skolan ", actor=ADMINISTRATOR, today=DAY)
    add_unit("skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY)
    add_unit(school.key, "Årskurs 9", actor=ADMINISTRATOR, today=DAY)
    assert units() == [("Norra skolan", 1), ("Östra skolan", 1), ("Årskurs 9", 2)]
    assert [(row.organisation.key, row.units) for row in see_organisations(ADMINISTRATOR, today=DAY)] == [
        ("skolnamnden", 3)
    ]
    page = see_organisation(school.key, actor=ADMINISTRATOR)
    assert [item.key for item in page.above] == ["skolnamnden"]
    first = next(iter(entries()))
    assert (first.actor, first.action, first.subject, first.after) == (
        "Tore",
        "add unit",
        f"organisation {school.key}",
        {"name": "Östra skolan", "organisation": "skolnamnden", "valid_from": "2027-03-01"},
    )


def test_what_is_no_unit_to_add(schools: Organisation) -> None:
    add_unit("skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(InputError, match="there is a unit called Norra skolan here already"):
        add_unit("skolnamnden", "norra SKOLAN", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(InputError, match="the unit needs a name"):
        add_unit("skolnamnden", " ", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(NotFoundError, match="there is no organisation 'nej'"):
        add_unit("nej", "Skolan", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(PermissionDenied, match="Bo may not add or end units here"):
        add_unit("skolnamnden", "Skolan", actor=Actor("Bo", frozenset({Role.POLITICIAN})), today=DAY)
    Organisation.objects.filter(key="skolnamnden").update(valid_to=date(2027, 2, 28))
    with pytest.raises(RuleError, match="Skolnämnden ended on 2027-02-28"):
        add_unit("skolnamnden", "Södra skolan", actor=ADMINISTRATOR, today=DAY)
    assert units() == [("Norra skolan", 1)]


def test_a_unit_is_ended_and_stays_to_be_read(schools: Organisation) -> None:
    school = add_unit("skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY)
    ended = end_unit(school.key, date(2027, 6, 30), why="Läggs ner", actor=ADMINISTRATOR)
    assert ended.valid_to == date(2027, 6, 30)
    assert units() == [("Norra skolan", 1)]
    last = list(entries())[-1]
    assert (last.action, last.after, last.why) == ("end unit", {"valid_to": "2027-06-30"}, "Läggs ner")
    with pytest.raises(RuleError, match="Norra skolan has its last day, 2027-06-30"):
        end_unit(school.key, DAY, why="Igen", actor=ADMINISTRATOR)
    again = add_unit(
        "skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY, valid_from=date(2027, 7, 1)
    )
    assert again.key != school.key


def test_a_unit_with_more_to_do_is_not_ended(schools: Organisation) -> None:
    school = add_unit("skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY)
    below = add_unit(school.key, "Årskurs 9", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(RuleError, match="units below it go on: Årskurs 9"):
        end_unit(school.key, DAY, why="Läggs ner", actor=ADMINISTRATOR)
    promise(below.key, ends=date(2027, 12, 31))
    promise(below.key, ends=DAY)
    with pytest.raises(RuleError, match="1 things in its plan go on after that day"):
        end_unit(below.key, DAY, why="Läggs ner", actor=ADMINISTRATOR)
    end_unit(below.key, date(2027, 12, 31), why="Läggs ner", actor=ADMINISTRATOR)
    end_unit(school.key, date(2027, 12, 31), why="Läggs ner", actor=ADMINISTRATOR)


def test_what_cannot_be_ended(schools: Organisation) -> None:
    school = add_unit("skolnamnden", "Norra skolan", actor=ADMINISTRATOR, today=DAY)
    with pytest.raises(RuleError, match="Skolnämnden is no unit"):
        end_unit("skolnamnden", DAY, why="Nej", actor=ADMINISTRATOR)
    with pytest.raises(InputError, match="the last day, 2027-02-28, lies before the first, 2027-03-01"):
        end_unit(school.key, date(2027, 2, 28), why="Nej", actor=ADMINISTRATOR)
    with pytest.raises(InputError, match="a reason is needed"):
        end_unit(school.key, DAY, why=" ", actor=ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        end_unit(school.key, DAY, why="Nej", actor=Actor("Bo"))
    assert [line.unit.valid_to for line in see_organisation("skolnamnden", actor=ADMINISTRATOR).units] == [
        None
    ]


def promise(organisation: str, *, ends: date) -> None:
    year, _ = CycleYear.objects.get_or_create(
        year=2027,
        defaults={
            "template": "t",
            "closes": date(2028, 4, 30),
            "opened_on": DAY,
            "opened_by": "x",
            "opened_at": now(),
        },
    )
    PlanItem.objects.create(
        year=year,
        organisation=Organisation.objects.get(key=organisation),
        kind="undertaking",
        text="Läxhjälp",
        ends=ends,
        position=1,
        updated_by="x",
        updated_at=now(),
    )
