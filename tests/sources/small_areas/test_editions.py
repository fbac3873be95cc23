"""Codes of small areas say which edition they are of, and editions do not mix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.small_areas.editions import (
    DIVISIONS,
    deso_of,
    division_named,
    from_database,
    in_database,
)
from fardplan.vocabulary.errors import InputError

REGSO, DESO = DIVISIONS["regso-2025"], DIVISIONS["deso-2025"]
MIXED = "Editions with other borders cannot be mixed."
OLD_REGSO, OLD_DESO = DIVISIONS["regso-2020"], DIVISIONS["deso-2018"]


def test_codes_are_written_as_the_database_writes_them() -> None:
    assert in_database("0180R001", REGSO) == "0180R001_RegSO2025"
    assert in_database("0180C1010", DESO) == "0180C1010_DeSO2025"
    assert in_database("0180R001", OLD_REGSO) == "0180R001"
    assert from_database("0180C1010_DeSO2025", DESO) == "0180C1010"
    assert from_database("0180C1010", OLD_DESO) == "0180C1010"


@pytest.mark.parametrize(
    ("text", "division", "told"),
    [
        (
            "0180R001",
            REGSO,
            "'0180R001' is of RegSO 2020, and RegSO 2025 was expected\n"
            f"Codes of RegSO 2025 are written 0180R001_RegSO2025. {MIXED}",
        ),
        (
            "0180R001_RegSO2025",
            OLD_REGSO,
            "'0180R001_RegSO2025' is of RegSO 2025, and RegSO 2020 was expected\n"
            f"Codes of RegSO 2020 are written 0180R001. {MIXED}",
        ),
        (
            "0180R001_RegSO2030",
            REGSO,
            "'0180R001_RegSO2030' is of no edition that is known, and RegSO 2025 was expected\n"
            f"Codes of RegSO 2025 are written 0180R001_RegSO2025. {MIXED}",
        ),
        (
            "0180C1010_DeSO2025",
            REGSO,
            "'0180C1010' is no code of a RegSO\nRegSO are written 0180R001 and DeSO 0180C1010.",
        ),
        ("Farsta", DESO, "'Farsta' is no code of a DeSO\nRegSO are written 0180R001 and DeSO 0180C1010."),
        ("0180", DESO, "'0180' is no code of a DeSO\nRegSO are written 0180R001 and DeSO 0180C1010."),
    ],
)
def test_editions_do_not_mix(text: str, division, told: str) -> None:
    with pytest.raises(InputError) as raised:
        from_database(text, division)
    assert str(raised.value) == told


@given(st.sampled_from(list(DIVISIONS.values())), st.integers(0, 9999), st.integers(0, 999))
def test_what_is_written_is_read_by_its_edition_alone(division, municipality: int, number: int) -> None:
    regso = division.kind == "RegSO"
    code = f"{municipality:04d}" + (f"R{number:03d}" if regso else f"{'ABC'[number % 3]}{number * 10:04d}")
    text = in_database(code, division)
    assert from_database(text, division) == code
    for other in DIVISIONS.values():
        if other != division:
            with pytest.raises(InputError):
                from_database(text, other)


def test_divisions_by_key() -> None:
    assert [item.name for item in DIVISIONS.values()] == [
        "RegSO 2025",
        "DeSO 2025",
        "RegSO 2020",
        "DeSO 2018",
    ]
    assert (deso_of(REGSO), deso_of(DESO), deso_of(OLD_REGSO)) == (DESO, DESO, OLD_DESO)
    with pytest.raises(InputError, match=r"no division 'regso-2018'\n.*Did you mean 'deso-2018'\?"):
        division_named("regso-2018")
