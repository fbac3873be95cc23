"""A city package as a whole: what loads, and how every contradiction is told with its file and line."""

import textwrap
from datetime import date
from pathlib import Path

import pytest

from fardplan.sources.city_models import City, FigureRow, Organisation, OrganisationKind, SteeringGoal
from fardplan.sources.city_package import (
    CityPackage,
    available_cities,
    load_city,
    load_city_folder,
)
from fardplan.sources.public_figures import observation
from fardplan.vocabulary.errors import InputError, NotFoundError
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
from fardplan.vocabulary.text import Text

FILES = {
    "city.yaml": """\
        key: lillkoping
        name: {sv: Lillköpings kommun}
        municipality_code: '9999'
        home_area: staden
        publisher: {sv: Lillköpings kommun}
        """,
    "areas.yaml": """\
        areas:
          - {code: staden, kind: city, versions: [{name: Lillköping}]}
          - code: norr
            kind: district
            versions: [{name: Norr, valid_from: 2010-01-01, valid_to: 2019-12-31}]
            part_of: [staden]
            successors: [nordost]
          - code: nordost
            kind: district
            versions: [{name: Nordost, valid_from: 2020-01-01}]
            part_of: [staden]
        divisions:
          - {code: tva, name: Två, areas: [norr, nordost]}
        """,
    "goals.yaml": """\
        goals:
          - {period: 2015–2018, key: hel, text: {sv: En hel stad}, source: budget 2015}
          - {period: 2015–2018, key: skola, parent: hel, text: {sv: Skola}, source: budget 2015}
        """,
    "organisations.yaml": """\
        organisations:
          - {key: norra, name: {sv: Norra nämnden}, kind: district_board, area: norr, source: budget,
             successors: [nya]}
          - {key: nya, name: {sv: Nya nämnden}, kind: district_board, area: nordost, source: budget}
        """,
    "roadmap.yaml": """\
        number: 1
        title: {sv: Väg}
        dated: '2018'
        drawn_up_by: Kansliet
        source: Beslut
        vision: {title: {sv: Syn}, year: 2040, source: Beslut}
        target_areas: [{key: skola, name: {sv: Skola}}]
        milestones:
          - key: betyg
            target_area: skola
            text: {sv: Fler klarar skolan}
            wanted: up
            indicator: {indicator: klarar, source: förslag}
            context: [elever]
            responsible:
              - {organisation: norra, source: budget}
        strategies: []
        """,
    "indicators/klarar.yaml": """\
        key: klarar
        name: {sv: Klarar skolan}
        definition: {sv: Andel}
        unit: {measure: share, label: {sv: procent}}
        polarity: up
        area: staden
        first: 2012
        rounded_to: 0.1
        error: {kind: register}
        retired: {last: 2019, replaced_by: elever, text: {sv: slut}}
        breaks:
          - {first: 2017, text: {sv: nytt}, areas: [norr]}
        sources: [{key: skolan, name: Betyg, publisher: Skolan, code: B1}]
        """,
    "indicators/elever.yaml": """\
        key: elever
        name: {sv: Elever}
        definition: {sv: Antal}
        unit: {measure: count, label: {sv: elever}}
        polarity: null
        area: staden
        rounded_to: 1
        error: {kind: register}
        sources: [{key: skolan, name: Antal, publisher: Skolan}]
        """,
    "figures.csv": """\
        indicator,area,group,period,value,status,base,lower,upper,source,origin,address,via,published,published_basis,licence,note
        klarar,staden,,2016,88.5,,200,86,91,skolan,official,https://skolan.se/b,Tidningen,2016-09-25,calendar,CC0,"två
        rader"
        klarar,staden,sex=K,2016,,suppressed,,,,skolan,official,https://skolan.se/b,,,loaded,,
        elever,norr,,2016,0,,,,,skolan,own_calculation,https://skolan.se/a,,2017-02-01,stated,,
        """,
}
HEADER = textwrap.dedent(FILES["figures.csv"]).splitlines()[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "indicators").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_is_a_city(folder: Path) -> None:
    package = load_city_folder(folder)
    assert (package.key, package.path, package.vision.year) == ("lillkoping", folder, 2040)
    assert package.city == City(
        key="lillkoping",
        name=Text(sv="Lillköpings kommun"),
        municipality_code="9999",
        home_area="staden",
        publisher=Text(sv="Lillköpings kommun"),
    )
    assert package.goals[1] == SteeringGoal(
        period="2015–2018", key="skola", parent="hel", text=Text(sv="Skola"), source="budget 2015"
    )
    assert package.organisation("nya") == Organisation(
        key="nya",
        name=Text(sv="Nya nämnden"),
        kind=OrganisationKind.DISTRICT_BOARD,
        area="nordost",
        source="budget",
    )
    assert [area.code for area in package.areas] == ["staden", "norr", "nordost"]
    assert [definition.key for definition in package.indicators] == ["elever", "klarar"]
    assert [division.code for division in package.divisions] == ["tva"]


