"""A package's checksum beside it: written with it or not at all, and what it says of an altered package."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.archive import Archived, archived
from fardplan.usecases.reporting.archive_check import checked
from fardplan.usecases.reporting.archive_sum import Beside, against_beside, sum_file, write_package
from fardplan.vocabulary.errors import StorageError
from tests.usecases.reporting.test_archive import opened, packed
from tests.usecases.reporting.test_archive_told import DAY, MEMO

MADE = Archived("ett", b"PK", 1)


@pytest.mark.parametrize("name", ["paket.zip", "två ord.zip", "a\\b.zip", "rad\nbruten.zip"])
def test_the_sum_is_one_that_sha256sum_reads(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ny" / name
    assert write_package(MADE, path) == sum_file(path)
    assert against_beside(path, path.read_bytes()) is Beside.SAME
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("sha256sum is not on this computer")
    done = subprocess.run(
        [program, "--check", "--strict", "--status", sum_file(path).name], cwd=path.parent, check=False
    )
    assert done.returncode == 0


def test_the_line_is_the_sum_and_the_name(tmp_path: Path) -> None:
    write_package(MADE, tmp_path / "paket.zip")
    assert (tmp_path / "paket.zip.sha256").read_text() == f"{MADE.sha256}  paket.zip\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["paket.zip", "paket.zip.sha256"]


def test_a_list_of_contents_that_was_written_anew_is_seen(
    home: Home, strategist: Actor, tmp_path: Path
) -> None:
    """Whoever writes both a file and METS.xml anew leaves a package that is whole by its own word."""
    made = archived(strategist, home, [MEMO], as_of=DAY)
    path = tmp_path / "paket.zip"
    write_package(made, path)
    files = opened(made.content)
    altered = packed(files | {"METS.xml": files["METS.xml"] + b"<!-- -->\n"}, made.name)
    assert (altered != made.content, checked(altered).is_whole) == (True, True)
    assert against_beside(path, altered) is Beside.OTHER


def test_where_the_sum_cannot_be_written_the_package_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(b"gammalt")
    sum_file(path).mkdir()
    with pytest.raises(StorageError, match=r"paket\.zip\.sha256"):
        write_package(MADE, path)
    assert path.read_bytes() == b"gammalt"


def test_a_link_is_followed_and_the_sum_lies_beside_the_link(tmp_path: Path) -> None:
    place, link = tmp_path / "diskett" / "p.zip", tmp_path / "paket.zip"
    place.parent.mkdir()
    place.write_bytes(b"gammalt")
    link.symlink_to(place)
    assert write_package(MADE, link) == tmp_path / "paket.zip.sha256"
    assert (link.is_symlink(), place.read_bytes()) == (True, MADE.content)
    assert against_beside(link, MADE.content) is Beside.SAME


def test_a_device_has_nothing_beside_it(tmp_path: Path) -> None:
    assert write_package(MADE, Path(os.devnull)) is None
    assert not Path(f"{os.devnull}.sha256").exists()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (None, Beside.NOTHING),
        (f"{MADE.sha256}  paket.zip\n", Beside.SAME),
        (f"{MADE.sha256.upper()} *paket.zip", Beside.SAME),
        (f"{MADE.sha256}  fore-namnbytet.zip\n", Beside.SAME),
        ("0" * 64 + "  paket.zip\n", Beside.OTHER),
        ("", Beside.UNREADABLE),
        (MADE.sha256, Beside.UNREADABLE),
        (f"{MADE.sha256}  ett.zip\n{MADE.sha256}  paket.zip\n", Beside.UNREADABLE),
        ("x" * 20_000, Beside.UNREADABLE),
    ],
)
def test_what_the_file_beside_it_says(tmp_path: Path, said: str | None, found: Beside) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(MADE.content)
    if said is not None:
        sum_file(path).write_text(said)
    assert against_beside(path, MADE.content) is found
