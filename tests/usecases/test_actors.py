"""Who may do what: the whole truth table, and that every use case asks."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.store.models import AuditEvent
from fardplan.store.roadmaps import all_versions
from fardplan.usecases import evidence, homes, main_job, publish, release, roadmaps, targets
from fardplan.usecases.actors import (
    Actor,
    Grant,
    Role,
    can_load_evidence,
    can_read_audit,
    can_steer,
    check_can_load_evidence,
    check_can_read_audit,
    check_can_steer,
)
from fardplan.usecases.documents import read_document
from fardplan.vocabulary.errors import PermissionDenied
from fardplan.vocabulary.release import ReleaseKind
from tests.builders import decision

#  roles                                            steer  load   read the log
TRUTH = [
    (set(), False, False, False),
    ({Role.STATISTICIAN}, False, True, False),
    ({Role.STRATEGIST}, True, True, False),
    ({Role.STRATEGIST, Role.STATISTICIAN}, True, True, False),
    ({Role.AUDITOR}, False, False, True),
    ({Role.AUDITOR, Role.STATISTICIAN}, False, True, True),
    ({Role.AUDITOR, Role.STRATEGIST}, True, True, True),
    ({Role.AUDITOR, Role.STRATEGIST, Role.STATISTICIAN}, True, True, True),
]


@pytest.mark.parametrize(("roles", "steer", "load", "read"), TRUTH)
def test_the_truth_table(roles, steer, load, read):
    actor = Actor("Åsa", frozenset(roles))
    assert (can_steer(actor), can_load_evidence(actor), can_read_audit(actor)) == (steer, load, read)
    checks = ((check_can_steer, steer), (check_can_load_evidence, load), (check_can_read_audit, read))
    for check, may in checks:
        if may:
            check(actor)
        else:
            with pytest.raises(PermissionDenied):
                check(actor)


def test_every_set_of_the_three_roles_is_in_the_table():
    assert len(TRUTH) == 2**3


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STRATEGIST, Role.STATISTICIAN, Role.AUDITOR}))
def test_the_other_roles_do_none_of_it(role):
    actor = Actor("Åsa", frozenset({role}))
    assert (can_steer(actor), can_load_evidence(actor), can_read_audit(actor)) == (False, False, False)


#  organisations      target area   asked organisation, area      holds
HELD = [
    (frozenset(), None, None, None, True),
    (frozenset(), None, "a", "x", True),
    (frozenset(), "x", None, None, False),
    (frozenset(), "x", "a", "x", True),
    (frozenset(), "x", "a", "y", False),
    (frozenset({"a", "a1"}), None, None, None, False),
    (frozenset({"a", "a1"}), None, "a1", "x", True),
    (frozenset({"a", "a1"}), None, "b", None, False),
    (frozenset({"a"}), "x", "a", "x", True),
    (frozenset({"a"}), "x", "a", None, False),
    (frozenset({"a"}), "x", "b", "x", False),
]


@pytest.mark.parametrize(("organisations", "area", "organisation", "asked", "holds"), HELD)
def test_a_grant_reaches_its_own_part(organisations, area, organisation, asked, holds):
    actor = Actor("Åsa", grants=frozenset({Grant(Role.CONTROLLER, organisations, area)}))
    found = actor.holds(Role.CONTROLLER, organisation=organisation, target_area=asked)
    assert (found, actor.holds(Role.MANAGER, organisation=organisation)) == (holds, False)
    assert actor.holds_anywhere(Role.CONTROLLER, Role.AUDITOR)
    assert not actor.holds_anywhere(Role.AUDITOR)


def test_a_role_for_the_whole_city_is_held_everywhere():
    actor = Actor("Åsa", frozenset({Role.CONTROLLER}))
    assert actor.holds(Role.CONTROLLER, organisation="a", target_area="x")
    assert actor.holds(Role.CONTROLLER)
    assert actor.holds_anywhere(Role.CONTROLLER)


@pytest.mark.parametrize(("person", "answers"), [(1, True), (2, True), (3, False), (None, False)])
def test_one_answers_for_oneself_and_for_whom_one_stands_in(person, answers):
    assert Actor("Åsa", person=1, stands_in_for=frozenset({2})).answers_for(person) is answers
    assert not Actor("Åsa").answers_for(None)


def test_whoever_has_the_files_in_hand_may_do_everything():
    assert Actor.operator("root") == Actor("root", frozenset(Role))


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            check_can_steer,
            "Bo may not change the roadmap or publish\nA strategist may.\nNothing was changed.",
        ),
        (check_can_load_evidence, "Bo may not load evidence\nA statistician may.\nNothing was loaded."),
        (check_can_read_audit, "Bo may not read the log of who did what\nAn auditor may."),
    ],
)
def test_who_may_is_told(check, told):
    with pytest.raises(PermissionDenied) as refused:
        check(Actor("Bo"))
    assert str(refused.value) == told


CHANGES = {
    "create_home": lambda home, me, day: homes.create_home(home.path, home.city_source, actor=me, today=day),
    "load_public_figures": lambda home, me, day: homes.load_public_figures(home, actor=me, today=day),
    "load": lambda home, me, day: evidence.load(home, Path("x.csv"), mapping=None, actor=me, today=day),
    "import_file": lambda home, me, day: roadmaps.import_file(
        home, home.path / "edition.yaml", actor=me, today=day
    ),
    "adopt": lambda home, me, day: roadmaps.adopt(1, decision("2020-01-01"), actor=me, today=day),
    "set_target": lambda home, me, day: targets.set_target(
        home, "betyg", level=95, year=2030, actor=me, today=day
    ),
    "release": lambda home, me, day: release.release("betyg", [ReleaseKind.FORECAST], actor=me, today=day),
    "withdraw": lambda home, me, day: release.withdraw("betyg", [ReleaseKind.FORECAST], actor=me, today=day),
    "publish": lambda home, me, day: publish.publish(home, actor=me, today=day),
    "publish --dry-run": lambda home, me, day: publish.publish(home, actor=me, today=day, dry_run=True),
    "roll_back": lambda home, me, day: publish.roll_back(home, actor=me),
    "run_main_job": lambda home, me, day: main_job.run_main_job(
        home.path, home.city_source, actor=me, today=day
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_visitor_changes_nothing(home, visitor, today, name):
    (home.path / "edition.yaml").write_text(roadmaps.export_version(1, as_of=today), "utf-8")
    before = (all_versions(), AuditEvent.objects.count(), contents(home.path))
    with pytest.raises(PermissionDenied):
        CHANGES[name](home, visitor, today)
    assert (all_versions(), AuditEvent.objects.count(), contents(home.path)) == before


def test_a_visitor_imports_no_draft(home, visitor, today, document):
    with pytest.raises(PermissionDenied):
        roadmaps.import_draft(home, read_document(document).draft, name="d", actor=visitor, today=today)
    assert len(all_versions()) == 1


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_statistician_loads_figures_and_steers_nothing(home, statistician, today):
    report = homes.load_public_figures(home, actor=statistician, today=date(2021, 3, 2))
    assert report is not None
    with pytest.raises(PermissionDenied):
        targets.set_target(home, "betyg", level=95, year=2030, actor=statistician, today=today)
