"""A simulated city's registers in a new folder, whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import fardplan
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.simulation import (
    NO_FAULTS,
    CityModel,
    FaultRates,
    SimulationPlan,
    read_areas,
    read_levels,
    simulate,
)
from fardplan.simulation.schools import schools_of
from fardplan.simulation.truths import plants
from fardplan.simulation.writing import RegisterFiles
from fardplan.sources.city_package import CityPackage, available_cities, load_city, load_city_folder
from fardplan.sources.yaml_file import read_text, read_yaml
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError, StorageError

MODEL = "simulation.yaml"
NOTHING = Sentence("Nothing was written.")


@dataclass(frozen=True, slots=True)
class SimulatedCity:
    """What was written: the folder, the rows and the planted faults of each register."""

    folder: Path
    rows: dict[str, int]
    faults: dict[str, dict[str, int]]


def simulate_city(
    city: str,
    folder: Path,
    *,
    persons: int,
    years: tuple[int, int],
    seed: int = 1,
    faults: FaultRates = NO_FAULTS,
    tell: Callable[[int], None] = lambda _: None,
) -> SimulatedCity:
    """Write the registers of a simulated city and the truths planted in them into `folder`.

    `city` is the key of a packaged city or the path of a city folder, `persons` how many live there in the
    base year; `tell` hears of every year that is done. Raises `NotFoundError` for a city that is not there or
    has no simulation, `InputError` for what cannot be simulated, `RuleError` when the folder holds something,
    `StorageError` when it cannot be written; nothing is left then.
    """
    plan = plan_of(_city(city), persons=persons, years=years, seed=seed, faults=faults)
    _check_free(folder)
    place = folder.absolute()
    made: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        with RegisterFiles(made, plan, fardplan.__version__) as files:
            for year in simulate(plan):
                files.add(year)
                tell(year.year)
            files.tell_truths(plants(plan, schools_of(plan)))
        made.chmod(0o755)
        made.replace(place)
    except OSError as error:
        raise StorageError(
            Sentence("the registers could not be written: {why}", why=error.strerror or error),
            where=str(folder),
            outcome=NOTHING,
        ) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
    return SimulatedCity(folder, files.rows, files.faults)


def plan_of(
    package: CityPackage,
    *,
    persons: int,
    years: tuple[int, int],
    seed: int = 1,
    faults: FaultRates = NO_FAULTS,
) -> SimulationPlan:
    """The plan of a city package's simulation; raises as `simulate_city` does."""
    where = package.path / MODEL
    if not where.is_file():
        raise NotFoundError(
            Sentence("the city '{key}' has no simulation", key=package.key),
            where=str(where),
            instead=Sentence("Write this file; docs/methods/simulation.md tells what stands in it."),
        )
    model = read_yaml(where, CityModel)
    areas, shapes, levels = (package.path / name for name in (model.areas, model.shapes, model.levels))
    return SimulationPlan(
        city=package.key,
        model=model,
        areas=read_areas(read_text(areas), read_text(shapes), unplaced=model.unplaced, where=str(areas)),
        levels=read_levels(read_text(levels), city=package.city.home_area, where=str(levels)),
        persons=persons,
        years=years,
        seed=seed,
        faults=faults,
    )


def read_years(text: str) -> tuple[int, int]:
    """`2005-2024` or `2015`; raises `InputError`."""
    first, _, last = text.replace("–", "-").partition("-")
    try:
        return int(first), int(last or first)
    except ValueError as error:
        raise InputError(
            Sentence("'{text}' is not a span of years", text=text),
            instead=Sentence("Write for example 2005-2024."),
        ) from error


def _city(city: str) -> CityPackage:
    if city in available_cities():
        return load_city(city)
    if Path(city).is_dir():
        return load_city_folder(Path(city))
    raise NotFoundError(
        Sentence("there is no city package '{city}', and no folder of that name", city=city),
        instead=there_is(available_cities(), asked=city),
    )


def _check_free(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise RuleError(
            Sentence("the folder is not empty") if folder.is_dir() else Sentence("this is no folder"),
            where=str(folder),
            instead=Sentence("Name one that is new or empty with --out."),
            outcome=NOTHING,
        )
