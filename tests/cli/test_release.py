"""fardplan release: what it says, in both languages."""

import getpass
from datetime import UTC, datetime

import pytest

from fardplan.presentation.periods import date_text
from fardplan.usecases.release import released_on
from fardplan.vocabulary.release import ReleaseKind

NOTHING = "Inget är frisläppt. Prognoser, sannolikheter och rekommenderade nivåer är interna.\n"
WHO, TODAY = getpass.getuser(), datetime.now(UTC).astimezone().date()


def test_nothing_is_released_from_the_start(program, english):
    assert program.told("release") == program.told("release", "betyg") == NOTHING
    assert english.told("release", "betyg") == (
        "Nothing is released. Forecasts, probabilities and recommended levels are internal.\n"
    )


def test_what_is_released_is_listed_with_who_when_and_why(program, english):
    told = program.told("release", "betyg", "--forecast", "--recommended", "--why", "KS § 7")
    assert told == (
        "betyg: frisläppt: prognosen, de rekommenderade nivåerna.\n"
        "Det visas på den publika webbplatsen från och med nästa `fardplan publish`.\n"
    )
    assert english.told("release", "trygghet", "--probability") == (
        "trygghet: released: the probability.\n"
        "It is shown on the public site from the next `fardplan publish`.\n"
    )
    day = date_text(TODAY, "sv")
    own = (
        f"betyg: prognosen, frisläppt av {WHO} den {day}\n  KS § 7\n"
        f"betyg: de rekommenderade nivåerna, frisläppt av {WHO} den {day}\n  KS § 7\n"
    )
    other = f"trygghet: sannolikheten, frisläppt av {WHO} den {day}\n"
    assert program.told("release", "betyg") == own
    assert program.told("release") == own + other
    assert program.told("release", "--as-of", "2021-03-01") == NOTHING


def test_it_is_withdrawn_in_part_or_whole(program, english):
    program.told("release", "betyg", "--forecast", "--probability", "--recommended")
    assert program.told("release", "betyg", "--forecast", "--withdraw") == (
        "betyg: åter internt: prognosen.\n"
        "Den publika webbplatsen är som den var till nästa `fardplan publish`.\n"
    )
    assert released_on(TODAY) == {"betyg": {ReleaseKind.PROBABILITY, ReleaseKind.RECOMMENDED}}
    assert english.told("release", "betyg", "--withdraw") == (
        "betyg: internal again: the probability, the recommended levels.\n"
        "The public site is as it was until the next `fardplan publish`.\n"
    )
    assert released_on(TODAY) == {}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("betygg", "--forecast"),
            "there is no milestone 'betygg' in any version\n"
            "There is: betyg, bostader, trygghet. Did you mean 'betyg'?\nNothing was changed.",
        ),
        (("--forecast",), "no milestone is named\nWrite for example: fardplan release KEY --forecast."),
        (("--withdraw",), "no milestone is named\nWrite for example: fardplan release KEY --forecast."),
        (
            ("betyg", "--why", "KS § 7"),
            "a reason is given, and nothing to release or withdraw\n"
            "Give --forecast, --probability or --recommended, or --withdraw.\nNothing was changed.",
        ),
        (
            ("betyg", "--forecast", "--as-of", "2021-03-01"),
            "a release counts from today\nLeave --as-of out, or list with it alone.",
        ),
        (("betyg", "--withdraw"), "nothing of that is released for 'betyg'\nNothing was changed."),
    ],
)
def test_what_cannot_be_is_refused(program, arguments, told):
    assert program.refused("release", *arguments) == told
