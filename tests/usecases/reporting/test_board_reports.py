"""A board's plan and reports: what it planned and told, what was corrected, and what is not there."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.considered import Answer
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.reports.pdf import as_pdf
from fardplan.reports.word import as_word
from fardplan.roadmap.assessing import Judgement
from fardplan.store.decision_records import TakenDecision
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.board_reports import ANNUAL, PLAN, REPORT
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.usecases.year.considered import consider
from fardplan.usecases.year.corrections import correct
from fardplan.usecases.year.steps import approve, decide, hand_in
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from fardplan.vocabulary.text import Text
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST, council, plan
from tests.reading_reports import under

AT = (2027, "t1", "skolnamnden")
MET = date(2027, 5, 27)
LATER = date(2028, 6, 1)
POLITICIAN = Actor("Per Politiker", frozenset({Role.POLITICIAN}))
PARTNER = Actor("Pia Partner", frozenset({Role.PARTNER}))


@pytest.fixture
def home(db: None, tmp_path: object) -> Home:
    """A home where the boards' year 2027 is open."""
    return boards_city.make_home(tmp_path)  # type: ignore[arg-type]


def order(home: Home, key: str, day: date = IN_T1, **changes: object) -> Order:
    kind = {"vp": PLAN, "t1": REPORT, "vb": ANNUAL}[key.split("/")[1]]
    subject = next(item for item in kind.subjects(home, POLITICIAN, day) if item.key == key)
    return Order(subject, "sv", day, **changes)  # type: ignore[arg-type]


def told_of(home: Home) -> str:
    """The school board tells of its goal and activity at the first report, and decides on it."""
    goal, activity = plan("skolnamnden")
    controller = boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    manager = boards_city.acting("Bo Ek", Role.MANAGER, "skolnamnden")
    secretary = boards_city.acting("Cia Alm", Role.BOARD_SECRETARY, "skolnamnden")
    on = {"revision": 0, "today": IN_T1, "ready": True}
    goal_told = Told("Det går bra.", judgement=Judgement.FULLY)
    stopped = Told(activity=ActivityState.STOPPED, stopped_why="Pengarna räckte inte.")
    tell(controller, home, *AT, f"p{goal.key}", goal_told, **on)  # type: ignore[arg-type]
    tell(controller, home, *AT, f"p{activity.key}", stopped, **on)  # type: ignore[arg-type]
    hand_in(controller, *AT, today=IN_T1)
    approve(manager, *AT, today=IN_T1)
    decide(secretary, *AT, TakenDecision("Skolnämnden", MET, "§ 4", "SKN 2027/12"), today=MET)
    return f"p{goal.key}"


def test_a_plan_with_its_goal_and_activities(home: Home) -> None:
    plan("skolnamnden", 2)
    made = PLAN.make(home, POLITICIAN, order(home, "2027/vp/skolnamnden"))
    assert (made.title, made.subtitle, made.head.addressee) == (
        "Verksamhetsplan 2027",
        "Skolnämnden",
        "Skolnämnden",
    )
    assert under(made, "Sammanfattning") == [
        "Planen har ett mål, inga indikatorer och 2 aktiviteter. "
        "Nämnden har inte beslutat. Läget: inte påbörjat.",
        "[summary]",
    ]
    assert under(made, "Nämndens mål") == [
        "# Mål för skolnamnden",
        [
            ("Aktivitet", "Ansvarig", "Startdatum", "Sista dag"),
            ("Aktivitet 1", "Ingen namngiven", "1\u00a0januari 2027", "30\u00a0september 2027"),
            ("Aktivitet 2", "Ingen namngiven", "1\u00a0januari 2027", "30\u00a0september 2027"),
        ],
    ]


def test_who_acts_by_its_plan_is_told_no_reason_for_not_acting(home: Home) -> None:
    controller = boards_city.acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    for area in ("skola", "trygghet-och-bostad"):
        why, day = f"Inga medel till {area}.", date(2026, 11, 15)
        consider(2027, "skolnamnden", area, Answer.NOT_ACTING, why=why, actor=controller, today=day)
    reading = PlanItem("g", "skolnamnden", 2027, ItemKind.BOARD_GOAL, "Alla läser")
    add_items([replace(reading, strategies=frozenset({"lasning"}))], by="Ada Lind", day=date(2026, 11, 20))
    made = PLAN.make(home, POLITICIAN, order(home, "2027/vp/skolnamnden"))
    assert under(made, "Färdplanen")[0] == [
        ("Målområde", "Svar", "I planen", "Skäl"),
        ("Skola", "Agerar", "En sak", "–"),
        ("Trygghet och bostad", "Har beaktat, agerar inte", "–", "Inga medel till trygghet-och-bostad."),
    ]


def test_a_report_tells_outcome_state_and_what_is_missing(home: Home) -> None:
    told_of(home)
    council()
    made = REPORT.make(home, POLITICIAN, order(home, "2027/t1/skolnamnden", MET))
    assert made.head.dnr == "SKN 2027/12"
    assert under(made, "KF:s mål och uppdrag") == [
        [
            ("Indikator", "Årsmål", "Utfall", "Bedömning"),
            ("Andel behöriga till gymnasiet", "90\u00a0%", "–", "Inte bedömt"),
        ],
        "# Alla klarar skolan",
        "Hör till målet: En hel stad",
        "Inget är berättat om det.",
    ]
    assert under(made, "Nämndens mål") == [
        "# Mål för skolnamnden",
        "Helt uppfyllt. Det går bra.",
        [
            ("Aktivitet", "Ansvarig", "Sista dag", "Läget"),
            ("Aktivitet 1", "Ingen namngiven", "30\u00a0september 2027", "Avbrutet"),
        ],
        "Aktivitet 1: avbruten. Pengarna räckte inte.",
    ]
    assert under(made, "Sammanfattning")[0] == (
        "Rapporten handlar om 2 mål, en indikator och en aktivitet. 2 av 4 har följts upp. "
        "Beslutad: Skolnämnden 27\u00a0maj 2027, §\u00a04, SKN 2027/12."
    )


