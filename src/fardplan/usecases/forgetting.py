"""Forgetting what sources answered long ago, but for what figures rest on."""

from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.snapshots import Snapshot
from fardplan.store.audit import record
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.homes import Home
from fardplan.usecases.one_refresh import one_refresh_at_a_time
from fardplan.vocabulary.errors import InputError


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Answers that were forgotten and the bytes they took; of the others, those that are old, and in use.

    A trial forgot nothing, and tells what would be.
    """

    answers: int
    size: int
    in_use: int
    recent: int
    saved: bool


def forget_answers(home: Home, before: date, *, actor: Actor, today: date, trial: bool = False) -> Forgotten:
    """Forget the answers that were last given before a day and that no edition rests on, all or none of them.

    An edition is one that was ever current, or has waited for a statistician. Raises `InputError` for a day
    to come, and `StorageError` where it cannot be told what editions rest on: then nothing is forgotten.
    """
    check_can_load_evidence(actor)
    if before > today:
        raise InputError(
            Sentence("{day} has not come yet", day=before),
            instead=Sentence("Write a day no later than today, {today}.", today=today),
            outcome=Sentence("Nothing was forgotten."),
        )
    with one_refresh_at_a_time(home):
        used = _in_use(home)
        everything = home.snapshots.everything()
        old = [one for one in everything if _last_day(one) < before]
        gone = [one for one in old if one.checksum not in used]
        told = Forgotten(
            len(gone),
            home.snapshots.size(gone),
            in_use=len(old) - len(gone),
            recent=len(everything) - len(old),
            saved=not trial,
        )
        if gone and not trial:
            noted = {"before": before.isoformat(), "answers": told.answers, "bytes": told.size}
            record(actor.name, "forget answers", "sources", after=noted)
            home.snapshots.forget(gone)
    return told


def _last_day(one: Snapshot) -> date:
    return one.seen.astimezone().date()


def _in_use(home: Home) -> frozenset[str]:
    """The SHA-256 of every answer that an edition was read from, current or earlier, or waiting."""
    return frozenset(
        checksum
        for store in (home.evidence, home.waiting)
        for indicator in store.indicators()
        for vintage in store.vintages(indicator)
        for checksum in vintage.answers
    )
