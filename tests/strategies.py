"""Hypothesis strategies that several rooms draw from."""

from datetime import date

from hypothesis import strategies as st

from fardplan.roadmap.version import (
    Decision,
    DecisionPoint,
    Force,
    IndicatorLink,
    LinkState,
    Milestone,
    RelatedMilestone,
    Responsibility,
    RoadmapVersion,
    Strategy,
    Strength,
    TargetArea,
    Vision,
)
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.period import PER_YEAR, Period, PeriodKind
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

TRAPS = [
    "nej: ”ja”",
    "no",
    "null",
    "~",
    "1e3",
    "2018-06-14",
    "007",
    " blank ",
    "rad\nrad",
    "# not a comment",
    "å\u00a0ö\u202f1",
    "'",
    '"',
    "- a",
    "0x1",
    "1_000",
    "12:30:00",
    "=",
    "<<",
    "{a}",
    "%",
]
"""What YAML readers like to take for something else than text, and what has broken formatting before."""

years = st.integers(1990, 2100)
strings = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
)
texts = st.builds(Text, sv=strings, en=st.none() | strings)
keys = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
levels = st.floats(-1e12, 1e12)
shares = st.none() | st.floats(0, 1)
periods = st.builds(
    lambda kind, year, part: Period(kind, year * PER_YEAR[kind] + part % PER_YEAR[kind]),
    st.sampled_from(PeriodKind),
    years,
    st.integers(0, 11),
)
partial_dates = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from([4, 7, 10]),
)
gap_targets = st.one_of(
    st.builds(GapTarget, measure=st.just(measure), level=st.floats(least, most), year=years)
    for measure, least, most in (
        (GapMeasure.DIFFERENCE, 0, 1e12),
        (GapMeasure.SLOPE, 0, 1e12),
        (GapMeasure.RATIO, 1, 1e12),
        (GapMeasure.BETWEEN_SHARE, 0, 1),
    )
)
decisions = st.builds(
    Decision,
    body=strings,
    date=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    paragraph=strings,
    dnr=strings,
)


def unique_keys(least: int = 0, most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(keys, min_size=least, max_size=most, unique=True)


@st.composite
def milestones(draw: st.DrawFn, key: str, others: list[str], areas: list[str]) -> Milestone:
    decided = draw(st.booleans())
    related = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
    links = st.builds(
        IndicatorLink, indicator=keys, state=st.sampled_from(LinkState), confidence=shares, source=strings
    )
    return Milestone(
        key=key,
        target_area=draw(st.sampled_from(areas)),
        text=draw(texts),
        wanted=draw(st.none() | st.sampled_from(Direction)),
        strength=draw(st.sampled_from(Strength)),
        rationale=draw(st.none() | texts),
        related=tuple(RelatedMilestone(milestone=other, source=draw(strings)) for other in related),
        indicator=draw(st.none() | links),
        context=tuple(draw(unique_keys(most=2))),
        level=draw(levels) if decided else None,
        year=draw(years) if decided else None,
        gap=draw(st.none() | gap_targets),
        baseline=draw(st.none() | periods),
        responsible=tuple(
            Responsibility(organisation=name, source=draw(strings)) for name in draw(unique_keys(most=2))
        ),
        needed=draw(st.none() | texts),
    )


@st.composite
def roadmap_versions(draw: st.DrawFn, *, adopted: bool | None = None) -> RoadmapVersion:
    """Any edition that can be; with `adopted` only adopted, or only proposed, ones."""
    number = draw(st.integers(1, 30))
    areas = draw(unique_keys(least=1, most=3))
    names = draw(unique_keys())
    start = draw(years)
    return RoadmapVersion(
        number=number,
        title=draw(texts),
        dnr=draw(st.none() | strings),
        dated=draw(partial_dates),
        drawn_up_by=draw(strings),
        source=draw(strings),
        based_on=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
        why=draw(st.none() | texts),
        horizon=draw(st.none() | st.tuples(st.just(start), st.integers(start, 2100))),
        vision=draw(st.builds(Vision, title=texts, year=years, text=st.none() | texts, source=strings)),
        target_areas=tuple(
            TargetArea(key=key, name=draw(texts), description=draw(st.none() | texts)) for key in areas
        ),
        milestones=tuple(
            draw(milestones(name, [other for other in names if other != name], areas)) for name in names
        ),
        strategies=tuple(
            Strategy(
                key=key,
                target_area=draw(st.sampled_from(areas)),
                number=draw(st.integers(1, 30)),
                text=draw(texts),
            )
            for key in draw(unique_keys())
        ),
        decision_points=tuple(
            DecisionPoint(
                number=place,
                text=draw(texts),
                addressee=draw(st.none() | strings),
                force=draw(st.sampled_from(Force)),
            )
            for place in range(1, draw(st.integers(0, 3)) + 1)
        ),
        decision={True: draw(decisions), False: None, None: draw(st.none() | decisions)}[adopted],
    )
