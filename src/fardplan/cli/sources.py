"""fardplan sources …"""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from fardplan.cli.session import session
from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKoladaServer, made_up, panel_of
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.usecases.fake_tables import made_up_table, table_of
from fardplan.vocabulary.errors import InputError

MUNICIPALITIES, KEY_FIGURES, YEARS = 290, 5, range(2005, 2025)

KINDS: dict[str, Callable[[str], object]] = {
    "paging": Paging,
    "slow": float,
    **{field.name: int for field in fields(Faults) if field.name not in ("paging", "slow")},
}
"""How each fault is written."""

sources = typer.Typer(no_args_is_help=True, help="Sources outside, and fakes of them on this machine.")
fake = typer.Typer(no_args_is_help=True, help="Stand in for a source, to try things without a network.")
sources.add_typer(fake, name="fake")

Fault = Annotated[
    list[str] | None,
    typer.Option(help="Something that goes wrong, such as too_many=3 for every third call; may be repeated."),
]


@fake.command()
def kolada(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            help="Its values: CSV with kpi, municipality_id, municipality, year, gender, value. Else made up."
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8001,
    fault: Fault = None,
) -> None:
    """A Kolada on this machine, until interrupted."""
    now = session(context)
    panel = panel_of(data) if data else made_up(KEY_FIGURES, MUNICIPALITIES, YEARS)
    server = FakeKoladaServer(panel, faults=faults_of(fault or []), port=port)
    now.say("A fake Kolada answers at {address} (Ctrl+C ends it).", address=server.v3)
    now.say("Ask it: fardplan evidence refresh --kolada {address}", address=server.v3)
    server.serve()


@fake.command()
def pxweb(
    context: typer.Context,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            help="A table: a PX file, or the JSON-stat of a PxWeb; may be repeated. Else one is made up."
        ),
    ] = None,
    cells: Annotated[int, typer.Option(min=1, help="The most cells in an answer.")] = 150_000,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8002,
    fault: Fault = None,
) -> None:
    """A statistical database on this machine that speaks PxWeb, until interrupted."""
    now = session(context)
    tables = [table_of(path) for path in data or []] or [made_up_table()]
    limits = FakeLimits(cells=cells, calls=30, seconds=10)
    server = FakePxWeb(tables, limits=limits, faults=faults_of(fault or []), port=port)
    now.say("A fake PxWeb answers at {address} (Ctrl+C ends it).", address=server.v2)
    for table in tables:
        now.say(
            "Table {key}: {label}. What it has: {address}",
            key=table.key,
            label=table.label,
            address=f"{server.v2}/tables/{table.key}/metadata",
        )
    server.serve()


def faults_of(written: list[str]) -> Faults:
    """Faults as they are written, `name=number`; raises `InputError` with those that there are."""
    found: dict[str, Any] = {}
    for one in written:
        name, _, value = one.partition("=")
        try:
            found[name] = KINDS[name](value or "1")
        except (KeyError, ValueError) as error:
            raise InputError(
                f"'{one}' is no fault of a fake source",
                where="--fault",
                instead=f"There is: {', '.join(sorted(KINDS))}. Write too_many=3 or paging=empty.",
            ) from error
    return Faults(**found)
