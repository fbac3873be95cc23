"""An export from file to plan: shown first, written whole or not at all, and the same again is nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.differences import Change
from fardplan.boards.external import Part
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.reported import Reported
from fardplan.boards.steps import Move, State
from fardplan.store.audit import entries
from fardplan.store.council_items import council_of
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.external_items import external_items
from fardplan.store.follow_ups import follow_ups
from fardplan.store.import_files import files_of
from fardplan.store.models import ImportRun, PlanRevision
from fardplan.store.plan_items import plan_item, plans_of
from fardplan.store.plan_saves import add_item, save_item
from fardplan.store.years import close_year, events_of, move_submission, submissions
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.exports import (
    Meant,
    bring_export,
    confirm_mapping,
    mapping_page,
    words_to_say,
)
from fardplan.usecases.exchange.mastery import exchange_page, keep_elsewhere, keep_here
from fardplan.usecases.exchange.taking_in import TakenIn, look_at_export, take_in_export
from fardplan.vocabulary.errors import EditConflict, InputError, PermissionDenied, RuleError
from tests.sources.management_system.exports import ROW_MAPPING, ROWS, as_csv, as_xlsx
from tests.usecases.exchange.conftest import TODAY, YEAR

MEANT = Meant(
    {
        **{heading: part for part, heading in ROW_MAPPING.columns.items()},
    },
    {
        Part.KIND: {word: str(kind) for word, kind in ROW_MAPPING.kinds.items()},
        Part.ORGANISATION: dict(ROW_MAPPING.organisations),
        Part.STATE: dict(ROW_MAPPING.states),
    },
)
Rows = Sequence[Sequence[str]]


def bring(actor: Actor, rows: Rows = ROWS, *, step: str | None = None) -> int:
    number = bring_export(actor, YEAR, as_csv(rows), "export.csv", system="Stratsys", step=step, today=TODAY)
    page = mapping_page(actor, number)
    confirm_mapping(actor, number, MEANT, revision=page.revision, today=TODAY)
    return number


def take_in(actor: Actor, number: int, apart: frozenset[str] = frozenset()) -> TakenIn:
    looked = look_at_export(actor, number, today=TODAY, apart=apart)
    assert looked.refused is None
    return take_in_export(actor, number, seen=looked.seen, today=TODAY, apart=apart)


@pytest.fixture
def elsewhere(year: int, strategist: Actor) -> int:
    """A year whose plans the other system keeps."""
    keep_elsewhere(strategist, year, None, system="Stratsys", why="ILS är master.", today=TODAY)
    return year


def plan(organisation: str) -> list[tuple[str, str, str | None, str | None, date | None, str | None]]:
    items = plans_of(YEAR, TODAY, [organisation])
    titles = {item.key: item.title for item in items}
    return [
        (
            item.kind.value,
            item.title,
            titles.get(item.parent or "") or item.answers,
            item.target,
            item.ends,
            item.responsible.name if item.responsible else None,
        )
        for item in items
        if item.is_live(TODAY)
    ]


def with_rows(change: dict[int, dict[int, str]], *, without: Sequence[int] = ()) -> Rows:
    """The export with some cells changed, by line and column, and some lines left out."""
    rows = [list(row) for row in ROWS]
    for line, cells in change.items():
        for column, text in cells.items():
            rows[line - 1][column] = text
    return [row for line, row in enumerate(rows, start=1) if line not in without]


def test_an_export_becomes_plans(elsewhere: int, strategist: Actor) -> None:
    taken = take_in(strategist, bring(strategist))
    assert taken.counts == {"changed": 2, "new": 4, "known_again": 4, "own_targets": 2, "plans": 4}
    own = {item.key: item.own for item in council_of(YEAR, TODAY)}
    assert own["behoriga"] == {"farsta": "88,5", "jarva": "81"}
    assert plan("farsta") == [
        ("board_goal", "Fler elever är i skolan", "barn", None, None, None),
        ("board_activity", "Öka närvaron", "Fler elever är i skolan", None, date(2027, 6, 30), "Åsa Berg"),
    ]
    assert plan("jarva") == [
        ("board_goal", "Fler klarar skolan", "barn", None, None, None),
        ("board_indicator", "Närvaro", "Fler klarar skolan", "94", None, None),
    ]
    linked = {one.item.title: one.council_item for one in external_items(YEAR, "Stratsys")}
    assert linked["Behöriga elever"] == "behoriga"
    last = list(entries())[-1]
    assert (last.actor, last.action) == ("Åsa Strateg", "take in export")


def test_the_same_file_again_changes_nothing(elsewhere: int, strategist: Actor) -> None:
    number = bring(strategist)
    take_in(strategist, number)
    before = (ImportRun.objects.count(), PlanRevision.objects.count(), len(list(entries())))
    assert bring(strategist) == number
    looked = look_at_export(strategist, number, today=TODAY)
    assert (looked.found, looked.plans, looked.follow_ups) == ((), (), ())
    assert take_in(strategist, number) == TakenIn(None, {})
    assert (ImportRun.objects.count(), PlanRevision.objects.count()) == before[:2]
    # The same table as a workbook is another file that says the same.
    book = bring_export(
        strategist, YEAR, as_xlsx(ROWS), "export.xlsx", system="Stratsys", step=None, today=TODAY
    )
    assert look_at_export(strategist, book, today=TODAY).changes == 0


def test_what_moved_is_shown_field_by_field_and_then_written(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist))
    rows = with_rows({7: {4: "Öka närvaron i skolan", 7: "2027-09-30"}, 9: {5: "95"}}, without=())
    number = bring(strategist, rows)
    looked = look_at_export(strategist, number, today=TODAY)
    assert [(one.change, one.part, one.before, one.after) for one in looked.found] == [
        (Change.REWORDED, None, "Öka närvaron", "Öka närvaron i skolan"),
        (Change.CHANGED, Part.ENDS, "2027-06-30", "2027-09-30"),
        (Change.CHANGED, Part.TARGET, "94", "95"),
    ]
    assert sorted((one.after.title, one.fields) for one in looked.plans) == [
        ("Närvaro", ("target",)),
        ("Öka närvaron i skolan", ("title", "ends")),
    ]
    take_in(strategist, number)
    assert ("board_indicator", "Närvaro", "Fler klarar skolan", "95", None, None) in plan("jarva")
    assert plan("farsta")[1][1:5] == (
        "Öka närvaron i skolan",
        "Fler elever är i skolan",
        None,
        date(2027, 9, 30),
    )


def test_links_that_were_made_here_stay(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist))
    goal = next(item for item in plans_of(YEAR, TODAY, ["farsta"]) if item.kind is ItemKind.BOARD_GOAL)
    save_item(replace(goal, strategies=frozenset({"en-strategi"})), by="Kim", day=TODAY)
    take_in(strategist, bring(strategist, with_rows({6: {4: "Fler elever är i skolan varje dag"}})))
    after = plan_item(goal.key)
    assert (after.title, after.strategies) == ("Fler elever är i skolan varje dag", {"en-strategi"})


def test_an_item_gone_from_the_export_is_dropped_and_comes_back(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist))
    gone = bring(strategist, with_rows({}, without=[9]))
    # The kind must be there for its absence to say anything.
    assert [one.change for one in look_at_export(strategist, gone, today=TODAY).found] == []
    rows = [*with_rows({}, without=[7]), ["9", "4", "Nämndaktivitet", "Farsta SDN", "Läxhjälp", *[""] * 5]]
    taken = take_in(strategist, bring(strategist, rows))
    assert taken.counts == {"new": 1, "gone": 1, "plans": 2}
    assert [item[1] for item in plan("farsta")] == ["Fler elever är i skolan", "Läxhjälp"]
    dropped = [item for item in plans_of(YEAR, TODAY, ["farsta"]) if not item.is_live(TODAY)]
    assert [(item.title, item.dropped_why) for item in dropped] == [
        ("Öka närvaron", "Finns inte längre i exporten från Stratsys.")
    ]
    take_in(strategist, bring(strategist))
    assert [item[1] for item in plan("farsta")] == ["Fler elever är i skolan", "Öka närvaron"]


def test_an_item_that_moved_to_another_organisation_goes_on_there(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist))
    old = next(item for item in plans_of(YEAR, TODAY, ["farsta"]) if item.kind is ItemKind.BOARD_ACTIVITY)
    taken = take_in(strategist, bring(strategist, with_rows({7: {1: "6", 3: "Järva stadsdelsnämnd"}})))
    assert taken.counts == {"moved": 1, "moved_organisation": 1, "plans": 2}
    assert not plan_item(old.key).is_live(TODAY)
    new = next(item for item in plans_of(YEAR, TODAY, ["jarva"]) if item.kind is ItemKind.BOARD_ACTIVITY)
    assert (new.title, new.carried_from) == ("Öka närvaron", old.key)
    assert look_at_export(strategist, bring(strategist), today=TODAY).changes > 0


def test_follow_ups_come_with_the_step_that_the_file_is_of(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist, step="t1"))
    told = follow_ups(YEAR, step="t1")
    assert [(one.organisation, one.told, one.ready, one.origin) for one in told] == [
        ("farsta", Told(activity=ActivityState.UNDER_WAY), True, "imported")
    ]
    assert [(one.organisation, one.state) for one in submissions(YEAR)] == [("farsta", "writing")]
    assert look_at_export(strategist, bring(strategist, step="t1"), today=TODAY).changes == 0


def test_nothing_is_written_when_something_goes_wrong(
    elsewhere: int, strategist: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bring(strategist)
    looked = look_at_export(strategist, number, today=TODAY)

    def failing(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("fardplan.usecases.exchange.writing.record", failing)
    with pytest.raises(RuntimeError, match="the power went"), transaction.atomic():
        take_in_export(strategist, number, seen=looked.seen, today=TODAY)
    assert (plans_of(YEAR, TODAY), external_items(YEAR, "Stratsys"), ImportRun.objects.count()) == ((), (), 0)


def test_what_is_taken_in_is_what_was_looked_at(elsewhere: int, strategist: Actor) -> None:
    first = bring(strategist)
    looked = look_at_export(strategist, first, today=TODAY)
    take_in(strategist, bring(strategist, with_rows({9: {5: "95"}})))
    with pytest.raises(RuleError, match="is not what you looked at any more"):
        take_in_export(strategist, first, seen=looked.seen, today=TODAY)


def test_a_plan_that_is_kept_here_is_not_touched(year: int, strategist: Actor) -> None:
    number = bring(strategist)
    looked = look_at_export(strategist, number, today=TODAY)
    assert (looked.kept_here, str(looked.refused).splitlines()[0]) == (
        ("farsta", "jarva"),
        "the plan of Farsta stadsdelsnämnd is kept here",
    )
    keep_elsewhere(strategist, year, "jarva", system="Stratsys", why="", today=TODAY)
    looked = look_at_export(strategist, number, today=TODAY)
    assert looked.kept_here == ("farsta",)
    take_in(strategist, number)
    assert plan("farsta") == []
    assert len(plan("jarva")) == 2


def test_a_closed_year_takes_nothing_in(elsewhere: int, strategist: Actor) -> None:
    number = bring(strategist)
    looked = look_at_export(strategist, number, today=TODAY)
    close_year(YEAR, by="test", day=TODAY)
    with pytest.raises(RuleError, match="the year is closed"):
        take_in_export(strategist, number, seen=looked.seen, today=TODAY)
    with pytest.raises(RuleError, match="the year is closed"):
        bring_export(strategist, YEAR, as_csv(ROWS), "e.csv", system="Stratsys", step=None, today=TODAY)


def test_words_without_a_meaning_are_asked_for(elsewhere: int, strategist: Actor) -> None:
    number = bring_export(
        strategist, YEAR, as_csv(ROWS), "export.csv", system="Stratsys", step=None, today=TODAY
    )
    words = words_to_say(strategist, number, MEANT)
    assert {part: [word.word for word in found] for part, found in words.items()}[Part.STATE] == ["Pågår"]
    unsaid = replace(MEANT, words={**MEANT.words, Part.STATE: {"Pågår": None}})
    with pytest.raises(InputError, match="it is not said what 'Pågår' means"):
        confirm_mapping(strategist, number, unsaid, revision=0, today=TODAY)
    with pytest.raises(InputError, match="a column must say what kind of item a row is"):
        confirm_mapping(strategist, number, Meant({}, {}), revision=0, today=TODAY)


def test_a_mapping_is_kept_and_two_who_confirm_at_once_are_told(elsewhere: int, strategist: Actor) -> None:
    number = bring(strategist)
    kept = confirm_mapping(strategist, number, MEANT, revision=0, today=TODAY)
    assert (kept.revision, kept.mapping) == (1, ROW_MAPPING)
    other = replace(
        MEANT, columns={name: part for name, part in MEANT.columns.items() if part is not Part.STARTS}
    )
    with pytest.raises(EditConflict) as caught:
        confirm_mapping(strategist, number, other, revision=0, today=TODAY)
    assert [field.name for field in caught.value.fields] == ["starts"]
    assert confirm_mapping(strategist, number, other, revision=1, today=TODAY).revision == 2


def test_next_years_mapping_begins_from_this_years(elsewhere: int, strategist: Actor) -> None:
    from fardplan.store.years import add_year

    bring(strategist)
    add_year(2028, template="small", takes_part=(), closes=date(2029, 4, 1), steps=(), by="t", day=TODAY)
    number = bring_export(
        strategist, 2028, as_csv(ROWS), "export.csv", system="Stratsys", step=None, today=TODAY
    )
    page = mapping_page(strategist, number)
    assert (page.kept, page.before and page.before.mapping, page.proposal.changes) == (None, ROW_MAPPING, ())
    assert {column.surety for column in page.proposal.columns} == {"kept"}


def test_only_a_strategist_takes_in_and_says_where_plans_are_kept(year: int, controller: Actor) -> None:
    with pytest.raises(PermissionDenied):
        bring_export(controller, YEAR, as_csv(ROWS), "e.csv", system="S", step=None, today=TODAY)
    for asked in (
        lambda: look_at_export(controller, 1, today=TODAY),
        lambda: take_in_export(controller, 1, seen="", today=TODAY),
        lambda: mapping_page(controller, 1),
        lambda: keep_elsewhere(controller, YEAR, None, system="S", why="", today=TODAY),
        lambda: keep_here(controller, YEAR, None, why="", today=TODAY),
    ):
        with pytest.raises(PermissionDenied):
            asked()


def test_where_a_plan_is_kept_is_said_and_taken_back(year: int, strategist: Actor) -> None:
    keep_elsewhere(strategist, year, "farsta", system="Stratsys", why="", today=TODAY)
    page = exchange_page(strategist, year)
    assert [(board.key, page.keeper_of(board.key) is not None) for board in page.boards] == [
        ("farsta", True),
        ("jarva", False),
    ]
    with pytest.raises(RuleError, match="it is kept in Stratsys already"):
        keep_elsewhere(strategist, year, "farsta", system="Stratsys", why="", today=TODAY)
    keep_here(strategist, year, "farsta", why="Vi går över.", today=TODAY)
    with pytest.raises(RuleError, match="it is kept here already"):
        keep_here(strategist, year, "farsta", why="", today=TODAY)
    assert exchange_page(strategist, year).masters == {}
    assert [entry.action for entry in entries()] == ["plan is kept elsewhere", "plan is kept here"]


def test_a_plan_written_here_is_not_doubled_when_the_other_system_takes_over(
    elsewhere: int, strategist: Actor
) -> None:
    """What stood in the plan here with the same wording is the same item."""
    mine = add_item(
        PlanItem("x", "farsta", YEAR, ItemKind.BOARD_GOAL, "Fler elever är i skolan.", answers="barn"),
        by="Kim",
        day=TODAY,
    )
    take_in(strategist, bring(strategist))
    goals = [item for item in plans_of(YEAR, TODAY, ["farsta"]) if item.kind is ItemKind.BOARD_GOAL]
    assert [(item.key, item.title) for item in goals] == [(mine.key, "Fler elever är i skolan")]


def test_the_files_that_came_are_listed(elsewhere: int, strategist: Actor) -> None:
    number = bring(strategist)
    assert [(file.number, file.name, file.loaded) for file in files_of(YEAR, ["export"])] == [
        (number, "export.csv", None)
    ]
    take_in(strategist, number)
    assert exchange_page(strategist, YEAR).files[0].loaded == TODAY


def test_a_person_says_that_two_things_are_different(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring(strategist))
    number = bring(strategist, with_rows({7: {0: "99", 1: "6", 3: "Järva stadsdelsnämnd"}}))
    looked = look_at_export(strategist, number, today=TODAY)
    [(name, had, read, _)] = looked.doubtful
    assert (had.organisation, read.organisation) == ("farsta", "jarva")
    apart = look_at_export(strategist, number, today=TODAY, apart=frozenset({name}))
    assert sorted(one.change for one in apart.found) == [Change.GONE, Change.NEW]
    assert apart.doubtful == ()


REPORTS = replace(
    MEANT,
    columns={**MEANT.columns, "Rapportstatus": Part.REPORTED},
    words={**MEANT.words, Part.REPORTED: {"Klar": "ready", "Godkänd": "approved", "Pågående": "writing"}},
)


def reporting(rows: Rows, reports: Sequence[str]) -> Rows:
    """The export with a column that says how far the report on each item has come."""
    return [(*rows[0], "Rapportstatus"), *((*row, told) for row, told in zip(rows[1:], reports, strict=True))]


def bring_reports(actor: Actor, reports: Sequence[str], rows: Rows = ROWS) -> int:
    content = as_csv(reporting(rows, reports))
    number = bring_export(actor, YEAR, content, "export.csv", system="Stratsys", step="t1", today=TODAY)
    confirm_mapping(actor, number, REPORTS, revision=mapping_page(actor, number).revision, today=TODAY)
    return number


#           1   2   3 farsta   3 jarva  4 farsta   5 farsta  6 jarva  7 jarva
APPROVED = ("", "", "Godkänd", "Klar", "Godkänd", "Godkänd", "", "Godkänd")


def test_a_report_follows_as_far_as_the_other_system_has_it(elsewhere: int, strategist: Actor) -> None:
    """Its item that has come least far says how far a report has; each move says where it comes from."""
    number = bring_reports(strategist, APPROVED)
    looked = look_at_export(strategist, number, today=TODAY)
    assert [(one.board, one.before, one.reported) for one in looked.reports] == [
        ("farsta", State.NOT_BEGUN, Reported.APPROVED),
        ("jarva", State.NOT_BEGUN, Reported.READY),
    ]
    assert take_in(strategist, number).counts["reports"] == 2
    found = {one.organisation: one for one in submissions(YEAR)}
    assert {key: one.state for key, one in found.items()} == {
        "farsta": State.APPROVED,
        "jarva": State.READY,
    }
    assert [(one.move, one.comment) for one in events_of(found["farsta"].number)] == [
        (Move.WRITE, None),
        (Move.MARK_READY, "Så som det står i Stratsys."),
        (Move.APPROVE, "Så som det står i Stratsys."),
    ]
    assert look_at_export(strategist, number, today=TODAY).changes == 0


def test_a_report_that_was_returned_there_goes_back_here(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring_reports(strategist, APPROVED))
    again = ("", "", "Godkänd", "Pågående", "Godkänd", "Pågående", "", "Godkänd")
    take_in(strategist, bring_reports(strategist, again))
    assert {one.organisation: one.state for one in submissions(YEAR)} == {
        "farsta": State.RETURNED,
        "jarva": State.WRITING,
    }


def test_what_a_board_has_decided_is_not_told_anew(elsewhere: int, strategist: Actor) -> None:
    take_in(strategist, bring_reports(strategist, APPROVED))
    there = next(one for one in submissions(YEAR) if one.organisation == "farsta")
    decision = record_decision(TakenDecision("Farsta stadsdelsnämnd", TODAY, "§ 7", "1.2-3/2027"), by="Cia")
    move_submission(there, Move.DECIDE, State.DECIDED, by="Cia", day=TODAY, decision=decision)
    rows = with_rows({7: {8: ""}, 9: {5: "95"}})
    number = bring_reports(strategist, ("", "", "Klar", "Klar", "Klar", "Klar", "", "Klar"), rows)
    looked = look_at_export(strategist, number, today=TODAY)
    assert (looked.follow_ups, looked.reports) == ((), ())
    number = bring_reports(strategist, APPROVED, with_rows({9: {5: "95"}}))
    assert look_at_export(strategist, number, today=TODAY).decided == ("farsta",)


def test_an_export_tells_nothing_of_what_it_does_not_have(elsewhere: int, strategist: Actor) -> None:
    """What an earlier file told of one board is not told again at another step by a file of another board."""
    take_in(strategist, bring(strategist))
    of_jarva = bring(strategist, with_rows({}, without=[4, 6, 7]), step="t1")
    assert look_at_export(strategist, of_jarva, today=TODAY).follow_ups == ()


def test_a_file_of_another_year_is_asked_about(elsewhere: int, strategist: Actor) -> None:
    rows = with_rows({1: {5: "Årsmål 2026"}})
    number = bring_export(strategist, YEAR, as_csv(rows), "e.csv", system="Stratsys", step=None, today=TODAY)
    assert mapping_page(strategist, number).other_years == ("Årsmål 2026",)
    assert mapping_page(strategist, bring(strategist)).other_years == ()
