"""What an edition changes, cell by cell, and how it is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.revision_words import RevisionWords
from fardplan.indicators.revisions import Revised, Revisions, revisions
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Measure, Unit

SOURCE = Provenance("RKA: Behöriga", Origin.OFFICIAL, date(2021, 3, 1), date(2020, 9, 25))
WOMEN = Group((("sex", "K"),))


def figure(value: float | None, year: int = 2019, area: str = "farsta", **more: object) -> Observation:
    status = more.pop("status", Status.VALUE if value is not None else Status.MISSING)
    return Observation(
        "behoriga",
        area,
        Period.of_year(year),
        value,
        SOURCE,
        status=status,
        **more,  # type: ignore[arg-type]
    )


def definition(rounded_to: float = 0.1) -> IndicatorDefinition:
    per_cent = Unit(measure=Measure.SHARE, label=Text(sv="procent", en="per cent"))
    return IndicatorDefinition.model_validate(
        {
            "key": "behoriga",
            "name": {"sv": "Behöriga", "en": "Eligible"},
            "definition": {"sv": "Andel", "en": "Share"},
            "unit": per_cent.model_dump(),
            "polarity": "up",
            "area": "farsta",
            "rounded_to": rounded_to,
            "error": {"kind": "register"},
            "sources": [{"key": "kolada", "name": "Behöriga", "publisher": "RKA"}],
        }
    )


def test_figures_are_revised_withdrawn_added_or_the_same() -> None:
    before = [
        figure(80.0, 2016),
        figure(81.0, 2017),
        figure(82.0, 2018),
        figure(None, 2019),
        figure(90.0, 2020),
    ]
    after = [
        figure(80.5, 2016),
        figure(78.0, 2017),
        figure(82.0, 2018),
        figure(85.0, 2019),
        figure(91.0, 2021),
    ]

    assert revisions(before, after) == Revisions(
        revised=(
            Revised(before[3], after[3]),  # a number where there was none
            Revised(before[1], after[1]),
            Revised(before[0], after[0]),
        ),
        withdrawn=(before[4],),
        added=(after[4],),
        same=1,
    )


def test_a_figure_of_another_group_or_area_is_another_figure() -> None:
    found = revisions([figure(80.0)], [figure(80.0, group=WOMEN), figure(80.0, area="alvsjo")])

    assert (found.revised, len(found.withdrawn), [item.area for item in found.added]) == (
        (),
        1,
        ["alvsjo", "farsta"],
    )


def test_zero_is_a_figure() -> None:
    (pair,) = revisions([figure(0.0)], [figure(None)]).revised

    assert (pair.before.value, pair.after.value, pair.change) == (0.0, None, None)


VALUES = st.one_of(st.none(), st.floats(0, 100))
EDITIONS = st.dictionaries(st.integers(2000, 2030), VALUES)


@given(EDITIONS, EDITIONS)
def test_there_and_back_are_mirror_images(
    before: dict[int, float | None], after: dict[int, float | None]
) -> None:
    old, new = ([figure(value, year) for year, value in edition.items()] for edition in (before, after))
    there, back = revisions(old, new), revisions(new, old)

    assert (there.added, there.withdrawn, there.same) == (back.withdrawn, back.added, back.same)
    assert {(pair.before, pair.after) for pair in there.revised} == {
        (pair.after, pair.before) for pair in back.revised
    }
    assert there.same + len(there.revised) + len(there.added) == len(new)
    sizes = [pair.size for pair in there.revised]
    assert sizes == sorted(sizes, reverse=True)
    assert not revisions(old, old).any


def words(language: Language, rounded_to: float = 0.1) -> RevisionWords:
    return RevisionWords(definition(rounded_to), language, {"farsta": "Farsta"}.__getitem__)


@pytest.mark.parametrize(
    ("before", "after", "english", "swedish"),
    [
        (
            figure(87.4),
            figure(87.1),
            "Farsta, 2019 went from 87.4 to 87.1 (−0.3 percentage points).",
            "Farsta, 2019 gick från 87,4 till 87,1 (−0,3 procentenheter).",
        ),
        (  # as many decimals as it takes
            figure(87.41),
            figure(87.44),
            "Farsta, 2019 went from 87.41 to 87.44 (+0.03 percentage points).",
            "Farsta, 2019 gick från 87,41 till 87,44 (+0,03 procentenheter).",
        ),
        (  # a difference that no reader would see
            figure(87.4),
            figure(87.4 + 1e-9),
            "Farsta, 2019 is still 87.4.",
            "Farsta, 2019 är fortfarande 87,4.",
        ),
        (
            figure(0.0),
            figure(None),
            "Farsta, 2019 went from 0.0 to – (no figure).",
            "Farsta, 2019 gick från 0,0 till – (uppgift saknas).",
        ),
        (
            figure(87.4, status=Status.PRELIMINARY),
            figure(87.4),
            "Farsta, 2019 went from 87.4 (preliminary) to 87.4.",
            "Farsta, 2019 gick från 87,4 (preliminär) till 87,4.",
        ),
        (
            figure(12.0, group=WOMEN, lower=10.0, upper=14.0, base=4000),
            figure(12.0, group=WOMEN, lower=11.0, upper=13.0),
            "Farsta, sex=K, 2019 is still 12.0, its interval from 10.0–14.0 to 11.0–13.0, "
            "its base from 4,000 to –.",
            "Farsta, sex=K, 2019 är fortfarande 12,0, intervallet från 10,0–14,0 till 11,0–13,0, "
            "basen från 4\u202f000 till –.",
        ),
    ],
)
def test_a_revision_in_words(before: Observation, after: Observation, english: str, swedish: str) -> None:
    pair = Revised(before, after)
    plain = [words(language).revised(pair).replace("\u00a0", " ") for language in ("en", "sv")]

    assert plain == [english, swedish]


def test_figures_that_come_and_go_in_words() -> None:
    assert words("en").figure(figure(87.0)) == "Farsta, 2019: 87.0."
    assert words("sv").figure(figure(None, status=Status.SUPPRESSED)) == "Farsta, 2019: .. (skyddad)."


def test_a_coarse_step_is_kept_where_it_shows_the_difference() -> None:
    pair = Revised(figure(40.0), figure(60.0))

    assert words("en", 10).revised(pair).startswith("Farsta, 2019 went from 40 to 60 (+20")
    assert (
        words("en", 10)
        .revised(Revised(figure(41.0), figure(42.0)))
        .startswith("Farsta, 2019 went from 41 to 42")
    )
