"""From positions to places: rows counted in the borders of their day, and how many lie where."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.counting.count import CountDefinition
from fardplan.indicators.counting.placing import Placing, places_of, with_places
from fardplan.indicators.counting.register import PlaceColumn, RegisterDefinition
from fardplan.vocabulary.boundary import Boundary
from fardplan.vocabulary.place import Place, Places, PlaceVersion
from fardplan.vocabulary.text import Text

BY = PlaceColumn(column="focus", places="fokus", x="x", y="y", quarter="quarter")
YEARLY = BY.model_copy(update={"quarter": None})


def register(asked: PlaceColumn = BY) -> RegisterDefinition:
    def column(name: str, kind: str, **more: object) -> dict[str, object]:
        return {"name": name, "type": kind, **more}

    return RegisterDefinition.model_validate(
        {
            "key": "projekt",
            "name": {"sv": "Projekt"},
            "row": {"sv": "projekt"},
            "time": {"column": "year"},
            "area": {"column": "area"},
            "identity": ["project"],
            "columns": [
                column("project", "text"),
                column("year", "integer"),
                column("quarter", "integer", optional=True),
                column("area", "text"),
                column("x", "number", decimals=1, optional=True),
                column("y", "number", decimals=1, optional=True),
                column(
                    "focus", "text", optional=True, categories=[{"code": "kista", "name": {"sv": "Kista"}}]
                ),
            ],
            "places": [asked.model_dump()],
        }
    )


def square(area: str, left: int, side: int, since: date | None = None, until: date | None = None) -> Boundary:
    ring = ((left, 0), (left + side, 0), (left + side, side), (left, side), (left, 0))
    return Boundary(area=area, valid_from=since, valid_to=until, polygons=((ring,),), place=(left + 1, 1))


def places(outline: bool = True) -> Places:
    """Kista is 0–10 until the end of June 2020, and 0–20 after; the city 0–100."""
    versions = (
        PlaceVersion(
            boundary=square("kista", 0, 10, date(2018, 3, 23), date(2020, 6, 30)), source="Planen 2018"
        ),
        PlaceVersion(boundary=square("kista", 0, 20, date(2020, 7, 1)), source="Planen 2020"),
    )
    return Places(
        key="fokus",
        name=Text(sv="Fokusområden"),
        system="SWEREF 99 18 00",
        as_of=date(2021, 1, 1),
        source="Stadskartan",
        places=(Place(code="kista", name=Text(sv="Kista"), versions=versions),),
        outline=square("staden", 0, 100) if outline else None,
    )


Row = tuple[int | None, int | None, float | None, float | None]


def frame(*rows: Row) -> pl.DataFrame:
    schema = {"year": pl.Int16, "quarter": pl.Int16, "x": pl.Float64, "y": pl.Float64}
    return pl.DataFrame(list(rows), schema, orient="row")


def test_a_row_is_counted_in_the_borders_of_the_last_day_of_its_quarter() -> None:
    rows = frame(
        (2017, 4, 5.0, 5.0),  # before any plan
        (2018, 1, 5.0, 5.0),  # 31 March 2018: the plan has been in force eight days
        (2020, 2, 15.0, 5.0),  # 30 June: not in the borders of then
        (2020, 3, 15.0, 5.0),  # 30 September: in the new ones
        (2020, 2, 10.0, 10.0),  # on the corner
        (2021, 1, 500.0, 5.0),  # outside the city
        (2021, 1, 100.0, 100.0),  # on the border of the city
        (2021, 1, None, 5.0),
        (2021, 1, float("nan"), 5.0),
        (2021, 5, 5.0, 5.0),  # no such quarter
        (None, 1, 5.0, 5.0),
    )
    found, told = with_places(rows, register(), BY, places())
    kista = "kista"
    assert found["focus"].to_list() == [None, kista, None, kista, kista, *[None] * 6]
    assert told == Placing("focus", rows=11, placed=3, elsewhere=3, outside=1, unknown=4)
    assert found.drop("focus").equals(rows, null_equal=True)


def test_without_a_quarter_the_last_day_of_the_year_decides() -> None:
    rows = frame((2020, 1, 15.0, 5.0), (2019, 4, 15.0, 5.0))
    found, _ = with_places(rows, register(YEARLY), YEARLY, places())
    assert found["focus"].to_list() == ["kista", None]


def test_without_an_outline_nothing_is_outside() -> None:
    _, told = with_places(frame((2021, 1, 500.0, 5.0)), register(), BY, places(outline=False))
    assert told == Placing("focus", rows=1, placed=0, elsewhere=1, outside=0, unknown=0)


def test_a_register_without_rows_has_the_column_all_the_same() -> None:
    found, told = with_places(frame(), register(), BY, places())
    assert found.schema["focus"] == pl.String
    assert told == Placing("focus", 0, 0, 0, 0, 0)


number = st.none() | st.floats(-30, 130) | st.just(float("inf"))


@given(
    st.lists(st.tuples(st.none() | st.integers(2016, 2023), st.none() | st.integers(0, 5), number, number))
)
def test_every_row_lies_in_one_place_or_elsewhere_or_outside_or_nowhere_known(rows: list[Row]) -> None:
    found, told = with_places(frame(*rows), register(), BY, places())
    assert told.placed + told.elsewhere + told.outside + told.unknown == told.rows == len(rows)
    assert told.placed == len(rows) - found["focus"].null_count()


def test_a_count_uses_a_place_that_it_names_or_is_broken_down_by() -> None:
    def count(numerator: str, *breakdowns: str) -> CountDefinition:
        return CountDefinition.model_validate(
            {
                "register": "projekt",
                "population": "true",
                "measure": {"kind": "share", "numerator": numerator},
                "breakdowns": [{"columns": [name]} for name in breakdowns],
            }
        )

    assert places_of(count("not missing(focus)"), register()) == (BY,)
    assert places_of(count("quarter == 1", "focus"), register()) == (BY,)
    assert places_of(count("quarter == 1"), register()) == ()
