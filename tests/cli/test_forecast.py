"""fardplan forecast: Stockholm's own figures, one indicator, all of them, and both as JSON."""

import json
from datetime import date

import pytest

from fardplan.usecases.homes import open_home
from fardplan.vocabulary.observation import Origin
from tests.builders import observation, protected


@pytest.fixture
def stockholm(no_home):
    no_home.told("init", "--city", "stockholm")
    return no_home


def lines_of(told):
    return told.replace("\u00a0", " ").replace("\u202f", " ").splitlines()


def test_two_lines_then_the_fan(stockholm):
    lines = lines_of(stockholm.told("forecast", "behorighet-hemkommun", "--horizons", 2))
    assert lines == [
        "Om inget nytt görs: 89,2 procent år 2021, fyra gånger av fem mellan 88,1 och 90,2. "
        "Den senaste uppgiften är 89,1, från 2019.",
        "80-procentsintervallet har rymt 16 av 18 uppgifter som kom. Prognoserna missade med 0,72 i snitt, "
        "att vänta sig ingen ändring med 0,70 procentenheter.",
        "",
        "År    Prognos  80 %       95 %",
        "────  ───────  ─────────  ─────────",
        "2020  89,2     88,4–89,9  87,7–90,4",
        "2021  89,2     88,1–90,2  87,1–91,0",
        "",
        "Behöriga till nationella program, elever som bor i staden",
        "Uppgifter som prognosen bygger på: 8, 2012–2019.",
        "Uppgifter före 2012 är mätta på ett annat sätt och används inte.",
        "Bredden följer tidigare prognoser för 1 329 andra årsserier.",
    ]


def test_every_earlier_forecast_against_what_came(stockholm):
    lines = lines_of(stockholm.told("forecast", "uvas-17-24", "--horizons", 1, "--back-test"))
    start = lines.index(
        "Varje prognos har sett uppgifterna fram till året den gjordes, så som de är kända nu."
    )
    table = [line.split() for line in lines[start + 4 : start + 9]]
    assert [(row[0], row[1]) for row in table] == [(str(year), str(year + 1)) for year in range(2012, 2017)]
    assert [row[5:] for row in table] == [
        ["8,4", "ja", "ja", "8,7"],
        ["8,5", "ja", "ja", "8,4"],
        ["8,2", "ja", "ja", "8,5"],
        ["8,2", "ja", "ja", "8,2"],
        ["8,0", "ja", "ja", "8,2"],
    ]
    assert lines[-3].split()[:3] == ["1", "5/5", "5/5"]
    assert lines[-1] == "Prognoser från närliggande år delar uppgifter: tio av dem är inte tio försök."


def test_what_cannot_be_told_says_why_and_what_would_be_enough(stockholm):
    assert lines_of(stockholm.told("forecast", "orolig-for-brott", "--back-test")) == [
        "Går inte att avgöra. Jämförbara årsuppgifter: 3; 6 räcker.",
        "Kommer uppgifterna så ofta som hittills räcker det när den för 2029 finns.",
        "",
        "Ofta oroliga för att utsättas för brott",
        "Uppgifter som prognosen bygger på: 3, 2014–2020.",
        "",
        "Ingen tidigare prognos går ännu att pröva mot det som kom.",
    ]
    assert lines_of(stockholm.told("forecast", "uvas-16-29")) == [
        "Går inte att avgöra: inga uppgifter är kända."
    ]


def test_a_line_for_every_indicator(stockholm):
    lines = lines_of(stockholm.told("forecast", "--horizons", 2))
    assert lines[0] == "Om inget nytt görs. För det som inte går att förutse står skälet."
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in lines[4:]}
    assert told["behorighet-hemkommun"] == "89,1 (2019) 89,2 (2021) 88,1–90,2 16/18"
    assert told["orolig-for-brott"] == "9 (2020) Jämförbara årsuppgifter: 3; 6 räcker. –"
    assert told["uvas-16-29"] == "– inga uppgifter"


def test_as_json(stockholm):
    asked = ("forecast", "uvas-17-24", "--horizons", 1, "--json")
    found = json.loads(stockholm.told(*asked, "--back-test"))
    assert {key: found[key] for key in ("indicator", "area", "latest", "figures", "panel")} == {
        "indicator": "uvas-17-24",
        "area": "0180",
        "latest": {"year": 2017, "value": 8.02},
        "figures": 11,
        "panel": 0,
    }
    assert [year["year"] for year in found["forecast"]] == [2018]
    assert found["back_test"]["inside"] == {"80%": [5, 5], "95%": [5, 5]}
    assert [one["came"] for one in found["back_test"]["forecasts"]] == [8.42, 8.5, 8.24, 8.22, 8.02]
    assert "back_test" not in json.loads(stockholm.told(*asked))
    every = {one["indicator"]: one for one in json.loads(stockholm.told("forecast", "--json"))}
    assert every["orolig-for-brott"]["cannot_tell"] == {"reason": "too_short", "figures": 3, "needed": 6}


def test_what_is_not_there_is_told(stockholm):
    assert stockholm.refused("forecast", "uvas-17-24", "--area", "0199") == (
        "there are no figures of 'uvas-17-24' for the area '0199'\nThere is: 0180."
    )
    assert stockholm.refused("forecast", "--horizons", 16).startswith(
        "a forecast reaches 1 to 15 years ahead, not 16"
    )


def test_a_forecast_of_simulated_figures_says_so(stockholm):
    indicator = "uvas-16-24-egen"
    made_up = [
        protected(
            observation(year, 8.0 + year % 2, indicator=indicator, area="0180"),
            origin=Origin.SIMULATED,
            source="Befolkningen",
        )
        for year in range(2010, 2020)
    ]
    open_home(stockholm.home).evidence.save(made_up, loaded=date(2021, 1, 1), came_from="befolkning")
    sentence = "Simulerade uppgifter: påhittade, för att visa hur det fungerar."
    assert lines_of(stockholm.told("forecast", indicator))[0] == sentence
    assert json.loads(stockholm.told("forecast", indicator, "--json"))["simulated"] is True
    row = next(line for line in lines_of(stockholm.told("forecast")) if line.startswith(indicator))
    assert row.count("; simulerad") == 2
    assert sentence not in stockholm.told("forecast", "uvas-17-24")
