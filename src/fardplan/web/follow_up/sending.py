"""What a person sends from the follow-up page: everything typed is saved, then what they pressed is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fardplan.usecases.year.follow_ups import Sheet
from fardplan.usecases.year.marking import mark_ready, write_on
from fardplan.usecases.year.telling import Choice, tell
from fardplan.vocabulary.errors import EditConflict, InputError, NotReadyError, RuleError
from fardplan.web.follow_up.shown import refusal
from fardplan.web.follow_up.typed import Typed, parts_of, slot_of, slots_in, typed_in
from fardplan.web.shell.home import home
from fardplan.web.shell.request import WorkRequest

THEIRS = "theirs"


@dataclass(slots=True)
class Sent:
    """What became of it, by the thing's slot: what could not be saved or marked ready, and what was typed.

    A problem without words is that the thing lacks something: what it lacks stands in the thing.
    """

    typed: dict[str, Typed] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, EditConflict] = field(default_factory=dict)
    saved: int = 0
    ready: int = 0
    joined: dict[str, str] = field(default_factory=dict)

    @property
    def went_well(self) -> bool:
        return not self.problems and not self.conflicts


def sent_from(request: WorkRequest, sheets: Iterable[Sheet]) -> Sent:
    """Save what was typed and do what was pressed; what hinders one thing hinders no other."""
    sent, pressed = Sent(), request.POST
    chosen, _, how = pressed.get("choose", "").partition("|")
    for slot in slots_in(pressed):
        if slot == chosen and how == THEIRS:
            continue
        choice = Choice(how) if slot == chosen and how in set(Choice) else None
        _save(request, typed_in(pressed, slot), sent, choice=choice, ready=pressed.get("ready") == slot)
    if pressed.get("again"):
        _write_on(request, pressed["again"], sent)
    if pressed.get("all") and sent.went_well:
        _all_ready(request, sheets, sent)
    return sent


def _save(
    request: WorkRequest, typed: Typed, sent: Sent, *, choice: Choice | None = None, ready: bool = False
) -> None:
    try:
        told = typed.told()
        if told == typed.base and not ready and choice is None:
            return
        year, step, organisation, ref = parts_of(typed.slot)
        saved = tell(
            request.actor,
            home(),
            year,
            step,
            organisation,
            ref,
            told,
            base=typed.base,
            choice=choice,
            ready=ready,
            today=request.today,
        )
    except EditConflict as error:
        sent.conflicts[typed.slot], sent.typed[typed.slot] = error, typed
    except NotReadyError as error:
        problem = refusal(error, request.language)
        sent.problems[typed.slot], sent.typed[typed.slot] = problem, replace(typed, base=told)
    except (RuleError, InputError) as error:
        sent.problems[typed.slot], sent.typed[typed.slot] = refusal(error, request.language), typed
    else:
        sent.saved, sent.ready = sent.saved + 1, sent.ready + ready
        if saved.joined_with:
            sent.joined[typed.slot] = saved.joined_with


def _write_on(request: WorkRequest, slot: str, sent: Sent) -> None:
    year, step, organisation, ref = parts_of(slot)
    try:
        write_on(request.actor, home(), year, step, organisation, ref, today=request.today)
    except RuleError as error:
        sent.problems[slot] = refusal(error, request.language)


def _all_ready(request: WorkRequest, sheets: Iterable[Sheet], sent: Sent) -> None:
    for sheet in sheets:
        refs = [item.ref for item in sheet.owed if item.mine and not item.is_ready]
        if not (refs and sheet.writable):
            continue
        found = sheet.found
        at = found.year.year, found.step.days.key, found.organisation.key
        left = mark_ready(request.actor, home(), *at, refs, today=request.today)
        sent.ready += len(refs) - len(left)
        for ref in left:
            sent.problems[slot_of(*at, ref)] = ""
