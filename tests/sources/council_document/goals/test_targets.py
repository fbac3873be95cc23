"""Levels and years that goals name: every way to say how far, and what only looks like one."""

import pytest

from fardplan.sources.council_document.goals.targets import ToReach, to_reach


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Uttaget ska fördubblas", (100.0, "procent", None, "up", True)),
        ("Minst var fjärde båt ska drivas med el", (25.0, "procent", None, "up", False)),
        ("Minst Var Tionde båt ska drivas med el", (10.0, "procent", None, "up", False)),
        ("Beläggningen ska öka med 10 platser", (10.0, "platser", None, "up", False)),
        ("Beläggningen ska öka med 10 procentenheter", (10.0, "procentenheter", None, "up", True)),
        ("Återbruket ska vara 40 procent Högre än i dag", (40.0, "procent", None, "up", True)),
        ("Svinnet ska vara 40 procent Mindre än i dag", (40.0, "procent", None, "down", True)),
        ("Andelen ska stärkas till 28 procent", (28.0, "procent", None, "up", False)),
        ("Andelen ska Minskas till 28 procent", (28.0, "procent", None, "down", False)),
        ("85 procent av invånarna når en brygga", (85.0, "procent", None, "up", False)),
        ("Det motsvarar tio procent av båtarna", (10.0, "procent", None, None, False)),
        ("300 nya bryggor har byggts", (300.0, "bryggor", None, "up", False)),
        ("Vi rustar tre bryggor om året", (3.0, "bryggor", None, "up", False)),
        ("Antalet olyckor ska vara noll", (0.0, None, None, "down", False)),
        ("Andelen nöjda ska vara 75", (75.0, None, None, None, False)),
        ("Alla ska nå en brygga inom 5 kilometer", (5.0, "kilometer", None, "down", False)),
        ("Minska antalet båtar i hamnen med 25 procent", (25.0, "procent", None, "down", True)),
        ("Öka andelen kajer med ramp med minst 5 procentenheter", (5.0, "procentenheter", None, "up", True)),
        ("Hamnarna ska öka till 10 000 båtplatser", (10000.0, "båtplatser", None, "up", False)),
        ("Hamnarna ska minska till högst 40 bryggor", (40.0, "bryggor", None, "down", False)),
        ("Minst en tredjedel av båtarna ska gå på el", (33.0, "procent", None, "up", False)),
        ("Högst tre fjärdedelar av kajerna får vara av trä", (75.0, "procent", None, "down", False)),
    ],
)
def test_ways_to_say_how_far(text, told):
    assert to_reach(text) == ToReach(*told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kön ska vara högst 12 dagar och minst 90 procent nöjda", (12.0, "dagar", "down")),
        ("Minst 90 procent får svar och kön är högst 12 dagar", (90.0, "procent", "up")),
    ],
)
def test_of_two_bounds_the_first_counts(text, told):
    value, unit, direction = told
    assert to_reach(text) == ToReach(value, unit, None, direction)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Alla över 65 år ska få en båt", None),
        ("Alla på minst 65 år får en båt", None),
        ("Snittåldern ska vara under 65 år", (65.0, "år", "down")),
        ("Båtar Över 20 meter läggs vid kajen", None),
        ("Båtarna ska vara Över 20 meter", (20.0, "meter", "up")),
        ("Lån överstiger 20 kronor", None),
        ("Andelen ska överstiga 20 procent", (20.0, "procent", "up")),
        ("Båtar som understiger 20 meter får plats", None),
        ("Båtarnas längd understiger 20 meter", (20.0, "meter", "down")),
        ("Båtar vars längd är lägre än 20 meter får plats", None),
        ("Båtarnas längd blir lägre än 20 meter", (20.0, "meter", "down")),
        ("Bryggan hålls öppen under minst 3 veckor", None),
        ("Fler med minst 20 timmar i veckan får bryggplats", None),
    ],
)
def test_a_bound_that_tells_whom_it_is_about_is_no_target(text, told):
    found = to_reach(text)
    assert (found and (found.value, found.unit, found.direction)) == told


@pytest.mark.parametrize(
    "text",
    [
        "Vi bygger 64 procent",
        "Vi bygger 64 kronor",
        "Bryggan byggs inom 5 År",
        "Bryggan byggs inom 5 kilometer",
        "2030 bryggor byggs",
        "2030 bryggor per år",
    ],
)
def test_numbers_that_count_nothing(text):
    assert to_reach(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Från 2020 till 2030 byggs broar", None),
        ("Antalet resor ska öka från 2010 till 2500", 2500.0),
        ("Antalet resor ska minska från 2500 till 2010", 2010.0),
        ("Bryggor byggs, minst 2030", None),
    ],
)
def test_two_years_are_no_levels(text, value):
    found = to_reach(text)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Läsåret 2025/2031 är alla nöjda", 2031),
        ("Läsår 2025–26 är alla nöjda", 2026),
        ("År 2026 påbörjas arbetet och år 2028 är det klart", 2028),
        ("Senast 2028 är det klart, under 2030 ses det över", 2028),
        ("Arbetet påbörjas år 2026, är klart till 2028 och ses över under 2030", 2028),
        ("Utsläppen, som har minskat sedan basåret 2019, upphör 2031.", 2031),
        ("I linje med Vision 2040 byggs bryggor till 2030", 2030),
        ("Under åren 2026–2029 byggs bryggor", 2029),
    ],
)
def test_the_year_by_which(text, year):
    assert to_reach(text) == ToReach(None, None, year, None)


@pytest.mark.parametrize("text", ["Fler bryggor än 2019", "Bryggor byggs i linje med Vision 2040"])
def test_years_that_something_is_compared_with_or_named_for(text):
    assert to_reach(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Öka antalet turer med ytterligare 12 procent", (12.0, "procent", "up", True)),
        ("Minska andelen tomma båtar i hamnen med 3 %", (3.0, "procent", "down", True)),
        ("Vi ska minska. Alla seglar i viken med 25 procent", None),
        ("Vi ska minska, och segla i viken med 25 procent", None),
        ("Öka antalet båtar i hamnen med 25 bryggor", None),
        ("Turerna ska öka till minst cirka 400 avgångar", (400.0, "avgångar", "up", False)),
        ("Turerna ska öka till 2030 avgångar", (None, None, None, False)),
        ("Turerna ska öka till 400 på kajen", None),
        ("Minst två tredjedelar av båtarna", (67.0, "procent", "up", False)),
        ("Minst en fjärdedel av båtarna", (25.0, "procent", "up", False)),
        ("Högst en femtedel av båtarna", (20.0, "procent", "down", False)),
        ("Högst en tiondel av båtarna", (10.0, "procent", "down", False)),
        ("En tredjedel av båtarna", None),
    ],
)
def test_more_ways_to_say_how_far(text, told):
    found = to_reach(text)
    assert (found and (found.value, found.unit, found.direction, found.relative)) == told


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Alla bor inom 5 kilometer från en brygga", "kilometer"),
        ("Det ska finnas en brygga inom 300 meter", "meter"),
        ("Hus byggs inom 2 mil från hamnen", None),
        ("Vi röjer inom 300 meter", None),
        ("Båten hämtas inom 3 dagar", "dagar"),
    ],
)
def test_how_near_something_is_to_be_and_not_where_something_is_done(text, unit):
    found = to_reach(text)
    assert (found and (found.unit, found.direction)) == (unit and (unit, "down"))
