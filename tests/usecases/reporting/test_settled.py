"""Once a report has been decided on nobody writes in it: neither here nor by a file that comes back."""

from datetime import date
from pathlib import Path

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.reports.word import as_word
from fardplan.roadmap.case import Move
from fardplan.store.decision_records import TakenDecision
from fardplan.store.models import AuditEvent, ReportText
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.usecases.actors import Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.desk import Desk, desk_for
from fardplan.usecases.reporting.kinds import KINDS, make
from fardplan.usecases.reporting.order import never_settled
from fardplan.usecases.reporting.own_texts import texts_of, write_texts
from fardplan.usecases.reporting.reading_back import Outcome, load_report
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.usecases.year.steps import approve, decide, give_back, hand_in, reopen
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import LANGUAGES, Language, Text
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST, acting
from tests.builders import sv
from tests.reports.word_edits import edited, typed
from tests.usecases.reporting.test_board_reports import AT, MET, told_of

Place = tuple[str, str, Language]
REPORT: Place = ("board-report", "2027/t1/skolnamnden", "sv")
DAY, ENDED = date(2021, 3, 1), date(2021, 5, 1)
BODIES = (("kf", "Kommunfullmäktige", "council"), ("ks", "Kommunstyrelsen", "executive"))
AGAIN, LATE = date(2027, 6, 10), date(2027, 9, 1)


@pytest.fixture
def board_home(db: None, tmp_path: Path) -> Home:
    return boards_city.make_home(tmp_path)


def kept(place: Place) -> dict[str, tuple[str, ...]]:
    return {key: words.paragraphs for key, words in texts_of(*place).items()}


def write(home: Home, place: Place, words: str, day: date, *, key: str = "analysis") -> None:
    revision = texts_of(*place)[key].revision if key in texts_of(*place) else 0
    write_texts(STRATEGIST, home, *place, {key: ((words,), revision)}, day)


def refused(home: Home, place: Place, day: date, *, key: str = "analysis") -> RuleError:
    before = (kept(place), ReportText.objects.count(), AuditEvent.objects.count())
    with pytest.raises(RuleError) as met:
        write(home, place, "Efteråt.", day, key=key)
    assert (kept(place), ReportText.objects.count(), AuditEvent.objects.count()) == before
    return met.value


def decision() -> TakenDecision:
    return TakenDecision("Skolnämnden", MET, "§ 4", "SKN 2027/12")


def test_a_board_s_report_stays_as_it_was_decided_on(board_home: Home) -> None:
    write(board_home, REPORT, "Före beslutet.", IN_T1)
    told_of(board_home)
    error = refused(board_home, REPORT, MET)
    assert {language: error_in(error, language).splitlines() for language in LANGUAGES} == {
        "sv": [
            f"rapporten är beslutad: {decision().in_language('sv')}",
            "Det som är fel i den rättas genom ett nytt beslut.",
            "Inget sparades.",
        ],
        "en": [
            f"the report has been decided on: {decision().in_language('en')}",
            "What is wrong in it is corrected by a new decision.",
            "Nothing was saved.",
        ],
    }
    assert kept(REPORT) == {"analysis": ("Före beslutet.",)}
    desk = desk_for(STRATEGIST, *REPORT)
    assert desk == Desk(False, (), Text(sv=decision().in_language("sv"), en=decision().in_language("en")))


def test_a_step_that_is_reopened_is_written_in_until_it_is_decided_on_anew(board_home: Home) -> None:
    ada = acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    bo = acting("Bo Ek", Role.MANAGER, "skolnamnden")
    told_of(board_home)
    again = TakenDecision("Skolnämnden", AGAIN, "§ 9", "SKN 2027/12")
    reopen(STRATEGIST, *AT, "Fel i underlaget.", again, today=AGAIN, meeting=LATE)
    write(board_home, REPORT, "Öppnad.", AGAIN)
    hand_in(ada, *AT, today=AGAIN)
    write(board_home, REPORT, "Inlämnad.", AGAIN)
    give_back(bo, *AT, "Komplettera.", today=AGAIN)
    write(board_home, REPORT, "Återlämnad.", AGAIN)
    hand_in(ada, *AT, today=AGAIN)
    approve(bo, *AT, today=AGAIN)
    write(board_home, REPORT, "Godkänd.", AGAIN)
    assert desk_for(STRATEGIST, *REPORT) == Desk(True, ())
    taken = TakenDecision("Skolnämnden", LATE, "§ 2", "SKN 2027/12")
    decide(acting("Cia Alm", Role.BOARD_SECRETARY, "skolnamnden"), *AT, taken, today=LATE)
    assert "§\u00a02" in str(refused(board_home, REPORT, LATE))
    assert kept(REPORT) == {"analysis": ("Godkänd.",)}


