"""A request as the workspace's views get it."""

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from fardplan.usecases.actors import Actor
from fardplan.vocabulary.text import Language


class WorkRequest(HttpRequest):
    """`language` is on every request; `actor` and `today` where a view is `signed_in`."""

    language: Language
    actor: Actor
    today: date
    htmx: HtmxDetails
