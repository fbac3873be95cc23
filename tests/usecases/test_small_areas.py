"""Small areas into a city package: whole, held against the rest of it, repeatable."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from fardplan.fakes.faults import Faults
from fardplan.fakes.wfs.layers import FakeLayer, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.indicators.counting.areas import area_sets
from fardplan.sources.city_package import load_city_folder
from fardplan.sources.small_areas.key_file import read_key
from fardplan.usecases.files_together import Became
from fardplan.usecases.small_areas import AreasAsked, fetch_areas
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError, SourceError
from tests.small_city import write_city
from tests.sources.small_areas.served import CITY, DESO, REGSO, Direct, changed, renamed

FILES = [
    "areas/regso-2025.yaml",
    "boundaries/regso-2025.geojson",
    "boundaries/regso-2025.yaml",
    "registers/deso-2025-regso-2025.csv",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_city(tmp_path / "lillkoping")


@pytest.fixture
def fake() -> Iterator[FakeWfs]:
    with FakeWfs([REGSO, DESO]) as server:
        yield server


def tree(folder: Path) -> dict[str, bytes]:
    return {str(at.relative_to(folder)): at.read_bytes() for at in folder.rglob("*") if at.is_file()}


def test_a_package_with_its_small_areas(folder: Path, fake: FakeWfs) -> None:
    report = fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
    assert (report.deso, report.unnamed, report.found.version) == (4, 0, "2025_v2")
    assert report.files == dict.fromkeys(FILES, Became.NEW)
    city = load_city_folder(folder)
    assert [(area.code, area.kind, area.name, area.part_of) for area in city.areas[1:]] == [
        ("9999R001_RegSO2025", "small", "Påhittat område 1", (CITY,)),
        ("9999R002_RegSO2025", "small", "Påhittat område 2", (CITY,)),
    ]
    (division,), (maps,) = city.divisions, city.boundaries
    assert (division.code, str(division.valid_from), division.valid_to) == ("regso-2025", "2024-01-01", None)
    assert (maps.system, str(maps.as_of), maps.source, maps.licence, maps.divisions) == (
        "SWEREF 99 TM",
        "2025-01-01",
        "Påhittad myndighet",
        None,
        ("regso-2025",),
    )
    assert [item.place for item in maps.boundaries] == [(500_500, 6_500_500), (501_500, 6_500_500)]


def test_the_key_is_one_that_registers_are_counted_by(folder: Path, fake: FakeWfs) -> None:
    fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
    city = load_city_folder(folder)
    sets = area_sets(CITY, city.areas, city.divisions, city.area_keys["deso-2025-regso-2025.csv"])
    lying = {(item.code, item.area) for item in sets.lyings}
    assert lying == {
        ("9999C1010", "9999R001_RegSO2025"),
        ("9999C1020", "9999R001_RegSO2025"),
        ("9999C1030", "9999R002_RegSO2025"),
        ("9999C1040", "9999R002_RegSO2025"),
    }


def test_the_same_again_changes_nothing(folder: Path, fake: FakeWfs) -> None:
    asked = AreasAsked("regso-2025", address=fake.wfs)
    fetch_areas(Direct(fake), asked, folder)
    before = tree(folder)
    assert fetch_areas(Direct(fake), asked, folder).files == dict.fromkeys(FILES, Became.SAME)
    (folder / FILES[1]).unlink()
    (folder / FILES[2]).unlink()  # as where a run was cut off
    assert list(fetch_areas(Direct(fake), asked, folder).files.values()) == [
        Became.SAME,
        Became.NEW,
        Became.NEW,
        Became.SAME,
    ]
    assert tree(folder) == before


def test_deso_lie_in_the_regso_that_the_package_has(folder: Path, fake: FakeWfs) -> None:
    fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
    report = fetch_areas(Direct(fake), AreasAsked("deso-2025", address=fake.wfs), folder)
    assert (report.deso, report.unnamed, len(report.files)) == (4, 0, 4)
    area = load_city_folder(folder).area("9999C1030_DeSO2025")
    assert area is not None
    assert (area.name, area.part_of) == ("9999C1030", (CITY, "9999R002_RegSO2025"))


def test_names_from_a_key_file(folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    rows = [
        "9999C1010,9999R001,Norr",
        "9999C1020,9999R001,Norr",
        "9999C1030,9999R002,",
        "9999C1040,9999R002,",
    ]
    key.write_text("\n".join(["DeSO,RegSO,RegSO-namn", *rows, "1280C1070,1280R055,Oxie"]), "utf-8")
    unnamed = FakeLayer(REGSO.name, changed(REGSO, -1, regsonamn=None).features)
    with FakeWfs([unnamed, DESO]) as fake:
        report = fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs, key=key), folder)
    assert report.unnamed == 1
    assert [area.name for area in load_city_folder(folder).areas] == ["Lillköping", "Norr", "9999R002"]


def test_a_key_file_that_says_something_else(folder: Path, fake: FakeWfs, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("DeSO,RegSO\n9999C1010,9999R002\n9999C1020,9999R001\n9999C1030,9999R002\n", "utf-8")
    before = tree(folder)
    with pytest.raises(
        InputError,
        match=r"differ on 2 DeSO: '9999C1010' lies in '9999R002' by the file, and in '9999R001' by the "
        r"layer\nIs the file the key of DeSO 2025\?",
    ):
        fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs, key=key), folder)
    assert tree(folder) == before


def every(layer: FakeLayer, **properties: str) -> FakeLayer:
    return FakeLayer(
        layer.name, [{**one, "properties": {**one["properties"], **properties}} for one in layer.features]
    )


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        (
            [REGSO, every(DESO, version="2025_v9")],
            "the layers are of different editions: 2025_v2 of 2025-01-01 and 2025_v9 of 2025-01-01",
        ),
        ([REGSO, every(DESO, regsokod="9999R001")], "'9999R002' is in no DeSO: the layers do not fit"),
        ([REGSO, changed(DESO, 0, regsokod="9999R077")], "'9999R077' is no area: the layers do not fit"),
        ([REGSO, renamed(DESO, {"regsokod": "r"})], "does not say in which RegSO '9999C1010' lies"),
    ],
)
def test_layers_that_do_not_fit_together(folder: Path, layers: list[FakeLayer], told: str) -> None:
    before = tree(folder)
    with FakeWfs(layers) as fake, pytest.raises(SourceError, match=told):
        fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
    assert tree(folder) == before


def test_a_package_that_would_not_hold_together_is_not_written(folder: Path, fake: FakeWfs) -> None:
    """The city has an area by that code already."""
    text = "areas:\n  - {code: '9999R001_RegSO2025', kind: district, versions: [{name: Norr}]}\n"
    (folder / "areas").mkdir()
    (folder / "areas/egna.yaml").write_text(text, "utf-8")
    before = tree(folder)
    with pytest.raises(InputError) as raised:
        fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
    assert str(raised.value) == (
        f"{folder}/areas/regso-2025.yaml:4: '9999R001_RegSO2025' stands twice\nNothing was written."
    )
    assert tree(folder) == before


def test_what_another_wrote_is_not_written_over(folder: Path, fake: FakeWfs) -> None:
    asked = AreasAsked("regso-2025", address=fake.wfs)
    fetch_areas(Direct(fake), asked, folder)
    (folder / FILES[0]).write_text((folder / FILES[0]).read_text("utf-8") + "# mitt\n", "utf-8")
    before = tree(folder)
    with pytest.raises(RuleError, match=r"regso-2025\.yaml holds something else"):
        fetch_areas(Direct(fake), asked, folder)
    assert tree(folder) == before
    assert fetch_areas(Direct(fake), asked, folder, replace=True).files[FILES[0]] is Became.REPLACED


def test_another_city_s_areas_do_not_belong_here(folder: Path, fake: FakeWfs, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="the package is about the municipality '9999', not '0180'"):
        fetch_areas(Direct(fake), AreasAsked("regso-2025", "0180", address=fake.wfs), folder)
    with pytest.raises(NotFoundError, match="this is no city package"):
        fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), tmp_path)
    with pytest.raises(InputError, match="there is no division 'regso'"):
        fetch_areas(Direct(fake), AreasAsked("regso", address=fake.wfs), folder)
    assert fake.calls == []


@pytest.mark.parametrize(
    "faults",
    [
        Faults(**{name: at})
        for name in ("exception", "lost", "truncated", "broken_json")
        for at in range(1, 7)
    ],
)
def test_whatever_goes_wrong_all_files_are_written_or_none(folder: Path, faults: Faults) -> None:
    before = tree(folder)
    with FakeWfs([REGSO, DESO], faults=faults) as fake:
        try:
            fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs), folder)
        except SourceError:
            assert tree(folder) == before
        else:
            assert [name for name in FILES if name in tree(folder)] == FILES


def test_the_key_of_stockholm_becomes_127_areas(tmp_path: Path, reference_data: Path) -> None:
    """All of SCB's codes and names, on a sheet of squares in place of their borders."""
    folder = write_city(tmp_path / "stad")
    text = (folder / "city.yaml").read_text("utf-8")
    (folder / "city.yaml").write_text(text.replace("code: '9999'", "code: '0180'"), "utf-8")
    file = reference_data / "data/scb_deso_regso_stockholm/deso2025_regso2025_0180.csv"
    key = read_key(file)
    squares = made_up_layers(("0180",), across=13, up=10)[0].features[:127]
    regso = changed(FakeLayer("stat:RegSO_2025", squares), -1, regsonamn=None)
    one = DESO.features[0]
    told = {"kommunkod": "0180"}
    deso = [
        {
            **one,
            "id": f"DeSO_2025.{at}",
            "properties": {**one["properties"], **told, "desokod": code, "regsokod": of},
        }
        for at, (code, of) in enumerate(key.regso.items())
    ]
    with FakeWfs([regso, FakeLayer("stat:DeSO_2025", deso)]) as fake:
        report = fetch_areas(Direct(fake), AreasAsked("regso-2025", address=fake.wfs, key=file), folder)
    assert (len(report.found.areas), report.deso, report.unnamed) == (127, 569, 0)
    city = load_city_folder(folder)
    assert (len(city.divisions[0].areas), len(city.boundaries[0].boundaries)) == (127, 127)
    area = city.area("0180R123_RegSO2025")
    assert area is not None
    assert area.name == "Östra Farsta Strand"
    with (folder / "registers/deso-2025-regso-2025.csv").open(encoding="utf-8", newline="") as rows:
        assert {row["code"]: row["area"].partition("_")[0] for row in csv.DictReader(rows)} == key.regso
