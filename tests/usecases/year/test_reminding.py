"""Reminders: one letter a person and day at most, whatever happens on the way."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import resolve
from pytest_django import Settings

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.mastery import Mastery
from fardplan.boards.steps import Move, State
from fardplan.store.models import ReminderSent, RoleGrant, User
from fardplan.store.plan_masters import set_master
from fardplan.store.years import locked_submission, move_submission, set_meeting, step_of
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.year.my_work import my_work
from fardplan.usecases.year.reminding import due_letters, remind
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import PermissionDenied, RuleError
from tests.boards_city import STRATEGIST, account, acting, plan

LAST = date(2027, 5, 7)
DAY = LAST - timedelta(days=7)


@pytest.fixture(autouse=True)
def _letters(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.LETTERS_ARE_SENT = True
    settings.DEFAULT_FROM_EMAIL = "fardplan@example.se"
    settings.ADDRESS = "https://fardplan.example.se"


def sent_to() -> list[str]:
    return [letter.to[0] for letter in mail.outbox]


def test_a_letter_tells_all_that_is_owed_with_a_link_straight_there(home: Home, controller: Actor) -> None:
    account("Åsa Strateg", Role.STRATEGIST)
    plan("skolnamnden", 2)
    assert [letter.receiver.name for letter in due_letters(STRATEGIST, today=DAY).letters] == ["Ada Lind"]
    remind(STRATEGIST, today=DAY)
    letter = mail.outbox[0]
    assert (letter.subject, letter.to, letter.reply_to) == (
        "Påminnelse: Tertialrapport 1 2027, sista dag 7\u00a0maj 2027",
        ["ada.lind@example.se"],
        ["asa.strateg@example.se"],
    )
    assert (
        letter.body
        == """\
Hej Ada,

det här är kvar att skriva eller lämna in:

Tertialrapport 1 2027, Skolnämnden
Sista dagen är den 7\u00a0maj 2027, 7 dagar kvar. 3 saker är kvar.
https://fardplan.example.se/arbete/uppfoljning/

Du får brevet för att du skriver för organisationen, ansvarar för något i dess plan eller vikarierar \
för någon som gör det. Stämmer något inte, svara på brevet. Svaret går till Åsa Strateg, som samordnar året.

Du får högst ett sådant brev om dagen, och inget när allt är inlämnat. Stäng av breven, eller ange en \
vikarie när du är borta: https://fardplan.example.se/arbete/min-sida/

Färdplan, där stadens nämnder planerar och följer upp
https://fardplan.example.se/arbete/
"""
    )


def told(day: date) -> list[tuple[str, list[str]]]:
    """The subjects of a day's letters, and what each says is left."""
    letters = due_letters(STRATEGIST, today=day).letters
    parts = [(letter.subject, letter.body.split("\n\n")) for letter in letters]
    return [(subject, [part for part in said if len(part.splitlines()) == 3]) for subject, said in parts]


def test_what_is_most_urgent_stands_first_and_each_thing_leads_to_its_page(
    home: Home, controller: Actor
) -> None:
    plan("skolnamnden")
    User.objects.filter(pk=controller.person).update(language="en")
    now = locked_submission(step_of(2027, "vp"), "skolnamnden", by="Cia Alm")
    set_meeting(now, date(2027, 1, 30), by="Cia Alm")
    account("Ada Lind", Role.CONTROLLER, organisation="kulturnamnden")
    address = "https://fardplan.example.se/arbete/ar/2027"
    culture = (
        "Plan 2027, Culture Board\n"
        "The last day was 30\u00a0November 2026, 30 days ago. It has not been handed in.\n"
        f"{address}/planer/kulturnamnden/"
    )
    school = (
        "Plan 2027, School Board\n"
        "The last day is 16\u00a0January 2027, 17 days left. It is set for this organisation alone. "
        "It has not been handed in.\n"
        f"{address}/planer/skolnamnden/"
    )
    assert told(date(2026, 12, 30)) == [
        ("Late: Plan 2027, the last day was 30\u00a0November 2026, and one thing more", [culture, school])
    ]
    locked = (
        "Plan 2027, School Board\n"
        "The last day was 16\u00a0January 2027, 30 days ago. It is set for this organisation alone. "
        "It has been locked: whoever coordinates the year can let it come late.\n"
        f"{address}/steg/vp/skolnamnden/"
    )
    [(_, lines)] = told(date(2027, 2, 15))
    assert lines[1] == locked


