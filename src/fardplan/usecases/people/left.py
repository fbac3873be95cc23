"""What is still in the name of people whose accounts are ended, and its handover to somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.store import people as store
from fardplan.store import plan_saves
from fardplan.store.audit import record
from fardplan.store.people import OpenItem
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.accounts import the_person
from fardplan.usecases.people.rules import (
    NOTHING,
    can_hand_over,
    check_can_hand_over,
    check_can_see_who_left,
)
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError


@dataclass(frozen=True, slots=True)
class Left:
    """What people who have left answer for, as far as the actor may hand it over, and who could take it."""

    items: tuple[OpenItem, ...]
    successors: tuple[tuple[int, str], ...]


def see_left(actor: Actor) -> Left:
    """What is open in the name of people who have left, for the organisations that are the actor's."""
    check_can_see_who_left(actor)
    items = [item for item in store.open_items() if can_hand_over(actor, organisation=item.organisation)]
    return Left(tuple(items), store.active_names(but=0))


def hand_over(items: Collection[str], *, to: int, actor: Actor, today: date) -> int:
    """Put another in charge of items that people who have left answer for; how many.

    Raises `InputError` for none, `NotFoundError` for an item that is not in such a person's name.
    """
    check_can_see_who_left(actor)
    if not items:
        raise InputError(Sentence("nothing is chosen"), outcome=NOTHING)
    with transaction.atomic():
        successor = the_person(to)
        if successor.ended is not None:
            raise RuleError(Sentence("the account of {name} is ended", name=successor.name), outcome=NOTHING)
        there = {item.key: item for item in store.open_items()}
        chosen = [there.get(key) for key in sorted(set(items))]
        for item in chosen:
            if item is None:
                raise NotFoundError(Sentence("an item is no longer in the name of somebody who has left"))
            check_can_hand_over(actor, organisation=item.organisation)
            record(
                actor.name,
                "hand over",
                f"plan item {item.key}",
                before={"responsible": item.person_name},
                after={"responsible": successor.name},
            )
        plan_saves.hand_over(sorted(set(items)), to=to, by=actor.name, day=today)
    return len(chosen)
