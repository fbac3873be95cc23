"""Names in the order of the Swedish alphabet."""

from fardplan.presentation.ordering import swedish_order


def test_the_alphabet_ends_with_aring_aumlaut_oumlaut_and_case_is_no_matter() -> None:
    names = ["Östermalm", "Ärlan", "årsta", "Zinkensdamm", "bromma", "Älvsjö", "Årsta", "Farsta"]
    assert sorted(names, key=swedish_order) == [
        *("bromma", "Farsta", "Zinkensdamm", "årsta", "Årsta", "Älvsjö", "Ärlan", "Östermalm")
    ]
