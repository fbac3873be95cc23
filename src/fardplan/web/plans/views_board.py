"""Boards' plans: all at a glance, one plan, its local development programme, its answers, last year's."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fardplan.boards.considered import Answer
from fardplan.boards.steps import WRITABLE
from fardplan.presentation.sentences import Sentence, said_in
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.considered import can_consider, consider
from fardplan.usecases.year.coverage import PlanSummary, current_year, plans_page
from fardplan.usecases.year.plan_page import PlanPage, board_plan
from fardplan.usecases.year.plans import carry_over
from fardplan.vocabulary.errors import InputError
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.plans.shown import asked_groups, locked_words, shown_plan, shown_stands
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message
from fardplan.web.year.words import SHAPES, state_words


@signed_in
def index(request: WorkRequest) -> HttpResponse:
    """On to the plans of this year."""
    year = current_year(actor=request.actor, today=request.today)
    if year is None:
        return render_page(request, "web/plans/no_year.html")
    return HttpResponseRedirect(reverse("web:plans-list", args=[year]))


@signed_in
def listed(request: WorkRequest, year: int) -> HttpResponse:
    """Every organisation's plan of a year."""
    page = plans_page(year, actor=request.actor, today=request.today, as_of=as_of(request))
    language = request.language
    listing = Listing(
        request,
        sorted(page.plans, key=lambda row: not row.mine),
        name=f"planer-{year}",
        title=translate("Plans for {year}", language, year=year),
        columns=(
            Column(
                "organisation",
                lazy_message("Organisation"),
                lambda row: row.organisation.name,
                href=lambda row: reverse("web:plans-board", args=[year, row.organisation.key]),
                note=lambda row: translate("yours", language) if row.mine else "",
            ),
            Column("mal", lazy_message("Goals"), lambda row: row.goals),
            Column("aktiviteter", lazy_message("Activities"), lambda row: row.activities),
            Column("obesvarat", lazy_message("Asked and not answered"), lambda row: row.unanswered),
            Column("tyst", lazy_message("Target areas without an answer"), lambda row: row.silent),
            Column("brister", lazy_message("To mend"), lambda row: row.flawed),
        ),
        choices=(
            Choice(
                "slag",
                lazy_message("Kind"),
                lambda row: row.organisation.kind,
                said=lambda kind: translate(KINDS.get(kind, kind), language),
            ),
            Choice(
                "lage",
                lazy_message("State"),
                _states,
                said=lambda state: translate(STATES[state], language),
            ),
        ),
        search=lambda row: f"{row.organisation.name.sv} {row.organisation.name.en or ''}",
        simulated=lambda row: row.simulated,
    )
    if listing.wanted:
        return listing.download()
    return render_page(
        request, "web/plans/list.html", {"page": page, "listing": listing, "simulated": page.simulated}
    )


KINDS = {
    "executive": message("executive board"),
    "board": message("board"),
    "district_board": message("district board"),
    "company": message("company"),
}
STATES = {
    "empty": message("no plan yet"),
    "unanswered": message("something asked is not answered"),
    "silent": message("silent on a target area"),
    "flawed": message("something to mend"),
}


def _states(row: PlanSummary) -> list[str]:
    found = {
        "empty": not row.goals and not row.activities,
        "unanswered": bool(row.unanswered),
        "silent": bool(row.silent),
        "flawed": bool(row.flawed),
    }
    return [name for name, holds in found.items() if holds]


@signed_in
def board(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """A board's plan."""
    plan = board_plan(year, key, actor=request.actor, today=request.today, as_of=as_of(request))
    return render_page(request, "web/plans/board.html", _values(request, plan))


@signed_in
def programme(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """The local development programme: goals and activities as a table."""
    plan = board_plan(
        year, key, actor=request.actor, today=request.today, as_of=as_of(request), programme=True
    )
    return render_page(request, "web/plans/programme.html", _values(request, plan, programme=True))


def _values(request: WorkRequest, plan: PlanPage, *, programme: bool = False) -> dict[str, object]:
    return {
        "plan": plan,
        "shown": shown_plan(plan, request.language),
        "asked": asked_groups(plan, request.language),
        "stands": shown_stands(plan.stands, request.language),
        "may_change": plan.can_write and plan.locked is None,
        "locked": locked_words(plan, request.language),
        "programme": programme,
        "state": state_words(plan.state, request.language),
        "shape": SHAPES[plan.state],
        "writable": plan.state in WRITABLE,
        "simulated": plan.simulated,
        "report_of": _report_of(plan),
    }


def _report_of(plan: PlanPage) -> str:
    """The subject of the report of a plan; empty for one that nobody asks for yet, and for a unit's."""
    return f"{plan.year.year}/{plan.step}/{plan.organisation.key}" if plan.is_asked_for else ""


@signed_in
def last_year(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """Carry over all that goes on of last year's plan, or what is chosen."""
    problem = ""
    if request.method == "POST":
        chosen = request.POST.getlist("key")
        if "all" in request.POST:
            left = board_plan(year, key, actor=request.actor, today=request.today).last_year
            chosen = [item.key for item in left]
        if chosen:
            added = carry_over(year, key, chosen, actor=request.actor, today=request.today)
            behind = board_plan(year, key, actor=request.actor, today=request.today).left_behind
            return done(
                request,
                message("Carried over from last year: {count}."),
                "web:plans-last-year" if behind else "web:plans-board",
                year,
                key,
                count=len(added),
            )
        problem = translate("Nothing was chosen.", request.language)
    plan = board_plan(year, key, actor=request.actor, today=request.today)
    return render_page(
        request, "web/plans/last_year.html", {"plan": plan, "problem": problem, "simulated": plan.simulated}
    )


@signed_in
def considered(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """What a board says of each target area and strategy; an answer is one click."""
    of_programme = "program" in request.GET
    problem, at = "", ""
    if request.method == "POST":
        at = " ".join(filter(None, (request.POST.get("area", ""), request.POST.get("strategy", ""))))
        try:
            consider(
                year,
                key,
                request.POST.get("area", ""),
                _answer(request.POST.get("answer", "")),
                strategy=request.POST.get("strategy") or None,
                why=request.POST.get("why"),
                programme=of_programme,
                actor=request.actor,
                today=request.today,
            )
        except InputError as error:
            problem = said_in(error.what, request.language)
        else:
            where = reverse("web:plans-considered", args=[year, key])
            query = "?program=1" if of_programme else ""
            done(request, message("The answer is saved."), where)
            return HttpResponseRedirect(f"{where}{query}#{request.POST.get('area', '')}")
    plan = board_plan(
        year, key, actor=request.actor, today=request.today, as_of=as_of(request), programme=of_programme
    )
    values = {
        "plan": plan,
        "stands": shown_stands(plan.stands, request.language),
        "answerable": {
            stand.key
            for stand in plan.stands
            if plan.day == request.today
            and not plan.year.is_closed
            and can_consider(request.actor, key, stand.key)
        },
        "of_programme": of_programme,
        "problem": problem,
        "at": at,
        "typed": request.POST.get("why", ""),
        "simulated": plan.simulated,
    }
    return render_page(request, "web/plans/considered.html", values, status=422 if problem else None)


def _answer(told: str) -> Answer:
    try:
        return Answer(told)
    except ValueError as error:
        raise InputError(Sentence("'{told}' is no answer", told=told)) from error