@pytest.mark.parametrize(
    "path", ["", "uppfoljning/", "ar/2027/planer/norra/", "ar/2027/steg/t1/norra/", "min-sida/"]
)
def test_where_letters_lead_there_is_a_page(path: str) -> None:
    assert resolve(f"/arbete/{path}").func


@pytest.mark.parametrize("offset", [-30, -7, -1, 1, 7])
def test_letters_come_before_and_after_the_last_day(home: Home, controller: Actor, offset: int) -> None:
    plan("skolnamnden")
    remind(STRATEGIST, today=LAST + timedelta(days=offset))
    opened = LAST + timedelta(days=offset) >= date(2027, 4, 15)
    assert sent_to() == (["ada.lind@example.se"] if opened else [])


def test_never_two_a_day_and_none_when_all_is_handed_in(home: Home, controller: Actor) -> None:
    plan("skolnamnden")
    remind(STRATEGIST, today=DAY)
    remind(STRATEGIST, today=DAY)
    remind(STRATEGIST, today=DAY + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_two_runs_at_once_send_nobody_two(home: Home, controller: Actor) -> None:
    acting("Bo Ek", Role.CONTROLLER, "kulturnamnden")
    plan("skolnamnden")
    plan("kulturnamnden")
    sent: list[str] = []

    def meanwhile(letter: EmailMessage) -> int:
        sent.extend(letter.to)
        remind(STRATEGIST, today=DAY, send=meanwhile)
        return 1

    remind(STRATEGIST, today=DAY, send=meanwhile)
    assert sorted(sent) == ["ada.lind@example.se", "bo.ek@example.se"]


def test_who_is_controller_no_longer_is_not_reminded(home: Home, controller: Actor) -> None:
    plan("skolnamnden")
    RoleGrant.objects.filter(user=controller.person).update(
        ended_on=DAY, ended_by="Åsa Strateg", ended_why="Nytt uppdrag"
    )
    remind(STRATEGIST, today=DAY)
    assert sent_to() == []


def test_a_run_that_is_cut_off_sends_nobody_two_and_makes_up_the_next_day(
    home: Home, controller: Actor
) -> None:
    bo = acting("Bo Ek", Role.CONTROLLER, "kulturnamnden")
    plan("skolnamnden")
    plan("kulturnamnden")
    sent: list[str] = []

    def send(letter: EmailMessage) -> int:
        if sent:
            raise KeyboardInterrupt
        sent.append(letter.to[0])
        return 1

    with pytest.raises(KeyboardInterrupt):
        remind(STRATEGIST, today=DAY, send=send)
    first = sent[0]
    remind(STRATEGIST, today=DAY)
    assert sent_to() == []
    remind(STRATEGIST, today=DAY + timedelta(days=1))
    assert {*sent_to(), first} == {"ada.lind@example.se", "bo.ek@example.se"}
    assert len(mail.outbox) == 1
    assert ReminderSent.objects.filter(person_id__in=[controller.person, bo.person]).count() == 3


def test_what_the_server_does_not_take_is_told_and_tried_the_next_day(home: Home, controller: Actor) -> None:
    plan("skolnamnden")
    found = remind(STRATEGIST, today=DAY, send=lambda letter: 0)
    assert (list(found.letters), [item.receiver.name for item in found.failed]) == ([], ["Ada Lind"])
    remind(STRATEGIST, today=DAY + timedelta(days=1))
    assert sent_to() == ["ada.lind@example.se"]


def test_during_leave_the_deputy_gets_it_and_nobody_without_one(home: Home, controller: Actor) -> None:
    plan("skolnamnden")
    bo = account("Bo Ek")
    ada = User.objects.get(pk=controller.person)
    ada.away_from, ada.away_to, ada.deputy = DAY, DAY, bo
    ada.save()
    remind(STRATEGIST, today=DAY)
    assert sent_to() == ["bo.ek@example.se"]
    assert "Du vikarierar för Ada Lind." in mail.outbox[0].body
    ReminderSent.objects.filter().update(handed_over=False)
    ada.deputy = None
    ada.save()
    found = due_letters(STRATEGIST, today=DAY)
    assert found.letters == ()
    assert [(item.person, item.organisation.sv) for item in found.unreachable] == [
        ("Ada Lind", "Skolnämnden")
    ] + [(None, name) for name in ()]


def test_who_answers_for_an_item_is_reminded_of_it(home: Home, controller: Actor) -> None:
    dag = account("Dag Ström")
    _, activity = plan("skolnamnden", responsible=dag)
    remind(STRATEGIST, today=DAY)
    assert sorted(sent_to()) == ["ada.lind@example.se", "dag.strom@example.se"]
    at = (2027, "t1", "skolnamnden")
    done = Told(activity=ActivityState.DONE)
    tell(controller, home, *at, f"p{activity.key}", done, revision=0, today=DAY, ready=True)
    ReminderSent.objects.all().update(handed_over=False)
    later = due_letters(STRATEGIST, today=LAST - timedelta(days=1))
    assert [(item.receiver.name, item.items) for item in later.letters] == [("Ada Lind", 1)]


def test_whoever_wants_none_gets_none_and_in_their_language(home: Home, controller: Actor) -> None:
    plan("skolnamnden")
    User.objects.filter(pk=controller.person).update(language="en")
    assert (
        due_letters(STRATEGIST, today=DAY).letters[0].subject
        == "Reminder: First report 2027, last day 7\u00a0May 2027"
    )
    User.objects.filter(pk=controller.person).update(reminders=False)
    assert due_letters(STRATEGIST, today=DAY).letters == ()


def test_a_board_that_nobody_writes_for_is_told_of(home: Home) -> None:
    plan("skolnamnden")
    found = due_letters(STRATEGIST, today=DAY)
    assert [(item.organisation.sv, item.step.sv, item.person) for item in found.unreachable] == [
        ("Skolnämnden", "Tertialrapport 1 2027", None)
    ]


def test_nothing_is_sent_without_a_server_or_by_anybody(
    home: Home, settings: Settings, controller: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        remind(controller, today=DAY)
    settings.ADDRESS = ""
    with pytest.raises(RuleError, match="no address of the workspace has been given"):
        remind(STRATEGIST, today=DAY)
    settings.LETTERS_ARE_SENT = False
    with pytest.raises(RuleError, match="no mail server has been given"):
        remind(STRATEGIST, today=DAY)


def test_nobody_is_reminded_of_what_another_system_keeps(
    home: Home, controller: Actor, manager: Actor
) -> None:
    """Nor is anybody asked to approve what came from there."""
    plan("skolnamnden", 2)
    step = step_of(2027, "t1")
    now = locked_submission(step, "skolnamnden", by="Ada Lind")
    move_submission(now, Move.MARK_READY, State.READY, by="Ada Lind", day=DAY)
    assert [one.organisation.key for one in my_work(manager, today=DAY).awaiting] == ["skolnamnden"]
    set_master(Mastery(2027, "skolnamnden", "Stratsys", DAY, "Åsa Berg"))
    assert my_work(manager, today=DAY).awaiting == ()
    move_submission(now, Move.TAKE_BACK, State.WRITING, by="Ada Lind", day=DAY)
    for day in (DAY, LAST + timedelta(days=7)):
        found = due_letters(STRATEGIST, today=day)
        assert [letter.receiver.name for letter in found.letters if "Skolnämnden" in letter.body] == []
    assert my_work(controller, today=DAY).owed == ()
