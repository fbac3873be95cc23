"""What the council asks in a year: looked at, edited until it is adopted, and a board's own targets."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fardplan.boards.chain import COUNCIL_KINDS, MEASURES, PARENTS, CouncilItem, ItemKind
from fardplan.boards.plan_fields import YES, Fields, council_fields, unlisted
from fardplan.boards.year_target import shown_target
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.council_items import (
    CouncilPage,
    add_council_item,
    adopt_council_budget,
    bring_council_goals,
    change_council_item,
    council_page,
    set_target_of_own,
    withdraw_council_item,
)
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.text import Language
from fardplan.web.plans.forms import DecisionForm, KeysField, WhyForm, decision_in, wanted_field
from fardplan.web.plans.words import kind_word
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message, spoken


class CouncilForm(WorkForm):
    """A thing of the council's. Who answers for it stands a row each, with a target after a colon."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=lazy_message("What"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=lazy_message("The same in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    parent = forms.ChoiceField(label=lazy_message("Beneath"), required=False)
    unit = forms.CharField(
        label=lazy_message("Unit"),
        required=False,
        max_length=40,
        help_text=lazy_message("For example % or number."),
    )
    target = forms.CharField(
        label=lazy_message("The city's yearly target"),
        required=False,
        max_length=400,
        help_text=lazy_message("A number, or words where no number is set yet."),
    )
    wanted = forms.ChoiceField(label=lazy_message("Wanted direction"), required=False)
    indicator = forms.CharField(
        label=lazy_message("Indicator of the catalogue"), required=False, max_length=80
    )
    by_sex = forms.BooleanField(label=lazy_message("Told for each sex"), required=False)
    responsible = forms.CharField(
        label=lazy_message("Who answers for it"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=lazy_message(
            "A row for each organisation: its name or key, and after a colon the target it is given, if any."
        ),
    )
    milestones = KeysField(label=lazy_message("Milestones of the roadmap"), required=False)
    strategies = KeysField(label=lazy_message("Strategies of the roadmap"), required=False)

    def __init__(
        self,
        data: object = None,
        *,
        kind: ItemKind,
        page: CouncilPage,
        item: CouncilItem | None = None,
        parent: str = "",
    ) -> None:
        language = spoken()
        told: dict[str, object] = {"parent": parent}
        if item:
            told = {"revision": item.revision, **council_fields(item)}
        for name in ("strategies", "milestones"):
            told[name] = sorted(unlisted(str(told.get(name) or "")))
        told["by_sex"] = bool(told.get("by_sex"))
        told["responsible"] = _with_names(str(told.get("responsible") or ""), page)
        super().__init__(data, initial=told)
        self._page = page
        self.fields["wanted"].choices = wanted_field().choices  # type: ignore[attr-defined]
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            (row.item.key, row.item.words.in_language(language))
            for row in page.rows
            if row.item.kind in PARENTS[kind]
        ]
        names = (("strategies", page.roadmap.strategies), ("milestones", page.roadmap.milestones))
        for name, parts in names:
            self.fields[name].choices = [(one.key, one.text.in_language(language)) for one in parts]  # type: ignore[attr-defined]
        if not PARENTS[kind]:
            del self.fields["parent"]
        if kind not in MEASURES:
            for name in ("unit", "target", "wanted", "indicator", "by_sex"):
                del self.fields[name]

    def told(self) -> Fields:
        """What was filled in, each as text."""
        found: dict[str, str | None] = {}
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if name == "revision":
                continue
            if isinstance(value, bool):
                found[name] = YES if value else None
            elif isinstance(value, list):
                found[name] = ", ".join(value) or None
            else:
                found[name] = value or None
        found["responsible"] = _with_keys(found.get("responsible") or "", self._page)
        return found


def _with_names(told: str, page: CouncilPage) -> str:
    """Rows of keys as rows of names."""
    names = {one.key: one.name.in_language(spoken()) for one in page.organisations}
    rows = []
    for row in told.splitlines():
        key, colon, target = row.partition(":")
        rows.append(f"{names.get(key.strip(), key.strip())}{colon}{target}")
    return "\n".join(rows)


def _with_keys(told: str, page: CouncilPage) -> str | None:
    """Rows of names, or of keys, as rows of keys."""
    keys = {
        name.casefold(): one.key for one in page.organisations for name in (one.name.sv, one.name.en or "")
    }
    rows = []
    for row in filter(str.strip, told.splitlines()):
        name, colon, target = row.partition(":")
        rows.append(f"{keys.get(name.strip().casefold(), name.strip())}{colon}{target}")
    return "\n".join(rows) or None


@signed_in
def council(request: WorkRequest, year: int) -> HttpResponse:
    """The council's goals, indicators and activities of a year."""
    page = _page(request, year)
    return render_page(request, "web/plans/council.html", _values(page, request))


def _page(request: WorkRequest, year: int) -> CouncilPage:
    return council_page(year, actor=request.actor, today=request.today, as_of=as_of(request))


def _values(page: CouncilPage, request: WorkRequest) -> dict[str, object]:
    names = {one.key: one.name for one in page.organisations}
    return {
        "page": page,
        "rows": [
            {
                "row": row,
                "kind": kind_word(row.item.kind, request.language),
                "responsible": [
                    (name, _targets(row.item, key, request.language), key if key in page.own_for else "")
                    for key, name in names.items()
                    if key in row.item.responsible
                ],
                "city": row.item.given_to(None),
                "below": [(kind.value, _ADD[kind]) for kind in row.below],
                "measures": row.item.kind is ItemKind.COUNCIL_INDICATOR,
            }
            for row in page.rows
        ],
        "simulated": page.simulated,
    }


