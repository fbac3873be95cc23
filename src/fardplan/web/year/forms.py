"""Forms of the year: days, comments, decisions, corrections."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from fardplan.boards.chain import ItemKind
from fardplan.boards.cycle import StepDays
from fardplan.boards.follow_up import ACTIVITY_NAMES, ActivityState, Told, asked_of
from fardplan.presentation.translations import translate
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.usecases.year.told import TakenDecision
from fardplan.vocabulary.text import Language
from fardplan.web.follow_up.shown import LABELS
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


class DayField(forms.DateField):
    """A day, as browsers send it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": lazy_message("Write the day as 2027-05-01.")},
            **options,
        )


class TextForm(WorkForm):
    """What an organisation says as a whole."""

    text = forms.CharField(
        label=lazy_message("The report as a whole"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(WorkForm):
    """A decision that a body took, and what was said with it."""

    body = forms.CharField(label=lazy_message("Who decided"), max_length=200)
    day = DayField(label=lazy_message("Day of the decision"))
    paragraph = forms.CharField(label=lazy_message("Paragraph (§)"), max_length=40)
    dnr = forms.CharField(label=lazy_message("Registration number (dnr)"), max_length=80)

    @property
    def decision(self) -> TakenDecision:
        told = self.cleaned_data
        return TakenDecision(told["body"], told["day"], told["paragraph"], told["dnr"])


class CommentForm(WorkForm):
    """Why something is returned; after the board's meeting, when it meets next."""

    comment = forms.CharField(
        label=lazy_message("What is to be changed"), widget=forms.Textarea(attrs={"rows": 4})
    )
    meeting = DayField(
        label=lazy_message("The board's next meeting"),
        help_text=lazy_message("Needed after the meeting: the text is locked until there is a new one."),
        required=False,
    )


class ReopenForm(DecisionForm):
    """A decision that sends back what a board had decided."""

    comment = forms.CharField(
        label=lazy_message("What is to be changed"), widget=forms.Textarea(attrs={"rows": 4})
    )
    meeting = DayField(label=lazy_message("The board's next meeting"), required=False)


class ReopenYearForm(DecisionForm):
    """A decision that opens a closed year again."""

    why = forms.CharField(label=lazy_message("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class CloseYearForm(WorkForm):
    """Why a year is closed without what was never decided."""

    why = forms.CharField(
        label=lazy_message("Why the year is closed without it"), widget=forms.Textarea(attrs={"rows": 3})
    )


class MeetingForm(WorkForm):
    """The day when the board meets."""

    meeting = DayField(
        label=lazy_message("The board meets"),
        help_text=lazy_message("Texts are to be ready in time before, and the step locks after the meeting."),
        required=False,
    )


class LateForm(WorkForm):
    """Until when something may come late, and why."""

    until = DayField(label=lazy_message("May come until"))
    why = forms.CharField(label=lazy_message("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class DaysForm(WorkForm):
    """The days of a step."""

    per = DayField(label=lazy_message("Figures are per"), required=False)
    opens = DayField(label=lazy_message("Writing begins"))
    ready_by = DayField(label=lazy_message("Last day for texts"))
    decided_from = DayField(label=lazy_message("Boards decide from"))
    decided_by = DayField(label=lazy_message("Boards decide by"))
    days_before_meeting = forms.IntegerField(
        label=lazy_message("Days before a board's meeting that texts are ready"), min_value=0, max_value=60
    )
    why = forms.CharField(label=lazy_message("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    def days(self, step: StepDays) -> StepDays:
        """The step with the days that were given."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "why"}
        return replace(step, **given)


class OpeningForm(WorkForm):
    """What is to come along into a new year."""

    council = forms.BooleanField(
        label=lazy_message("The council's goals, indicators and activities"), required=False, initial=True
    )
    plans = forms.BooleanField(label=lazy_message("What goes on in the plans"), required=False, initial=True)


class MergerForm(DecisionForm):
    """The decision by which a board takes over, and whether roles and what the council asks come along."""

    grants = forms.BooleanField(
        label=lazy_message("Who writes, approves and records for the old boards does so for the new one"),
        required=False,
        initial=True,
    )
    council = forms.BooleanField(
        label=lazy_message("What the council asks of the old boards is asked of the new one"),
        required=False,
        initial=True,
    )


_NUMBERS = ("outcome", "women", "men")


class CorrectionForm(DecisionForm):
    """What is told of a thing, to be corrected by decision: the fields that are asked of it."""

    why = forms.CharField(label=lazy_message("Why it is corrected"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, data: Any = None, *, kind: ItemKind, by_sex: bool, language: Language, **options: Any
    ) -> None:
        super().__init__(data, **options)
        asked = asked_of(kind, individual=by_sex)
        made = {name: _field(name, language) for name in asked}
        self.fields = made | self.fields

    def told(self, was: Told) -> Told:
        """What is told after the correction."""
        changes: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name == "judgement":
                changes[name] = Judgement(value) if value else None
            elif name == "activity":
                changes[name] = ActivityState(value) if value else None
            elif name in (*_NUMBERS, "new_end"):
                changes[name] = value
            elif name in ("text", "missing_why", "stopped_why"):
                changes[name] = value.replace("\r\n", "\n")
        return replace(was, **changes)


def _field(name: str, language: Language) -> forms.Field:
    label = translate(LABELS[name], language)
    if name in _NUMBERS:
        return forms.FloatField(label=label, required=False, localize=True)
    if name == "judgement":
        return forms.ChoiceField(label=label, choices=_choices(JUDGEMENTS, language), required=False)
    if name == "activity":
        return forms.ChoiceField(label=label, choices=_choices(ACTIVITY_NAMES, language), required=False)
    if name == "new_end":
        return DayField(label=label, required=False)
    rows = 4 if name == "text" else 2
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), required=False)


def _choices(names: Mapping[Any, str], language: Language) -> list[tuple[str, str]]:
    return [("", "–"), *((str(key), translate(words, language)) for key, words in names.items())]
