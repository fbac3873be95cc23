"""The form in which somebody judges."""

from django import forms

from fardplan.roadmap.assessing import Judgement
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


class JudgementForm(WorkForm):
    """Fully, partly, not, or no outcome; and why."""

    judgement = forms.ChoiceField(
        label=lazy_message("How far it is fulfilled"),
        widget=forms.RadioSelect,
        choices=[
            (Judgement.FULLY, lazy_message("fulfilled fully")),
            (Judgement.PARTLY, lazy_message("fulfilled partly")),
            (Judgement.NOT, lazy_message("not fulfilled")),
            (Judgement.NO_OUTCOME, lazy_message("outcome is missing")),
        ],
    )
    why = forms.CharField(
        label=lazy_message("What was weighed, and why"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=lazy_message(
            "Where the judgement and the figures differ, this is what a reader will look for."
        ),
    )
