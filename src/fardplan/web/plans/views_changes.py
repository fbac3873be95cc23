"""Changes within a year: the list and its annex, the one form, the decision that approves them together."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fardplan.boards.chain import ItemKind
from fardplan.boards.changes import CHANGE, CHANGE_NAMES, MOVE_NAMES, STATE_NAMES, Change, ChangeKind, Move
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.changes import Proposal, approve_annex, move_change, propose_change
from fardplan.usecases.year.changes_page import ChangeRow, ChangesPage, changes_page
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Language
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.plans.forms import DayField, DecisionForm, decision_in
from fardplan.web.plans.words import kind_word, state_shape
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message, spoken


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words: what it concerns, before and after, and what can be done with it."""

    row: ChangeRow
    about: str
    kind: str
    shape: str
    state: str
    before: str
    after: str
    proposer: str
    moves: tuple[tuple[str, str], ...]
    can_decline: bool


_MOVES = (Move.COLLECT, Move.TAKE_OUT)


@signed_in
def changes(request: WorkRequest, year: int) -> HttpResponse:
    """Everything that was proposed in a year, and the annex to the decision."""
    page = changes_page(year, actor=request.actor, today=request.today, as_of=as_of(request))
    language = request.language
    shown = [_shown(row, page, language) for row in page.rows]
    listing = Listing(
        request,
        shown,
        name=f"andringar-{year}",
        title=translate("Changes within {year}", language, year=year),
        columns=(
            Column("nummer", lazy_message("Number"), lambda one: one.row.change.number),
            Column("vad", lazy_message("What"), lambda one: one.about, note=lambda one: one.kind),
            Column("fore", lazy_message("Before"), lambda one: one.before),
            Column("efter", lazy_message("After"), lambda one: one.after),
            Column("varfor", lazy_message("Why"), lambda one: one.row.change.why, sorts=False),
            Column("av", lazy_message("Proposed by"), lambda one: one.proposer),
            Column(
                "lage",
                lazy_message("State"),
                lambda one: State(one.shape, one.state),
                note=lambda one: (
                    translate("something else applies now", language)
                    if one.row.outdated
                    else one.row.change.declined_why or ""
                ),
            ),
            Column("fran", lazy_message("Counts from"), lambda one: one.row.change.effect),
        ),
        choices=(Choice("lage", lazy_message("State"), lambda one: one.state),),
        search=lambda one: f"{one.about} {one.row.change.why} {one.before} {one.after}",
        simulated=lambda one: one.row.change.simulated,
    )
    if listing.wanted:
        return listing.download()
    values = {
        "page": page,
        "listing": listing,
        "annex": [one for one in shown if one.row in page.annex],
        "open": [one for one in shown if one.moves or one.can_decline],
        "simulated": page.simulated,
    }
    return render_page(request, "web/plans/changes.html", values)


def _shown(row: ChangeRow, page: ChangesPage, language: Language) -> ShownChange:
    change = row.change
    about = row.item.words.in_language(language) if row.item else change.item
    if change.organisation:
        about = f"{about} ({_name(change.organisation, page, language)})"
    moves = [move for move in _MOVES if page.can_steer and CHANGE.can(move, change)]
    if row.can_withdraw:
        moves.append(Move.WITHDRAW)
    proposer = _name(change.proposed_for, page, language) if change.proposed_for else ""
    return ShownChange(
        row,
        about,
        translate(CHANGE_NAMES[change.kind], language),
        state_shape(change.state),
        translate(STATE_NAMES[change.state], language),
        _said(change.before, change.kind, page, language),
        _said(change.after, change.kind, page, language),
        f"{proposer}, {change.by}" if proposer else change.by,
        tuple((move.value, translate(MOVE_NAMES[move], language)) for move in moves),
        page.can_steer and CHANGE.can(Move.DECLINE, change),
    )


def _said(told: str | None, kind: ChangeKind, page: ChangesPage, language: Language) -> str:
    if told is None:
        return "–"
    if kind is ChangeKind.RESPONSIBLE:
        return ", ".join(_name(key.strip(), page, language) for key in told.split(","))
    return told


def _name(key: str, page: ChangesPage, language: Language) -> str:
    return page.names[key].in_language(language) if key in page.names else key


