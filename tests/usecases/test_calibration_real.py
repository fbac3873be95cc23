"""The workbench on real panels: what they can carry for Stockholm, and what they cannot."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.roadmap.workbench.choice import Mark
from fardplan.roadmap.workbench.recommendation import recommended
from fardplan.roadmap.workbench.words import tell_calibration
from fardplan.usecases.actors import Actor
from fardplan.usecases.calibration import Bench, bench, lay_out, weigh
from fardplan.usecases.evidence import load
from fardplan.usecases.homes import Home, create_home

MAPPINGS = Path(__file__).parents[1] / "sources" / "tables" / "mappings"
PANELS = {
    "kolada_panel_290": "kolada_panel_290_2016_2019/kolada_panel_long.csv",
    "kolada_county": "kolada_panel_sthlm_county_1998_2019/kolada_sthlm_county_long.csv",
}
DAY = date(2026, 11, 23)


@pytest.fixture
def stockholm(db: None, reference_data: Path, tmp_path: Path, strategist: Actor, statistician: Actor) -> Home:
    home = create_home(tmp_path / "home", "stockholm", actor=strategist, today=DAY).home
    for name, table in PANELS.items():
        mapping = tmp_path / f"{name}.yaml"
        mapping.write_text((MAPPINGS / f"{name}.yaml").read_text("utf-8") + "\nextends: true\n", "utf-8")
        load(home, reference_data / "data" / table, mapping=mapping, actor=statistician, today=DAY)
    return home


def paragraph(on: Bench, level: float, year: int, heading: str) -> str:
    told = tell_calibration(weigh(on, level, year), on.evidence, on.names, "en")
    return dict(told.paragraphs)[heading].replace("\u00a0", " ")


def test_four_years_of_the_milestones_own_indicator_are_too_thin_and_it_says_what_would_be_enough(stockholm):
    """N15436 is broken in 2016 and 2017: three comparable years, and a panel that spans two."""
    on = bench(stockholm, "behorighet", as_of=DAY)
    found = weigh(on, 90, 2025)
    assert (len(on.evidence.panel), found.probability, found.precedent.share, found.mark) == (
        289,
        None,
        None,
        Mark.CANNOT_TELL,
    )
    assert recommended(on.evidence) == ()
    assert paragraph(on, 90, 2025, "Precedent") == (
        "The other municipalities' figures reach over at most 2 comparable years, and the year asks for 6. "
        "Years up to 2021 can be weighed, or load a longer panel."
    )


def test_what_they_can_carry_is_told_of_two_years(stockholm):
    on = bench(stockholm, "behorighet", as_of=DAY)
    found = weigh(on, 89, 2021).precedent
    assert found.share is not None
    assert found.shrunk_share is not None
    assert (found.years, found.panel > 270, len(found.members) >= 10) == (2, True, True)
    # Many municipalities have few pupils in grade 9: much of a large change is chance.
    assert found.shrunk_share < found.share


def test_the_pupils_home_indicator_can_be_weighed_with_and_is_said_to_be_another(stockholm):
    on = bench(stockholm, "behorighet", as_of=DAY, indicator="behorighet-hemkommun")
    found = weigh(on, 91, 2025)
    assert (on.by_context, on.instead_of is not None and on.instead_of.key) == (
        True,
        "behorighet-kommunala-skolor",
    )
    assert (found.precedent.panel, len(found.precedent.members), len(found.precedent.managed)) == (25, 24, 10)
    assert {"Täby", "Nacka", "Solna"} <= {on.names[member.area] for member in found.precedent.managed}
    assert found.probability is not None
    assert 0 < found.probability < 0.5
    assert (len(found.record.windows), found.record.managed) == (10, 0)


def test_young_people_neither_working_nor_studying_in_the_county(stockholm):
    on = bench(stockholm, "uvas", as_of=DAY)
    found = weigh(on, 7, 2021)
    assert (found.precedent.panel, len(found.precedent.members)) == (25, 15)
    assert {on.names[member.area] for member in found.precedent.managed} == {"Solna", "Vallentuna"}
    # Two of fifteen as measured; neither is larger than what chance alone moves so small a group.
    assert found.precedent.shrunk_share == pytest.approx(0.05, abs=0.02)
    assert (len(found.record.windows), found.record.managed) == (7, 1)
    assert paragraph(on, 7, 2021, "Differences between districts").startswith(
        "There are no figures by district with their size"
    )


def test_beyond_the_panels_ten_years_precedent_is_silent_and_the_grid_says_so(stockholm):
    on = bench(stockholm, "uvas", as_of=DAY)
    rows = lay_out(on, (6.5, 7), (2021, 2030))
    assert [[cell.precedent is None for cell in row] for row in rows] == [[False, False], [True, True]]
    assert {cell.mark for cell in rows[1]} <= {Mark.CANNOT_TELL, Mark.WITHIN_REACH}
