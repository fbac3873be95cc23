"""The Stockholm package: its spelling, its links and its figures, against the reference data."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fardplan.indicators.definition import IndicatorDefinition, RegisterError, SurveyError
from fardplan.roadmap.version import Force, Strength
from fardplan.sources.city_models import FigureRow, OrganisationKind
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.sources.public_figures import observation
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Origin, PublishedBasis
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

TEN_MOST_POPULOUS = ("0180", "1480", "1280", "0380", "0580", "1980", "1880", "1283", "0581", "0680")


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def seed(reference_data: Path) -> dict[str, Any]:
    text = (reference_data / "data/stockholm_governance/fardplan_2018_seed.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def table(reference_data: Path, name: str) -> list[dict[str, str]]:
    with (reference_data / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(city: CityPackage, indicator: str) -> dict[tuple[str, str, str], float | None]:
    return {(row.area, row.group, str(row.period)): row.value for row in city.figures_of(indicator)}


def code(city: CityPackage, name: str) -> str:
    if name in ("Hela staden", "Stockholm"):
        return city.city.home_area
    return next(area.code for area in city.areas if area.name == name)


def test_counts(city: CityPackage) -> None:
    roadmap = city.roadmap
    assert (
        len(roadmap.decision_points),
        len(roadmap.target_areas),
        len(roadmap.milestones),
        len(roadmap.strategies),
    ) == (4, 4, 6, 23)
    assert [len(roadmap.strategies_of(area.key)) for area in roadmap.target_areas] == [6, 6, 5, 6]


def test_the_roadmap_is_proposed_and_nothing_undecided_is_filled_in(city: CityPackage) -> None:
    roadmap = city.roadmap
    assert (roadmap.number, roadmap.dnr, roadmap.dated, roadmap.horizon, roadmap.decision) == (
        1,
        "KS 2018/911",
        "2018",
        (2025, 2030),
        None,
    )
    assert roadmap.known_from == date(2018, 12, 31)
    assert [(item.level, item.year, item.baseline, item.responsible) for item in roadmap.milestones] == [
        (None, None, None, ())
    ] * 6


def test_milestones(city: CityPackage) -> None:
    assert [
        (item.key, item.wanted, item.strength, item.indicator and item.indicator.indicator, item.context)
        for item in city.roadmap.milestones
    ] == [
        (
            "behorighet",
            Direction.UP,
            Strength.ANY,
            "behorighet-kommunala-skolor",
            (
                "behorighet-hemkommun",
                "behorighet-skolor-i-staden",
                "behorighet-lageskommun",
                "behorighet-exkl-nyinvandrade",
                "behorighet-skolfilen",
                "behorighet-kommunala-skolor-egen",
                "behorighet-hemkommun-egen",
                "behorighet-skolor-i-staden-egen",
                "behorighet-exkl-nyinvandrade-egen",
            ),
        ),
        (
            "uvas",
            Direction.DOWN,
            Strength.CLEAR,
            "uvas-17-24",
            (
                "uvas-16-24",
                "uvas-16-29",
                "uvas-16-24-egen",
                "uvas-17-24-egen",
                "uvas-16-29-egen",
                "ekonomiskt-bistand-18-24",
                "ekonomiskt-bistand",
                "oppet-arbetslosa",
                "forvarvsfrekvens",
                "disponibel-inkomst",
            ),
        ),
        (
            "bostadsbyggande",
            Direction.UP,
            Strength.ANY,
            "bostadsbyggande-fokusomraden",
            (
                "paborjade-bostader",
                "bostadsbyggande-fokusomraden-egen",
                "fokusomraden-planstart-egen",
                "fokusomraden-antagna-egen",
                "fokusomraden-fardiga-egen",
                "paborjade-bostader-egen",
            ),
        ),
        (
            "arbetsplatser",
            Direction.UP,
            Strength.ANY,
            "dagbefolkning",
            (
                "dagbefolkning-andel-ytterstaden",
                "dagbefolkning-egen",
                "dagbefolkning-andel-ytterstaden-egen",
                "arbetsstallen-egen",
                "jobb-per-sysselsatt-egen",
                "nattbefolkning-egen",
            ),
        ),
        (
            "trygghet",
            Direction.DOWN,
            Strength.ANY,
            "otrygga-bostadsomrade",
            (
                "orolig-for-brott",
                "trygg-utomhus-morkt",
                "trygg-utomhus-ljust",
                "otrygghet-sen-kvall-ntu",
                "otrygga-bostadsomrade-egen",
                "otrygga-eller-gar-inte-ut-egen",
                "gar-inte-ut-egen",
            ),
        ),
        (
            "fortroende",
            Direction.DOWN,
            Strength.ANY,
            "lagt-fortroende-stadsdelsnamnd",
            (
                "fortroende-kommunens-politiker",
                "lagt-fortroende-stadsdelsnamnd-egen",
                "ingen-asikt-stadsdelsnamnd-egen",
            ),
        ),
    ]


def test_milestones_are_tied_only_where_the_document_ties_them(city: CityPackage) -> None:
    ties = {item.key: [link.milestone for link in item.related] for item in city.roadmap.milestones}
    assert ties == {
        "behorighet": [],
        "uvas": ["behorighet"],
        "bostadsbyggande": ["arbetsplatser"],
        "arbetsplatser": [],
        "trygghet": [],
        "fortroende": [],
    }


def test_what_would_be_needed_is_told_exactly_where_no_figures_are_known(city: CityPackage) -> None:
    without = [
        item.key
        for item in city.roadmap.milestones
        if item.indicator and not city.figures_of(item.indicator.indicator)
    ]
    assert without == ["bostadsbyggande", "fortroende"]
    assert [item.key for item in city.roadmap.milestones if item.needed] == without


def test_decision_points(city: CityPackage) -> None:
    assert [(point.number, point.addressee, point.force) for point in city.roadmap.decision_points] == [
        (1, None, Force.APPROVED),
        (2, "Kommunstyrelsen", Force.SHALL),
        (3, "Samtliga nämnder", Force.SHALL),
        (4, "Stockholms Stadshus AB", Force.URGED),
    ]


def test_spelling_of_areas_milestones_and_strategies(city: CityPackage, seed: dict[str, Any]) -> None:
    roadmap = city.roadmap
    names = {area.key: area.name.sv for area in roadmap.target_areas}
    assert list(names.values()) == seed["malomraden"]
    assert [
        {"malomrade": names[item.target_area], "text": item.text.sv, "direction": item.wanted}
        for item in roadmap.milestones
    ] == [{name: item[name] for name in ("malomrade", "text", "direction")} for item in seed["etappmal"]]
    assert {
        names[key]: [item.text.sv for item in sorted(roadmap.strategies_of(key), key=lambda s: s.number)]
        for key in names
    } == seed["strategier"]


def test_spelling_of_the_steering_goals(city: CityPackage, seed: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for goal in city.goals:
        if goal.parent is None:
            found.setdefault(goal.period.replace("–", "-"), []).append(goal.text.sv)
    wanted = {
        period: [goal if isinstance(goal, str) else goal["text"] for goal in goals]
        for period, goals in seed["inriktningsmal"].items()
    }
    assert found == {
        period: [goal.replace(" ...", " …") for goal in goals] for period, goals in wanted.items()
    }
    assert [goal.text.sv for goal in city.goals if goal.parent == "en-modern-storstad"] == seed[
        "inriktningsmal"
    ]["2019-2022"][0]["verksamhetsomradesmal"]


def _texts(item: object) -> Iterator[Text]:
    if isinstance(item, Text):
        yield item
    elif isinstance(item, Frozen):
        for name in type(item).model_fields:
            yield from _texts(getattr(item, name))
    elif isinstance(item, tuple):
        for part in item:
            yield from _texts(part)


def test_every_text_is_translated_and_tidy(city: CityPackage) -> None:
    texts = [
        text
        for part in (city.city, city.roadmap, city.goals, city.organisations, city.indicators)
        for text in _texts(part)
    ]
    assert len(texts) > 200
    assert [text for text in texts if not text.en] == []
    untidy = [text for text in texts for said in (text.sv, text.en or "") if said != " ".join(said.split())]
    assert untidy == []


def test_divisions_hold_14_13_and_11_districts(city: CityPackage) -> None:
    assert {division.code: len(division.areas) for division in city.divisions} == {
        "sdo14": 14,
        "sdo13": 13,
        "sdo11": 11,
        "delar": 3,
        "inre-yttre": 2,
    }
    for division in city.divisions[:3]:
        middle = division.valid_from or date.min
        there = {area.code for area in city.areas if area.kind is AreaKind.DISTRICT and area.on(middle)}
        assert set(division.areas) == there


def test_every_district_lies_in_one_part_and_parts_make_inner_and_outer_city(city: CityPackage) -> None:
    delar = next(item for item in city.divisions if item.code == "delar")
    for area in city.areas:
        if area.kind is AreaKind.DISTRICT:
            parts = [part for part in area.part_of if part in delar.areas]
            outer = "ytterstaden" in area.part_of
            assert (len(parts), outer) == (1, parts[0] != "inre-staden")


def test_districts_follow_the_boards(city: CityPackage, reference_data: Path) -> None:
    boards = table(reference_data, "stockholm_governance/stadsdelsnamnder_versions.csv")
    organisations = {item.name.sv: item for item in city.organisations}
    for board in boards:
        organisation = organisations[board["board"]]
        area = city.area(organisation.area or "")
        assert area is not None
        assert organisation.kind is OrganisationKind.DISTRICT_BOARD
        assert {
            "area": area.name,
            "valid_from": str(organisation.valid_from),
            "valid_to": str(organisation.valid_to or ""),
            "successor": "".join(city.area(code).name for code in area.successors if city.area(code)),  # type: ignore[union-attr]
            "begins": str(area.versions[0].valid_from),
            "ends": str(area.versions[-1].valid_to or ""),
        } == {
            "area": board["area"],
            "valid_from": board["valid_from"],
            "valid_to": board["valid_to"],
            "successor": board["successor"],
            "begins": board["valid_from"],
            "ends": board["valid_to"],
        }
        assert code(city, board["part"]) in area.part_of


def test_boards_and_companies_are_those_of_the_list(city: CityPackage, reference_data: Path) -> None:
    listed = table(reference_data, "stockholm_governance/namnder_bolag_2015.csv")
    ours = {item.name.sv: item for item in city.organisations if item.listed == "2015"}
    assert set(ours) == {row["name"].split(" (senare")[0].split(" (kultur")[0] for row in listed}
    assert {(item.valid_from, item.valid_to) for item in ours.values()} == {(None, None)}
    assert Counter(item.kind for item in ours.values()) == {
        OrganisationKind.BOARD: 16,
        OrganisationKind.EXECUTIVE: 1,
        OrganisationKind.COMPANY: 16,
        OrganisationKind.OTHER: 4,
    }


def test_every_figure_may_be_published(city: CityPackage) -> None:
    loaded = date(2026, 11, 23)
    observations = tuple(observation(row, defined(city, row.indicator), loaded) for row in city.figures)
    assert len(Cleared(observations)) == len(city.figures) == 305
    assert {row.published_basis for row in city.figures} == {
        PublishedBasis.STATED,
        PublishedBasis.CALENDAR,
        PublishedBasis.NO_LATER_THAN,
    }


SERIES = {
    "behorighet-hemkommun": "behöriga till yrkesprogram, elever i åk 9, hemkommun (N15428)",
    "behorighet-kommunala-skolor": "behöriga till yrkesprogram, kommunala skolor (N15436)",
    "uvas-17-24": "NEET 17-24",
    "uvas-16-29": "UVAS 16-29 år",
    "otrygga-bostadsomrade": "otrygg ute ensam sent i eget område (trygghetsmätningen)",
    "orolig-for-brott": "ofta orolig för brott (trygghetsmätningen)",
    "oppet-arbetslosa": "öppet arbetslösa okt",
    "forvarvsfrekvens": "förvärvsfrekvens 20-64",
}
MONTH = {"oppet-arbetslosa": "-10"}
NOT_DISTRICTS = {"Norra Rinkeby", "Äppelviken"}


@pytest.mark.parametrize(("indicator", "name"), SERIES.items())
def test_figures_are_those_of_the_reference_series(
    city: CityPackage, reference_data: Path, indicator: str, name: str
) -> None:
    rows = table(reference_data, "stockholm_sdo_tables/series_and_single_values.csv")
    wanted = {
        (code(city, row["area"]), "", row["year"] + MONTH.get(indicator, "")): float(row["value"])
        for row in rows
        if row["indicator"] == name and row["unit"] == "%" and row["area"] not in NOT_DISTRICTS
    }
    ours = {cell: value for cell, value in values(city, indicator).items() if not cell[1]}
    assert ours == wanted


def test_eligibility_by_sex_is_that_of_the_panel(city: CityPackage, reference_data: Path) -> None:
    panel = table(reference_data, "kolada_panel_290_2016_2019/kolada_panel_long.csv")
    wanted = {
        ("0180", "" if row["gender"] == "T" else f"sex={row['gender']}", row["year"]): float(row["value"])
        for row in panel
        if row["kpi"] == "N15436" and row["municipality_id"] == "0180"
    }
    assert values(city, "behorighet-kommunala-skolor") == wanted


def test_the_stated_movement_is_that_of_the_ten_most_populous_municipalities(
    city: CityPackage, reference_data: Path
) -> None:
    panel = table(reference_data, "kolada_panel_290_2016_2019/kolada_panel_long.csv")
    years = np.array([2017.0, 2018.0, 2019.0])
    squares = 0.0
    for municipality in TEN_MOST_POPULOUS:
        series = {
            row["year"]: float(row["value"])
            for row in panel
            if row["kpi"] == "N15436" and row["gender"] == "T" and row["municipality_id"] == municipality
        }
        shares = np.array([series[f"{year:.0f}"] for year in years])
        line = np.polyval(np.polyfit(years - 2018, shares, 1), years - 2018)
        squares += float(((shares - line) ** 2).sum())
    df = len(TEN_MOST_POPULOUS) * (len(years) - 2)
    error = defined(city, "behorighet-kommunala-skolor").error
    assert isinstance(error, RegisterError)
    assert error.movement is not None
    assert (error.movement.sd, error.movement.df) == (round((squares / df) ** 0.5, 2), df)


def test_school_results_by_provider_and_sex(city: CityPackage) -> None:
    rows = city.figures_of("behorighet-skolor-i-staden")
    assert {(row.group, str(row.period)): (row.value, row.base) for row in rows} == {
        ("", "2017/18"): (88.8, 9457),
        ("sex=K", "2017/18"): (90.2, None),
        ("sex=M", "2017/18"): (87.5, None),
        ("provider=municipal", "2017/18"): (86.9, 5791),
        ("provider=municipal;sex=K", "2017/18"): (88.2, None),
        ("provider=municipal;sex=M", "2017/18"): (85.6, None),
        ("provider=independent", "2017/18"): (92.0, 3666),
    }
    assert 5791 + 3666 == 9457
    assert abs((86.9 * 5791 + 92.0 * 3666) / 9457 - 88.8) < 0.1


def test_young_people_16_24_are_the_country_alone_and_without_the_zero(city: CityPackage) -> None:
    assert values(city, "uvas-16-24") == {
        ("0000", "", "2008"): 7.31,
        ("0000", "", "2012"): 7.52,
        ("0000", "", "2016"): 7.55,
        ("0000", "", "2017"): 6.78,
        ("0000", "", "2018"): 6.53,
    }


def test_day_population_is_that_of_the_table(city: CityPackage, reference_data: Path) -> None:
    rows = table(reference_data, "stockholm_sdo_tables/b014_dag_nattbefolkning_2015_2016.csv")
    wanted = {(code(city, row["area"]), "", row["year"]): float(row["day_population"]) for row in rows}
    ours = values(city, "dagbefolkning")
    assert {cell: value for cell, value in ours.items() if cell[0] != "ytterstaden"} == wanted


def test_identities_of_the_day_population(city: CityPackage) -> None:
    rows = {(row.area, str(row.period)): row for row in city.figures_of("dagbefolkning")}
    whole, unplaced = city.city.home_area, {"2015": 0.0, "2016": 21_146.0}
    for year in ("2015", "2016"):
        number = {area: row.value or 0 for (area, period), row in rows.items() if period == year}
        for part in ("vasterort", "inre-staden", "soderort"):
            districts = [area.code for area in city.areas if part in area.part_of and area.code in number]
            assert sum(number[district] for district in districts) == number[part]
        assert number["ytterstaden"] == number["vasterort"] + number["soderort"]
        placed = number["ytterstaden"] + number["inre-staden"]
        assert number[whole] - placed == unplaced[year]
        share = next(
            row for row in city.figures_of("dagbefolkning-andel-ytterstaden") if str(row.period) == year
        )
        assert share.value == round(100 * number["ytterstaden"] / placed, 1)
        assert (rows["ytterstaden", year].origin, share.origin) == (Origin.OWN_CALCULATION,) * 2
    assert [rows["ytterstaden", year].value for year in ("2015", "2016")] == [222_782, 222_249]
    assert [row.value for row in city.figures_of("dagbefolkning-andel-ytterstaden")] == [34.8, 34.0]


@pytest.mark.parametrize(
    ("indicator", "name", "column"),
    [
        ("ekonomiskt-bistand", "b020_ekonomiskt_bistand_2015_2017", "share_pct"),
        ("ekonomiskt-bistand-antal", "b020_ekonomiskt_bistand_2015_2017", "persons"),
        ("ekonomiskt-bistand-18-24", "b021_bistand_18_24_2017", "share_pct"),
        ("ekonomiskt-bistand-18-24-antal", "b021_bistand_18_24_2017", "persons"),
        ("disponibel-inkomst", "b031_disponibel_inkomst_hushall_2016", "mean_tkr"),
    ],
)
def test_figures_by_district_are_those_of_the_tables(
    city: CityPackage, reference_data: Path, indicator: str, name: str, column: str
) -> None:
    rows = table(reference_data, f"stockholm_sdo_tables/{name}.csv")
    wanted = {(code(city, row["area"]), "", row["year"]): float(row[column]) for row in rows}
    assert values(city, indicator) == wanted
    districts = next(item.areas for item in city.divisions if item.code == "sdo14")
    assert {area for area, _, _ in wanted} >= set(districts)


def test_nobody_is_said_to_stand_behind_a_share_whose_table_does_not_say(city: CityPackage) -> None:
    keys = ("ekonomiskt-bistand", "ekonomiskt-bistand-18-24", "oppet-arbetslosa", "forvarvsfrekvens")
    assert {row.base for key in keys for row in city.figures_of(key)} == {None}


def test_the_numbers_that_the_doubts_state_are_those_of_the_tables(city: CityPackage) -> None:
    """How many are assigned to no district, as the traps of the two indicators say."""
    districts = next(item.areas for item in city.divisions if item.code == "sdo14")
    left = {}
    for key, years in (
        ("ekonomiskt-bistand-antal", (2015, 2016, 2017)),
        ("ekonomiskt-bistand-18-24-antal", (2017,)),
    ):
        found = values(city, key)
        for year in years:
            placed = sum(found[area, "", str(year)] or 0 for area in districts)
            left[key, year] = (found["0180", "", str(year)] or 0) - placed
    assert list(left.values()) == [990, 2332, 5304, 637]


def test_the_districts_are_ordered_by_an_indicator_that_has_them_all(city: CityPackage) -> None:
    assert city.city.standing == "ekonomiskt-bistand"
    assert defined(city, city.city.standing).polarity is Direction.DOWN


def test_own_calculations_say_how(city: CityPackage) -> None:
    own = [row for row in city.figures if row.origin is Origin.OWN_CALCULATION]
    assert [(row.indicator, str(row.period), row.note) for row in own] == [
        ("dagbefolkning", "2015", "Västerort 94 965 + Söderort 127 817"),
        ("dagbefolkning", "2016", "Västerort 96 958 + Söderort 125 291"),
        (
            "dagbefolkning-andel-ytterstaden",
            "2015",
            "222 782 av 640 831; 0 personer är inte placerade i något område",
        ),
        (
            "dagbefolkning-andel-ytterstaden",
            "2016",
            "222 249 av 654 393; 21 146 personer är inte placerade i något område",
        ),
    ]


def test_dwellings_started_are_those_of_the_table_and_sum_to_the_city(
    city: CityPackage, reference_data: Path
) -> None:
    rows = table(reference_data, "stockholm_sdo_tables/b105_b109_b209_b085_bostader.csv")
    wanted = {
        (code(city, row["area"]), "", row["year"]): float(row["value"])
        for row in rows
        if row["table"] == "b105"
    }
    ours = values(city, "paborjade-bostader")
    assert ours == wanted
    for year in range(2013, 2018):
        parts = [ours[part, "", str(year)] or 0 for part in ("inre-staden", "soderort", "vasterort")]
        assert sum(parts) == ours["0180", "", str(year)]


def test_what_was_known_at_the_end_of_2018(city: CityPackage) -> None:
    """The latest known figure of each milestone when its document is dated: the baseline."""
    latest = {}
    for milestone in city.roadmap.milestones:
        if milestone.indicator:
            definition = defined(city, milestone.indicator.indicator)
            rows = [
                row
                for row in city.figures_of(definition.key)
                if row.area == definition.area and not row.group
            ]
            known = [row for row in rows if row.published and row.published <= city.roadmap.known_from]
            newest = max(known, key=lambda row: row.period, default=None)
            latest[milestone.key] = newest and (str(newest.period), newest.value)
    assert latest == {
        "behorighet": ("2018", 86.9),
        "uvas": ("2016", 8.22),
        "bostadsbyggande": None,
        "arbetsplatser": ("2016", 222_249),
        "trygghet": ("2017", 10),
        "fortroende": None,
    }


def test_series_breaks(city: CityPackage) -> None:
    assert {
        item.key: [str(part.first) for part in item.breaks]
        for item in city.indicators
        if item.breaks and not (item.count or item.ratio)
    } == {
        "behorighet-hemkommun": ["2012"],
        "behorighet-kommunala-skolor": ["2012", "2016", "2017"],
        "behorighet-lageskommun": ["2012", "2016", "2017"],
        "behorighet-per-skola": ["2011/12"],
        "behorighet-skolfilen": ["2011/12"],
        "behorighet-skolor-i-staden": ["2011/12"],
        "dagbefolkning": ["2019", "2020"],
        "dagbefolkning-andel-ytterstaden": ["2019", "2020"],
        "lagt-fortroende-stadsdelsnamnd": ["2020", "2023", "2024"],
    }


def test_what_is_asked_of_a_sample_is_a_survey_and_the_rest_a_register(city: CityPackage) -> None:
    official = [item for item in city.indicators if not (item.count or item.ratio)]
    surveys = {item.key for item in official if isinstance(item.error, SurveyError)}
    assert surveys == {
        "fortroende-kommunens-politiker",
        "lagt-fortroende-stadsdelsnamnd",
        "orolig-for-brott",
        "otrygga-bostadsomrade",
        "otrygghet-sen-kvall-ntu",
        "trygg-utomhus-ljust",
        "trygg-utomhus-morkt",
    }


def test_the_polarity_of_a_milestones_indicator_is_the_wanted_direction(city: CityPackage) -> None:
    for milestone in city.roadmap.milestones:
        if milestone.indicator:
            assert defined(city, milestone.indicator.indicator).polarity is milestone.wanted


def test_values_are_given_in_the_steps_that_the_definition_states(city: CityPackage) -> None:
    def off(row: FigureRow) -> bool:
        steps = (row.value or 0) / defined(city, row.indicator).rounded_to
        return abs(steps - round(steps)) > 1e-6

    assert [row.cell for row in city.figures if off(row)] == []


def defined(city: CityPackage, key: str) -> IndicatorDefinition:
    definition = city.indicator(key)
    assert definition is not None
    return definition
