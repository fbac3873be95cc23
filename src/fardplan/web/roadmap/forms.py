"""Forms of the roadmap: steps of a case, answers, decisions, documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from fardplan.roadmap.referral import POSITION_NAMES, Position
from fardplan.usecases.steering.case_moves import GivenDecision
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


def day_field(**options: Any) -> forms.DateField:
    """A day, as the browser's own field for days gives it."""
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": lazy_message("Write the day as 2027-05-01.")},
        **options,
    )


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""

    value: str
    label: str
    id: str
    chosen: bool


def ticked(
    field: forms.BoundField, choices: list[tuple[str, list[tuple[str, str]]]]
) -> list[tuple[str, list[Tick]]]:
    """The boxes of a field, group by group, as they are ticked: as sent, or as suggested."""
    chosen = set(field.value() or ())
    return [
        (group, [Tick(key, words, f"{field.auto_id}-{key}", key in chosen) for key, words in options])
        for group, options in choices
    ]


class BodiesForm(WorkForm):
    """A form in which bodies are ticked, group by group; `bodies_field` is the name of that field."""

    bodies_field = "bodies"

    def __init__(
        self, choices: list[tuple[str, list[tuple[str, str]]]], data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self._choices = choices
        self.fields[self.bodies_field].choices = choices  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str, list[Tick]]]:
        return ticked(self[self.bodies_field], self._choices)


class OpenForm(WorkForm):
    """A new case that begins as an edition."""

    edition = forms.ChoiceField(label=lazy_message("Begin from"))
    title = forms.CharField(
        label=lazy_message("Title"), required=False, help_text=lazy_message("Empty: the edition's own.")
    )
    why = forms.CharField(
        label=lazy_message("What is to be new"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, editions: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]


class DecisionFields(WorkForm):
    """A decision: its day, paragraph and reference number, and what it says."""

    day = day_field(label=lazy_message("Day of the decision"))
    paragraph = forms.CharField(label=lazy_message("Paragraph"), help_text=lazy_message("For example § 12."))
    dnr = forms.CharField(
        label=lazy_message("Reference number"), help_text=lazy_message("For example KS 2027/911.")
    )
    text = forms.CharField(
        label=lazy_message("What was decided"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy_message("In the words of the minutes."),
    )

    @property
    def decision(self) -> GivenDecision | None:
        """The decision, None where its fields were left empty and may be."""
        data = self.cleaned_data
        if not (data.get("day") or data.get("paragraph") or data.get("dnr")):
            return None
        day: date = data.get("day") or date.max
        return GivenDecision(day, data.get("paragraph", ""), data.get("dnr", ""), data.get("text", ""))


class CommentForm(WorkForm):
    """A step that needs no decision; a reason where one has to be given."""

    comment = forms.CharField(
        label=lazy_message("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecidedForm(DecisionFields):
    """A step that rests on a decision."""

    comment = forms.CharField(
        label=lazy_message("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReferForm(BodiesForm):
    """Who is asked, until when, and what they are told."""

    bodies_field = "asked"

    last_day = day_field(label=lazy_message("Last day for answers"))
    asked = forms.MultipleChoiceField(
        label=lazy_message("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": lazy_message("Choose the boards, companies and partners that are to answer.")
        },
    )
    comment = forms.CharField(
        label=lazy_message("To those who are asked"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(DecisionFields):
    """An organisation's answer: a position, a text, comments on parts, and the board's decision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=lazy_message("Position"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(position.value, lazy_message(POSITION_NAMES[position])) for position in Position],
    )
    text = forms.CharField(
        label=lazy_message("Answer"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    day = day_field(label=lazy_message("Day of the decision"), required=False)
    paragraph = forms.CharField(label=lazy_message("Paragraph"), required=False)
    dnr = forms.CharField(label=lazy_message("Reference number"), required=False)

    def __init__(self, parts: Iterable[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.comment_names = []
        for part, words in parts:
            name = f"on:{part}"
            self.comment_names.append(name)
            self.fields[name] = forms.CharField(
                label=words, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def comments(self) -> dict[str, str]:
        return {name.removeprefix("on:"): self.cleaned_data[name] for name in self.comment_names}

    @property
    def decision(self) -> GivenDecision | None:
        found = super().decision
        return GivenDecision(found.day, found.paragraph, found.dnr) if found else None


class WhyForm(WorkForm):
    why = forms.CharField(label=lazy_message("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class LastDayForm(WorkForm):
    last_day = day_field(label=lazy_message("New last day"))
    why = forms.CharField(label=lazy_message("Reason"), required=False)


class UploadForm(WorkForm):
    """A council document, in any of the forms that are read."""

    document = forms.FileField(
        label=lazy_message("Council document"),
        help_text=lazy_message(
            "A PDF with text, a Word file (.docx), a web page (.html) or a text file (.txt)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.html,.htm,.txt"}),
    )


class DraftForm(WorkForm):
    """From a document to a draft."""

    dated = forms.CharField(
        label=lazy_message("Dated"),
        required=False,
        help_text=lazy_message("Where the document does not say: 2027, 2027-03 or 2027-03-01."),
    )
    accept_matches = forms.BooleanField(
        label=lazy_message("Link the indicators that the wording suggests, as proposed"), required=False
    )


class SendForm(BodiesForm):
    """Which bodies a decision point goes to."""

    due = day_field(label=lazy_message("Last day to decide"), required=False)
    bodies = forms.MultipleChoiceField(
        label=lazy_message("Bodies"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy_message("Choose at least one body.")},
    )
    note = forms.CharField(
        label=lazy_message("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RelayForm(DecidedForm):
    """What a body did with a decision point: its own decision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class RelayNoteForm(CommentForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    due = day_field(label=lazy_message("Last day to decide"), required=False)
