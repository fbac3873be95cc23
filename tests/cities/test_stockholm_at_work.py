"""Stockholm's words for a simulated year fit its roadmap, its goals and its organisations."""

from datetime import date

import pytest

from fardplan.simulation.city_at_work import CityAtWork, WorkingCity, city_at_work
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.usecases.working_city import working_city

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def package() -> CityPackage:
    return load_city("stockholm")


@pytest.fixture(scope="module")
def city(package: CityPackage) -> WorkingCity:
    assert package.cycle
    return working_city(package, package.cycle, package.roadmap, TODAY)


@pytest.fixture(scope="module")
def work(city: WorkingCity) -> CityAtWork:
    return city_at_work(city, TODAY)


def test_there_are_words_for_every_strategy_and_every_target_area(
    package: CityPackage, city: WorkingCity
) -> None:
    assert set(city.words.strategies) == {item.key for item in package.roadmap.strategies}
    assert set(city.words.area_goals) == {item.key for item in package.roadmap.target_areas}
    goals = {item.key for item in package.goals}
    assert {item.under for item in city.words.area_goals.values()} <= goals


def test_who_carries_a_strategy_is_an_organisation_or_a_kind_of_them(
    package: CityPackage, city: WorkingCity
) -> None:
    known = {item.key for item in package.organisations} | {item.kind.value for item in package.organisations}
    named = {key for words in city.words.strategies.values() for key in words.carried_by}
    assert named - known == set()


def test_every_board_and_company_has_a_plan_and_no_place_is_left_open(work: CityAtWork) -> None:
    planning = {item.organisation for item in work.plans if item.year == 2026}
    assert len(planning) == 45
    assert not [item.text for item in work.plans if "{" in item.text + item.expected]
    assert not [item.told.text for item in work.followed if "{" in item.told.text]


def test_somebody_carries_all_but_a_few_strategies(package: CityPackage, work: CityAtWork) -> None:
    carried = {key for item in work.plans for key in item.strategies}
    assert {item.key for item in package.roadmap.strategies} - carried == {"kollegialt-larande"}
