"""Definitions, areas and mappings to read tables with."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

import fardplan
from fardplan.indicators.definition import IndicatorDefinition, RegisterError
from fardplan.indicators.source import Source
from fardplan.sources.city_models import AreasFile
from fardplan.sources.tables.load import TableReading, load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import parse_yaml, read_yaml
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

MAPPINGS = Path(__file__).parent / "mappings"
LOADED = date(2026, 11, 23)

PERSONS = Unit(measure=Measure.COUNT, label=Text(sv="personer", en="persons"))
PER_1000 = Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000"))
POINTS = Unit(measure=Measure.INDEX, label=Text(sv="poäng", en="points"))

LoadText = Callable[..., TableReading]
LoadFile = Callable[[str, Path], TableReading]


def definition(
    key: str, unit: Unit, *, source: str = "kolada", code: str | None = None, first: str | None = None
) -> IndicatorDefinition:
    text = Text(sv=key)
    return IndicatorDefinition(
        key=key,
        name=text,
        definition=text,
        unit=unit,
        polarity=None,
        area="0180",
        first=Period.parse(first) if first else None,
        rounded_to=0.1 if unit is PERCENT else 1,
        error=RegisterError(),
        sources=(
            Source(
                key=source,
                name=f"Tabell {code or key}",
                publisher="Kolada",
                code=code,
                address=f"https://example.org/{key}",
                ordinarily_published=Text(sv="Omkring den 25 september samma år"),
            ),
        ),
        words=("behörig",) if key == "behorighet-kommunala-skolor" else (),
    )


@pytest.fixture(scope="session")
def catalogue() -> Mapping[str, IndicatorDefinition]:
    definitions = [
        definition("behorighet-kommunala-skolor", PERCENT, code="N15436"),
        definition("behorighet-hemkommun", PERCENT, code="N15428"),
        definition("behorighet-skolor-i-staden", PERCENT),
        definition("uvas-16-24", PERCENT, code="N02797", first="2008"),
        definition("uvas-17-24", PERCENT),
        definition("otrygga-bostadsomrade", PERCENT),
        definition("orolig-for-brott", PERCENT),
        definition("dagbefolkning", PERSONS, source="b014", code="b014"),
        definition("paborjade-bostader", PERSONS, source="b105", code="b105"),
        definition("folkmangd", PERSONS),
        definition("anmalda-brott", PERSONS),
        definition("anmalda-brott-per-1000", PER_1000),
        definition("medelinkomst", POINTS),
    ]
    return {item.key: item for item in definitions}


@pytest.fixture(scope="session")
def areas_file() -> AreasFile:
    return read_yaml(Path(fardplan.__file__).parent / "cities" / "stockholm" / "areas.yaml", AreasFile)


@pytest.fixture(scope="session")
def regso_areas() -> tuple[Area, ...]:
    """The areas of the division that came with 2024, by their codes in the database."""
    version = AreaVersion(name="RegSO", valid_from=date(2024, 1, 1))
    return tuple(
        Area(code=f"0180R{number:03d}_RegSO2025", kind=AreaKind.DISTRICT, versions=(version,))
        for number in range(1, 128)
    )


@pytest.fixture
def load_text(
    tmp_path: Path, catalogue: Mapping[str, IndicatorDefinition], areas_file: AreasFile
) -> LoadText:
    """Load a table written out in the test: `load_text("år;andel\\n2018;86,9", "…mapping as YAML…")`."""

    def load(table: str | bytes, mapping: str = SIMPLE, *, name: str = "tabell.csv") -> TableReading:
        path = tmp_path / name
        path.write_bytes(table.encode() if isinstance(table, str) else table)
        return load_table(
            path,
            parse_yaml(mapping, TableMapping, where="mapping"),
            catalogue=catalogue,
            areas=areas_file.areas,
            divisions=areas_file.divisions,
            loaded=LOADED,
        )

    return load


@pytest.fixture
def load_file(catalogue: Mapping[str, IndicatorDefinition], areas_file: AreasFile) -> LoadFile:
    """Load a real table with one of the example mappings."""

    def load(mapping: str, path: Path) -> TableReading:
        return load_table(
            path,
            read_yaml(MAPPINGS / f"{mapping}.yaml", TableMapping),
            catalogue=catalogue,
            areas=areas_file.areas,
            divisions=areas_file.divisions,
            loaded=LOADED,
        )

    return load


SIMPLE = """
indicator: behorighet-kommunala-skolor
area: "0180"
period: {column: år}
values: [andel]
source: {name: Provtabell}
origin: simulated
"""
