"""A made-up table that has every trap: optional variables, code lists, signs, a comma and a + in codes."""

from typing import Any

from fardplan.fakes.pxweb.table import FakeCodelist, FakeTable, FakeVariable

REGIONS = {"0180": "Stockholm", "0181": "Södertälje", "1480": "Göteborg", "1280": "Malmö"}
AGES = {"0-15": "0–15 år", "16-64": "16–64 år", "65+": "65 år och äldre", "a,b": "uppgift saknas"}
SEXES = {"1": "män", "2": "kvinnor"}
MEASURES = {"BE01": "Folkmängd", "BE02": "Andel"}
YEARS = {str(year): str(year) for year in range(2019, 2024)}

COUNTIES = FakeCodelist(
    "agg_Lan", "län", {"01": ("Stockholms län", ("0180", "0181")), "14": ("Västra Götaland", ("1480",))}
)
CITIES = FakeCodelist("vs_Stader", "städer", {"0180": ("Stockholm", ("0180",)), "1280": ("Malmö", ("1280",))})

POPULATION = FakeTable(
    key="TAB1",
    label="Folkmängd efter region, ålder, kön, tabellinnehåll och år",
    variables=(
        FakeVariable("Region", "region", REGIONS, "geo", optional=True, codelists=(COUNTIES, CITIES)),
        FakeVariable("Alder", "ålder", AGES),
        FakeVariable("Kon", "kön", SEXES, optional=True),
        FakeVariable("ContentsCode", "tabellinnehåll", MEASURES, "metric"),
        FakeVariable("Tid", "år", YEARS, "time"),
    ),
    values=tuple(None if cell % 37 == 5 else cell * 3 for cell in range(4 * 4 * 2 * 2 * 5)),
    signs={cell: ".." if cell % 2 else ":" for cell in range(320) if cell % 37 == 5},
    source="Påhittad källa",
    notes=("Siffrorna är påhittade.",),
    units={"BE01": {"base": "antal", "decimals": 0}, "BE02": {"base": "procent", "decimals": 1}},
)
ALL: dict[str, Any] = dict.fromkeys(("Region", "Alder", "Kon", "ContentsCode", "Tid"), "*")
