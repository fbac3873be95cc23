"""Which kinds of reports there are, and what is said of those that are not."""

from datetime import date

import pytest

from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import KINDS, kind_named, make
from fardplan.vocabulary.errors import NotFoundError

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
