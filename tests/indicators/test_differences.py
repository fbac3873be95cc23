"""Differences between districts and groups: which are compared, how large, how sure, and how they change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.indicators.definition import RegisterError, SeriesBreak, SurveyError
from fardplan.indicators.differences import (
    Standing,
    gap_changes,
    gaps,
    group_gap_changes,
    group_gaps,
)
from fardplan.indicators.gap_places import district_divisions, district_sides
from fardplan.stats.between import RANGE, VARIANCE_SHARE, Counted, inequality
from fardplan.stats.gaps import Share, change_of_difference, difference, ratio
from fardplan.stats.slope import slope_index
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.gap import GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import CITY, definition, observation, provenance, sv

EIGHT = tuple("abcdefgh")
OLD = Division(code="eight", name="Eight", valid_to=date(2020, 6, 30), areas=EIGHT)
NEW = Division(code="seven", name="Seven", valid_from=date(2020, 7, 1), areas=(*"abcdef", "gh"))
BOTH = (OLD, NEW)

SHARES = (80.0, 82.0, 84.0, 86.0, 88.0, 90.0, 92.0, 94.0)
CLOSER = (87.0, 87.2, 87.4, 87.6, 87.8, 88.0, 88.2, 88.4)


def year(period, values, *, base=2000, codes=EIGHT, **changes):
    return tuple(
        observation(period, value, area=code, base=base, **changes)
        for code, value in zip(codes, values, strict=True)
    )


def by_measure(figures):
    return {item.measure: item for item in figures}


def told(changes):
    return {item.measure: (item.verdict, item.reason) for item in changes}


WEALTH = Standing(
    definition(key="bistand", polarity=Direction.DOWN),
    year(2015, (8, 7, 6, 5, 4, 3, 2, 1), base=None, indicator="bistand"),
)


# Which figures are compared ------------------------------------------------------------------------------


def test_only_divisions_into_districts_are_divisions_into_districts():
    areas = [Area(code=code, kind=AreaKind.DISTRICT, versions=(AreaVersion(name=code),)) for code in EIGHT]
    areas.append(Area(code="west", kind=AreaKind.PART, versions=(AreaVersion(name="west"),)))
    parts = Division(code="parts", name="Parts", areas=("west", "a"))
    assert district_divisions((OLD, parts), areas) == (OLD,)


def test_districts_of_two_divisions_are_never_in_one_comparison():
    seven = year(2021, SHARES[:7], codes=NEW.areas)
    sides = district_sides((*year(2019, SHARES), *seven), BOTH)
    assert [(side.division, str(side.period), side.codes) for side in sides] == [
        ("eight", "2019", EIGHT),
        ("seven", "2021", (*"abcdef", "gh")),
    ]


def test_statistics_that_change_division_late_are_read_in_the_division_they_are_made_in():
    late, anew = year(2020, SHARES), year(2010, SHARES[:7], codes=NEW.areas)
    suppressed = year(2021, SHARES)[1:]
    assert [side.division for side in district_sides(late, BOTH)] == ["eight"]
    assert [side.division for side in district_sides(anew, BOTH)] == ["seven"]
    assert [side.division for side in district_sides(suppressed, BOTH)] == ["eight"]


def test_what_does_not_tell_divisions_apart_is_read_in_the_one_that_held():
    few = (*year(2019, SHARES[:3], codes="abc"), *year(2021, SHARES[:3], codes="abc"))
    assert [(side.division, len(side.figures)) for side in district_sides(few, BOTH)] == [
        ("eight", 3),
        ("seven", 3),
    ]


def test_two_complete_divisions_of_one_year_are_compared_each_by_itself():
    both = (*year(2019, SHARES), observation(2019, 93.0, area="gh"))
    assert [side.division for side in district_sides(both, BOTH)] == ["eight", "seven"]


def test_a_preliminary_figure_and_a_group_are_left_out():
    first, *others = year(2019, SHARES)
    preliminary = replace(first, status=Status.PRELIMINARY)
    women = replace(first, group=Group.parse("sex=K"))
    (side,) = district_sides((preliminary, women, *others), BOTH)
    assert side.codes == EIGHT[1:]


def test_counts_are_not_compared_and_one_district_is_no_comparison():
    count = definition(unit=Unit(measure=Measure.COUNT, label=sv("personer")))
    assert gaps(year(2019, SHARES), count, BOTH) == ()
    assert gap_changes(year(2019, SHARES), count, BOTH) == ()
    assert gaps(year(2019, SHARES[:1], codes="a"), definition(), BOTH) == ()
    assert gaps(year(2019, SHARES), definition(key="annan"), BOTH) == ()
    assert gaps(year(2019, SHARES), definition(), ()) == ()


# How large -----------------------------------------------------------------------------------------------


def test_without_bases_or_margins_the_gap_is_plain_and_nobody_knows_how_sure():
    assert gaps(year(2019, SHARES, base=None), definition(), BOTH, standing=WEALTH) == (
        GapFigure(
            measure=GapMeasure.DIFFERENCE,
            division="eight",
            period=Period.of_year(2019),
            value=14.0,
            areas=8,
            highest="h",
            lowest="a",
            origin=Origin.OWN_CALCULATION,
        ),
        GapFigure(
            measure=GapMeasure.RATIO,
            division="eight",
            period=Period.of_year(2019),
            value=94 / 80,
            areas=8,
            highest="h",
            lowest="a",
            origin=Origin.OWN_CALCULATION,
        ),
    )


def test_with_bases_the_formulas_of_stats_are_behind_every_measure():
    found = by_measure(gaps(year(2019, SHARES), definition(), BOTH, standing=WEALTH))
    cases, bases = [value * 20 for value in SHARES], [2000] * 8
    spread = inequality(Counted(cases, bases), RANGE, draws=3999, seed=1)
    share = inequality(Counted(cases, bases), VARIANCE_SHARE, draws=3999, seed=1)
    line = slope_index(cases, bases, range(8))
    near = {"abs": 0.25}
    difference_found = found[GapMeasure.DIFFERENCE]
    assert (difference_found.value, difference_found.lower, difference_found.upper) == (
        pytest.approx(100 * spread.value, **near),
        pytest.approx(100 * spread.lower, **near),
        pytest.approx(100 * spread.upper, **near),
    )
    assert difference_found.value < 14 < difference_found.upper
    assert found[GapMeasure.BETWEEN_SHARE].value == pytest.approx(share.value, abs=0.001)
    slope = found[GapMeasure.SLOPE]
    assert (slope.value, slope.lower, slope.upper) == pytest.approx(
        (100 * line.slope, 100 * line.lower, 100 * line.upper)
    )
    times = found[GapMeasure.RATIO]
    assert 1 < times.lower < times.value < 94 / 80 < times.upper
    assert (times.value - 1) / (94 / 80 - 1) == pytest.approx(difference_found.value / 14, abs=0.05)


def test_where_less_is_better_the_slope_turns_so_that_more_is_always_worse_for_the_worst_off():
    up = by_measure(gaps(year(2019, SHARES), definition(), BOTH, standing=WEALTH))[GapMeasure.SLOPE]
    mirrored = year(2019, [100 - value for value in SHARES])
    down = by_measure(gaps(mirrored, definition(polarity=Direction.DOWN), BOTH, standing=WEALTH))
    assert down[GapMeasure.SLOPE].value == pytest.approx(up.value)
    assert (down[GapMeasure.SLOPE].lower, down[GapMeasure.SLOPE].upper) == pytest.approx((up.lower, up.upper))


def test_an_indicator_does_not_order_the_districts_by_itself_nor_by_half_of_them():
    itself = Standing(definition(), year(2015, SHARES))
    half = Standing(WEALTH.definition, WEALTH.observations[:4])
    for standing in (None, itself, half):
        found = by_measure(gaps(year(2019, SHARES), definition(), BOTH, standing=standing))
        assert GapMeasure.SLOPE not in found


def test_the_standing_is_the_latest_that_has_all_the_districts():
    later = year(2018, range(8), base=None, indicator="bistand")
    standing = Standing(WEALTH.definition, (*later, *WEALTH.observations, *later[:2]))
    assert standing.of(EIGHT) == tuple(-float(place) for place in range(8))
    assert Standing(WEALTH.definition, (*WEALTH.observations, *later[:2])).of(EIGHT) == (
        *(-8, -7, -6, -5, -4, -3, -2, -1),
    )


def test_a_survey_with_margins_has_an_interval_and_one_with_answers_the_same():
    survey = definition(error=SurveyError(design_effect=1.5), rounded_to=1)
    answers = by_measure(gaps(year(2019, SHARES), survey, BOTH, standing=WEALTH))
    half = 1.96 * (0.85 * 0.15 / 2000 * 1.5) ** 0.5 * 100
    margins = [
        replace(item, lower=item.value - half, upper=item.value + half, base=None)
        for item in year(2019, SHARES)
    ]
    given = by_measure(gaps(margins, survey, BOTH, standing=WEALTH))
    assert set(given) == set(answers) == {GapMeasure.DIFFERENCE, GapMeasure.RATIO}
    for measure in given:
        assert given[measure].value == pytest.approx(answers[measure].value, rel=0.03)
        assert given[measure].lower == pytest.approx(answers[measure].lower, rel=0.05)
    assert gaps(margins[:4] + list(year(2019, SHARES, base=None))[4:], survey, BOTH)[0].lower is None


def test_no_times_anything_is_nothing_and_no_ratio():
    found = by_measure(gaps(year(2019, (0.0, *SHARES[1:])), definition(), BOTH))
    assert set(found) == {GapMeasure.DIFFERENCE, GapMeasure.BETWEEN_SHARE}
    none = gaps(year(2019, [0.0] * 8), definition(), BOTH, standing=WEALTH)
    assert [(item.measure, item.value) for item in none] == [(GapMeasure.DIFFERENCE, 0.0)]


def test_a_simulated_figure_makes_the_gap_simulated():
    made_up = year(2019, SHARES, provenance=provenance(origin=Origin.SIMULATED))
    mixed = (made_up[0], *year(2019, SHARES)[1:])
    assert {item.origin for item in gaps(mixed, definition(), BOTH)} == {Origin.SIMULATED}


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(1, 99), min_size=8, max_size=8), st.permutations(range(8)))
def test_the_order_of_the_figures_does_not_matter_and_the_interval_holds_the_value(values, order):
    figures = year(2019, [float(value) for value in values], base=300)
    found = gaps(figures, definition(), BOTH, standing=WEALTH)
    assert gaps([figures[place] for place in order], definition(), BOTH, standing=WEALTH) == found
    for item in found:
        assert item.lower is None or item.lower <= item.value <= item.upper


# How it changes ------------------------------------------------------------------------------------------


def test_a_gap_that_all_districts_close_has_closed_and_the_mirror_image_has_grown():
    wide, narrow = year(2015, SHARES, base=5000), year(2019, CLOSER, base=5000)
    closed = gap_changes((*wide, *narrow), definition(), BOTH, standing=WEALTH)
    assert told(closed)[GapMeasure.DIFFERENCE] == (GapVerdict.CLOSED, GapReason.BEYOND_CHANCE)
    assert told(closed)[GapMeasure.SLOPE] == (GapVerdict.CLOSED, GapReason.BEYOND_CHANCE)
    grown = gap_changes(
        (*year(2015, CLOSER, base=5000), *year(2019, SHARES, base=5000)), definition(), BOTH, standing=WEALTH
    )
    assert told(grown)[GapMeasure.SLOPE] == (GapVerdict.GROWN, GapReason.BEYOND_CHANCE)
    for item in closed:
        if item.lower is not None:
            assert item.lower <= item.latest.value - item.first.value <= item.upper < 0
    assert {item.first.period for item in closed} == {Period.of_year(2015)}


def test_what_persons_chance_may_explain_is_no_detectable_change():
    same = (*year(2015, SHARES, base=300), *year(2019, (81.0, *SHARES[1:]), base=300))
    found = told(gap_changes(same, definition(), BOTH, standing=WEALTH))
    assert set(found.values()) == {(GapVerdict.NO_DETECTABLE_CHANGE, GapReason.WITHIN_CHANCE)}


def test_a_single_district_that_moves_far_is_no_change_of_the_districts_together():
    one = (*year(2015, SHARES, base=20000), *year(2019, (88.0, *SHARES[1:]), base=20000))
    found = told(gap_changes(one, definition(), BOTH, standing=WEALTH))
    assert found[GapMeasure.SLOPE] == (GapVerdict.NO_DETECTABLE_CHANGE, GapReason.AREAS_APART)


@pytest.mark.parametrize(
    ("earlier", "changes", "reason"),
    [
        ((), {}, GapReason.ONE_PERIOD),
        (
            year(2015, SHARES),
            {"breaks": (SeriesBreak(first=Period.of_year(2017), text=sv("Ny"), areas=("c",)),)},
            GapReason.BREAK,
        ),
        (year(2015, SHARES[:7], codes=NEW.areas), {}, GapReason.DIVISION_CHANGED),
        (year(2015, SHARES)[:6], {}, GapReason.AREAS_DIFFER),
        (year(2015, SHARES, base=None), {}, GapReason.NO_ERROR_KNOWN),
        (year("2015-VT", SHARES), {}, GapReason.DIVISION_CHANGED),
    ],
)
def test_where_nothing_can_be_told_the_reason_stands_there(earlier, changes, reason):
    found = gap_changes((*earlier, *year(2019, SHARES)), definition(**changes), BOTH)
    latest = [item for item in found if item.latest.period == Period.of_year(2019)]
    assert {(item.verdict, item.reason) for item in latest} == {(GapVerdict.CANNOT_TELL, reason)}
    assert (latest[0].first is None) is (reason is not GapReason.NO_ERROR_KNOWN)


def test_a_break_of_another_district_parts_nothing():
    about = definition(breaks=(SeriesBreak(first=Period.of_year(2017), text=sv("Ny"), areas=("gh",)),))
    found = gap_changes((*year(2015, SHARES), *year(2019, SHARES)), about, BOTH)
    assert {item.verdict for item in found} == {GapVerdict.NO_DETECTABLE_CHANGE}


def test_five_districts_are_too_few_to_tell():
    five = Division(code="five", name="Five", areas=EIGHT[:5])
    both = (*year(2015, SHARES[:5], codes=five.areas), *year(2019, CLOSER[:5], codes=five.areas))
    found = told(gap_changes(both, definition(), (five,)))
    assert set(found.values()) == {(GapVerdict.CANNOT_TELL, GapReason.TOO_FEW_AREAS)}


def test_a_slope_that_has_turned_round_has_neither_grown_nor_closed():
    turned = (*year(2015, SHARES), *year(2019, SHARES[::-1]))
    found = told(gap_changes(turned, definition(), BOTH, standing=WEALTH))
    assert found[GapMeasure.SLOPE] == (GapVerdict.CANNOT_TELL, GapReason.CROSSED)


# Groups --------------------------------------------------------------------------------------------------


def groups(period, women, men, *, base=5000):
    return (
        observation(period, women, base=base, group=Group.parse("sex=K")),
        observation(period, men, base=base, group=Group.parse("sex=M")),
    )


def test_two_groups_have_newcombes_interval_and_the_ratio_its_own():
    exact = definition(rounded_to=1e-9)
    points, times = group_gaps(groups(2019, 90.2, 87.5), exact, CITY)
    women, men = Share(0.902, 5000), Share(0.875, 5000)
    gap, relative = difference(women, men), ratio(women, men)
    assert (points.value, points.lower, points.upper) == pytest.approx(
        (100 * gap.value, 100 * gap.lower, 100 * gap.upper)
    )
    assert (times.value, times.lower, times.upper) == pytest.approx(
        (relative.value, relative.lower, relative.upper)
    )
    assert (points.division, points.highest, points.lowest, points.areas) == ("sex", "sex=K", "sex=M", 2)


def test_two_groups_that_are_alike_are_still_two():
    for item in group_gaps(groups(2019, 87.5, 87.5), definition(), CITY):
        assert {item.highest, item.lowest} == {"sex=K", "sex=M"}
        assert item.lower is not None


def test_the_rounding_of_the_figures_widens_the_interval_of_two_groups():
    rounded, exact = (
        group_gaps(groups(2019, 90.2, 87.5), definition(rounded_to=step), CITY)[0] for step in (1, 1e-9)
    )
    assert rounded.lower < exact.lower < exact.upper < rounded.upper
    assert rounded.value == exact.value


def test_the_order_of_two_groups_is_that_of_the_latest_period():
    figures = group_gaps((*groups(2015, 85.0, 87.0), *groups(2019, 90.0, 87.0)), definition(), CITY)
    assert [(str(item.period), round(item.value, 3)) for item in figures] == [
        ("2015", -2.0),
        ("2015", round(85 / 87, 3)),
        ("2019", 3.0),
        ("2019", round(90 / 87, 3)),
    ]


@pytest.mark.parametrize(
    ("first", "latest", "verdict", "reason"),
    [
        ((90.0, 80.0), (90.0, 85.0), GapVerdict.CLOSED, GapReason.BEYOND_CHANCE),
        ((90.0, 85.0), (90.0, 80.0), GapVerdict.GROWN, GapReason.BEYOND_CHANCE),
        ((90.0, 85.0), (90.0, 84.9), GapVerdict.NO_DETECTABLE_CHANGE, GapReason.WITHIN_CHANCE),
        ((80.0, 90.0), (90.0, 80.0), GapVerdict.CANNOT_TELL, GapReason.CROSSED),
    ],
)
def test_how_the_difference_of_two_groups_has_changed(first, latest, verdict, reason):
    (change,) = group_gap_changes((*groups(2015, *first), *groups(2019, *latest)), definition(), CITY)
    assert (change.verdict, change.reason) == (verdict, reason)


def test_the_interval_of_a_change_of_groups_is_zou_and_donners():
    exact = definition(rounded_to=1e-9)
    (change,) = group_gap_changes((*groups(2015, 90.0, 80.0), *groups(2019, 90.0, 85.0)), exact, CITY)
    before = difference(Share(0.9, 5000), Share(0.8, 5000))
    after = difference(Share(0.9, 5000), Share(0.85, 5000))
    slow = change_of_difference(before, after)
    assert (change.lower, change.upper) == pytest.approx((100 * slow.lower, 100 * slow.upper))


def test_groups_without_bases_cannot_be_told():
    both = (*groups(2015, 90.0, 80.0, base=None), *groups(2019, 90.0, 85.0, base=None))
    (change,) = group_gap_changes(both, definition(), CITY)
    assert (change.verdict, change.reason) == (GapVerdict.CANNOT_TELL, GapReason.NO_ERROR_KNOWN)
    (alone,) = group_gap_changes(groups(2019, 90.0, 85.0), definition(), CITY)
    assert (alone.verdict, alone.reason, alone.first) == (
        GapVerdict.CANNOT_TELL,
        GapReason.ONE_PERIOD,
        None,
    )


def test_more_than_two_groups_are_read_as_districts_are():
    levels = [
        observation(2019, value, base=1000, group=Group.parse(f"utbildning={name}"))
        for name, value in (("kort", 70.0), ("mellan", 85.0), ("lang", 95.0))
    ]
    points, times = group_gaps(levels, definition(), CITY)
    assert (points.highest, points.lowest, points.areas) == ("utbildning=lang", "utbildning=kort", 3)
    assert points.lower < points.value <= 25 < points.upper
    assert times.lower < times.value < times.upper
    assert group_gap_changes(levels, definition(), CITY) == ()


def test_a_group_of_groups_and_another_area_are_left_out():
    crossed = observation(2019, 90.0, group=Group.parse("provider=municipal;sex=K"))
    elsewhere = observation(2019, 80.0, area="a", group=Group.parse("sex=M"))
    assert group_gaps((groups(2019, 90.0, 85.0)[0], crossed, elsewhere), definition(), CITY) == ()


# Protected figures ------------------------------------------------------------------------------------------


def hidden(period, code, **changes):
    return observation(period, None, area=code, status=Status.SUPPRESSED, **changes)


def test_a_protected_district_takes_no_part_and_is_counted():
    found = (*year(2019, SHARES[:6], codes=tuple("abcdef")), hidden(2019, "g"), hidden(2019, "h"))
    seen = by_measure(gaps(found, definition(), (OLD,)))
    without = by_measure(gaps(found[:6], definition(), (OLD,)))
    assert seen.keys() == without.keys()
    for measure, figure in seen.items():
        assert (figure.areas, figure.protected) == (6, 2)
        assert figure == without[measure].model_copy(update={"protected": 2})


def test_a_division_is_no_less_told_for_what_is_protected():
    """Else the old division, with one district more, would be taken long after it ceased."""
    merged = (*year(2022, SHARES), observation(2022, 93.0, area="gh", base=4000))
    protected = [hidden(2022, item.area) if item.area in "ab" else item for item in merged]
    assert {item.division for item in gaps(merged, definition(), BOTH)} == {"eight", "seven"}
    assert {item.division for item in gaps(protected, definition(), BOTH)} == {"eight", "seven"}


def test_a_protected_group_takes_no_part_and_is_counted():
    groups = [Group.parse(f"origin={name}") for name in ("a", "b", "c")]
    found = [
        observation(
            2019, value, group=group, base=500, status=Status.SUPPRESSED if value is None else Status.VALUE
        )
        for group, value in zip(groups, (60.0, None, 70.0), strict=True)
    ]
    (difference_, *_) = group_gaps(found, definition(), CITY)
    assert (difference_.areas, difference_.protected) == (2, 1)
    assert difference_.value == pytest.approx(10)
    assert group_gaps(found[1:], definition(), CITY) == ()


@given(st.sets(st.sampled_from(EIGHT), max_size=6))
@settings(max_examples=30)
def test_no_gap_depends_on_what_is_protected(out):
    """Whatever the protected districts' figures were, the gaps are the same: those of the others."""
    one, other = (
        [hidden(2019, item.area) if item.area in out else item for item in year(2019, values)]
        for values in (
            SHARES,
            tuple(5.0 if code in out else value for code, value in zip(EIGHT, SHARES, strict=True)),
        )
    )
    assert gaps(one, definition(), (OLD,)) == gaps(other, definition(), (OLD,))


def test_no_gap_is_told_of_figures_of_which_only_bounds_are_known():
    found = tuple(
        observation(2017, value, group=Group((("provider", code),)), lower=value - 1, upper=value + 1)
        for code, value in (("municipal", 87.0), ("independent", 92.0))
    )
    assert group_gaps(found, definition(), CITY) != ()
    bounds = definition(error=RegisterError(bounds=True))
    assert group_gaps(found, bounds, CITY) == group_gap_changes(found, bounds, CITY) == ()
