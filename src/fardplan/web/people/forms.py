"""The forms of accounts, roles and one's own page."""

from datetime import date
from typing import Any

from django import forms

from fardplan.presentation.roles import role_meaning, role_word
from fardplan.usecases.actors import Role
from fardplan.usecases.people.grants import Choices
from fardplan.usecases.people.leave import Leave
from fardplan.usecases.people.told import Person
from fardplan.vocabulary.text import LANGUAGES
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message, spoken

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2027-05-01."""

    def __init__(self, **values: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d"],
            **values,
        )


class Who(WorkForm):
    """Name and address of a person."""

    first_name = forms.CharField(label=lazy_message("First name"), max_length=60)
    last_name = forms.CharField(label=lazy_message("Last name"), max_length=60)
    email = forms.EmailField(label=lazy_message("E-mail address"), max_length=254)


class Corrected(Who):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class NewPerson(Who):
    language = forms.ChoiceField(
        label=lazy_message("Language of pages and letters"),
        choices=[(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
    )


class Why(WorkForm):
    why = forms.CharField(
        label=lazy_message("Why"),
        help_text=lazy_message("It stands in the log, beside your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class NewGrant(WorkForm):
    """A role for an organisation and a target area, from a day to another."""

    role = forms.ChoiceField(label=lazy_message("Role"), widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label=lazy_message("For"), required=False)
    target_area = forms.ChoiceField(label=lazy_message("In the target area"), required=False)
    valid_from = DayField(label=lazy_message("From"))
    valid_to = DayField(
        label=lazy_message("To"),
        help_text=lazy_message("The last day, if there is one: a term of office, say."),
        required=False,
    )
    why = forms.CharField(label=lazy_message("Why"), required=False, max_length=1000)

    def __init__(self, *arguments: Any, choices: Choices, today: date, **values: Any) -> None:
        super().__init__(*arguments, initial={"valid_from": today}, **values)
        language = spoken()
        self._choose("role", [(role.value, _role(role)) for role in Role])
        self._choose(
            "organisation",
            [
                ("", str(lazy_message("the whole city"))),
                *((key, name.in_language(language)) for key, name in choices.organisations),
            ],
        )
        self._choose(
            "target_area",
            [
                ("", str(lazy_message("all target areas"))),
                *((key, name.in_language(language)) for key, name in choices.target_areas),
            ],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _role(role: Role) -> str:
    return f"{role_word(role, spoken())}: {role_meaning(role, spoken())}"


class HandOver(WorkForm):
    items = forms.MultipleChoiceField(
        label=lazy_message("What is handed over"), widget=forms.CheckboxSelectMultiple
    )
    to = forms.ChoiceField(label=lazy_message("To"))

    def __init__(
        self,
        *arguments: Any,
        items: list[tuple[str, str]],
        successors: tuple[tuple[int, str], ...],
        **values: Any,
    ) -> None:
        super().__init__(*arguments, **values)
        for name, choices in (
            ("items", items),
            ("to", [("", ""), *((str(n), name) for n, name in successors)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class Choosing(WorkForm):
    language = forms.ChoiceField(
        label=lazy_message("Language of pages and letters"),
        choices=[(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
    )
    reminders = forms.BooleanField(
        label=lazy_message("Remind me by e-mail of what I owe"),
        help_text=lazy_message("At most one letter a day, and none while you are away."),
        required=False,
    )


class LeaveForm(WorkForm):
    first_day = DayField(label=lazy_message("First day away"))
    last_day = DayField(label=lazy_message("Last day away"))
    deputy = forms.ChoiceField(
        label=lazy_message("Deputy"),
        help_text=lazy_message("May do what you may meanwhile, and is told so. Your own roles stay yours."),
        required=False,
    )

    def __init__(self, *arguments: Any, deputies: tuple[tuple[int, str], ...], **values: Any) -> None:
        super().__init__(*arguments, **values)
        field = self.fields["deputy"]
        assert isinstance(field, forms.ChoiceField)
        nobody = ("", str(lazy_message("nobody")))
        field.choices = [nobody, *((str(number), name) for number, name in deputies)]

    def leave(self) -> Leave:
        """The leave as it was filled in."""
        sent = self.cleaned_data
        return Leave(sent["first_day"], sent["last_day"], int(sent["deputy"]) if sent["deputy"] else None)


def leave_as_it_is(person: Person, today: date) -> dict[str, object]:
    """What the form about a person's leave begins with."""
    return {
        "first_day": person.away_from or today,
        "last_day": person.away_to,
        "deputy": str(person.deputy or ""),
    }
