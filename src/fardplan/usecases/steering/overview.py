"""The roadmap's first page: what applies, what is on its way, and what waits for the one who looks."""

from dataclasses import dataclass
from datetime import date

from fardplan.roadmap.case import CLOSED
from fardplan.roadmap.referral import Timing, timing
from fardplan.store.referrals import KeptAnswer
from fardplan.store.relays import KeptRelay
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_rights import can_prepare, can_read_cases
from fardplan.usecases.steering.cases import ListedCase, asked_of, list_cases
from fardplan.usecases.steering.relays import open_relays_of
from fardplan.usecases.steering.versions import ListedVersion, version_list
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """A referral that a person's organisation is to answer."""

    answer: KeptAnswer
    timing: Timing


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A decision point that lies undecided with a person's organisation."""

    relay: KeptRelay
    organisation: Text
    overdue: bool


@dataclass(frozen=True, slots=True)
class Overview:
    version: ListedVersion | None
    cases: tuple[ListedCase, ...]
    asked: tuple[AskedAnswer, ...]
    points: tuple[OpenPoint, ...]
    any_adopted: bool
    may_prepare: bool
    may_read_cases: bool


def overview(*, actor: Actor, today: date, as_of: date) -> Overview:
    """Constant queries, however many editions, cases and answers there are."""
    listed = version_list(actor=actor, as_of=as_of)
    cases = list_cases(actor=actor) if can_read_cases(actor) else ()
    return Overview(
        version=next((item for item in listed.listed if item.applies), None),
        cases=tuple(item for item in cases if item.case.state not in CLOSED),
        asked=tuple(AskedAnswer(item, timing(item.answer, today)) for item in asked_of(actor).answers),
        points=tuple(
            OpenPoint(relay, name, relay.due is not None and relay.due < today)
            for relay, name in open_relays_of(actor)
        ),
        any_adopted=any(item.version.decision for item in listed.listed),
        may_prepare=can_prepare(actor),
        may_read_cases=can_read_cases(actor),
    )
