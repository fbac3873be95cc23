"""The forms of units."""

from datetime import date
from typing import Any

from django import forms

from fardplan.web.people.forms import DayField, Why
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


class NewUnit(WorkForm):
    """A unit's name and first day."""

    name = forms.CharField(
        label=lazy_message("The unit's name"),
        help_text=lazy_message("As people know it: a school, a division, an office."),
        max_length=200,
    )
    valid_from = DayField(label=lazy_message("From"))

    def __init__(self, *arguments: Any, today: date, **values: Any) -> None:
        super().__init__(*arguments, initial={"valid_from": today}, **values)


class LastDay(Why):
    """A unit's last day, and why it ends."""

    day = DayField(label=lazy_message("Last day"))
    field_order = ("day", "why")
