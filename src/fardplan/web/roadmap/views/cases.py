"""Cases: the list, one of them, its steps, its draft's earlier states, and opening one."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.case import BODY_NAMES, CASE, FREEZES, MOVE_NAMES, STATE_NAMES, Move, State
from fardplan.usecases.steering.case_editing import restore_draft
from fardplan.usecases.steering.case_moves import move_case
from fardplan.usecases.steering.cases import (
    CasePage,
    ListedCase,
    begins_from,
    case_page,
    draft_at,
    draft_history,
    list_cases,
    may_open,
    open_from_edition,
)
from fardplan.usecases.steering.choosing import organisations_to_choose
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.roadmap.choosing import grouped
from fardplan.web.roadmap.forms import CommentForm, DecidedForm, OpenForm, ReferForm, WhyForm
from fardplan.web.roadmap.shown import shown_areas, shown_points
from fardplan.web.roadmap.steps import events
from fardplan.web.roadmap.words import STEPS, WHAT, case_state
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


@require_GET
@signed_in
def listed(request: WorkRequest) -> HttpResponse:
    """Every case."""
    found = list_cases(actor=request.actor)
    language = request.language
    listing = Listing[ListedCase](
        request,
        found,
        name="fardplanens-arenden",
        title=translate("Cases of the roadmap", language),
        columns=(
            Column("nummer", lazy_message("Case"), lambda row: row.case.number, href=_case),
            Column("titel", lazy_message("Title"), lambda row: row.case.title, href=_case),
            Column("lage", lazy_message("State"), lambda row: case_state(row.case.state, language)),
            Column("dnr", lazy_message("Reference number"), lambda row: row.case.dnr),
            Column(
                "steg",
                lazy_message("Latest step"),
                lambda row: row.last_step.day if row.last_step else None,
                note=lambda row: translate(STEPS[row.last_step.move], language) if row.last_step else "",
            ),
            Column("sista", lazy_message("Answers by"), lambda row: row.case.referral_last_day),
            Column(
                "svar",
                lazy_message("Answers"),
                lambda row: (
                    translate("{come} of {asked}", language, come=row.answered, asked=row.asked)
                    if row.asked
                    else None
                ),
                order=lambda row: row.answered,
            ),
            Column("oppnat", lazy_message("Opened"), lambda row: row.case.opened_on),
            Column("av", lazy_message("Opened by"), lambda row: row.case.opened_by, file_only=True),
        ),
        choices=(
            Choice(
                "tillstand",
                lazy_message("State"),
                lambda row: row.case.state,
                said=lambda state: translate(STATE_NAMES[State(state)], language),
            ),
        ),
        search=lambda row: f"{row.case.title} {row.case.dnr or ''}",
        simulated=lambda row: row.case.origin == "simulated",
    )
    if listing.wanted:
        return listing.download()
    return render_page(
        request, "web/roadmap/cases.html", {"listing": listing, "may_open": may_open(request.actor)}
    )


def _case(row: ListedCase) -> str:
    return reverse("web:roadmap-case", args=[row.case.number])


@require_GET
@signed_in
def case(request: WorkRequest, number: int) -> HttpResponse:
    """One case: where it stands, its text, its steps, and what may be done next."""
    found = case_page(number, actor=request.actor, unit_of=home().city.unit_of)
    return render_page(request, "web/roadmap/case.html", _case_values(found, request.language))


def _case_values(found: CasePage, language: Language) -> dict[str, object]:
    return {
        "page": found,
        "case": found.case,
        "areas": shown_areas(found.areas, found.names, language, found.areas_to_write),
        "points": shown_points(found.content),
        "state": case_state(found.case.state, language),
        "events": events(found.steps, language),
        "moves": [
            (item.move, translate(MOVE_NAMES[item.move], language), index == 0)
            for index, item in enumerate(found.ways)
        ],
        "simulated": found.case.origin == "simulated",
    }


@require_http_methods(["GET", "POST"])
@signed_in
def open_new(request: WorkRequest) -> HttpResponse:
    """Open a case that begins as an edition."""
    editions = [
        (
            str(version.number),
            translate(
                "Edition {number}: {title}",
                request.language,
                number=version.number,
                title=version.title.in_language(request.language),
            ),
        )
        for version in begins_from(request.actor)
    ]
    form = OpenForm(editions, request.POST or None, initial={"edition": request.GET.get("utgava", "")})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            data = form.cleaned_data
            number = open_from_edition(
                int(data["edition"]),
                title=data["title"],
                why=data["why"],
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("The case is open: write in its draft."), "web:roadmap-case", number)
    return render_page(request, "web/roadmap/open.html", {"form": form})


def _move(name: str) -> Move:
    try:
        return Move(name.replace("-", "_"))
    except ValueError as error:
        raise NotFoundError(Sentence("there is no step '{name}'", name=name)) from error


@require_http_methods(["GET", "POST"])
@signed_in
def move(request: WorkRequest, number: int, move: str) -> HttpResponse:
    """Take the case a step further."""
    step = _move(move)
    found = case_page(number, actor=request.actor, unit_of=home().city.unit_of)
    taken = CASE.find(found.case.state, step)
    form = _step_form(request, found, step)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with told_in(form):
            move_case(
                number,
                step,
                actor=request.actor,
                today=request.today,
                comment=data.get("comment", ""),
                decision=form.decision if isinstance(form, DecidedForm) else None,
                asked=data.get("asked", ()),
                last_day=data.get("last_day"),
            )
            return done(
                request,
                message("The case is now “{state}”."),
                "web:roadmap-case",
                number,
                state=_end(step, found, request.language),
            )
    values = _case_values(found, request.language) | {
        "form": form,
        "heading": translate(MOVE_NAMES[step], request.language),
        "needs_comment": bool(taken and taken.comment),
        "freezes": step in FREEZES,
        "body": translate(BODY_NAMES[taken.by], request.language) if taken and taken.by else "",
        "refers": step is Move.REFER,
    }
    return render_page(request, "web/roadmap/move.html", values)


def _end(step: Move, found: CasePage, language: Language) -> str:
    taken = CASE.find(found.case.state, step)
    return translate(STATE_NAMES[taken.end], language) if taken else ""


def _step_form(request: WorkRequest, found: CasePage, step: Move) -> CommentForm | DecidedForm | ReferForm:
    sent = request.POST or None
    if step is Move.REFER:
        listed = organisations_to_choose(request.today)
        return ReferForm(
            grouped(listed, request.language),
            sent,
            initial={
                "asked": [item.key for item in listed if item.kind in ("board", "district_board", "company")]
            },
        )
    taken = CASE.find(found.case.state, step)
    if taken and taken.by:
        return DecidedForm(sent, initial={"dnr": found.case.dnr or "", "day": request.today})
    return CommentForm(sent)


@require_GET
@signed_in
def history(request: WorkRequest, number: int) -> HttpResponse:
    """What was done to the draft, save by save."""
    found = draft_history(number, actor=request.actor)
    changes = [(item, translate(WHAT.get(item.what, item.what), request.language)) for item in found.changes]
    return render_page(request, "web/roadmap/history.html", {"case": found.case, "changes": changes})


@require_http_methods(["GET", "POST"])
@signed_in
def draft_then(request: WorkRequest, number: int, revision: int) -> HttpResponse:
    """The draft as it stood after a save; from here it can be brought back."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            restore_draft(
                number, revision, why=form.cleaned_data["why"], actor=request.actor, today=request.today
            )
            return done(
                request,
                message("The draft is as it was after save {revision}."),
                "web:roadmap-case",
                number,
                revision=revision,
            )
    found = draft_at(number, revision, actor=request.actor, unit_of=home().city.unit_of)
    values = {
        "page": found,
        "case": found.case,
        "areas": shown_areas(found.areas, {}, request.language),
        "points": shown_points(found.content),
        "form": form,
    }
    return render_page(request, "web/roadmap/draft_at.html", values)
