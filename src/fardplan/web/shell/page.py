"""How a page of the workspace is written: a view that is `signed_in`, one use case, one template.

    @signed_in
    def board(request: WorkRequest, year: int, key: str) -> HttpResponse:
        plan = board_plan(request.actor, key, year, today=request.today)
        return render_page(request, "web/plans/board.html", {"plan": plan})

What a use case refuses (the `FardplanError` family) needs no handling: it becomes a page that says where,
what, what there is instead and what became of it. A view with a form keeps what was typed:

    @signed_in
    def answer(request: WorkRequest, key: str) -> HttpResponse:
        form = AnswerForm(request.POST or None, initial=…)
        if request.method == "POST" and form.is_valid():
            with told_in(form):
                save_answer(request.actor, key, **form.cleaned_data, today=request.today)
                return done(request, message("The answer is saved."), "web:plans-board", year, key)
        return render_page(request, "web/plans/answer.html", {"form": form})
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse

from fardplan.presentation.translations import translate
from fardplan.usecases.keeping import reading
from fardplan.usecases.people.acting import actor_of
from fardplan.web.shell.clock import today
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.second_factor import missing

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people with an account: the view gets `request.actor`, with what they may do today."""

    @wraps(view)
    def guarded(request: WorkRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.today = today()
        with reading():
            request.actor = actor_of(request.user.pk, on=request.today)
            if missing(request, request.actor):
                return redirect_to_login(request.get_full_path(), reverse("mfa_activate_totp"))
            return view(request, *args, **kwargs)

    return guarded


def render_page(
    request: WorkRequest, template: str, values: Mapping[str, Any] | None = None, *, status: int | None = None
) -> HttpResponse:
    """The page of a template that extends `web/base.html`, or a part of one for htmx.

    The status is 200; where `values` has a form that could not be saved it is 422, or 409 when somebody else
    had saved first.
    """
    values = values or {}
    return render(request, template, dict(values), status=status or _status(values))


def _status(values: Mapping[str, Any]) -> int:
    forms = [value for value in values.values() if isinstance(value, BaseForm)]
    if any(isinstance(form, WorkForm) and form.conflict for form in forms):
        return 409
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


def done(request: WorkRequest, message: str, to: str, *args: Any, **values: object) -> HttpResponse:
    """On to another page (its name, with `args`) after something was done, which that page then says.

    `message` is marked as one (`message("Saved.")`); `values` fill it.
    """
    messages.success(request, translate(message, request.language, **values))
    return HttpResponseRedirect(resolve_url(to, *args))
