"""The form of a thing in a plan, and the small forms beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from fardplan.boards.chain import ANSWERS, MUST_ANSWER, PARENTS, ItemKind, PlanItem
from fardplan.boards.plan_fields import FIELD_NAMES, FIELDS_OF, YES, Fields, fields_of, unlisted
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.plan_page import PlanPage
from fardplan.usecases.year.told import TakenDecision
from fardplan.web.plans.words import kind_word
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message, spoken


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2027-05-01."""

    def __init__(self, **values: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d"],
            **values,
        )


class KeysInput(forms.CheckboxSelectMultiple):
    """Boxes to tick; keys that come together in one value, from a text of another person's, are parted."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        found = super().value_from_datadict(data, files, name) or []
        return [key for value in found for key in sorted(unlisted(value))]


class KeysField(forms.MultipleChoiceField):
    """Keys of strategies or milestones; one that is no longer offered may stay."""

    widget = KeysInput

    def validate(self, value: list[str]) -> None:
        """The use case knows which there are."""


class ItemForm(WorkForm):
    """What a thing of a kind says, with what can be chosen in its plan. `item` is None for something new.

    Where another system keeps the plan, only links to the roadmap are made here.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: ItemKind,
        plan: PlanPage,
        item: PlanItem | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        initial: dict[str, Any] = dict(preset or {})
        if item:
            initial = {"revision": item.revision, **fields_of(item)}
        for name in ("strategies", "milestones"):
            initial[name] = sorted(unlisted(initial.get(name)))
        for name in ("programme", "by_sex"):
            initial[name] = bool(initial.get(name))
        super().__init__(data, initial=initial)
        self.names = [
            name for name in FIELDS_OF[kind] if plan.mastery is None or name in ("strategies", "milestones")
        ]
        for name in self.names:
            self.fields[name] = _field(name, kind, plan, item)
            self.fields[name].label = translate(FIELD_NAMES[name], spoken())

    def told(self) -> Fields:
        """What was filled in, each as text."""
        return {name: _as_text(self.cleaned_data.get(name)) for name in self.names}


def _as_text(value: Any) -> str | None:
    if isinstance(value, bool):
        return YES if value else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(sorted(value)) or None
    return value or None


def _field(name: str, kind: ItemKind, plan: PlanPage, item: PlanItem | None) -> forms.Field:
    if name == "parent":
        return _parent(kind, plan, item)
    if name == "answers":
        return _answers(kind, plan, item)
    if name == "strategies":
        return KeysField(required=False, choices=_keys(plan.strategy_names, item.strategies if item else ()))
    if name == "milestones":
        return KeysField(required=False, choices=_keys(plan.milestone_names, item.milestones if item else ()))
    return _PLAIN[name]()


def _parent(kind: ItemKind, plan: PlanPage, item: PlanItem | None) -> forms.Field:
    rows = shortened(
        [
            (row.item.key, row.item.title)
            for row in plan.rows
            if row.item.kind in PARENTS[kind] and (item is None or row.item.key != item.key)
        ]
    )
    return forms.ChoiceField(choices=_with(rows, item.parent if item else None))


def _answers(kind: ItemKind, plan: PlanPage, item: PlanItem | None) -> forms.Field:
    language = spoken()
    asked = [one for one in plan.council if one.kind in ANSWERS.get(kind, frozenset())]
    words = shortened([(one.key, one.words.in_language(language)) for one in asked])
    rows = [
        (key, f"{text} ({kind_word(one.kind, language)})")
        for (key, text), one in zip(words, asked, strict=True)
    ]
    needed = kind in MUST_ANSWER
    nothing = [] if needed else [("", translate("nothing in particular", language))]
    return forms.ChoiceField(required=needed, choices=nothing + _with(rows, item.answers if item else None))


def _with(rows: list[tuple[str, str]], chosen: str | None) -> list[tuple[str, str]]:
    """The choices, with the one that is chosen though it is offered no more."""
    there = {key for key, _ in rows}
    return [*rows, (chosen, chosen)] if chosen and chosen not in there else rows


def shortened(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices with long words cut; those that would look alike are left whole."""
    cut = [text if len(text) <= 90 else f"{text[:88].rstrip()} …" for _, text in choices]
    times = Counter(cut)
    return [
        (key, short if times[short] == 1 else text) for (key, text), short in zip(choices, cut, strict=True)
    ]


def _keys(names: Mapping[str, Any], chosen: Iterable[str]) -> list[tuple[str, str]]:
    language = spoken()
    offered = [(key, text.in_language(language)) for key, text in names.items()]
    return offered + [(key, key) for key in sorted(set(chosen) - names.keys())]


def _words(rows: int, *, required: bool = False, help_text: str = "") -> Callable[[], forms.Field]:
    def made() -> forms.Field:
        return forms.CharField(
            required=required,
            max_length=4000,
            help_text=translate(help_text, spoken()) if help_text else "",
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    return made


def _line(help_text: str, **attributes: str) -> Callable[[], forms.Field]:
    def made() -> forms.Field:
        return forms.CharField(
            required=False,
            max_length=400,
            help_text=translate(help_text, spoken()),
            widget=forms.TextInput(attrs={"autocomplete": "off", **attributes}),
        )

    return made


def _day() -> forms.Field:
    return DayField(required=False)


def _tick(help_text: str) -> Callable[[], forms.Field]:
    def made() -> forms.Field:
        return forms.BooleanField(required=False, help_text=translate(help_text, spoken()))

    return made


def wanted_field() -> forms.Field:
    """Which way is better."""
    language = spoken()
    return forms.ChoiceField(
        required=False,
        choices=[
            ("", translate("not said", language)),
            ("up", translate("higher is better", language)),
            ("down", translate("lower is better", language)),
        ],
    )


_PLAIN: Mapping[str, Callable[[], forms.Field]] = {
    "title": _words(3, required=True),
    "expected_result": _words(3, help_text=message("What will be different, so that it can be seen.")),
    "target": _line(message("A number, or words where no number is set yet.")),
    "unit": _line(message("For example % or number.")),
    "indicator": _line(message("The key of an indicator whose figures are fetched, where there is one.")),
    "responsible": _line(
        message("A person by name; somebody with an account gets reminders."), list="people-here"
    ),
    "starts": _day,
    "ends": _day,
    "wanted": wanted_field,
    "programme": _tick(message("It stands in the local development programme too.")),
    "by_sex": _tick(message("The outcome is told for women and men.")),
}


class WhyForm(WorkForm):
    """A reason."""

    why = forms.CharField(
        label=lazy_message("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(WorkForm):
    """A decision that a body took."""

    body = forms.CharField(label=lazy_message("Who decided"), max_length=200)
    day = DayField(label=lazy_message("Day of the decision"))
    paragraph = forms.CharField(label=lazy_message("Paragraph (§)"), max_length=40)
    dnr = forms.CharField(label=lazy_message("Registration number (dnr)"), max_length=80)


def decision_in(told: Mapping[str, Any]) -> TakenDecision:
    """The decision that a form was filled in with."""
    return TakenDecision(told["body"], told["day"], told["paragraph"], told["dnr"])
