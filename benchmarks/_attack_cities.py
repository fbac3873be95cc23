"""Simulated cities for the attacker, each made and published by the program's own commands, in its own home.

Run as a program it makes one: `_attack_cities.py FOLDER SEED PERSONS YEARS REGISTER,REGISTER [--naked]
[--editions]`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def cities(
    seeds: Sequence[int],
    persons: int,
    years: str,
    registers: Sequence[str],
    *,
    naked: bool = False,
    editions: bool = False,
    at_once: int = 2,
) -> Iterator[tuple[str, Path]]:
    """Name and folder of bundles of each city, in order of seed; gone when the next is asked for.

    A city that the program would not publish has no such folder, but a file `error.txt` beside its registers.
    """
    with tempfile.TemporaryDirectory(prefix="fardplan-attack-") as top, ThreadPoolExecutor(at_once) as pool:

        def make(seed: int) -> Path:
            folder = Path(top) / f"{seed}"
            extra = [name for name, on in (("--naked", naked), ("--editions", editions)) if on]
            told = [str(folder), str(seed), str(persons), years, ",".join(registers), *extra]
            done = subprocess.run(
                [sys.executable, __file__, *told], capture_output=True, text=True, check=False
            )
            bundles = folder / "home" / "bundles"
            if done.returncode:
                shutil.rmtree(bundles, ignore_errors=True)
                (folder / "error.txt").write_text(done.stderr, encoding="utf-8")
            return bundles

        for seed, bundles in zip(seeds, pool.map(make, seeds), strict=True):
            yield f"seed {seed}", bundles
            shutil.rmtree(bundles.parents[1], ignore_errors=True)


FIRST = (
    "uvas-16-29-egen",
    "uvas-17-24-egen",
    "behorighet-hemkommun-egen",
    "behorighet-exkl-nyinvandrade-egen",
)
"""Indicators that come out before the others, where there are two editions."""


def publish(
    folder: Path, seed: str, persons: str, years: str, registers: str, *, naked: bool, editions: bool = False
) -> None:
    """Simulate, count, protect and publish a city; of the registers named only.

    `editions`: some of the indicators first, and all of them in a second publication.
    """
    import os

    import django

    simulated, home = folder / "registers", folder / "home"
    folder.mkdir(parents=True)
    os.environ["DJANGO_SETTINGS_MODULE"], os.environ["FARDPLAN_HOME"] = "fardplan.config.settings", str(home)
    django.setup()
    from fardplan.cli.app import program
    from fardplan.cli.session import Ports
    from fardplan.config.server import check_port, serve

    if naked:
        _undress()
    _keep_truth(folder / "truth.jsonl")
    _draw_no_pages()
    out = ["--out", str(simulated)]
    counted = [f"--register={name}={simulated / name}.parquet" for name in registers.split(",")]
    for command in (
        [*["simulate", "--city", "stockholm", "--seed"], seed, "--persons", persons, "--years", years, *out],
        ["init", "--city", "stockholm"],
        *([["compute", *FIRST, *counted[:2]], ["publish"]] if editions else []),
        ["compute", *counted],
        ["publish"],
    ):
        arguments = ["--home", str(home), "--language", "en", *command]
        program()(
            arguments,
            prog_name="fardplan",
            obj=Ports(serve=serve, check_port=check_port),
            standalone_mode=False,
        )


def _keep_truth(path: Path) -> None:
    """Write aside what is counted before it is protected: the judge's sheet, which no attacker reads."""
    from fardplan.usecases import counted_release

    protect_all = counted_release.protect_all

    def kept(tasks):
        with path.open("a", encoding="utf-8") as file:
            for task in tasks:
                file.write(json.dumps(_table(task)) + "\n")
        return protect_all(tasks)

    counted_release.protect_all = kept


def _table(task) -> dict:
    from fardplan.disclosure.magnitudes import contributions_to, needs_of_sums
    from fardplan.disclosure.rules import needs_of

    register, period = task.where.split(", ")
    names = [dimension.name for dimension in task.cells.dimensions]
    sums = task.parts is not None
    if sums:
        needs = needs_of_sums(contributions_to(task.cells, task.parts), task.rules.magnitudes)
    else:
        needs = needs_of(task.cells, task.rules)
    protected = needs.sensitive.tolist()
    cells = []
    for codes, value, sensitive in zip(task.cells.cells, task.cells.values.tolist(), protected, strict=True):
        told = dict(zip(names, codes, strict=True))
        counted, area = told.pop("counted", ""), told.pop("area", "")
        group = ";".join(f"{name}={code}" for name, code in sorted(told.items()) if code)
        cells.append([counted, area, group, value, sensitive])
    return {"register": register, "period": period, "sums": sums, "cells": cells}


def _draw_no_pages() -> None:
    """The attacker reads data; the pages, which take most of the time, show nothing more."""
    from fardplan.portal.site import SiteReport
    from fardplan.usecases import publish as publishing

    publishing.render_site = lambda *_, **__: SiteReport(0, 0, 0, "", 0)


def _undress() -> None:
    """Hide the small numbers alone, and let nobody look: what the attacker is measured against."""
    from types import SimpleNamespace

    from fardplan.disclosure import protecting
    from fardplan.disclosure.audit import Audit, PublishedAudit
    from fardplan.usecases import protection

    protecting.suppress = lambda cells, needs, **_: SimpleNamespace(hidden=needs.sensitive & ~cells.known)
    protecting.audit = lambda *_: Audit((), 0, 0, 0, 0, 0)
    protection.audit_published = lambda *_: PublishedAudit((), (), (), 0)


if __name__ == "__main__":
    publish(Path(sys.argv[1]), *sys.argv[2:6], naked="--naked" in sys.argv, editions="--editions" in sys.argv)
