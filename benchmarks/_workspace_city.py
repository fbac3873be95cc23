"""A city that has steered for ten years: 40 organisations, 30 commitments a year, considered and followed up.

`python _workspace_city.py HOME` fills the empty folder HOME and prints, as JSON, who was signed in and what
there is. It goes around the use cases, by which it would take an hour, and keeps to what the tables allow.
"""

import json
import os
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

ORGANISATIONS, COMMITMENTS = 40, 30
FIRST, LAST = 2018, 2027
TODAY = date(2027, 5, 3)
GOALS, INDICATORS = 6, 6
CHUNK = 2000
TEXT = """
    elever skola läsning trygghet bostäder stadsdel förskola samverkan föräldrar språk arbete idrott kultur
    barn unga äldre belysning park torg möten stöd tidiga insatser uppföljning resultat arbetar tillsammans
    fler färre under året har genomfört påbörjat planerat enligt plan avvikelse orsak åtgärd fortsätter
"""
WORDS = TEXT.split()


@dataclass(frozen=True)
class Visitor:
    """Somebody at work: the session that signs them in, their role and whom they work for."""

    session: str
    role: str
    organisation: str


def text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def fill(home: Path) -> dict[str, Any]:
    """The whole city; what the benchmark's visitors need to know of it."""
    from fardplan.store.models import Organisation
    from fardplan.usecases.actors import Actor
    from fardplan.usecases.homes import create_home

    chance = random.Random(1)
    made = create_home(home, "stockholm", actor=Actor.operator("drift"), today=TODAY).home
    version = _edition()
    boards = _organisations()
    people = _people(boards)
    for year in range(FIRST, LAST + 1):
        _year(made.city, year)
        council = _council(year, boards, chance)
        _plans(year, boards, council, version, people, chance)
        _considered(year, boards, version, chance)
        _submissions(year)
        _follow_ups(year, chance)
    assert Organisation.objects.filter(key__in=boards).count() == ORGANISATIONS
    return {
        "visitors": [vars(one) for one in _signed_in(people, boards)],
        "boards": boards,
        "counts": _counts(),
    }


def _edition() -> Any:
    from fardplan.store.roadmaps import all_versions

    return all_versions()[-1]


def _organisations() -> list[str]:
    """Forty organisations that are there today: the city's own, and made-up ones where it has fewer."""
    from fardplan.store.models import Organisation
    from fardplan.store.organisations import organisations

    there = [
        item.key for item in organisations(day=TODAY) if item.kind in ("board", "district_board", "company")
    ]
    for number in range(ORGANISATIONS - len(there)):
        key = f"pahittad-{number}"
        Organisation.objects.create(
            key=key, name_sv=f"Påhittade nämnden {number}", kind="board", position=900 + number
        )
        there.append(key)
    return there[:ORGANISATIONS]


def _people(boards: list[str]) -> dict[str, dict[str, int]]:
    """A controller, a manager and a secretary for each organisation, and some for the whole city."""
    from fardplan.store.models import Organisation, RoleGrant, User
    from fardplan.usecases.actors import Role

    numbers = dict(Organisation.objects.values_list("key", "pk"))
    found: dict[str, dict[str, int]] = {}

    def person(name: str, role: Role, organisation: str | None) -> int:
        user = User.objects.create(username=name, email=f"{role}.{organisation or 'staden'}@example.se")
        RoleGrant.objects.create(
            user=user,
            role=role,
            organisation_id=numbers[organisation] if organisation else None,
            valid_from=date(FIRST - 1, 1, 1),
            given_by="drift",
            given_at=moment(),
        )
        return int(user.pk)

    for place, key in enumerate(boards):
        found[key] = {
            role: person(f"{role.value.title()} {place}", role, key)
            for role in (Role.CONTROLLER, Role.MANAGER, Role.BOARD_SECRETARY)
        }
    found[""] = {
        role: person(f"{role.value.title()} Staden", role, None)
        for role in (Role.STRATEGIST, Role.POLITICIAN, Role.AUDITOR)
    }
    return found


def moment(day: date = TODAY) -> datetime:
    return datetime.combine(day, time(9)).astimezone()


