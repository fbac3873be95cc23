"""The simulation of Lillköping: four districts of three square areas each, of which two merge in 2018."""

import json
from functools import cache
from pathlib import Path

from fardplan.simulation import CityModel, SimulationPlan, read_areas, read_levels
from fardplan.simulation.faults import NO_FAULTS, FaultRates
from fardplan.sources.yaml_file import parse_yaml

AGES = (0, 6, 16, 20, 45, 65, 80)
SHARES = (0.07, 0.11, 0.04, 0.38, 0.24, 0.12, 0.04)
DISTRICTS = ("norr", "ost", "syd", "vast")
LATER = {"norr": "norr", "ost": "ost-vast", "syd": "syd", "vast": "ost-vast"}
SIZES = {"norr": 400, "ost": 300, "syd": 200, "vast": 350}
CODES = tuple(f"{number}0{area}" for number in range(1, 5) for area in range(1, 4))

MODEL = """\
base_year: 2015
first: 2008
last: 2026
areas: areas.csv
shapes: areas.geojson
levels: levels.csv
levels_of: district
margins_of: later
parts_of: part
boards:
  - {column: district}
  - {column: later, first: 2018}
base_amount: {2007: 40000, 2008: 40000, 2009: 40000, 2010: 40000, 2011: 40000, 2012: 40000, 2013: 40000,
  2014: 40000, 2015: 45000, 2016: 45000, 2017: 45000, 2018: 45000, 2019: 45000, 2020: 45000, 2021: 45000,
  2022: 45000, 2023: 45000, 2024: 45000, 2025: 45000, 2026: 45000}
origins: {level_year: 2015, trend: 0.004, drift: 0.01}
youth: {group: [vast], first: 2016, change: -0.05}
eligibility:
  {group: [vast], level_year: 2015, gap: 0.15, gap_trend: -0.01, trend: 0.005, without_unknown: [2016]}
work:
  group: [ost, vast]
  share_trend: -0.005
  break_year: 2017
  break_factor: 1.1
  dominated_area: "402"
  industries: [[a, 1.0, 2.0], [b, 2.0, 1.0]]
housing: {group: [vast, "201"], level_year: 2015, share: 0.3, trend: 0.02, starts: 900}
surveys:
  safety:
    years: [2014, 2017]
    sample: 40000
    least_age: 16
    most_age: 79
    age_groups: [[16, 16-24], [25, 25-44], [45, 45-64], [65, 65-79]]
    responds: [0.4, 0.7, 1.4, 2.2]
    reluctance: 0.8
    by_sex: [1.4, 0.6]
    by_origin: [0.9, 1.1, 1.3]
    by_age: [1.3, 0.9, 0.9, 1.1]
    usual_response: 0.5
  trust:
    years: [2015, 2016, 2017, 2018]
    sample: 9000
    least_age: 18
    most_age: 120
    age_groups: [[18, 18-29], [30, 30-44], [45, 45-64], [65, 65-]]
    responds: [0.6, 0.8, 1.2, 1.8]
    reluctance: 0.3
    by_sex: [1.0, 1.0]
    by_origin: [1.0, 1.1, 1.0]
    by_age: [0.9, 1.0, 1.1, 1.0]
    usual_response: 0.4
    mode_change: 2018
    mode_effect: 0.1
gone: ["999"]
"""

