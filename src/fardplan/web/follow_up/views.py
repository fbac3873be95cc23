"""All that a person owes on one page, an organisation's follow-up, and saves while somebody writes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from fardplan.boards.cycle import FOLLOWED_UP
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate, translate_plural
from fardplan.usecases.year.follow_ups import (
    Sheet,
    my_follow_ups,
    organisation_s_follow_up,
    written_by_others,
)
from fardplan.usecases.year.locked_out import locked_out
from fardplan.usecases.year.telling import Choice, tell
from fardplan.vocabulary.errors import EditConflict, InputError, NotReadyError, RuleError
from fardplan.web.follow_up.sending import THEIRS, Sent, sent_from
from fardplan.web.follow_up.shown import Part, item_of, part_of, refusal
from fardplan.web.follow_up.typed import Typed, parts_of, typed_in
from fardplan.web.shell.clock import now
from fardplan.web.shell.home import home
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@signed_in
def mine(request: WorkRequest) -> HttpResponse:
    """All that the person owes."""
    sheets = my_follow_ups(request.actor, home(), today=request.today)
    locked = SimpleLazyObject(lambda: locked_out(request.actor, today=request.today, kinds=FOLLOWED_UP))
    return _page(request, sheets, "web/follow_up/mine.html", locked=locked)


@signed_in
def organisation(request: WorkRequest, year: int, step: str, key: str) -> HttpResponse:
    """All that an organisation tells of at a step."""
    sheet = organisation_s_follow_up(request.actor, home(), year, step, key, today=request.today)
    return _page(request, [sheet], "web/follow_up/organisation.html")


def _page(request: WorkRequest, sheets: Sequence[Sheet], template: str, **values: object) -> HttpResponse:
    sent = Sent()
    if request.method == "POST":
        sent = sent_from(request, sheets)
        _say(request, sent)
        if sent.went_well:
            return HttpResponseRedirect(request.get_full_path() + _anchor(request))
        sheets = _again(request, sheets)
    parts = [_part(request, sheet, sent) for sheet in sheets]
    status = 200
    if request.method == "POST":
        status = 409 if sent.conflicts else 422
    return render_page(
        request,
        template,
        {
            **values,
            "parts": parts,
            "writable": any(item.writable for part in parts for item in part.items),
            "left": sum(not item.owed.is_ready for part in parts for item in part.items),
            "all": sum(len(part.items) for part in parts),
            "simulated": any(item.owed.simulated for part in parts for item in part.items),
            "since": now().isoformat(),
            "looked_at": "+".join(_looked_at(sheet) for sheet in sheets),
            "lacking": [item.id for part in parts for item in part.items if item.slot in sent.problems],
        },
        status=status,
    )


def _looked_at(sheet: Sheet) -> str:
    found = sheet.found
    return f"{found.year.year}.{found.step.days.key}.{found.organisation.key}"


def _part(request: WorkRequest, sheet: Sheet, sent: Sent) -> Part:
    return part_of(
        sheet,
        request.language,
        request.today,
        typed=sent.typed,
        problems=sent.problems,
        conflicts=sent.conflicts,
    )


def _again(request: WorkRequest, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets as they stand after a save, in the same order."""
    found = []
    for sheet in sheets:
        at = sheet.found.year.year, sheet.found.step.days.key, sheet.found.organisation.key
        shown = {item.ref for item in sheet.owed}
        fresh = organisation_s_follow_up(request.actor, home(), *at, today=request.today)
        found.append(fresh.only(shown))
    return found


def _anchor(request: WorkRequest) -> str:
    pressed = request.POST.get("ready") or request.POST.get("again") or ""
    return f"#i-{pressed.replace('.', '-')}" if pressed else ""


def _say(request: WorkRequest, sent: Sent) -> None:
    language = request.language
    if sent.ready:
        told = translate_plural(
            "One thing is marked ready.", "{count} things are marked ready.", sent.ready, language
        )
        messages.success(request, told)
    elif sent.saved:
        messages.success(request, translate("What you wrote is saved.", language))
    for person in sorted(set(sent.joined.values())):
        told = translate("{person} has written here too; both are in the text.", language, person=person)
        messages.info(request, told)


