"""What was known on a day, against a twin that asks cell by cell."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.evidence.frame import SCHEMA, frame_of, observations_of
from fardplan.evidence.known import Edition, known_on
from fardplan.vocabulary.observation import Observation, Origin, Provenance
from fardplan.vocabulary.period import Period

START = date(2020, 1, 1)
CELLS = ["a", "b", "c"]


@dataclass(frozen=True)
class Row:
    value: float
    published: date


@dataclass(frozen=True)
class Plain:
    """An edition as a dict from cell to row."""

    rows: dict[str, Row]
    loaded: date

    @property
    def edition(self) -> Edition:
        latest = max(row.published for row in self.rows.values())
        return Edition(self.loaded, latest, lambda: frame(self.rows))


def frame(rows: dict[str, Row]) -> pl.DataFrame:
    figures = [
        Observation(
            "x",
            cell,
            Period.of_year(2018),
            row.value,
            Provenance("s", Origin.SIMULATED, START, row.published),
        )
        for cell, row in rows.items()
    ]
    return frame_of(figures) if figures else pl.DataFrame(schema=SCHEMA)


def known_fast(editions: list[Plain], day: date | None) -> dict[str, Row]:
    found = observations_of(known_on([edition.edition for edition in editions], day))
    assert len({item.area for item in found}) == len(found)
    return {item.area: Row(item.value or 0.0, item.provenance.published) for item in found}


def known_slowly(editions: list[Plain], day: date) -> dict[str, Row]:
    answers = {cell: known_in_cell(cell, editions, day) for cell in CELLS}
    return {cell: row for cell, row in answers.items() if row}


def known_in_cell(cell: str, editions: list[Plain], day: date) -> Row | None:
    if not editions:
        return None
    *older, newest = editions
    in_the_house = [edition for edition in older if edition.loaded <= day] if newest.loaded > day else []
    row = newest.rows.get(cell)
    if all(other.published <= day for other in newest.rows.values()) and not in_the_house:
        return row
    if row is None or row.published > day:
        return known_in_cell(cell, older, day)
    on_the_table = [edition.rows[cell].published for edition in in_the_house if cell in edition.rows]
    if any(row.published <= published <= day for published in on_the_table):
        return known_in_cell(cell, older, day)
    return row


days = st.integers(0, 8).map(lambda number: START + timedelta(days=number))
rows = st.builds(Row, st.integers(0, 3).map(float), days)
some_rows = st.dictionaries(st.sampled_from(CELLS), rows, min_size=1)
editions = st.lists(st.builds(Plain, some_rows, days), max_size=4)


@given(editions, days)
def test_the_fast_walk_and_the_slow_one_agree(given_editions: list[Plain], day: date) -> None:
    assert known_fast(given_editions, day) == known_slowly(given_editions, day)


@given(editions.filter(bool))
def test_without_a_day_the_newest_edition_is_taken_whole(given_editions: list[Plain]) -> None:
    assert known_fast(given_editions, None) == given_editions[-1].rows


@given(editions.filter(bool))
def test_once_all_is_published_and_loaded_the_newest_edition_is_taken_whole(
    given_editions: list[Plain],
) -> None:
    assert known_fast(given_editions, START + timedelta(days=9)) == given_editions[-1].rows


@given(editions, days)
def test_nothing_is_known_before_it_was_published(given_editions: list[Plain], day: date) -> None:
    assert all(row.published <= day for row in known_fast(given_editions, day).values())


@given(editions, days, st.data())
def test_a_revision_never_rewrites_what_was_known(
    given_editions: list[Plain], day: date, data: st.DataObject
) -> None:
    """Later loads may change anything that was already public, or publish after the day: the day stays."""
    before = [
        Plain({cell: Row(row.value, min(row.published, day)) for cell, row in edition.rows.items()}, day)
        for edition in given_editions
    ]
    if not before:
        return
    dated = {cell: st.just(row.published) for cell, row in before[-1].rows.items()}
    after = st.integers(1, 5).map(lambda number: day + timedelta(days=number))
    new_rows = {
        cell: data.draw(
            st.builds(Row, st.integers(0, 3).map(float), st.one_of(dated.get(cell, after), after))
        )
        for cell in CELLS
    }
    later = Plain(new_rows, day + timedelta(days=1))

    assert known_fast([*before, later], day) == known_fast(before, day) == before[-1].rows


OLD = Plain({"a": Row(86.9, date(2018, 9, 25)), "b": Row(1.0, date(2018, 9, 25))}, date(2018, 11, 1))
REVISED = Plain({"a": Row(86.8, date(2019, 9, 25)), "c": Row(87.4, date(2019, 9, 25))}, date(2020, 1, 7))
IN_SILENCE = Plain({"a": Row(86.7, date(2018, 9, 25)), "b": Row(1.0, date(2018, 9, 25))}, date(2020, 1, 7))
AT_ONCE = Plain(IN_SILENCE.rows, OLD.loaded)


@pytest.mark.parametrize(
    ("given_editions", "day", "known"),
    [
        ([OLD, REVISED], date(2018, 9, 24), {}),
        ([OLD, REVISED], date(2018, 12, 31), OLD.rows),
        # Published by then, though loaded later; b was withdrawn by a load that had not happened.
        ([OLD, REVISED], date(2019, 12, 31), {**REVISED.rows, "b": OLD.rows["b"]}),
        ([OLD, REVISED], date(2020, 1, 7), REVISED.rows),
        # A change without a new day of publication: what was on the table on the day stays.
        ([OLD, IN_SILENCE], date(2019, 12, 31), OLD.rows),
        ([OLD, IN_SILENCE], date(2020, 1, 7), IN_SILENCE.rows),
        # Before either was loaded the newest is the best account of what was public.
        ([OLD, IN_SILENCE], date(2018, 10, 1), IN_SILENCE.rows),
        # A mistake corrected the day it was loaded was never on the table.
        ([OLD, AT_ONCE], date(2019, 12, 31), AT_ONCE.rows),
    ],
)
def test_examples(given_editions: list[Plain], day: date, known: dict[str, Row]) -> None:
    assert known_fast(given_editions, day) == known
