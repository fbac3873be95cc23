"""Refreshes under every fault, cut off anywhere: nothing lost, nothing twice, never half an edition.

Two cities ask Kolada and both versions of PxWeb for five series each. Sources change, between refreshes and
while they are read; statisticians approve and decline; two programs run at once; and the power is cut between
any two steps of what is written: answers, figures, what waits, and the database.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from fardplan.config.settings import database as described
from fardplan.fakes import kolada as fake_kolada
from fardplan.fakes.faults import NO_FAULTS, Faults, Paging
from fardplan.fakes.kolada import FakeKoladaServer
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.store.models import AuditEvent, EditionDecision
from fardplan.usecases.actors import Actor
from fardplan.usecases.approvals import approve, decline, waiting
from fardplan.usecases.forgetting import forget_answers
from fardplan.usecases.homes import Home
from fardplan.usecases.refresh import Sources, refresh
from fardplan.vocabulary.observation import Observation
from tests.databases import standing_in
from tests.evidence.test_disk import PowerCut
from tests.usecases.changing_world import (
    BOTH,
    CITIES,
    COUNTRY,
    FIRST,
    INDICATORS,
    Figures,
    State,
    World,
    expected,
    kolada_of,
    write_asking_city,
)
from tests.usecases.cut_off import Line, Power

pytestmark = pytest.mark.repeats
SEEDS = int(os.environ.get("FARDPLAN_SEEDS", "1"))
"""How many worlds are lived through: 50 of them make a thousand rounds."""
ROUNDS = 8 if SEEDS == 1 else 20

HARMLESS = ("is not in the list", "is unfinished")
PAUSES = (0.0, 300.0, 5 * 3600.0, 86_400.0, 3 * 86_400.0)

Settings = dict[str, Any]
MakeDatabase = Callable[[Path], Settings]


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A database file with the tables, to be copied."""
    folder = tmp_path_factory.mktemp("tables")
    with django_db_blocker.unblock(), standing_in(described(None, folder)):
        call_command("migrate", verbosity=0, interactive=False)
    return folder


@pytest.fixture
def on_sqlite(empty_sqlite: Path) -> MakeDatabase:
    def make(folder: Path) -> Settings:
        for path in empty_sqlite.iterdir():
            shutil.copy(path, folder / path.name)
        return described(None, folder)

    return make


@pytest.fixture
def on_postgres(postgres_url: str, django_db_blocker: Any) -> MakeDatabase:
    made: list[str] = []

    def make(folder: Path) -> Settings:
        made.append(f"crashes_{folder.parent.name}_{len(made)}".replace("-", "_").lower())
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{made[-1]}"')
            connection.execute(f'CREATE DATABASE "{made[-1]}"')
        settings = described(f"{postgres_url.rpartition('/')[0]}/{made[-1]}", folder)
        with django_db_blocker.unblock(), standing_in(settings):
            call_command("migrate", verbosity=0, interactive=False)
        return settings

    return make


@dataclass
class Place:
    """A city's home and database, and what the judge remembers of them."""

    home: Home
    settings: Settings
    area: str
    newest: dict[str, int] = field(default_factory=dict)
    """The state, at least, that each indicator has come to."""
    editions: dict[str, tuple[tuple[Observation, ...], ...]] = field(default_factory=dict)
    as_of: dict[tuple[str, date], tuple[Observation, ...]] = field(default_factory=dict)
    decisions: list[tuple[str, bool]] = field(default_factory=list)
    """Those that were recorded, by indicator and whether figures were approved."""


@dataclass
class Scene:
    world: World
    kolada: FakeKoladaServer
    pxweb: FakePxWeb
    places: list[Place]
    actor: Actor
    chance: random.Random
    cuts: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    usual: dict[str, dict[str, int]] = field(default_factory=lambda: {"refresh": {}, "decide": {}})
    """How many steps of each kind there ordinarily are."""


@pytest.fixture
def scenes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, statistician: Actor, django_db_blocker: Any
) -> Iterator[Callable[[int, MakeDatabase], Scene]]:
    monkeypatch.setattr(fake_kolada, "MOST_A_PAGE", 6)
    with ExitStack() as stack, django_db_blocker.unblock():

        def scene(seed: int, make_database: MakeDatabase) -> Scene:
            chance = random.Random(seed)
            world = World(chance)
            kolada = stack.enter_context(FakeKoladaServer(kolada_of(world.states[0], world.states[0])))
            pxweb = stack.enter_context(FakePxWeb([], limits=FakeLimits(cells=1000, calls=10_000)))
            places = []
            for key, area in CITIES.items():
                city = write_asking_city(tmp_path / key, key, pxweb.v2, pxweb.v1)
                home = Home(tmp_path / f"home-{key}", str(city))
                home.path.mkdir()
                places.append(Place(home, make_database(home.path), area))
            return Scene(world, kolada, pxweb, places, statistician, chance)

        yield scene


