"""Survey shares: weighted, with the design's interval, and let out as counts of answers are."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from fardplan.disclosure.protecting import Protected
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.indicators.counting.surveying import Surveyed
from fardplan.stats.surveys import design, estimate
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, PublishedBasis, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import ProtectionMethod
from tests.counting_cases import GEOGRAPHY, Told, counted

YEAR = Period.of_year(2019)
FROM = Provenance(
    source="Enkät", origin=Origin.SIMULATED, loaded=date(2026, 1, 1), published=date(2026, 1, 1),
    published_basis=PublishedBasis.LOADED, clearance=Clearance.PROTECTED, release="0123456789abcdef",
)  # fmt: skip
SURVEY = RegisterDefinition.model_validate(
    {
        "key": "enkat",
        "name": {"sv": "Enkät"},
        "row": {"sv": "tillfrågad"},
        "time": {"column": "year"},
        "area": {"column": "omrade", "key": "omraden.csv", "unplaced": ["0"]},
        "identity": ["person"],
        "columns": [
            {"name": "person", "type": "integer"},
            {"name": "year", "type": "integer"},
            {"name": "omrade", "type": "text"},
            {"name": "stratum", "type": "text"},
            {"name": "home", "type": "text", "optional": True},
            {"name": "sex", "type": "text", "categories": [
                {"code": "K", "name": {"sv": "Kvinnor"}}, {"code": "M", "name": {"sv": "Män"}}]},
            {"name": "answer", "type": "text", "optional": True, "categories": [
                {"code": code, "name": {"sv": code}} for code in ("trygg", "otrygg", "vet_ej")]},
            {"name": "weight", "type": "number", "decimals": 4, "optional": True},
        ],
    }
)  # fmt: skip
MEASURE = {
    "kind": "survey_share",
    "numerator": "answer == 'otrygg'",
    "answered": "answer in ('trygg', 'otrygg')",
    "no_opinion": "answer == 'vet_ej'",
    "weight": "weight",
    "strata": "stratum",
}
BY_SEX = [{"columns": ["sex"], "areas": False}]


def question(**more: object) -> Told:
    return counted("otrygga", register="enkat", measure=MEASURE | more, divisions=["tre"], breakdowns=BY_SEX)


def asked(
    answer: str | None, weight: float | None, omrade: str = "n1", sex: str = "K", home: str = ""
) -> dict:
    stratum = {"n1": "norr", "n2": "norr"}.get(omrade, "ovriga")
    return {
        "person": 1, "year": 2019, "omrade": omrade, "stratum": stratum, "sex": sex, "answer": answer,
        "weight": weight, "home": home or None,
    }  # fmt: skip


ASKED = [
    asked("otrygg", 3.0),
    asked("trygg", 1.0),
    asked("trygg", 2.0, "n2", "M"),
    asked("vet_ej", 2.0, "n2", "M"),
    asked(None, None, "n2", "M"),
    asked("otrygg", 4.0, "s1", "M"),
    asked("trygg", 6.0, "s1"),
    asked(None, None, "s1"),
    asked(None, None, "s1", "M"),
]


def surveyed(
    rows: list[dict],
    *hidden: tuple[str, ...],
    told: Told | None = None,
    others: tuple[Told, ...] = (),
    year: Period = YEAR,
    **smallest: int,
) -> tuple[Observation, ...]:
    """The figures of a year, all of its cells but the `hidden` ones shown."""
    plan = plan_counts(SURVEY, [told or question(), *others], [YEAR, year], GEOGRAPHY)
    (survey,) = plan.surveys
    frame = pl.DataFrame(rows, schema_overrides={"home": pl.String}).select(survey.columns)
    found = Surveyed(plan, survey, frame, GEOGRAPHY)
    cells = found.table.cells(year)
    assert set(hidden) <= set(cells.cells)
    shown = np.array([cell not in hidden for cell in cells.cells])
    values = np.where(shown, cells.values, -1)
    kept = Protected(cells.dimensions, cells.cells, shown, values, ProtectionMethod.SUPPRESSION, 0, 0.0, None)
    return found.observations(year, kept, FROM, **({"smallest": 1} | smallest))


def plain(items: tuple[Observation, ...]) -> dict[tuple[str, str], tuple]:
    return {(item.area, str(item.group)): (item.value, item.base, item.note) for item in items}


def test_the_weighted_share_of_those_with_an_opinion() -> None:
    assert plain(surveyed(ASKED)) == {
        # (3 + 4) of (3 + 1 + 2 + 4 + 6); 6 of 9 answered, 1 of the 6 without an opinion
        ("staden", ""): (43.8, 5, "Svarsfrekvens 67 procent; 17 procent av dem svarade utan åsikt."),
        # 3 of (3 + 1 + 2); 4 of 5 answered, 1 of the 4 without an opinion
        ("norr", ""): (50.0, 3, "Svarsfrekvens 80 procent; 25 procent av dem svarade utan åsikt."),
        # 4 of (4 + 6); 2 of 4 answered
        ("soder", ""): (40.0, 2, "Svarsfrekvens 50 procent; 0 procent av dem svarade utan åsikt."),
        ("oster", ""): (None, 0, None),
        # 3 of (3 + 1 + 6); 3 of 4
        ("staden", "sex=K"): (30.0, 3, "Svarsfrekvens 75 procent; 0 procent av dem svarade utan åsikt."),
        # 4 of (2 + 4); 3 of 5
        ("staden", "sex=M"): (66.7, 2, "Svarsfrekvens 60 procent; 33 procent av dem svarade utan åsikt."),
    }


def test_the_interval_is_that_of_the_design() -> None:
    city, north, south, *_ = surveyed(ASKED)
    drawn = design([3, 1, 2, 2, 4, 6], ["norr"] * 4 + ["ovriga"] * 2)
    answers = [[1], [0], [0], [np.nan], [1], [0]]
    for item, domains in (
        (city, ["a"] * 6),
        (north, ["a"] * 4 + [None] * 2),
        (south, [None] * 4 + ["a"] * 2),
    ):
        wanted = estimate(answers, drawn, domains)
        place = wanted.domains.index("a")
        found = (item.lower, item.upper)
        np.testing.assert_allclose(
            found, (100 * wanted.lower[place, 0], 100 * wanted.upper[place, 0]), atol=0.0051
        )
        assert found == tuple(round(end, 2) for end in found)


def test_answers_are_let_out_as_counts_are() -> None:
    hidden = [("soder", "", "otrygga.rest"), ("staden", "M", "otrygga.population")]
    found = {(item.area, str(item.group)): item for item in surveyed(ASKED, *hidden)}
    south, men = found["soder", ""], found["staden", "sex=M"]
    assert (south.value, south.lower, south.note, south.base, south.status) == (
        None,
        None,
        None,
        2,
        Status.SUPPRESSED,
    )
    assert (men.value, men.base, men.status) == (None, None, Status.SUPPRESSED)
    assert found["staden", ""].value == 43.8


def test_a_stratum_with_one_answer_is_put_together_with_the_smallest() -> None:
    rows = [*ASKED, asked("trygg", 2.0, "o1") | {"stratum": "ensam"}]
    city = surveyed(rows)[0]
    drawn = design([3, 1, 2, 2, 4, 6, 2], ["norr"] * 4 + ["ovriga"] * 3)
    wanted = estimate([[1], [0], [0], [np.nan], [1], [0], [0]], drawn)
    assert city.value == 38.9  # 7 of 18
    np.testing.assert_allclose(city.upper, 100 * wanted.upper[0, 0], atol=0.006)


def test_who_was_drawn_together_is_no_more_than_one() -> None:
    rows = [one | {"home": str(place // 2)} for place, one in enumerate(ASKED)]
    alone, together = surveyed(ASKED)[0], surveyed(rows, told=question(clusters="home"))[0]
    assert (alone.value, together.value) == (43.8, 43.8)
    assert (alone.lower, alone.upper) != (together.lower, together.upper)


@pytest.mark.parametrize("weight", [0.0, None, -1.0])
def test_an_answer_without_a_weight_is_not_counted(weight: float | None) -> None:
    assert surveyed([*ASKED, asked("otrygg", weight)])[0].base == 5


def test_one_answer_alone_has_no_interval_and_no_figure() -> None:
    assert [(item.value, item.base) for item in surveyed([asked("otrygg", 2.0)])[:2]] == [
        (None, 1),
        (None, 1),
    ]


def test_few_without_an_opinion_are_not_told() -> None:
    many = [one for one in ASKED if one["sex"] == "M"] + ASKED * 49
    notes = {str(item.group): item.note for item in surveyed(many, smallest=2) if item.area == "staden"}
    assert notes == {
        # 297 of 446 answered, 50 of them without an opinion: a whole per cent is three of them
        "": "Svarsfrekvens 67 procent; 17 procent av dem svarade utan åsikt.",
        "sex=K": "Svarsfrekvens 75 procent.",  # 147 answers
        "sex=M": "Svarsfrekvens 60 procent.",  # 150 answers
    }
    one = [*[item for item in ASKED if item["answer"] != "vet_ej"] * 60, asked("vet_ej", 2.0)]
    assert surveyed(one, smallest=2)[0].note == "Svarsfrekvens 63 procent."  # one of 301


def test_no_other_question_is_undone_by_who_had_no_opinion() -> None:
    """Of 93 with an opinion and 7 per cent without, 7 had none and 100 answered: so it is not told.

    Another question, of all who answered but 2, tells 98; the base of a third, 100, is hidden therefore.
    """
    rows = [asked(answer, 1.0) for answer in ["otrygg"] * 40 + ["trygg"] * 53 + ["vet_ej"] * 7]
    assert surveyed(rows, smallest=5)[0].note == "Svarsfrekvens 100 procent."


def test_an_interval_holds_the_figure_in_the_step_that_it_is_told_in() -> None:
    """The city's 43.75 per cent is 0 or 100 in steps of a hundred, which its interval does not reach."""
    exact, coarse = (surveyed(ASKED, told=replace(question(), rounded_to=step))[0] for step in (0.01, 100.0))
    assert (exact.value, coarse.value) == (43.75, 0.0)
    assert (exact.lower or 0.0) > 0
    assert (coarse.lower, coarse.upper) == (0.0, exact.upper)
    all_but = [asked("otrygg", 9.0), asked("trygg", 1.0), asked("otrygg", 9.0), asked("otrygg", 9.0)] * 9
    exact, coarse = (
        surveyed(all_but, told=replace(question(), rounded_to=step))[0] for step in (0.01, 100.0)
    )
    assert (exact.value, coarse.value) == (96.43, 100.0)  # 27 of 28
    assert (exact.upper or 100.0) < 100
    assert (coarse.lower, coarse.upper) == (exact.lower, 100.0)


