"""The page that tells who may do what, drawn from the rules themselves."""

from dataclasses import dataclass

from django.http import HttpResponse

from fardplan.presentation.roles import role_meaning, role_word
from fardplan.presentation.translations import message, translate
from fardplan.usecases.actors import Role
from fardplan.usecases.permissions import PARTS, Reach, Right, reach
from fardplan.vocabulary.text import Language
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest

WORDS = {
    Reach.NO: ("dash", message("no")),
    Reach.YES: ("full", message("yes")),
    Reach.ORGANISATION: ("half", message("own organisation")),
    Reach.TARGET_AREA: ("half", message("own target area")),
    Reach.WHOLE: ("decided", message("whole city")),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell: the shape and the word of how far a role reaches."""

    role: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Group:
    words: str
    lines: tuple[Line, ...]


@signed_in
def overview(request: WorkRequest) -> HttpResponse:
    """Who may do what."""
    language = request.language
    values = {
        "roles": [(role_word(role, language), role_meaning(role, language)) for role in Role],
        "groups": tuple(
            Group(
                translate(part.words, language),
                tuple(_line(right, language) for right in part.rights),
            )
            for part in PARTS
        ),
    }
    return render_page(request, "web/people/permissions.html", values)


def _line(right: Right, language: Language) -> Line:
    marks = []
    for role in Role:
        shape, word = WORDS[reach(right, role)]
        marks.append(Mark(role_word(role, language), shape, translate(word, language)))
    return Line(translate(right.words, language), tuple(marks))
