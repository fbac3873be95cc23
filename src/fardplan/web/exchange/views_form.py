"""A board's form in Excel: taken away, brought back, and what it would change."""

from django.http import HttpResponse
from django.urls import reverse

from fardplan.presentation.translations import message
from fardplan.usecases.exchange.form_loading import load_form
from fardplan.usecases.exchange.form_looking import look_at_form
from fardplan.usecases.exchange.forms import bring_form, fetch_form, form_page
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.web.exchange.forms import FilledForm, tell_faults
from fardplan.web.lists.listing import XLSX
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@signed_in
def page(request: WorkRequest, year: int, step: str, key: str) -> HttpResponse:
    """Where the form is taken away, and brought back."""
    found = form_page(request.actor, year, step, key)
    form = FilledForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            number = bring_form(
                request.actor, year, step, key, brought.read(), brought.name, today=request.today
            )
        except (InputError, RuleError) as error:
            tell_faults(form, error)
        else:
            return done(request, message("The form has been read."), "web:exchange-filled", number)
    return render_page(request, "web/exchange/form.html", {"found": found, "form": form})


@signed_in
def fetch(request: WorkRequest, year: int, step: str, key: str) -> HttpResponse:
    """The form itself."""
    fetched = fetch_form(
        request.actor, home(), year, step, key, today=request.today, language=request.language
    )
    answer = HttpResponse(fetched.content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{fetched.name}"'
    return answer


CHOICE = "val-"
"""How the names of the choices begin in what is sent."""


class LoadForm(WorkForm):
    """A yes to what a form would change; the choices are read from what was sent."""


@signed_in
def look(request: WorkRequest, number: int) -> HttpResponse:
    """What a form would change, beside what others did meanwhile; and a yes to it."""
    form = LoadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            loaded = load_form(
                request.actor,
                home(),
                number,
                choices=_choices(request),
                seen=request.POST.get("seen", ""),
                today=request.today,
            )
            return done(
                request,
                message("The form is loaded: {changed} changed, {added} new."),
                "web:exchange-filled",
                number,
                changed=loaded.changed,
                added=loaded.added,
            )
    found = look_at_form(request.actor, home(), number, today=request.today)
    back = reverse("web:exchange-form", args=[found.file.year, found.step.days.key, found.board.key])
    values = {"look": found, "form": form, "back": back, "chosen": _choices(request)}
    return render_page(request, "web/exchange/filled.html", values)


def _choices(request: WorkRequest) -> dict[str, str]:
    """What a person chose where two had changed the same, by row and field."""
    sent = request.POST
    return {name.removeprefix(CHOICE): sent[name] for name in sent if name.startswith(CHOICE)}
