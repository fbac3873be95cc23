"""Errors as pages: where, what, what there is instead, and what became of what was on its way."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fardplan.presentation.sentences import Sentence, begun, said_in
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.errors import (
    FardplanError,
    InputError,
    NotCleared,
    NotFoundError,
    PermissionDenied,
    RuleError,
    SourceError,
    StorageError,
)
from fardplan.vocabulary.text import Language

LOG = logging.getLogger(__name__)

PAGES: tuple[tuple[type[FardplanError], int, str], ...] = (
    (PermissionDenied, 403, message("You may not do this")),
    (NotFoundError, 404, message("It is not there")),
    (RuleError, 409, message("It cannot be done now")),
    (InputError, 422, message("It could not be understood")),
    (NotCleared, 409, message("It is not cleared for others")),
    (StorageError, 503, message("The city's folder could not be used")),
    (SourceError, 502, message("A source gave no answer")),
    (FardplanError, 409, message("It could not be done")),
)


def told(request: HttpRequest, error: FardplanError) -> HttpResponse:
    """The page of an error that a use case raised."""
    status, title = next((status, title) for kind, status, title in PAGES if isinstance(error, kind))
    language = _language(request)
    values = {
        "heading": translate(title, language),
        "where": error.where,
        "what": begun(said_in(_to_whom(error), language)),
        "instead": said_in(error.instead or "", language),
        "outcome": said_in(error.outcome or "", language),
    }
    return render(request, "web/shell/error.html", values, status=status)


def _to_whom(error: FardplanError) -> str:
    """What an error says; of what a person may not do it speaks to that person, who reads the page."""
    what = error.what
    if isinstance(error, PermissionDenied) and isinstance(what, Sentence) and "name" in what.values:
        return Sentence(what.message, **{**what.values, "name": Sentence(message("you"))})
    return what


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere."""
    del exception
    return _page(
        request,
        404,
        message("The page does not exist"),
        message("There is nothing at this address."),
        message("It may have moved. The search finds what there is."),
    )


def only_sent(request: HttpRequest) -> HttpResponse:
    """The page for an address that a button sends to, opened as a page: after a new sign-in, say."""
    return _page(
        request,
        405,
        message("There is no page here"),
        message("A button sends to this address. Nothing was changed."),
        message("Go back to the page with the button, and press it again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what a framework refuses, an answer to a sign-in that nobody began, say."""
    del exception
    return _page(
        request,
        403,
        message("You may not do this"),
        message("What was asked for does not belong to anything that was begun here."),
        message("Begin again from the first page."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that did not come from us, or that has lain too long."""
    del reason
    return _page(
        request,
        403,
        message("The form is no longer valid"),
        message("The page was open too long, or it was signed in anew elsewhere."),
        message(
            "Go back, load the page again and send it once more. What you typed is still in the browser."
        ),
    )


def unreachable(request: HttpRequest) -> HttpResponse:
    """The page for a database that does not answer, or that others are writing to for too long."""
    LOG.error("The database did not answer: %s", request.path, exc_info=True)
    return _alone(
        _language(request),
        503,
        message("The database did not answer in time"),
        message("Nothing was changed. Go back and send it again: what you typed is still in the browser."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours: it needs neither database nor session."""
    return _alone(
        _language(request),
        500,
        message("Something went wrong here"),
        message("The fault is in the program and has been noted. What was saved before is as it was."),
    )


def _page(request: HttpRequest, status: int, heading: str, what: str, instead: str) -> HttpResponse:
    language = _language(request)
    values = {
        "heading": translate(heading, language),
        "where": None,
        "what": translate(what, language),
        "instead": translate(instead, language),
        "outcome": "",
    }
    return render(request, "web/shell/error.html", values, status=status)


def _alone(language: Language, status: int, heading: str, what: str) -> HttpResponse:
    from_us = {
        "language": language,
        "heading": translate(heading, language),
        "what": translate(what, language),
    }
    return HttpResponse(render_to_string("web/shell/broken.html", from_us), status=status)


def _language(request: HttpRequest) -> Language:
    found: Language = getattr(request, "language", "sv")
    return found