def test_what_is_not_there_is_none(folder: Path) -> None:
    package = load_city_folder(folder)
    assert (package.area("x"), package.indicator("x"), package.organisation("x")) == (None, None, None)
    assert package.figures_of("x") == ()


def test_a_row_becomes_an_observation_that_its_source_has_published(folder: Path) -> None:
    package = load_city_folder(folder)
    loaded = date(2026, 11, 23)
    definitions = {item.key: item for item in package.indicators}
    assert tuple(observation(row, definitions[row.indicator], loaded) for row in package.figures) == (
        Observation(
            indicator="klarar",
            area="staden",
            period=Period.of_year(2016),
            value=88.5,
            lower=86,
            upper=91,
            base=200,
            note="två\nrader",
            provenance=Provenance(
                source="Skolan: Betyg (B1)",
                origin=Origin.OFFICIAL,
                loaded=loaded,
                published=date(2016, 9, 25),
                published_basis=PublishedBasis.CALENDAR,
                address="https://skolan.se/b",
                via="Tidningen",
                licence="CC0",
                clearance=Clearance.PUBLISHED_BY_SOURCE,
            ),
        ),
        Observation(
            indicator="klarar",
            area="staden",
            group=Group((("sex", "K"),)),
            period=Period.of_year(2016),
            value=None,
            status=Status.SUPPRESSED,
            provenance=Provenance(
                source="Skolan: Betyg (B1)",
                origin=Origin.OFFICIAL,
                loaded=loaded,
                published=loaded,
                published_basis=PublishedBasis.LOADED,
                address="https://skolan.se/b",
                clearance=Clearance.PUBLISHED_BY_SOURCE,
            ),
        ),
        Observation(
            indicator="elever",
            area="norr",
            period=Period.of_year(2016),
            value=0,
            provenance=Provenance(
                source="Skolan: Antal",
                origin=Origin.OWN_CALCULATION,
                loaded=loaded,
                published=date(2017, 2, 1),
                address="https://skolan.se/a",
                clearance=Clearance.PUBLISHED_BY_SOURCE,
            ),
        ),
    )


