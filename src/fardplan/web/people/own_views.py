"""One's own page: language, reminders, leave and deputy, a copy of one's data, its correction."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from fardplan.presentation.roles import role_meaning, role_word
from fardplan.presentation.translations import message
from fardplan.usecases.actors import Role
from fardplan.usecases.people import accounts, letters, own
from fardplan.usecases.people import leave as leaves
from fardplan.vocabulary.text import LANGUAGES
from fardplan.web.people.forms import Choosing, Corrected, LeaveForm, leave_as_it_is
from fardplan.web.people.views import own_lines
from fardplan.web.shell.clock import now
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.middleware import LANGUAGE_COOKIE
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@signed_in
def me(request: WorkRequest) -> HttpResponse:
    """One's own page."""
    mine = own.my_page(request.actor)
    values = {
        "mine": mine,
        "person": mine.person,
        "lines": own_lines(mine.person, request),
        "away": mine.person.is_away(request.today),
        "registers": request.actor.holds_anywhere(Role.ADMINISTRATOR, Role.MANAGER),
        "to_come": mine.person.away_to is not None and mine.person.away_to >= request.today,
        "meanings": {
            item.role: (role_word(item.role, request.language), role_meaning(item.role, request.language))
            for item in mine.person.grants
        },
    }
    return render_page(request, "web/people/me.html", values)


@signed_in
def choose(request: WorkRequest) -> HttpResponse:
    """One's language, and whether reminders come."""
    person = own.my_page(request.actor).person
    form = Choosing(
        request.POST or None, initial={"language": person.language, "reminders": person.reminders}
    )
    if request.method == "POST" and form.is_valid():
        language = next(item for item in LANGUAGES if item == form.cleaned_data["language"])
        with told_in(form):
            own.choose(language, reminders=form.cleaned_data["reminders"], actor=request.actor)
            request.language = language
            answer = done(request, message("Your choices are saved."), "web:people-me")
            answer.set_cookie(
                LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="Lax", secure=request.is_secure()
            )
            return answer
    return render_page(request, "web/people/choose.html", {"form": form})


@signed_in
def leave(request: WorkRequest) -> HttpResponse:
    """When one is away, and who stands in."""
    mine = own.my_page(request.actor)
    form = LeaveForm(
        request.POST or None,
        deputies=mine.deputies,
        initial=leave_as_it_is(mine.person, request.today),
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.leave()
        with told_in(form):
            deputy = leaves.take_leave(wanted, actor=request.actor, today=request.today)
            if deputy is None:
                return done(request, message("Your leave is noted. Nobody stands in."), "web:people-me")
            if letters.tell_deputy(deputy, mine.person, wanted):
                return done(
                    request,
                    message("Your leave is noted, and {name} is told."),
                    "web:people-me",
                    name=deputy.name,
                )
            return done(
                request,
                message("Your leave is noted. No letter could be sent: tell {name} yourself."),
                "web:people-me",
                name=deputy.name,
            )
    return render_page(request, "web/people/leave.html", {"form": form})


@require_POST
@signed_in
def come_back(request: WorkRequest) -> HttpResponse:
    """Take back one's leave."""
    leaves.take_leave(None, actor=request.actor, today=request.today)
    return done(request, message("Your leave is taken back."), "web:people-me")


@signed_in
def correct(request: WorkRequest) -> HttpResponse:
    """Correct one's own name or address; the address opens the account, so it is asked who does it."""
    raise_if_reauthentication_required(request, app="allauth.account")
    person = own.my_page(request.actor).person
    initial = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "revision": person.revision,
    }
    form = Corrected(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            after = accounts.correct_person(person.number, **form.cleaned_data, actor=request.actor)
            letters.tell_moved(person, after)
            return done(request, message("It is corrected."), "web:people-me")
    return render_page(request, "web/people/correct_own.html", {"form": form})


@require_POST
@signed_in
def copy(request: WorkRequest) -> HttpResponse:
    """All that the system has of oneself, as a file."""
    told = own.copy_of_own(request.actor, at=now())
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="mina-uppgifter.json"'
    return answer
