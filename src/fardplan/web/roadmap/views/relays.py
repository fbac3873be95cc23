"""Decision points and where they bind: the matrix, sending a point, one body's, and what is late."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fardplan.presentation.translations import message, translate
from fardplan.roadmap.relaying import MOVE_NAMES, STATE_NAMES, Move
from fardplan.usecases.steering.relay_pages import Reminder, one_relay, relay_page, reminders, send_page
from fardplan.usecases.steering.relays import move_relay, send, take_over_all
from fardplan.vocabulary.errors import NotFoundError
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.roadmap.choosing import grouped
from fardplan.web.roadmap.forms import RelayForm, RelayNoteForm, SendForm
from fardplan.web.roadmap.words import relay_state
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


def _asked_version(request: WorkRequest) -> int | None:
    asked = request.GET.get("utgava", "")
    return int(asked) if asked.isdecimal() else None


@require_GET
@signed_in
def matrix(request: WorkRequest) -> HttpResponse:
    """Decision point × body, as of a day."""
    asked: date | None = as_of(request)
    try:
        found = relay_page(_asked_version(request), actor=request.actor, today=request.today, as_of=asked)
    except NotFoundError as error:
        if _asked_version(request) is not None:
            raise
        return render_page(request, "web/roadmap/no_relays.html", {"error": error})
    language = request.language
    rows = [
        (
            row,
            [
                (cell, relay_state(cell.state, cell.overdue, language) if cell else None, count)
                for cell, count in zip(row.cells, found.points, strict=True)
            ],
        )
        for row in found.rows
    ]
    return render_page(
        request,
        "web/roadmap/relays.html",
        {
            "page": found,
            "rows": rows,
            "asked": asked,
            "day": asked or request.today,
            "simulated": found.simulated,
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def send_point(request: WorkRequest, version: int, point: int) -> HttpResponse:
    """Send a decision point to bodies: those it seems to bind are chosen already."""
    found = send_page(version, point, actor=request.actor, today=request.today)
    by_key = {item.organisation.key: item for item in found.bodies}
    names = {
        item.organisation.key: item.organisation.name.in_language(request.language) for item in found.bodies
    }

    def note(organisation_key: str) -> str:
        item = by_key[organisation_key]
        if item.sent:
            return translate("has it", request.language)
        if item.through:
            return translate("through {body}", request.language, body=names[item.through])
        return ""

    choices = grouped(
        [item.organisation for item in found.bodies if not item.sent],
        request.language,
        note=lambda item: note(item.key),
    )
    form = SendForm(
        choices,
        request.POST or None,
        initial={"bodies": [item.organisation.key for item in found.bodies if item.suggested]},
    )
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            data = form.cleaned_data
            new = send(
                version,
                point,
                data["bodies"],
                due=data["due"],
                note=data["note"],
                actor=request.actor,
                today=request.today,
                relayed="vanta" not in request.POST,
            )
            return done(
                request,
                message("Decision point {point} is with {count} more bodies."),
                "web:roadmap-relays",
                point=point,
                count=new,
            )
    sent = [item.organisation.name for item in found.bodies if item.sent]
    return render_page(request, "web/roadmap/send.html", {"page": found, "form": form, "sent": sent})


@require_http_methods(["GET", "POST"])
@signed_in
def relay(request: WorkRequest, number: int) -> HttpResponse:
    """A decision point with one body: what has been, and what it did."""
    found = one_relay(number, actor=request.actor, today=request.today)
    language = request.language
    decides = [move for move in found.moves if move in (Move.DECIDE, Move.CONSIDER)]
    others = [move for move in found.moves if move not in (Move.DECIDE, Move.CONSIDER)]
    sent = request.POST if request.method == "POST" else None
    wanted = _move(sent.get("steg", "")) if sent else None
    initial = {"revision": found.relay.revision, "due": found.relay.due}
    decided = RelayForm(sent if wanted in (Move.DECIDE, Move.CONSIDER) else None, initial=initial)
    noted = RelayNoteForm(
        sent if wanted not in (None, Move.DECIDE, Move.CONSIDER) else None, initial=initial, prefix="n"
    )
    form: RelayForm | RelayNoteForm = decided if wanted in (Move.DECIDE, Move.CONSIDER) else noted
    if wanted and form.is_valid():
        with told_in(form):
            data = form.cleaned_data
            move_relay(
                number,
                wanted,
                revision=data["revision"],
                actor=request.actor,
                today=request.today,
                decision=form.decision if isinstance(form, RelayForm) else None,
                comment=data["comment"],
                due=data.get("due"),
            )
            return done(request, message("It is recorded."), "web:roadmap-relay", number)
    values = {
        "page": found,
        "state": relay_state(found.relay.state, found.overdue, language),
        "history": [(item, translate(STATE_NAMES[item.state], language)) for item in found.history],
        "decided_form": decided,
        "noted_form": noted,
        "decides": [(move, translate(MOVE_NAMES[move], language)) for move in decides],
        "other_moves": [(move, translate(MOVE_NAMES[move], language)) for move in others],
        "simulated": found.relay.origin == "simulated",
    }
    return render_page(request, "web/roadmap/relay.html", values)


def _move(name: str) -> Move | None:
    try:
        return Move(name)
    except ValueError:
        return None


@require_POST
@signed_in
def take_over(request: WorkRequest, version: int) -> HttpResponse:
    """Successors take over what lies with bodies that have ended."""
    count = take_over_all(version, actor=request.actor, today=request.today)
    return done(
        request,
        message("Successors have taken over {count} decision points."),
        "web:roadmap-relays",
        count=count,
    )


@require_GET
@signed_in
def reminded(request: WorkRequest) -> HttpResponse:
    """What bodies have not decided, the latest first."""
    found = reminders(_asked_version(request), actor=request.actor, today=request.today)
    language = request.language
    listing = Listing[Reminder](
        request,
        found,
        name="beslutspunkter-att-paminna-om",
        title=translate("Decision points that bodies have not decided", language),
        columns=(
            Column(
                "organ",
                lazy_message("Body"),
                lambda row: row.organisation.name,
                href=lambda row: reverse("web:roadmap-relay", args=[row.relay.number]),
            ),
            Column(
                "punkt",
                lazy_message("Decision point"),
                lambda row: row.point.number,
                note=lambda row: row.point.text.in_language(language),
            ),
            Column(
                "lage",
                lazy_message("State"),
                lambda row: relay_state(
                    row.relay.state, row.relay.due is not None and row.days_late > 0, language
                ),
            ),
            Column("sista", lazy_message("Last day"), lambda row: row.relay.due),
            Column(
                "dagar",
                lazy_message("Days late"),
                lambda row: max(0, row.days_late) if row.relay.due else None,
            ),
            Column("skickad", lazy_message("Relayed"), lambda row: row.relay.relayed_on),
        ),
        choices=(
            Choice("punktfilter", lazy_message("Decision point"), lambda row: str(row.point.number)),
            Choice(
                "lagefilter",
                lazy_message("State"),
                lambda row: (
                    translate("overdue", language)
                    if row.relay.due is not None and row.days_late > 0
                    else translate(STATE_NAMES[row.relay.state], language)
                ),
            ),
        ),
        search=lambda row: row.organisation.name.sv,
        simulated=lambda row: row.relay.origin == "simulated",
    )
    if listing.wanted:
        return listing.download()
    return render_page(request, "web/roadmap/reminders.html", {"listing": listing})