def live(scene: Scene, rounds: int) -> None:
    for _ in range(rounds):
        scene.world.wait(scene.chance.choice(PAUSES))
        if scene.chance.random() < 0.5:
            scene.world.states.append(scene.world.changed())
        place = scene.chance.choice(scene.places)
        kinds = [one_refresh, some_decisions, two_at_once, some_forgetting]
        kind = scene.chance.choices(kinds, [0.67, 0.2, 0.1, 0.03])[0]
        prepare(scene)
        kind(scene, place)
        scene.done[kind.__name__] = scene.done.get(kind.__name__, 0) + 1
        judge(scene, place)
    at_last(scene)


def prepare(scene: Scene) -> None:
    """Set the sources to what they hold now, with faults by chance, one of which is a change meanwhile."""
    chance, states = scene.chance, scene.world.states
    limits = {"cells": chance.choice([20, 1000]), "calls": 10_000}
    scene.pxweb.limits = FakeLimits(**limits)
    before = states[-1]
    everywhere = chance.choice([0.0, 0.0, 0.1, -0.1])
    following = scene.world.changed(everywhere=everywhere) if chance.random() < 0.6 else before
    if following is not before:
        states.append(following)
    hold(scene, before, following)
    for fake in (scene.kolada, scene.pxweb):
        fake.faults = Faults(
            paging=chance.choice(list(Paging)),
            too_many=chance.choice([0, 0, 0, 3, 7]),
            down=chance.choice([0, 0, 0, 4, 1] if chance.random() < 0.3 else [0, 5]),
            truncated=chance.choice([0, 0, 0, 3]),
            broken_json=chance.choice([0, 0, 0, 5]),
            slow=chance.choice([0.0, 0.0, 0.0, 0.001]),
            revised=chance.randint(1, 10),
            cell_limit=chance.choice([None] * 8 + [5]),
        )


def hold(scene: Scene, before: Any, following: Any) -> None:
    scene.kolada.hold(kolada_of(before, following))
    scene.pxweb.tables = {key: before.table(key) for key in before.tables}
    scene.pxweb.revised = {key: following.table(key) for key in following.tables}
    for fake in (scene.kolada, scene.pxweb):
        fake.calls.clear()


def quietly(scene: Scene, state: State) -> None:
    """A day later the sources hold this, and answer without faults."""
    scene.world.wait(86_400.0)
    scene.world.states.append(state)
    scene.pxweb.limits = FakeLimits(calls=10_000)
    hold(scene, state, state)
    for fake in (scene.kolada, scene.pxweb):
        fake.faults = NO_FAULTS


def a_power(scene: Scene, usual: str) -> Power:
    chance = scene.chance
    kind = chance.choice(["snapshots", "evidence", "waiting", "database", "database", "network"])
    number = 0 if chance.random() < 0.2 else chance.randrange(scene.usual[usual].get(kind, 20))
    cut = None if chance.random() < 0.35 else (kind, number)
    keeps = chance.choice([lambda: True, lambda: False, lambda: chance.random() < 0.5])
    return Power(cut, keeps)


def note_usual(scene: Scene, what: str, power: Power) -> None:
    for kind, steps in power.steps.items():
        scene.usual[what][kind] = max(steps, 3)


def one_refresh(scene: Scene, place: Place, power: Power | None = None, **more: Any) -> None:
    """A refresh of some or all of what the city asks for, over the network or from what is kept."""
    power = power or a_power(scene, "refresh")
    chance = scene.chance
    what = chance.choice([{}, {}, {"indicators": chance.sample(INDICATORS, 2)}, {"kinds": ("pxweb",)}])
    what = more or {**what, "trial": chance.random() < 0.05}
    asker = HttpAsker(Manners(attempts=4, pace=Pace(1_000_000, 1.0)), timer=scene.world, chance=lambda: 0.01)
    network = None if not more and chance.random() < 0.1 else Line(asker, power)
    sources = Sources(network, scene.kolada.v3, again=bool(more) or chance.random() < 0.3)
    try:
        with power.database(place.settings):
            refresh(power.home(place.home), sources=sources, actor=scene.actor, now=scene.world.now(), **what)
        note_usual(scene, "refresh", power)
    except PowerCut as cut:
        scene.cuts.append(str(cut))
    finally:
        asker.close()


def some_decisions(scene: Scene, place: Place) -> None:
    """Yes or no to each series that waits, by chance, until the power is cut."""
    with standing_in(place.settings):
        there = sorted({one.vintage.indicator for one in waiting(place.home)})
    for indicator in there:
        decide = scene.chance.choices([approve, decline, None], [0.6, 0.2, 0.2])[0]
        if decide and not one_decision(scene, place, indicator, decide):
            return


