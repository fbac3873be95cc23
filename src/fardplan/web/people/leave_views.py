"""Leave that one registers for somebody else, who has fallen ill, say: who they are, and their leave."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from fardplan.presentation.translations import message
from fardplan.usecases.people import letters
from fardplan.usecases.people.leave import leave_page, people_to_register, take_leave
from fardplan.web.people.forms import LeaveForm, leave_as_it_is
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest

TOLD = message("The leave is registered, and those it concerns are told.")
NOT_TOLD = message("The leave is registered. Not everybody could be told by letter: tell them yourself.")


@signed_in
def people(request: WorkRequest) -> HttpResponse:
    """Those whose leave one may register, those who are away first."""
    found = people_to_register(request.actor, today=request.today)
    rows = [(one, one.away_to is not None and one.away_to >= request.today) for one in found]
    rows.sort(key=lambda row: not row[1])
    return render_page(request, "web/people/away.html", {"rows": rows})


@signed_in
def leave_of(request: WorkRequest, number: int) -> HttpResponse:
    """Register somebody's leave and who stands in."""
    page = leave_page(request.actor, number, today=request.today)
    form = LeaveForm(
        request.POST or None, deputies=page.deputies, initial=leave_as_it_is(page.person, request.today)
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.leave()
        with told_in(form):
            deputy = take_leave(wanted, actor=request.actor, today=request.today, of=number)
            told = letters.tell_absent(page.person, wanted, deputy, request.actor.name)
            if deputy is not None:
                told = letters.tell_deputy(deputy, page.person, wanted) and told
            said = TOLD if told else NOT_TOLD
            return done(request, said, "web:people-away")
    return render_page(request, "web/people/leave_of.html", {"page": page, "form": form})


@require_POST
@signed_in
def came_back(request: WorkRequest, number: int) -> HttpResponse:
    """Take back somebody's leave."""
    take_leave(None, actor=request.actor, today=request.today, of=number)
    return done(request, message("The leave is taken back."), "web:people-away")
