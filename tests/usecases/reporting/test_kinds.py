"""Which kinds of reports there are, and what is said of those that are not."""

from datetime import date

import pytest

from fardplan.reports.tree import Section
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import KINDS, kind_named, make
from fardplan.vocabulary.errors import InputError, NotFoundError

DAY = date(2021, 3, 1)


def test_every_kind_is_named_in_both_languages() -> None:
    for key, kind in KINDS.items():
        assert (kind.key, bool(kind.name.en), bool(kind.about.en)) == (key, True, True)


def test_an_unknown_kind_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        kind_named("offical")
    assert "Did you mean 'official'?" in str(caught.value)


def test_a_report_is_made_of_what_may_be_chosen(home: Home, strategist: Actor, visitor: Actor) -> None:
    made = make(strategist, home, "decision-memo", "betyg", as_of=DAY, office="Ledningskontoret")
    assert (made.kind, made.head.office) == ("decision-memo", "Ledningskontoret")
    for actor, subject in ((strategist, "finns-inte"), (visitor, "betyg")):
        with pytest.raises(NotFoundError):
            make(actor, home, "decision-memo", subject, as_of=DAY)


def test_what_differs_from_an_earlier_day_is_marked(home: Home, strategist: Actor) -> None:
    order = {"as_of": DAY, "office": "Ledningskontoret"}
    plain = make(strategist, home, "decision-memo", "betyg", **order)
    marked = make(strategist, home, "decision-memo", "betyg", **order, since=date(2019, 5, 1))
    assert marked.parts[1:] != plain.parts
    assert [part.key for part in marked.parts[:1] if isinstance(part, Section)] == ["section-changed-since"]
    with pytest.raises(InputError, match="2021-03-01 is not before 2021-03-01"):
        make(strategist, home, "decision-memo", "betyg", **order, since=DAY)


def test_a_day_when_there_was_nothing_is_told(home: Home, strategist: Actor) -> None:
    day = date(2000, 1, 1)
    with pytest.raises(NotFoundError, match="nothing had been published on 2000-01-01"):
        make(strategist, home, "status", "", as_of=day)
    with pytest.raises(NotFoundError, match="nothing that you may make this report of on 2000-01-01"):
        make(strategist, home, "board-plan", "2027/vp/skolnamnden", as_of=day)


def test_a_report_is_made_of_something(home: Home, strategist: Actor) -> None:
    with pytest.raises(NotFoundError, match="it is not said what the report is to be of\nThere is: betyg"):
        make(strategist, home, "decision-memo", "", as_of=DAY)
