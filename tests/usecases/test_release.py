"""What of an outlook may be published: nothing until released, as of any day, by whom and why."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.store.models import AuditEvent, Release
from fardplan.store.releases import ReleaseEvent
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.release import release, released_on, releases_on, withdraw
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied, RuleError
from fardplan.vocabulary.release import ReleaseKind
from tests.databases import rolled_back

FORECAST, PROBABILITY, RECOMMENDED = ReleaseKind
FIRST, SECOND, THIRD = (date(2021, 4, day) for day in (1, 2, 3))


def logged() -> list[tuple[object, ...]]:
    events = AuditEvent.objects.filter(action__endswith="outlook")
    return list(events.values_list("actor", "action", "subject", "before", "after", "why"))


def test_everything_is_internal_until_it_is_released(home):
    assert (released_on(FIRST), releases_on(FIRST)) == ({}, ())


def test_what_is_released_counts_from_its_day_until_it_is_withdrawn(home, strategist):
    turned = release("betyg", [PROBABILITY, FORECAST], actor=strategist, today=FIRST, why="KS § 7")
    assert turned == (FORECAST, PROBABILITY)
    assert release("trygghet", [RECOMMENDED], actor=strategist, today=SECOND) == (RECOMMENDED,)
    assert withdraw("betyg", [FORECAST], actor=strategist, today=THIRD, why="fel i underlaget") == (FORECAST,)
    assert [released_on(day) for day in (date(2021, 3, 31), FIRST, SECOND, THIRD)] == [
        {},
        {"betyg": {FORECAST, PROBABILITY}},
        {"betyg": {FORECAST, PROBABILITY}, "trygghet": {RECOMMENDED}},
        {"betyg": {PROBABILITY}, "trygghet": {RECOMMENDED}},
    ]
    assert releases_on(THIRD) == (
        ReleaseEvent("betyg", PROBABILITY, True, FIRST, "Åsa Strateg", "KS § 7"),
        ReleaseEvent("trygghet", RECOMMENDED, True, SECOND, "Åsa Strateg"),
    )
    assert releases_on(THIRD, milestone="trygghet") == releases_on(THIRD)[1:]
    assert logged() == [
        (
            "Åsa Strateg",
            "release outlook",
            "milestone betyg",
            [],
            ["forecast", "probability"],
            "KS § 7",
        ),
        ("Åsa Strateg", "release outlook", "milestone trygghet", [], ["recommended"], None),
        (
            "Åsa Strateg",
            "withdraw outlook",
            "milestone betyg",
            ["forecast", "probability"],
            ["probability"],
            "fel i underlaget",
        ),
    ]


def test_only_what_is_new_is_recorded(home, strategist):
    release("betyg", [FORECAST], actor=strategist, today=FIRST)
    assert release("betyg", ReleaseKind, actor=strategist, today=SECOND) == (PROBABILITY, RECOMMENDED)
    assert [(item.kind, item.day) for item in releases_on(SECOND)] == [
        (FORECAST, FIRST),
        (PROBABILITY, SECOND),
        (RECOMMENDED, SECOND),
    ]


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (release, "nothing of that is internal for 'betyg'\nNothing was changed."),
        (withdraw, "nothing of that is released for 'betyg'\nNothing was changed."),
    ],
)
def test_what_is_so_already_is_refused(home, strategist, turn, told):
    if turn is release:
        release("betyg", [FORECAST], actor=strategist, today=FIRST)
    before = logged()
    with pytest.raises(RuleError) as refused:
        turn("betyg", [FORECAST], actor=strategist, today=FIRST)
    assert str(refused.value) == told
    assert logged() == before


@pytest.mark.parametrize("turn", [release, withdraw])
def test_a_milestone_that_is_not_there_is_refused_with_those_that_are(home, strategist, turn):
    with pytest.raises(NotFoundError) as refused:
        turn("betygg", [FORECAST], actor=strategist, today=FIRST)
    assert str(refused.value) == (
        "there is no milestone 'betygg' in any version\n"
        "There is: betyg, bostader, trygghet. Did you mean 'betyg'?\nNothing was changed."
    )
    with pytest.raises(NotFoundError):
        releases_on(FIRST, milestone="betygg")
    assert (logged(), Release.objects.count()) == ([], 0)


@pytest.mark.parametrize("turn", [release, withdraw])
@pytest.mark.parametrize(
    "actor",
    [
        Actor("Pia Politiker", frozenset({Role.POLITICIAN})),
        Actor("Tor Trygg", grants=frozenset({Grant(Role.STRATEGIST, target_area="trygghet-och-bostad")})),
    ],
    ids=lambda actor: actor.name,
)
def test_only_who_steers_or_counts_for_the_target_area_releases(home, actor, turn):
    with pytest.raises(PermissionDenied):
        turn("betyg", [FORECAST], actor=actor, today=FIRST)
    assert (logged(), Release.objects.count()) == ([], 0)


def test_a_statistician_releases(home, statistician):
    assert release("betyg", [FORECAST], actor=statistician, today=FIRST) == (FORECAST,)


def test_a_release_that_is_interrupted_is_none(home, strategist):
    def interrupted() -> None:
        with transaction.atomic():
            release("betyg", [FORECAST], actor=strategist, today=FIRST)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (released_on(FIRST), logged()) == ({}, [])


steps = st.lists(
    st.tuples(
        st.sampled_from([release, withdraw]),
        st.sampled_from(["betyg", "trygghet"]),
        st.sets(st.sampled_from(ReleaseKind)),
        st.sampled_from([FIRST, SECOND, THIRD]),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_what_is_released_is_what_a_plain_ledger_says(home, strategist, steps):
    """The slow twin: play every step up to a day, in order, on sets."""
    played = sorted(steps, key=lambda step: step[3])
    with rolled_back():
        for turn, milestone, kinds, day in played:
            with suppress(RuleError):  # when all of it is so already
                turn(milestone, kinds, actor=strategist, today=day)
        for asked in (FIRST, SECOND, THIRD):
            ledger: dict[str, set[ReleaseKind]] = {"betyg": set(), "trygghet": set()}
            for turn, milestone, kinds, day in played:
                if day <= asked:
                    ledger[milestone] = (
                        ledger[milestone] | kinds if turn is release else ledger[milestone] - kinds
                    )
            assert released_on(asked) == {key: kinds for key, kinds in ledger.items() if kinds}
