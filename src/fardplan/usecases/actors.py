"""Who acts, and what they may do."""

from dataclasses import dataclass, field
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import PermissionDenied

ENTERED, SIMULATED = "entered", "simulated"
"""Where what is written comes from: a person, or the demonstration, which marks it wherever it is shown."""


class Role(StrEnum):
    """What a person is to the city's steering; what each may do stands with the use cases."""

    STRATEGIST = "strategist"
    STATISTICIAN = "statistician"
    CONTROLLER = "controller"
    MANAGER = "manager"
    BOARD_SECRETARY = "board_secretary"
    POLITICIAN = "politician"
    AUDITOR = "auditor"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that is held for some of the city alone.

    `organisations`: keys of the organisation it was given for and of all below it; empty: the whole city.
    `target_area`: a target area's key; None: all of them.
    """

    role: Role
    organisations: frozenset[str] = field(default_factory=frozenset)
    target_area: str | None = None

    def covers(self, organisation: str | None, target_area: str | None) -> bool:
        """Whether it reaches what is asked about; None asks about the whole."""
        of_organisation = not self.organisations or organisation in self.organisations
        return of_organisation and (self.target_area is None or self.target_area == target_area)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who does something. `roles` are held for the whole city, `grants` for a part of it.

    `person` is the number of their account, None on the command line. `stands_in_for` has the accounts of
    those who are away with this person as their deputy. `origin` marks what they write: `SIMULATED` where
    they are played by the demonstration.
    """

    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    grants: frozenset[Grant] = field(default_factory=frozenset)
    person: int | None = None
    stands_in_for: frozenset[int] = field(default_factory=frozenset)
    origin: str = ENTERED

    @classmethod
    def operator(cls, name: str) -> "Actor":
        """Whoever has the home's files in hand, on the command line, and so may do everything."""
        return cls(name, frozenset(Role))

    def holds(self, role: Role, *, organisation: str | None = None, target_area: str | None = None) -> bool:
        """Whether they have a role, for an organisation and a target area, or for all of them where None."""
        return role in self.roles or any(
            grant.role == role and grant.covers(organisation, target_area) for grant in self.grants
        )

    def holds_anywhere(self, *roles: Role) -> bool:
        """Whether they have one of the roles for something."""
        return bool(self.roles & set(roles)) or any(grant.role in roles for grant in self.grants)

    def answers_for(self, person: int | None) -> bool:
        """Whether something in a person's name is theirs to do: their own, or while that person is away."""
        return person is not None and (person == self.person or person in self.stands_in_for)


def can_steer(actor: Actor) -> bool:
    """May change the roadmap and publish."""
    return Role.STRATEGIST in actor.roles


def check_can_steer(actor: Actor) -> None:
    if not can_steer(actor):
        raise PermissionDenied(
            Sentence("{name} may not change the roadmap or publish", name=actor.name),
            instead=Sentence("A strategist may."),
            outcome=Sentence("Nothing was changed."),
        )


def can_load_evidence(actor: Actor) -> bool:
    """May make figures current."""
    return bool(actor.roles & {Role.STRATEGIST, Role.STATISTICIAN})


def check_can_load_evidence(actor: Actor) -> None:
    if not can_load_evidence(actor):
        raise PermissionDenied(
            Sentence("{name} may not load evidence", name=actor.name),
            instead=Sentence("A statistician may."),
            outcome=Sentence("Nothing was loaded."),
        )


def can_read_audit(actor: Actor) -> bool:
    """May read the log of who did what."""
    return Role.AUDITOR in actor.roles


def check_can_read_audit(actor: Actor) -> None:
    if not can_read_audit(actor):
        raise PermissionDenied(
            Sentence("{name} may not read the log of who did what", name=actor.name),
            instead=Sentence("An auditor may."),
        )