def test_other_reports_of_the_board_are_written_in_meanwhile(board_home: Home) -> None:
    told_of(board_home)
    for other in ("2027/t2/skolnamnden", "2027/t1/kulturnamnden"):
        write(board_home, ("board-report", other, "sv"), "Nytt.", LATE)
        assert kept(("board-report", other, "sv")) == {"analysis": ("Nytt.",)}


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_file_that_comes_back_too_late_is_refused(board_home: Home, dry_run: bool) -> None:
    made = as_word(make(STRATEGIST, board_home, *REPORT[:2], as_of=IN_T1))
    told_of(board_home)
    content = edited(made, typed("analysis", "Ur filen."))
    before = (ReportText.objects.count(), AuditEvent.objects.count())
    for brought in (content, made):
        with pytest.raises(RuleError, match="the report has been decided on: Skolnämnden"):
            load_report(STRATEGIST, board_home, brought, name="t1", today=MET, dry_run=dry_run, mine=True)
    assert (ReportText.objects.count(), AuditEvent.objects.count()) == before


def test_a_file_that_comes_back_in_time_is_taken_up(board_home: Home) -> None:
    content = as_word(make(STRATEGIST, board_home, *REPORT[:2], as_of=IN_T1))
    content = edited(content, typed("analysis", "Ur filen."))
    found = load_report(STRATEGIST, board_home, content, name="t1.docx", today=IN_T1)
    assert [item.key for item in found.of(Outcome.TAKEN_UP)] == ["analysis"]
    assert kept(REPORT) == {"analysis": ("Ur filen.",)}


def case_that(home: Home, *moves: Move) -> Place:
    """A case of the roadmap after some moves, the last on the day that it ended."""
    keep_organisations([KnownOrganisation(key, sv(name), kind, packaged=True) for key, name, kind in BODIES])
    case = open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=STRATEGIST, today=DAY)
    for move in moves:
        taken = None if move in (Move.PROPOSE, Move.WITHDRAW) else GivenDecision(ENDED, "§ 12", "KS 2021/7")
        day = DAY if move is Move.PROPOSE else ENDED
        move_case(case, move, actor=STRATEGIST, today=day, comment="Skäl", decision=taken)
    return "official", str(case), "sv"


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ((Move.PROPOSE, Move.SUBMIT, Move.ADOPT), "Kommunfullmäktige 1\u00a0maj 2021, §\u00a012, KS 2021/7"),
        ((Move.PROPOSE, Move.SUBMIT, Move.REJECT), "Kommunfullmäktige 1\u00a0maj 2021, §\u00a012, KS 2021/7"),
        ((Move.WITHDRAW,), "ärendet drogs tillbaka"),
    ],
)
def test_an_official_report_stays_as_it_was_when_its_case_ended(
    home: Home, moves: tuple[Move, ...], said: str
) -> None:
    place = case_that(home, *moves)
    error = refused(home, place, ENDED, key="views")
    assert error_in(error, "sv").splitlines()[0] == f"rapporten är beslutad: {said}"


@pytest.mark.parametrize("moves", [(), (Move.PROPOSE,), (Move.PROPOSE, Move.SUBMIT)])
def test_an_official_report_is_written_in_until_its_case_ends(home: Home, moves: tuple[Move, ...]) -> None:
    place = case_that(home, *moves)
    write(home, place, "Vår mening.", ENDED, key="views")
    assert kept(place) == {"views": ("Vår mening.",)}


def test_only_what_is_decided_on_is_ever_settled() -> None:
    decided = {"official", "board-plan", "board-report", "board-annual"}
    assert {key for key, kind in KINDS.items() if kind.settled is not never_settled} == decided
    assert {KINDS[key].settled("") for key in set(KINDS) - decided} == {None}