def _year(city: Any, year: int) -> None:
    from fardplan.boards.cycle import day_of, year_of
    from fardplan.store.models import CycleYear
    from fardplan.store.years import add_year

    opened = date(year - 1, 2, 1)
    add_year(
        year,
        template=city.key,
        takes_part=[*dict.fromkeys([*city.cycle.takes_part, "board", "district_board", "company"])],
        closes=day_of(city.cycle.closes, year),
        steps=year_of(city.cycle, year),
        by="drift",
        day=opened,
    )
    if year < LAST - 1:
        closed = {"state": "closed", "closed_by": "drift", "closed_on": date(year + 1, 5, 1)}
        CycleYear.objects.filter(year=year).update(**closed, closed_at=moment())


def _council(year: int, boards: list[str], chance: random.Random) -> list[str]:
    """Three goals of orientation, fifteen beneath them, thirty indicators and thirty activities."""
    from fardplan.boards.chain import CouncilItem, ItemKind
    from fardplan.store.council_saves import add_council_items

    items = [CouncilItem(f"io-{n}", year, ItemKind.ORIENTATION_GOAL, text(chance, 6)) for n in range(3)]
    goals = [
        CouncilItem(
            f"vo-{n}", year, ItemKind.AREA_GOAL, text(chance, 8), parent=f"io-{n % 3}",
            responsible=frozenset(chance.sample(boards, 20)),
        )
        for n in range(15)
    ]  # fmt: skip
    for kind, name in ((ItemKind.COUNCIL_INDICATOR, "ki"), (ItemKind.COUNCIL_ACTIVITY, "ka")):
        targets = {"targets": {None: "80"}, "unit": "%"} if kind is ItemKind.COUNCIL_INDICATOR else {}
        items += [
            CouncilItem(
                f"{name}-{n}", year, kind, text(chance, 9), parent=f"vo-{n % 15}",
                responsible=frozenset(chance.sample(boards, 6)), **targets,
            )
            for n in range(30)
        ]  # fmt: skip
    add_council_items([*items[:3], *goals, *items[3:]], by="drift", day=date(year - 1, 11, 20))
    return [goal.key for goal in goals]


def _plans(
    year: int,
    boards: list[str],
    council: list[str],
    version: Any,
    people: dict[str, dict[str, int]],
    chance: random.Random,
) -> None:
    from fardplan.boards.chain import ItemKind, Person, PlanItem
    from fardplan.store.models import User
    from fardplan.store.plan_saves import add_items

    names = dict(User.objects.values_list("pk", "username"))
    strategies = [item.key for item in version.strategies]
    milestones = [item.key for item in version.milestones]

    def of_board(board: str) -> Iterator[PlanItem]:
        who = people[board]["controller"]
        person = Person(names[who], None, who)
        for n in range(COMMITMENTS):
            above = f"{board}-{year}-{n % GOALS}"
            if n < GOALS:
                kind, parent = ItemKind.BOARD_GOAL, None
            elif n < GOALS + INDICATORS:
                kind, parent = ItemKind.BOARD_INDICATOR, above
            else:
                kind, parent = ItemKind.BOARD_ACTIVITY, above
            doing = kind is ItemKind.BOARD_ACTIVITY
            yield PlanItem(
                f"{board}-{year}-{n}", board, year, kind, text(chance, 10),
                parent=parent,
                answers=chance.choice(council) if n < GOALS else None,
                expected_result=text(chance, 25) if n < GOALS else None,
                responsible=person if doing else None,
                starts=date(year, 1, 1) if doing else None,
                ends=date(year, chance.randint(4, 12), 28) if doing else None,
                strategies=frozenset(chance.sample(strategies, 2)) if doing else frozenset(),
                milestones=frozenset(chance.sample(milestones, 1)) if doing else frozenset(),
                target=str(chance.randint(50, 99)) if kind is ItemKind.BOARD_INDICATOR else None,
                unit="%" if kind is ItemKind.BOARD_INDICATOR else None,
            )  # fmt: skip

    add_items([item for board in boards for item in of_board(board)], by="drift", day=date(year - 1, 11, 25))


def _considered(year: int, boards: list[str], version: Any, chance: random.Random) -> None:
    from fardplan.boards.considered import Answer, Consideration
    from fardplan.store.considerations import add_considerations

    add_considerations(
        Consideration(
            board,
            year,
            area.key,
            None,
            chance.choice([*Answer]),
            date(year - 1, 12, 1),
            "drift",
            "0" * 64,
            text(chance, 12),
        )
        for board in boards
        for area in version.target_areas
    )


