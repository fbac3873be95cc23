"""The privacy report and the losses, word for word."""

import pytest

from fardplan.presentation.privacy import tell, tell_losses, tell_public
from fardplan.vocabulary.privacy import (
    Attack,
    Loss,
    PrivacyReport,
    ProtectedTable,
    ProtectionMethod,
)

NOTHING = Loss(
    cells=0,
    shown=0,
    persons_hidden=0.0,
    mean_error=0.0,
    largest_error=0,
    shares=0,
    shares_shown=0,
    mean_share_error=0.0,
    largest_share_error=0.0,
    sums=0,
    broken=0,
    largest_gap=0,
    pairs=0,
    turned=0,
    unseen=0,
)

TABLE = ProtectedTable(
    period="2023",
    what="Invånare",
    cells=1980,
    sensitive=327,
    differences=3,
    already_told=2,
    hidden=670,
    hidden_for_others=346,
    narrowest=4,
    attack=Attack(checked=327, certificates=650, programmes=4),
    loss=NOTHING,
    published="00112233445566aa",
)

REPORT = PrivacyReport(
    register_key="befolkning",
    method=ProtectionMethod.SUPPRESSION,
    rules=(
        ("minimum", "5"),
        ("minimum_base", "10"),
        ("zero_cells.applies", "True"),
        ("full_cells.applies", "True"),
    ),
    simulated=True,
    tables=(TABLE,),
)


def test_what_stays_as_it_was_published_is_told_with_why() -> None:
    held = REPORT.model_copy(update={"held_back": ("2019", "2020")})
    said = (
        "The figures for 2019, 2020 stay as they were published. What the register says now differs by fewer "
        "than 5 persons somewhere, and would tell of them."
    )
    assert held.id == REPORT.id
    assert set(tell(held, "en")) - set(tell(REPORT, "en")) == {said}
    assert tell_public(held, "sv") == tell_public(REPORT, "sv")


def test_figures_that_others_publish_are_told_of_within_the_house() -> None:
    beside = REPORT.model_copy(update={"official": ("uvas-16-24", "uvas-17-24")})
    said = (
        "Others publish figures of nearly the same people (uvas-16-24, uvas-17-24), which are not taken as "
        "known. Where such a series counts exactly the same people, a hidden number could be worked out with "
        "it."
    )
    assert beside.id == REPORT.id
    assert set(tell(beside, "en")) - set(tell(REPORT, "en")) == {said}
    assert tell_public(beside, "en") == tell_public(REPORT, "en")


def moved(method: ProtectionMethod, **rules: str) -> PrivacyReport:
    table = TABLE.model_copy(
        update={"hidden": 0, "hidden_for_others": 0, "deviation": 5, "variance": 3.0, "already_told": 0}
    )
    return REPORT.model_copy(
        update={
            "method": method,
            "rules": (("minimum", "5"), *rules.items()),
            "simulated": False,
            "tables": (table,),
        }
    )


def test_the_report_in_english() -> None:
    assert tell(REPORT, "en") == (
        f"Privacy report {REPORT.id} for the register befolkning. It is internal.",
        "The register is simulated: nobody in it exists.",
        "Counts from 1 to 4 are hidden, and other figures as well, so that none can be worked out.",
        "It is protected that everybody in a group has what is counted.",
        "It is protected that nobody in a group has what is counted.",
        "Shares are told of at least 10 persons.",
        "Invånare, 2023: 1,983 figures and differences of figures, of which the rules protect 327.",
        "670 numbers are hidden, 346 of them so that others cannot be worked out.",
        "2 more would be protected, but could be worked out from earlier publications.",
        "The attack: of each of 327 protected counts it was asked how low and how high it can be, knowing "
        "everything that is shown. An interval of 4 persons or more was left open for all of them (650 ends "
        "by example, 4 by a linear programme each).",
    )


def test_the_report_in_swedish() -> None:
    assert tell(REPORT, "sv")[1:4] == (
        "Registret är simulerat: ingen i det finns.",
        "Antal från 1 till 4 är dolda, och fler uppgifter därtill, så att inget av dem går att räkna ut.",
        "Det skyddas att alla i en grupp har det som räknas.",
    )


@pytest.mark.parametrize(
    ("minimum", "said"),
    [
        ("1", "No count is hidden for being small: by the rules, none tells of a person."),
        ("2", "Counts of 1 are hidden, and other figures as well, so that none can be worked out."),
        ("3", "Counts from 1 to 2 are hidden, and other figures as well, so that none can be worked out."),
    ],
)
def test_which_counts_are_small(minimum: str, said: str) -> None:
    rules = (("minimum", minimum), *REPORT.rules[1:])
    assert said in tell_public(REPORT.model_copy(update={"rules": rules}), "en")


