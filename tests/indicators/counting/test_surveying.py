"""Survey shares: weighted, with the design's interval, and let out as counts of answers are."""

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
    rows: list[dict], *hidden: tuple[str, ...], told: Told | None = None, smallest: int = 1
) -> tuple[Observation, ...]:
    plan = plan_counts(SURVEY, [told or question()], [YEAR], GEOGRAPHY)
    (survey,) = plan.surveys
    frame = pl.DataFrame(rows, schema_overrides={"home": pl.String}).select(survey.columns)
    found = Surveyed(plan, survey, frame, GEOGRAPHY)
    cells = found.table.cells(YEAR)
    assert set(hidden) <= set(cells.cells)
    shown = np.array([cell not in hidden for cell in cells.cells])
    values = np.where(shown, cells.values, -1)
    kept = Protected(cells.dimensions, cells.cells, shown, values, ProtectionMethod.SUPPRESSION, 0, 0.0, None)
    return found.observations(YEAR, kept, FROM, smallest=smallest)


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
            found, (100 * wanted.lower[place, 0], 100 * wanted.upper[place, 0]), atol=0.006
        )


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