BROKEN = {
    "the home area is not there": (
        [("city.yaml", "staden", "stan")],
        ["city.yaml:4: there is no area 'stan'. There is: nordost, norr, staden. Did you mean 'staden'?"],
    ),
    "the districts are ordered by what is no indicator": (
        [("city.yaml", "home_area: staden", "home_area: staden\nstanding: elevr")],
        ["city.yaml:5: there is no indicator 'elevr'. There is: elever, klarar. Did you mean 'elever'?"],
    ),
    "the home area is no city": (
        [("city.yaml", "staden", "norr")],
        ["city.yaml:4: 'norr' is a district, not a city"],
    ),
    "an area in itself, a successor that is not there, a code twice": (
        [
            ("areas.yaml", "part_of: [staden]", "part_of: [norr]"),
            ("areas.yaml", "successors: [nordost]", "successors: [sydost]"),
            ("areas.yaml", "code: nordost", "code: norr"),
            ("areas.yaml", "areas: [norr, nordost]", "areas: [norr]"),
            ("organisations.yaml", "area: nordost", "area: norr"),
        ],
        [
            "areas.yaml:6: there is no other area 'norr'. There is: staden.",
            "areas.yaml:7: there is no other area 'sydost'. There is: staden.",
            "areas.yaml:8: 'norr' stands twice",
            "figures.csv:5: value: a zero for norr in 2016, when the area did not exist",
        ],
    ),
    "a division of areas that are not there": (
        [("areas.yaml", "areas: [norr, nordost]", "areas: [norr, nordväst]")],
        [
            "areas.yaml:13: there is no area 'nordväst'. There is: nordost, norr, staden. "
            "Did you mean 'nordost'?"
        ],
    ),
    "a goal under one of another period": (
        [("goals.yaml", "{period: 2015–2018, key: skola", "{period: 2019–2022, key: skola")],
        ["goals.yaml:3: there is no other goal of 2019–2022 'hel'. There is none."],
    ),
    "organisations": (
        [
            ("organisations.yaml", "area: norr", "area: nörr"),
            ("organisations.yaml", "successors: [nya]", "successors: [norra]"),
        ],
        [
            "organisations.yaml:2: there is no area 'nörr'. There is: nordost, norr, staden. "
            "Did you mean 'norr'?",
            "organisations.yaml:3: there is no other organisation 'norra'. There is: nya.",
        ],
    ),
    "an organisation that ends before it begins": (
        [
            (
                "organisations.yaml",
                "area: nordost",
                "area: nordost, valid_from: 2020-01-01, valid_to: 2019-01-01",
            )
        ],
        ["organisations.yaml:4: organisations[1]: 'nya' ends 2019-01-01 before it begins 2020-01-01"],
    ),
    "links of a milestone": (
        [
            ("roadmap.yaml", "indicator: klarar", "indicator: klara"),
            ("roadmap.yaml", "context: [elever]", "context: [elev]"),
        ],
        [
            "roadmap.yaml:13: there is no indicator 'klara'. There is: elever, klarar. "
            "Did you mean 'klarar'?",
            "roadmap.yaml:14: there is no indicator 'elev'. There is: elever, klarar. Did you mean 'elever'?",
        ],
    ),
    "an organisation that nobody knows": (
        [("roadmap.yaml", "organisation: norra", "organisation: sodra")],
        ["roadmap.yaml:16: there is no organisation 'sodra'. There is: norra, nya. Did you mean 'norra'?"],
    ),
    "links of an indicator": (
        [
            ("indicators/klarar.yaml", "area: staden", "area: stad"),
            ("indicators/klarar.yaml", "replaced_by: elever", "replaced_by: klarar"),
            ("indicators/klarar.yaml", "areas: [norr]", "areas: [norr, väst]"),
            (
                "indicators/klarar.yaml",
                "code: B1}]",
                "code: B1}, {key: skolan, name: Betyg, publisher: Skolan}]",
            ),
        ],
        [
            "indicators/klarar.yaml:6: there is no area 'stad'. There is: nordost, norr, staden. "
            "Did you mean 'staden'?",
            "indicators/klarar.yaml:10: there is no other indicator 'klarar'. There is: elever.",
            "indicators/klarar.yaml:12: there is no area 'väst'. There is: nordost, norr, staden.",
            "indicators/klarar.yaml:13: 'skolan' stands twice",
        ],
    ),
    "an indicator in a file of another name": (
        [("indicators/elever.yaml", "key: elever", "key: antal")],
        [
            "figures.csv:5: indicator: there is no indicator 'elever'. There is: antal, klarar.",
            "indicators/elever.yaml:1: the indicator 'antal' stands in a file of another name",
            "indicators/klarar.yaml:10: there is no other indicator 'elever'. There is: antal.",
            "roadmap.yaml:14: there is no indicator 'elever'. There is: antal, klarar.",
        ],
    ),
    "files that are missing": (
        [("city.yaml", "", ""), ("figures.csv", "", "")],
        ["city.yaml: there is no such file", "figures.csv: there is no such file"],
    ),
    "areas that cannot be read are no reason to doubt what refers to them": (
        [("areas.yaml", "kind: city", "kind: stad")],
        [
            "areas.yaml:2: areas[0].kind: 'stad' is given. "
            "There is: city, country, county, district, part, small."
        ],
    ),
    "what is not well formed hides nothing of the rest": (
        [
            ("indicators/elever.yaml", "polarity: null\n", ""),
            ("roadmap.yaml", "context: [elever]", "context: [elever, x]"),
            ("organisations.yaml", "kind: district_board", "kind: board_of_district"),
            ("figures.csv", "klarar,staden,,2016", "klarar,stan,,2016"),
        ],
        [
            "organisations.yaml:2: organisations[0].kind: 'board_of_district' is given. There is: board, "
            "company, council, district_board, executive, other.",
            "indicators/elever.yaml:1: polarity: the field is missing",
            "figures.csv:3: area: there is no area 'stan'. There is: nordost, norr, staden. "
            "Did you mean 'staden'?",
            "roadmap.yaml:14: there is no indicator 'x'. There is: elever, klarar.",
        ],
    ),
}


