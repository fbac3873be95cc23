from dataclasses import replace
from datetime import date

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.sources.city_package import load_city
from fardplan.store import audit
from fardplan.store.decision_records import TakenDecision, decision_of, record_decision
from fardplan.store.organisations import (
    Kept,
    add_unit,
    end_unit,
    mark_taken_over,
    organisation,
    organisations,
    taken_over,
    with_units,
)
from fardplan.usecases.actors import Actor
from fardplan.usecases.organisations import bring_organisations
from fardplan.vocabulary.errors import InputError, NotFoundError
from tests.builders import sv

ACTOR = Actor.operator("Ada Lind")


@pytest.fixture(autouse=True)
def _stockholm(db: None) -> None:
    bring_organisations(load_city("stockholm"), actor=ACTOR)


def test_the_table_has_what_the_package_has_in_its_order() -> None:
    city = load_city("stockholm")
    there = organisations()
    assert [item.key for item in there] == [item.key for item in city.organisations]
    assert [
        (item.name, item.kind, item.area, item.valid_from, item.valid_to, item.successors) for item in there
    ] == [
        (item.name, item.kind.value, item.area, item.valid_from, item.valid_to, item.successors)
        for item in city.organisations
    ]


def test_the_same_package_again_changes_nothing_and_logs_nothing(django_assert_num_queries: object) -> None:
    before = len(list(audit.entries()))
    assert bring_organisations(load_city("stockholm"), actor=ACTOR) == Kept()
    assert len(list(audit.entries())) == before


def test_what_the_package_tells_anew_is_told_anew_and_units_stay() -> None:
    add_unit("skolan", sv("Skolan"), parent="utbildningsnamnden")
    city = load_city("stockholm")
    changed = tuple(
        replace_name(item) if item.key == "kulturnamnden" else item for item in city.organisations
    )
    assert bring_organisations(replace(city, organisations=changed), actor=ACTOR) == Kept(
        (), ("kulturnamnden",)
    )
    assert organisation("kulturnamnden").name == sv("Nya kulturnämnden")
    assert organisation("skolan").parent == "utbildningsnamnden"


def replace_name(item: object) -> object:
    return item.model_copy(update={"name": sv("Nya kulturnämnden")})  # type: ignore[attr-defined]


def test_who_is_there_on_a_day() -> None:
    districts = {
        day: sum(1 for item in organisations(day=day) if item.kind == "district_board")
        for day in (date(2018, 1, 1), date(2022, 1, 1), date(2023, 6, 30), date(2023, 7, 1))
    }
    assert list(districts.values()) == [14, 13, 13, 11]


def test_units_are_below_their_board_and_below_each_other() -> None:
    add_unit("skolan", sv("Skolan"), parent="utbildningsnamnden")
    add_unit("arskurs-9", sv("Årskurs 9"), parent="skolan")
    assert with_units("utbildningsnamnden", organisations()) == ("utbildningsnamnden", "skolan", "arskurs-9")
    end_unit("arskurs-9", date(2026, 12, 31))
    assert not organisation("arskurs-9").is_there(date(2027, 1, 1))


def test_a_key_is_given_once_and_what_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="there is an organisation 'kulturnamnden' already"):
        add_unit("kulturnamnden", sv("…"), parent="utbildningsnamnden")
    with pytest.raises(NotFoundError, match="there is no organisation 'nej'"):
        add_unit("skolan", sv("…"), parent="nej")
    with pytest.raises(NotFoundError, match="there is no unit 'kulturnamnden'"):
        end_unit("kulturnamnden", date(2027, 1, 1))
    with pytest.raises(NotFoundError, match="Did you mean 'Kulturnämnden'"):
        organisation("kulturnamden")


def test_a_takeover_is_recorded_with_its_decision() -> None:
    decided = TakenDecision(
        "Kommunfullmäktige", date(2023, 4, 24), "§ 9", "KS 2022/1", organisation="kommunfullmaktige"
    )
    number = record_decision(decided, by="Ada Lind")
    mark_taken_over("sdn-jarva", ["sdn-rinkeby-kista", "sdn-spanga-tensta"], decision=number, by="Ada Lind")
    assert taken_over() == {"sdn-rinkeby-kista", "sdn-spanga-tensta"}
    assert decision_of(number) == replace(decided, recorded_by="Ada Lind", number=number)
    assert decision_of(number).reference == "Kommunfullmäktige 2023-04-24 § 9, KS 2022/1"
    with pytest.raises(NotFoundError, match="there is no decision number 0"):
        decision_of(0)
    with pytest.raises(NotFoundError, match="there is no organisation 'nej'"):
        record_decision(replace(decided, organisation="nej"), by="Ada Lind")


def test_what_is_not_there_is_told_in_swedish_with_names() -> None:
    with pytest.raises(NotFoundError) as told:
        organisation("kulturnamden")
    first, there = error_in(told.value, "sv").split("\n")
    assert first == "det finns ingen organisation 'kulturnamden'"
    assert there.endswith("Menade du 'Kulturnämnden'?")


def test_a_decision_is_said_in_one_way() -> None:
    taken = TakenDecision("Kommunfullmäktige", date(2026, 11, 23), "12", "KS 2026/1410")
    assert (
        taken.in_language("sv")
        == "Kommunfullmäktige 23\N{NO-BREAK SPACE}november 2026, §\N{NO-BREAK SPACE}12, KS 2026/1410"
    )
    assert taken.reference == "Kommunfullmäktige 2026-11-23 § 12, KS 2026/1410"
    assert replace(taken, paragraph="§ 12").in_language("sv") == taken.in_language("sv")
