"""The decision memo in rarer states: candidates put aside, parts released one by one, made-up figures."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from fardplan.reports.tree import Figure, Report, walk
from fardplan.roadmap.workbench.kept import CandidateMove
from fardplan.usecases.actors import SIMULATED, Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.release import release
from fardplan.usecases.reporting.decision_memo import KIND
from fardplan.usecases.steering.candidates import keep_candidate, move_candidate
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.steering.workbench import Asked
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.release import ReleaseKind
from tests.reading_reports import told, under
from tests.rich_home import LOADED, figures
from tests.usecases.reporting.test_decision_memo import (
    CHANCE,
    DAY,
    LIKELY,
    POLITICIAN,
    STRATEGIST,
    headings,
    keep,
    order,
    rich,
    words,
)

__all__ = ["rich"]
POINTED = "# Vad verkstaden pekar ut"


def for_reader(rich: Home) -> Report:
    return KIND.make(rich, POLITICIAN, order(rich))


def drawn(made: Report) -> Figure:
    return next(part for part in walk(made.parts) if isinstance(part, Figure))


def test_a_candidate_that_was_put_aside_or_kept_later_is_not_compared(rich: Home) -> None:
    first = keep(rich, 90, 2032)
    keep(rich, 95, 2032)
    move_candidate("betyg", first, CandidateMove.DROP, revision=1, actor=STRATEGIST, today=DAY)
    made = KIND.make(rich, STRATEGIST, order(rich))
    assert under(made, "Kandidaterna jämförda")[0] == "En kandidat har sparats."
    assert [title for title in headings(made) if "till år 2032" in title] == ["95\u00a0procent till år 2032"]
    before = KIND.make(rich, STRATEGIST, replace(order(rich), as_of=date(2027, 2, 28)))
    assert under(before, "Kandidaterna jämförda")[0] == "Ingen kandidat har sparats."


@pytest.mark.parametrize("kind", list(ReleaseKind))
def test_what_is_released_lets_nothing_else_out(rich: Home, kind: ReleaseKind) -> None:
    keep(rich, 90, 2032)
    shut = for_reader(rich)
    release("betyg", (kind,), actor=STRATEGIST, today=DAY)
    made, everything = for_reader(rich), KIND.make(rich, STRATEGIST, order(rich))
    chance = kind is ReleaseKind.PROBABILITY
    assert ((CHANCE in words(made)), (LIKELY in words(made))) == (chance, chance)
    assert POINTED not in told(made.parts)
    ahead = kind is ReleaseKind.FORECAST
    assert (drawn(made) == drawn(everything)) is ahead
    assert (drawn(made) == drawn(shut)) is not ahead


def test_the_reasons_for_a_recommended_level_tell_a_probability_and_wait_for_both(rich: Home) -> None:
    release("betyg", (ReleaseKind.RECOMMENDED, ReleaseKind.PROBABILITY), actor=STRATEGIST, today=DAY)
    assert POINTED in told(KIND.make(rich, STRATEGIST, order(rich)).parts)
    assert POINTED in told(for_reader(rich).parts)


def test_a_release_for_another_milestone_lets_nothing_out(rich: Home) -> None:
    keep(rich, 90, 2032)
    release("trygghet", tuple(ReleaseKind), actor=STRATEGIST, today=DAY)
    assert CHANCE not in words(for_reader(rich))
    (listed,) = under(for_reader(rich), "Vad som är släppt")
    assert isinstance(listed, list)
    assert all(item.endswith(": inte släppt.") for item in listed)


def test_a_candidate_kept_on_other_figures_says_so(rich: Home) -> None:
    keep(rich, 90, 2032)
    said = "Den sparades den 1\u00a0mars 2027, på andra siffror än dessa."
    assert said not in words(KIND.make(rich, STRATEGIST, order(rich)))
    newer = [replace(item, value=(item.value or 0) + 0.5) for item in figures()]
    rich.evidence.save(newer, loaded=date(2021, 4, 1), came_from="newer.csv")
    DESKS.forget()
    assert said in words(KIND.make(rich, STRATEGIST, order(rich)))


def test_figures_that_are_made_up_mark_the_memo(home: Home) -> None:
    """A series is simulated or real, so this home has never had the real one."""
    shutil.rmtree(home.path / "evidence")
    made_up = replace(figures()[0].provenance, origin=Origin.SIMULATED)
    for simulated in (False, True):
        DESKS.forget()
        made = KIND.make(home, STRATEGIST, order(home))
        assert made.simulated is simulated
        given = [replace(item, provenance=made_up) for item in figures()]
        home.evidence.save(given, loaded=LOADED, came_from="made-up.csv")


def test_candidates_that_are_made_up_mark_the_memo(rich: Home) -> None:
    played = Actor("Spelad", frozenset({Role.STRATEGIST}), origin=SIMULATED)
    keep_candidate(rich, "betyg", Asked(90, 2032), name="", reasons="", actor=played, today=DAY)
    assert KIND.make(rich, STRATEGIST, order(rich)).simulated
