"""The examples of the guide, run as they stand: each table with its mapping gives what the page shows."""

import re
from datetime import date
from pathlib import Path

import pytest

from fardplan.sources.city_package import CityPackage, load_city
from fardplan.sources.tables.faults import TableRefused
from fardplan.sources.tables.load import load_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.yaml_file import parse_yaml
from fardplan.vocabulary.observation import Observation, Status

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "evidence.md"
EXAMPLES = re.findall(
    r"```none\n(.*?)```\n\n```yaml\n(.*?)```\n\n```text\n(.*?)```",
    GUIDE.read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize(("table", "mapping", "shown"), EXAMPLES)
def test_an_example_gives_what_the_guide_shows(
    table: str, mapping: str, shown: str, city: CityPackage, tmp_path: Path
) -> None:
    path = tmp_path / ("table.px" if "\nDATA=\n" in table else "table.csv")
    path.write_text(table, encoding="utf-8")
    try:
        reading = load_table(
            path,
            parse_yaml(mapping, TableMapping, where="mapping"),
            catalogue={item.key: item for item in city.indicators},
            areas=city.areas,
            divisions=city.divisions,
            loaded=date(2026, 11, 23),
        )
    except TableRefused as refused:
        told = str(refused).replace(f"{tmp_path}/", "")
    else:
        told = "\n".join(map(_told, reading.observations))

    assert told + "\n" == shown


def _told(item: Observation) -> str:
    if item.value is None:
        return f"{item.what}: {item.status}"
    if item.status is not Status.VALUE:
        return f"{item.what}: {item.value} ({item.status})"
    more = f" ({item.lower} to {item.upper}, of {item.base})" if item.base else ""
    return f"{item.what}: {item.value}{more}"
