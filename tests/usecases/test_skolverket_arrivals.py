"""From Skolverket's files of schools, fetched or put in the home, to figures that are current."""

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from fardplan.disclosure.clearance import clear
from fardplan.fakes.faults import Faults
from fardplan.fakes.serving import FakeServer, Heard, Said
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.remembering import RecallingAsker, RememberingAsker
from fardplan.usecases.actors import Actor
from fardplan.usecases.approvals import approve, waiting
from fardplan.usecases.arrivals import Arrived, Failed, wanted_series
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.own_counts import shown
from fardplan.usecases.refresh import Sources, refresh
from fardplan.usecases.refreshed import Refreshed
from fardplan.usecases.skolverket_arrivals import ask_skolverket
from fardplan.vocabulary.check import CheckName
from fardplan.vocabulary.errors import UnreachableError
from fardplan.vocabulary.observation import Clearance, Observation, Origin, PublishedBasis, Status
from tests.sources.asking.scripted import Clock
from tests.sources.skolverket.files import MERIT, SCHOOLS, SHARE, school_file
from tests.usecases.conftest import TODAY

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ASKED: dict[str, Any] = {
    "kind": "skolverket",
    "columns": [SHARE],
    "municipality": "9999",
    "figures": "city",
    "published": {"month": 9, "day": 30},
}
PLACED = ASKED | {"folder": "skolverket"}