def test_a_correction_stands_with_both_values_and_its_decision_from_its_day(home: Home) -> None:
    goal = told_of(home)
    decision = TakenDecision("Skolnämnden", date(2028, 5, 20), "§ 7", "SKN 2028/3")
    partly = Told("Det går bra.", judgement=Judgement.PARTLY)
    correct(STRATEGIST, *AT, goal, partly, why="Fel i underlaget", decision=decision, today=LATER)
    subject = order(home, "2027/t1/skolnamnden", MET)
    before = REPORT.make(home, POLITICIAN, subject)
    after = REPORT.make(home, POLITICIAN, replace(subject, as_of=LATER))
    assert under(before, "Nämndens mål")[1] == "Helt uppfyllt. Det går bra."
    assert under(after, "Nämndens mål")[1] == "Delvis uppfyllt. Det går bra."
    assert "Rättat genom beslut" not in [part.title for part in before.parts if hasattr(part, "title")]
    assert under(after, "Rättat genom beslut") == [
        [
            ("Vad", "Var", "Är", "Beslut", "Skäl"),
            (
                "Mål för skolnamnden: bedömning",
                "Helt uppfyllt",
                "Delvis uppfyllt",
                "Skolnämnden 20\u00a0maj 2028, §\u00a07, SKN 2028/3",
                "Fel i underlaget",
            ),
        ]
    ]


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("2027/vp/kulturnamnden", "Inget är planerat för 2027."),
        ("2027/t1/kulturnamnden", "Det finns inget att berätta om."),
    ],
)
def test_a_board_without_anything_gets_a_report_that_says_so(home: Home, key: str, first: str) -> None:
    kind = PLAN if "/vp/" in key else REPORT
    made = kind.make(home, POLITICIAN, order(home, key, texts={"analysis": ("Vi börjar i höst.",)}))
    assert str(under(made, "Sammanfattning")[0]).startswith(first)
    assert under(made, "Nämndens mål") == ["Nämnden har inga egna mål i planen."]
    assert under(made, "Nämndens egen analys") == ["[analysis: ('Vi börjar i höst.',)]"]
    assert as_pdf(made).startswith(b"%PDF")
    assert as_word(made).startswith(b"PK")


def test_only_what_a_person_may_read(home: Home) -> None:
    wanted = order(home, "2027/vp/skolnamnden")
    assert PLAN.subjects(home, PARTNER, IN_T1) == ()
    with pytest.raises(PermissionDenied):
        PLAN.make(home, PARTNER, wanted)


def test_who_hands_in_on_a_day(home: Home) -> None:
    keys = [item.key for item in REPORT.subjects(home, POLITICIAN, IN_T1)]
    assert keys == [f"2027/t1/{key}" for key in ("skolnamnden", "kulturnamnden", "norra", "sodra")]
    assert REPORT.subjects(home, POLITICIAN, date(2027, 1, 1)) == ()


@pytest.mark.parametrize("key", ["2027/t1/skolnamnden", "2031/vp/skolnamnden", "skolnamnden", ""])
def test_a_step_that_is_not_there(home: Home, key: str) -> None:
    wanted = order(home, "2027/vp/skolnamnden")
    with pytest.raises(NotFoundError):
        PLAN.make(home, POLITICIAN, replace(wanted, subject=replace(wanted.subject, key=key)))


def test_english_and_the_same_twice(home: Home) -> None:
    told_of(home)
    council()
    wanted = replace(order(home, "2027/t1/skolnamnden", MET), language="en")
    made = REPORT.make(home, POLITICIAN, wanted)
    assert made == REPORT.make(home, POLITICIAN, wanted)
    assert made.title == "First report 2027"
    assert str(under(made, "Summary")[0]).startswith(
        "The report tells of 2 goals, one indicator and one activity. 2 of 4 have been told of."
    )


def test_the_number_of_queries_does_not_grow(home: Home) -> None:
    def asked(organisation: str, count: int) -> int:
        plan(organisation, count)
        wanted = order(home, f"2027/vp/{organisation}")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            PLAN.make(home, POLITICIAN, wanted)
        return len(caught)

    assert asked("skolnamnden", 1) == asked("kulturnamnden", 3)


def test_what_is_not_listed_any_more_can_be_made_all_the_same(home: Home) -> None:
    named = Text(sv="Skolnämnden: Verksamhetsplan 2027", en="School Board: Plan 2027")
    found = PLAN.unlisted(home, POLITICIAN, LATER, "2027/vp/skolnamnden")
    assert found == Subject("2027/vp/skolnamnden", named)
    assert PLAN.unlisted(home, POLITICIAN, LATER, "2026/vp/skolnamnden") is None
    assert PLAN.unlisted(home, PARTNER, LATER, "2027/vp/skolnamnden") is None
