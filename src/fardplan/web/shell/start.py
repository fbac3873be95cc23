"""The start page: what a person owes, what waits for their approval, what has happened since."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.steps import Move
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.usecases.year.my_work import Awaiting, Happened, MyWork, OwedPart, my_work
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


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of what is owed. `shape` and `word` tell how urgent it is."""

    title: str
    organisation: Text
    href: str
    due: date
    shape: str
    word: str
    left: str


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    organisation: Text
    href: str
    word: str


@dataclass(frozen=True, slots=True)
class News:
    title: str
    organisation: Text
    href: str
    day: date
    by: str
    shape: str
    word: str
    comment: str


@signed_in
def start(request: WorkRequest) -> HttpResponse:
    work = my_work(request.actor, today=request.today)
    values = {
        "owed": [_owed(item, request.language, request.today) for item in work.owed],
        "awaiting": [_waiting(item, request.language) for item in work.awaiting],
        "news": [_news(item, request.language) for item in work.changed],
        "has_role": bool(request.actor.roles or request.actor.grants),
        "nothing": not (work.owed or work.awaiting),
        "left": _left(work, request.language),
    }
    return render_page(request, "web/shell/start.html", values)


def _titled(year: int, title: str, title_en: str | None, language: Language) -> str:
    return f"{Text(sv=title, en=title_en).in_language(language)} {year}"


def _left(work: MyWork, language: Language) -> str:
    """How much waits, in one sentence."""
    return translate_plural(
        "One thing waits for you.",
        "{count} things wait for you.",
        len(work.owed) + len(work.awaiting),
        language,
    )


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
    if item.late:
        return "late", translate("late", language)
    if item.returned:
        return "back", translate("returned", language)
    days = (item.due - today).days
    if days <= SOON:
        return "wait", translate_plural("{count} day left", "{count} days left", days, language)
    return "empty", translate("open", language)


def _waiting(item: Awaiting, language: Language) -> Waiting:
    word = (
        message("to be approved")
        if item.move is Move.APPROVE
        else message("the board's decision is to be recorded")
    )
    title = _titled(item.year, item.title, item.title_en, language)
    return Waiting(title, item.organisation.name, _handed_in(item), translate(word, language))


def _news(item: Happened, language: Language) -> News:
    title = _titled(item.year, item.title, item.title_en, language)
    word = translate(HAPPENED[item.move], language)
    where = _handed_in(item)
    return News(
        title, item.organisation.name, where, item.day, item.by, SHAPES[item.move], word, item.comment or ""
    )
