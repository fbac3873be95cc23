"""Keys of records: made beside the register, the same for ever, and the noise that is drawn by them."""

import stat
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.disclosure.cell_key import record_keys
from fardplan.disclosure.rules import DisclosureRules, Rounding
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.sources.city_package import load_city_folder
from fardplan.usecases.compute import compute
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.keyed_files import key_files, needs_keys, salt_of
from fardplan.usecases.privacy_records import record_of
from fardplan.vocabulary.errors import InputError, RuleError, StorageError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.privacy import ProtectionMethod, RoundingWay
from tests.counting_city import write_counting_city, write_registers

TODAY = date(2021, 3, 1)
SALT = "b1946ac92492d2347c6235b4d2611184"
NOISE = "\ndisclosure: {method: cell_key}\n"


@pytest.fixture
def register(tmp_path):
    return load_city_folder(write_counting_city(tmp_path / "lillkoping")).register("invanare")


@pytest.fixture
def noisy(db, tmp_path, strategist):
    """A home whose register of residents is protected by noise."""
    folder = write_counting_city(tmp_path / "lillkoping")
    path = folder / "registers" / "invanare.yaml"
    path.write_text(path.read_text("utf-8") + NOISE, "utf-8")
    return create_home(tmp_path / "home", str(folder), actor=strategist, today=TODAY).home


def counted(home, statistician, folder, *indicators):
    files = write_registers(folder)
    engine = DuckDbEngine(threads=1)
    return compute(home, indicators, files, engine=engine, actor=statistician, today=TODAY)


def test_a_person_has_the_same_key_every_year(register, tmp_path):
    file = tmp_path / "people.parquet"
    pl.DataFrame({"person": [7, 8, 7], "year": [2019, 2019, 2020]}).write_parquet(file)

    keyed = key_files(register, [file], tmp_path, SALT)

    copy = pl.read_parquet(keyed.paths[0])
    assert copy.columns == ["person", "year", "record_key"]
    assert copy["record_key"].to_list() == record_keys([(7,), (8,), (7,)], SALT).tolist()
    assert keyed.register.column("record_key") is not None
    assert register.column("record_key") is None


def test_what_a_file_says_of_itself_is_said_of_its_copy(register, tmp_path):
    file = tmp_path / "people.parquet"
    pl.DataFrame({"person": [7], "year": [2019]}).write_parquet(
        file, metadata={"fardplan.origin": "simulated"}
    )

    keyed = key_files(register, [file], tmp_path, SALT)

    assert pl.read_parquet_metadata(keyed.paths[0])["fardplan.origin"] == "simulated"


def test_a_register_without_its_identity_is_refused_and_leaves_nothing(register, tmp_path):
    file = tmp_path / "people.parquet"
    pl.DataFrame({"year": [2019]}).write_parquet(file)
    copies = tmp_path / "copies"
    copies.mkdir()

    with pytest.raises(InputError) as refusal:
        key_files(register, [file], copies, SALT)

    assert str(refusal.value) == (
        f"{file}: the columns person of the register 'invanare' are missing\n"
        "There is: year.\nNothing was counted."
    )
    assert list(copies.iterdir()) == []


def test_a_damaged_file_is_told(register, tmp_path):
    file = tmp_path / "people.parquet"
    file.write_bytes(b"PAR1 and then nothing")

    with pytest.raises(InputError, match="it cannot be read"):
        key_files(register, [file], tmp_path, SALT)


def test_the_secret_is_made_once_and_is_its_owner_s(tmp_path):
    salt = salt_of(tmp_path)

    assert len(salt) == 64
    assert salt_of(tmp_path) == salt
    assert stat.S_IMODE((tmp_path / "record-keys.salt").stat().st_mode) == 0o600


def test_a_secret_that_was_cut_short_is_never_replaced(tmp_path):
    (tmp_path / "record-keys.salt").write_text("abc", "ascii")

    with pytest.raises(StorageError) as refusal:
        salt_of(tmp_path)

    assert str(refusal.value) == (
        f"{tmp_path / 'record-keys.salt'}: the secret that noise is drawn with has been cut short\n"
        "Put it back from a backup: another one would undo the noise of what is published.\n"
        "Nothing was counted."
    )


def test_a_home_that_is_not_there_has_no_secret(tmp_path):
    with pytest.raises(StorageError, match="cannot be read or written"):
        salt_of(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("method", "way", "asked"),
    [
        (ProtectionMethod.SUPPRESSION, RoundingWay.RANDOM, False),
        (ProtectionMethod.CELL_KEY, RoundingWay.NEAREST, True),
        (ProtectionMethod.ROUNDING, RoundingWay.RANDOM, True),
        (ProtectionMethod.ROUNDING, RoundingWay.CONTROLLED, False),
    ],
)
def test_who_needs_keys(method, way, asked):
    assert needs_keys(DisclosureRules(method=method, rounding=Rounding(way=way))) is asked


def test_noise_moves_every_figure_a_little_and_hides_none(noisy, statistician, tmp_path):
    report = counted(noisy, statistician, tmp_path / "registers", "boende")

    told = {item.area: item for item in noisy.evidence.series("boende") if str(item.period) == "2020"}
    true = {"norr": 80, "ost": 80, "syd": 24, "9999": 208}
    assert all(item.status is Status.VALUE for item in told.values())
    assert all(abs(told[area].value - true[area]) <= 5 for area in true)
    record = record_of(noisy, report.counted[0].record.report.id)
    assert record.report.method is ProtectionMethod.CELL_KEY
    assert (record.tables, record.report.tables[0].deviation) == ((), 5)


def test_the_same_register_again_has_the_same_noise(noisy, statistician, tmp_path):
    counted(noisy, statistician, tmp_path / "registers", "boende")
    first = {(item.area, item.period): item.value for item in noisy.evidence.series("boende")}

    again = counted(noisy, statistician, tmp_path / "again", "boende")

    assert {(item.area, item.period): item.value for item in noisy.evidence.series("boende")} == first
    assert not again.saved.changed_anything


def test_means_are_not_told_of_a_register_with_noise(noisy, statistician, tmp_path):
    """Nothing is hidden there, so that a mean of two would be two incomes."""
    path = Path(noisy.city_source) / "indicators" / "boende.yaml"
    text = path.read_text("utf-8").replace(
        "{kind: count}", "{kind: mean, column: income, contributor: person}"
    )
    path.write_text(text, "utf-8")

    changed = Home(noisy.path, noisy.city_source)

    with pytest.raises(RuleError) as refusal:
        counted(changed, statistician, tmp_path / "registers", "boende")

    assert str(refusal.value) == (
        "the indicator 'boende' is no count and no share of rows, and the register 'invanare' is protected "
        "by cell_key\nNoise and rounding are for counts: choose suppression for the register.\n"
        "Nothing was counted."
    )
