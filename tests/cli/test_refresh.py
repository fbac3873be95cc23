"""fardplan evidence refresh, panel, waiting, approve and decline, before a fake Kolada."""

import re
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fardplan.cli.refresh import COUNTED, OUTCOMES
from fardplan.fakes.faults import Faults
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, kpi_record
from fardplan.usecases.refreshed import Refreshed
from fardplan.vocabulary.text import Language
from tests.cli.conftest import Program

YEARS = {2010 + number: 80 + number / 2 for number in range(9)} | {2019: 85.2, 2020: 85.6}


@pytest.fixture(scope="session")
def asking_city(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking") / "lillkoping"
    shutil.copytree(city, folder)
    path = folder / "indicators/behoriga.yaml"
    address = "address: 'https://example.org/kolada'}"
    asks = "address: 'https://example.org/kolada', asks: {kind: kolada, kpi: N15436}}"
    path.write_text(path.read_text("utf-8").replace(address, asks), "utf-8")
    return folder


@pytest.fixture
def asking(no_home: Program, asking_city: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """In English, with a home of a city that asks Kolada, in a network without a proxy."""
    for name in ("FARDPLAN_PROXY", "HTTPS_PROXY", "https_proxy", "FARDPLAN_CA"):
        monkeypatch.delenv(name, raising=False)
    no_home.told("init", "--city", asking_city, "--no-figures")
    return Program(no_home.home, no_home.server, "en")


def held(values: dict[int, float]) -> FakeKolada:
    of_city = [FakeValue("N15436", "9999", year, "T", value) for year, value in values.items()]
    of_country = [FakeValue("N15436", "0000", year, "T", 80.0) for year in values]
    return FakeKolada([*of_city, *of_country], kpis=(kpi_record("N15436", "Behöriga, andel (%)"),))


def forget(program: Program) -> None:
    """As if more than an hour had passed since the source was asked."""
    shutil.rmtree(program.home / "snapshots", ignore_errors=True)


def test_figures_arrive_and_the_same_again_changes_nothing(asking: Program) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        tried = asking.told("evidence", "refresh", "--dry-run", "--kolada", fake.v3)
        first = asking.told("evidence", "refresh", "--kolada", fake.v3)
        again = Program(asking.home, asking.server, "sv").told("evidence", "refresh", "--kolada", fake.v3)

    arrived = (
        "behoriga: new figures\n"
        "  RKA: Behöriga (N15436)\n"
        "  22 figures, 22 new, 0 changed, 0 withdrawn.\n"
        "\n"
        "Series: 1 has new figures.\n"
    )
    assert tried == f"{arrived}This was a trial: nothing has become current.\n"
    lines = first.splitlines()
    assert lines[:5] == arrived.splitlines()
    assert re.fullmatch(
        r"Some answers came .* and were not asked for again; --again asks for them\.", lines[5]
    )
    assert again.startswith(
        "behoriga: oförändrad\n  RKA: Behöriga (N15436)\n\nSerier: 1 är oförändrad.\nEn del svar kom "
    )


def test_what_is_doubtful_waits_and_is_approved_or_declined(asking: Program) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        asking.told("evidence", "refresh", "--kolada", fake.v3)
        forget(asking)
        fake_later = FakeKoladaServer(held(YEARS | {2021: 40.0}))
        with fake_later as later:
            told = asking.told("evidence", "refresh", "--kolada", later.v3)
    lines = told.splitlines()
    assert lines[0] == "behoriga: waits for approval"
    assert lines[3].startswith("  !! 40.0 (9999, 2021) lies outside ")
    assert lines[-2:] == ["Series: 1 waits for approval.", "See what waits: fardplan evidence waiting"]

    waiting = asking.told("evidence", "waiting").splitlines()
    assert waiting[0].startswith("behoriga: RKA: Behöriga (N15436), ")
    assert waiting[1] == "  24 figures, 2 new, 0 changed, 0 withdrawn."
    assert waiting[-1] == (
        "Approve: fardplan evidence approve INDICATOR. Decline: fardplan evidence decline INDICATOR"
    )
    assert asking.told("evidence", "approve", "behoriga", "--why", "bekräftat") == (
        "The figures of behoriga are current.\n"
    )
    assert asking.told("evidence", "waiting") == "No figures wait.\n"
    assert "no figures of 'behoriga' wait for approval" in asking.refused("evidence", "decline", "behoriga")


def test_what_was_declined_says_so(asking: Program) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        asking.told("evidence", "refresh", "--kolada", fake.v3)
    for expected in ("waits for approval", "declined before"):
        forget(asking)
        with FakeKoladaServer(held(YEARS | {2021: 40.0})) as later:
            told = asking.told("evidence", "refresh", "--kolada", later.v3)
        assert told.startswith(f"behoriga: {expected}\n")
        if expected == "waits for approval":
            declined = asking.told("evidence", "decline", "behoriga", "--why", "Fel i källan")
            assert declined == "The figures of behoriga have been declined.\n"
    assert "  Fel i källan\n" in told


def test_a_source_that_refuses_is_told_and_ends_badly(asking: Program) -> None:
    with FakeKoladaServer(held(YEARS), faults=Faults()) as fake:
        result = asking("evidence", "refresh", "--kolada", f"{fake.v3}/old")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "behoriga: no figures"
    assert "answers 404 Not Found" in lines[2]
    assert lines[-1] == "Series: 1 has no figures."


def test_all_municipalities_are_fetched_and_read_again_without_a_network(asking: Program) -> None:
    data = held(YEARS)
    others = [FakeValue("N15436", code, 2019, "T", 85.0) for code in ("0127", "0180")]
    with FakeKoladaServer(FakeKolada([*data.values, *others], data.kpis)) as fake:
        told = asking.told("evidence", "panel", "--kolada", fake.v3)
        address = fake.v3
    again = asking.told("evidence", "panel", "--kept", "--kolada", address)

    assert told.splitlines()[:3] == [
        "behoriga: new figures",
        "  RKA: Behöriga (N15436)",
        "  24 figures, 24 new, 0 changed, 0 withdrawn.",
    ]
    assert told.splitlines()[3].startswith("  ! The source has no figures of 288 areas: 0114, 0115, ")
    assert again.splitlines()[0] == "behoriga: unchanged"


def test_what_hinders_a_refresh_is_told_in_swedish(asking: Program) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = Program(asking.home, asking.server, "sv")(
        "evidence", "refresh", "--kolada", f"http://127.0.0.1:{port}/v3"
    )

    assert (result.exit_code, result.stdout) == (
        1,
        "behoriga: kunde inte nås\n"
        "  RKA: Behöriga (N15436)\n"
        f"  http://127.0.0.1:{port}/v3/kpi/N15436?per_page=5000: 127.0.0.1:{port} tillfrågades 2 gånger "
        "och gav inget svar som går att använda: ingenting svarar på den adressen\n"
        "  Se efter att adressen och porten stämmer; gör de det, fråga igen senare.\n"
        "  Uppgifter som har lästs in tidigare är som de var.\n"
        "\n"
        "Serier: 1 nåddes inte.\n",
    )


@pytest.mark.parametrize(
    ("language", "years", "figures"),
    [
        ("sv", [2019], "  2 uppgifter, 2 nya, 0 ändrade, 0 utgångna."),
        ("en", [2019], "  2 figures, 2 new, 0 changed, 0 withdrawn."),
    ],
)
def test_figures_and_series_are_counted_in_the_words_of_the_language(
    asking: Program, language: Language, years: list[int], figures: str
) -> None:
    speaking = Program(asking.home, asking.server, language)
    with FakeKoladaServer(held({year: YEARS[year] for year in years})) as fake:
        lines = speaking.told("evidence", "refresh", "--kolada", fake.v3).splitlines()
        again = speaking.told("evidence", "refresh", "--kolada", fake.v3).splitlines()

    assert figures in lines
    whole = {"sv": "Serier: 1 {}.", "en": "Series: 1 {}."}[language]
    new, same = {"sv": ("har nya uppgifter", "är oförändrad"), "en": ("has new figures", "is unchanged")}[
        language
    ]
    assert whole.format(new) in lines
    assert whole.format(same) in again


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_outcome_is_counted_in_both_languages(language: Language) -> None:
    assert set(COUNTED) == set(OUTCOMES) == set(Refreshed)
    for one in COUNTED.values():
        assert one(1, language).startswith("1 ")
        assert one(2, language).startswith("2 ")
    assert [COUNTED[one](2, "en") for one in (Refreshed.UNCHANGED, Refreshed.WAITING)] == [
        "2 are unchanged",
        "2 wait for approval",
    ]
    assert COUNTED[Refreshed.REVISED](2, "sv") == "2 är reviderade"


def test_old_answers_are_forgotten_but_for_those_that_figures_rest_on(asking: Program) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        asking.told("evidence", "refresh", "--kolada", fake.v3)
        forget(asking)
        asking.told("evidence", "refresh", "--dry-run", "--kolada", fake.v3 + "/")
    today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"

    assert asking.told("sources", "forget", "--before", today, "--dry-run") == (
        "0 answers that no figures rest on, 0.0 MB.\n"
        f"Kept: 0 that figures rest on, and 2 given since {today}.\n"
        "This was a trial: nothing was forgotten.\n"
    )
    swedish = Program(asking.home, asking.server, "sv").told("sources", "forget", "--before", "2020-01-01")
    assert swedish == (
        "0 svar som inga uppgifter vilar på, 0,0 MB.\n"
        "Kvar: 0 som uppgifter vilar på, och 2 givna sedan 2020-01-01.\n"
        "De är glömda.\n"
    )
    assert "2999-01-01 has not come yet" in asking.refused("sources", "forget", "--before", "2999-01-01")


def test_one_reason_of_many_series_is_told_once(no_home: Program) -> None:
    no_home.told("init", "--city", "stockholm")
    address = "http://127.0.0.1:1/v3"
    result = no_home("evidence", "refresh", "--dry-run", "--source", "kolada", "--kolada", address)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert len([line for line in lines if line.endswith(": kunde inte nås")]) == 9
    assert len([line for line in lines if line.startswith(f"  {address}")]) == 1
    assert "Serier: 9 nåddes inte." in lines
