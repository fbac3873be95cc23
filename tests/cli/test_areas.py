"""From a map server to a map on the site: small areas into a city package, a figure for each, published."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.fakes.pxweb.table import FakeTable, FakeVariable
from fardplan.fakes.wfs.layers import FakeLayer, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from tests.cli.conftest import Program
from tests.portal.markup import read
from tests.small_city import write_city
from tests.sources.small_areas.served import changed


@pytest.fixture
def fake() -> Iterator[FakeWfs]:
    with FakeWfs(made_up_layers(("9999",), across=2, up=2)) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_city(tmp_path / "lillkoping")


def written(folder: Path, became: str) -> str:
    names = ("areas/{}.yaml", "boundaries/{}.geojson", "boundaries/{}.yaml", "registers/deso-2025-{}.csv")
    return "".join(f"{folder / name.format('regso-2025')}: {became}\n" for name in names)


def test_small_areas_into_the_package_of_a_city(no_home: Program, folder: Path, fake: FakeWfs) -> None:
    asked = ("sources", "areas", "--into", folder, "--address", fake.wfs)
    came = "RegSO 2025: 4 områden av 8 DeSO, per den 1\u00a0januari 2025 (utgåva 2025_v2).\n"
    holds = "Stadens paket håller ihop med dem.\n"
    assert no_home.told(*asked) == came + written(folder, "skriven") + holds
    assert no_home.told(*asked, "--municipality", "9999") == came + written(folder, "som förut") + holds
    assert no_home.refused(*asked, "--municipality", "0180").startswith(
        f"{folder}: the package is about the municipality '9999', not '0180'"
    )


def test_areas_without_names_say_so(no_home: Program, folder: Path) -> None:
    regso, deso = made_up_layers(("9999",), across=2, up=1)
    unnamed = FakeLayer(regso.name, changed(regso, -1, regsonamn=None).features)
    with FakeWfs([unnamed, deso]) as fake:
        told = Program(no_home.home, language="en").told(
            "sources", "areas", "--into", folder, "--address", fake.wfs, "--detail", "0"
        )
    assert told.splitlines()[-2:] == [
        "2 areas have no name and are called by their code: give the key file with --key.",
        "The city package holds together with them.",
    ]


def test_figures_by_regso_are_a_map_on_the_site(no_home: Program, folder: Path, fake: FakeWfs) -> None:
    no_home.told("sources", "areas", "--into", folder, "--address", fake.wfs)
    rows = [
        f"behoriga,9999R00{number}_RegSO2025,,2024,{70 + number},value,,,,kolada,official,"
        "https://example.org/kolada,,2025-09-25,stated,,"
        for number in (1, 2, 3, 4)
    ]
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join([*rows, ""]))
    no_home.told("init", "--city", folder)
    no_home.told("publish")
    page = read((no_home.home / "site/indikator/behoriga/index.html").read_text("utf-8"))
    (drawn,) = [item for item in page.all("figure") if "mindre område" in item.all("figcaption")[0].text]
    assert drawn.all("figcaption")[0].text == "Behöriga elever efter mindre område på karta, 2024"
    assert "Påhittat område 3" in " ".join(drawn.lines)
    told = " ".join(" ".join(drawn.lines).split())
    assert "Gränser: Påhittad myndighet, den 1 januari 2025, förenklade. Indelningen är RegSO 2025" in told


TABLE = FakeTable(
    "TAB9",
    "Behöriga efter region och år",
    (
        FakeVariable(
            "Region",
            "region",
            {f"9999R00{number}_RegSO2025": f"område {number}" for number in (1, 2, 3, 4)} | {"00": "Riket"},
            "geo",
        ),
        FakeVariable("Tid", "år", {"2023": "2023", "2024": "2024"}, "time"),
    ),
    (0.0, 81.0, 0.0, 92.0, 0.0, 77.5, 0.0, 0.0, 88.0, 89.0),
    updated="2026-10-05T07:00:00Z",
)
ASKS = """\
  - key: scb
    name: Behöriga efter RegSO
    publisher: SCB
    asks:
      kind: pxweb
      address: {address}
      table: TAB9
      select: {{Region: ["9999R???_RegSO2025"], Tid: ["*"]}}
      area: Region
      areas_since: 2024
      time: Tid
words:"""


def test_a_table_by_regso_needs_no_names_of_areas(no_home: Program, folder: Path, fake: FakeWfs) -> None:
    """The areas have the codes of the database, and the zeros of years before them are none."""
    no_home.told("sources", "areas", "--into", folder, "--address", fake.wfs)
    file = folder / "indicators/behoriga.yaml"
    with FakePxWeb([TABLE]) as database:
        text = file.read_text("utf-8")
        file.write_text(text.replace("words:", ASKS.format(address=database.v2)), "utf-8")
        no_home.told("init", "--city", folder)
        no_home.told("evidence", "refresh", "behoriga")
    no_home.told("publish")
    page = read((no_home.home / "site/indikator/behoriga/index.html").read_text("utf-8"))
    (drawn,) = [item for item in page.all("figure") if "mindre område" in item.all("figcaption")[0].text]
    rows = [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in drawn.all("tr")[1:]]
    assert [row[:3] for row in rows if row[0].startswith("Påhittat")] == [
        ["Påhittat område 1", "1", "81,0"],
        ["Påhittat område 2", "2", "92,0"],
        ["Påhittat område 3", "3", "77,5"],
        ["Påhittat område 4", "4", "0,0"],
    ]
