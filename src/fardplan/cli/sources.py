"""fardplan sources …"""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from fardplan.cli.areas import areas
from fardplan.cli.session import Session, day_named, session
from fardplan.fakes.faults import Faults, Paging
from fardplan.fakes.kolada import FakeKoladaServer, made_up, panel_of
from fardplan.fakes.pxweb.server import FakeLimits, FakePxWeb
from fardplan.fakes.wfs.layers import MADE_UP, layer_of, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.presentation.numbers import number
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import translate_plural
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.network import network_of
from fardplan.sources.pxweb.client_v2 import SCB
from fardplan.sources.pxweb.table import Table
from fardplan.usecases.fake_tables import made_up_table, table_of
from fardplan.usecases.forgetting import forget_answers
from fardplan.usecases.source_tables import Database, find_tables, suggest_definition
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
sources.command()(areas)

Fault = Annotated[
    list[str] | None,
    typer.Option(help="Something that goes wrong, such as too_many=3 for every third call; may be repeated."),
]


Address = Annotated[str, typer.Option(help="Where the database answers.")]
Version = Annotated[int, typer.Option(min=1, max=2, help="Of PxWeb's API.")]
PXWEB_2, SHOWN = 2, 8


@sources.command()
def find(context: typer.Context, words: str, address: Address = SCB) -> None:
    """Tables of a statistical database (PxWeb) that match some words."""
    now = session(context)
    with closing(HttpAsker(network=network_of(os.environ))) as asker:
        found = find_tables(asker, address, words)
    for table in found:
        now.tell(f"{table.key}  {table.first or ''}–{table.last or ''}  {table.label}")
    if not found:
        now.say("No table matches.")


@sources.command()
def table(
    context: typer.Context,
    key: str,
    address: Address = SCB,
    version: Version = PXWEB_2,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Print a definition that asks for it, to correct.")
    ] = False,
) -> None:
    """What a table of a statistical database (PxWeb) has."""
    now = session(context)
    database = Database(address, version)
    with closing(HttpAsker(network=network_of(os.environ))) as asker:
        if suggest:
            now.tell(suggest_definition(now.home(), asker, database, key).rstrip("\n"))
            return
        _show_table(now, database.table(asker, key))


def _show_table(now: Session, table: Table) -> None:
    now.tell(f"{table.key}: {table.label}")
    for said in (table.source, table.updated):
        if said:
            now.tell(f"  {said}")
    for variable in table.variables:
        dimension = variable.dimension
        now.say(
            "{key} ({label}): {count} codes", key=variable.key, label=dimension.label, count=len(dimension)
        )
        if variable.optional:
            now.say("  may be left out: the source then tells all together")
        for code, called in _some(list(zip(dimension.codes, dimension.labels, strict=True))):
            now.tell(f"  {code}  {called}".rstrip())
        for name, called in variable.codelists:
            now.say("  code list {name}: {label}", name=name, label=called)


def _some(codes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first codes and the last, where there are many."""
    return codes if len(codes) <= SHOWN else [*codes[: SHOWN - 2], ("…", ""), codes[-1]]


@sources.command()
def forget(
    context: typer.Context,
    before: Annotated[
        date, typer.Option(parser=day_named, metavar="DATE", help="Answers that were last given before it.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be forgotten.")] = False,
) -> None:
    """Forget old answers of sources; never those that figures rest on."""
    now = session(context)
    told = forget_answers(now.home(), before, actor=now.actor, today=now.today, trial=dry_run)
    now.tell(
        translate_plural(
            "1 answer that no figures rest on, {size} MB.",
            "{count} answers that no figures rest on, {size} MB.",
            told.answers,
            now.language,
            size=number(told.size / 1e6, now.language, decimals=1),
        )
    )
    now.say(
        "Kept: {in_use} that figures rest on, and {recent} given since {before}.",
        in_use=told.in_use,
        recent=told.recent,
        before=before,
    )
    if told.saved:
        now.say("They are forgotten.")
    else:
        now.say("This was a trial: nothing was forgotten.")


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


@fake.command()
def wfs(
    context: typer.Context,
    data: Annotated[
        list[Path] | None,
        typer.Option(help="A layer: a GeoJSON file; may be repeated. Else RegSO and DeSO are made up."),
    ] = None,
    municipality: Annotated[
        list[str] | None, typer.Option(help="Of made-up areas: four digits; may be repeated.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8003,
    fault: Fault = None,
) -> None:
    """A map server on this machine that speaks WFS, until interrupted."""
    now = session(context)
    layers = [layer_of(path) for path in data or []] or made_up_layers(municipality or MADE_UP)
    server = FakeWfs(layers, faults=faults_of(fault or []), port=port)
    now.say("A fake map server answers at {address} (Ctrl+C ends it).", address=server.wfs)
    for layer in layers:
        now.say("Layer {name}: {count} features", name=layer.name, count=len(layer.features))
    server.serve()


def faults_of(written: list[str]) -> Faults:
    """Faults as they are written, `name=number`; raises `InputError` with those that there are."""
    found: dict[str, Any] = {}
    for one in written:
        name, _, value = one.partition("=")
        if name not in KINDS:
            raise InputError(
                Sentence("'{name}' is no fault of a fake source", name=name),
                where="--fault",
                instead=Sentence(
                    "{there} Write too_many=3 or paging=empty.", there=there_is(KINDS, asked=name)
                ),
            )
        try:
            found[name] = KINDS[name](value or "1")
        except ValueError as error:
            raise InputError(
                Sentence("'{value}' cannot be the value of {name}", value=value, name=name),
                where="--fault",
                instead=_WRITTEN.get(name, _NUMBER),
            ) from error
    return Faults(**found)


_NUMBER = Sentence("Write a whole number: too_many=3 is every third call, and 0 never.")
_WRITTEN = {
    "paging": Sentence("Write one of {names}: paging=empty.", names=", ".join(Paging)),
    "slow": Sentence("Write seconds: slow=0.5 is half a second before every answer."),
    "revised": Sentence("Write a whole number: revised=3 is from the third call on, and 0 never."),
    "cell_limit": Sentence("Write a whole number: cell_limit=100 is at most a hundred cells in an answer."),
}
