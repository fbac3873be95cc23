"""A form with a field of every kind, to look at."""

from django import forms

from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message


class Sample(WorkForm):
    title = forms.CharField(label=lazy_message("Title"), help_text=lazy_message("As people call it."))
    text = forms.CharField(label=lazy_message("What has happened"), widget=forms.Textarea(attrs={"rows": 4}))
    state = forms.ChoiceField(
        label=lazy_message("How it stands"),
        choices=[("under_way", lazy_message("under way")), ("done", lazy_message("done"))],
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(
        label=lazy_message("Target area"),
        choices=[("", "–"), ("skola", lazy_message("School")), ("trygghet", lazy_message("Safety"))],
    )
    due = forms.DateField(
        label=lazy_message("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ready = forms.BooleanField(label=lazy_message("This is ready"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=3)
