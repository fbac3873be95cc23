"""fardplan sources areas"""

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import session
from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.network import network_of
from fardplan.sources.wfs.client import SCB
from fardplan.usecases.files_together import Became
from fardplan.usecases.small_areas import DETAIL, AreasAsked, fetch_areas

BECAME = {
    Became.NEW: message("written"),
    Became.SAME: message("as before"),
    Became.REPLACED: message("written over"),
}


def areas(
    context: typer.Context,
    into: Annotated[Path, typer.Option(help="The folder of the city package.")],
    division: Annotated[
        str, typer.Option(help="regso-2025, deso-2025, regso-2020 or deso-2018.")
    ] = "regso-2025",
    municipality: Annotated[
        str | None, typer.Option(help="Four digits. The package's own where none is given.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Statistics Sweden's key file (Excel or CSV): names, and a check of the layers."),
    ] = None,
    detail: Annotated[
        float, typer.Option(min=0, help="Metres: how fine the borders are; 0 keeps every corner.")
    ] = DETAIL,
    address: Annotated[str, typer.Option(help="Where the map server answers (WFS).")] = SCB,
    layer: Annotated[str | None, typer.Option(help="Its layer of the areas, if not the usual.")] = None,
    deso_layer: Annotated[str | None, typer.Option(help="Its layer of DeSO, if not the usual.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over files that differ.")] = False,
) -> None:
    """Small areas of statistics (RegSO, DeSO) into a city package: areas, a map and a key from DeSO."""
    now = session(context)
    asked = AreasAsked(division, municipality, layer, deso_layer, address, key, detail)
    with closing(HttpAsker(network=network_of(os.environ))) as asker:
        report = fetch_areas(asker, asked, into, replace=replace)
    now.say(
        "{name}: {count} areas of {deso} DeSO, as of {day} (edition {version}).",
        name=report.found.division.name,
        count=len(report.found.areas),
        deso=report.deso,
        day=date_text(report.found.as_of, now.language),
        version=report.found.version or "–",
    )
    for name, became in report.files.items():
        now.say("{file}: {became}", file=into / name, became=translate(BECAME[became], now.language))
    if report.unnamed:
        now.say(
            "{count} areas have no name and are called by their code: give the key file with --key.",
            count=report.unnamed,
        )
    now.say("The city package holds together with them.")
