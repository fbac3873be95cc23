"""The few pages of signing in that are not allauth's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

View = Callable[..., HttpResponse]


def closed(request: HttpRequest) -> HttpResponse:
    """Where allauth would let people sign up: an administrator makes accounts here."""
    return render(request, "account/signup_closed.html", status=403)


def limited(request: HttpRequest) -> HttpResponse:
    """Too many attempts in a short time."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = "900"
    return answer


def onward(view: View) -> View:
    """Sends people on to a provider by a page of ours.

    A form may lead to our own pages alone (`form-action 'self'`), and browsers hold that against the redirect
    that answers it, too: so the answer is a page that goes on by itself, with a link.
    """

    @wraps(view)
    def sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseRedirect) or answer.url.startswith("/"):
            return answer
        page = render(request, "socialaccount/onward.html", {"to": answer.url})
        page.headers["Refresh"] = f"0; url={answer.url}"
        return page

    return sent
