"""The files of a city package as they were read, before they are held against each other."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fardplan.boards.cycle import CycleTemplate
from fardplan.geography.crosswalk import Grid
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.version import RoadmapVersion
from fardplan.sources.city_models import AreasFile, City, FigureRow, GoalsFile, OrganisationsFile
from fardplan.sources.registers import AreaKeyFile
from fardplan.sources.yaml_marks import Marked
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.place import Places

AREAS = "areas"
"""The folder with areas beside those of `areas.yaml`."""


@dataclass(frozen=True)
class Draft:
    """The files of a package that are well formed by themselves; None stands for one that is not.

    `areas` and `boundaries` are by path in the package, `indicators`, `registers`, `area_keys` and `places`
    by file name, `figures` with the line that each row ends on, and `marks` tell on which line of a file a
    value stands.
    """

    path: Path
    city: City | None
    roadmap: RoadmapVersion | None
    goals: GoalsFile | None
    organisations: OrganisationsFile | None
    cycle: CycleTemplate | None
    areas: dict[str, AreasFile | None]
    grid: Grid | None
    boundaries: dict[str, Boundaries | None]
    indicators: dict[str, IndicatorDefinition | None]
    registers: dict[str, RegisterDefinition | None]
    area_keys: dict[str, AreaKeyFile | None]
    places: dict[str, Places | None]
    figures: tuple[tuple[int, FigureRow], ...]
    marks: dict[str, Marked]

    @cached_property
    def all_areas(self) -> AreasFile | None:
        """The areas and divisions of all files together; None where one of them is not well formed."""
        files = [item for item in self.areas.values() if item]
        if len(files) < len(self.areas):
            return None
        return AreasFile.together(files)

    @cached_property
    def codes(self) -> dict[str, Area] | None:
        return {area.code: area for area in self.all_areas.areas} if self.all_areas else None

    @property
    def organisation_keys(self) -> set[str] | None:
        return {item.key for item in self.organisations.organisations} if self.organisations else None

    @property
    def definitions(self) -> dict[str, IndicatorDefinition]:
        return {item.key: item for item in self.indicators.values() if item}

    @property
    def indicator_keys(self) -> set[str]:
        """The keys of those that are well formed, and those that the names of the other files promise."""
        return {item.key if item else Path(file).stem for file, item in self.indicators.items()}

    @property
    def register_keys(self) -> set[str]:
        return {item.key if item else Path(file).stem for file, item in self.registers.items()}

    @property
    def division_codes(self) -> list[str] | None:
        return [item.code for item in self.all_areas.divisions] if self.all_areas else None
