"""What differs between two editions, part by part."""

from hypothesis import HealthCheck, given, settings

from fardplan.publishing.differences import Differences, FigureDifferences, differences
from fardplan.publishing.publication import Publication
from tests.builders import observation, public, sv
from tests.publishing.publications import (
    SERIES,
    indicator,
    milestone,
    publication,
    publications,
    status,
    strategy,
    version,
)

NOTHING = Differences(None, (), (), (), (), (), (), (), (), (), ())


few = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)


@few
@given(publications())
def test_an_edition_does_not_differ_from_itself(edition: Publication) -> None:
    assert differences(edition, edition) == NOTHING


@few
@given(publications(), publications())
def test_what_is_added_one_way_is_removed_the_other(one: Publication, other: Publication) -> None:
    there, back = differences(one, other), differences(other, one)
    assert set(there.milestones_added) == set(back.milestones_removed)
    assert set(there.strategies_added) == set(back.strategies_removed)
    assert set(there.indicators_added) == set(back.indicators_removed)
    assert {pair[::-1] for pair in there.milestones_kept} == set(back.milestones_kept)
    assert {item for it in there.figures for item in it.new} == {
        item for it in back.figures for item in it.withdrawn
    }


def test_every_part_is_compared() -> None:
    old = publication(SERIES[0], SERIES[1], public(observation(2015, 9.0)))
    added = public(observation(2018, 7.9))
    revised = public(observation(2016, 8.4))
    other = milestone(key="nytt", text=sv("Nytt mål"), status=status(in_stretch=None))
    new = publication(
        revised,
        SERIES[1],
        added,
        version=version(number=2),
        milestones=(other,),
        strategies=(strategy(text=sv("Gör mindre")),),
        indicators=(indicator(name=sv("Annat namn")),),
    )
    assert differences(old, new) == Differences(
        version=(version(), version(number=2)),
        milestones_added=(other,),
        milestones_removed=(milestone(),),
        milestones_kept=(),
        strategies_added=(),
        strategies_removed=(),
        strategies_kept=((strategy(), strategy(text=sv("Gör mindre"))),),
        indicators_added=(),
        indicators_removed=(),
        indicators_kept=((indicator(), indicator(name=sv("Annat namn"))),),
        figures=(
            FigureDifferences(
                indicator(name=sv("Annat namn")),
                new=(added,),
                revised=((SERIES[0], revised),),
                withdrawn=(public(observation(2015, 9.0)),),
            ),
        ),
    )


def test_another_source_note_makes_no_other_figure() -> None:
    noted = public(observation(2016, 8.5, note="omräknad"))
    assert differences(publication(), publication(noted, SERIES[1])) == NOTHING
