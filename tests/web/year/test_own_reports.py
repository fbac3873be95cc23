"""Whoever works for one board meets its reports first, under their own heading, and then all the others."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.desk import subjects_for
from fardplan.web.reports import views
from tests.boards_city import IN_T1, STRATEGIST, acting, plan
from tests.portal.markup import Element
from tests.web.pages import Visitor

Visit = Callable[..., Visitor]
KINDS = "/arbete/rapporter/"


@pytest.fixture(autouse=True)
def _planned(home: Home) -> None:
    for board in ("skolnamnden", "kulturnamnden"):
        plan(board)


def section(page: Element, heading: str) -> Element:
    return next(item for item in page.all("section") if [one.text for one in item.all("h2")] == [heading])


def headed(part: Element) -> list[str]:
    """The headings of the third level and the links of a part of the page, in their order."""
    return [item.text for item in part if isinstance(item, Element) and item.tag in ("h3", "a")]


def test_what_is_a_board_s_own_is_told_apart(home: Home) -> None:
    controller = acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    found = subjects_for(controller, home, "board-report", today=IN_T1)
    assert [item.key for item in found.own] == ["2027/t1/skolnamnden"]
    assert {item.key for item in (*found.own, *found.others)} == {item.key for item in found.subjects}
    assert len(found.own) + len(found.others) == len(found.subjects)
    everybody_s = subjects_for(STRATEGIST, home, "board-report", today=IN_T1)
    assert (everybody_s.own, everybody_s.others) == ((), everybody_s.subjects)
    assert subjects_for(controller, home, "official", today=IN_T1).own == ()


def test_a_board_s_own_reports_stand_first_among_few(home: Home, visit: Visit) -> None:
    page = visit(Role.CONTROLLER, name="Ada Lind", organisation="skolnamnden").get(KINDS)
    found = headed(section(page, "Tertialrapport"))
    assert found[0] == "Dina"
    assert [after for before, after in pairwise(found) if before == "Dina"] == [
        "Skolnämnden: Tertialrapport 1 2027"
    ]
    assert found[2] == "Övriga"
    page = visit(Role.STRATEGIST, name="Åsa Strateg").get(KINDS)
    assert "Dina" not in [item.text for item in page.all("h3")]


def test_a_board_s_own_reports_stand_first_among_many(
    home: Home, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FEW", 1)
    person = visit(Role.CONTROLLER, name="Ada Lind", organisation="skolnamnden")
    found = headed(section(person.get(KINDS), "Tertialrapport"))
    assert found[:2] == ["Dina", "Skolnämnden: Tertialrapport 1 2027"]
    assert found[2].startswith("Välj bland")
    page = person.get(f"{KINDS}board-report/amnen/")
    main = page.all("main")[0]
    assert [item.text for item in main.all("h2")] == ["Dina", "Alla"]
    own = section(page, "Dina")
    assert [item.get("href") for item in own.all("a")] == [
        f"{KINDS}board-report/?for=2027%2Ft1%2Fskolnamnden{fil}" for fil in ("", "&fil=docx", "&fil=pdf")
    ]
    rows = [item.all("th")[0].text for item in main.all("tr")]
    assert any("Skolnämnden" in row for row in rows)
    page = visit(Role.STRATEGIST, name="Åsa Strateg").get(f"{KINDS}board-report/amnen/")
    assert page.all("main")[0].all("h2") == []
