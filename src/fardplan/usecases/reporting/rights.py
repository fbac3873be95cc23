"""Who may write in reports, and who keeps the city's template of them."""

from fardplan.presentation.sentences import Sentence
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.reporting.kinds import kind_named
from fardplan.vocabulary.errors import PermissionDenied

WRITERS = (Role.CONTROLLER, Role.MANAGER, Role.BOARD_SECRETARY)
"""Who writes in the reports of an organisation that is theirs."""

_NOTHING = Sentence("Nothing was changed.")


def can_write_report(actor: Actor, kind: str, subject: str) -> bool:
    """May write the own texts of a report: a strategist of all, an organisation's people of its own."""
    organisation = kind_named(kind).organisation_of(subject)
    own = organisation is not None and any(actor.holds(role, organisation=organisation) for role in WRITERS)
    return own or Role.STRATEGIST in actor.roles


def check_can_write_report(actor: Actor, kind: str, subject: str) -> None:
    if not can_write_report(actor, kind, subject):
        raise PermissionDenied(
            Sentence("{name} may not write in this report", name=actor.name),
            instead=Sentence(
                "A strategist may, and in a board's own report its controller, manager or secretary."
            ),
            outcome=_NOTHING,
        )


def can_keep_template(actor: Actor) -> bool:
    """May keep the city's template of reports."""
    return bool(actor.roles & {Role.ADMINISTRATOR, Role.STRATEGIST})


def check_can_keep_template(actor: Actor) -> None:
    if not can_keep_template(actor):
        raise PermissionDenied(
            Sentence("{name} may not keep the template of reports", name=actor.name),
            instead=Sentence("An administrator or a strategist may."),
            outcome=_NOTHING,
        )
