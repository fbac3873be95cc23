"""Django's templates on their own: no settings, no database, no addresses from a framework."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.template import Context, Engine

HERE = Path(__file__).parent
TEMPLATES = (HERE / "templates", HERE.parent / "presentation" / "templates")


class TemplateNameError(LookupError):
    """A template asked for something that its page does not give."""


class Refused(str):
    """Stands where Django would write nothing for a name it does not know: a hole is never published."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise TemplateNameError(f"the template asks for '{name}', which its page does not give")


@cache
def engine() -> Engine:
    """`debug` costs little on a site of this size; a broken template names its line, and coverage counts."""
    return Engine(
        dirs=[str(folder) for folder in TEMPLATES],
        builtins=["fardplan.portal.tags", "fardplan.portal.links"],
        autoescape=True,
        debug=True,
        string_if_invalid=Refused("%s"),
    )


def render(template: str, values: Mapping[str, object]) -> str:
    """The finished page. Raises `TemplateNameError` for a name that `values` lacks."""
    return engine().get_template(template).render(Context(dict(values), use_l10n=False, use_tz=False))
