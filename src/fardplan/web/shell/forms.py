"""Forms that look like the rest, keep what was typed, and tell what a use case refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from fardplan.presentation.sentences import error_begun, said_in
from fardplan.vocabulary.errors import EditConflict, FieldConflict, InputError, NotFoundError, RuleError
from fardplan.web.shell.words import spoken


class Rendered(TemplatesSetting):
    """Django's forms in our own templates: `{{ form.title.as_field_group }}` is a whole field."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    def render(self, template_name: str, context: Any, request: HttpRequest | None = None) -> str:
        return super().render(template_name, {"language": spoken(), **context}, request)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed: what each wrote, and as it is read: what is chosen by its words."""

    name: str
    label: str
    base: str
    theirs: str
    yours: str
    theirs_read: str
    yours_read: str
    joins: bool
    """Whether both can stand, one after the other: a text of many lines can."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved first: `differences` stand side by side, a save now starts from `revision`."""

    what: str
    by: str
    revision: int
    differences: tuple[Difference, ...]


class WorkForm(forms.Form):
    """A form of the workspace. `told_in` fills `conflict` when somebody else saved first."""

    conflict: Conflict | None = None

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_chosen(data) if data else data, *args, **kwargs)

    def meet(self, error: EditConflict) -> None:
        """Show both texts, and let the next save start from what was saved since."""
        self.conflict = Conflict(
            what=said_in(error.what, spoken()),
            by=error.by,
            revision=error.revision,
            differences=tuple(self._difference(item) for item in error.fields),
        )
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix("revision")] = str(error.revision)
        self.data = sent

    def _difference(self, item: FieldConflict) -> Difference:
        field = self.fields.get(item.name)
        return Difference(
            name=self.add_prefix(item.name),
            label=str(field.label or item.name) if field else item.name,
            base=item.base or "",
            theirs=item.theirs or "",
            yours=item.yours or "",
            theirs_read=_read(field, item.theirs or ""),
            yours_read=_read(field, item.yours or ""),
            joins=field is not None and isinstance(field.widget, forms.Textarea),
        )


def _read(field: forms.Field | None, value: str) -> str:
    """A value as a person reads it: for keys that were chosen, their words, a line each."""
    if not isinstance(field, forms.ChoiceField):
        return value
    words = dict(_flat(field.choices))
    keys = value.split(", ") if isinstance(field, forms.MultipleChoiceField) else [value]
    return "\n".join(words.get(key, key) for key in keys)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    """Every choice with its words, those in groups too."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from _flat(words)
        else:
            yield str(value), str(words)


THEIRS, YOURS, BOTH = "theirs", "yours", "both"


def _chosen(data: Any) -> Any:
    """What was sent, with what a person chose where two had changed the same field."""
    choices = {name.removeprefix("choice-"): data[name] for name in data if name.startswith("choice-")}
    taken = {name: choice for name, choice in choices.items() if choice in (THEIRS, BOTH)}
    if not taken:
        return data
    copied = data.copy()
    for name, choice in taken.items():
        theirs, yours = data.get(f"theirs-{name}", ""), data.get(name, "")
        copied[name] = theirs if choice == THEIRS else f"{theirs}\n\n{yours}"
    return copied


@contextmanager
def told_in(form: forms.Form) -> Iterator[None]:
    """What a use case refuses inside is told in the form, which keeps what was typed.

    So is a name in the form that leads nowhere. A missing permission is a page of its own.
    """
    try:
        yield
    except EditConflict as error:
        form.add_error(None, error_begun(error, spoken()))
        if isinstance(form, WorkForm):
            form.meet(error)
    except (RuleError, InputError, NotFoundError) as error:
        form.add_error(None, error_begun(error, spoken()))
