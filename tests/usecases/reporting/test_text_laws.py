"""Laws of what reports say: one and more, up and down as mirror images, nothing stronger than the verdict."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.portal.contents import Contents
from fardplan.portal.stories import card
from fardplan.presentation.story import counted
from fardplan.presentation.translations import translate
from fardplan.publishing.gaps import PublishedGaps
from fardplan.reports.tree import Table, walk
from fardplan.usecases.reporting.differences_words import COUNTED
from fardplan.usecases.reporting.district_lines import Against
from fardplan.usecases.reporting.district_profile import LEADS
from fardplan.usecases.reporting.district_rows import BESIDE_CITY, BESIDE_EARLIER
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.official import AREAS, MILESTONES, STRATEGIES
from fardplan.usecases.reporting.status_glance import MOVING, STANDING, Glance
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.gap import GapReason, GapVerdict
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.status import Development, Verdict
from fardplan.vocabulary.text import LANGUAGES, Language
from tests.portal import sample
from tests.reading_reports import under
from tests.usecases.reporting import test_differences_report as differences
from tests.usecases.reporting import test_district_profile as profile

Pair = tuple[str, str]
PAIRS: Mapping[str, Mapping[Any, Pair]] = {
    "milestones": STANDING,
    "directions": MOVING,
    "districts": LEADS,
    "differences": COUNTED,
    "official": {"areas": AREAS, "milestones": MILESTONES, "strategies": STRATEGIES},
}
ONE = {"sv": re.compile(r"\b(ett|en)\b", re.I), "en": re.compile(r"\bone\b", re.I)}
UP_AND_DOWN = {
    "sv": {"ökat": "minskat", "högre": "lägre"},
    "en": {"grown": "shrunk", "higher": "lower"},
}
LANGUAGE = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAIRS)
def test_one_is_said_as_one_and_more_with_their_number(name: str, language: Language) -> None:
    for one, many in PAIRS[name].values():
        said, several = translate(one, language, city="X"), translate(many, language, count="SJU", city="X")
        assert ONE[language].search(said), said
        assert "SJU" in several, several
        assert said != several


def mirrored(words: str, language: Language) -> str:
    swapped = {**UP_AND_DOWN[language], **{down: up for up, down in UP_AND_DOWN[language].items()}}
    return re.sub("|".join(swapped), lambda found: swapped[found[0]], words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_up_and_down_are_said_as_mirror_images(language: Language) -> None:
    values = {"count": 7, "city": "X", "period": "2018", "value": "5"}
    pairs: list[Pair] = [
        (BESIDE_CITY[Against.HIGHER], BESIDE_CITY[Against.LOWER]),
        (BESIDE_EARLIER[Against.HIGHER], BESIDE_EARLIER[Against.LOWER]),
        *zip(LEADS[Against.HIGHER], LEADS[Against.LOWER], strict=True),
        *zip(COUNTED[GapVerdict.GROWN], COUNTED[GapVerdict.CLOSED], strict=True),
    ]
    for up, down in pairs:
        said = translate(up, language, **values)
        assert mirrored(said, language) == translate(down, language, **values) != said


def said_of(pairs: Mapping[Any, Pair], sentences: Sequence[str], language: Language) -> dict[Any, int]:
    """How many each sentence tells of, by what it says of them; what no pair says is left out."""
    numbers = {form: number for number in range(60) for form in (str(number), counted(number, language))}
    found: dict[Any, int] = {}
    for key, (one, many) in pairs.items():
        alone = translate(one, language, city="Björkvik").casefold()
        form = re.escape(translate(many, language, count="SJU", city="Björkvik").casefold())
        more = re.compile(form.replace("sju", r"(\S+)"))
        for sentence in sentences:
            if sentence.casefold() == alone:
                found[key] = found.get(key, 0) + 1
            elif told := more.fullmatch(sentence.casefold()):
                found[key] = found.get(key, 0) + numbers[told[1]]
    return found


def sentences(text: str) -> list[str]:
    return [one.strip() for one in re.findall(r"[^.]+\.", text)]


STATES = st.tuples(st.sampled_from(list(Verdict)), st.sampled_from(list(MOVING)))


@given(st.lists(STATES, min_size=2, max_size=30), LANGUAGE)
def test_the_summary_tells_of_every_milestone_once_and_of_no_other_verdict(
    states: list[tuple[Verdict, Development]], language: Language
) -> None:
    contents = profile.EDITION.contents
    base = sample.MILESTONES[0]
    cards = tuple(
        card(
            contents,
            base.model_copy(
                update={
                    "status": base.status.model_copy(update={"verdict": verdict, "development": development})
                }
            ),
            language,
        )
        for verdict, development in states
    )
    whole, *told = sentences(Glance(contents, cards, language, whole=True).lead())
    assert counted(len(states), language) in whole
    judged = Counter(verdict for verdict, _ in states)
    undecided = judged.pop(Verdict.NOT_DECIDED, 0)
    assert said_of(STANDING, told, language) == judged
    if not undecided:
        assert len(told) == len(judged)
        return
    assert len(told) == len(judged) + 1
    parts = told[-1].removesuffix(".").partition(": ")[2].split(", ")
    moving = Counter(development for verdict, development in states if verdict is Verdict.NOT_DECIDED)
    assert said_of(MOVING, parts, language) == moving
    assert len(parts) == len(moving)


ENDS = st.tuples(st.integers(2, 98), st.integers(0, 12), st.integers(0, 12))
COMPARED = st.tuples(ENDS, ENDS, st.booleans())


@given(st.lists(COMPARED, min_size=1, max_size=8), LANGUAGE)
def test_a_profile_says_higher_and_lower_of_as_many_as_have_intervals_apart(
    compared: list[tuple[tuple[int, int, int], tuple[int, int, int], bool]], language: Language
) -> None:
    figures, wanted = [], Counter[Against]()
    for at, (own, city, known) in enumerate(compared):
        for (value, down, up), area in ((own, "fiskartorp"), (city, sample.CITY)):
            ends = {"lower": float(value - down), "upper": float(value + up)} if known else {}
            figures.append(sample.observation(f"andel-{at}", 2018, float(value), area=area, **ends))
        wanted[_against(own, city) if known else Against.UNKNOWN] += 1
    edition = _edition([f"andel-{at}" for at in range(len(compared))], figures)
    made = profile.report("fiskartorp", edition, language)
    (lead,) = [part.text for part in made.parts if getattr(part, "key", "") == "lead"]
    assert said_of(LEADS, sentences(lead), language) == wanted
    cells = Counter(row[4] for part in walk(made.parts) if isinstance(part, Table) for row in part.rows)
    for against, many in wanted.items():
        assert cells[translate(BESIDE_CITY[against], language)] == many


def _against(own: tuple[int, int, int], city: tuple[int, int, int]) -> Against:
    """The slow twin: whether every value of one interval lies above every value of the other."""
    ours, theirs = (range(value - down, value + up + 1) for value, down, up in (own, city))
    if all(one > other for one in ours for other in theirs):
        return Against.HIGHER
    return Against.LOWER if all(one < other for one in ours for other in theirs) else Against.ALIKE


def _edition(keys: Sequence[str], figures: Sequence[Any], **changes: Any) -> Edition:
    milestone = sample.MILESTONES[0].model_copy(update={"context": tuple(keys)})
    cleared = [one for one in sample.publication().cleared if one.area != "fiskartorp"]
    indicators = (sample.indicator(key, sample.text(f"Indikator {key}")) for key in keys)
    publication = sample.publication(
        indicators=(*sample.INDICATORS, *indicators),
        milestones=(milestone, *sample.MILESTONES[1:]),
        cleared=Cleared((*cleared, *figures)),
        **changes,
    )
    return Edition(Contents(publication), "abc", profile.DAY)


MOVED = {GapVerdict.GROWN: (4.0, 10.0), GapVerdict.CLOSED: (10.0, 4.0)}
"""The difference before and after."""


@given(st.lists(st.sampled_from(list(GapVerdict)), min_size=1, max_size=7), LANGUAGE)
def test_a_summary_of_differences_says_of_none_that_it_moved_but_of_those_that_did(
    verdicts: list[GapVerdict], language: Language
) -> None:
    keys = [f"andel-{at}" for at in range(len(verdicts))]
    groups = {code: Group((("sex", code),)) for code in "KM"}
    figures = [
        sample.observation(key, year, value, group=groups[code])
        for key in keys
        for code, value in (("K", 60.0), ("M", 50.0))
        for year in (2017, 2018)
    ]
    gaps = tuple(_gaps(key, verdict) for key, verdict in zip(keys, verdicts, strict=True))
    made = differences.report(edition=_edition(keys, figures, gaps=gaps), language=language)
    summary = under(made, translate("Summary", language))
    _, *told = sentences(str(summary[0]))
    wanted = Counter(verdicts)
    assert said_of(COUNTED, told, language) == wanted
    moved = [at for at, verdict in enumerate(verdicts) if verdict in MOVED]
    points = summary[3] if moved else []
    assert isinstance(points, list)
    assert [re.findall(r"andel-\d+", point) for point in points] == [[keys[at]] for at in moved]
    for at, point in zip(moved, points, strict=True):
        up, down = next(iter(UP_AND_DOWN[language].items()))
        grown = verdicts[at] is GapVerdict.GROWN
        assert ((up in point), (down in point)) == (grown, not grown), point


def _gaps(indicator: str, verdict: GapVerdict) -> PublishedGaps:
    reason = {
        GapVerdict.NO_DETECTABLE_CHANGE: GapReason.WITHIN_CHANCE,
        GapVerdict.CANNOT_TELL: GapReason.ONE_PERIOD,
    }.get(verdict, GapReason.BEYOND_CHANCE)
    return differences.moved_gap(indicator, MOVED.get(verdict, (10.0, 10.0)), verdict, reason)
