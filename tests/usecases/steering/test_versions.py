"""Editions with their decisions: which applied on a day, one whole, two beside each other."""

from datetime import date

import pytest

from fardplan.roadmap.case import Move
from fardplan.roadmap.side_by_side import Change
from fardplan.roadmap.standing import Standing
from fardplan.roadmap.version import RoadmapVersion
from fardplan.sources.yaml_file import parse_yaml
from fardplan.store import cases as kept
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.roadmaps import version_numbered
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_editing import save_part
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.steering.overview import overview
from fardplan.usecases.steering.versions import comparison, version_list, version_page, version_yaml
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied

FIRST, SECOND = date(2021, 3, 1), date(2022, 5, 2)


@pytest.fixture
def two(bodies: tuple[KnownOrganisation, ...], strategist: Actor) -> tuple[int, int]:
    """Two adopted editions, a year apart; the city's own first one is proposed since 2019."""
    return adopt(strategist, FIRST, "90"), adopt(strategist, SECOND, "95")


def adopt(actor: Actor, day: date, level: str) -> int:
    case = open_from_edition(None, title="", why="", actor=actor, today=day)
    save_part(
        case,
        "milestone:betyg",
        {"level": level, "year": "2030"},
        revision=kept.case_numbered(case).revision,
        why=None,
        actor=actor,
        today=day,
    )
    decision = GivenDecision(day, "§ 2", "KS 1")
    move_case(case, Move.PROPOSE, actor=actor, today=day, comment="Bråttom")
    move_case(case, Move.SUBMIT, actor=actor, today=day, decision=decision)
    edition = move_case(case, Move.ADOPT, actor=actor, today=day, decision=decision).edition
    assert edition is not None
    return edition


def test_which_edition_applies_on_a_day(two: tuple[int, int], strategist: Actor) -> None:
    first, second = two
    for day, number, standing in (
        (date(2020, 1, 1), 1, Standing.PROPOSED),
        (FIRST, first, Standing.ADOPTED),
        (date(2022, 5, 1), first, Standing.ADOPTED),
        (SECOND, second, Standing.ADOPTED),
    ):
        page = version_page(None, actor=strategist, as_of=day)
        assert (page.version.number, page.standing, page.applies) == (number, standing, True)
        assert [
            item.version.number for item in version_list(actor=strategist, as_of=day).listed if item.applies
        ] == [number]
    assert version_page(first, actor=strategist, as_of=SECOND).standing is Standing.SUPERSEDED
    assert version_list(actor=strategist, as_of=date(2018, 1, 1)).listed == ()
    assert overview(actor=strategist, today=SECOND, as_of=date(2018, 1, 1)).version is None


def test_an_edition_has_its_decision_its_case_and_its_news(two: tuple[int, int], strategist: Actor) -> None:
    _, second = two
    page = version_page(second, actor=strategist, as_of=SECOND)
    assert [text.sv for text in page.changed] == [
        "Etappmålet ”Fler elever är behöriga till gymnasiet” har ny nivå eller nytt årtal: 95 år 2030; "
        "det var 90 år 2030."
    ]
    assert page.case == kept.cases()[0].number
    assert [step.move for step in page.steps] == ["open", "propose", "submit", "adopt"]


def test_two_beside_each_other(two: tuple[int, int], strategist: Actor) -> None:
    first, second = two
    found = comparison(first, second, actor=strategist)
    assert [(item.words, item.both.change) for item in found.parts] == [
        ("Fler elever är behöriga till gymnasiet", Change.CHANGED)
    ]
    assert len(found.sentences) == 1
    everything = comparison(first, second, actor=strategist, all_parts=True)
    assert len(everything.parts) == len(found.parts) + found.same


def test_who_may_read_what(two: tuple[int, int], strategist: Actor, partner: Actor) -> None:
    listed = version_list(actor=partner, as_of=SECOND)
    assert [item.version.number for item in listed.listed] == [two[1], two[0]]
    assert (listed.may_prepare, listed.may_read_cases) == (False, False)
    with pytest.raises(PermissionDenied):
        version_page(1, actor=partner, as_of=SECOND)
    with pytest.raises(NotFoundError):
        version_page(9, actor=strategist, as_of=SECOND)


def test_an_edition_as_yaml_is_read_back_exactly(two: tuple[int, int], strategist: Actor) -> None:
    text = version_yaml(two[1], actor=strategist)
    assert parse_yaml(text, RoadmapVersion, where="x") == version_numbered(two[1])
