"""Files as Skolverket makes them, with schools of one's own."""

from collections.abc import Sequence

HEADER = (
    "Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Typ av huvudman;Huvudman;Huvudman orgnr;Antal elever;"
    "Andel (%) elever behöriga till yrkesprog.;Genomsnittligt meritvärde (17 ämnen)"
)
SHARE = "Andel (%) elever behöriga till yrkesprog."
MERIT = "Genomsnittligt meritvärde (17 ämnen)"

SCHOOLS = (
    "Björkskolan;10000001;Lillköping;9999;Kommunal;Lillköpings kommun;2120000001;40;75;211,5",
    "Granskolan;10000002;Lillköping;9999;Kommunal;Lillköpings kommun;2120000001;50;~100;250",
    "Internationella skolan;10000003;Lillköping;9999;Kommunal;Lillköpings kommun;2120000001;30;.;.",
    "Lilla friskolan;10000004;Lillköping;9999;Enskild;Lilla AB;5560000001;..;..;..",
    "Storskolan;10000005;Lillköping;9999;Enskild;Stora AB;5560000002;20;85;240,3",
    "Ahlaskolan;10000006;Ale;1440;Kommunal;Ale kommun;2120001439;174;82,2;236",
)
"""Forty pupils of whom 30, fifty of whom 46 to 49, thirty without grades, a few, and twenty of whom 17."""


def school_file(
    schools: Sequence[str] = SCHOOLS,
    *,
    year: str = "2024/25",
    header: str = HEADER,
    above: Sequence[str] | None = None,
    below: Sequence[str] = (),
    encoding: str = "utf-8-sig",
) -> bytes:
    """The bytes of a file, with the lines above the table and after it."""
    blank = ";" * header.count(";")
    if above is None:
        above = (
            f"Statistik från Skolverket, https://www.skolverket.se{blank}",
            blank,
            f"Grundskola - Slutbetyg årskurs 9, samtliga elever{blank}",
            f"Valt läsår: {year}{blank}",
            blank,
        )
    return "\r\n".join([*above, header, *schools, *below, ""]).encode(encoding)
