"""A home: the folder that holds one city's decisions, evidence and publications."""

import json
import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from django.db import transaction

from fardplan.evidence.report import SaveReport
from fardplan.evidence.store import EvidenceStore
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.asking.snapshots import SnapshotStore
from fardplan.sources.city_package import CityPackage, available_cities, load_city, load_city_folder
from fardplan.sources.public_figures import observation
from fardplan.store.audit import record
from fardplan.store.roadmaps import all_versions, save_version
from fardplan.store.schema import create_tables, update_tables
from fardplan.usecases.actors import Actor, check_can_load_evidence, check_can_steer
from fardplan.usecases.organisations import bring_organisations
from fardplan.vocabulary.errors import NotFoundError, RuleError, StorageError
from fardplan.vocabulary.home import FORMAT, MARKER

DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Home:
    """A city's folder. `city_source` is the key of a packaged city, or the path of a city folder."""

    path: Path
    city_source: str

    @cached_property
    def city(self) -> CityPackage:
        if self.city_source in available_cities():
            return load_city(self.city_source)
        return load_city_folder(Path(self.city_source))

    @cached_property
    def evidence(self) -> EvidenceStore:
        return EvidenceStore(self.path / "evidence")

    @cached_property
    def waiting(self) -> EvidenceStore:
        """Figures that have arrived and that a statistician must approve before they become current."""
        return EvidenceStore(self.path / "waiting")

    @cached_property
    def snapshots(self) -> SnapshotStore:
        """What sources have answered, as it came."""
        return SnapshotStore(self.path / "snapshots")

    @property
    def downloads(self) -> Path:
        """Where a person puts files of sources that cannot be asked, a folder for each."""
        return self.path / "downloads"

    @property
    def bundles(self) -> Path:
        return self.path / "bundles"

    @property
    def site(self) -> Path:
        """Where the public site is served from."""
        return self.path / "site"


@dataclass(frozen=True, slots=True)
class HomeReport:
    """What setting up a home did: whether it was new, and what loading the public figures gave."""

    home: Home
    created: bool
    figures: SaveReport | None


def create_home(
    path: Path,
    city: str,
    *,
    actor: Actor,
    today: date,
    with_roadmap: bool = True,
    with_figures: bool = True,
    demonstration: bool = False,
) -> HomeReport:
    """Create a home for a city, or complete one that was interrupted; safe to repeat.

    `city` is the key of a packaged city or the path of a city folder. With `demonstration`, a new home is
    one for ever, and may be filled with what is made up; a home that is there stays what it is. Raises
    `RuleError` when the folder is another city's home, `StorageError` when it cannot be written.
    """
    check_can_steer(actor)
    home = Home(path, _city_source(city))
    package = home.city
    marker = read_marker(path)
    if marker is not None and marker != home.city_source:
        raise RuleError(
            Sentence(
                "the home {path} belongs to '{marker}', not to '{city_source}'",
                path=path,
                marker=marker,
                city_source=home.city_source,
            ),
            instead=Sentence("Choose another folder with --home."),
            outcome=Sentence("Nothing was changed."),
        )
    path.mkdir(parents=True, exist_ok=True)
    create_tables()
    if with_roadmap and not all_versions():
        with transaction.atomic():
            save_version(package.roadmap)
            record(actor.name, "create home", package.key, after={"roadmap": package.roadmap.number})
    bring_organisations(package, actor=actor)
    figures = load_public_figures(home, actor=actor, today=today) if with_figures else None
    if marker is None:
        _write_marker(home, demonstration=demonstration)
    return HomeReport(home, created=marker is None, figures=figures)


def load_public_figures(home: Home, *, actor: Actor, today: date) -> SaveReport | None:
    """Load the public figures that come with the city; figures already there give no new edition.

    Series whose figures have since come another way, over the network say, keep those.
    """
    check_can_load_evidence(actor)
    package = home.city
    definitions = {item.key: item for item in package.indicators}
    rows = [observation(row, definitions[row.indicator], today) for row in package.figures]
    shipped, origins = f"{package.key}/figures.csv", home.evidence.origins()
    rows = [row for row in rows if origins.get((row.indicator, row.provenance.source), shipped) == shipped]
    if not rows:
        return None
    report = home.evidence.save(rows, loaded=today, came_from=shipped)
    if report.changed_anything:
        record(actor.name, "load public figures", package.key, after={"rows": report.rows})
    return report


def open_home(path: Path) -> Home:
    """Open a home, bringing its database to this program's version.

    Raises `NotFoundError` where there is none, and `StorageError` when it was made by a newer program.
    """
    source = read_marker(path)
    if source is None:
        raise NotFoundError(
            Sentence("there is no Färdplan home in {path}", path=path),
            instead=Sentence("Create one: fardplan init --city CITY. Or name another folder with --home."),
        )
    update_tables()
    return Home(path, source)


def held_home(path: Path) -> Home:
    """The home that a server works in, whose tables are in order already; nothing is written.

    Raises `NotFoundError` where there is none.
    """
    source = read_marker(path)
    if source is None:
        raise NotFoundError(
            Sentence("there is no Färdplan home in {path}", path=path),
            instead=Sentence("Create one: fardplan init --city CITY."),
        )
    return Home(path, source)


def read_marker(path: Path) -> str | None:
    """The city that a home belongs to, None where there is no home."""
    try:
        marker = json.loads((path / MARKER).read_text("utf-8"))
        version, city = int(marker["format"]), str(marker["city"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            Sentence(
                "the file {marker} is damaged and does not say which city this home belongs to", marker=MARKER
            ),
            where=str(path),
            instead=Sentence("Restore it from a backup; the rest of the home is as it was."),
        ) from error
    if version > FORMAT:
        raise StorageError(
            Sentence(
                "the home was written by a newer Färdplan (format {version}; this program knows {format})",
                version=version,
                format=FORMAT,
            ),
            where=str(path),
            instead=Sentence("Install the newer program, or choose another folder with --home."),
            outcome=Sentence("Nothing was changed."),
        )
    return city


def _city_source(city: str) -> str:
    if city in available_cities():
        return city
    folder = Path(city)
    if folder.is_dir():
        return str(folder.resolve())
    raise NotFoundError(
        Sentence("there is no city package '{city}', and no folder of that name", city=city),
        instead=there_is(available_cities(), asked=city),
        outcome=Sentence("Nothing was created."),
    )


def is_demonstration(path: Path) -> bool:
    """Whether a home was made as a demonstration: everything in its workspace may be made up."""
    try:
        return json.loads((path / MARKER).read_text("utf-8")).get(DEMONSTRATION) is True
    except (OSError, ValueError, AttributeError):
        return False


def _write_marker(home: Home, *, demonstration: bool) -> None:
    said: dict[str, object] = {"format": FORMAT, "city": home.city_source}
    text = json.dumps(said | ({DEMONSTRATION: True} if demonstration else {}), ensure_ascii=False, indent=1)
    temporary = home.path / f"{MARKER}.{os.getpid()}.new"
    temporary.write_text(text + "\n", "utf-8")
    temporary.replace(home.path / MARKER)
