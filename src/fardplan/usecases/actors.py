"""Who acts, and what they may do."""

from dataclasses import dataclass, field
from enum import StrEnum

from fardplan.vocabulary.errors import PermissionDenied


class Role(StrEnum):
    STRATEGIST = "strategist"
    STATISTICIAN = "statistician"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who does something, with the roles they act in."""

    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)

    @classmethod
    def operator(cls, name: str) -> "Actor":
        """Whoever has the home's files in hand, on the command line, and so may do everything."""
        return cls(name, frozenset(Role))


def can_steer(actor: Actor) -> bool:
    """May change the roadmap and publish."""
    return Role.STRATEGIST in actor.roles


def check_can_steer(actor: Actor) -> None:
    if not can_steer(actor):
        raise PermissionDenied(
            f"{actor.name} may not change the roadmap or publish",
            instead="A strategist may.",
            outcome="Nothing was changed.",
        )


def can_load_evidence(actor: Actor) -> bool:
    """May make figures current."""
    return bool(actor.roles & {Role.STRATEGIST, Role.STATISTICIAN})


def check_can_load_evidence(actor: Actor) -> None:
    if not can_load_evidence(actor):
        raise PermissionDenied(
            f"{actor.name} may not load evidence",
            instead="A statistician may.",
            outcome="Nothing was loaded.",
        )


def can_read_audit(actor: Actor) -> bool:
    """May read the log of who did what."""
    return Role.AUDITOR in actor.roles


def check_can_read_audit(actor: Actor) -> None:
    if not can_read_audit(actor):
        raise PermissionDenied(
            f"{actor.name} may not read the log of who did what",
            instead="An auditor may.",
        )
