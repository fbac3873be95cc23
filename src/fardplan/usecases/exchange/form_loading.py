"""Loading a board's form: all that it says, or nothing, each row by the rules of plans or follow-ups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from fardplan.boards.chain import ItemKind
from fardplan.boards.field_conflicts import Joined, chosen
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.forms import new_ref
from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.assessing import Judgement
from fardplan.sources.workbooks.cells import YES
from fardplan.store.audit import record
from fardplan.store.import_files import KeptFile, add_run
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.form_looking import RowLook, look_at_form
from fardplan.usecases.exchange.forms import PLAN
from fardplan.usecases.homes import Home
from fardplan.usecases.year.plans import add_to_plan, change_item
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import EditConflict, FardplanError, RuleError


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """What loading a form did: how many items it changed, how many it added."""

    changed: int
    added: int


def load_form(
    actor: Actor, home: Home, number: int, *, choices: Mapping[str, str], seen: str, today: date
) -> LoadedForm:
    """Write what a form says, all of it or nothing, each row by the rules of plans or follow-ups.

    `choices` has `theirs` or `yours` for every field in conflict, as `<row>-<field>`. Raises `RuleError`
    where one is missing, where something else would be written than the `FormLook.seen` that was looked at,
    and what writing a row by hand would raise.
    """
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        look = look_at_form(actor, home, number, today=today)
        if look.seen != seen:
            raise RuleError(
                Sentence("somebody has changed something since you looked at the list"),
                instead=Sentence("Look at the list again, and load the form then."),
                outcome=Sentence("Nothing was loaded."),
            )
        writing = _Writing(actor, home, look.file, today)
        written = [row for row in look.rows if writing.row(row, _settled(row, choices))]
        added = sum(row.is_new for row in written)
        changed = len(written) - added
        outcome = {"changed": changed, "added": added, "choices": dict(choices)}
        add_run(number, rows=len(look.rows), outcome=outcome, by=actor.name, day=today)
        record(actor.name, "load form", f"file {number}", after=outcome)
    return LoadedForm(changed, added)


def _settled(row: RowLook, choices: Mapping[str, str]) -> Joined | None:
    """What is to be written of a row, with a person's choices; None where nothing is."""
    if row.lost or row.joined is None:
        return None
    mine = {one.name: choices.get(f"{row.name}-{one.name}", "") for one in row.conflicts}
    result, left = chosen(row.joined, mine)
    if left:
        heading = next(one.heading for one in row.conflicts if one.name == left[0])
        raise RuleError(
            Sentence("'{title}': nothing is chosen for {field}", title=row.title, field=heading),
            instead=Sentence("Choose one of the two for each field."),
            outcome=Sentence("Nothing was loaded."),
        )
    return result if result.changed else None


@dataclass(slots=True)
class _Writing:
    """The rows of a form on their way in; `made` has the keys that new ones have got, by their references."""

    actor: Actor
    home: Home
    file: KeptFile
    today: date
    made: dict[str, str] = field(default_factory=dict)

    def row(self, row: RowLook, result: Joined | None) -> bool:
        """Write a row where there is anything of it to write, and say whether there was."""
        if result is None:
            return False
        try:
            if self.file.kind == PLAN:
                self._plan(row, result)
            else:
                self._told(row, result)
        except EditConflict:
            raise
        except FardplanError as error:
            where = f"{row.table}, {row.line}"
            raise type(error)(
                error.what, where=where, instead=error.instead, outcome=Sentence("Nothing was loaded.")
            ) from error
        return True

    def _plan(self, row: RowLook, result: Joined) -> None:
        told = {name: result.fields.get(name) for name in result.changed}
        fields = {name: self.made.get(value or "", value) for name, value in told.items()}
        if row.id is not None:
            change_item(row.id, fields, revision=row.revision, actor=self.actor, today=self.today)
            return
        made = add_to_plan(
            self.file.year,
            self.file.organisation or "",
            ItemKind(row.key),
            fields,
            actor=self.actor,
            today=self.today,
        )
        self.made[new_ref(row.key, row.line)] = made.key

    def _told(self, row: RowLook, result: Joined) -> None:
        told, ready = told_in(result.fields)
        tell(
            self.actor,
            self.home,
            self.file.year,
            self.file.step or "",
            self.file.organisation or "",
            row.id or "",
            told,
            revision=row.revision,
            today=self.today,
            ready=ready,
        )


def told_in(fields: Mapping[str, str | None]) -> tuple[Told, bool]:
    """What the fields of a form tell of an item, and whether it is marked as ready."""

    def number(name: str) -> float | None:
        text = fields.get(name)
        return float(text) if text else None

    judgement, activity, end = (fields.get(name) for name in ("judgement", "activity", "new_end"))
    told = Told(
        fields.get("text") or "",
        number("outcome"),
        number("women"),
        number("men"),
        Judgement(judgement) if judgement else None,
        fields.get("missing_why") or "",
        ActivityState(activity) if activity else None,
        date.fromisoformat(end) if end else None,
        fields.get("stopped_why") or "",
    )
    return told, fields.get("ready") == YES