def _submissions(year: int) -> None:
    """What has been handed in by today: earlier years decided, this year's first report being written."""
    from fardplan.store.models import (
        CycleStep,
        DecisionRecord,
        Organisation,
        PlanItem,
        Submission,
        SubmissionEvent,
    )

    decision = DecisionRecord.objects.create(
        body="Nämnden",
        date=date(year, 1, 20),
        paragraph="7",
        dnr=f"KS {year}/1",
        recorded_by="drift",
        recorded_at=moment(),
    )
    boards = Organisation.objects.filter(
        pk__in=PlanItem.objects.filter(year__year=year).values("organisation")
    )
    rows = [
        Submission(
            step=step, organisation=board, text="", meeting=step.decided_by,
            updated_by="drift", updated_at=moment(),
            state="decided" if step.decided_by < TODAY else "writing",
            decision=decision if step.decided_by < TODAY else None,
        )
        for step in CycleStep.objects.filter(year__year=year, opens__lte=TODAY).exclude(kind="budget")
        for board in boards
    ]  # fmt: skip
    Submission.objects.bulk_create(rows)
    SubmissionEvent.objects.bulk_create(
        SubmissionEvent(
            submission=row, move=move, from_state=was, to_state=then,
            by="drift", day=row.step.ready_by, at=moment(row.step.ready_by),
        )
        for row in rows
        if row.state == "decided"
        for move, was, then in (("mark_ready", "writing", "ready"), ("approve", "ready", "approved"))
    )  # fmt: skip


def _follow_ups(year: int, chance: random.Random) -> None:
    """Everything told at every report of the years that are over, and a third of this year's first."""
    from fardplan.store.models import CycleStep, FollowUp, FollowUpRevision, PlanItem

    items = list(PlanItem.objects.filter(year__year=year).only("pk", "organisation_id", "kind"))
    for step in CycleStep.objects.filter(year__year=year, kind__in=("report", "closing"), opens__lte=TODAY):
        over = step.decided_by < TODAY
        rows = [
            FollowUp(
                step=step, organisation_id=item.organisation_id, item=item, text=text(chance, 45), ready=over,
                ready_by="drift" if over else None, written_by="drift", written_at=moment(step.ready_by),
                activity="under_way" if item.kind == "board_activity" else None,
                judgement="partly" if item.kind == "board_goal" else None,
                outcome=float(chance.randint(50, 99)) if item.kind == "board_indicator" else None,
                updated_by="drift", updated_at=moment(step.ready_by),
            )
            for item in items
            if over or chance.random() < 1 / 3
        ]  # fmt: skip
        for part in _parts(rows):
            FollowUp.objects.bulk_create(part)
            FollowUpRevision.objects.bulk_create(
                FollowUpRevision(
                    follow_up=row, revision=1, by="drift", day=step.ready_by, at=moment(step.ready_by),
                    content={
                        name: getattr(row, name) for name in ("text", "outcome", "judgement", "activity")
                    },
                )
                for row in part
            )  # fmt: skip


def _parts(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _signed_in(people: dict[str, dict[str, int]], boards: list[str]) -> Iterator[Visitor]:
    """Fifty: thirty-two controllers, eight managers, four secretaries, and six for the whole city."""
    wanted = [("controller", key) for key in boards[:32]]
    wanted += [("manager", key) for key in boards[:8]] + [("board_secretary", key) for key in boards[:4]]
    wanted += [("strategist", "")] * 3 + [("politician", "")] * 2 + [("auditor", "")]
    for role, key in wanted:
        yield Visitor(_session(people[key][role]), role, key)


def _session(person: int) -> str:
    from django.test import Client

    from fardplan.store.models import User

    client = Client()
    client.force_login(User.objects.get(pk=person))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(person)
    session.save()
    return str(session.session_key)


def _counts() -> dict[str, int]:
    from fardplan.store import models

    tables = ("Organisation", "PlanItem", "CouncilItem", "Consideration", "Submission", "FollowUp", "User")
    return {name: getattr(models, name).objects.count() for name in tables}


def main() -> None:
    home = Path(sys.argv[1])
    os.environ["FARDPLAN_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fardplan.config.settings"
    from fardplan.config.secret import make_key

    home.mkdir(parents=True, exist_ok=True)
    make_key(home)
    import django

    django.setup()
    began = datetime.now().astimezone()
    told = fill(home)
    told["seconds"] = round((datetime.now().astimezone() - began) / timedelta(seconds=1))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
