"""What is DuckDB's own: it can be followed, interrupted and kept small, and leaves nothing behind."""

import threading
from pathlib import Path

import polars as pl
import pytest

from fardplan.engines import duckdb_engine
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.indicators.counting.plan import Summed
from tests.counting_cases import row
from tests.engines.drawing import TYPES, condition, plan, written


class Stopped(BaseException):
    """Something like the interruption from a keyboard."""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return written([row(person=number) for number in range(1000)], tmp_path / "people.parquet")


def test_an_interruption_ends_the_pass_and_leaves_nothing(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duckdb_engine, "SECONDS_BETWEEN", 0.0)
    spill = tmp_path / "spill"
    spill.mkdir()

    def stop(_share: float) -> None:
        raise Stopped

    engine = DuckDbEngine(folder=spill, progress=stop)
    with pytest.raises(Stopped):
        engine.run(plan(), [people])
    assert list(spill.iterdir()) == []
    assert [one.name for one in threading.enumerate() if one.name == "fardplan-duckdb"] == []
    assert DuckDbEngine(folder=spill).run(plan(), [people]).cells["rows"].to_list() == [1000]


def test_progress_is_told_from_0_to_1(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "SECONDS_BETWEEN", 0.0)
    told: list[float] = []
    DuckDbEngine(progress=told.append).run(plan(), [people])
    assert told[-1] == 1.0
    assert all(0.0 <= share <= 1.0 for share in told)


def test_more_groups_than_memory_holds(tmp_path: Path) -> None:
    """A million groups in 60 MB: they are put down in the temporary folder, which is empty afterwards."""
    path, spill = tmp_path / "many.parquet", tmp_path / "spill"
    spill.mkdir()
    size = 1_000_000
    persons = pl.DataFrame({"person": range(0, 3 * size, 3)})
    pl.DataFrame([row()], schema=TYPES).drop("person").join(persons, how="cross").write_parquet(path)
    small = DuckDbEngine(threads=1, memory=60_000_000, folder=spill)
    cells = small.run(plan(values=("person",), sums=(Summed("age", 0),)), [path]).cells
    assert cells["person"].sort().to_list() == list(range(0, 3 * size, 3))
    assert cells["sum_age"].sum() == 30 * size
    assert list(spill.iterdir()) == []


def test_a_path_can_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] 'folder'; --"
    folder.mkdir()
    path = written([row()], folder / "people's.parquet")
    assert DuckDbEngine().run(plan(), [path]).cells["rows"].to_list() == [1]


def test_the_query_can_be_read(people: Path) -> None:
    one = plan(keep=condition("sex == 'K' and age > 17"))
    assert DuckDbEngine().explain(one) == (
        "SELECT\n"
        '  "t1"."_key",\n'
        '  "t1"."time",\n'
        '  "t1"."area",\n'
        '  COUNT(*) AS "rows"\n'
        "FROM (\n"
        "  SELECT\n"
        '    0 AS "_key",\n'
        '    "t0"."year" AS "time",\n'
        '    "t0"."omrade" AS "area"\n'
        '  FROM "register" AS "t0"\n'
        "  WHERE\n"
        '    "t0"."year" IS NOT NULL AND "t0"."sex" = \'K\' AND "t0"."age" > 17\n'
        ') AS "t1"\n'
        "GROUP BY\n"
        "  1,\n"
        "  2,\n"
        "  3"
    )
    assert "Read Parquet" in DuckDbEngine().explain(one, [people])
