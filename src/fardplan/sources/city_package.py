"""A city as a folder of data, read, checked as a whole and frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

import fardplan
from fardplan.boards.cycle import CycleTemplate
from fardplan.geography.crosswalk import Grid
from fardplan.geography.history import AreaHistory
from fardplan.geography.lineage import Lineage
from fardplan.indicators.counting.areas import AreaSets, Lying, area_sets
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import Milestone, RoadmapVersion, Vision
from fardplan.sources.boundaries import FOLDER, BoundariesFile, read_map
from fardplan.sources.city_checks import contradictions
from fardplan.sources.city_draft import AREAS, Draft
from fardplan.sources.city_models import (
    AreasFile,
    City,
    FigureRow,
    GoalsFile,
    Organisation,
    OrganisationsFile,
    SteeringGoal,
)
from fardplan.sources.faults import faulty
from fardplan.sources.grid import ABOUT as GRID
from fardplan.sources.grid import GridFile, read_grid
from fardplan.sources.places import FOLDER as PLACES
from fardplan.sources.places import read_places
from fardplan.sources.public_figures import read_figures
from fardplan.sources.registers import FOLDER as REGISTERS
from fardplan.sources.registers import AreaKeyFile, read_area_key
from fardplan.sources.yaml_file import parse_marked, read_text
from fardplan.sources.yaml_marks import Marked
from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.errors import FardplanError, NotFoundError
from fardplan.vocabulary.place import Places
from fardplan.vocabulary.unit import Unit

M = TypeVar("M", bound=BaseModel)

CITIES = Path(fardplan.__file__).parent / "cities"
CYCLE = "cycle.yaml"


@dataclass(frozen=True, slots=True)
class CityPackage:
    """Everything a city says of itself, consistent within itself; `path` is the folder it was read from.

    A city without a map has no `boundaries`. `roadmap` is the first edition, from which a home begins;
    later ones live in the home. `registers` say what the city can count in, `area_keys` by file name where
    the areas of their rows lie. `places` are its sets of places that are no areas: focus areas, say. `grid`
    tells how areas were cut when the division changed. `cycle` is its year of plans and follow-ups.
    """

    city: City
    roadmap: RoadmapVersion
    goals: tuple[SteeringGoal, ...]
    organisations: tuple[Organisation, ...]
    areas: tuple[Area, ...]
    divisions: tuple[Division, ...]
    indicators: tuple[IndicatorDefinition, ...]
    figures: tuple[FigureRow, ...]
    path: Path
    boundaries: tuple[Boundaries, ...] = ()
    registers: tuple[RegisterDefinition, ...] = ()
    area_keys: Mapping[str, tuple[Lying, ...]] = field(default_factory=dict)
    places: tuple[Places, ...] = ()
    grid: Grid | None = None
    cycle: CycleTemplate | None = None

    @property
    def key(self) -> str:
        return self.city.key

    @property
    def vision(self) -> Vision:
        return self.roadmap.vision

    def indicator(self, key: str) -> IndicatorDefinition | None:
        return next((item for item in self.indicators if item.key == key), None)

    def unit_of(self, milestone: Milestone) -> Unit | None:
        """What a milestone is measured in; None where nothing known measures it."""
        found = self.indicator(milestone.indicator.indicator) if milestone.indicator else None
        return found.unit if found else None

    def register(self, key: str) -> RegisterDefinition | None:
        return next((item for item in self.registers if item.key == key), None)

    def set_of_places(self, key: str) -> Places | None:
        return next((item for item in self.places if item.key == key), None)

    def area_sets(self, register: RegisterDefinition) -> AreaSets:
        """The areas of the city as sets of the area codes that `register` has."""
        key = self.area_keys[register.area.key] if register.area.key else None
        return area_sets(self.city.home_area, self.areas, self.divisions, key, register.area.unplaced)

    @property
    def area_history(self) -> AreaHistory:
        """How figures of one division can be carried to another."""
        return AreaHistory(Lineage(self.areas, self.divisions), self.grid)

    def area(self, code: str) -> Area | None:
        return next((item for item in self.areas if item.code == code), None)

    def organisation(self, key: str) -> Organisation | None:
        return next((item for item in self.organisations if item.key == key), None)

    def figures_of(self, indicator: str) -> tuple[FigureRow, ...]:
        return tuple(row for row in self.figures if row.indicator == indicator)


def available_cities() -> tuple[str, ...]:
    """The keys of the cities that come with the program."""
    return tuple(sorted(path.parent.name for path in CITIES.glob("*/city.yaml")))


def load_city(key: str) -> CityPackage:
    """The city package with this key. Raises `NotFoundError` with those there are, and `InputError`."""
    if key not in available_cities():
        raise NotFoundError(
            Sentence("there is no city package '{key}'", key=key),
            instead=there_is(available_cities(), asked=key),
        )
    return load_city_folder(CITIES / key)


def load_city_folder(path: Path) -> CityPackage:
    """The city package in a folder, checked as a whole.

    Raises `NotFoundError` when the folder is not there, and `InputError` with everything that is wrong
    in all its files, a line each with file and line. Nothing is read in part.
    """
    if not path.is_dir():
        raise NotFoundError(Sentence("there is no such folder"), where=str(path))
    files = _Files(path)
    draft = files.draft()
    faults = [*files.faults, *contradictions(draft)]
    definitions = tuple(item for item in draft.indicators.values() if item)
    if faults or not (
        draft.city and draft.roadmap and draft.goals and draft.organisations and draft.all_areas
    ):
        raise faulty(faults)
    return CityPackage(
        city=draft.city,
        roadmap=draft.roadmap,
        goals=draft.goals.goals,
        organisations=draft.organisations.organisations,
        areas=draft.all_areas.areas,
        divisions=draft.all_areas.divisions,
        indicators=definitions,
        figures=tuple(row for _, row in draft.figures),
        path=path,
        boundaries=tuple(item for item in draft.boundaries.values() if item),
        registers=tuple(item for item in draft.registers.values() if item),
        area_keys={name: key.lyings for name, key in draft.area_keys.items() if key},
        places=tuple(item for item in draft.places.values() if item),
        grid=draft.grid,
        cycle=draft.cycle,
    )


class _Files:
    """Reads the files of a folder one by one and keeps what was wrong, so that all of it can be told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.marks: dict[str, Marked] = {}
        self.faults: list[str] = []

    def draft(self) -> Draft:
        areas = {name: self.read(name, AreasFile) for name in ("areas.yaml", *self.names(AREAS, "yaml"))}
        return Draft(
            path=self.path,
            city=self.read("city.yaml", City),
            roadmap=self.read("roadmap.yaml", RoadmapVersion),
            goals=self.read("goals.yaml", GoalsFile),
            organisations=self.read("organisations.yaml", OrganisationsFile),
            cycle=self.read(CYCLE, CycleTemplate) if (self.path / CYCLE).exists() else None,
            areas=areas,
            grid=self.grid([item for item in areas.values() if item]),
            boundaries={name: self.boundaries(name) for name in self.pages()},
            indicators={
                Path(name).name: self.read(name, IndicatorDefinition)
                for name in self.names("indicators", "yaml")
            },
            registers={
                Path(name).name: self.read(name, RegisterDefinition) for name in self.names(REGISTERS, "yaml")
            },
            area_keys={Path(name).name: self.area_key(name) for name in self.names(REGISTERS, "csv")},
            places={Path(name).name: self.places(name) for name in self.names(PLACES, "yaml")},
            figures=self.figures(),
            marks=self.marks,
        )

    def names(self, folder: str, ending: str) -> list[str]:
        """The files with an ending in a folder of the package, as `folder/name`."""
        return sorted(f"{folder}/{item.name}" for item in (self.path / folder).glob(f"*.{ending}"))

    def pages(self) -> list[str]:
        """The pages about maps; where there is a folder for them there is at least one."""
        usual = [f"{FOLDER}/{FOLDER}.yaml"] if (self.path / FOLDER).exists() else []
        return self.names(FOLDER, "yaml") or usual

    def read(self, name: str, model: type[M]) -> M | None:
        file = self.path / name
        try:
            built, self.marks[name] = parse_marked(read_text(file), model, where=str(file))
        except FardplanError as error:
            self.faults += _lines(error)
            return None
        return built

    def boundaries(self, name: str) -> Boundaries | None:
        about = self.read(name, BoundariesFile)
        if about is None:
            return None
        try:
            found = read_map(self.path / FOLDER / about.file, about.epsg)
        except FardplanError as error:
            self.faults += _lines(error)
            return None
        return Boundaries(**about.model_dump(exclude={"file", "epsg"}), boundaries=found)

    def grid(self, areas: Sequence[AreasFile]) -> Grid | None:
        about = self.read(GRID, GridFile) if (self.path / GRID).exists() else None
        if about is None:
            return None
        try:
            found, faults = read_grid(self.path / about.file, AreasFile.together(areas).divisions)
        except FardplanError as error:
            self.faults += _lines(error)
            return None
        self.faults += faults
        return found

    def area_key(self, name: str) -> AreaKeyFile | None:
        try:
            found, faults = read_area_key(self.path / name)
        except FardplanError as error:
            self.faults += _lines(error)
            return None
        self.faults += faults
        return found if not faults else None

    def places(self, name: str) -> Places | None:
        try:
            return read_places(self.path / name)
        except FardplanError as error:
            self.faults += _lines(error)
            return None

    def figures(self) -> tuple[tuple[int, FigureRow], ...]:
        try:
            rows, faults = read_figures(self.path / "figures.csv")
        except FardplanError as error:
            self.faults += _lines(error)
            return ()
        self.faults += faults
        return rows


def _lines(error: FardplanError) -> list[str]:
    """Its faults, a line each: a list of faults as it is, a single one with what there is instead."""
    if error.where is None:
        return str(error).splitlines()
    return [f"{error.where}: {error.what}" + (f". {error.instead}" if error.instead else "")]
