"""Every fault of a drawn register is counted, and the thresholds decide what becomes of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Engine, Fault, FaultKind, QualityReport, Verdict
from fardplan.indicators.counting.areas import Lying, area_sets
from fardplan.indicators.counting.register import Quality, RegisterDefinition, Threshold
from fardplan.vocabulary.errors import RuleError
from tests.counting_cases import AREAS, DIVISIONS, GEOGRAPHY, LYINGS, REGISTER, Row, row
from tests.engines.drawing import drawn, written


def report(engine: Engine, rows: list[Row], folder: Path, **more: Any) -> QualityReport:
    path = written(rows, folder / "drawn.parquet")
    return engine.quality(more.pop("register", REGISTER), [path], GEOGRAPHY, **more)


def test_every_fault_is_counted(engine: Engine, tmp_path: Path) -> None:
    rows = drawn("""
        person year omrade sex origin  age income surface left
        1      2019 n1     K   inrikes  30   100    1.5    -
        1      2019 n1     K   inrikes  30   100    1.5    -
        1      2020 n1     K   -        31   100    1.5    dead
        2      2019 sydost K   inrikes  30   100    1.5    -
        3      2018 n1     K   inrikes  30   100    1.5    -
        4      2019 n1     X   inrikes 121   100    1.5    -
        5      2019 -      -   inrikes  -1    -1   -1.5    -
        6      -    n1     K   inrikes  30   100    1.5    -
        7      2019 n1     K   inrikes  30   100    1.5    moved
    """)
    # Judged: 9 rows - 1 of 2018 - 1 who died - 1 who moved.
    of, quality = 9 - 1 - 2, REGISTER.quality
    expected = {
        Fault(FaultKind.DUPLICATES, None, 1, of, quality.duplicates),
        Fault(FaultKind.MISSING, "sex", 1, of, quality.missing),
        Fault(FaultKind.MISSING, "year", 1, of, quality.missing),
        Fault(FaultKind.OUT_OF_RANGE, "age", 2, of, quality.out_of_range),
        Fault(FaultKind.OUT_OF_RANGE, "income", 1, of, quality.out_of_range),
        Fault(FaultKind.OUT_OF_RANGE, "surface", 1, of, quality.out_of_range),
        Fault(FaultKind.UNKNOWN_AREA, "omrade", 1, of, quality.unknown_area),
        Fault(FaultKind.UNKNOWN_CATEGORY, "sex", 1, of, quality.unknown_category),
    }
    found = report(engine, rows, tmp_path, periods=(2019, 2020))
    assert (found.rows, found.outside, dict(found.excluded), found.judged) == (
        9, 1, {"avlidna": 1, "flyttade": 1}, of,
    )  # fmt: skip
    assert set(found.faults) == expected
    assert len(found.faults) == len(expected)


def test_a_row_that_two_exclusions_hold_for_counts_once(engine: Engine, tmp_path: Path) -> None:
    also = {"key": "unga", "when": "age < 18", "text": {"sv": "Unga"}}
    register = RegisterDefinition.model_validate(
        REGISTER.model_dump() | {"exclusions": [*REGISTER.model_dump()["exclusions"], also]}
    )
    rows = [row(person=1, age=17, left="moved"), row(person=2, age=17), row(person=3)]
    found = report(engine, rows, tmp_path, register=register)
    assert dict(found.excluded) == {"avlidna": 0, "flyttade": 1, "unga": 1}
    assert found.judged == 1


def test_areas_of_another_time_are_told_apart_from_unknown_ones(engine: Engine, tmp_path: Path) -> None:
    gone = Lying("s9", "soder", None, date(2019, 12, 31))
    geography = area_sets("staden", AREAS, DIVISIONS, (*LYINGS, gone), ("0",))
    rows = [
        row(person=number, omrade=omrade, year=year)
        for number, (omrade, year) in enumerate(
            [("0", 2020), ("s9", 2019), ("s9", 2020), ("s9", 2021), ("Q9", 2019), (None, 2019)]
        )
    ]
    found = engine.quality(REGISTER, [written(rows, tmp_path / "drawn.parquet")], geography)
    assert [(fault.kind, fault.column, fault.rows, fault.of) for fault in found.faults] == [
        (FaultKind.OTHER_DIVISION, "omrade", 2, 6),
        (FaultKind.UNKNOWN_AREA, "omrade", 1, 6),
    ]


def test_thresholds_decide_between_silence_warning_and_refusal(tmp_path: Path, engine: Engine) -> None:
    rows = [row(person=number, income=-1 if number < 10 else 1) for number in range(1000)]
    for threshold, verdict in (
        (Threshold(warn=0.01, refuse=0.02), Verdict.FINE),  # 10 of 1000 is not above 1 %
        (Threshold(warn=0.0099, refuse=0.01), Verdict.WARN),
        (Threshold(warn=0, refuse=0.0099), Verdict.REFUSE),
    ):
        register = REGISTER.model_copy(update={"quality": Quality(out_of_range=threshold)})
        found = report(engine, rows, tmp_path, register=register)
        assert [fault.verdict for fault in found.faults] == [verdict]
        assert found.of(verdict) == found.faults


def test_a_refusal_says_what_how_many_and_what_is_borne(tmp_path: Path, engine: Engine) -> None:
    rows = [row(person=number, omrade="n9" if number < 20 else "n1") for number in range(100)]
    rows += [row(person=number, sex="kvinna") for number in range(100, 112)]
    rows += [row(person=number, sex="Eva Svensson 19700101-1234") for number in range(112, 124)]
    with pytest.raises(RuleError) as caught:
        report(engine, rows, tmp_path).check()
    assert str(caught.value) == (
        "register 'boende': unknown category in 'sex' (kvinna): 24 of 124 rows, 19.35%; "
        "at most 2.00% is borne; "
        "unknown area in 'omrade' (n9): 20 of 124 rows, 16.13%; at most 2.00% is borne\n"
        "Mend the file, or state in the register's definition that so much is borne.\n"
        "Nothing was counted."
    )


def test_a_code_that_few_rows_share_is_not_named(tmp_path: Path, engine: Engine) -> None:
    rows = [row(person=number, omrade="n9", sex="kvinna") for number in range(9)]
    assert {fault.codes for fault in report(engine, rows, tmp_path).faults} == {()}
    rows.append(row(person=9, omrade="n9", sex="kvinna"))
    assert {fault.codes for fault in report(engine, rows, tmp_path).faults} == {("n9",), ("kvinna",)}


@pytest.mark.parametrize("remembered", [None, 9, 100])
@pytest.mark.parametrize(
    ("identity", "beyond"),
    [
        (("person", "year"), 20 + 20),  # Persons 0-19 once more in each of two years.
        (("person",), 40 + 40 + 20 + 20),  # 40 persons in three years, and those again.
        (("year",), 40 + 40 + 40 + 20 + 20 - 3),  # All rows but one of each year.
        (("omrade", "sex"), 40 + 40 + 40 + 20 + 20 - 2),
    ],
)
def test_rows_again_are_found_in_parts(
    identity: tuple[str, ...], beyond: int, remembered: int | None, tmp_path: Path
) -> None:
    people = [(person, year) for year in (2018, 2019, 2020) for person in range(40)]
    people += [(person, year) for year in (2018, 2020) for person in range(20)]
    rows = [row(person=person, year=year, sex="KM"[person % 2]) for person, year in people]
    engine = DuckDbEngine(threads=1)
    engine.remembered = remembered
    found = report(engine, rows, tmp_path, register=REGISTER.model_copy(update={"identity": identity}))
    assert {fault.rows for fault in found.faults if fault.kind is FaultKind.DUPLICATES} == {beyond}


def test_a_register_without_fault(engine: Engine, tmp_path: Path) -> None:
    found = report(engine, [row(person=number) for number in range(20)], tmp_path)
    assert found == QualityReport("boende", 20, 0, {"avlidna": 0, "flyttade": 0}, ())
    found.check()


def test_a_register_without_rows(engine: Engine, tmp_path: Path) -> None:
    assert report(engine, [], tmp_path) == QualityReport("boende", 0, 0, {"avlidna": 0, "flyttade": 0}, ())
