"""What of a milestone's outlook may be published: nothing, until someone releases it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.audit import record
from fardplan.store.releases import ReleaseEvent, add_events, events_until
from fardplan.store.roadmaps import all_versions
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.workbench_rights import check_can_release
from fardplan.vocabulary.errors import NotFoundError, RuleError
from fardplan.vocabulary.release import ReleaseKind


def release(
    milestone: str, kinds: Iterable[ReleaseKind], *, actor: Actor, today: date, why: str | None = None
) -> tuple[ReleaseKind, ...]:
    """Let the `kinds` of a milestone's outlook be published from now on; gives those that were not yet.

    `milestone` is a key in any edition. Raises `NotFoundError` for another, and `RuleError` when all of
    them are released already.
    """
    return _turn(milestone, kinds, True, actor=actor, today=today, why=why)


def withdraw(
    milestone: str, kinds: Iterable[ReleaseKind], *, actor: Actor, today: date, why: str | None = None
) -> tuple[ReleaseKind, ...]:
    """Keep the `kinds` of a milestone's outlook internal again; gives those that were released.

    What has been published stays so until the next publication. Raises as `release` does.
    """
    return _turn(milestone, kinds, False, actor=actor, today=today, why=why)


def released_on(day: date) -> Mapping[str, frozenset[ReleaseKind]]:
    """What was released on a day, by the key of the milestone; a milestone with nothing is not there."""
    found: dict[str, frozenset[ReleaseKind]] = {}
    for event in releases_on(day):
        found[event.milestone] = found.get(event.milestone, frozenset()) | {event.kind}
    return found


def releases_on(day: date, *, milestone: str | None = None) -> tuple[ReleaseEvent, ...]:
    """The releases in force on a day, by milestone and kind: who released it, when and why.

    With a `milestone` its own. Raises `NotFoundError` when no edition has it.
    """
    if milestone is not None:
        _target_area(milestone)
    latest = {(event.milestone, event.kind): event for event in events_until(day)}
    return tuple(
        latest[each]
        for each in sorted(latest)
        if latest[each].released and milestone in (None, latest[each].milestone)
    )


def _turn(
    milestone: str,
    kinds: Iterable[ReleaseKind],
    released: bool,
    *,
    actor: Actor,
    today: date,
    why: str | None,
) -> tuple[ReleaseKind, ...]:
    asked = set(kinds)
    with transaction.atomic():
        take_turn(Turn.CASES)
        check_can_release(actor, _target_area(milestone))
        before = released_on(today).get(milestone, frozenset())
        turned = tuple(kind for kind in ReleaseKind if kind in asked and (kind in before) != released)
        if not turned:
            raise RuleError(
                Sentence("nothing of that is internal for '{milestone}'", milestone=milestone)
                if released
                else Sentence("nothing of that is released for '{milestone}'", milestone=milestone),
                outcome=Sentence("Nothing was changed."),
            )
        add_events(ReleaseEvent(milestone, kind, released, today, actor.name, why) for kind in turned)
        after = before | set(turned) if released else before - set(turned)
        record(
            actor.name,
            "release outlook" if released else "withdraw outlook",
            f"milestone {milestone}",
            before=sorted(before),
            after=sorted(after),
            why=why,
        )
    return turned


def _target_area(milestone: str) -> str:
    """The target area of a milestone in the newest edition that has it."""
    areas = {item.key: item.target_area for version in all_versions() for item in version.milestones}
    if milestone not in areas:
        raise NotFoundError(
            Sentence("there is no milestone '{milestone}' in any version", milestone=milestone),
            instead=there_is(areas, asked=milestone),
            outcome=Sentence("Nothing was changed."),
        )
    return areas[milestone]
