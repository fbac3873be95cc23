"""What happens around every view: the language, the protecting headers, errors told as pages."""

from collections.abc import Callable

from django.conf import settings
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from fardplan.vocabulary.errors import FardplanError
from fardplan.vocabulary.text import LANGUAGES, Language
from fardplan.web.shell.errors import only_sent, told, unreachable

LANGUAGE_COOKIE = "fardplan_language"

Answer = Callable[[HttpRequest], HttpResponse]


class ProtectingHeaders:
    """Puts the protecting headers on every answer, and keeps pages about the city's work out of caches."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for name, value in settings.PROTECTING_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def chosen_language(request: HttpRequest) -> Language:
    """The language that the person has chosen; Swedish where none was."""
    wanted = request.COOKIES.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == wanted), "sv")


class SpokenLanguage:
    """Sets `request.language`, for our own texts and for those of the frameworks."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ToldErrors:
    """Turns what a use case refuses into a page with where, what, what instead and what became of it."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        return only_sent(request) if isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, FardplanError):
            return told(request, exception)
        if isinstance(exception, OperationalError):
            return unreachable(request)
        return None
