"""The main job: from a council document, or the city's packaged roadmap, to a published site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from fardplan.engines.engine import Engine
from fardplan.sources.council_document import Draft
from fardplan.usecases.actors import Actor
from fardplan.usecases.city_at_work import (
    FilledWorkspace,
    can_fill,
    fill_workspace,
    workspace_is_empty,
)
from fardplan.usecases.compute import ComputeReport, compute, own_figures
from fardplan.usecases.documents import read_document, write_reading_page
from fardplan.usecases.homes import Home, HomeReport, create_home, is_demonstration
from fardplan.usecases.publish import PublishReport, ReportMaker, publish
from fardplan.usecases.roadmaps import ImportReport, import_draft
from fardplan.usecases.simulate import MODEL, simulate_city
from fardplan.usecases.status import StatusReport, status
from fardplan.vocabulary.text import Language

SIMULATED = "simulated"
"""The folder of a home that the simulated registers lie in."""

READING = "reading.html"
"""The page of a home that shows the document beside the roadmap read from it."""

SIMULATED_YEARS = 7
LAG = 2
"""Registers of a year are whole in the second year after it."""


class Step(StrEnum):
    HOME = "home"
    DOCUMENT = "document"
    SIMULATION = "simulation"
    WORKSPACE = "workspace"
    COMPUTING = "computing"
    STATUS = "status"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class MainJobReport:
    home: HomeReport
    draft: Draft | None
    reading: Path | None
    imported: ImportReport | None
    filled: FilledWorkspace | None
    computed: ComputeReport | None
    status: StatusReport
    published: PublishReport


def run_main_job(
    path: Path,
    city: str,
    *,
    actor: Actor,
    today: date,
    document: Path | None = None,
    simulated: int | None = None,
    engine: Engine | None = None,
    demonstration: bool = False,
    reports: ReportMaker | None = None,
    language: Language = "sv",
    on_step: Callable[[Step], None] = lambda _: None,
    on_register: Callable[[str], None] = lambda _: None,
    on_protecting: Callable[[str, float], None] = lambda _key, _share: None,
    on_reports: Callable[[float], None] = lambda _share: None,
) -> MainJobReport:
    """Set up a home, read the document into its roadmap, load the public figures, judge and publish.

    Without a document the city's packaged roadmap is used. With `simulated`, so many persons, and an
    `engine`, districts and groups are shown by figures that are counted in simulated registers, marked as
    such and never in a series with real ones; not in a home that has own figures already. The site offers
    what `reports` makes. With
    `demonstration`, a new home is one, and its workspace is filled with a city at work that is made up.
    Safe to repeat: what is there already is not made again. `on_step` is told what begins, the others
    what `compute` and `publish` tell. The document is read before anything is written; its reading page, in
    `language`, is written into the home.
    """
    read = None
    if document is not None:
        on_step(Step.DOCUMENT)
        read = read_document(document)
    on_step(Step.HOME)
    report = create_home(
        path, city, actor=actor, today=today, with_roadmap=read is None, demonstration=demonstration
    )
    imported = reading = None
    if read is not None:
        reading = report.home.path / READING
        write_reading_page(read, reading, language=language, overwrite=True)
        imported = import_draft(
            report.home, read.draft, name=read.path.name, actor=actor, today=today, accept_matches=True
        )
    filled = _fill(report.home, actor, today, on_step) if demonstration else None
    computed = None
    if simulated is not None and engine is not None and _wants_simulation(report.home):
        registers = _simulated(report.home, simulated, today, on_step)
        on_step(Step.COMPUTING)
        computed = compute(
            report.home,
            (),
            registers,
            engine=engine,
            actor=actor,
            today=today,
            on_register=on_register,
            on_protecting=on_protecting,
        )
    on_step(Step.STATUS)
    judged = status(report.home, as_of=today)
    on_step(Step.SITE)
    published = publish(report.home, actor=actor, today=today, reports=reports, progress=on_reports)
    draft = read.draft if read else None
    return MainJobReport(report, draft, reading, imported, filled, computed, judged, published)


def _fill(home: Home, actor: Actor, today: date, on_step: Callable[[Step], None]) -> FilledWorkspace | None:
    """Fill the workspace, where that may be done and has not been."""
    demonstration = is_demonstration(home.path)
    if home.city.cycle is None or not can_fill(demonstration=demonstration, is_empty=workspace_is_empty()):
        return None
    on_step(Step.WORKSPACE)
    return fill_workspace(home, demonstration=demonstration, actor=actor, today=today)


def _wants_simulation(home: Home) -> bool:
    """Whether the city can be simulated, and has no own figures that are real or there already."""
    return (home.city.path / MODEL).is_file() and not own_figures(home)


def _simulated(
    home: Home, persons: int, today: date, on_step: Callable[[Step], None]
) -> dict[str, list[Path]]:
    """The files of each register of the simulated city, which is made where it is not there."""
    folder = home.path / SIMULATED
    if not folder.exists():
        on_step(Step.SIMULATION)
        last = today.year - LAG
        years = (last - SIMULATED_YEARS + 1, last)
        simulate_city(home.city_source, folder, persons=persons, years=years)
    return {
        item.key: [folder / f"{item.key}.parquet"]
        for item in home.city.registers
        if (folder / f"{item.key}.parquet").is_file()
    }
