"""Simulated cities for the attacker, each made and published by the program's own commands, in its own home.

Run as a program it makes one: `_attack_cities.py FOLDER SEED PERSONS YEARS REGISTER,REGISTER [--naked]`.
"""

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
    at_once: int = 2,
) -> Iterator[tuple[str, Path]]:
    """The name of each city and the folder of its bundles, in order of seed; gone when all are done."""
    with tempfile.TemporaryDirectory(prefix="fardplan-attack-") as top, ThreadPoolExecutor(at_once) as pool:

        def make(seed: int) -> Path:
            folder = Path(top) / f"{seed}"
            extra = ["--naked"] if naked else []
            told = [str(folder), str(seed), str(persons), years, ",".join(registers), *extra]
            done = subprocess.run(
                [sys.executable, __file__, *told], capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(f"the city of seed {seed} was not published:\n{done.stderr[-4000:]}")
            return folder / "home" / "bundles"

        for seed, bundles in zip(seeds, pool.map(make, seeds), strict=True):
            yield f"seed {seed}", bundles


def publish(folder: Path, seed: str, persons: str, years: str, registers: str, *, naked: bool) -> None:
    """Simulate, count, protect and publish a city; of the registers named only."""
    import os

    import django

    simulated, home = folder / "registers", folder / "home"
    folder.mkdir(parents=True)
    os.environ["DJANGO_SETTINGS_MODULE"], os.environ["FARDPLAN_HOME"] = "fardplan.config.settings", str(home)
    django.setup()
    from fardplan.cli.app import app
    from fardplan.cli.session import Ports
    from fardplan.config.server import check_port, serve

    if naked:
        _undress()
    out = ["--out", str(simulated)]
    counted = [f"--register={name}={simulated / name}.parquet" for name in registers.split(",")]
    for command in (
        [*["simulate", "--city", "stockholm", "--seed"], seed, "--persons", persons, "--years", years, *out],
        ["init", "--city", "stockholm"],
        ["compute", *counted],
        ["publish"],
    ):
        arguments = ["--home", str(home), "--language", "en", *command]
        app(
            arguments,
            prog_name="fardplan",
            obj=Ports(serve=serve, check_port=check_port),
            standalone_mode=False,
        )


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
    publish(Path(sys.argv[1]), *sys.argv[2:6], naked="--naked" in sys.argv)
