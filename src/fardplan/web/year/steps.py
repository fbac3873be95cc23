"""What an organisation hands in at a step: where it stands, what was told, and what can be done."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.progress import kept_in_words
from fardplan.boards.steps import WRITABLE, Move, is_late, is_locked, is_writable
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year import steps as use
from fardplan.usecases.year.corrections import correct as correct_told
from fardplan.usecases.year.corrections import to_correct
from fardplan.usecases.year.gathering import takes_part
from fardplan.usecases.year.steps import HandedIn
from fardplan.vocabulary.text import Language
from fardplan.web.follow_up.shown import anchor_of, as_sentence, corrected_in_words, told_of
from fardplan.web.follow_up.typed import slot_of
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.parts import Event
from fardplan.web.shell.request import WorkRequest
from fardplan.web.year.forms import (
    CommentForm,
    CorrectionForm,
    DecisionForm,
    LateForm,
    MeetingForm,
    ReopenForm,
    TextForm,
)
from fardplan.web.year.words import SHAPES, button_words, done_words, state_words

PRESSED: dict[str, tuple[Move, Callable[..., None], str]] = {
    "lamna": (Move.MARK_READY, use.hand_in, message("Handed in for approval.")),
    "ta-tillbaka": (Move.TAKE_BACK, use.take_back, message("Taken back.")),
    "godkann": (Move.APPROVE, use.approve, message("Approved.")),
}
"""What is done by a button alone."""

ASKED: dict[str, Move] = {"aterlamna": Move.RETURN, "beslut": Move.DECIDE, "aterta": Move.REOPEN}
"""What a page of its own asks more of."""


@signed_in
def handed_in(request: WorkRequest, year: int, step: str, key: str) -> HttpResponse:
    """What an organisation hands in at a step."""
    found = use.handed_in(request.actor, year, step, key, today=request.today)
    submitted = found.found.submitted
    initial = {"text": submitted.text, "revision": submitted.revision}
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            told = form.cleaned_data
            use.save_text(
                request.actor,
                year,
                step,
                key,
                told["text"].replace("\r\n", "\n").strip(),
                revision=told["revision"],
                today=request.today,
            )
            return done(request, message("The text is saved."), "web:year-handed_in", year, step, key)
    return render_page(request, "web/year/handed_in.html", _values(request, found, form))


def _values(request: WorkRequest, found: HandedIn, form: TextForm) -> dict[str, object]:
    language, submitted = request.language, found.found.submitted
    kind, kept_in = found.found.step.days.kind, found.situation.kept_in
    return {
        "found": found.found,
        "handed": found,
        "form": form,
        "may_write": Move.WRITE in found.moves,
        "report_kind": _report_kind(found, request.today),
        "report_of": f"{found.found.year.year}/{found.found.step.days.key}/{found.found.organisation.key}",
        "is_follow_up": kind in FOLLOWED_UP,
        "is_plan": kind is StepKind.PLAN,
        "state": kept_in_words(kept_in, submitted.state).in_language(language)
        if kept_in
        else state_words(submitted.state, language),
        "shape": SHAPES[submitted.state],
        "late": is_late(found.situation),
        "locked": is_locked(found.situation),
        "writable": is_writable(found.situation),
        "buttons": [
            (name, button_words(move, language))
            for name, (move, _, _) in PRESSED.items()
            if move in found.moves
        ],
        "asked": [
            (name, button_words(move, language)) for name, move in ASKED.items() if move in found.moves
        ],
        "hindered": _hindered(found, language),
        "not_ready": [
            {"subject": entry.subject, "id": _anchor(found, entry.subject.ref)}
            for entry in found.found.entries
            if not entry.is_ready and not kept_in
        ]
        if submitted.state in WRITABLE
        else [],
        "told": [
            {
                "subject": entry.subject,
                "ready": entry.is_ready,
                "simulated": entry.now is not None and entry.now.origin == "simulated",
                "told": told_of(entry.subject, found.told[entry.subject.ref].now, language)
                if entry.subject.ref in found.told
                else (),
                "corrections": corrected_in_words(found.told[entry.subject.ref].corrections, language)
                if entry.subject.ref in found.told
                else (),
            }
            for entry in found.found.entries
        ],
        "events": [
            Event(
                event.day,
                done_words(event.move, language),
                event.by,
                "\n".join(
                    part
                    for part in (
                        event.comment or "",
                        event.decision.in_language(language) if event.decision else "",
                    )
                    if part
                ),
                SHAPES[event.end],
            )
            for event in found.events
        ],
        "simulated": submitted.origin == "simulated"
        or any(entry.now is not None and entry.now.origin == "simulated" for entry in found.found.entries),
    }


REPORTS = {
    StepKind.PLAN: "board-plan",
    StepKind.REPORT: "board-report",
    StepKind.CLOSING: "board-annual",
}


def _report_kind(found: HandedIn, today: date) -> str:
    """The kind of report that is made of what is handed in; empty for a unit's, and before the step opens."""
    at = found.found
    asked = at.step.days.opens <= today and takes_part(at.organisation, at.year, at.step)
    return REPORTS.get(at.step.days.kind, "") if asked else ""


