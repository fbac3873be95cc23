"""Which edition applies on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.roadmap.standing import Applying, Standing, applying_on, standing_on
from fardplan.vocabulary.errors import NotFoundError
from tests.builders import decision, version

#          2018         2019          2020          2021
#  first   ── proposed ── KF 15 Oct 2019 ─────────── superseded 1 Feb 2021
#  second  ───────────── proposed from Mar 2020 ──── KF 1 Feb 2021
#  third   ──────────────────────────────────────────── proposed from June 2021
FIRST = version(dated="2018-06-14", decision=decision("2019-10-15"))
SECOND = version(number=2, dated="2020-03", based_on=1, decision=decision("2021-02-01"))
THIRD = version(number=3, dated="2021-06-01", based_on=2)
ALL = (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("day", "applying", "standings"),
    [
        ("2017-01-01", Applying(FIRST, Standing.PROPOSED), "proposed proposed proposed"),
        ("2019-10-14", Applying(FIRST, Standing.PROPOSED), "proposed proposed proposed"),
        ("2019-10-15", Applying(FIRST, Standing.ADOPTED), "adopted proposed proposed"),
        ("2020-12-31", Applying(FIRST, Standing.ADOPTED), "adopted proposed proposed"),
        ("2021-02-01", Applying(SECOND, Standing.ADOPTED), "superseded adopted proposed"),
        ("2022-01-01", Applying(SECOND, Standing.ADOPTED), "superseded adopted proposed"),
    ],
)
def test_what_applied_and_what_each_edition_was(day, applying, standings):
    on = date.fromisoformat(day)
    assert applying_on(ALL, on) == applying
    assert [standing_on(item, ALL, on).value for item in ALL] == standings.split()


@pytest.mark.parametrize(
    ("day", "number"), [("2018-06-13", 1), ("2018-06-14", 1), ("2020-03-30", 1), ("2020-03-31", 2)]
)
def test_without_a_decision_the_latest_that_was_proposed_by_then_applies(day, number):
    proposed = (version(dated="2018-06-14"), version(number=2, dated="2020-03"))
    found = applying_on(proposed, date.fromisoformat(day))
    assert (found.version.number, found.standing) == (number, Standing.PROPOSED)


def test_of_two_decided_on_one_day_the_later_edition_applies():
    same = (version(decision=decision()), version(number=2, decision=decision()))
    for versions in (same, same[::-1]):
        assert applying_on(versions, date(2020, 1, 1)).version.number == 2


def test_an_edition_decided_later_applies_though_its_number_is_lower():
    versions = (version(decision=decision("2020-01-01")), version(number=2, decision=decision("2019-01-01")))
    assert applying_on(versions, date(2020, 1, 1)).version.number == 1


def test_no_edition_at_all_says_how_to_get_one():
    with pytest.raises(NotFoundError) as refused:
        applying_on((), date(2020, 1, 1))
    assert str(refused.value) == "there is no roadmap yet\nImport one: fardplan roadmap import FILE."


days = st.dates(date(2018, 1, 1), date(2022, 1, 1))
editions = st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=5).map(
    lambda pairs: [
        version(
            number=place,
            dated=dated.isoformat(),
            decision=decision(decided.isoformat()) if decided else None,
        )
        for place, (dated, decided) in enumerate(pairs, start=1)
    ]
)
ORDER = [Standing.PROPOSED, Standing.ADOPTED, Standing.SUPERSEDED]


@given(editions, days, st.integers(0, 900))
def test_time_only_moves_an_edition_forward(versions, day, later):
    then = day + timedelta(days=later)
    for item in versions:
        before, after = (ORDER.index(standing_on(item, versions, on)) for on in (day, then))
        assert before <= after
    before_that, now = applying_on(versions, day), applying_on(versions, then)
    assert not (before_that.standing is Standing.ADOPTED and now.standing is Standing.PROPOSED)


@given(editions, days)
def test_one_edition_at_most_is_adopted_and_it_applies(versions, day):
    adopted = [item for item in versions if standing_on(item, versions, day) is Standing.ADOPTED]
    applying = applying_on(versions, day)
    assert len(adopted) == (applying.standing is Standing.ADOPTED)
    assert adopted in ([], [applying.version])


@given(editions, days, st.randoms(use_true_random=False))
def test_the_order_of_editions_does_not_matter(versions, day, random):
    mixed = list(versions)
    random.shuffle(mixed)
    assert applying_on(mixed, day) == applying_on(versions, day)
