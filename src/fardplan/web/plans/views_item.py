"""A thing in a plan: add it, change it in place or on its own page, move it, drop it, take it up again."""

from django.forms import ChoiceField
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fardplan.boards.chain import PARENTS, PLAN_KINDS, ItemKind
from fardplan.boards.plan_fields import FIELD_NAMES
from fardplan.presentation.log_words import action_word
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.plan_item import ItemPage, item_page, row_of
from fardplan.usecases.year.plan_page import board_plan
from fardplan.usecases.year.plans import add_to_plan, change_item, drop_item, move_item, take_up
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Language
from fardplan.web.plans.forms import ItemForm, WhyForm
from fardplan.web.plans.shown import Change, locked_words, shown_row
from fardplan.web.plans.words import kind_word
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.parts import Event
from fardplan.web.shell.request import WorkRequest


@signed_in
def add(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """Add to a plan: `?slag=` its kind, `?under=` what it stands beneath, `?svarar=` what it answers."""
    kind = _kind(request.GET.get("slag", ItemKind.BOARD_GOAL.value))
    plan = board_plan(year, key, actor=request.actor, today=request.today)
    preset = {
        "parent": request.GET.get("under", ""),
        "answers": request.GET.get("svarar", ""),
        "programme": request.GET.get("program", ""),
    }
    form = ItemForm(request.POST or None, kind=kind, plan=plan, preset=preset)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            added = add_to_plan(year, key, kind, form.told(), actor=request.actor, today=request.today)
            where = reverse("web:plans-board", args=[year, key])
            done(request, message("It is in the plan: {title}"), where, title=added.title)
            return HttpResponseRedirect(f"{where}#punkt-{added.key}")
    values = {
        "plan": plan,
        "locked": locked_words(plan, request.language),
        "form": form,
        "kind": kind_word(kind, request.language),
        "goals_missing": _nothing_in(form, "parent"),
        "nothing_asked": not PARENTS[kind] and _nothing_in(form, "answers"),
        "simulated": plan.simulated,
    }
    return render_page(request, "web/plans/add.html", values)


def _nothing_in(form: ItemForm, name: str) -> bool:
    """Whether the form has a field to choose in, and nothing to choose."""
    field = form.fields.get(name)
    return isinstance(field, ChoiceField) and not field.choices


def _kind(told: str) -> ItemKind:
    if told not in {kind.value for kind in PLAN_KINDS}:
        raise InputError(Sentence("'{kind}' is nothing that stands in a plan", kind=told))
    return ItemKind(told)


@signed_in
def item(request: WorkRequest, item: str) -> HttpResponse:
    """A thing with its form and its history; for htmx, the form alone or the row as it is now."""
    if request.htmx and "rad" in request.GET:
        return _row(request, item)
    page = item_page(item, actor=request.actor, today=request.today)
    form = ItemForm(request.POST or None, kind=page.item.kind, plan=page.plan, item=page.item)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            revision = form.cleaned_data["revision"] or page.item.revision
            change_item(item, form.told(), revision=revision, actor=request.actor, today=request.today)
            if request.htmx:
                return _row(request, item)
            where = reverse("web:plans-board", args=[page.item.year, page.item.organisation])
            done(request, message("The change is saved."), where)
            return HttpResponseRedirect(f"{where}#punkt-{item}")
    values = {
        "page": page,
        "plan": page.plan,
        "locked": locked_words(page.plan, request.language),
        "item": page.item,
        "form": form,
        "kind": kind_word(page.item.kind, request.language),
        "simulated": page.item.simulated,
    }
    if request.htmx:
        return render_page(request, "web/plans/item_form.html", values)
    values["history"] = _history(page, request.language)
    values["drop"] = WhyForm()
    return render_page(request, "web/plans/item.html", values)


def _row(request: WorkRequest, key: str) -> HttpResponse:
    row, plan = row_of(key, actor=request.actor, today=request.today)
    values = {
        "one": shown_row(row, plan, request.language),
        "plan": plan,
        "may_change": plan.can_write and plan.locked is None,
        "programme": False,
    }
    return render_page(request, "web/plans/row.html", values)


_SHAPES = {
    "add to plan": "full",
    "drop from plan": "cross",
    "take up in plan": "back",
    "move in plan": "dash",
    "carry over into plan": "full",
}


def _history(page: ItemPage, language: Language) -> list[tuple[Event, list[Change]]]:
    found = []
    for entry in page.history:
        event = Event(
            shape=_SHAPES.get(entry.action, "half"),
            what=action_word(entry.action, language),
            when=entry.at,
            who=entry.actor,
            note=entry.why or "",
        )
        found.append((event, _changes(entry, language)))
    return found


def _changes(entry: AuditEntry, language: Language) -> list[Change]:
    before, after = entry.before or {}, entry.after or {}
    return [
        Change(translate(FIELD_NAMES[name], language), before.get(name) or "", after.get(name) or "")
        for name in after
        if name in FIELD_NAMES
    ]


@require_POST
@signed_in
def move(request: WorkRequest, item: str) -> HttpResponse:
    """Up or down among those beside it."""
    moved = move_item(item, up="upp" in request.POST, actor=request.actor, today=request.today)
    where = reverse("web:plans-board", args=[moved.year, moved.organisation])
    return HttpResponseRedirect(f"{where}#punkt-{item}")


@require_POST
@signed_in
def drop(request: WorkRequest, item: str) -> HttpResponse:
    """Drop it, with a reason."""
    form = WhyForm(request.POST)
    if form.is_valid():
        with told_in(form):
            dropped = drop_item(item, form.cleaned_data["why"], actor=request.actor, today=request.today)
            return done(
                request,
                message("It is dropped: {title}"),
                "web:plans-board",
                dropped.year,
                dropped.organisation,
                title=dropped.title,
            )
    page = item_page(item, actor=request.actor, today=request.today)
    values = {
        "page": page,
        "plan": page.plan,
        "locked": locked_words(page.plan, request.language),
        "item": page.item,
        "form": ItemForm(kind=page.item.kind, plan=page.plan, item=page.item),
        "kind": kind_word(page.item.kind, request.language),
        "history": _history(page, request.language),
        "drop": form,
        "simulated": page.item.simulated,
    }
    return render_page(request, "web/plans/item.html", values)


@require_POST
@signed_in
def take_up_again(request: WorkRequest, item: str) -> HttpResponse:
    """Take up what was dropped."""
    taken = take_up(item, actor=request.actor, today=request.today)
    return done(
        request,
        message("It is in the plan again: {title}"),
        "web:plans-board",
        taken.year,
        taken.organisation,
        title=taken.title,
    )
