"""A town at work in a database of its own, of either kind, that many tests can each have a copy of."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import connections
from django.db.models import DateTimeField

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.subjects import PLAN
from fardplan.config.settings import database as described
from fardplan.roadmap.assessing import Judgement
from fardplan.simulation.city_at_work import DEMO_DOMAIN
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision
from fardplan.usecases.actors import Actor
from fardplan.usecases.audit import verify_log
from fardplan.usecases.city_at_work import fill_workspace
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.people.acting import actor_of
from fardplan.usecases.year.follow_ups import Owed, organisation_s_follow_up
from fardplan.usecases.year.telling import tell
from tests.databases import standing_in
from tests.working_town import write_working_city

FILLED = date(2027, 4, 14)
"""The day before boards begin to tell of the first part of 2027."""
T1 = date(2027, 5, 6)
BOARD = "norra"
DATABASE = "fardplan.sqlite3"

Settings = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """The town's home and database."""

    home: Home
    settings: Settings
    copier: Callable[[Settings, Path], Settings]

    def copy(self, folder: Path) -> "Scene":
        """The same in a database of its own, while nobody has this one open."""
        folder.mkdir(parents=True, exist_ok=True)
        return Scene(self.home, self.copier(self.settings, folder), self.copier)

    @contextmanager
    def open(self) -> Iterator[None]:
        """A connection to it, in this thread; nothing of it is left behind."""
        with standing_in(self.settings):
            yield

    def actor(self, address: str, day: date = T1) -> Actor:
        """Who signs in with this address: `strateg`, or `chef.skolnamnden`."""
        number = models.User.objects.values_list("pk", flat=True).get(email=f"{address}@{DEMO_DOMAIN}")
        return actor_of(number, on=day)

    def state(self) -> dict[str, str]:
        """Everything in the workspace's tables but the moments at which it was written, a digest of each."""
        with self.open(), connections["default"].cursor() as cursor:
            return {
                table._meta.db_table: _digest(table, cursor)
                for table in apps.get_app_config("store").get_models()
            }

    def check(self) -> None:
        """The log follows its chain to the end, and the database its own rules."""
        with self.open():
            assert verify_log(Actor.operator("granskaren")).broken is None
            connections["default"].check_constraints()


def _digest(table: Any, cursor: Any) -> str:
    left_out = {"seal", "previous", "password", "last_login"}
    names = [
        field.column
        for field in table._meta.concrete_fields
        if not isinstance(field, DateTimeField) and field.name not in left_out
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(f'SELECT {columns} FROM "{table._meta.db_table}" ORDER BY "{table._meta.pk.column}"')
    rows = cursor.fetchall()
    return f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"


def fill(home: Home, day: date) -> None:
    create_home(home.path, home.city_source, actor=Actor.operator("drift"), today=day, demonstration=True)
    made = fill_workspace(home, demonstration=True, actor=Actor.operator("drift"), today=day)
    assert made is not None


def town_on_sqlite(folder: Path, day: date = FILLED) -> Scene:
    """The filled town, from which each test takes a copy."""
    home = _home(folder)
    settings = described(None, home.path)
    with standing_in(settings):
        fill(home, day)

    def copy(settings: Settings, to: Path) -> Settings:
        with (
            closing(sqlite3.connect(settings["NAME"])) as old,
            closing(sqlite3.connect(to / DATABASE)) as new,
        ):
            old.backup(new)
        return described(None, to)

    return Scene(home, settings, copy)


def town_on_postgres(folder: Path, url: str, day: date = FILLED) -> Scene:
    home = _home(folder)
    server = url.rpartition("/")[0]

    def made(template: str, to: Path) -> Settings:
        name = f"town_{uuid4().hex[:12]}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return described(f"{server}/{name}", to)

    settings = made("template1", home.path)
    with standing_in(settings):
        fill(home, day)
    return Scene(home, settings, lambda settings, to: made(settings["NAME"], to))


def _home(folder: Path) -> Home:
    home = Home(folder / "home", str(write_working_city(folder / "city")))
    home.path.mkdir(parents=True)
    return home


def activities(board: str = BOARD, year: int = 2027) -> list[str]:
    """References of a board's activities, in the order of its plan."""
    found = models.PlanItem.objects.filter(
        organisation__key=board, year__year=year, kind="board_activity"
    ).order_by("position")
    return [f"{PLAN}{number}" for number in found.values_list("pk", flat=True)]


def whole(item: Owed) -> Told:
    """What a person could tell of a thing so that nothing lacks."""
    if "activity" in item.asked:
        return Told(text="Arbetet pågår.", activity=ActivityState.UNDER_WAY)
    if "outcome" in item.asked:
        return Told(judgement=Judgement.NO_OUTCOME, missing_why="Mäts på hösten.")
    return Told(text="Det går åt rätt håll.", judgement=Judgement.PARTLY)


def tell_all(scene: Scene, board: str = BOARD, day: date = T1) -> Actor:
    """The board's controller tells of everything and marks it ready."""
    me = scene.actor("controller", day)
    for item in organisation_s_follow_up(me, scene.home, 2027, "t1", board, today=day).owed:
        tell(me, scene.home, 2027, "t1", board, item.ref, whole(item), revision=0, today=day, ready=True)
    return me


def a_decision(body: str, day: date, organisation: str | None = None) -> TakenDecision:
    return TakenDecision(body, day, "§ 7", "KS 2027/77", "Enligt förslaget", organisation)