@require_POST
@signed_in
def save(request: WorkRequest, slot: str) -> HttpResponse:
    """Save one thing while somebody writes, or mark it ready: answers with that thing and nothing else.

    While they write that is what became of it; the whole of it where it is ready, or where they chose.
    """
    typed = typed_in(request.POST, slot)
    chosen, _, how = request.POST.get("choose", "").partition("|")
    if chosen == slot and how == THEIRS:
        return _whole(request, _sheet(request, slot))
    choice = Choice(how) if chosen == slot and how in set(Choice) else None
    ready = request.POST.get("ready") == slot
    year, step, organisation, ref = parts_of(slot)
    try:
        told = typed.told()
        saved = tell(
            request.actor,
            home(),
            year,
            step,
            organisation,
            ref,
            told,
            base=typed.base,
            choice=choice,
            ready=ready,
            today=request.today,
        )
    except EditConflict as error:
        return _state(request, _sheet(request, slot), typed, status=409, conflict=error)
    except (RuleError, InputError) as error:
        if isinstance(error, NotReadyError):
            typed = replace(typed, base=told)
        return _state(
            request, _sheet(request, slot), typed, status=422, problem=refusal(error, request.language)
        )
    if choice or ready:
        return _whole(request, (saved.sheet, ref))
    written = saved.now.written_at or datetime.now().astimezone()
    return _state(
        request,
        (saved.sheet, ref),
        Typed(slot, typed.fields, told),
        saved=f"{localtime(written):%H:%M}",
        joined_with=saved.joined_with or "",
    )


def _sheet(request: WorkRequest, slot: str) -> tuple[Sheet, str]:
    year, step, organisation, ref = parts_of(slot)
    return organisation_s_follow_up(request.actor, home(), year, step, organisation, today=request.today), ref


def _state(
    request: WorkRequest,
    at: tuple[Sheet, str],
    typed: Typed,
    *,
    status: int = 200,
    problem: str = "",
    conflict: EditConflict | None = None,
    saved: str = "",
    joined_with: str = "",
) -> HttpResponse:
    sheet, ref = at
    owed = next(item for item in sheet.owed if item.ref == ref)
    item = item_of(
        owed,
        sheet,
        request.language,
        typed=typed,
        problem=problem,
        conflict=conflict,
        saved=saved,
        joined_with=joined_with,
    )
    return render_page(request, "web/follow_up/state.html", {"item": item}, status=status)


def _whole(request: WorkRequest, at: tuple[Sheet, str]) -> HttpResponse:
    """The thing anew, in the place of the one on the page."""
    sheet, ref = at
    owed = next(item for item in sheet.owed if item.ref == ref)
    item = item_of(owed, sheet, request.language)
    answer = render_page(request, "web/follow_up/item.html", {"item": item})
    answer["HX-Retarget"] = f"#{item.id}"
    answer["HX-Reswap"] = "outerHTML"
    return answer


@signed_in
def news(request: WorkRequest) -> HttpResponse:
    """What others have written in the page's things since it was loaded; asked while it is open."""
    since = request.GET.get("since", "").replace(" ", "+")
    try:
        when = datetime.fromisoformat(since)
    except ValueError as error:
        raise InputError(Sentence("the page does not say since when")) from error
    asked = [part.split(".", 2) for part in request.GET.get("sheets", "").split()]
    sheets = [(int(part[0]), part[1], part[2]) for part in asked if len(part) == 3 and part[0].isdecimal()]
    found = written_by_others(request.actor, sheets, since=when)
    told = [
        {
            "by": item.by,
            "title": item.title,
            "at": f"{localtime(item.at):%H:%M}",
            "id": f"i-{item.year}-{item.step}-{item.organisation}-{item.ref}",
            "beside": item.beside,
        }
        for item in found
    ]
    values = {"news": told, "since": since, "looked_at": request.GET.get("sheets", "")}
    return render_page(request, "web/follow_up/news.html", values)
