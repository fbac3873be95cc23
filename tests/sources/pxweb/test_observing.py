"""Cells of a table as observations, and what gives them no meaning."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from fardplan.indicators.asked import PxWebAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.pxweb.cube import Cube, Dimension, Role
from fardplan.sources.pxweb.observing import ForIndicator, areas_of, observations_of
from fardplan.vocabulary.errors import SourceError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period

LOADED = date(2026, 11, 28)
ASKED: dict[str, Any] = {
    "address": "https://example.org/api/v2",
    "table": "TAB1",
    "select": {"Region": ["0180", "00"], "Kon": ["1", "1+2"], "ContentsCode": ["BE1"], "Tid": ["*"]},
    "time": "Tid",
    "area": "Region",
    "areas": {"00": "0000"},
    "groups": {"Kon": {"1": "sex=M", "1+2": ""}},
}
OF_TIME: dict[str, Any] = {
    "select": {"Tid": ["*"]},
    "area": None,
    "of_area": "0180",
    "groups": {},
    "areas": {},
}
CUBE = Cube(
    (
        Dimension("Region", "region", ("0180", "00"), ("Stockholm", "Riket"), Role.GEO),
        Dimension("Kon", "kön", ("1", "1+2"), ("män", "totalt")),
        Dimension("ContentsCode", "innehåll", ("BE1",), ("Arbetslösa",), Role.METRIC),
        Dimension("Tid", "år", ("2021", "2022"), ("2021", "2022"), Role.TIME),
    ),
    np.array([5.5, 6, 5, np.nan, 7, 7.5, 0, 6.5]),
    {3: "..", 7: "p"},
    updated="2023-03-15T07:00:00Z",
)


def wanted(asked: dict[str, Any] | None = None, **definition: Any) -> ForIndicator:
    told = {
        "key": "arbetslosa",
        "name": {"sv": "Arbetslösa"},
        "definition": {"sv": "Andel"},
        "unit": {"measure": "share", "label": {"sv": "procent"}},
        "polarity": "down",
        "area": "0180",
        "rounded_to": 0.1,
        "error": {"kind": "register"},
        "sources": [{"key": "scb", "name": "Arbetslösa", "publisher": "SCB"}],
        "words": ["arbetslös"],
    }
    return ForIndicator(
        IndicatorDefinition.model_validate(told | definition),
        PxWebAsked.model_validate(ASKED | (asked or {})),
        "SCB: Arbetslösa",
        "https://example.org/tabell",
        "CC0",
        {"0180", "0000", "0180R001_RegSO2025"},
    )


def told(cube: Cube, of: ForIndicator) -> list[tuple[str, str, str, float | None, str]]:
    found, _ = observations_of(cube, of, LOADED)
    return [(one.area, str(one.group), str(one.period), one.value, one.status.value) for one in found]


def test_every_cell_is_an_observation_with_where_it_comes_from() -> None:
    found, early = observations_of(CUBE, wanted(), LOADED)
    assert early == 0
    assert [(o.area, str(o.group), str(o.period), o.value, o.status.value, o.note) for o in found] == [
        ("0180", "sex=M", "2021", 5.5, "value", None),
        ("0180", "sex=M", "2022", 6.0, "value", None),
        ("0180", "", "2021", 5.0, "value", None),
        ("0180", "", "2022", None, "missing", ".."),
        ("0000", "sex=M", "2021", 7.0, "value", None),
        ("0000", "sex=M", "2022", 7.5, "value", None),
        ("0000", "", "2021", 0.0, "value", None),
        ("0000", "", "2022", 6.5, "value", "p"),
    ]
    assert found[0] == Observation(
        indicator="arbetslosa",
        area="0180",
        period=Period.of_year(2021),
        value=5.5,
        group=Group((("sex", "M"),)),
        provenance=Provenance(
            source="SCB: Arbetslösa",
            origin=Origin.OFFICIAL,
            loaded=LOADED,
            published=date(2023, 3, 15),
            published_basis=PublishedBasis.NO_LATER_THAN,
            address="https://example.org/tabell",
            licence="CC0",
            clearance=Clearance.PUBLISHED_BY_SOURCE,
        ),
    )
    assert areas_of(CUBE, wanted().asked) == ("0180", "0000")


def test_signs_mean_what_the_definition_says() -> None:
    signs = {"..": "suppressed", "p": "preliminary"}
    assert [one[3:] for one in told(CUBE, wanted({"signs": signs}))][3::4] == [
        (None, Status.SUPPRESSED.value),
        (6.5, Status.PRELIMINARY.value),
    ]
    nothing = replace(CUBE, marks={3: "-"})
    assert told(nothing, wanted())[3][3:] == (None, "missing")
    assert told(nothing, wanted({"signs": {"-": "zero"}}))[3][3:] == (0.0, "value")
    assert told(replace(CUBE, marks={3: "."}), wanted())[3][3:] == (None, "not_applicable")


@pytest.mark.parametrize(
    ("published", "updated", "days"),
    [
        (None, "2023-03-15", [("2023-03-15", "no_later_than")] * 2),
        (None, None, [("2026-11-28", "loaded")] * 2),
        (None, "2027-01-01", [("2026-11-28", "no_later_than")] * 2),
        (
            {"month": 2, "day": 20, "years_after": 1},
            "2023-03-15",
            [("2022-02-20", "calendar"), ("2023-02-20", "calendar")],
        ),
        (
            {"month": 4, "day": 1, "years_after": 1},
            "2023-03-15",
            [("2022-04-01", "calendar"), ("2023-03-15", "no_later_than")],
        ),
        (
            {"month": 4, "day": 1, "years_after": 1},
            None,
            [("2022-04-01", "calendar"), ("2023-04-01", "calendar")],
        ),
    ],
)
def test_the_day_of_publication(published: object, updated: str | None, days: list[tuple[str, str]]) -> None:
    found, _ = observations_of(replace(CUBE, updated=updated), wanted({"published": published}), LOADED)
    assert [(str(o.provenance.published), o.provenance.published_basis.value) for o in found[:2]] == days


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2019", "2019"),
        ("2019M05", "2019-05"),
        ("2018/19", "2018/19"),
        ("2018/2019", "2018/19"),
        ("2017-2018", "2017/18"),
    ],
)
def test_periods_as_sources_write_them(code: str, period: str) -> None:
    assert told(
        of_one_time(code), wanted({"select": {"Tid": ["*"]}, "area": None, "of_area": "0180"} | NO_GROUPS)
    ) == [("0180", "", period, 1.0, "value")]


NO_GROUPS: dict[str, Any] = {"groups": {}, "areas": {}}


def of_one_time(code: str) -> Cube:
    return Cube((Dimension("Tid", "tid", (code,), (code,), Role.TIME),), np.array([1.0]))


def test_figures_before_the_series_begins_are_counted_and_left_out() -> None:
    found, early = observations_of(CUBE, wanted(first="2022"), LOADED)
    assert ([str(one.period) for one in found], early) == (["2022"] * 4, 4)


def test_an_area_has_no_figures_before_its_division() -> None:
    codes = ("0180R001_RegSO2025",)
    cube = Cube(
        (
            Dimension("Region", "region", codes, codes, Role.GEO),
            Dimension("Tid", "år", ("2022", "2023", "2024"), ("2022", "2023", "2024"), Role.TIME),
        ),
        np.array([0.0, 0, 0]),
    )
    asked = {"select": {"Region": ["*"], "Tid": ["*"]}, "areas_since": 2024, "groups": {}}
    assert told(cube, wanted(asked)) == [("0180R001_RegSO2025", "", "2024", 0.0, "value")]


@pytest.mark.parametrize(
    ("cube", "asked", "what"),
    [
        (
            CUBE,
            {"areas": {}},
            "the table has the area '00', which is none here\n"
            "Say in 'areas' what it is called here, or ask for fewer.",
        ),
        (
            CUBE,
            {"groups": {}},
            "2 codes of variable 'Kon' are asked for, and nothing says what each of them is here\n"
            "Ask for one of them, or say in 'groups' which group each is about.",
        ),
        (
            CUBE,
            {"groups": {"Kon": {"1": "sex=M"}}},
            "'groups' says nothing of code '1+2' of variable 'Kon'\nIt tells of: 1.",
        ),
        (
            CUBE,
            {"groups": {"Kon": {"1": "", "1+2": ""}}},
            "two cells of the table are one figure: arbetslosa, 0180, 2021",
        ),
        (
            CUBE,
            {"groups": {"Kon": {"1": "sex=M", "1+2": ""}, "ContentsCode": {"BE1": "sex=K"}}},
            "the group (('sex', 'M'), ('sex', 'K')) names one dimension twice",
        ),
        (
            of_one_time("2019K1"),
            OF_TIME,
            "'2019K1' of variable 'Tid' is no period here\n"
            "Write a year (2018), school year (2017/18), term (2018-VT, 2018-HT) or month (2018-09).",
        ),
        (
            of_one_time("2017-2019"),
            OF_TIME,
            "'2017-2019' of variable 'Tid' is no period here\n"
            "A school year spans two years in a row: 2017/18.",
        ),
        (
            of_one_time("2019"),
            OF_TIME | {"select": {"tid": ["*"]}, "time": "tid"},
            "the table was not told by a variable 'tid'\nThere is: Tid. Did you mean 'Tid'?",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(cube: Cube, asked: dict[str, Any], what: str) -> None:
    with pytest.raises(SourceError) as error:
        observations_of(cube, wanted(asked), LOADED)
    assert str(error.value) == (
        f"TAB1, for arbetslosa: {what}\nFigures that were loaded before are as they were."
    )
