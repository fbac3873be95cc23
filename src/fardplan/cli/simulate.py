"""fardplan simulate: the registers of a city that does not exist."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Json, session
from fardplan.cli.tables import table
from fardplan.presentation.numbers import as_given
from fardplan.presentation.translations import message, translate
from fardplan.simulation import NO_FAULTS, read_faults
from fardplan.usecases.simulate import read_years, simulate_city

COLUMNS = (message("Register"), message("Rows"))


def simulate(
    context: typer.Context,
    city: Annotated[str, typer.Option(help="A packaged city, or the path of a city folder.")],
    persons: Annotated[
        int, typer.Option(help="Residents in the base year of the city's simulation.")
    ] = 100_000,
    years: Annotated[str, typer.Option(help="The first and the last year, such as 2005-2024.")] = "2014-2024",
    seed: Annotated[int, typer.Option(help="The same seed gives the same city.")] = 1,
    out: Annotated[Path, typer.Option(help="A new or empty folder for the registers.")] = Path("simulated"),
    faults: Annotated[
        str | None,
        typer.Option(help="Plant faults: 'usual', or rates such as duplicates=0.001,missing=0.02."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Registers of a simulated city, with truths planted in them; whatever is counted from them says so."""
    now = session(context)
    told = sys.stderr.isatty() and not as_json

    def tell(year: int) -> None:
        if told:
            typer.echo(f"\r{year} ", nl=False, err=True)

    made = simulate_city(
        city,
        out,
        persons=persons,
        years=read_years(years),
        seed=seed,
        faults=read_faults(faults) if faults else NO_FAULTS,
        tell=tell,
    )
    if told:
        typer.echo(err=True)
    if as_json:
        plain = {"folder": str(made.folder), "rows": made.rows, "faults": made.faults}
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    now.say("A simulated city stands in {path}. Nothing in it is real.", path=made.folder)
    rows = [(name, as_given(number, now.language)) for name, number in made.rows.items()]
    now.tell(table([translate(name, now.language) for name in COLUMNS], rows))
    now.say("What is planted in it stands in {file}.", file="truth.json")
