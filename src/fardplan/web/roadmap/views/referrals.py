"""Referrals: all answers together, one answer, and who is asked until when."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.referral import POSITION_NAMES, TIMING_NAMES, Move, Position, State
from fardplan.usecases.steering.answering import AnswerPage, answer_page, reopen_answer, save_answer
from fardplan.usecases.steering.case_moves import ask_more, change_last_day
from fardplan.usecases.steering.referrals import AnswerRow, answer_rows, referral_page
from fardplan.vocabulary.errors import InputError
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.roadmap.choosing import grouped
from fardplan.web.roadmap.forms import AnswerForm, LastDayForm, WhyForm
from fardplan.web.roadmap.words import answer_state, kind_word, position_word
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


@require_GET
@signed_in
def referral(request: WorkRequest, number: int) -> HttpResponse:
    """All answers of a referral: by organisation, and by part of the roadmap."""
    asked = request.GET.get("utgava", "")
    language = request.language
    found = referral_page(
        number, int(asked) if asked.isdecimal() else None, actor=request.actor, today=request.today
    )
    listing = Listing[AnswerRow](
        request,
        answer_rows(found),
        name=f"remissvar-arende-{number}",
        title=translate("Answers to the referral", language),
        columns=(
            Column("organisation", lazy_message("Organisation"), lambda row: row.organisation),
            Column(
                "om",
                lazy_message("On"),
                lambda row: kind_word(row.part, language) if row.part else "",
                note=lambda row: row.words,
            ),
            Column("del", lazy_message("Part"), lambda row: row.words, file_only=True),
            Column(
                "installning", lazy_message("Position"), lambda row: position_word(row.position, language)
            ),
            Column("text", lazy_message("Answer"), lambda row: row.text, sorts=False),
            Column("inkom", lazy_message("Answered"), lambda row: row.answered_on),
            Column("tid", lazy_message("In time"), lambda row: translate(TIMING_NAMES[row.timing], language)),
            Column("beslut", lazy_message("Decision"), lambda row: row.decision, file_only=True),
        ),
        choices=(
            Choice(
                "organisationsfilter",
                lazy_message("Organisation"),
                lambda row: row.organisation.in_language(language),
            ),
            Choice(
                "delfilter",
                lazy_message("On"),
                lambda row: kind_word(row.part, language) if row.part else translate("the whole", language),
            ),
        ),
        search=lambda row: f"{row.organisation.sv} {row.text} {row.words}",
    )
    if listing.wanted:
        return listing.download()
    told = [(item, answer_state(item.answer.state, item.timing, language)) for item in found.answers]
    come = [row for row in told if row[0].answer.state is State.ANSWERED]
    taken = ((one, [row for row in come if row[0].answer.position == one]) for one in (*Position, None))
    values = {
        "page": found,
        "case": found.case,
        "listing": listing,
        "answered": [(position_word(position, language), rows) for position, rows in taken if rows],
        "awaited": [row for row in told if row not in come],
        "searched": bool(set(request.GET) - {"utgava"}),
        "positions": [
            (translate(POSITION_NAMES[position], language), count)
            for position, count in found.compiled.positions.items()
        ],
        "timings": [
            (translate(TIMING_NAMES[when], language), count) for when, count in found.compiled.timings.items()
        ],
        "parts": [(kind_word(item.part, language), item.words, item.said) for item in found.parts],
        "choices": grouped(found.not_asked, language),
        "last_day_form": LastDayForm(initial={"last_day": found.case.referral_last_day}),
        "simulated": any(item.answer.origin == "simulated" for item in found.answers),
    }
    return render_page(request, "web/roadmap/referral.html", values)


@require_POST
@signed_in
def more(request: WorkRequest, number: int) -> HttpResponse:
    """Ask more organisations."""
    ask_more(number, request.POST.getlist("asked"), actor=request.actor, today=request.today)
    return done(request, message("They are asked."), "web:roadmap-referral", number)


@require_POST
@signed_in
def last_day(request: WorkRequest, number: int) -> HttpResponse:
    """Give those who have not answered another last day."""
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise InputError(
            Sentence("the last day is no day"),
            instead=Sentence("Write the day as 2027-05-01."),
            outcome=Sentence("Nothing was changed."),
        )
    change_last_day(
        number,
        form.cleaned_data["last_day"],
        why=form.cleaned_data["why"],
        actor=request.actor,
        today=request.today,
    )
    return done(request, message("The last day is moved."), "web:roadmap-referral", number)


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: WorkRequest, number: int) -> HttpResponse:
    """An organisation's answer, to write or to read."""
    found = answer_page(number, actor=request.actor, today=request.today)
    form = _form(found, request)
    if request.method == "POST" and form.is_valid():
        hand_in = "lamna" in request.POST
        with told_in(form):
            data = form.cleaned_data
            state = save_answer(
                number,
                revision=data["revision"],
                position=data["position"],
                text=data["text"],
                comments=form.comments,
                actor=request.actor,
                today=request.today,
                hand_in=hand_in,
                decision=form.decision,
            )
            said = (
                message("The answer is handed in.")
                if state is State.ANSWERED
                else message("The answer is saved.")
            )
            return done(request, said, "web:roadmap-answer", number)
    language = request.language
    values = {
        "page": found,
        "answer": found.answer,
        "case": found.case,
        "form": form,
        "comment_fields": [form[name] for name in form.comment_names],
        "state": answer_state(found.answer.state, found.timing, language),
        "position": position_word(found.answer.position, language),
        "said": [
            (kind_word(item.part, language), item.words, item.comment) for item in found.parts if item.comment
        ],
        "may_write": Move.WRITE in found.moves,
        "may_hand_in": Move.HAND_IN in found.moves,
        "may_reopen": Move.REOPEN in found.moves,
        "reopen_form": WhyForm(),
        "simulated": found.answer.origin == "simulated",
    }
    return render_page(request, "web/roadmap/answer.html", values)


def _form(found: AnswerPage, request: WorkRequest) -> AnswerForm:
    language, answer = request.language, found.answer
    decision = answer.decision
    return AnswerForm(
        [(str(item.part), f"{kind_word(item.part, language)}: {item.words}") for item in found.parts],
        request.POST or None,
        initial={
            "revision": answer.revision,
            "position": answer.position or "",
            "text": answer.text,
            **{f"on:{item.part}": item.comment for item in found.parts},
            **(
                {"day": decision.day, "paragraph": decision.paragraph, "dnr": decision.dnr}
                if decision
                else {}
            ),
        },
    )


@require_POST
@signed_in
def reopen(request: WorkRequest, number: int) -> HttpResponse:
    """Open an answer that was handed in anew."""
    reopen_answer(number, why=request.POST.get("why", ""), actor=request.actor, today=request.today)
    return done(request, message("The answer is open again."), "web:roadmap-answer", number)