def _targets(item: CouncilItem, organisation: str, language: Language) -> str:
    """The target that an organisation was given and the one it set itself, after its name."""
    given, own = item.given_to(organisation), (item.own or {}).get(organisation)
    told = f": {shown_target(given, item.unit, language)}" if given else ""
    if own:
        target = shown_target(own, item.unit, language)
        told += "; " + translate("own target: {target}", language, target=target)
    return told


_ADD = {
    ItemKind.AREA_GOAL: lazy_message("Add a goal for an area of work"),
    ItemKind.COUNCIL_INDICATOR: lazy_message("Add an indicator"),
    ItemKind.COUNCIL_ACTIVITY: lazy_message("Add an activity"),
}


@require_POST
@signed_in
def bring(request: WorkRequest, year: int) -> HttpResponse:
    """Take in the goals that the city's package has for the year."""
    found = bring_council_goals(home(), year, actor=request.actor, today=request.today)
    if found:
        return done(request, message("Goals taken in: {count}."), "web:plans-council", year, count=len(found))
    return done(
        request,
        message("The package has no goals for the year that are not there."),
        "web:plans-council",
        year,
    )


@signed_in
def add(request: WorkRequest, year: int) -> HttpResponse:
    """Add to the budget: `?slag=` its kind, `?under=` what it stands beneath."""
    told = request.GET.get("slag", ItemKind.ORIENTATION_GOAL.value)
    if told not in {one.value for one in COUNCIL_KINDS}:
        raise InputError(Sentence("'{kind}' is nothing of the council's", kind=told))
    kind = ItemKind(told)
    page = _page(request, year)
    form = CouncilForm(request.POST or None, kind=kind, page=page, parent=request.GET.get("under", ""))
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            added = add_council_item(year, kind, form.told(), actor=request.actor, today=request.today)
            return _to(request, year, added, message("It is in the budget: {title}"))
    values = {"page": page, "form": form, "kind": kind_word(kind, request.language), "item": None}
    return render_page(request, "web/plans/council_form.html", values)


def _to(request: WorkRequest, year: int, item: CouncilItem, told: str) -> HttpResponse:
    where = reverse("web:plans-council", args=[year])
    done(request, told, where, title=item.text)
    return HttpResponseRedirect(f"{where}#{item.key}")


@signed_in
def item(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """A thing of the council's: change it until the budget is adopted; after that, propose a change."""
    page = _page(request, year)
    one = _one(page, key)
    form = CouncilForm(request.POST or None, kind=one.kind, page=page, item=one)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            changed = change_council_item(
                year,
                key,
                form.told(),
                revision=form.cleaned_data["revision"] or one.revision,
                actor=request.actor,
                today=request.today,
            )
            return _to(request, year, changed, message("The change is saved."))
    values = {
        "page": page,
        "form": form,
        "kind": kind_word(one.kind, request.language),
        "item": one,
        "end": WhyForm(),
        "simulated": one.simulated,
    }
    return render_page(request, "web/plans/council_form.html", values)


def _one(page: CouncilPage, key: str) -> CouncilItem:
    found = {row.item.key: row.item for row in page.rows}
    if key not in found:
        raise NotFoundError(
            Sentence("the council does not ask '{key}'", key=key), instead=there_is(found, asked=key)
        )
    return found[key]


@require_POST
@signed_in
def withdraw(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """Take a thing out of the budget before it is adopted."""
    withdraw_council_item(year, key, request.POST.get("why", ""), actor=request.actor, today=request.today)
    return done(request, message("It is taken out of the budget."), "web:plans-council", year)


@signed_in
def adopt(request: WorkRequest, year: int) -> HttpResponse:
    """Record the council's decision on the budget."""
    form = DecisionForm(
        request.POST or None, initial={"body": translate("The city council", request.language)}
    )
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            told = form.cleaned_data
            adopt_council_budget(
                year,
                decision_in(told),
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("The budget is adopted."), "web:plans-council", year)
    return render_page(request, "web/plans/adopt.html", {"form": form, "page": _page(request, year)})


class OwnTargetForm(WorkForm):
    """A board's own yearly target."""

    target = forms.CharField(
        label=lazy_message("The board's yearly target"),
        required=False,
        max_length=400,
        help_text=lazy_message("A number, or words. Empty: the board takes its own target back."),
    )
    why = forms.CharField(
        label=lazy_message("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


@signed_in
def own(request: WorkRequest, year: int, key: str) -> HttpResponse:
    """A board sets a target of its own for an indicator: `?organisation=`."""
    organisation = request.GET.get("organisation", "")
    page = _page(request, year)
    one = _one(page, key)
    form = OwnTargetForm(request.POST or None, initial={"target": (one.own or {}).get(organisation, "")})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            set_target_of_own(
                year,
                key,
                organisation,
                form.cleaned_data["target"],
                why=form.cleaned_data["why"],
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("The target is saved."), "web:plans-board", year, organisation)
    values = {
        "page": page,
        "item": one,
        "form": form,
        "organisation": next((body for body in page.organisations if body.key == organisation), None),
        "given": one.given_to(organisation),
        "city": one.given_to(None),
        "simulated": one.simulated,
    }
    return render_page(request, "web/plans/own_target.html", values)
