"""The year of plans and follow-ups as a city tells of it."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.boards.cycle import StepKind, year_of
from fardplan.sources.city_package import load_city, load_city_folder
from fardplan.vocabulary.errors import InputError
from tests.small_city import write_city

CYCLE = """\
takes_part: [board]
closes: 30 April the year after
steps:
  - key: t1
    name: {sv: Tertialrapport 1}
    kind: report
    per: 30 April
    opens: 15 April
    ready_by: 7 May
    decided_from: 15 May
    decided_by: 15 June
    source: budget
"""


def small_city(path: Path, cycle: str | None) -> Path:
    folder = write_city(path / "city")
    if cycle is not None:
        (folder / "cycle.yaml").write_text(cycle, "utf-8")
    return folder


def test_a_city_can_do_without_a_year(tmp_path: Path) -> None:
    assert load_city_folder(small_city(tmp_path, None)).cycle is None


def test_stockholm_s_year_has_its_six_steps() -> None:
    cycle = load_city("stockholm").cycle
    assert cycle
    assert [(step.key, step.kind, step.per, step.decided_by) for step in year_of(cycle, 2027)] == [
        ("underlag", StepKind.INPUT, None, date(2026, 4, 30)),
        ("budget", StepKind.BUDGET, None, date(2026, 11, 30)),
        ("vp", StepKind.PLAN, None, date(2027, 1, 31)),
        ("t1", StepKind.REPORT, date(2027, 4, 30), date(2027, 6, 15)),
        ("t2", StepKind.REPORT, date(2027, 8, 31), date(2027, 10, 10)),
        ("vb", StepKind.CLOSING, date(2027, 12, 31), date(2028, 2, 29)),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[board]", "[bord]"), "cycle.yaml:1: there is no kind of organisation 'bord'."),
        (("[board]", "[company]"), "cycle.yaml:1: no organisation of the city is of the kind 'company'"),
        (("7 May", "7 Maj"), "cycle.yaml:9: steps[0].ready_by: '7 Maj' names no day of a year"),
        (("7 May", "16 May"), "the days of 't1' contradict each other: boards decide from 2000-05-15"),
        (("per: 30 April", "per: null"), "'t1' is a follow-up and does not say per which day"),
        (("kind: report", "kind: rapport"), "cycle.yaml:6: steps[0].kind: "),
        (("closes: 30 April the year after", "closes: 1 May"), "the year closes 1 May, before its last step"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(InputError) as refused:
        load_city_folder(small_city(tmp_path, CYCLE.replace(*change)))
    assert told in str(refused.value)
