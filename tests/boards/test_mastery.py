"""Who keeps a plan: the truth tables of what may be written where."""

from datetime import date

import pytest

from fardplan.boards.mastery import (
    Mastery,
    can_edit_here,
    can_take_in,
    check_can_edit_here,
    check_can_take_in,
)
from fardplan.vocabulary.errors import RuleError

ELSEWHERE = Mastery(2027, "farsta", "Stratsys", date(2026, 12, 1), "Åsa Berg")


@pytest.mark.parametrize(("mastery", "may"), [(None, True), (ELSEWHERE, False)])
def test_a_plan_is_edited_where_it_is_kept(mastery: Mastery | None, may: bool) -> None:
    assert can_edit_here(mastery) is may
    if may:
        check_can_edit_here(mastery)
    else:
        with pytest.raises(RuleError) as caught:
            check_can_edit_here(mastery)
        assert str(caught.value) == (
            "this plan and its follow-ups are kept in Stratsys in 2027, and are read-only here\n"
            "Write in Stratsys: its export is read in here. Links to strategies and milestones, and what has "
            "been considered, are made here.\nNothing was changed."
        )


@pytest.mark.parametrize(
    ("mastery", "closed", "may"),
    [(None, False, False), (None, True, False), (ELSEWHERE, False, True), (ELSEWHERE, True, False)],
)
def test_an_export_writes_only_what_its_system_keeps(
    mastery: Mastery | None, closed: bool, may: bool
) -> None:
    assert can_take_in(mastery, year_closed=closed) is may
    if may:
        check_can_take_in(mastery, year_closed=closed, organisation="farsta")
    else:
        with pytest.raises(RuleError):
            check_can_take_in(mastery, year_closed=closed, organisation="farsta")
