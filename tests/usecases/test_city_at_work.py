"""A demonstration's workspace: filled by the rules, marked as made up, whole or not at all; its logins."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from fardplan.simulation.city_at_work import WorkingCity, city_at_work
from fardplan.store import models
from fardplan.store.audit import entries
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.audit import verify_log
from fardplan.usecases.city_at_work import can_fill, check_can_fill, fill_workspace
from fardplan.usecases.demo_logins import (
    Login,
    can_make_logins,
    check_can_make_logins,
    close_logins,
    make_logins,
)
from fardplan.usecases.homes import Home, create_home, is_demonstration
from fardplan.usecases.roadmaps import show
from fardplan.usecases.working_city import working_city
from fardplan.usecases.year.gathering import gathered
from fardplan.vocabulary.errors import PermissionDenied, RuleError
from tests.at_work.conftest import QUICK
from tests.at_work.scene import Scene, town_on_sqlite
from tests.databases import rolled_back
from tests.working_town import write_working_city

TODAY = date(2026, 11, 28)
OPERATOR = Actor.operator("drift")
TABLES = (
    models.User, models.CycleYear, models.CouncilItem, models.PlanItem, models.Consideration,
    models.Submission, models.FollowUp, models.DecisionRecord,
)  # fmt: skip


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_working_city(tmp_path_factory.mktemp("town") / "lillkoping")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = QUICK["PASSWORD_HASHERS"]


@pytest.fixture
def home(db: None, town: Path, tmp_path: Path) -> Home:
    return create_home(tmp_path / "home", str(town), actor=OPERATOR, today=TODAY, demonstration=True).home


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Scene:
    with django_db_blocker.unblock(), override_settings(**QUICK):
        return town_on_sqlite(tmp_path_factory.mktemp("filled"), TODAY)


@pytest.fixture
def filled(filled_once: Scene, django_db_blocker: Any) -> Iterator[Home]:
    """The home of a filled town; what the test changes is undone."""
    with django_db_blocker.unblock(), filled_once.open(), rolled_back():
        yield filled_once.home


def refused(check: Callable[..., None], **situation: bool) -> bool:
    try:
        check(**situation)
    except RuleError:
        return True
    return False


@pytest.mark.parametrize(("demonstration", "is_empty"), list(product([False, True], repeat=2)))
def test_only_an_empty_demonstration_is_filled(demonstration: bool, is_empty: bool) -> None:
    wanted = demonstration and is_empty
    assert can_fill(demonstration=demonstration, is_empty=is_empty) is wanted
    assert refused(check_can_fill, demonstration=demonstration, is_empty=is_empty) is not wanted


@pytest.mark.parametrize(("demonstration", "loopback"), list(product([False, True], repeat=2)))
def test_logins_are_for_demonstrations_on_this_machine_alone(demonstration: bool, loopback: bool) -> None:
    wanted = demonstration and loopback
    assert can_make_logins(demonstration=demonstration, loopback=loopback) is wanted
    assert refused(check_can_make_logins, demonstration=demonstration, loopback=loopback) is not wanted


def test_a_home_is_a_demonstration_from_its_first_day_or_never(db: None, town: Path, tmp_path: Path) -> None:
    for real, first in ((True, False), (False, True)):
        path = tmp_path / f"home-{first}"
        for demonstration in (first, real):
            create_home(path, str(town), actor=OPERATOR, today=TODAY, demonstration=demonstration)
        assert is_demonstration(path) is first
    assert not is_demonstration(tmp_path / "nowhere")


def test_everything_is_there_and_says_that_it_is_made_up(filled: Home) -> None:
    assert all(table.objects.count() for table in TABLES)
    for table in TABLES[2:]:
        assert set(table.objects.values_list("origin", flat=True)) == {"simulated"}
    assert set(models.User.objects.values_list("demonstration", flat=True)) == {True}
    assert not models.User.objects.exclude(password__startswith="!").exists()
    assert {"norra", "sodra"} < set(models.PlanItem.objects.values_list("organisation__key", flat=True))
    states = Counter(models.Submission.objects.values_list("state", flat=True))
    assert states["decided"] > 30
    assert len(states) >= 3


def test_nothing_is_left_untold_in_what_a_board_has_decided(filled: Home) -> None:
    decided: dict[tuple[int, str], list[str]] = {}
    for item in models.Submission.objects.filter(state="decided").select_related(
        "step__year", "organisation"
    ):
        decided.setdefault((item.step.year.year, item.step.key), []).append(item.organisation.key)
    found = [
        one for at, boards in decided.items() for one in gathered(*at, boards, today=TODAY) if one.entries
    ]
    assert found
    assert {one.unready for one in found} == {0}


def test_the_log_tells_of_every_part_and_holds(filled: Home) -> None:
    told = Counter(entry.action for entry in entries())
    people, grants = models.User.objects.count(), models.RoleGrant.objects.count()
    ended = models.User.objects.filter(ended__isnull=False).count()
    assert (told["make account"], told["give grant"], told["end account"]) == (people, grants, ended)
    assert told["simulate year"] == 3
    assert told["simulate plan"] == models.PlanItem.objects.values("year", "organisation").distinct().count()
    assert verify_log(OPERATOR).broken is None


def test_a_plan_goes_on_from_the_year_before(filled: Home) -> None:
    later = models.PlanItem.objects.filter(year__year=2026)
    assert later.exists()
    assert not later.filter(carried_from__isnull=True).exists()


def test_it_is_filled_by_whoever_may_steer(home: Home) -> None:
    with pytest.raises(PermissionDenied):
        fill_workspace(home, demonstration=True, actor=Actor("Bo"), today=TODAY)
    found = fill_workspace(home, demonstration=True, actor=OPERATOR, today=TODAY)
    assert found is not None
    assert found.years == (2025, 2026, 2027)


def test_it_is_filled_once(filled: Home) -> None:
    before = models.AuditEvent.objects.count()
    with pytest.raises(RuleError, match="it holds something already"):
        fill_workspace(filled, demonstration=True, actor=OPERATOR, today=TODAY)
    assert models.AuditEvent.objects.count() == before


def test_what_stops_half_way_leaves_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("fardplan.usecases.filling.keep_follow_ups", full)
    with pytest.raises(OSError, match="the disk is full"):
        fill_workspace(home, demonstration=True, actor=OPERATOR, today=TODAY)
    assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)
    assert {entry.action for entry in entries()} == {
        "create home",
        "bring organisations",
        "load public figures",
    }


def logins() -> tuple[Login, ...]:
    return make_logins(demonstration=True, loopback=True, actor=OPERATOR)


def test_there_is_a_login_for_each_role_and_its_password_is_new_every_time(filled: Home) -> None:
    first, second = logins(), logins()
    assert [login.role for login in second] == list(Role)
    assert len({login.password for login in (*first, *second)}) == 18
    assert [login.organisation is not None for login in second] == [
        login.role in (Role.CONTROLLER, Role.MANAGER, Role.BOARD_SECRETARY) for login in second
    ]
    login = second[0]
    user = models.User.objects.get(email=login.email)
    assert user.check_password(login.password)
    assert not user.check_password(first[0].password)


def test_logins_can_be_closed(filled: Home) -> None:
    logins()
    assert close_logins(actor=OPERATOR) == 9
    assert close_logins(actor=OPERATOR) == 0
    assert not [user for user in models.User.objects.all() if user.has_usable_password()]


def test_a_city_without_a_year_is_left_empty(db: None, city: Path, tmp_path: Path) -> None:
    home = create_home(tmp_path / "home", str(city), actor=OPERATOR, today=TODAY, demonstration=True).home
    assert fill_workspace(home, demonstration=True, actor=OPERATOR, today=TODAY) is None
    assert logins() == ()


def test_the_roadmap_is_adopted_relayed_and_out_on_referral_again(filled: Home) -> None:
    assert {one.state: one.title.partition(" (")[2] for one in models.RoadmapCase.objects.all()} == {
        "adopted": "påhittat exempel: antagen)",
        "referred": "påhittat exempel: revidering)",
    }
    for table in (
        models.RoadmapCase,
        models.ReferralAnswer,
        models.Relay,
        models.Assessment,
        models.Candidate,
    ):
        assert set(table.objects.values_list("origin", flat=True)) <= {"simulated"}
    adopted = models.RoadmapVersion.objects.get(decision_date__isnull=False)
    assert (adopted.decision_dnr or "").endswith("påhittat exempel")
    asked = models.ReferralAnswer.objects.all()
    assert {one.asked_on < one.last_day < TODAY for one in asked} == {True}
    assert len({one.state for one in asked}) > 1
    assert models.Assessment.objects.filter(kind="council_item").exists()


def test_the_roadmap_s_own_way_is_the_same_every_time(home: Home) -> None:
    told = [city_at_work(small_working_city(home), TODAY, seed).steering for seed in (1, 1, 2)]
    assert told[0] == told[1]
    assert told[0] != told[2]


def small_working_city(home: Home) -> WorkingCity:
    city = home.city
    assert city.cycle is not None
    return working_city(city, city.cycle, show(as_of=TODAY).version, TODAY)
