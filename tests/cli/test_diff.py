"""fardplan evidence diff: what a new edition changes, in Swedish, in English and as JSON."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from fardplan.evidence.load import About
from fardplan.usecases.homes import Home, open_home
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from tests.cli.conftest import Program

DAY = date(2021, 4, 1)
Change = Callable[..., None]


@pytest.fixture
def home(program: Program) -> Home:
    return open_home(program.home)


@pytest.fixture
def change(home: Home) -> Change:
    """Saves an edition with other values in some years, as current or as waiting."""

    def changed(
        values: dict[int, float],
        *,
        waits: bool = False,
        without: tuple[int, ...] = (),
        beside: dict[int, float] | None = None,
        checks: tuple[Checked, ...] = (),
    ) -> None:
        """`beside`: figures of the country."""
        known = {item.period.year: item for item in home.evidence.series("behoriga")}
        fresh = {
            year: replace(known.get(year, known[2019]), period=Period.of_year(year), value=value)
            for year, value in values.items()
        }
        figures = [item for year, item in (known | fresh).items() if year not in without]
        figures += [
            replace(known[2019], area="0000", period=Period.of_year(year), value=value)
            for year, value in (beside or {}).items()
        ]
        about = {("behoriga", "RKA: Behöriga (N15436)"): About(checks=checks)}
        store = home.waiting if waits else home.evidence
        store.save(figures, loaded=DAY, came_from="a table", about=about)

    return changed


def editions(home: Home) -> list[str]:
    return [vintage.id[:12] for vintage in home.evidence.vintages("behoriga")]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


SWEDISH = """\
Behöriga elever
RKA: Behöriga (N15436)
Från {old} ({first}) till {new} (2021-04-01).

Ändrade, den största ändringen först: 2
  Lillköping, 2017 gick från 84,2 till 82,2 (−2,0 procentenheter).
  Lillköping, 2019 gick från 88,1 till 87,9 (−0,2 procentenheter).
Utgångna: 1
  Lillköping, 2015: 80,1.
Nya: 1
  Lillköping, 2020: 88,4.
Som förut: 2

Utvecklingen bedöms som förut: förbättras.
"""


def test_an_edition_against_the_one_before(program: Program, home: Home, change: Change) -> None:
    change({2017: 82.2, 2019: 87.9, 2020: 88.4}, without=(2015,))
    old, new = editions(home)
    first = home.evidence.vintages("behoriga")[0].loaded

    assert plain(program.told("evidence", "diff", "behoriga")) == SWEDISH.format(
        old=old, new=new, first=first
    )
    assert program.told("evidence", "diff", "behoriga") == program.told(
        "evidence", "diff", "behoriga", old[:6], new[:6]
    )


ENGLISH = """\
Eligible pupils
RKA: Behöriga (N15436)
From {old} ({first}) to {new} (2021-04-01), which waits for approval.

Revised, the largest change first: 3
  Lillköping, 2019 went from 88.1 to 80.5 (−7.6 percentage points).
  Lillköping, 2018 went from 85.8 to 80.9 (−4.9 percentage points).
  Lillköping, 2017 went from 84.2 to 80.4 (−3.8 percentage points).
As before: 2

The development was “improving” and becomes “no detectable change”. \
The change is within the uncertainty of the figures.
"""


def test_what_waits_against_what_is_current(english: Program, home: Home, change: Change) -> None:
    change({2017: 80.4, 2018: 80.9, 2019: 80.5}, waits=True)
    (old,), (waiting,) = editions(home), home.waiting.vintages("behoriga")
    first = home.evidence.vintages("behoriga")[0].loaded

    told = plain(english.told("evidence", "diff", "behoriga", "--waiting"))
    assert told == ENGLISH.format(old=old, new=waiting.id[:12], first=first)


def test_nothing_is_different(english: Program, home: Home) -> None:
    (only,) = editions(home)
    *_, same, _, development = english.told("evidence", "diff", "behoriga", only).splitlines()

    assert (same, development) == (
        "As before: 5",
        "The development is judged as before: improving.",
    )


def test_the_indicators_own_area_is_told_first(english: Program, home: Home, change: Change) -> None:
    change({2020: 88.4}, beside={2018: 80.0, 2019: 81.0})
    lines = plain(english.told("evidence", "diff", "behoriga")).splitlines()
    first = lines.index("Added: 3")
    assert lines[first + 1 : first + 4] == [
        "  Lillköping, 2020: 88.4.",
        "  0000, 2018: 80.0.",
        "  0000, 2019: 81.0.",
    ]


def test_what_stopped_figures_is_told_where_they_are_looked_at(
    english: Program, home: Home, change: Change
) -> None:
    found = Checked(name=CheckName.JUMP, severity=Severity.STOP, text=Text(sv="Ett hopp.", en="A jump."))
    change({2019: 45.0}, waits=True, checks=(found,))
    lines = english.told("evidence", "diff", "behoriga", "--waiting").splitlines()
    assert "!! A jump." in lines


def test_many_figures_are_counted(english: Program, change: Change) -> None:
    change(dict.fromkeys(range(2020, 2045), 88.0))
    lines = english.told("evidence", "diff", "behoriga").splitlines()
    first = lines.index("Added: 25")

    assert lines[first + 20 : first + 22] == ["  Lillköping, 2039: 88.0.", "  and 5 more, which --json lists"]


def test_as_json(program: Program, home: Home, change: Change) -> None:
    change({2019: 87.9, 2020: 88.4}, without=(2015,))
    (told,) = json.loads(program.told("evidence", "diff", "behoriga", "--json"))
    nothing_else = {"status": "value", "lower": None, "upper": None, "base": None}
    place = {"area": "9999", "group": ""}

    old, new = (vintage.id for vintage in home.evidence.vintages("behoriga"))
    improving = {"is": "improving", "reason": "trend_beyond_movement"}
    assert told == {
        "indicator": "behoriga",
        "source": "RKA: Behöriga (N15436)",
        "old": old,
        "new": new,
        "waiting": False,
        "revised": [
            {
                **place,
                "period": "2019",
                "before": {"value": 88.1, **nothing_else},
                "after": {"value": 87.9, **nothing_else},
            }
        ],
        "withdrawn": [{**place, "period": "2015", "value": 80.1, **nothing_else}],
        "added": [{**place, "period": "2020", "value": 88.4, **nothing_else}],
        "unchanged": 3,
        "development": {"before": improving, "after": improving},
    }


def test_what_waits_has_no_editions_to_choose(english: Program) -> None:
    result = english("evidence", "diff", "behoriga", "abc", "--waiting")

    assert result.exit_code == 2
    assert "--waiting takes no editions" in result.stderr


def test_one_edition_alone_has_nothing_to_be_held_against(english: Program) -> None:
    assert "there is one edition of 'behoriga'" in english.refused("evidence", "diff", "behoriga")
