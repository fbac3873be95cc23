"""What the common template needs, given to every page: those of the sign-in too."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from fardplan.presentation.periods import date_text
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.acting import actor_of
from fardplan.vocabulary.text import LANGUAGES, Language
from fardplan.web.shell import clock
from fardplan.web.shell.assets import assets
from fardplan.web.shell.home import demonstrates
from fardplan.web.shell.menu import menu

LANGUAGE_NAMES: dict[Language, str] = {"sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    language: Language
    name: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """The values of `web/base.html`; `actor` is None where nobody is signed in."""
    language: Language = getattr(request, "language", "sv")
    actor = _actor(request)
    match = request.resolver_match
    here = (match.url_name or "") if match else ""
    held = assets()
    return {
        "language": language,
        "actor": actor,
        "menu": menu(actor, language, here) if actor else (),
        "here": request.get_full_path(),
        "others": tuple(OtherLanguage(one, LANGUAGE_NAMES[one]) for one in LANGUAGES if one != language),
        "demonstration": demonstrates(),
        "set_day": date_text(clock.today(), language) if clock.is_set() else "",
        "sheet": _address(held.sheet),
        "font": _address(held.font),
        "icon": _address(held.mark),
        "scripts": (_address(held.htmx), _address(held.script)),
    }


def _actor(request: HttpRequest) -> Actor | None:
    """Who is signed in, on pages too that need nobody to be: an error, the account's own."""
    found: Actor | None = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    if found is None and user is not None and user.is_authenticated:
        return actor_of(user.pk, on=clock.today())
    return found


def _address(name: str) -> str:
    return reverse("web:shell-asset", args=[name])
