"""fardplan status: as a table with its sentences, and as JSON."""

import json
from datetime import date

import pytest

from fardplan.usecases.homes import open_home
from fardplan.usecases.status import Internal
from fardplan.usecases.status import status as status_of
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Origin
from tests.builders import observation, protected

SWEDISH = """\
Färdplan för Lillköping, version 1: föreslagen, inte antagen. Läget den 1 mars 2021.

Etappmål  Senast               Utveckling           Bedömning         Mål                  Ansvarig
────────  ───────────────────  ───────────────────  ────────────────  ───────────────────  ───────────────────
betyg     88,1 procent år      förbättras           inte beslutat     Nivå och årtal är    Ansvarig:
          2019 (mellan 86 och                                         inte beslutade.      Skolnämnden.
          91 av 100)
trygghet  11 procent år 2020   ingen säker          inte beslutat     Nivå och årtal är    Ansvarig är inte
          (mellan 9 och 13 av  förändring                             inte beslutade.      utsedd.
          100)
bostader  –                    går inte att avgöra  uppgifter saknas  Nivå och årtal är    Ansvarig är inte
                                                                      inte beslutade.      utsedd.

betyg: Fler elever är behöriga till gymnasiet
  Andelen har ökat, från 80,1 till 88,1 procent på fyra år.
  Det är åt det håll staden vill.
  Nivå och årtal är inte beslutade, så det är riktningen som bedöms.
  Uppgiften gäller 2019 och publicerades 25 september 2019. Den är omkring 17 månader gammal.

trygghet: Andelen otrygga har tydligt minskat
  Sedan 2017 syns ingen säker förändring.
  Nivå och årtal är inte beslutade, så det är riktningen som bedöms.
  Uppgiften gäller 2020 och publicerades 1 oktober 2020. Den är omkring 5 månader gammal.

bostader: Fler bostäder byggs vid stationen
  Inga uppgifter finns ännu.
  Det är inte bestämt hur etappmålet ska mätas. Det behövs ett beslut om hur det ska mätas.
  Ett register över bostadsprojekt
"""

ENGLISH = """\
Roadmap for Lillköping, version 1: proposed, not adopted. Status on 1 March 2021.

Milestone  Latest                Development           Verdict      Target                Responsible
─────────  ────────────────────  ────────────────────  ───────────  ────────────────────  ────────────────────
betyg      88.1 per cent in      improving             not decided  Level and year have   Responsible: School
           2019 (between 86 and                                     not been decided.     Board.
           91 out of 100)
trygghet   11 per cent in 2020   no detectable change  not decided  Level and year have   Nobody has been
           (between 9 and 13                                        not been decided.     assigned
           out of 100)                                                                    responsibility.
bostader   –                     cannot tell           no data      Level and year have   Nobody has been
                                                                    not been decided.     assigned
                                                                                          responsibility.

betyg: More pupils are eligible
  The share has risen, from 80.1 to 88.1 per cent in four years.
  That is the way the city wants.
  No level and year have been decided, so it is the direction that is judged.
  The figure is for 2019 and was published on 25 September 2019. It is about 17 months old.

trygghet: Clearly fewer feel unsafe
  Since 2017 no certain change can be seen.
  No level and year have been decided, so it is the direction that is judged.
  The figure is for 2020 and was published on 1 October 2020. It is about 5 months old.

bostader: More homes are built by the station
  There are no figures yet.
  How the milestone is to be measured has not been settled. A decision on how it is to be measured is needed.
  A register of housing projects
"""

HARD, NARROW = "\u00a0", "\u202f"


def plain(text: str) -> str:
    """With ordinary blanks, since the eye cannot tell the others apart."""
    return text.replace(HARD, " ").replace(NARROW, " ")


def test_the_table_in_swedish(program):
    assert plain(program.told("status", "--as-of", "2021-03-01")) == SWEDISH