LEVELS = {
    "population": {"norr": {2010: 40_000, 2015: 42_000, 2020: 44_000}, "syd": {2010: 20_000, 2020: 24_000},
                   "ost-vast": {2010: 60_000, 2015: 64_000, 2020: 66_000}, "0": {2015: 500}},
    "foreign_background": {"norr": {2015: 0.15}, "ost": {2015: 0.3}, "syd": {2015: 0.2}, "vast": {2015: 0.6}},
    "employed": {"norr": {2017: 0.85}, "ost": {2017: 0.8}, "syd": {2017: 0.82}, "vast": {2017: 0.66}},
    "income": {"norr": {2016: 420_000}, "ost": {2016: 300_000}, "syd": {2016: 350_000},
               "vast": {2016: 200_000}},
    "neet_ratio": {"norr": {2017: 0.6}, "ost": {2017: 1.0}, "syd": {2017: 0.8}, "vast": {2017: 1.7}},
    "neet": {"9999": {2014: 0.09, 2016: 0.085}},
    "eligible_municipal": {"9999": {2016: 0.88, 2017: 0.85}},
    "eligible_independent": {"9999": {2016: 0.92}},
    "independent_share": {"9999": {2016: 0.35}},
    "pupils_per_resident": {"9999": {2016: 0.011}},
    "day_population": {"norr": {2015: 40_000, 2016: 41_000}, "ost": {2015: 10_000, 2016: 10_000},
                       "syd": {2015: 9_000, 2016: 9_500}, "vast": {2015: 15_000, 2016: 15_500},
                       "0": {2016: 2_000}},
    "starts": {"inre": {2015: 300, 2016: 350}, "yttre": {2015: 500, 2016: 600}},
    "unsafe": {"9999": {2014: 0.15, 2017: 0.12}},
    "unsafe_ratio": {"norr": {2017: 0.7}, "ost": {2017: 1.0}, "syd": {2017: 0.8}, "vast": {2017: 1.7}},
    "safety_response": {"9999": {2014: 0.5}},
    "trust_response": {"9999": {2018: 0.4}},
    "low_trust": {"9999": {2015: 0.2}},
    "low_trust_ratio": {"norr": {2017: 0.9}, "ost": {2017: 1.0}, "syd": {2017: 0.9}, "vast": {2017: 1.2}},
    "post_secondary": {"norr": {2015: 0.55}, "ost": {2015: 0.4}, "syd": {2015: 0.45}, "vast": {2015: 0.3}},
    "compulsory_only": {"norr": {2015: 0.07}, "ost": {2015: 0.15}, "syd": {2015: 0.1}, "vast": {2015: 0.28}},
    "rented": {"norr": {2015: 0.3}, "ost": {2015: 0.45}, "syd": {2015: 0.4}, "vast": {2015: 0.65}},
    "owned": {"norr": {2015: 0.2}, "ost": {2015: 0.1}, "syd": {2015: 0.3}, "vast": {2015: 0.0}},
}  # fmt: skip


def areas_csv() -> str:
    counts = [f"{sex}_{age}" for sex in "KM" for age in AGES]
    lines = [",".join(("code", "part", "district", "later", "x", "y", *counts))]
    for number, code in enumerate(CODES):
        district = DISTRICTS[number // 3]
        part = "inre" if district in ("norr", "syd") else "yttre"
        residents = [round(SIZES[district] * 10 * share) for share in SHARES] * 2
        x, y = 1000 * (number % 3) + 500, 1000 * (number // 3) + 500
        lines.append(",".join(map(str, (code, part, district, LATER[district], x, y, *residents))))
    return "\n".join(lines) + "\n"


def areas_geojson() -> str:
    features = []
    for number, code in enumerate(CODES):
        x, y = 1000 * (number % 3), 1000 * (number // 3)
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features})


def levels_csv() -> str:
    lines = ["measure,area,year,value"]
    for measure, places in LEVELS.items():
        lines += [
            f"{measure},{area},{year},{value}" for area, at in places.items() for year, value in at.items()
        ]
    return "\n".join(lines) + "\n"


def write_simulation(folder: Path) -> Path:
    """Add the simulation to a city folder that is there."""
    (folder / "simulation.yaml").write_text(MODEL, "utf-8")
    (folder / "areas.csv").write_text(areas_csv(), "utf-8")
    (folder / "areas.geojson").write_text(areas_geojson(), "utf-8")
    (folder / "levels.csv").write_text(levels_csv(), "utf-8")
    return folder


@cache
def model() -> CityModel:
    return parse_yaml(MODEL, CityModel, where="simulation.yaml")


def plan(
    persons: int = 20_000,
    years: tuple[int, int] = (2014, 2018),
    seed: int = 7,
    faults: FaultRates = NO_FAULTS,
) -> SimulationPlan:
    return SimulationPlan(
        city="lillkoping",
        model=model(),
        areas=read_areas(areas_csv(), areas_geojson(), unplaced="0", where="areas.csv"),
        levels=read_levels(levels_csv(), city="9999", where="levels.csv"),
        persons=persons,
        years=years,
        seed=seed,
        faults=faults,
    )
