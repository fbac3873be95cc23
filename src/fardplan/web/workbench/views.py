"""The pages of the workbench: each view makes one use-case call and shows what it gave."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.workbench.kept import CandidateMove
from fardplan.usecases.steering.candidate_pages import compare_candidates, one_candidate
from fardplan.usecases.steering.candidates import (
    edit_candidate,
    keep_candidate,
    move_candidate,
    propose_candidate,
)
from fardplan.usecases.steering.case_rights import can_read_cases
from fardplan.usecases.steering.releasing import change_release, release_page
from fardplan.usecases.steering.workbench import workbench, workbench_list
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.release import ReleaseKind
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.workbench.asking import question
from fardplan.web.workbench.bench import bench_page
from fardplan.web.workbench.candidate import candidate_page, comparison_page, proposed_words
from fardplan.web.workbench.forms import EditForm, ReasonsForm, ReleaseForm
from fardplan.web.workbench.overview import overview_page
from fardplan.web.workbench.release import release_values


@require_GET
@signed_in
def milestones(request: WorkRequest) -> HttpResponse:
    """Every milestone, with what can be told of it."""
    found = workbench_list(home(), actor=request.actor, today=request.today)
    return render_page(
        request, "web/workbench/milestones.html", {"areas": overview_page(found, request.language)}
    )


@require_GET
@signed_in
def milestone(request: WorkRequest, key: str) -> HttpResponse:
    """A milestone on the workbench; htmx takes the part that a move changes, others the whole page."""
    asked = question(key, request.GET)
    found = workbench(home(), key, asked.asked, actor=request.actor, today=request.today)
    meant = replace(asked, asked=found.asked)
    if asked.asked.move is not None and not request.htmx:
        return HttpResponseRedirect(meant.address)
    values = bench_page(found, meant, request.language) | {"form": ReasonsForm()}
    if not request.htmx:
        return render_page(request, "web/workbench/milestone.html", values)
    answer = render_page(request, "web/workbench/bench.html", values | {"by_htmx": True})
    answer["HX-Replace-Url"] = meant.address
    return answer


@require_POST
@signed_in
def keep(request: WorkRequest, key: str) -> HttpResponse:
    """Keep the level and year that the form carries."""
    asked = question(key, request.POST)
    form = ReasonsForm(request.POST)
    if form.is_valid():
        with told_in(form):
            kept = keep_candidate(
                home(), key, asked.asked, **form.cleaned_data, actor=request.actor, today=request.today
            )
            return done(
                request,
                message("“{name}” is kept."),
                "web:workbench-candidate",
                key,
                kept.number,
                name=kept.name,
            )
    found = workbench(home(), key, asked.asked, actor=request.actor, today=request.today)
    values = bench_page(found, asked, request.language) | {"form": form}
    return render_page(request, "web/workbench/milestone.html", values)


@signed_in
def candidate(request: WorkRequest, key: str, number: int) -> HttpResponse:
    """A kept candidate: its reasons, what was told when it was kept and what is told today."""
    form = None
    if request.method == "POST":
        form = EditForm(request.POST)
        if form.is_valid():
            with told_in(form):
                edit_candidate(key, number, **form.cleaned_data, actor=request.actor, today=request.today)
                return done(
                    request, message("The reasons are saved."), "web:workbench-candidate", key, number
                )
    found = one_candidate(home(), key, number, actor=request.actor, today=request.today)
    values = candidate_page(found, form, request.language)
    values["may_read_case"] = can_read_cases(request.actor)
    return render_page(request, "web/workbench/candidate.html", values)


MOVES = {"lagg-undan": CandidateMove.DROP, "ta-upp": CandidateMove.TAKE_UP, "foresla": CandidateMove.PROPOSE}
DONE = {
    CandidateMove.DROP: message("It is put aside. It can be taken up again."),
    CandidateMove.TAKE_UP: message("It is taken up again."),
}


@require_POST
@signed_in
def move(request: WorkRequest, key: str, number: int, move: str) -> HttpResponse:
    """Put a candidate aside, take it up again, or make it a proposal."""
    wanted = MOVES.get(move)
    if wanted is None:
        raise NotFoundError(Sentence("a candidate cannot be moved so: '{move}'", move=move))
    revision = _whole(request.POST.get("revision", ""))
    if wanted is CandidateMove.PROPOSE:
        proposed = propose_candidate(
            home(), key, number, revision=revision, actor=request.actor, today=request.today
        )
        told = proposed_words(proposed, request.language)
    else:
        move_candidate(key, number, wanted, revision=revision, actor=request.actor, today=request.today)
        told = translate(DONE[wanted], request.language)
    return done(request, "{told}", "web:workbench-candidate", key, number, told=told)


@require_GET
@signed_in
def compare(request: WorkRequest, key: str) -> HttpResponse:
    """Two kept candidates side by side (`?a=1&b=2`, or `?k=1&k=2` from ticked boxes)."""
    ticked = request.GET.getlist("k") or [request.GET.get("a", ""), request.GET.get("b", "")]
    if len(ticked) != 2:
        raise InputError(
            Sentence("two candidates are compared, no more and no fewer"),
            instead=Sentence("Go back and tick two of them."),
        )
    first, second = map(_whole, ticked)
    found = compare_candidates(home(), key, first, second, actor=request.actor, today=request.today)
    return render_page(request, "web/workbench/compare.html", comparison_page(found, request.language))


@signed_in
def release(request: WorkRequest, key: str) -> HttpResponse:
    """What of a milestone's years to come is public, and the form that changes it."""
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            opened = request.POST.get("do") != "withdraw"
            change_release(
                key,
                [ReleaseKind(kind) for kind in form.cleaned_data["kinds"]],
                released=opened,
                why=form.cleaned_data["why"],
                actor=request.actor,
                today=request.today,
            )
            return done(request, RELEASED if opened else WITHDRAWN, "web:workbench-release", key)
    found = release_page(home(), key, actor=request.actor, today=request.today)
    values = release_values(found, request.language) | {"form": form}
    return render_page(request, "web/workbench/release.html", values)


RELEASED = message("It is released. The public sees it from the next publication on.")
WITHDRAWN = message("It is withdrawn. It leaves the public site with the next publication.")


def _whole(text: str) -> int:
    """A number of a row that a form or an address carries."""
    try:
        return int(text)
    except ValueError as error:
        raise InputError(Sentence("'{text}' is not a number", text=text)) from error