def one_decision(scene: Scene, place: Place, indicator: str, decide: Any) -> bool:
    """Whether the power lasted."""
    power = a_power(scene, "decide")
    told = {"actor": scene.actor, "today": scene.world.today(), "why": "därför"}
    recorded = (indicator, decide is approve)
    try:
        with power.database(place.settings):
            decide(power.home(place.home), indicator, **told)
    except PowerCut as cut:
        scene.cuts.append(str(cut))
        with standing_in(place.settings):
            if EditionDecision.objects.count() > len(place.decisions):
                place.decisions.append(recorded)
        return False
    note_usual(scene, "decide", power)
    place.decisions.append(recorded)
    return True


def some_forgetting(scene: Scene, place: Place) -> None:
    """Old answers are forgotten, if figures do not rest on them."""
    power = a_power(scene, "refresh")
    today = scene.world.today()
    try:
        with power.database(place.settings):
            forget_answers(power.home(place.home), today, actor=scene.actor, today=today)
    except PowerCut as cut:
        scene.cuts.append(str(cut))


def two_at_once(scene: Scene, place: Place) -> None:
    """Two programs that refresh the home: one waits for the other, or says that it did not begin."""
    errors: list[BaseException] = []

    def run(power: Power) -> None:
        try:
            one_refresh(scene, place, power)
        except BaseException as error:
            if "another refresh of this home has been going on" not in str(error):
                errors.append(error)

    # Killed, not without power: what was written stays.
    powers = [Power(None), replace_cut(a_power(scene, "refresh"))]
    threads = [Thread(target=run, args=(power,)) for power in powers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def replace_cut(power: Power) -> Power:
    return Power(power.cut_before)


def as_figures(rows: tuple[Observation, ...]) -> Figures:
    found = {(item.area, str(item.group), str(item.period)): item.value for item in rows}
    assert len(found) == len(rows)
    return found


def states_of(scene: Scene, place: Place, indicator: str, figures: Figures) -> list[int]:
    """The states of the sources in which these are all the figures of the indicator."""
    numbered = enumerate(scene.world.states)
    return [number for number, state in numbered if expected(state, indicator, place.area) == figures]


def judge(scene: Scene, place: Place) -> None:
    home = Home(place.home.path, place.home.city_source)
    home.__dict__["city"] = place.home.city
    today = scene.world.today()
    for store in (home.evidence, home.waiting):
        problems = [one for one in store.verify() if not any(words in one for words in HARMLESS)]
        assert problems == []
    assert home.snapshots.problems() == ()
    kept = {one.checksum for one in home.snapshots.everything()}
    for indicator in INDICATORS:
        _judge_series(scene, place, home, indicator, today)
        for vintage in (*home.evidence.vintages(indicator), *home.waiting.vintages(indicator)):
            assert kept.issuperset(vintage.answers), f"what {indicator} rests on was lost"
    with standing_in(place.settings):
        _judge_waiting(scene, place, home)
        _judge_database(place, home)


def _judge_series(scene: Scene, place: Place, home: Home, indicator: str, today: date) -> None:
    current = home.evidence.series(indicator)
    if current:
        numbers = states_of(scene, place, indicator, as_figures(current))
        assert numbers, f"{indicator} of {place.area} is no state of the source"
        newest = place.newest.get(indicator, 0)
        assert numbers[-1] >= newest, f"{indicator} of {place.area} went back"
        place.newest[indicator] = min(number for number in numbers if number >= newest)
        assert as_figures(home.evidence.series(indicator, as_of=today)) == as_figures(current)
    editions, before = home.evidence.editions(indicator), place.editions.get(indicator, ())
    assert editions[: len(before)] == before, f"an earlier edition of {indicator} was lost or changed"
    assert len(editions) <= len(before) + 2
    for earlier, later in pairwise(editions):
        assert [_said(item) for item in earlier] != [_said(item) for item in later]
    place.editions[indicator] = editions
    _judge_the_past(place, home, indicator, today)


def _said(item: Observation) -> tuple[object, ...]:
    return (item.area, str(item.group), str(item.period), item.value, item.provenance.published)


def _judge_the_past(place: Place, home: Home, indicator: str, today: date) -> None:
    """Kolada tells no day of publication: what was known here on a day is what the day of loading says."""
    if indicator not in ("kon", "alla"):
        return
    days = [day for of, day in place.as_of if of == indicator and day < today]
    for day in days[-3:]:
        assert home.evidence.series(indicator, as_of=day) == place.as_of[indicator, day]
    place.as_of[indicator, today] = home.evidence.series(indicator, as_of=today)


def _judge_waiting(scene: Scene, place: Place, home: Home) -> None:
    """What waits is a state of its source, not current, and not overtaken by what is."""
    for one in waiting(home):
        indicator, figures = one.vintage.indicator, as_figures(one.figures)
        numbers = states_of(scene, place, indicator, figures)
        assert numbers, f"what waits of {indicator} is no state of the source"
        assert numbers[-1] >= place.newest.get(indicator, 0), f"{indicator} waits and is overtaken"
        assert [_said(item) for item in home.evidence.series(indicator)] != [
            _said(item) for item in one.figures
        ]


def _judge_database(place: Place, home: Home) -> None:
    decisions = [(row.indicator, row.approved) for row in EditionDecision.objects.order_by("id")]
    assert decisions == place.decisions
    noted = set()
    for row in AuditEvent.objects.all():
        if row.action == "refresh evidence":
            noted |= {(one["indicator"], one["edition"]) for one in row.after["current"]}
        elif row.action == "approve figures":
            noted.add((row.subject, row.after["edition"]))
    for indicator in INDICATORS:
        for vintage in home.evidence.vintages(indicator):
            assert any(vintage.holds(edition) for of, edition in noted if of == indicator), "noted by nobody"
    last = {}
    for one in EditionDecision.objects.order_by("id"):
        last[one.indicator, one.edition] = one.approved
    for indicator in INDICATORS:
        newest = [vintage for vintage in home.evidence.vintages(indicator) if vintage.current]
        assert not [
            1
            for (of, edition), yes in last.items()
            if of == indicator and not yes and newest and newest[-1].holds(edition)
        ]


def at_last(scene: Scene) -> None:
    """Without faults and cuts, and with a yes to all that waits, every figure is the source's.

    A last change that is like no other makes sure that it is nothing that was declined.
    """
    quietly(scene, scene.world.changed(everywhere=0.03))
    for place in scene.places:
        one_refresh(scene, place, Power(), trial=False)
        with standing_in(place.settings):
            for one in waiting(place.home):
                approve(place.home, one.vintage.indicator, actor=scene.actor, today=scene.world.today())
                place.decisions.append((one.vintage.indicator, True))
            assert waiting(place.home) == ()
        judge(scene, place)
        for indicator in INDICATORS:
            found = as_figures(place.home.evidence.series(indicator))
            assert found == expected(scene.world.states[-1], indicator, place.area)
        assert [*place.home.path.rglob("snapshots/**/*.part")] == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_the_figures_are_those_of_some_whole_state_of_their_source(
    seed: int, scenes: Callable[[int, MakeDatabase], Scene], on_sqlite: MakeDatabase
) -> None:
    scene = scenes(seed, on_sqlite)
    live(scene, ROUNDS)
    assert scene.cuts or SEEDS > 1


@pytest.mark.parametrize("room", ["database", "waiting", "evidence"])
def test_a_correction_that_is_cut_off_before_any_step_leaves_nothing_that_is_overtaken(
    scenes: Callable[[int, MakeDatabase], Scene], on_sqlite: MakeDatabase, tmp_path: Path, room: str
) -> None:
    """A strange figure waits; its source takes it back and corrects another; that refresh is cut off."""
    scene = scenes(0, on_sqlite)
    place, world, alone = scene.places[0], scene.world, {"indicators": ("kon",)}
    quietly(scene, world.states[0])
    one_refresh(scene, place, Power(), **alone)
    strange, right = world.states[0].copy(), world.states[0].copy()
    strange.kolada[BOTH, place.area, FIRST[-1], "T"] = 99.0
    quietly(scene, strange)
    one_refresh(scene, place, Power(), **alone)
    judge(scene, place)
    right.kolada[BOTH, COUNTRY, FIRST[0], "T"] = 41.2
    quietly(scene, right)

    step, dead = 0, True
    while dead:
        folder = tmp_path / f"cut-{step}"
        shutil.copytree(place.home.path, folder)
        copy = Place(Home(folder, place.home.city_source), described(None, folder), place.area)
        copy.editions = {indicator: copy.home.evidence.editions(indicator) for indicator in INDICATORS}
        power = Power((room, step))
        one_refresh(scene, copy, power, **alone)
        judge(scene, copy)
        if step % 4 == 0:
            one_refresh(scene, copy, Power(), **alone)
            assert as_figures(copy.home.evidence.series("kon")) == expected(right, "kon", place.area)
            with standing_in(copy.settings):
                assert waiting(copy.home) == ()
        step, dead = step + 1, power.dead
    assert step > 3


def test_so_they_are_with_postgresql(
    scenes: Callable[[int, MakeDatabase], Scene], on_postgres: MakeDatabase
) -> None:
    live(scenes(10_000, on_postgres), 3)
