"""The form of what a report is made of, which stands in its address."""

from datetime import date
from typing import Any

from django import forms

from fardplan.presentation.sentences import begun, said_in
from fardplan.usecases.reporting.order import day_of
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import LANGUAGES
from fardplan.web.people.forms import LANGUAGE_NAMES, DayField
from fardplan.web.shell.words import lazy_message, spoken

HEAD = ("dnr", "office", "officer", "phone")


class OrderForm(forms.Form):
    """The day, the language and the head of a report. What is left out is today and the page's language."""

    refused = lazy_message("The report was not made")
    as_of = DayField(
        label=lazy_message("As of"),
        help_text=lazy_message("The report tells what was known on that day."),
        required=False,
    )
    since = DayField(
        label=lazy_message("Mark what has changed since"),
        help_text=lazy_message("A day: what the report of that day did not say is marked."),
        required=False,
    )
    language = forms.ChoiceField(
        label=lazy_message("Language of the report"),
        choices=[(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
        required=False,
    )
    short = forms.BooleanField(label=lazy_message("The short form, on two pages"), required=False)
    dnr = forms.CharField(label=lazy_message("Registration number (dnr)"), required=False, max_length=60)
    office = forms.CharField(label=lazy_message("Administration or office"), required=False, max_length=120)
    officer = forms.CharField(label=lazy_message("Officer"), required=False, max_length=120)
    phone = forms.CharField(label=lazy_message("Telephone"), required=False, max_length=40)

    def __init__(self, data: Any, *, today: date, has_short: bool) -> None:
        sent = data.copy()
        sent.setdefault("language", spoken())
        super().__init__(sent)
        self._today = today
        if not has_short:
            del self.fields["short"]

    def clean_as_of(self) -> date:
        return self._come("as_of")

    def clean_since(self) -> date | None:
        return self._come("since") if self.cleaned_data["since"] else None

    def _come(self, name: str) -> date:
        try:
            return day_of(self.cleaned_data[name], self._today)
        except InputError as error:
            raise forms.ValidationError(begun(said_in(error.what, spoken())), code="ahead") from error

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or spoken()
