"""What people do with evidence: load a table, see what there is, see a series on a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from fardplan.evidence.manifest import Vintage
from fardplan.evidence.report import SaveReport
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.freshness import newer_since
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.suggest import suggest_mapping, suggestion_text
from fardplan.sources.yaml_file import read_yaml
from fardplan.store.audit import record
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load made current, and what a reader of the table should know about it."""

    saved: SaveReport
    warnings: tuple[str, ...]


def load(home: Home, path: Path, *, mapping: Path | None, actor: Actor, today: date) -> LoadReport:
    """Load a table through a mapping, all of it or nothing; the same content again changes nothing.

    Without a mapping the one beside the file is used (`NAME.map.yaml`). Raises `InputError` with every
    bad row; the last good edition then stays.
    """
    check_can_load_evidence(actor)
    catalogue = {item.key: item for item in home.city.indicators}
    reading = load_table(
        path,
        read_yaml(mapping or _mapping_beside(path), TableMapping),
        catalogue=catalogue,
        areas=home.city.areas,
        divisions=home.city.divisions,
        loaded=today,
    )
    with transaction.atomic():
        saved = home.evidence.save(
            reading.observations,
            loaded=today,
            came_from=path.name,
            checksum=reading.checksum,
            extends=reading.extends,
        )
        if saved.changed_anything:
            series = [f"{item.indicator}: {item.outcome}" for item in saved.series]
            record(actor.name, "load evidence", path.name, after={"rows": saved.rows, "series": series})
    return LoadReport(saved, (*reading.warnings, *saved.warnings))


def _mapping_beside(path: Path) -> Path:
    beside = path.with_name(f"{path.name}.map.yaml")
    if not beside.is_file():
        propose = f"fardplan evidence load {path} --suggest-mapping > {beside}"
        raise NotFoundError(
            Sentence("there is no mapping for {name}", name=path.name),
            instead=Sentence("Make a proposal to correct: {propose}", propose=propose),
            outcome=Sentence("Nothing was loaded."),
        )
    return beside


def suggest(home: Home, path: Path) -> str:
    """A mapping for a table, as YAML to correct, with its doubts as comments."""
    catalogue = {item.key: item for item in home.city.indicators}
    return suggestion_text(*suggest_mapping(path, catalogue, home.city.areas))


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator and its editions; none means that no figures are loaded.

    `newer_since`: since when its source has ordinarily had figures for a later period than those that are
    current.
    """

    definition: IndicatorDefinition
    vintages: tuple[Vintage, ...]
    newer_since: date | None = None


def listed(home: Home, *, today: date) -> tuple[Listed, ...]:
    """Every indicator of the city with the editions of its figures, and whether there ought to be newer."""
    return tuple(
        Listed(item, home.evidence.vintages(item.key), _newer_since(home, item, today))
        for item in home.city.indicators
    )


def _newer_since(home: Home, definition: IndicatorDefinition, today: date) -> date | None:
    if not any(source.asks and source.asks.published for source in definition.sources):
        return None
    known = [
        item.period
        for item in home.evidence.series(definition.key)
        if item.area == definition.area and item.value is not None
    ]
    return newer_since(definition, max(known), today) if known else None


@dataclass(frozen=True, slots=True)
class Verified:
    """How many editions there are, and every problem of their files in a sentence."""

    editions: int
    problems: tuple[str, ...]


def verify(home: Home) -> Verified:
    """Read every edition and hold it against its checksum."""
    editions = sum(len(home.evidence.vintages(key)) for key in home.evidence.indicators())
    return Verified(editions, tuple(home.evidence.verify()))


@dataclass(frozen=True, slots=True)
class Series:
    definition: IndicatorDefinition
    observations: tuple[Observation, ...]


def series(home: Home, indicator: str, *, as_of: date | None) -> Series:
    """An indicator's figures, as they were known on a day when one is given."""
    definition = home.city.indicator(indicator)
    if definition is None:
        raise NotFoundError(
            Sentence("there is no indicator '{indicator}'", indicator=indicator),
            instead=there_is((item.key for item in home.city.indicators), asked=indicator),
        )
    return Series(definition, home.evidence.series(indicator, as_of=as_of))