@pytest.mark.parametrize(("edits", "lines"), BROKEN.values(), ids=BROKEN.keys())
def test_every_contradiction_is_told_at_once(
    folder: Path, edits: list[tuple[str, str, str]], lines: list[str]
) -> None:
    for name, old, new in edits:
        if old or new:
            replace(folder, name, old, new)
        else:
            (folder / name).unlink()
    with pytest.raises(InputError) as caught:
        load_city_folder(folder)
    assert str(caught.value).splitlines() == [f"{folder}/{line}" for line in lines]


ROWS = {
    "nothing known": (
        "okänd,x,,2016,1,,,,,skolan,official,https://skolan.se,,2016-09-25,stated,,",
        [
            "indicator: 'okänd' is given. It should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
        ],
    ),
    "a source that the indicator does not have": (
        "klarar,staden,,2017,1,,,,,kolada,official,https://skolan.se,,2017-09-25,stated,,",
        ["source: there is no source of the indicator 'kolada'. There is: skolan. Did you mean 'skolan'?"],
    ),
    "outside what the unit can hold": (
        "klarar,staden,,2017,88,,,-1,101,skolan,official,https://skolan.se,,2017-09-25,stated,,",
        [
            "lower: -1 procent cannot be: it reaches from 0 to 100",
            "upper: 101 procent cannot be: it reaches from 0 to 100",
        ],
    ),
    "fewer than none": (
        "elever,staden,,2016,-1,,,,,skolan,official,https://skolan.se,,2016-09-25,stated,,",
        ["value: -1 elever cannot be: it reaches from 0 and up"],
    ),
    "a zero before the definition": (
        "klarar,staden,,2007,0,,,,,skolan,official,https://skolan.se,,2016-09-25,stated,,",
        ["period: a zero for 2007, before the definition's first period 2012"],
    ),
    "a figure before the definition": (
        "klarar,staden,,2007,1,,,,,skolan,official,https://skolan.se,,2016-09-25,stated,,",
        ["period: a figure for 2007, before the definition's first period 2012"],
    ),
    "after the last of a retired indicator": (
        "klarar,staden,,2020,1,,,,,skolan,official,https://skolan.se,,2020-09-25,stated,,",
        ["period: 2020 is after the indicator's last period 2019"],
    ),
    "a zero where there was no area yet": (
        "elever,nordost,,2019,0,,,,,skolan,official,https://skolan.se,,2020-02-01,stated,,",
        ["value: a zero for nordost in 2019, when the area did not exist"],
    ),
    "a figure recalculated to a later area": (
        "elever,nordost,,2019,700,,,,,skolan,official,https://skolan.se,,2020-02-01,stated,,",
        [],
    ),
    "a cell that is filled": (
        "elever,norr,,2016,7,,,,,skolan,official,https://skolan.se,,2020-02-01,stated,,",
        ["the same cell as on line 5: elever, norr, 2016"],
    ),
    "published before it began": (
        "elever,staden,,2016,7,,,,,skolan,official,https://skolan.se,,2015-12-31,stated,,",
        ["it was published 2015-12-31, before the period 2016 began"],
    ),
    "a day without a basis, and a basis without a day": (
        "elever,staden,,2016,7,,,,,skolan,official,https://skolan.se,,,stated,,",
        [
            "the day of publication None and its basis 'stated' contradict each other: a day is left out "
            "exactly when the basis is 'loaded'"
        ],
    ),
    "a value that the status denies": (
        "elever,staden,,2016,7,suppressed,,,,skolan,official,https://skolan.se,,2017-02-01,stated,,",
        ["the status 'suppressed' and the value 7.0 contradict each other"],
    ),
    "outside its own interval": (
        "elever,staden,,2016,7,,,8,9,skolan,official,https://skolan.se,,2017-02-01,stated,,",
        ["the value 7.0 lies outside its interval 8.0 to 9.0"],
    ),
    "cells that cannot be read": (
        "elever,staden,kön K,i fjol,sju,ok,-1,,,skolan,simulated,skolan.se,,igår,loaded,,",
        [
            "group: 'kön K' is not a group. Write for example sex=K;provider=municipal, or nothing.",
            "period: 'i fjol' is not a period. Write a year (2018), school year (2017/18), term (2018-VT, "
            "2018-HT) or month (2018-09).",
            "value: 'sju' is given; it should be a number",
            "status: 'ok' is given. There is: missing, not_applicable, preliminary, rounded, suppressed, "
            "value.",
            "base: '-1' is given. It should be greater than or equal to 0",
            "origin: 'simulated' is given. There is: official, own_calculation.",
            "address: 'skolan.se' is given. It should match pattern '^https?://[^\\s<>\\\"]+$'",
            "published: 'igår' is given; it should be a date such as 2018-06-14",
        ],
    ),
    "no address": (
        "elever,staden,,2016,7,,,,,skolan,official,,,2017-02-01,stated,,",
        ["address: nothing is given; it should be text"],
    ),
    "too few cells": ("elever,staden", ["the row has 2 cells, the header 17"]),
    "broken quotes": ('"elever"x,staden', ["this is not CSV: ',' expected after '\"'"]),
    "an empty line": ("", []),
}