def test_the_table_in_english(english):
    assert plain(english.told("status", "--as-of", "2021-03-01")) == ENGLISH


def test_as_json(program):
    program.told("roadmap", "set", "trygghet", "--level", "8", "--year", "2035")
    betyg, trygghet, bostader = json.loads(program.told("status", "--json"))
    assert list(betyg) == list(trygghet) == list(bostader)
    assert bostader | {"days_since_published": None} == {
        "milestone": "bostader",
        "verdict": "no_data",
        "verdict_reason": "no_indicator",
        "direction": "up",
        "development": "cannot_tell",
        "development_reason": "no_indicator",
        "indicator": None,
        "area": None,
        "latest": None,
        "baseline": None,
        "target": None,
        "path": None,
        "since_baseline": None,
        "in_stretch": None,
        "stretch_from": None,
        "points": 0,
        "yearly_trend": None,
        "responsible": "not assigned",
        "days_since_published": None,
        "latest_is_internal": False,
        "held_back": 0,
        "gap": None,
    }
    figure = {"interval_basis": "sampling", "origin": "official", "published_basis": "stated"}
    assert trygghet | {"days_since_published": 0} == {
        "milestone": "trygghet",
        "verdict": "cannot_tell",
        "verdict_reason": "nothing_since_baseline",
        "direction": "down",
        "development": "no_detectable_change",
        "development_reason": "trend_within_movement",
        "indicator": "otrygga",
        "area": "9999",
        "latest": figure
        | {
            "period": "2020",
            "value": 11.0,
            "lower": pytest.approx(9.9277, abs=1e-4),
            "upper": pytest.approx(12.1335, abs=1e-4),
            "base": 4200,
            "published": "2020-10-01",
        },
        "baseline": trygghet["latest"],
        "target": {"level": 8.0, "year": 2035, "decision": None},
        "path": 11.0,
        "since_baseline": None,
        "in_stretch": {"from": "2017", "to": "2020", "difference": -1.0},
        "stretch_from": "2017",
        "points": 2,
        "yearly_trend": {
            "lower": pytest.approx(-0.866, abs=1e-3),
            "slope": pytest.approx(-1 / 3),
            "upper": pytest.approx(0.1993, abs=1e-4),
        },
        "responsible": "not assigned",
        "days_since_published": 0,
        "latest_is_internal": False,
        "held_back": 0,
        "gap": None,
    }
    assert (betyg["responsible"], betyg["direction"], betyg["latest"]["value"]) == (
        ["skolnamnden"],
        "up",
        88.1,
    )


def test_json_follows_the_day(program):
    told = json.loads(program.told("status", "--as-of", "2016-01-01", "--json"))
    assert [
        (item["milestone"], item["verdict"], item["latest"] and item["latest"]["period"]) for item in told
    ] == [
        ("betyg", "not_decided", "2015"),
        ("trygghet", "no_data", None),
        ("bostader", "no_data", None),
    ]


@pytest.mark.parametrize(
    ("milestone", "level", "decided", "told"),
    [
        ("betyg", "87.5", False, "Proposed, not decided: at least 87.5 per cent by 2035."),
        ("betyg", "87.5", True, "The target is at least 87.5 per cent by 2035."),
        ("trygghet", "0", True, "The target is at most 0 per cent by 2035."),
        ("bostader", "1234567", False, "Proposed, not decided: at least 1,234,567 by 2035."),
    ],
)
def test_a_level_is_told_as_what_it_is(english, milestone, level, decided, told):
    english.told("roadmap", "set", milestone, "--level", level, "--year", "2035")
    if decided:
        decision = ("--body", "KF", "--date", "2024-01-15", "--paragraph", "§ 1", "--dnr", "KS 1")
        english.told("roadmap", "adopt", "2", *decision)
    header, *rows = (line for line in plain(english.told("status")).split("\n\n")[1].splitlines())
    column = header.index("Target"), header.index("Responsible")
    cells = " ".join(row[slice(*column)].strip() for row in rows)
    assert told in cells


