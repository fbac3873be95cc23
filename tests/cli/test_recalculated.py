"""fardplan evidence show … --division, and what the list says of figures that are old."""

import json

import pytest

from tests.cli.conftest import Program


@pytest.fixture
def stockholm(no_home: Program) -> Program:
    no_home.told("init", "--city", "stockholm")
    return no_home


def test_figures_are_shown_in_another_division_with_how_each_was_made(stockholm: Program) -> None:
    lines = stockholm.told(
        "evidence", "show", "ekonomiskt-bistand-18-24-antal", "--division", "sdo11"
    ).splitlines()
    assert lines[0] == "Antal unga 18–24 år som fått ekonomiskt bistånd"
    assert "  Lägsta och högsta  Består av  " in " ".join(lines[1].split(" "))
    told = " ".join(" ".join(lines[3:]).split())
    assert (
        "Järva 2017 795 Rinkeby-Kista, Spånga-Tensta egen beräkning omräknad: hela områden sammanlagda"
        in told
    )
    assert (
        "Enskede-Årsta-Vantör 2017 361 357–501 Enskede-Årsta-Vantör, Skarpnäck egen beräkning omräknad"
        in told
    )
    assert "Bromma 2017 107 Bromma officiell statistik som publicerad: området var detsamma då" in told


def test_the_same_for_machines(stockholm: Program) -> None:
    found = json.loads(
        stockholm.told("evidence", "show", "ekonomiskt-bistand-18-24-antal", "--division", "sdo13", "--json")
    )
    merged = [item for item in found if item["reason"] == "whole_areas"]
    assert [(item["area"], item["period"], item["value"], item["made_of"]) for item in merged] == [
        ("hagersten-alvsjo", "2017", 191.0, ["alvsjo", "hagersten-liljeholmen"])
    ]
    assert len(found) == 13


def test_where_nothing_can_be_recalculated_that_is_said(stockholm: Program) -> None:
    told = stockholm.told("evidence", "show", "uvas-17-24", "--division", "sdo11")
    assert told.splitlines()[1] == "Inga siffror för en äldre indelning är kända."


def test_an_unknown_division_is_refused_with_those_there_are(stockholm: Program) -> None:
    assert "there is no division 'sdo12'" in stockholm.refused(
        "evidence", "show", "uvas-17-24", "--division", "sdo12"
    )


def test_the_list_and_the_status_tell_that_newer_figures_ordinarily_are_out(stockholm: Program) -> None:
    listed = json.loads(stockholm.told("evidence", "list", "--json"))
    assert {item["indicator"]: item["newer_since"] for item in listed if item["newer_since"]} == {
        "behorighet-hemkommun": "2020-09-25",
        "behorighet-kommunala-skolor": "2020-09-25",
    }
    (line,) = (
        line
        for line in stockholm.told("evidence", "list").splitlines()
        if line.startswith("behorighet-hemkommun ")
    )
    assert "gäller; nyare" in line
    status = " ".join(stockholm.told("status").split())
    assert "En nyare uppgift borde ha funnits hos källan sedan 25 september 2020." in status.replace(
        "\u00a0", " "
    )