class FakeFiles(FakeServer):
    """A server of files by their names."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__()
        self.files = files

    def answer(self, heard: Heard) -> Said:
        content = self.files.get(heard.path.removeprefix("/"))
        return (
            Said(404, b"<html>Not Found</html>", "text/html")
            if content is None
            else Said(200, content, "text/csv")
        )


@pytest.fixture
def fake() -> Iterator[FakeFiles]:
    with FakeFiles({"2025.csv": school_file(), "2024.csv": school_file(year="2023/24")}) as server:
        yield server


@pytest.fixture
def http() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=4, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


def home_that_asks(city: Path, folder: Path, actor: Actor, *asked: dict[str, Any]) -> Home:
    """A home of the small city, whose first indicator asks these."""
    shutil.copytree(city, folder / "lillkoping")
    path = folder / "lillkoping/indicators/behoriga.yaml"
    told = yaml.safe_load(path.read_text("utf-8"))
    told["sources"] += [
        {
            "key": f"skolor{number}",
            "name": f"Skolfil {number}",
            "publisher": "Skolverket",
            "address": "https://www.skolverket.se",
            "asks": one,
        }
        for number, one in enumerate(asked, start=1)
    ]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    city_folder = str(folder / "lillkoping")
    return create_home(folder / "home", city_folder, actor=actor, today=TODAY, with_figures=False).home


def put(home: Home, name: str, content: bytes) -> None:
    folder = home.downloads / "skolverket"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def came(home: Home, http: HttpAsker) -> list[Arrived | Failed]:
    return list(ask_skolverket(home, wanted_series(home), RememberingAsker(http, home.snapshots, NOW), NOW))


def arrived(found: list[Arrived | Failed]) -> Arrived:
    [one] = found
    assert isinstance(one, Arrived)
    return one


def failed(found: list[Arrived | Failed]) -> str:
    [one] = found
    assert isinstance(one, Failed)
    return str(one.error)


def figures(items: tuple[Observation, ...]) -> list[tuple[Any, ...]]:
    return [
        (str(one.group), str(one.period), one.value, one.lower, one.upper, one.base, one.status.value)
        for one in items
    ]


def test_a_city_of_schools_becomes_a_share_with_the_lowest_and_highest_it_can_be(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker
) -> None:
    """Municipal: 30 of 40 and 46 to 49 of 50, and thirty who count as none or not at all."""
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "skolor 2025.csv", school_file())
    found = arrived(came(home, http))

    assert figures(found.observations) == [
        # (30 + 47.5 + 17) / 110; (30 + 46 + 17) / (40 + 50 + 30 + 9 + 20); (30 + 49 + 9 + 17) / 119
        ("", "2024/25", 85.9, 62.4, 88.3, 110, "value"),
        ("provider=independent", "2024/25", 85.0, 58.6, 89.7, 20, "value"),
        ("provider=municipal", "2024/25", 86.1, 63.3, 87.8, 90, "value"),
    ]
    first = found.observations[0]
    assert first.note == (
        "Egen beräkning av Skolverkets uppgifter per skola, inte officiell. Antal skolor: 5; "
        "med ~100: 1 (1 till 4 elever saknas i var och en); "
        "med dold uppgift: 1 (lägst inga av eleverna, högst alla); "
        "utan uppgift: 1 (lägst inga av eleverna, högst räknas de inte med)."
    )
    where = first.provenance
    assert (where.source, where.address, where.via) == (
        "Skolverket: Skolfil 1",
        "https://www.skolverket.se",
        "skolor 2025.csv",
    )
    assert (where.origin, where.clearance, where.licence) == (
        Origin.OWN_CALCULATION,
        Clearance.PUBLISHED_BY_SOURCE,
        "Fri återanvändning; Källa: Skolverket",
    )
    assert (where.published, where.published_basis) == (date(2025, 9, 30), PublishedBasis.CALENDAR)
    assert [one.address for one in found.answers] == ["file://downloads/skolverket/skolor%202025.csv"]
    assert found.areas == ("9999",)


def test_each_school_by_itself_with_what_is_hidden_as_hidden(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker
) -> None:
    asked = PLACED | {"figures": "schools"}
    home = home_that_asks(city, tmp_path, strategist, asked, asked | {"columns": ["Meritvärde", MERIT]})
    put(home, "2025.csv", school_file())
    shares, merits = came(home, http)
    assert isinstance(shares, Arrived)
    assert isinstance(merits, Arrived)

    assert figures(shares.observations) == [
        ("provider=municipal;school=Björkskolan (10000001)", "2024/25", 75.0, None, None, 40, "value"),
        ("provider=municipal;school=Granskolan (10000002)", "2024/25", 100.0, 92.0, 100.0, 50, "rounded"),
        (
            "provider=municipal;school=Internationella skolan (10000003)",
            "2024/25",
            None,
            None,
            None,
            30,
            "not_applicable",
        ),
        (
            "provider=independent;school=Lilla friskolan (10000004)",
            "2024/25",
            None,
            None,
            None,
            None,
            "suppressed",
        ),
        ("provider=independent;school=Storskolan (10000005)", "2024/25", 85.0, None, None, 20, "value"),
    ]
    assert [one.note for one in shares.observations[:2]] == [
        None,
        "~100: 1 till 4 av 50 elever saknas",
    ]
    assert {(one.provenance.origin, one.provenance.clearance) for one in shares.observations} == {
        (Origin.OFFICIAL, Clearance.INTERNAL)
    }
    assert [one.value for one in merits.observations] == [211.5, 250.0, None, None, 240.3]


def test_files_over_the_network_and_in_the_home_make_one_series(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakeFiles, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED | {"addresses": [f"{fake.address}/2024.csv"]})
    put(home, "2025.csv", school_file())
    put(home, ".~lock.2025.csv", b"somebody has it open")
    found = arrived(came(home, http))
    assert [str(one.period) for one in found.observations] == ["2023/24"] * 3 + ["2024/25"] * 3
    assert [one.provenance.via for one in found.observations[2:4]] == [f"{fake.address}/2024.csv", "2025.csv"]
    assert found.words is not None
    assert (found.words.code, found.words.description) == (SHARE, f"{found.words.title}: {SHARE}")


def test_all_hidden_is_no_number(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "2025.csv", school_file([SCHOOLS[2], SCHOOLS[3]]))
    found = arrived(came(home, http)).observations
    assert figures(found) == [
        ("", "2024/25", None, None, None, None, "suppressed"),
        ("provider=independent", "2024/25", None, None, None, None, "suppressed"),
        ("provider=municipal", "2024/25", None, None, None, None, "not_applicable"),
    ]


def test_nobody_is_a_figure(db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "2025.csv", school_file(["A;1;L;9999;Kommunal;L;2;40;0;100"]))
    found = arrived(came(home, http)).observations
    assert figures(found)[0] == ("", "2024/25", 0.0, 0.0, 0.0, 40, "value")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "A;1;L;9999;Kommunal;L;2;29;50;100",
            f"skolor.csv:7: column '{SHARE}': '50'. Expected a share that some of 29 pupils are.",
        ),
        (
            "A;1;L;9999;Kommunal;L;2;29;~0;100",
            f"skolor.csv:7: column '{SHARE}': '~0'. Expected ~100 for a school with pupils, or a share.",
        ),
        (
            "A;1;L;9999;Kommunal;L;2;.;50;100",
            f"skolor.csv:7: column '{SHARE}': '50'. Expected a share that some of 0 pupils are.",
        ),
        (
            "A;1;L;9999;Sameskola;L;2;20;50;100",
            "skolor.csv:7: column 'Typ av huvudman': 'Sameskola'. Expected one of Kommunal, Enskild.",
        ),
    ],
)
def test_what_cannot_be_is_told_with_line_and_value(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker, row: str, message: str
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "skolor.csv", school_file([row, "B;2;L;9999;Kommunal;L;2;21;52,4;100"]))
    assert failed(came(home, http)).startswith(message)


def test_two_files_of_one_year_are_refused(
    db: None, city: Path, tmp_path: Path, strategist: Actor, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "a.csv", school_file())
    put(home, "b.csv", school_file())
    assert failed(came(home, http)).startswith("two files are of the school year 2024/25: a.csv and b.csv")


def test_a_source_that_is_down_is_not_reached_and_one_without_the_file_refuses(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakeFiles, http: HttpAsker
) -> None:
    good = ASKED | {"addresses": [f"{fake.address}/2025.csv"]}
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"addresses": [f"{fake.address}/no.csv"]}, good)
    absent, there = came(home, http)
    assert isinstance(absent, Failed)
    assert "404 Not Found" in str(absent.error)
    assert isinstance(there, Arrived)

    fake.faults = Faults(down=1)
    other = came(home, http)[1]
    assert isinstance(other, Failed)
    assert isinstance(other.error, UnreachableError)


@pytest.mark.parametrize(
    "faults", [Faults(too_many=2), Faults(down=2), Faults(truncated=2), Faults(slow=0.01)]
)
def test_what_may_pass_is_asked_again_and_nothing_is_lost(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakeFiles, http: HttpAsker, faults: Faults
) -> None:
    addresses = [f"{fake.address}/{year}.csv" for year in (2024, 2025)]
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"addresses": addresses})
    fake.faults = faults
    assert len(arrived(came(home, http)).observations) == 6


def test_it_can_be_read_again_without_the_network(
    db: None, city: Path, tmp_path: Path, strategist: Actor, fake: FakeFiles, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, ASKED | {"addresses": [f"{fake.address}/2025.csv"]})
    before = arrived(came(home, http))
    calls = len(fake.calls)
    again = arrived(list(ask_skolverket(home, wanted_series(home), RecallingAsker(home.snapshots), NOW)))
    assert len(fake.calls) == calls
    assert again.observations == before.observations


def outcomes(home: Home, http: HttpAsker, actor: Actor, day: int, **more: Any) -> list[tuple[Any, ...]]:
    report = refresh(home, sources=Sources(http), actor=actor, now=NOW + timedelta(days=day), **more)
    return [(one.outcome, [check.name for check in one.checks]) for one in report.series]


def test_a_refresh_waits_for_the_file_and_makes_it_current_once(
    db: None, city: Path, tmp_path: Path, strategist: Actor, statistician: Actor, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    report = refresh(home, sources=Sources(http), actor=statistician, now=NOW)
    assert [one.outcome for one in report.series] == [Refreshed.UNPLACED]
    assert str(report.series[0].why).startswith(f"{home.downloads / 'skolverket'}: no file has been put here")

    put(home, "2025.csv", school_file())
    assert outcomes(home, http, statistician, 0, trial=True) == [(Refreshed.NEW, [])]
    assert home.evidence.series("behoriga") == ()
    assert outcomes(home, http, statistician, 0) == [(Refreshed.NEW, [])]
    assert outcomes(home, http, statistician, 1) == [(Refreshed.UNCHANGED, [])]
    (kept,) = home.evidence.vintages("behoriga")
    assert len(kept.answers) == 1
    of_all = [item for item in home.evidence.series("behoriga") if not item.group.categories]
    assert [(item.value, item.lower, item.upper, item.status) for item in of_all] == [
        (85.9, 62.4, 88.3, Status.VALUE)
    ]


def test_a_file_that_was_taken_away_lets_the_figures_wait(
    db: None, city: Path, tmp_path: Path, strategist: Actor, statistician: Actor, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "2024.csv", school_file(year="2023/24"))
    put(home, "2025.csv", school_file())
    assert outcomes(home, http, statistician, 0) == [(Refreshed.NEW, [])]

    (home.downloads / "skolverket" / "2024.csv").unlink()
    assert outcomes(home, http, statistician, 1) == [(Refreshed.WAITING, [CheckName.GONE])]
    assert len(home.evidence.series("behoriga")) == 6
    assert [one.vintage.indicator for one in waiting(home)] == ["behoriga"]
    approve(home, "behoriga", actor=statistician, today=date(2026, 11, 30), why="Ska bort")
    assert len(home.evidence.series("behoriga")) == 3


def test_a_school_whose_figure_is_hidden_from_now_on_lets_the_figures_wait(
    db: None, city: Path, tmp_path: Path, strategist: Actor, statistician: Actor, http: HttpAsker
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED | {"figures": "schools"})
    put(home, "2025.csv", school_file())
    outcomes(home, http, statistician, 0)
    put(home, "2025.csv", school_file([SCHOOLS[0].replace(";40;75;", ";..;..;"), *SCHOOLS[1:]]))
    assert outcomes(home, http, statistician, 1) == [(Refreshed.WAITING, [CheckName.GONE])]


def test_another_kind_of_file_in_the_folder_lets_the_figures_wait(
    db: None, city: Path, tmp_path: Path, strategist: Actor, statistician: Actor, http: HttpAsker
) -> None:
    """The same columns of pupils without those who came lately, say."""
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put(home, "2025.csv", school_file())
    outcomes(home, http, statistician, 0)
    other = school_file(SCHOOLS[:5]).replace(b"samtliga elever", b"exkl. nyinvandrade")
    put(home, "2025.csv", other.replace(b";40;75;", b";40;80;"))
    [(outcome, checks)] = outcomes(home, http, statistician, 1)
    assert outcome is Refreshed.WAITING
    assert CheckName.REDEFINED in checks


def test_stockholms_own_file_becomes_figures_beside_the_milestones_and_none_of_it(
    db: None, reference_data: Path, tmp_path: Path, strategist: Actor, statistician: Actor, http: HttpAsker
) -> None:
    name = "slutbetyg_ak9_skolniva_2024_25.csv"
    real = reference_data / "data/skolverket_2025" / name
    if not real.is_file():
        pytest.skip("reference data of Skolverket is not beside the checkout; the test compares with it")
    home = create_home(tmp_path / "home", "stockholm", actor=strategist, today=TODAY).home
    put(home, name, real.read_bytes())
    report = refresh(home, sources=Sources(http), actor=statistician, now=NOW, kinds=["skolverket"])

    assert [(one.indicator, one.outcome, one.checks) for one in report.series] == [
        ("behorighet-per-skola", Refreshed.NEW, ()),
        ("behorighet-skolfilen", Refreshed.NEW, ()),
    ]
    assert [item[:6] for item in figures(home.evidence.series("behorighet-skolfilen"))] == [
        ("", "2024/25", 89.3, 85.5, 90.0, 10934),
        ("provider=independent", "2024/25", 91.6, 83.3, 93.0, 3965),
        ("provider=municipal", "2024/25", 87.9, 86.9, 88.3, 6969),
    ]
    assert len(home.evidence.series("behorighet-per-skola")) == 149
    milestone = next(one for one in home.city.roadmap.milestones if one.key == "behorighet")
    assert milestone.indicator is not None
    assert milestone.indicator.indicator == "behorighet-kommunala-skolor"

    cleared = clear(home.evidence.series("behorighet-per-skola")).cleared
    assert len(tuple(cleared)) == 0
    assert "behorighet-per-skola" not in {item.key for item in shown(home.city, cleared)}


@pytest.mark.parametrize("coming", [(40,), (84, 40), (40, 84)])
def test_a_school_year_far_from_those_before_waits(
    db: None,
    city: Path,
    tmp_path: Path,
    strategist: Actor,
    statistician: Actor,
    http: HttpAsker,
    coming: tuple[int, ...],
) -> None:
    home = home_that_asks(city, tmp_path, strategist, PLACED)
    put_years(home, 2015, (80, 81, 80, 82, 83, 81, 83, 84))
    assert outcomes(home, http, statistician, 0) == [(Refreshed.NEW, [])]
    put_years(home, 2023, coming)
    assert outcomes(home, http, statistician, 1) == [(Refreshed.WAITING, [CheckName.JUMP])]


def put_years(home: Home, first: int, shares: Sequence[int]) -> None:
    """A file for each school year, of one school with a hundred pupils."""
    for year, share in enumerate(shares, start=first):
        one = f"A;1;L;9999;Kommunal;L;2;100;{share};200"
        put(home, f"{year}.csv", school_file([one], year=f"{year}/{year + 1 - 2000}"))
