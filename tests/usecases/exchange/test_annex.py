"""The budget's annex: what the council has, what the roadmap proposes, in the other system's own words."""

import io

import openpyxl
import pytest

from fardplan.boards.export_mapping import ExportMapping
from fardplan.roadmap.workbench.kept import CandidateState
from fardplan.store.candidates import add_candidate, change_candidate
from fardplan.store.import_mappings import add_mapping
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.annex import Annex, annex, annex_file, annex_sheet
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.vocabulary.errors import PermissionDenied
from tests.sources.management_system.exports import LEVEL_MAPPING, ROW_MAPPING
from tests.usecases.exchange.conftest import TODAY, YEAR


def told(found: Annex) -> list[tuple[str, str, str | None, str, bool]]:
    return [(row.goal, row.indicator, row.organisation, row.target, row.proposed) for row in found.rows]


COUNCILS = [
    ("Alla barn når sin potential", "Behöriga elever", None, "90", False),
    ("Alla barn når sin potential", "Behöriga elever", "farsta", "90", False),
    ("Alla barn når sin potential", "Behöriga elever", "jarva", "90", False),
]


def test_the_councils_indicators_with_their_targets(home: Home, year: int, strategist: Actor) -> None:
    found = annex(strategist, home, year, today=TODAY)
    assert (told(found), found.adopted, found.mapping) == (COUNCILS, False, None)


def test_a_candidate_that_is_proposed_gives_an_indicator_with_its_target(
    home: Home, year: int, strategist: Actor
) -> None:
    milestone = show(as_of=TODAY).version.milestones[0]
    definition = home.city.indicators[0]
    kept = add_candidate(
        milestone=milestone.key,
        indicator=definition.key,
        name="Nivå",
        level=95.0,
        year=2030,
        reasons="Skäl.",
        answers={"candidate": {"yearly": [{"year": 2026, "level": 90.0}, {"year": YEAR, "level": 91.26}]}},
        based_on=1,
        day=TODAY,
        by="Åsa",
    )
    assert told(annex(strategist, home, year, today=TODAY)) == COUNCILS
    change_candidate(
        kept.number,
        revision=kept.revision,
        name="Nivå",
        reasons="Skäl.",
        state=CandidateState.PROPOSED,
        day=TODAY,
        by="Åsa",
    )
    row = annex(strategist, home, year, today=TODAY).rows[-1]
    assert (row.indicator, row.proposed, row.milestone) == (definition.name.sv, True, milestone.text.sv)
    assert float(row.target.replace(",", ".")) == pytest.approx(91.26, abs=definition.rounded_to / 2)


@pytest.mark.parametrize(
    ("mapping", "headings"),
    [
        (None, ["Slag", "KF:s mål", "KF:s indikator", "Enhet", "Årsmål", "Nämnd eller bolag"]),
        (ROW_MAPPING, ["Typ", "KF:s mål", "Namn", "Enhet", "Årsmål 2027", "Enhet"]),
        (
            LEVEL_MAPPING,
            [
                "Slag",
                "KF:s mål för verksamhetsområdet",
                "KF:s indikator",
                "Enhet",
                "Årsmål",
                "Nämnd eller bolag",
            ],
        ),
    ],
)
def test_it_goes_back_in_the_columns_of_the_other_system(
    home: Home, year: int, strategist: Actor, mapping: ExportMapping | None, headings: list[str]
) -> None:
    if mapping is not None:
        add_mapping(year, mapping, revision=1, by="Åsa", day=TODAY)
    sheet = annex_sheet(annex(strategist, home, year, today=TODAY), "sv")
    assert [column.text for column in sheet.columns][:6] == headings
    if mapping is ROW_MAPPING:
        assert sheet.rows[1][0] == "KF:s indikator"
        assert sheet.rows[1][4:6] == (90.0, "Farsta SDN")


def test_it_is_a_workbook_and_a_text_file(home: Home, year: int, strategist: Actor) -> None:
    found = annex(strategist, home, year, today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(annex_file(found, "sv", as_text=False)))
    assert [cell.value for cell in book.active[2]] == [
        "KF:s indikator",
        "Alla barn når sin potential",
        "Behöriga elever",
        "%",
        90,
        None,
        "i KF:s budget",
        "behoriga",
    ]
    assert annex_file(found, "sv", as_text=True).decode("utf-8-sig").splitlines()[1] == (
        "KF:s indikator;Alla barn når sin potential;Behöriga elever;%;90;;i KF:s budget;behoriga"
    )


def test_who_has_no_role_does_not_get_it(home: Home, year: int) -> None:
    with pytest.raises(PermissionDenied):
        annex(Actor("Bo"), home, year, today=TODAY)
