"""Editions held against each other: which, what they change, and whether the development differs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from fardplan.evidence.store import EvidenceStore
from fardplan.usecases.homes import Home
from fardplan.usecases.revisions import Developing, between_editions, waiting_editions
from fardplan.usecases.status import status
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Development, Reason

SOURCE = "RKA: Behöriga (N15436)"
LATER = date(2021, 4, 1)
IMPROVING = Developing(Development.IMPROVING, Reason.TREND_BEYOND_MOVEMENT)
NO_CHANGE = Developing(Development.NO_DETECTABLE_CHANGE, Reason.TREND_WITHIN_MOVEMENT)
LEVEL = {2016: 81.0, 2017: 80.4, 2018: 80.9, 2019: 80.5}


def revised(home: Home, values: Mapping[int, float], source: str = SOURCE) -> list[Observation]:
    """The figures there are with other values in some years, and those years where they are new."""
    known = {item.period.year: item for item in home.evidence.series("behoriga")}
    last = known[max(known)]
    fresh = [
        replace(known.get(year, last), period=Period.of_year(year), value=value)
        for year, value in values.items()
    ]
    found = [*(known[year] for year in known if year not in values), *fresh]
    return [replace(item, provenance=replace(item.provenance, source=source)) for item in found]


def save(store: EvidenceStore, figures: list[Observation], day: date = LATER) -> None:
    store.save(figures, loaded=day, came_from="a table")


def ids(home: Home) -> list[str]:
    return [vintage.id for vintage in home.evidence.vintages("behoriga")]


def test_the_two_newest_editions(home: Home) -> None:
    save(home.evidence, revised(home, {2019: 87.9, 2020: 88.4}))
    found = between_editions(home, "behoriga")

    assert found.old is not None
    assert [found.old.id, found.new.id] == ids(home)
    (pair,) = found.revisions.revised
    assert (pair.before.value, pair.after.value) == (88.1, 87.9)
    assert [item.value for item in found.revisions.added] == [88.4]
    assert (found.revisions.withdrawn, found.revisions.same) == ((), 4)
    assert (found.was, found.becomes, found.waits) == (IMPROVING, IMPROVING, False)


def test_another_development(home: Home) -> None:
    save(home.evidence, revised(home, LEVEL))
    found = between_editions(home, "behoriga")

    assert (found.was, found.becomes) == (IMPROVING, NO_CHANGE)


def test_editions_by_the_beginning_of_their_ids(home: Home) -> None:
    save(home.evidence, revised(home, {2019: 87.9}))
    save(home.evidence, revised(home, {2019: 87.8}))
    first, second, third = (one[:10] for one in ids(home))

    def values(old: str, new: str | None = None) -> tuple[float | None, float | None]:
        (pair,) = between_editions(home, "behoriga", old=old, new=new).revisions.revised
        return pair.before.value, pair.after.value

    assert values(first) == (88.1, 87.8)
    assert values(first, second) == (88.1, 87.9)
    assert values(third, second) == (87.8, 87.9)
    assert not between_editions(home, "behoriga", old=third).revisions.any


def test_figures_of_other_sources_stand_beside_either_edition(home: Home) -> None:
    """One year alone would be too few."""
    figures, others = revised(home, {}), revised(home, {}, "Another")
    save(home.evidence, figures[:1])
    save(home.evidence, others[1:])
    found = between_editions(home, "behoriga", old=ids(home)[0], new=ids(home)[1])

    assert (found.revisions.withdrawn, found.revisions.same) == (tuple(figures[1:]), 1)
    assert (found.was, found.becomes) == (IMPROVING, IMPROVING)


def test_what_waits_is_held_against_what_is_current(home: Home) -> None:
    save(home.waiting, revised(home, LEVEL))
    (found,) = waiting_editions(home, "behoriga")

    assert found.old is not None
    assert (found.old.id, found.new.loaded, found.waits) == (ids(home)[0], LATER, True)
    assert [(pair.after.period.year, pair.after.value) for pair in found.revisions.revised] == [
        (2019, 80.5),
        (2018, 80.9),
        (2017, 80.4),
        (2016, 81.0),
    ]
    assert (found.was, found.becomes) == (IMPROVING, NO_CHANGE)


def test_a_source_without_a_current_edition_may_wait(home: Home) -> None:
    save(home.waiting, revised(home, {2019: 80.0}, "Another"))
    (found,) = waiting_editions(home, "behoriga")

    assert (found.old, len(found.revisions.added), found.revisions.same) == (None, 5, 0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"indicator": "behorig"}, "there is no indicator 'behorig'"),
        ({"indicator": "behoriga"}, f"there is one edition of 'behoriga' from '{SOURCE}'"),
        ({"indicator": "behoriga", "old": "xyz"}, "no edition of 'behoriga' begins with 'xyz'"),
    ],
)
def test_what_there_is_not(home: Home, asked: dict[str, str], said: str) -> None:
    with pytest.raises(NotFoundError) as error:
        between_editions(home, asked.pop("indicator"), **asked)

    assert error.value.what == said
    assert error.value.instead


def test_nothing_waits(home: Home) -> None:
    with pytest.raises(NotFoundError, match="no figures of 'behoriga' wait for approval"):
        waiting_editions(home, "behoriga")


def test_a_beginning_that_several_editions_have(home: Home) -> None:
    year = 60.0
    while len({one[0] for one in ids(home)}) == len(ids(home)):
        save(home.evidence, revised(home, {2019: year}))
        year += 0.1
    shared = next(one[0] for one in ids(home) if sum(other[0] == one[0] for other in ids(home)) > 1)

    with pytest.raises(NotFoundError, match=f"more than one edition of 'behoriga' begins with '{shared}'"):
        between_editions(home, "behoriga", old=shared)


def test_editions_of_different_sources_are_not_held_against_each_other(home: Home) -> None:
    save(home.evidence, revised(home, {}, "Another"))
    first, second = ids(home)

    with pytest.raises(InputError, match="are of different sources"):
        between_editions(home, "behoriga", old=first, new=second)


def test_the_development_is_that_of_the_milestone(home: Home) -> None:
    save(home.evidence, revised(home, LEVEL))
    [told] = [item for item in status(home, as_of=LATER).statuses if item.milestone == "betyg"]

    assert between_editions(home, "behoriga").becomes == Developing(told.development, told.development_reason)
