"""What a source is asked for, as a definition says it, and what cannot be said."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from fardplan.indicators.asked import KoladaAsked, PublishingDay, PxWebAsked, SkolverketAsked
from fardplan.indicators.source import Source
from fardplan.vocabulary.check import CheckName
from fardplan.vocabulary.period import Period

TABLE: dict[str, Any] = {
    "kind": "pxweb",
    "address": "https://statistikdatabasen.scb.se/api/v2",
    "table": "TAB6471",
    "select": {"Region": ["0180", "00"], "Kon": ["1", "2", "1+2"], "Tid": ["from(2015)"]},
    "time": "Tid",
    "area": "Region",
    "areas": {"00": "0000"},
    "groups": {"Kon": {"1": "sex=M", "2": "sex=K", "1+2": ""}},
}


def test_a_source_says_by_its_kind_what_it_is_asked() -> None:
    of_kolada = {"kind": "kolada", "kpi": "N15436", "looked_into": ["polarity"]}
    source = Source.model_validate({"key": "kolada", "name": "K", "publisher": "RKA", "asks": of_kolada})
    other = Source.model_validate({"key": "scb", "name": "S", "publisher": "SCB", "asks": TABLE})

    assert source.asks == KoladaAsked(kpi="N15436", looked_into=(CheckName.POLARITY,))
    assert isinstance(other.asks, PxWebAsked)
    assert (other.asks.version, other.asks.select["Tid"]) == (2, ("from(2015)",))


def test_the_ordinary_day_of_publication_follows_the_period() -> None:
    day = PublishingDay(month=9, day=25, years_after=1)

    assert day.of(Period.parse("2018")) == date(2019, 9, 25)
    assert day.of(Period.parse("2018/19")) == date(2020, 9, 25)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"of_area": "0180"}, "either 'area' says which variable the areas are"),
        ({"area": None}, "either 'area' says which variable the areas are"),
        (
            {"groups": {"Alder": {"16": "age=16"}}},
            "'groups' tells of 'Alder', which 'select' does not ask for",
        ),
        ({"time": "År"}, "'time' tells of 'År', which 'select' does not ask for"),
        ({"area": "Kommun"}, "'area' tells of 'Kommun', which 'select' does not ask for"),
        ({"signs": {"..": "hidden"}}, "signs"),
        ({"groups": {"Kon": {"1": "men"}}}, "'men' is not a group"),
        ({"address": "statistikdatabasen.scb.se"}, "address"),
        ({"version": 3}, "version"),
        ({"published": {"month": 2, "day": 30}}, "day"),
        ({"licens": "CC0"}, "licens"),
    ],
)
def test_what_means_nothing_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises((ValidationError, ValueError), match=said):
        PxWebAsked.model_validate(TABLE | changes)


@pytest.mark.parametrize("kpi", ["15436", "N1543", "n15436", "N15436,N15428"])
def test_a_key_figure_has_an_id(kpi: str) -> None:
    with pytest.raises(ValidationError):
        KoladaAsked(kpi=kpi)


def skolverket(**changes: Any) -> SkolverketAsked:
    told = {"columns": ["Andel"], "municipality": "0180", "figures": "city", "folder": "skolverket"}
    return SkolverketAsked.model_validate(told | changes)


def test_skolverkets_files_lie_in_a_folder_or_at_addresses() -> None:
    assert skolverket().addresses == ()
    assert skolverket(folder=None, addresses=["https://example.org/skolor.csv"]).folder is None
    with pytest.raises(ValidationError, match="either 'addresses' says where the files are"):
        skolverket(folder=None)


@pytest.mark.parametrize(
    "changes",
    [
        {"municipality": "180"},
        {"columns": []},
        {"figures": "sums"},
        {"folder": "../skolverket"},
        {"addresses": ["file:///skolor.csv"]},
        {"providers": {"Kommunal": "a;b"}},
    ],
)
def test_what_is_no_question_to_skolverkets_files_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        skolverket(**changes)
