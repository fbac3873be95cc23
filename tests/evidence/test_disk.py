"""A load that is cut off anywhere leaves the last good state; so does a disk that will not."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fardplan.evidence.store import EvidenceStore
from fardplan.files.disk import Disk, RealDisk, locked, make_folders, put
from fardplan.vocabulary.errors import StorageError
from fardplan.vocabulary.observation import Observation

MakeFigure = Callable[..., Observation]
DAY = date(2020, 1, 1)


class PowerCut(BaseException):
    """No handler for ordinary errors sees it, as none would see a power cut."""


class DiskThatLosesPower:
    """The real disk, until its power is cut before step `cut_before`; then it forgets what it may.

    Of each thing done and not yet flushed, `keeps` decides whether it reached the disk: contents are cut
    to half, names and folders undone. Its tests hold it to the real disk as long as the power is on.
    """

    def __init__(self, cut_before: int | None = None, keeps: Callable[[], bool] = lambda: False) -> None:
        self.real = RealDisk()
        self.steps = 0
        self._cut_before = cut_before
        self._keeps = keeps
        self._contents: list[Path] = []
        self._names: list[tuple[Path, Callable[[], None]]] = []

    def make_folder(self, path: Path) -> None:
        self._step()
        self.real.make_folder(path)
        self._names.append((path.parent, lambda: shutil.rmtree(path, ignore_errors=True)))

    def create(self, path: Path, content: bytes) -> None:
        self._step()
        self.real.create(path, content)
        self._contents.append(path)
        self._names.append((path.parent, lambda: path.unlink(missing_ok=True)))

    def sync(self, path: Path) -> None:
        self._step()
        self.real.sync(path)
        self._contents = [other for other in self._contents if other != path]

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        overwritten = new.read_bytes() if new.exists() else None
        self.real.rename(old, new)
        self._contents = [new if path == old else path for path in self._contents]
        self._names.append((new.parent, lambda: self._undo_rename(old, new, overwritten)))

    def sync_folder(self, path: Path) -> None:
        self._step()
        self.real.sync_folder(path)
        self._names = [(folder, undo) for folder, undo in self._names if folder != path]

    def remove(self, path: Path) -> None:
        self._step()
        self.real.remove(path)

    def lose_power(self) -> None:
        for path in self._contents:
            if path.exists() and not self._keeps():
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        for _, undo in reversed(self._names):
            if not self._keeps():
                undo()
        self._contents, self._names = [], []

    def _step(self) -> None:
        if self.steps == self._cut_before:
            self.lose_power()
            raise PowerCut
        self.steps += 1

    @staticmethod
    def _undo_rename(old: Path, new: Path, overwritten: bytes | None) -> None:
        if not new.exists():
            return
        new.rename(old)
        if overwritten is not None:
            new.write_bytes(overwritten)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"a folder"
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("disk", [RealDisk(), DiskThatLosesPower()])
def test_every_disk_does_what_it_is_told(disk: Disk, tmp_path: Path) -> None:
    disk.make_folder(tmp_path / "a")
    disk.create(tmp_path / "a" / "old", b"one")
    disk.sync(tmp_path / "a" / "old")
    disk.create(tmp_path / "a" / "new", b"two")
    disk.rename(tmp_path / "a" / "new", tmp_path / "a" / "old")
    disk.create(tmp_path / "gone", b"three")
    disk.remove(tmp_path / "gone")
    disk.remove(tmp_path / "never there")
    disk.sync_folder(tmp_path / "a")

    assert contents(tmp_path) == {"a": b"a folder", "a/old": b"two"}


@pytest.mark.parametrize("disk", [RealDisk(), DiskThatLosesPower()])
def test_every_disk_says_what_it_cannot_do(disk: Disk, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        disk.create(tmp_path / "nowhere" / "file", b"")
    with pytest.raises(FileNotFoundError):
        disk.rename(tmp_path / "nothing", tmp_path / "something")
    with pytest.raises(FileExistsError):
        disk.make_folder(tmp_path)


def test_a_disk_that_loses_power_forgets_what_was_not_flushed(tmp_path: Path) -> None:
    disk = DiskThatLosesPower()
    for name in ("flushed", "half", "nameless", "replaced", "kept"):
        disk.create(tmp_path / name, b"old content")
    for name in ("flushed", "nameless", "replaced", "kept"):
        disk.sync(tmp_path / name)
    disk.sync_folder(tmp_path)
    disk.rename(tmp_path / "kept", tmp_path / "replaced")
    disk.create(tmp_path / "new", b"new content")
    disk.make_folder(tmp_path / "folder")
    disk.lose_power()

    assert contents(tmp_path) == {
        "flushed": b"old content",
        "half": b"old c",
        "kept": b"old content",
        "nameless": b"old content",
        "replaced": b"old content",
    }


def save(folder: Path, figures: list[Observation], disk: Disk | None = None) -> None:
    EvidenceStore(folder, disk=disk).save(figures, loaded=DAY, came_from="fil.csv")


@pytest.fixture(scope="module")
def first(figure: MakeFigure) -> list[Observation]:
    return [figure("2016", 88.7), figure("2016", 8.0, indicator="uvas"), figure("2016", 1.0, source="SCB")]


@pytest.fixture(scope="module")
def second(figure: MakeFigure) -> list[Observation]:
    return [figure("2016", 88.6), figure("2016", 7.9, indicator="uvas"), figure("2014", 1.0, indicator="ny")]


def at_random(seed: int) -> Callable[[], bool]:
    chance = random.Random(seed)
    return lambda: chance.random() < 0.5


@pytest.mark.parametrize(
    ("start", "keeps"),
    [
        ("empty", lambda: False),
        ("loaded", lambda: False),
        ("loaded", lambda: True),
        ("loaded", at_random(1)),
    ],
)
def test_power_cut_before_any_step_leaves_the_old_state_or_the_new(
    first: list[Observation],
    second: list[Observation],
    tmp_path_factory: pytest.TempPathFactory,
    start: str,
    keeps: Callable[[], bool],
) -> None:
    origin = tmp_path_factory.mktemp("origin")
    if start == "loaded":
        save(origin, first)
    before = EvidenceStore(origin).everything()
    step, finished = 0, False
    while not finished:
        folder = tmp_path_factory.mktemp("cut") / "evidence"
        shutil.copytree(origin, folder)
        disk = DiskThatLosesPower(step, keeps)
        try:
            save(folder, second, disk)
            finished = True
            disk.lose_power()
        except PowerCut:
            step += 1
        _check_after_power_cut(folder, before, second, finished=finished)
    assert step > 20


def _check_after_power_cut(
    folder: Path, before: dict[str, tuple[Observation, ...]], second: list[Observation], *, finished: bool
) -> None:
    store = EvidenceStore(folder)
    found = store.everything()
    assert [problem for problem in store.verify() if "damaged" in problem or "cannot" in problem] == []
    save(folder, second)
    after = store.everything()
    assert found in ([after] if finished else [before, after])
    assert {item for series in after.values() for item in series} >= set(second)


def test_a_program_killed_while_loading_leaves_the_last_good_state(
    folder: Path, first: list[Observation], second: list[Observation], tmp_path: Path
) -> None:
    save(folder, first)
    before = EvidenceStore(folder).everything()
    script = tmp_path / "load.py"
    script.write_text(_LOADS_FOR_EVER)
    for delay in (0.0, 0.002, 0.011):
        program = subprocess.Popen(
            [sys.executable, str(script), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert program.stdout is not None
        assert program.stdout.readline() == "loading\n"
        time.sleep(delay)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        program.stdout.close()

        store = EvidenceStore(folder, patience=0)
        assert [problem for problem in store.verify() if "damaged" in problem] == []
        assert {name: series for name, series in store.everything().items() if name != "many"} == before
        assert {item.value for item in store.series("many")} in [{1.0}, {2.0}, set()]
    save(folder, second)


_LOADS_FOR_EVER = """
import sys
from datetime import date
from itertools import cycle
from pathlib import Path