def _hindered(found: HandedIn, language: Language) -> str:
    """Why what leads on cannot be done now; empty where it can."""
    return as_sentence(said_in(found.hindered.what, language)) if found.hindered else ""


def _anchor(found: HandedIn, ref: str) -> str:
    """Where a thing stands on the page of the organisation's follow-up."""
    at = found.found
    return anchor_of(slot_of(at.year.year, at.step.days.key, at.organisation.key, ref))


@require_POST
@signed_in
def pressed(request: WorkRequest, year: int, step: str, key: str, name: str) -> HttpResponse:
    """Do what a button says."""
    if name not in PRESSED:
        raise Http404
    _, act, told = PRESSED[name]
    act(request.actor, year, step, key, today=request.today)
    return done(request, told, "web:year-handed_in", year, step, key)


@signed_in
def asked(request: WorkRequest, year: int, step: str, key: str, name: str) -> HttpResponse:
    """A return, a decision, a meeting, a late one: what more is asked, and doing it."""
    found = use.handed_in(request.actor, year, step, key, today=request.today)
    making = FORMS.get(name)
    if making is None:
        raise Http404
    make, act, told = making
    form = make(request.POST or None, initial=_initial(found, request, name))
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            act(request, (year, step, key), form)
            return done(request, told, "web:year-handed_in", year, step, key)
    titles = {
        "sammantrade": message("The board's meeting"),
        "sent": message("Let it come late"),
    }
    title = (
        translate(titles[name], request.language)
        if name in titles
        else button_words(ASKED[name], request.language)
    )
    button = translate("Save the day", request.language) if name == "sammantrade" else title
    values = {"found": found.found, "form": form, "asking": title, "button": button}
    return render_page(request, "web/year/asked.html", values)


def _initial(found: HandedIn, request: WorkRequest, name: str) -> dict[str, object]:
    submitted = found.found.submitted
    if name == "beslut":
        body = found.found.organisation.name.in_language(request.language)
        has_met = submitted.meeting is not None and submitted.meeting <= request.today
        return {"body": body, "day": submitted.meeting if has_met else None}
    if name == "sammantrade":
        return {"meeting": submitted.meeting}
    return {}


At = tuple[int, str, str]


def _return(request: WorkRequest, at: At, form: CommentForm) -> None:
    told = form.cleaned_data
    use.give_back(request.actor, *at, told["comment"], today=request.today, meeting=told["meeting"])


def _decide(request: WorkRequest, at: At, form: DecisionForm) -> None:
    use.decide(request.actor, *at, form.decision, today=request.today)


def _reopen(request: WorkRequest, at: At, form: ReopenForm) -> None:
    told = form.cleaned_data
    use.reopen(
        request.actor, *at, told["comment"], form.decision, today=request.today, meeting=told["meeting"]
    )


def _meet(request: WorkRequest, at: At, form: MeetingForm) -> None:
    use.set_meeting(request.actor, *at, form.cleaned_data["meeting"], today=request.today)


def _late(request: WorkRequest, at: At, form: LateForm) -> None:
    told = form.cleaned_data
    use.take_in_late(request.actor, *at, until=told["until"], why=told["why"], today=request.today)


FORMS: dict[str, tuple[type[WorkForm], Callable[..., None], str]] = {
    "aterlamna": (CommentForm, _return, message("Returned to those who write.")),
    "beslut": (DecisionForm, _decide, message("The decision is recorded, and the text is locked.")),
    "aterta": (ReopenForm, _reopen, message("Returned by decision.")),
    "sammantrade": (MeetingForm, _meet, message("The day of the meeting is set.")),
    "sent": (LateForm, _late, message("It may come late.")),
}


@signed_in
def correct(request: WorkRequest, year: int, step: str, key: str, ref: str) -> HttpResponse:
    """Correct by decision what a board has decided of a thing."""
    found = to_correct(request.actor, year, step, key, ref, today=request.today)
    now = found.standing.now
    body = found.found.organisation.name.in_language(request.language)
    initial = {"body": body} | {name: getattr(now, name) for name in now.__slots__}
    form = CorrectionForm(
        request.POST or None,
        kind=found.kind,
        by_sex=found.by_sex,
        language=request.language,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            told = form.cleaned_data
            correct_told(
                request.actor,
                year,
                step,
                key,
                ref,
                form.told(now),
                why=told["why"],
                decision=form.decision,
                today=request.today,
            )
            return done(
                request, message("It is corrected; both values stay."), "web:year-handed_in", year, step, key
            )
    return render_page(request, "web/year/correct.html", {"found": found, "form": form})
