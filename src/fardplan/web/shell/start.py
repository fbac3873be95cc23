"""The start page: what a person owes, what waits for their approval, what has happened since."""

import textwrap
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from fardplan.boards.changes import STATE_NAMES
from fardplan.boards.changes import State as ChangeState
from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.steps import Move
from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.usecases.actors import Role
from fardplan.usecases.start import KeptAnswer, SettledChange, Start, ToDecide, ToSettle, start_of
from fardplan.usecases.year import may
from fardplan.usecases.year.my_work import Awaiting, Coming, Happened, OwedPart
from fardplan.usecases.year.progress import StepAtWork
from fardplan.vocabulary.text import Language, Text
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest

HAPPENED = {
    Move.MARK_READY.value: message("made ready"),
    Move.APPROVE.value: message("approved"),
    Move.RETURN.value: message("returned"),
    Move.DECIDE.value: message("decided by the board"),
    Move.REOPEN.value: message("opened again"),
    Move.END.value: message("ended"),
    "take_in": message("taken in late"),
}
SHAPES = {
    Move.MARK_READY.value: "full",
    Move.APPROVE.value: "tick",
    Move.RETURN.value: "back",
    Move.DECIDE.value: "decided",
    Move.REOPEN.value: "half",
    Move.END.value: "cross",
    "take_in": "wait",
}
SOON = 7
AT_MOST = 120
"""So many characters of a decision point stand on the page."""

USEFUL: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.STRATEGIST: (
        (message("How far boards have come"), "web:year-years"),
        (message("Reports, ready to be sent"), "web:reports-kinds"),
    ),
    Role.STATISTICIAN: ((message("The milestone workbench"), "web:workbench-milestones"),),
    Role.CONTROLLER: ((message("The boards' plans"), "web:plans-index"),),
    Role.MANAGER: ((message("The boards' plans"), "web:plans-index"),),
    Role.BOARD_SECRETARY: ((message("The boards' year"), "web:year-years"),),
    Role.POLITICIAN: (
        (message("The boards' year: when boards meet, and what they have told"), "web:year-years"),
        (message("The boards' plans"), "web:plans-index"),
        (message("Reports, ready to be sent"), "web:reports-kinds"),
        (message("What becomes of the roadmap in the plans"), "web:plans-coverage-now"),
    ),
    Role.AUDITOR: (
        (message("Who did what: the log"), "web:audit-log"),
        (message("Who may do what"), "web:people-permissions"),
    ),
    Role.PARTNER: ((message("The roadmap: what the city has decided"), "web:roadmap-index"),),
    Role.ADMINISTRATOR: (
        (message("Accounts and roles"), "web:people-list"),
        (message("Organisations and units"), "web:organisations-list"),
    ),
}
"""Where each role begins when nothing waits."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of what is owed. `shape` and `word` tell how urgent it is."""

    title: str
    organisation: Text
    href: str
    due: date | None
    shape: str
    word: str
    left: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    organisation: Text | None
    href: str
    word: str


@dataclass(frozen=True, slots=True)
class News:
    title: str
    organisation: Text | None
    href: str
    day: date
    by: str
    shape: str
    word: str
    comment: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far boards have come with a step; `counts` are a shape, words, and the list of those boards."""

    title: str
    href: str
    ready_by: date
    decided_by: date
    counts: tuple[tuple[str, str, str], ...]


@signed_in
def start(request: WorkRequest) -> HttpResponse:
    found = start_of(request.actor, today=request.today)
    work, language = found.work, request.language
    values = {
        "owed": _everything_owed(found, language, request.today),
        "awaiting": [
            *(_waiting(item, language) for item in work.awaiting),
            *(_to_settle(item, language) for item in found.changes),
            *(_to_close(year, language) for year in found.closing),
        ],
        "news": [
            *(_settled(item, language) for item in found.settled),
            *(_news(item, language) for item in work.changed),
        ],
        "locked": found.locked,
        "standings": [_standing(item, language) for item in found.steps],
        "simulated": any(item.simulated for item in found.steps),
        "has_role": bool(request.actor.roles or request.actor.grants),
        "nothing": not found.waiting,
        "useful": _useful(request),
        "next": _coming(work.next, language) if work.next and may.can_read_year(request.actor) else None,
        "left": translate_plural(
            "One thing waits for you.", "{count} things wait for you.", found.waiting, language
        ),
    }
    return render_page(request, "web/shell/start.html", values)


def _useful(request: WorkRequest) -> dict[str, str]:
    """Where somebody may begin, by its words."""
    held = request.actor.roles | {grant.role for grant in request.actor.grants}
    return {
        translate(words, request.language): reverse(name)
        for role, places in USEFUL.items()
        if role in held
        for words, name in places
    }


def _coming(item: Coming, language: Language) -> tuple[str, str, date]:
    """The step that opens next: its title, its place on the year's page, and the day."""
    href = f"{reverse('web:year-year', args=[item.year])}#steg-{item.step}"
    return _titled(item.year, item.title, item.title_en, language), href, item.opens


