"""A home on a machine that loses power between any two steps: on disk, in the database, on the network."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from fardplan.evidence.store import EvidenceStore
from fardplan.files.disk import RealDisk
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import SnapshotStore
from fardplan.usecases.homes import Home
from tests.databases import standing_in
from tests.evidence.test_disk import DiskThatLosesPower, PowerCut


class QuickDisk(RealDisk):
    """The real disk, which here need not be waited for: what is flushed is kept account of besides."""

    @staticmethod
    def _flush(path: Path, flags: int) -> None:
        assert path.exists()


class Power:
    """Is cut before a step: the so-manieth of its kind, from 0; `keeps` says what of the unflushed survives.

    Kinds are the rooms of a home (snapshots, evidence, waiting), database, and network.
    """

    def __init__(
        self, cut_before: tuple[str, int] | None = None, keeps: Callable[[], bool] = lambda: True
    ) -> None:
        self.cut_before, self.keeps = cut_before, keeps
        self.steps: Counter[str] = Counter()
        self.dead = False
        self.disks: list[_Disk] = []

    def step(self, kind: str) -> None:
        if self.dead or (kind, self.steps[kind]) == self.cut_before:
            self.dead = True
            for disk in self.disks:
                disk.lose_power()
            raise PowerCut(kind)
        self.steps[kind] += 1

    def disk(self, name: str) -> "_Disk":
        self.disks.append(_Disk(self, name))
        return self.disks[-1]

    def home(self, home: Home) -> Home:
        """The home with all that it keeps on disks of this power."""
        found = Home(home.path, home.city_source)
        found.__dict__["city"] = home.city
        found.__dict__["evidence"] = EvidenceStore(home.path / "evidence", disk=self.disk("evidence"))
        found.__dict__["waiting"] = EvidenceStore(home.path / "waiting", disk=self.disk("waiting"))
        found.__dict__["snapshots"] = SnapshotStore(home.path / "snapshots", disk=self.disk("snapshots"))
        return found

    @contextmanager
    def database(self, settings: dict[str, Any]) -> Iterator[None]:
        """The database, whose statements and commits are steps too; what was not committed is lost."""
        with standing_in(settings):
            connection = connections["default"]
            connection.ensure_connection()
            commit = connection._commit  # type: ignore[attr-defined]

            def committed() -> None:
                try:
                    self.step("database")
                except PowerCut:
                    # Django only undoes what failed for a reason of the database's own.
                    connection.connection.rollback()
                    raise
                commit()
                self.step("database")

            connection._commit = committed  # type: ignore[attr-defined]
            with connection.execute_wrapper(self._statement):
                yield

    def _statement(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.step("database")
        return execute(sql, parameters, many, context)


class _Disk(DiskThatLosesPower):
    def __init__(self, power: Power, name: str) -> None:
        super().__init__(keeps=power.keeps)
        self.real = QuickDisk()
        self.power, self.name = power, name

    def _step(self) -> None:
        self.power.step(self.name)


class Line:
    """The way to a source; each call is a step, and so is its return."""

    def __init__(self, network: Any, power: Power) -> None:
        self.network, self.power = network, power
        self.pacing = network.pacing

    def ask(self, request: Request, known: Answer | None = None) -> Answer:
        self.power.step("network")
        answer: Answer = self.network.ask(request, known)
        self.power.step("network")
        return answer