class ProposalForm(WorkForm):
    """The one form for every change: what, how it is to be instead, and why."""

    kind = forms.ChoiceField(label=lazy_message("What is to change"), widget=forms.RadioSelect)
    item = forms.ChoiceField(
        label=lazy_message("Which of the council's"),
        required=False,
        help_text=lazy_message("Left out where something is added."),
    )
    organisation = forms.ChoiceField(
        label=lazy_message("Whose yearly target"),
        required=False,
        help_text=lazy_message("For another yearly target alone."),
    )
    after = forms.CharField(
        label=lazy_message("What it is to be instead"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy_message("The wording, or the yearly target; empty where it is taken away."),
    )
    responsible = forms.MultipleChoiceField(
        label=lazy_message("Who is to answer for it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy_message("For others who answer for it, and for what is added."),
    )
    new_kind = forms.ChoiceField(label=lazy_message("What is added"), required=False)
    parent = forms.ChoiceField(label=lazy_message("Beneath which goal it is added"), required=False)
    why = forms.CharField(
        label=lazy_message("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy_message("It stands in the annex that the council reads."),
    )
    proposed_for = forms.ChoiceField(label=lazy_message("Proposed by"), required=False)

    def __init__(self, data: object = None, *, page: ChangesPage, item: str = "") -> None:
        super().__init__(data, initial={"item": item, "kind": ChangeKind.TARGET.value})
        language = spoken()
        goals = [one for one in page.council if one.kind is ItemKind.AREA_GOAL]
        bodies = [
            (one.key, one.name.in_language(language)) for one in page.organisations if one.is_there(page.day)
        ]
        own = [(one.key, one.name.in_language(language)) for one in page.proposes_for]
        self._choose("kind", [(one.value, translate(CHANGE_NAMES[one], language)) for one in ChangeKind])
        self._choose(
            "item",
            [("", "–")]
            + [
                (one.key, f"{one.words.in_language(language)} ({kind_word(one.kind, language)})")
                for one in page.council
            ],
        )
        self._choose("organisation", [("", translate("the whole city", language)), *bodies])
        self._choose("responsible", bodies)
        self._choose(
            "new_kind",
            [
                (one.value, kind_word(one, language))
                for one in (ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY)
            ],
        )
        self._choose("parent", [(one.key, one.words.in_language(language)) for one in goals])
        nobody = [("", translate("the strategist", language))] if page.can_steer else []
        self._choose("proposed_for", [*nobody, *own])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def told(self) -> Proposal:
        told = self.cleaned_data
        kind = ChangeKind(told["kind"])
        responsible = ", ".join(told["responsible"])
        return Proposal(
            kind,
            item=told["item"],
            after=responsible if kind is ChangeKind.RESPONSIBLE else told["after"],
            why=told["why"],
            organisation=told["organisation"] or None,
            proposed_for=told["proposed_for"] or None,
            new_kind=ItemKind(told["new_kind"]) if told["new_kind"] else None,
            new={
                "text": told["after"],
                "parent": told["parent"],
                "responsible": "\n".join(told["responsible"]),
            },
        )


@signed_in
def propose(request: WorkRequest, year: int) -> HttpResponse:
    """Propose a change: `?punkt=` what it concerns."""
    page = changes_page(year, actor=request.actor, today=request.today)
    form = ProposalForm(request.POST or None, page=page, item=request.GET.get("punkt", ""))
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = propose_change(year, form.told(), actor=request.actor, today=request.today)
            return done(
                request,
                message("Proposed as number {number}."),
                "web:plans-changes",
                year,
                number=made.number,
            )
    return render_page(request, "web/plans/propose.html", {"page": page, "form": form})


@require_POST
@signed_in
def move(request: WorkRequest, year: int, number: int) -> HttpResponse:
    """Put a change in the annex, take it out, or withdraw it."""
    told = request.POST.get("move", "")
    if told not in {one.value for one in Move}:
        raise InputError(Sentence("'{move}' is nothing that is done with a change", move=told))
    return _told_of(request, move_change(year, number, Move(told), actor=request.actor, today=request.today))


def _told_of(request: WorkRequest, moved: Change) -> HttpResponse:
    where = reverse("web:plans-changes", args=[moved.year])
    state = translate(STATE_NAMES[moved.state], request.language)
    done(request, message("Number {number}: {state}."), where, number=moved.number, state=state)
    return HttpResponseRedirect(f"{where}#andring-{moved.number}")


class DeclineForm(WorkForm):
    """Why a change is declined."""

    why = forms.CharField(
        label=lazy_message("Why it is declined"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy_message("Whoever proposed it reads this."),
    )


@signed_in
def decline(request: WorkRequest, year: int, number: int) -> HttpResponse:
    """Decline a change, saying why."""
    page = changes_page(year, actor=request.actor, today=request.today)
    shown = next(
        (_shown(row, page, request.language) for row in page.rows if row.change.number == number), None
    )
    if shown is None:
        raise Http404
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            moved = move_change(
                year,
                number,
                Move.DECLINE,
                actor=request.actor,
                today=request.today,
                why=form.cleaned_data["why"],
            )
            return _told_of(request, moved)
    return render_page(request, "web/plans/decline.html", {"page": page, "one": shown, "form": form})


class ApprovalForm(DecisionForm):
    """The decision, what it approves, and from when that counts."""

    effect = DayField(label=lazy_message("Counts from"))
    number = forms.MultipleChoiceField(
        label=lazy_message("What the council approved"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("number", "body", "day", "paragraph", "dnr", "effect")

    def __init__(self, data: object = None, *, annex: list[ShownChange]) -> None:
        numbers = [str(one.row.change.number) for one in annex]
        super().__init__(data, initial={"number": numbers, "body": translate("The city council", spoken())})
        self.fields["number"].choices = [  # type: ignore[attr-defined]
            (str(one.row.change.number), f"{one.row.change.number}. {one.about}: {one.kind}") for one in annex
        ]


@signed_in
def approve(request: WorkRequest, year: int) -> HttpResponse:
    """Record the council's decision on the annex."""
    page = changes_page(year, actor=request.actor, today=request.today)
    annex = [_shown(row, page, request.language) for row in page.annex]
    form = ApprovalForm(request.POST or None, annex=annex)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            told = form.cleaned_data
            settled = approve_annex(
                year,
                [int(number) for number in told["number"]],
                decision_in(told),
                told["effect"],
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("Approved: {count}."), "web:plans-changes", year, count=len(settled))
    return render_page(request, "web/plans/approve.html", {"page": page, "form": form, "annex": annex})
