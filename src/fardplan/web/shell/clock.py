"""Which day it is in the workspace: today, or the day that a demonstration stands on."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError

AS_OF = "per"


def today() -> date:
    """Today in the city's time zone, or the day that FARDPLAN_TODAY says."""
    return date.fromisoformat(settings.TODAY) if settings.TODAY else localdate()


def is_set() -> bool:
    """Whether the day is one that somebody has set, which the pages then say."""
    return bool(settings.TODAY)


def now() -> datetime:
    """The moment, for what is timed to the minute; on a set day it is the clock's time of that day."""
    moment = datetime.now().astimezone()
    return datetime.combine(today(), moment.timetz())


def as_of(request: HttpRequest) -> date | None:
    """The day that the address asks about (`?per=2027-05-01`); None asks about today.

    Raises `InputError` for what is no day.
    """
    asked = request.GET.get(AS_OF, "").strip()
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError as error:
        raise InputError(
            Sentence("'{asked}' is not a day", asked=asked),
            instead=Sentence("Write for example 2027-05-01."),
        ) from error