@pytest.mark.parametrize("day", ["2021-13-01", "i går", "21-03-01"])
def test_a_day_that_is_none_is_refused(program, day):
    result = program("status", "--as-of", day)
    assert result.exit_code == 2
    assert f"'{day}' is not a date; write for example" in " ".join(result.stderr.replace("│", " ").split())


def test_internal_figures_are_marked_and_counted(program, english):
    home = open_home(program.home)
    item = observation(2020, 70.0, indicator="behoriga", area="9999")
    home.evidence.save([item], loaded=date(2021, 1, 1), came_from="x.csv", extends=True)
    told = plain(program.told("status", "--as-of", "2021-03-01"))
    assert "70,0 procent år" in told
    assert "; intern" in told
    assert (
        "  Den senaste uppgiften är intern. Sammanlagt hålls en uppgift tillbaka vid publicering.\n" in told
    )
    assert "  The latest figure is internal. In all one figure is held back when publishing.\n" in plain(
        english.told("status", "--as-of", "2021-03-01")
    )
    betyg = json.loads(program.told("status", "--as-of", "2021-03-01", "--json"))[0]
    assert (betyg["latest_is_internal"], betyg["held_back"]) == (True, 1)
    for area in ("norr", "soder"):
        parts = [observation(2018, 80.0, indicator="behoriga", area=area)]
        home.evidence.save(parts, loaded=date(2021, 1, 2), came_from=f"{area}.csv", extends=True)
    assert status_of(home, as_of=date(2021, 3, 1)).internal == {"betyg": Internal(latest=True, held_back=3)}
    assert status_of(home, as_of=date(2018, 1, 1)).internal == {}


def test_a_gap_target_is_told_below_its_milestone(program):
    program.told("roadmap", "set", "betyg", "--gap", "difference", "--gap-level", "8", "--gap-year", "2035")
    lines = plain(program.told("status")).splitlines()
    start = lines.index("  Skillnaden mellan områden: inga uppgifter finns ännu.")
    assert lines[start + 1 : start + 3] == [
        "  Föreslaget, inte beslutat: en skillnad på högst 8 procentenheter senast 2035: uppgifter saknas.",
        "  Det finns inga uppgifter per område som måttet kan räknas ur. Det behövs uppgifter för varje "
        "område och hur många personer som ligger bakom dem.",
    ]
    gap = json.loads(program.told("status", "--json"))[0]["gap"]
    assert gap == {
        "target": {"measure": "difference", "level": 8.0, "year": 2035},
        "decision": None,
        "verdict": "no_data",
        "reason": "no_observation",
        "latest": None,
        "baseline": None,
        "path": None,
    }


def test_a_milestone_judged_by_simulated_figures_says_so_in_every_column(english, program):
    home = open_home(program.home)
    made_up = [
        observation(year, 40.0 + year - 2000, indicator="otrygga", area="9999", provenance=made(year))
        for year in (2017, 2018, 2019, 2020)
    ]
    with pytest.raises(RuleError, match="a series is one or the other"):
        home.evidence.save(made_up, loaded=date(2021, 1, 1), came_from="register")
    for path in (program.home / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()
    home.evidence.save(made_up, loaded=date(2021, 1, 1), came_from="register")
    said = english.told("status", "--as-of", "2021-03-01")
    row = next(line for line in said.splitlines() if line.startswith("trygghet"))
    assert row.count("simul") + said.split(row)[1].split("bostader")[0].count("simul") == 3
    sentence = "  Simulated figures: made up, to show how it works."
    assert f"trygghet: Clearly fewer feel unsafe\n{sentence}\n" in said


def made(year):
    return protected(
        observation(year, 1.0), origin=Origin.SIMULATED, source="Registret", published=date(year, 12, 1)
    ).provenance