def test_noise_and_rounding_say_what_they_do() -> None:
    assert tell(moved(ProtectionMethod.CELL_KEY), "en")[1:3] == (
        "Every count is moved by chance by at most 5 (standard deviation 1.7), the same people always by the "
        "same. Parts need not add up to totals.",
        "Invånare, 2023: 1,983 figures and differences of figures, of which the rules protect 327.",
    )
    assert tell(moved(ProtectionMethod.ROUNDING, **{"rounding.base": "5"}), "en")[1] == (
        "Every count is rounded to a multiple of 5."
    )


def test_nothing_to_protect() -> None:
    quiet = REPORT.model_copy(
        update={
            "simulated": False,
            "rules": (("minimum", "5"),),
            "tables": (
                TABLE.model_copy(
                    update={"sensitive": 0, "hidden": 0, "hidden_for_others": 0, "differences": 0}
                    | {"already_told": 0, "narrowest": None}
                ),
            ),
        }
    )

    assert tell(quiet, "en")[2:] == (
        "Invånare, 2023: 1,980 figures and differences of figures, of which the rules protect 0.",
        "0 numbers are hidden, 0 of them so that others cannot be worked out.",
        "Nothing needed protection.",
    )


def test_what_the_public_is_told_has_no_number_of_small_cells() -> None:
    assert tell_public(REPORT, "sv") == (
        "Registret är simulerat: ingen i det finns.",
        "Antal från 1 till 4 är dolda, och fler uppgifter därtill, så att inget av dem går att räkna ut.",
        "670 tal är dolda i tabellerna bakom uppgifterna.",
        "Innan uppgifterna släpptes försökte ett program räkna ut det som är skyddat ur allt som visas, och "
        "kunde inte.",
    )
    one = REPORT.model_copy(update={"tables": (TABLE.model_copy(update={"hidden": 1}),)})
    assert tell_public(one, "en")[2] == "One number is hidden in the tables behind the figures."
    assert len(tell_public(moved(ProtectionMethod.ROUNDING, **{"rounding.base": "3"}), "en")) == 2


def test_the_id_is_made_of_what_a_reader_sees() -> None:
    """Neither numbers of small cells nor the attack nor the loss can be guessed from it."""
    secret = TABLE.model_copy(
        update={
            "sensitive": 300,
            "differences": 0,
            "already_told": 0,
            "hidden_for_others": 1,
            "narrowest": 5,
            "attack": Attack(checked=1, certificates=1, programmes=1),
            "loss": NOTHING.model_copy(update={"cells": 9}),
        }
    )
    seen = TABLE.model_copy(update={"published": "ffffffffffffffff"})

    assert REPORT.model_copy(update={"tables": (secret,)}).id == REPORT.id
    assert REPORT.model_copy(update={"tables": (seen,)}).id != REPORT.id
    assert REPORT.model_copy(update={"register_key": "elever"}).id != REPORT.id
    assert REPORT.model_copy(update={"rules": ()}).id != REPORT.id
    assert (len(REPORT.id), set(REPORT.id) <= set("0123456789abcdef")) == (16, True)


def test_a_report_comes_back_from_its_file() -> None:
    assert PrivacyReport.model_validate_json(REPORT.model_dump_json()) == REPORT


def test_losses_side_by_side() -> None:
    hidden = NOTHING.model_copy(
        update={
            "cells": 1980,
            "shown": 1310,
            "persons_hidden": 0.0123,
            "sums": 400,
            "pairs": 91,
            "unseen": 13,
        }
    )
    noise = NOTHING.model_copy(
        update={
            "cells": 1980,
            "shown": 1980,
            "mean_error": 1.234,
            "largest_error": 5,
            "mean_share_error": 0.456,
            "largest_share_error": 12.34,
            "sums": 600,
            "broken": 550,
            "largest_gap": 17,
            "pairs": 91,
            "turned": 4,
        }
    )

    told = tell_losses({"suppression": hidden, "cell_key": noise, "rounding_controlled": "too many"}, "en")

    assert told == (
        (
            "Method",
            "Figures shown",
            "Persons in hidden figures",
            "Error of counts, mean and largest",
            "Error of shares in points, mean and largest",
            "Sums that do not add up",
            "Pairs of districts turned or unseen",
        ),
        (
            "Suppression",
            "1,310 of 1,980",
            "1.2 %",
            "0.00 / 0",
            "0.00 / 0.0",
            "0 of 400, by 0 at most",
            "0 and 13 of 91",
        ),
        (
            "Noise by cell key",
            "1,980 of 1,980",
            "0.0 %",
            "1.23 / 5",
            "0.46 / 12.3",
            "550 of 600, by 17 at most",
            "4 and 0 of 91",
        ),
        ("Rounding that adds up", "too many"),
    )
