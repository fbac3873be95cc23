"""Marking what has been told as ready, and taking the mark away to write on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from fardplan.boards.follow_up import lacking
from fardplan.boards.steps import State
from fardplan.presentation.sentences import Sentence
from fardplan.store import follow_ups as store
from fardplan.store import years
from fardplan.store.turns import Turn, share_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.figures import Latest
from fardplan.usecases.year.follow_ups import begun
from fardplan.usecases.year.gathering import Entry, Gathered, check_takes_part, gathered
from fardplan.usecases.year.telling import check_writable, gone, held, latest_of, log_told, written
from fardplan.vocabulary.errors import RuleError


def mark_ready(
    actor: Actor,
    home: Home,
    year: int,
    step: str,
    organisation: str,
    refs: Sequence[str],
    *,
    today: date,
) -> tuple[str, ...]:
    """Mark things ready as they stand; gives the references of those that lack something and are not ready.

    A thing that nobody has written of is ready as it was prefilled, where nothing lacks in that.
    """
    left = []
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = gathered(year, step, [organisation], today=today)[0]
        check_takes_part(found)
        found = replace(found, submitted=years.locked_submission(found.step, organisation, by=actor.name))
        check_writable(found, actor, today)
        there = {entry.subject.ref: entry for entry in found.entries}
        for ref in refs:
            if ref not in there:
                raise gone(ref)
            may.check(may.can_tell_of, actor, there[ref].subject)
            latest = latest_of(home, found, there[ref].subject, today)
            if not _is_marked(found, there[ref], latest, actor, today):
                left.append(ref)
            elif found.submitted.state is State.NOT_BEGUN:
                found = replace(found, submitted=replace(found.submitted, state=State.WRITING))
    return tuple(left)


def _is_marked(found: Gathered, entry: Entry, latest: Latest | None, actor: Actor, today: date) -> bool:
    subject = entry.subject
    was = store.locked_follow_up(found.step, found.organisation.key, subject.ref)
    told = was.told if was else begun(subject, entry.before, latest)
    if lacking(subject.kind, told, individual=subject.by_sex, ends=subject.ends):
        return False
    if was is None or not was.ready:
        written(found, entry, was, told, latest, actor, today, ready=True)
    return True


def write_on(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, *, today: date
) -> None:
    """Take the mark away from a thing that is ready, to write on in it."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found, entry, _ = held(actor, home, year, step, organisation, ref, today)
        check_writable(found, actor, today)
        was = store.locked_follow_up(found.step, organisation, ref)
        if was is None or not was.ready:
            raise RuleError(Sentence("it is not marked ready"), outcome=Sentence("Nothing was changed."))
        now = store.save_follow_up(
            found.step,
            organisation,
            ref,
            was.told,
            was=was,
            ready=False,
            by=actor.name,
            day=today,
            evidence=was.evidence,
        )
        log_told(found, entry.subject, was, now, actor)
