"""Searching over everything: what is found, by whom, and with how many questions to the database."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.models import CycleStep, FollowUp, Organisation
from fardplan.store.searching import FINDERS, spellings
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.searching import AT_FIRST, READABLE, Found, search, words_of
from fardplan.vocabulary.searching import HitKind
from tests import boards_city

STRATEGIST = boards_city.STRATEGIST
AUDITOR = Actor("Rut Revisor", frozenset({Role.AUDITOR}))
PARTNER = Actor("Per Partner", frozenset({Role.PARTNER}))
NOBODY = Actor("Nils Ny")


@pytest.fixture
def _city(db: None, tmp_path: Path) -> None:
    """The council's goals, a board's plan with three activities, a follow-up, a decision, an account."""
    boards_city.make_home(tmp_path)
    boards_city.council()
    items = boards_city.plan("skolnamnden", 3)
    boards_city.account("Åke Öberg")
    decision = TakenDecision("Kommunfullmäktige", date(2026, 11, 20), "12", "KS 2026/7", "Budget med läsning")
    record_decision(decision, by="Åsa Strateg")
    step = CycleStep.objects.get(key="t1")
    FollowUp.objects.create(
        step=step,
        organisation=Organisation.objects.get(key="skolnamnden"),
        item_id=int(items[1].key),
        text="Årets läsning har börjat. " * 20,
        updated_by="Ada Lind",
        updated_at=boards_city.moment(boards_city.IN_T1),
    )


def told(found: Found) -> dict[str, list[str]]:
    return {group.kind.value: [hit.title.sv for hit in group.hits] for group in found.groups}


@pytest.mark.usefixtures("_city")
def test_everything_that_holds_the_word_is_found_of_its_kind() -> None:
    assert told(search(STRATEGIST, "läsning")) == {
        "strategy": ["Satsa på läsning"],
        "follow_up": ["Aktivitet 1"],
        "decision": ["Kommunfullmäktige, §\u00a012, dnr KS 2026/7"],
    }
    assert told(search(STRATEGIST, "skol")) == {
        "target_area": ["Skola"],
        "council_item": ["Alla klarar skolan"],
        "plan_item": ["Mål för skolnamnden"],
        "organisation": ["Skolnämnden"],
    }


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("asked", ["årets", "Årets", "ÅRETS", "åRETS LÄSNING", "  läs   årets "])
def test_large_and_small_letters_are_one_also_beyond_z(asked: str) -> None:
    assert told(search(STRATEGIST, asked))["follow_up"] == ["Aktivitet 1"]


@pytest.mark.usefixtures("_city")
def test_every_word_must_be_held() -> None:
    assert told(search(STRATEGIST, "läsning finnsinte")) == {}


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("asked", ["", " ", "å", "a b", "%", "_"])
def test_letters_alone_find_nothing(asked: str) -> None:
    assert search(STRATEGIST, asked) == Found((), ())


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("asked", ["%%", "__", "a%t", "'; DROP TABLE store_user; --", "\\\\"])
def test_signs_of_the_database_are_letters_like_others(asked: str) -> None:
    assert told(search(STRATEGIST, asked)) == {}


@pytest.mark.usefixtures("_city")
def test_a_search_shows_nothing_that_its_reader_could_not_open() -> None:
    found = {
        actor.name: {
            kind for word in ("skol", "läsning", "öberg", "aktivitet") for kind in told(search(actor, word))
        }
        for actor in (STRATEGIST, AUDITOR, PARTNER, NOBODY)
    }
    shared = {"strategy", "target_area", "organisation"}
    year = {"council_item", "plan_item", "follow_up", "decision"}
    assert found == {
        STRATEGIST.name: shared | year,
        AUDITOR.name: shared | year | {"person"},
        PARTNER.name: shared | ({"decision"} if READABLE[HitKind.DECISION](PARTNER) else set()),
        NOBODY.name: shared,
    }


@pytest.mark.usefixtures("_city")
def test_of_many_a_few_are_shown_and_of_one_kind_all() -> None:
    boards_city.plan("kulturnamnden", 12)
    first = search(STRATEGIST, "aktivitet").groups
    whole = search(STRATEGIST, "aktivitet", kind=HitKind.PLAN_ITEM).groups
    assert [(group.kind, len(group.hits), group.more) for group in first] == [
        (HitKind.PLAN_ITEM, AT_FIRST, True),
    ]
    assert [(group.kind, len(group.hits), group.more) for group in whole] == [(HitKind.PLAN_ITEM, 15, False)]


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("more", [0, 3, 12])
def test_there_is_one_question_for_each_kind(more: int) -> None:
    if more:
        boards_city.plan("kulturnamnden", more)
    with CaptureQueriesContext(connection) as asked:
        search(AUDITOR, "aktivitet")
    assert len(asked) == 10


def test_every_kind_has_a_finder_and_a_rule() -> None:
    assert set(FINDERS) == set(READABLE) == set(HitKind)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("skol", ("skol",)), ("års", ("års", "Års", "ÅRS")), ("Öst", ("öst", "Öst", "ÖST"))],
)
def test_how_a_word_may_be_spelt(word: str, expected: tuple[str, ...]) -> None:
    assert spellings(word) == expected


def test_the_words_that_are_looked_for() -> None:
    assert words_of("a en ö två " + "ord " * 20) == ("en", "två", *("ord",) * 6)
