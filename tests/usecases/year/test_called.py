"""An organisation by its key or its name, and what is told where neither is there."""

import pytest

from fardplan.store.organisations import KnownOrganisation
from fardplan.usecases.year.called import organisation_called
from fardplan.vocabulary.errors import FardplanError, InputError, NotFoundError
from fardplan.vocabulary.text import Text

THERE = tuple(
    KnownOrganisation(key, Text(sv=sv, en=en), kind)
    for key, sv, en, kind in (
        ("utbildningsnamnden", "Utbildningsnämnden", "Education Committee", "board"),
        ("kulturnamnden", "Kulturnämnden", None, "board"),
        ("sdn-farsta", "Farsta stadsdelsnämnd", None, "district_board"),
        ("ekonomi-1", "Ekonomi", None, "unit"),
        ("ekonomi-2", "Ekonomi", None, "unit"),
        ("ekonomi", "Ekonomiavdelningen", None, "unit"),
    )
)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("utbildningsnamnden", "utbildningsnamnden"),
        ("Utbildningsnämnden", "utbildningsnamnden"),
        (" UTBILDNINGSNÄMNDEN ", "utbildningsnamnden"),
        ("education committee", "utbildningsnamnden"),
        ("Farsta stadsdelsnämnd", "sdn-farsta"),
        ("SDN-Farsta", "sdn-farsta"),
        ("ekonomi", "ekonomi"),
    ],
)
def test_a_key_or_a_name_is_enough(words: str, key: str) -> None:
    assert organisation_called(words, THERE).key == key


@pytest.mark.parametrize(
    ("words", "error", "told"),
    [
        (
            "skolnamnden",
            NotFoundError,
            "The nearest: kulturnamnden (Kulturnämnden), utbildningsnamnden (Utbildningsnämnden).",
        ),
        ("farsta", NotFoundError, "The nearest: sdn-farsta (Farsta stadsdelsnämnd)."),
        (
            "xyz",
            NotFoundError,
            "There is: ekonomi (Ekonomiavdelningen), ekonomi-1 (Ekonomi), ekonomi-2 (Ekonomi), "
            "kulturnamnden (Kulturnämnden), sdn-farsta (Farsta stadsdelsnämnd), "
            "utbildningsnamnden (Utbildningsnämnden).",
        ),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(
    words: str, error: type[FardplanError], told: str
) -> None:
    with pytest.raises(error) as met:
        organisation_called(words, THERE)
    assert str(met.value).splitlines() == [f"there is no organisation '{words}'", told]


def test_a_name_that_several_have_is_asked_about() -> None:
    there = tuple(item for item in THERE if item.key != "ekonomi")
    with pytest.raises(InputError) as met:
        organisation_called("Ekonomi", there)
    assert str(met.value).splitlines() == [
        "'Ekonomi' is the name of 2 organisations",
        "Say which by its key: ekonomi-1, ekonomi-2.",
    ]