def test_so_many_answers_that_who_had_no_opinion_may_be_told() -> None:
    """250 for each who must stay hidden: 250 where one must, 1,000 where four must, as by default."""

    def notes(number: int, unsaid: int, **smallest: int) -> str | None:
        rows = [asked("otrygg", 1.0), asked("trygg", 1.0)] * ((number - unsaid) // 2)
        rows += [asked("trygg", 1.0)] * ((number - unsaid) % 2) + [asked("vet_ej", 1.0)] * unsaid
        return surveyed(rows, **smallest)[0].note

    told = "Svarsfrekvens 100 procent; 10 procent av dem svarade utan åsikt."
    silent = "Svarsfrekvens 100 procent."
    assert [notes(number, 25, smallest=2) for number in (249, 250)] == [silent, told]
    assert [notes(number, 100, smallest=5) for number in (999, 1000)] == [silent, told]
    few = "Svarsfrekvens 100 procent; 0 procent av dem svarade utan åsikt."
    assert [notes(1200, unsaid, smallest=5) for unsaid in (0, 4, 5)] == [few, silent, few]


def test_a_trait_that_nobody_has_is_no_group_of_nobody() -> None:
    """In the north nobody is unsafe: that this is shown says nothing of why the share is hidden."""
    rows = [asked("trygg", 1.0)] * 3 + [asked("otrygg", 1.0, "s1")] * 3
    north = surveyed(rows, ("norr", "", "otrygga.rest"))[1]
    assert (north.area, north.value, north.base, north.status) == ("norr", None, 3, Status.SUPPRESSED)


def test_another_year_is_another_sample() -> None:
    """2019 as above and 2020 with 1 of 2; 2021 was asked nothing and has no figures."""
    rows = ASKED + [one | {"year": 2020} for one in (asked("otrygg", 1.0), asked("trygg", 1.0))]
    found = [surveyed(rows, year=Period.of_year(year)) for year in (2019, 2020, 2021)]
    assert [[(item.area, str(item.period), item.value, item.base) for item in of[:1]] for of in found] == [
        [("staden", "2019", 43.8, 5)],
        [("staden", "2020", 50.0, 2)],
        [],
    ]
    note = "Svarsfrekvens 67 procent; 17 procent av dem svarade utan åsikt."
    assert found[0][0].note == note


def test_only_who_belongs_to_the_population_was_asked() -> None:
    """Of the men: 4 of (2 + 4), 3 of 5 answered; of a sex that nobody asked has there is no figure."""
    men = counted(
        "man", register="enkat", population="sex == 'M'", measure=MEASURE, divisions=[], breakdowns=BY_SEX
    )
    note = "Svarsfrekvens 60 procent; 33 procent av dem svarade utan åsikt."
    assert plain(surveyed(ASKED, told=men)) == {
        ("staden", ""): (66.7, 2, note),
        ("staden", "sex=M"): (66.7, 2, note),
    }


def test_each_question_is_told_in_its_own_step_and_of_its_own_answers() -> None:
    sure = replace(
        counted(
            "trygga", register="enkat", measure=MEASURE | {"numerator": "answer == 'trygg'"}, divisions=[]
        ),
        rounded_to=1.0,
    )
    found = [item for item in surveyed(ASKED, others=(sure,)) if item.area == "staden"]
    assert [(item.indicator, str(item.group), item.value) for item in found] == [
        ("otrygga", "", 43.8),
        ("otrygga", "sex=K", 30.0),
        ("otrygga", "sex=M", 66.7),
        ("trygga", "", 56.0),  # 9 of 16
    ]


def test_a_question_without_a_way_to_have_no_opinion() -> None:
    plain_ = counted(
        "otrygga",
        register="enkat",
        measure={name: said for name, said in MEASURE.items() if name != "no_opinion"},
        divisions=[],
    )
    city = surveyed(ASKED, told=plain_)[0]
    note = "Svarsfrekvens 56 procent; 0 procent av dem svarade utan åsikt."  # 5 of 9
    assert (city.value, city.base, city.note) == (43.8, 5, note)


def test_who_is_nowhere_belongs_to_the_city_alone() -> None:
    rows = [*ASKED, asked("otrygg", 4.0) | {"omrade": None}, asked("trygg", 8.0, "okänd")]
    found = {item.area: (item.value, item.base) for item in surveyed(rows) if not item.group.categories}
    assert found == {
        "staden": (39.3, 7),  # 11 of 28
        "norr": (50.0, 3),
        "soder": (40.0, 2),
        "oster": (None, 0),
    }


def test_areas_that_overlap_are_estimated_each_by_itself() -> None:
    """`sydost` is the south and the east of 2019, and the border that was the north's then and is not now."""
    both = counted("otrygga", register="enkat", measure=MEASURE, divisions=["tre", "tva"])
    expected = {
        "staden": (43.8, 5),
        "norr": (50.0, 3),
        "soder": (40.0, 2),
        "oster": (None, 0),
        "sydost": (40.0, 2),
    }
    for year in (2019, 2020):
        rows = [one | {"year": year} for one in ASKED]
        found = surveyed(rows, told=both, year=Period.of_year(year))
        assert {item.area: (item.value, item.base) for item in found} == expected


def test_a_year_is_told_as_the_school_year_that_ends_in_it() -> None:
    told = surveyed(ASKED, told=question(), year=YEAR)[0]
    school = counted(
        "otrygga", register="enkat", measure=MEASURE, divisions=["tre"], breakdowns=BY_SEX, time="school_year"
    )
    assert surveyed(ASKED, told=school)[0] == replace(told, period=Period.parse("2018/19"))


def test_two_strata_with_one_answer_each_are_put_together_and_one_goes_into_the_smallest() -> None:
    """North has 4 answers and the others 2: one alone joins the others, two are a stratum of their own."""
    lone = [asked("trygg", 2.0, "o1") | {"stratum": name} for name in ("ensam", "enslig")]
    answers = [[1], [0], [0], [np.nan], [1], [0]]
    weights, strata = [3.0, 1, 2, 2, 4, 6], ["norr"] * 4 + ["ovriga"] * 2
    for more, joined in ((lone[:1], ["ovriga"]), (lone, ["tillsammans"] * 2)):
        city = surveyed(ASKED + more)[0]
        drawn = design(weights + [2.0] * len(more), strata + joined)
        wanted = estimate(answers + [[0]] * len(more), drawn)
        ends = [100 * float(end[0, 0]) for end in (wanted.lower, wanted.upper)]
        np.testing.assert_allclose([city.lower, city.upper], ends, atol=0.0051)


def test_a_sample_that_was_drawn_from_everybody_at_once() -> None:
    """Without strata, and a weight of somebody who did not answer is the weight of no answer."""
    told = question(strata=None)
    silent = [one | {"weight": 5.0} if one["answer"] is None else one for one in ASKED]
    wanted = estimate([[1], [0], [0], [np.nan], [1], [0]], design([3, 1, 2, 2, 4, 6]))
    ends = [100 * float(end[0, 0]) for end in (wanted.lower, wanted.upper)]
    for city in (surveyed(ASKED, told=told)[0], surveyed(silent, told=told)[0]):
        assert (city.value, city.base) == (43.8, 5)
        np.testing.assert_allclose([city.lower, city.upper], ends, atol=0.0051)
    assert surveyed(silent) == surveyed(ASKED)


def test_where_nobody_had_an_opinion_there_is_no_share() -> None:
    rows = [one for one in ASKED if one["omrade"] not in ("n1", "n2")]
    rows += [asked("vet_ej", 3.0), asked("vet_ej", 1.0, "n2")]
    north = {item.area: item for item in surveyed(rows) if not item.group.categories}["norr"]
    assert (north.value, north.lower, north.upper, north.base, north.status, north.note) == (
        *(None, None, None, 0),
        *(Status.NOT_APPLICABLE, None),
    )
