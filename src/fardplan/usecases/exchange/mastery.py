"""Which plans another management system keeps, and which are kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.boards.mastery import Mastery
from fardplan.presentation.sentences import Sentence
from fardplan.store.audit import record
from fardplan.store.import_files import KeptFile, files_of
from fardplan.store.import_mappings import KeptMapping, latest_mappings
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.plan_masters import end_master, master_of, masters_of, set_master
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.store.years import KnownStep, KnownYear, steps_of, year_of, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.rules import can_load_form, can_see_exchange, can_take_in_export, check
from fardplan.usecases.year.gathering import year_to_open_at
from fardplan.vocabulary.errors import InputError, RuleError

LONGEST_NAME = 80


def managed_elsewhere(year: int, organisation: str) -> Mastery | None:
    """The other system that keeps an organisation's plan in a year, None where it is kept here."""
    return master_of(year, organisation)


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """What is exchanged in a year: whose plans are kept where, the files that came, the mappings.

    `mine` are the organisations whose forms the actor loads.
    """

    year: KnownYear
    boards: tuple[KnownOrganisation, ...]
    masters: Mapping[str | None, Mastery]
    files: tuple[KeptFile, ...]
    mappings: tuple[KeptMapping, ...]
    steps: tuple[KnownStep, ...]
    years: tuple[int, ...]
    may_take_in: bool
    mine: frozenset[str]

    def keeper_of(self, organisation: str) -> Mastery | None:
        return self.masters.get(organisation) or self.masters.get(None)


def exchange_page(actor: Actor, year: int) -> ExchangePage:
    """What is exchanged with other systems in a year. Raises `NotFoundError` for a year that is not open."""
    check(can_see_exchange, actor)
    found = year_of(year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    boards = tuple(
        one
        for one in organisations()
        if not one.is_unit
        and (one.valid_from is None or one.valid_from <= last)
        and (one.valid_to is None or one.valid_to >= first)
    )
    return ExchangePage(
        found,
        boards,
        masters_of(year),
        files_of(year, ("export",)),
        latest_mappings(year),
        steps_of(year),
        tuple(one.year for one in years()),
        can_take_in_export(actor),
        frozenset(one.key for one in boards if can_load_form(actor, one.key)),
    )


def keep_elsewhere(
    actor: Actor, year: int, organisation: str | None, *, system: str, why: str, today: date
) -> None:
    """Say that another system keeps an organisation's plan in a year, or all plans (None).

    From then on its pages are read-only here. Raises `RuleError` in a closed year or where that is said
    already, and `InputError` for a system without a name.
    """
    check(can_take_in_export, actor)
    name = " ".join(system.split())[:LONGEST_NAME]
    if not name:
        raise InputError(Sentence("the other system has no name"), outcome=Sentence("Nothing was changed."))
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        _check_open(year)
        there = masters_of(year).get(organisation)
        if there is not None:
            raise RuleError(
                Sentence("it is kept in {system} already, since {day}", system=there.system, day=there.since),
                outcome=Sentence("Nothing was changed."),
            )
        set_master(Mastery(year, organisation, name, today, actor.name, why.strip() or None))
        record(
            actor.name,
            "plan is kept elsewhere",
            f"year {year} {organisation or 'all'}",
            before={"kept": "here"},
            after={"kept": name},
            why=why.strip() or None,
        )


def keep_here(actor: Actor, year: int, organisation: str | None, *, why: str, today: date) -> None:
    """Say that an organisation's plan in a year, or all plans (None), are kept here again."""
    check(can_take_in_export, actor)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        _check_open(year)
        there = masters_of(year).get(organisation)
        if there is None:
            raise RuleError(Sentence("it is kept here already"), outcome=Sentence("Nothing was changed."))
        end_master(year, organisation, by=actor.name, day=today)
        record(
            actor.name,
            "plan is kept here",
            f"year {year} {organisation or 'all'}",
            before={"kept": there.system},
            after={"kept": "here"},
            why=why.strip() or None,
        )


def _check_open(year: int) -> None:
    if year_of(year).is_closed:
        raise RuleError(
            Sentence("the year is closed: what was reported is corrected by decision alone"),
            outcome=Sentence("Nothing was changed."),
        )


def exchange_year(actor: Actor, *, today: date) -> int | None:
    """The year to begin with; None where there is none."""
    check(can_see_exchange, actor)
    return year_to_open_at(today)
