"""The few pages of signing in that are not allauth's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def closed(request: HttpRequest) -> HttpResponse:
    """Where allauth would let people sign up: an administrator makes accounts here."""
    return render(request, "account/signup_closed.html", status=403)


def limited(request: HttpRequest) -> HttpResponse:
    """Too many attempts in a short time."""
    return render(request, "429.html", status=429, headers={"Retry-After": "60"})