@pytest.mark.parametrize(("row", "faults"), ROWS.values(), ids=ROWS.keys())
def test_every_bad_row_is_told_with_its_line(folder: Path, row: str, faults: list[str]) -> None:
    file = folder / "figures.csv"
    file.write_text(file.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    told: list[str] = []
    try:
        load_city_folder(folder)
    except InputError as error:
        told = str(error).splitlines()
    assert told == [f"{file}:6: {fault}" for fault in faults]


def test_wrong_columns_are_told(folder: Path) -> None:
    file = folder / "figures.csv"
    file.write_text(HEADER.replace("area", "areas") + ",note\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_city_folder(folder)
    assert str(caught.value) == (
        f"{file}:1: the columns are wrong, unknown: areas; missing: area; twice: note. There is: "
        f"{', '.join(sorted(FigureRow.model_fields))}."
    )


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        load_city_folder(tmp_path / "x")
    assert str(caught.value) == f"{tmp_path}/x: there is no such folder"


def test_a_city_that_is_not_there_is_told() -> None:
    with pytest.raises(NotFoundError) as caught:
        load_city("stockolm")
    assert str(caught.value) == (
        "there is no city package 'stockolm'\nThere is: stockholm. Did you mean 'stockholm'?"
    )


def test_every_packaged_city_loads_under_its_own_key() -> None:
    packages: list[CityPackage] = [load_city(key) for key in available_cities()]
    assert tuple(package.key for package in packages) == available_cities()