from fardplan.evidence.store import EvidenceStore
from fardplan.vocabulary.observation import Observation, Origin, Provenance
from fardplan.vocabulary.period import Period

day = date(2020, 1, 1)
told = Provenance("Kolada", Origin.SIMULATED, day, day)
store = EvidenceStore(Path(sys.argv[1]))
for number, value in enumerate(cycle([1.0, 2.0])):
    figures = [Observation("many", str(area), Period.of_year(2016), value, told) for area in range(500)]
    store.save(figures, loaded=day, came_from="x")
    if number == 1:
        print("loading", flush=True)
"""


class DiskThatFails(RealDisk):
    """The real disk, until the operating system refuses the `nth` call of an operation."""

    def __init__(self, operation: str, nth: int, code: int) -> None:
        self._operation, self._left, self._code = operation, nth, code

    def create(self, path: Path, content: bytes) -> None:
        if self._fails("create"):
            path.write_bytes(content[: len(content) // 2])
            raise OSError(self._code, os.strerror(self._code), str(path))
        super().create(path, content)

    def rename(self, old: Path, new: Path) -> None:
        if self._fails("rename"):
            raise OSError(self._code, os.strerror(self._code), str(old))
        super().rename(old, new)

    def sync_folder(self, path: Path) -> None:
        if self._fails("sync_folder"):
            raise OSError(self._code, os.strerror(self._code), str(path))
        super().sync_folder(path)

    def _fails(self, operation: str) -> bool:
        self._left -= operation == self._operation
        return operation == self._operation and self._left == 0


@pytest.mark.parametrize("nth", range(1, 8))
@pytest.mark.parametrize("operation", ["create", "rename"])
def test_a_full_disk_is_told_and_leaves_nothing_behind(
    folder: Path, first: list[Observation], second: list[Observation], operation: str, nth: int
) -> None:
    save(folder, first)
    before = contents(folder)

    with pytest.raises(StorageError) as error:
        save(folder, second, DiskThatFails(operation, nth, errno.ENOSPC))

    assert (error.value.what, error.value.instead, error.value.outcome) == (
        "the disk is full",
        "Make room and load again.",
        "Nothing was changed.",
    )
    left = {name: content for name, content in contents(folder).items() if content != b"a folder"}
    assert left == {name: content for name, content in before.items() if content != b"a folder"}


def test_when_the_last_flush_fails_the_load_stands_and_the_doubt_is_told(
    folder: Path, first: list[Observation], second: list[Observation]
) -> None:
    save(folder, first)
    last = sum(path.suffix == ".parquet" for path in folder.rglob("*")) * 2 + 3

    with pytest.raises(StorageError) as error:
        save(folder, second, DiskThatFails("sync_folder", last, errno.EIO))

    assert str(error.value) == (
        f"{folder}: it could not be written: Input/output error\n"
        "The figures are loaded, but a power cut now could undo it. Load again to be sure."
    )
    assert EvidenceStore(folder).series("ny") == (second[2],)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (errno.EROFS, "the folder is read-only"),
        (errno.EACCES, "there is no permission to write here"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EIO, "it could not be written: Input/output error"),
    ],
)
def test_whatever_the_operating_system_says_is_told_plainly(
    folder: Path, first: list[Observation], code: int, what: str
) -> None:
    with pytest.raises(StorageError) as error:
        save(folder, first, DiskThatFails("create", 1, code))

    assert (error.value.what, error.value.outcome) == (what, "Nothing was changed.")


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, first: list[Observation]) -> None:
    (tmp_path / "evidence").write_text("I am a file")

    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        save(tmp_path / "evidence", first)


def test_a_second_load_says_so_when_the_first_takes_too_long(folder: Path, first: list[Observation]) -> None:
    folder.mkdir()
    with locked(folder, patience=0), pytest.raises(StorageError) as error:
        EvidenceStore(folder, patience=0.1).save(first, loaded=DAY, came_from="fil.csv")

    assert str(error.value) == (
        f"{folder}: another load has been writing for more than 0.1 seconds\n"
        "Wait for it to finish and load again.\n"
        "Nothing was changed."
    )
    save(folder, first)
    assert EvidenceStore(folder).indicators() == ("behorighet", "uvas")


def test_a_second_load_waits_for_the_first(folder: Path, tmp_path: Path, figure: MakeFigure) -> None:
    script = tmp_path / "load.py"
    script.write_text(
        _LOADS_FOR_EVER.replace("number == 1", "number == 20").replace(
            'print("loading", flush=True)', "break"
        )
    )
    programs = [subprocess.Popen([sys.executable, str(script), str(folder)]) for _ in range(2)]
    assert [program.wait() for program in programs] == [0, 0]

    store = EvidenceStore(folder)
    assert store.verify() == []
    assert len(store.series("many")) == 500


def test_putting_a_file_replaces_it_whole(tmp_path: Path) -> None:
    make_folders(RealDisk(), tmp_path / "a" / "b")
    for content in (b"one", b"two"):
        put(RealDisk(), tmp_path / "a" / "b" / "file", content)

    assert contents(tmp_path) == {"a": b"a folder", "a/b": b"a folder", "a/b/file": b"two"}


class DiskOfTwo(RealDisk):
    """Another program makes each folder a moment earlier."""

    def make_folder(self, path: Path) -> None:
        path.mkdir()
        super().make_folder(path)


def test_a_folder_that_another_program_makes_meanwhile_is_as_good(tmp_path: Path) -> None:
    make_folders(DiskOfTwo(), tmp_path / "a" / "b")

    assert contents(tmp_path) == {"a": b"a folder", "a/b": b"a folder"}
