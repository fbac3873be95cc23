"""Forms of the workbench: keeping a candidate, changing its reasons, releasing what is told."""

from django import forms

from fardplan.vocabulary.release import ReleaseKind
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


class ReasonsForm(WorkForm):
    """What a candidate is called, and why this level in this year."""

    name = forms.CharField(
        label=lazy_message("What it is called"),
        required=False,
        max_length=120,
        help_text=lazy_message("Empty: it is called by its level and year."),
    )
    reasons = forms.CharField(
        label=lazy_message("Reasons"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=lazy_message("Why this level, why this year, and what was weighed against it."),
    )


class EditForm(ReasonsForm):
    """The same of a candidate that is there; `revision` is what it was read at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReleaseForm(WorkForm):
    """Which parts to release or withdraw, and why."""

    kinds = forms.MultipleChoiceField(
        label=lazy_message("What"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (ReleaseKind.FORECAST, lazy_message("The forecast if nothing new is done")),
            (ReleaseKind.PROBABILITY, lazy_message("The probability of reaching the roadmap's level")),
            (ReleaseKind.RECOMMENDED, lazy_message("The levels and years that the workbench points out")),
        ],
    )
    why = forms.CharField(
        label=lazy_message("Reasons"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy_message("They are kept in the log, for those who ask later."),
    )
