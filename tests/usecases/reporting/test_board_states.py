"""Boards' reports in rarer states: values by sex, zero, corrections of other steps, what is made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.considered import Answer
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.mastery import Mastery
from fardplan.reports.tree import Note, Report, Table, walk
from fardplan.roadmap.assessing import Judgement
from fardplan.store import models
from fardplan.store.considerations import add_considerations, considerations_of
from fardplan.store.decision_records import TakenDecision
from fardplan.store.plan_masters import set_master
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import SIMULATED, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.board_reports import PLAN, REPORT
from fardplan.usecases.reporting.board_things import told_of as thing_of
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.year.considered import consider
from fardplan.usecases.year.corrections import correct
from fardplan.usecases.year.gathering import gathered_one
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.steps import save_text
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import NotFoundError
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST, council, plan
from tests.reading_reports import told, under
from tests.usecases.reporting.test_board_reports import AT, LATER, MET, POLITICIAN, order, told_of

KEY = "2027/t1/skolnamnden"


@pytest.fixture
def home(db: None, tmp_path: Path) -> Home:
    return boards_city.make_home(tmp_path)


def of(home: Home, day: date = IN_T1) -> Report:
    return REPORT.make(home, POLITICIAN, order(home, KEY, day))


def indicator(**changes: object) -> PlanItem:
    plain = PlanItem(
        "i", "skolnamnden", 2027, ItemKind.BOARD_INDICATOR, "Andel behöriga", target="90", unit="%"
    )
    (made,) = add_items([replace(plain, **changes)], by="Planerare", day=date(2026, 11, 20))  # type: ignore[arg-type]
    return made


def say(home: Home, ref: str, said: Told) -> None:
    controller = boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    tell(controller, home, *AT, f"p{ref}", said, revision=0, today=IN_T1, ready=True)


def tables(made: Report) -> list[Table]:
    return [part for part in walk(made.parts) if isinstance(part, Table)]


def test_women_and_men_stand_under_their_own_headings_and_zero_is_a_value(home: Home) -> None:
    made = indicator(by_sex=True)
    say(home, made.key, Told(outcome=0.0, women=0.0, men=88.5, judgement=Judgement.PARTLY))
    (table,) = [one for one in tables(of(home)) if one.title.startswith("Indikatorer")]
    assert [table.header, *table.rows] == [
        ("Indikator", "Årsmål", "Utfall", "Kvinnor", "Män", "Bedömning"),
        ("Andel behöriga", "90\u00a0%", "0\u00a0%", "0\u00a0%", "88,5\u00a0%", "Delvis uppfyllt"),
    ]


def test_why_there_is_no_outcome_and_a_later_last_day_are_told(home: Home) -> None:
    made, (_, activity) = indicator(), plan("skolnamnden")
    say(home, made.key, Told(missing_why="Mätningen kom inte.", judgement=Judgement.NO_OUTCOME))
    late = Told(activity=ActivityState.DELAYED, new_end=date(2027, 12, 1))
    controller = boards_city.acting("Bo Ek", Role.CONTROLLER, "skolnamnden")
    tell(controller, home, *AT, f"p{activity.key}", late, revision=0, today=IN_T1, ready=True)
    found = of(home)
    (measured,) = [one for one in tables(found) if one.title.startswith("Indikatorer")]
    assert measured.notes == ("Andel behöriga: inget utfall. Mätningen kom inte.",)
    (promised,) = [one for one in tables(found) if one.title.startswith("Aktiviteter")]
    assert promised.rows[0][2:] == ("1\u00a0december 2027", "Försenat")


def test_a_published_figure_is_the_source_only_of_what_it_still_says(home: Home) -> None:
    made = indicator()
    say(home, made.key, Told(outcome=88.0, judgement=Judgement.PARTLY))
    (entry,) = gathered_one(*AT, today=IN_T1).entries
    assert entry.now is not None
    taken = {"value": 88.0, "source": "Kolada", "period": "2026"}
    for value, source in ((88.0, "Kolada, 2026"), (87.0, "")):
        now = replace(entry.now, evidence={**taken, "value": value})
        assert thing_of(replace(entry, now=now), (), "sv").source == source


def test_only_what_was_corrected_at_the_step_and_by_the_day_is_told(home: Home) -> None:
    goal = told_of(home)
    decision = TakenDecision("Skolnämnden", date(2028, 5, 20), "§ 7", "SKN 2028/3")
    corrected = Told("Det går bra.", judgement=Judgement.PARTLY)
    correct(STRATEGIST, *AT, goal, corrected, why="Fel", decision=decision, today=LATER)
    first = replace(order(home, KEY), as_of=LATER)
    second = replace(first, subject=replace(first.subject, key="2027/t2/skolnamnden"))
    for made in (REPORT.make(home, POLITICIAN, second), of(home, MET)):
        assert "# Rättat genom beslut" not in told(made.parts)
    assert "# Rättat genom beslut" in told(REPORT.make(home, POLITICIAN, first).parts)


def test_before_its_meeting_a_report_says_that_nothing_was_decided(home: Home) -> None:
    told_of(home)
    made = of(home, IN_T1)
    assert made.head.dnr == ""
    assert str(under(made, "Sammanfattning")[0]).endswith("Nämnden hade inte beslutat om den den här dagen.")


def test_the_boards_own_words_stand_paragraph_by_paragraph(home: Home) -> None:
    controller = boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    save_text(controller, *AT, "Året började bra.\n\nSedan blev det svårare.", revision=0, today=IN_T1)
    assert under(of(home), "Sammanfattning")[1:3] == ["Året började bra.", "Sedan blev det svårare."]


def made_up_submission(home: Home) -> None:
    models.Submission.objects.update(origin=SIMULATED)


def made_up_item(home: Home) -> None:
    models.PlanItem.objects.update(origin=SIMULATED)


def made_up_telling(home: Home) -> None:
    models.FollowUp.objects.update(origin=SIMULATED)


def made_up_answer(home: Home) -> None:
    (given,) = considerations_of(2027)
    add_considerations([given], origin=SIMULATED)


@pytest.mark.parametrize("change", [made_up_submission, made_up_item, made_up_telling, made_up_answer])
def test_whatever_is_made_up_marks_the_report(home: Home, change: Callable[[Home], None]) -> None:
    told_of(home)
    controller = boards_city.acting("Eva Öman", Role.CONTROLLER, "skolnamnden")
    consider(2027, "skolnamnden", "skola", Answer.ORDINARY, actor=controller, today=IN_T1)
    assert not of(home, MET).simulated
    change(home)
    assert of(home, MET).simulated


@pytest.mark.parametrize("change", [made_up_item, made_up_answer])
def test_what_is_made_up_marks_the_report_of_how_the_boards_carry(
    home: Home, change: Callable[[Home], None]
) -> None:
    publish(home, actor=STRATEGIST, today=IN_T1)
    plan("skolnamnden")
    controller = boards_city.acting("Eva Öman", Role.CONTROLLER, "skolnamnden")
    consider(2027, "skolnamnden", "skola", Answer.ORDINARY, actor=controller, today=IN_T1)
    assert not make(POLITICIAN, home, "status-boards", "", as_of=IN_T1).simulated
    change(home)
    made = make(POLITICIAN, home, "status-boards", "", as_of=IN_T1)
    assert made.simulated
    carried = [one.title for one in tables(made) if one.title.startswith("Nämnder och bolag per strategi")]
    assert carried
    assert all(title.endswith("(simulerad)") for title in carried)


def test_the_latest_year_is_listed_and_earlier_ones_can_be_made(home: Home) -> None:
    day = date(2027, 12, 1)
    open_year(STRATEGIST, home, 2028, today=date(2027, 2, 1))
    assert {item.key.partition("/")[0] for item in PLAN.subjects(home, POLITICIAN, day)} == {"2028"}
    assert PLAN.unlisted(home, POLITICIAN, day, "2027/vp/skolnamnden")


def test_a_report_is_compared_with_that_of_a_day_when_its_step_was_open(home: Home) -> None:
    told_of(home)
    council()
    with pytest.raises(NotFoundError):
        make(POLITICIAN, home, "board-report", KEY, as_of=IN_T1, since=date(2027, 4, 1))
    made = make(POLITICIAN, home, "board-report", KEY, as_of=MET, since=date(2027, 5, 4))
    assert made.as_of == MET
    first = under(made, "Vad som har ändrats")
    assert "4\u00a0maj 2027" in str(first[0])
    marked = [run.text for part in walk(made.parts) if hasattr(part, "runs") for run in part.runs if run.new]
    assert any("Beslutad: Skolnämnden 27\u00a0maj 2027" in text for text in marked)
    assert not any("hade inte beslutat" in text for text in marked)


def test_what_another_system_keeps_is_said_first(home: Home) -> None:
    set_master(Mastery(2027, "skolnamnden", "Stratsys", IN_T1, "Åsa Berg"))
    first = of(home).parts[0]
    assert isinstance(first, Note)
    assert (first.title, first.text.partition(" ")[0]) == ("Hålls i ett annat system", "Stratsys")
