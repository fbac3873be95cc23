"""The pages of reports: which there are, what they are made of, and one that is read."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from fardplan.usecases.reporting.desk import kinds_for, may_load, subjects_for
from fardplan.usecases.reporting.kinds import kind_named
from fardplan.usecases.reporting.order import Subject
from fardplan.vocabulary.text import Text
from fardplan.web.lists.columns import Column
from fardplan.web.lists.listing import Listing
from fardplan.web.reports.addresses import address_of
from fardplan.web.reports.formats import FORMATS
from fardplan.web.reports.reading import read
from fardplan.web.shell.home import home
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message

FEW = 8
"""So many subjects stand on the page of all kinds; where there are more they have a list of their own."""


@require_GET
@signed_in
def kinds(request: WorkRequest) -> HttpResponse:
    """The kinds of reports that the person may make, with what each can be made of."""
    found = kinds_for(request.actor, home(), today=request.today)
    values = {
        "may_load": may_load(request.actor),
        "offered": [
            {
                "kind": item.kind,
                "whole": item.is_of_the_whole,
                "own": _links(item.kind.key, item.own),
                "links": _links(item.kind.key, item.others),
                "count": len(item.subjects),
                "many": len(item.subjects) > FEW,
            }
            for item in found
        ],
    }
    return render_page(request, "web/reports/kinds.html", values)


@require_GET
@signed_in
def subjects(request: WorkRequest, key: str) -> HttpResponse:
    """What a kind can be made of, as a list to search in."""
    found = subjects_for(request.actor, home(), key, today=request.today)
    listing = Listing[Subject](
        request,
        found.subjects,
        name=key,
        title=found.kind.name.in_language(request.language),
        columns=(
            Column("namn", lazy_message("What it is about"), lambda row: row.name, href=_href(key)),
            *(_file_column(key, ending) for ending in FORMATS),
        ),
        search=lambda row: f"{row.name.sv} {row.name.en or ''} {row.key}",
    )
    if listing.wanted:
        return listing.download()
    values = {"kind": found.kind, "own": found.own, "listing": listing}
    return render_page(request, "web/reports/subjects.html", values)


@signed_in
def one(request: WorkRequest, key: str) -> HttpResponse:
    """A report of a subject; without one, on to what it can be made of."""
    if "for" in request.GET:
        return read(request, kind_named(key))
    found = subjects_for(request.actor, home(), key, today=request.today)
    if found.is_of_the_whole:
        return read(request, found.kind)
    return HttpResponseRedirect(reverse("web:reports-subjects", args=[key]))


def _links(key: str, of: Sequence[Subject]) -> list[tuple[Text, str]]:
    return [(subject.name, address_of(key, subject.key)) for subject in of]


def _file_column(key: str, ending: str) -> Column[Subject]:
    words = FORMATS[ending].words
    return Column(ending, words, lambda _: words, href=_href(key, fil=ending), sorts=False)


def _href(key: str, **asked: str) -> Callable[[Subject], str]:
    return lambda row: address_of(key, row.key, **asked)
