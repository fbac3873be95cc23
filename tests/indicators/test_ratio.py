"""Ratios of two counted figures: their arithmetic, and that they tell nothing their parts do not."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from fardplan.indicators.ratio import RatioDefinition, ratios
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.text import Text
from tests.builders import definition, observation, protected

JOBS, WORKERS, SHARE = "dagbefolkning-egen", "nattbefolkning-egen", "kvot"
BALANCE = RatioDefinition(of=JOBS, per=WORKERS)
PART = RatioDefinition(of=JOBS, per=JOBS, per_areas=("inre", "ytter"), areas=("inre", "ytter"), times=100)


def made_up(item: Observation) -> Observation:
    return protected(item, release="made up", origin=Origin.SIMULATED)


def figure(indicator: str, area: str, value: float | None, status: Status = Status.VALUE) -> Observation:
    found = observation(2018, value, indicator=indicator, area=area, status=status)
    return protected(found, release=f"report of {indicator}")


def told(found: tuple[Observation, ...]) -> list[tuple[str, str, float | None, Status]]:
    return [(item.indicator, item.area, item.value, item.status) for item in found]


def test_the_balance_is_jobs_by_residents_who_work_of_the_same_area_and_year() -> None:
    """Farsta 12,000 / 24,000 = 0.5; Kista 30,000 / 20,000 = 1.5; Bromma has no residents told."""
    figures = [
        figure(JOBS, "farsta", 12_000),
        figure(JOBS, "kista", 30_000),
        figure(JOBS, "bromma", 9_000),
        figure(WORKERS, "kista", 20_000),
        figure(WORKERS, "farsta", 24_000),
    ]
    found = ratios(SHARE, BALANCE, figures)
    assert told(found) == [(SHARE, "farsta", 0.5, Status.VALUE), (SHARE, "kista", 1.5, Status.VALUE)]
    assert {item.provenance.release for item in found} == {f"report of {JOBS}"}
    assert {(item.lower, item.upper, item.base) for item in found} == {(None, None, None)}


def test_nothing_of_how_sure_a_part_is_is_said_of_the_ratio() -> None:
    """A base, an interval or a note of the one part would be read as those of both."""
    jobs = replace(figure(JOBS, "farsta", 10.0), lower=8.0, upper=12.0, base=10, note="Om jobben.")
    workers = replace(figure(WORKERS, "farsta", 40.0), lower=39.0, upper=41.0, base=40, note="Om arbetarna.")
    assert ratios(SHARE, BALANCE, [jobs, workers]) == (
        replace(figure(JOBS, "farsta", 0.25), indicator=SHARE),
    )


def test_a_share_of_the_city_is_of_the_areas_that_make_it_up() -> None:
    """222,782 / (418,049 + 222,782) = 34.8 %, as in the city's table of 2015; the unplaced are in neither."""
    figures = [
        figure(JOBS, "0180", 660_000),
        figure(JOBS, "inre", 418_049),
        figure(JOBS, "ytter", 222_782),
    ]
    assert [(item.area, round(item.value or 0, 1)) for item in ratios(SHARE, PART, figures)] == [
        ("inre", 65.2),
        ("ytter", 34.8),
    ]


def test_a_ratio_is_hidden_missing_or_preliminary_as_its_parts_are() -> None:
    def status(upper: Status, lower: Status) -> Status:
        parts = [
            figure(indicator, "farsta", 10.0 if status.has_value else None, status)
            for indicator, status in ((JOBS, upper), (WORKERS, lower))
        ]
        (found,) = ratios(SHARE, BALANCE, parts)
        return found.status

    plain, early, hidden, missing = Status.VALUE, Status.PRELIMINARY, Status.SUPPRESSED, Status.MISSING
    assert [status(one, other) for one in (plain, early, hidden) for other in (plain, early, hidden)] == [
        *(plain, early, hidden),
        *(early, early, hidden),
        *(hidden, hidden, hidden),
    ]
    assert (status(missing, plain), status(plain, missing)) == (missing, missing)


def test_nothing_is_divided_by_nobody_and_nobody_by_something_is_zero() -> None:
    figures = [
        figure(JOBS, "öde", 7),
        figure(WORKERS, "öde", 0),
        figure(JOBS, "sovstad", 0),
        figure(WORKERS, "sovstad", 9),
    ]
    assert told(ratios(SHARE, BALANCE, figures)) == [
        (SHARE, "öde", None, Status.MISSING),
        (SHARE, "sovstad", 0.0, Status.VALUE),
    ]


def test_only_everybody_is_told_of() -> None:
    women = Group.parse("sex=K")
    figures = [
        protected(observation(2018, value, indicator=key, group=women))
        for key, value in ((JOBS, 4), (WORKERS, 8))
    ]
    assert ratios(SHARE, BALANCE, figures) == ()


def test_a_share_whose_areas_are_not_all_known_is_not_told() -> None:
    assert ratios(SHARE, PART, [figure(JOBS, "ytter", 5)]) == ()


def test_a_definition_is_counted_or_a_ratio_and_a_variant_says_why() -> None:
    with pytest.raises(ValidationError, match="says why it differs"):
        RatioDefinition(of=JOBS, per=WORKERS, variant_of="dagbefolkning")
    with pytest.raises(ValidationError, match="an area stands twice"):
        RatioDefinition(of=JOBS, per=JOBS, per_areas=("inre", "inre"))
    counted = {"register": "befolkning", "population": "true", "measure": {"kind": "count"}}
    with pytest.raises(ValidationError, match="either counted or a ratio"):
        definition(count=counted, ratio=BALANCE)
    told_why = RatioDefinition(
        of=JOBS, per=WORKERS, variant_of="dagbefolkning", differs=Text(sv="Andra källor.")
    )
    assert definition(ratio=told_why).ratio == told_why


def test_a_ratio_is_simulated_when_any_part_is() -> None:
    jobs, workers = figure(JOBS, "farsta", 10.0), figure(WORKERS, "farsta", 20.0)
    found = [
        ratios(SHARE, BALANCE, parts)[0].provenance.origin
        for parts in (
            (jobs, workers),
            (made_up(jobs), workers),
            (jobs, made_up(workers)),
            (made_up(jobs), made_up(workers)),
        )
    ]
    assert found == [Origin.OWN_CALCULATION, Origin.SIMULATED, Origin.SIMULATED, Origin.SIMULATED]