def _standing(item: StepAtWork, language: Language) -> Standing:
    days, told = item.step.days, item.summary
    page = f"{reverse('web:year-progress', args=[item.step.year])}?steg={days.key}"
    all_said = {"count": told.handed_in, "all": told.all}
    handed_in = translate("{count} of {all} have handed in", language, **all_said)
    late = translate_plural("{count} is late", "{count} are late", told.late, language)
    not_begun = translate_plural("{count} has not begun", "{count} have not begun", told.not_begun, language)
    counts = (
        ("full", handed_in, f"{page}&lage=handed_in", told.handed_in),
        ("late", late, f"{page}&sen=ja", told.late),
        ("empty", not_begun, f"{page}&lage=not_begun", told.not_begun),
    )
    return Standing(
        _titled(item.step.year, days.name.sv, days.name.en, language),
        page,
        days.ready_by,
        days.decided_by,
        tuple((shape, words, href) for shape, words, href, count in counts if count or shape == "full"),
    )


def _titled(year: int, title: str, title_en: str | None, language: Language) -> str:
    return f"{Text(sv=title, en=title_en).in_language(language)} {year}"


def _everything_owed(found: Start, language: Language, today: date) -> list[Owed]:
    """What the year, referrals and decision points ask for, what is due first at the top."""
    rows = [
        *(_owed(item, language, today) for item in found.work.owed),
        *(_answer(item, language, today) for item in found.answers),
        *(_relay(item, language, today) for item in found.relays),
    ]
    return sorted(rows, key=lambda row: row.due or date.max)


def _answer(item: KeptAnswer, language: Language, today: date) -> Owed:
    title = translate("Answer to the referral of roadmap edition {number}", language, number=item.version)
    href = reverse("web:roadmap-answer", args=[item.number])
    return Owed(title, item.organisation_name, href, item.last_day, *_left(item.last_day, today, language))


def _relay(item: ToDecide, language: Language, today: date) -> Owed:
    words = textwrap.shorten(item.point.text.in_language(language), AT_MOST, placeholder=" …")
    title = translate("Decision point {number}: {words}", language, number=item.point.number, words=words)
    href = reverse("web:roadmap-relay", args=[item.relay.number])
    return Owed(title, item.organisation, href, item.relay.due, *_left(item.relay.due, today, language))


def _left(due: date | None, today: date, language: Language) -> tuple[str, str]:
    """How urgent something is that is due on a day: a shape and a word."""
    if due is not None and due < today:
        return "late", translate("late", language)
    if due is None or (due - today).days > SOON:
        return "empty", translate("open", language)
    days = (due - today).days
    if not days:
        return "wait", translate("last day today", language)
    return "wait", translate_plural("{count} day left", "{count} days left", days, language)


def _owed(item: OwedPart, language: Language, today: date) -> Owed:
    shape, word = _urgency(item, language, today)
    left = (
        translate_plural("{count} thing is left", "{count} things are left", item.open_items, language)
        if item.open_items
        else ""
    )
    title = _titled(item.year, item.title, item.title_en, language)
    return Owed(title, item.organisation.name, _where(item), item.due, shape, word, left)


def _where(item: OwedPart) -> str:
    if item.kind in FOLLOWED_UP:
        return reverse("web:follow_up-mine")
    if item.kind is StepKind.PLAN:
        return reverse("web:plans-board", args=[item.year, item.organisation.key])
    return _handed_in(item)


def _handed_in(item: OwedPart | Awaiting | Happened) -> str:
    return reverse("web:year-handed_in", args=[item.year, item.step, item.organisation.key])


def _urgency(item: OwedPart, language: Language, today: date) -> tuple[str, str]:
    if item.returned and not item.late:
        return "back", translate("returned", language)
    return ("late", translate("late", language)) if item.late else _left(item.due, today, language)


def _to_settle(item: ToSettle, language: Language) -> Waiting:
    proposed = translate_plural(
        "{count} proposal to weigh", "{count} proposals to weigh", item.proposed, language
    )
    collected = translate_plural(
        "{count} in the annex to be decided", "{count} in the annex to be decided", item.collected, language
    )
    told = ((item.proposed, proposed), (item.collected, collected))
    word = ", ".join(words for count, words in told if count)
    title = translate("Changes within {year}", language, year=item.year)
    return Waiting(title, None, reverse("web:plans-changes", args=[item.year]), word)


def _to_close(year: int, language: Language) -> Waiting:
    title = translate("The year {year}", language, year=year)
    return Waiting(title, None, reverse("web:year-year", args=[year]), translate("can be closed", language))


def _settled(item: SettledChange, language: Language) -> News:
    change = item.change
    title = translate("Change {number} within {year}", language, number=change.number, year=change.year)
    href = reverse("web:plans-changes", args=[change.year])
    shape = "tick" if change.state is ChangeState.APPROVED else "back"
    word = translate(STATE_NAMES[change.state], language)
    return News(title, None, href, item.day, item.by, shape, word, change.declined_why or "")


def _waiting(item: Awaiting, language: Language) -> Waiting:
    if item.move is Move.APPROVE:
        word = translate("to be approved", language)
    elif item.meeting:
        word = translate("waits for the meeting on {day}", language, day=date_text(item.meeting, language))
    else:
        word = translate("the board's decision is to be recorded", language)
    title = _titled(item.year, item.title, item.title_en, language)
    return Waiting(title, item.organisation.name, _handed_in(item), word)


def _news(item: Happened, language: Language) -> News:
    title = _titled(item.year, item.title, item.title_en, language)
    word = translate(HAPPENED[item.move], language)
    where = _handed_in(item)
    return News(
        title, item.organisation.name, where, item.day, item.by, SHAPES[item.move], word, item.comment or ""
    )
