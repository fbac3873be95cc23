"""Who may do what, told by the rules themselves: each is asked about each role.

A right stands here with the function that decides it. A test sees to it that every rule about an actor in the
use cases is here, so that the page leaves none out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fardplan.presentation.translations import message
from fardplan.usecases import actors, units, workbench_rights
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.exchange import rules as exchange_rules
from fardplan.usecases.people import rules
from fardplan.usecases.reporting import rights as report_rights
from fardplan.usecases.steering import case_rights, versions
from fardplan.usecases.year import changes as year_changes
from fardplan.usecases.year import considered, may, steps

OWN, ANOTHER = "own", "another"

Asked = Callable[[Actor, str, str], bool]
"""Asks a rule about an actor, for an organisation and a target area."""


class Reach(StrEnum):
    """How far a role reaches."""

    NO = "no"
    YES = "yes"
    ORGANISATION = "organisation"
    TARGET_AREA = "target area"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done. `rule` is the function that decides it, `asks` asks that function."""

    words: str
    rule: Callable[..., bool]
    asks: Asked


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the workspace and its rights."""

    words: str
    rights: tuple[Right, ...]


def _plain(words: str, rule: Callable[[Actor], bool]) -> Right:
    return Right(words, rule, lambda actor, _organisation, _area: rule(actor))


def _of_organisation(words: str, rule: Callable[[Actor, str], bool]) -> Right:
    return Right(words, rule, lambda actor, organisation, _area: rule(actor, organisation))


def _of_area(words: str, rule: Callable[[Actor, str], bool]) -> Right:
    return Right(words, rule, lambda actor, _organisation, area: rule(actor, area))


PARTS = (
    Part(
        message("The roadmap"),
        (
            _plain(message("Change the roadmap and publish"), actors.can_steer),
            _of_area(message("Write in drafts of the roadmap"), case_rights.can_prepare),
            _plain(message("Read drafts, cases, answers and what was relayed"), case_rights.can_read_cases),
            _plain(message("Relay decision points to boards and companies"), case_rights.can_relay),
            _of_organisation(message("Read an answer to a referral"), case_rights.can_read_answer),
            _of_organisation(message("Write an answer to a referral"), case_rights.can_write_answer),
            _of_organisation(message("Hand in an answer to a referral"), case_rights.can_hand_in),
            _of_organisation(
                message("Record what a body decided on a decision point"), case_rights.can_record_decision
            ),
        ),
    ),
    Part(
        message("Levels and assessments"),
        (
            _plain(message("Read the workbench"), workbench_rights.can_weigh),
            _of_area(message("Keep candidates and write their reasons"), workbench_rights.can_keep),
            _of_area(message("Make a candidate a proposal"), workbench_rights.can_propose_for),
            _of_area(
                message("Release forecasts, probabilities and recommended levels"),
                workbench_rights.can_release,
            ),
            _of_area(message("Judge how it goes, for the city"), workbench_rights.can_assess),
        ),
    ),
    Part(
        message("The boards' year"),
        (
            _plain(message("Read plans and follow-ups"), may.can_read_year),
            _plain(message("Open and close years, take in late, correct and merge"), may.can_coordinate),
            _of_organisation(message("Write plans and follow-ups, and hand them in"), may.can_write_for),
            Right(
                message("Answer what a board has considered"),
                considered.can_consider,
                considered.can_consider,
            ),
            _of_organisation(message("Propose a change within the year"), year_changes.can_propose),
            _of_organisation(message("Approve or return what is handed in"), may.can_approve_for),
            _of_organisation(message("Record what the board decides"), may.can_record_for),
            _of_organisation(message("Set the day of the board's meeting"), may.can_set_meeting),
        ),
    ),
    Part(
        message("Files in and out"),
        (
            _plain(message("See which files came and what they changed"), exchange_rules.can_see_exchange),
            _plain(message("Read in an export of another system"), exchange_rules.can_take_in_export),
            _plain(message("Fetch the annex of proposed indicators"), exchange_rules.can_fetch_annex),
            _of_organisation(message("Take a board's form away"), exchange_rules.can_fetch_form),
            _of_organisation(message("Load a board's form back"), exchange_rules.can_load_form),
        ),
    ),
    Part(
        message("Reports"),
        (
            Right(
                message("Write own texts in a board's reports"),
                report_rights.can_write_report,
                lambda actor, organisation, _area: report_rights.can_write_report(
                    actor, "board-report", organisation
                ),
            ),
            _plain(message("Keep the city's Word template of reports"), report_rights.can_keep_template),
        ),
    ),
    Part(
        message("Figures"),
        (_plain(message("Load figures and make them current"), actors.can_load_evidence),),
    ),
    Part(
        message("Accounts and roles"),
        (
            _plain(message("Make, correct and end accounts"), rules.can_keep_accounts),
            _plain(message("See who has an account, and with which roles"), rules.can_see_people),
            _plain(message("Examine who has an account, and with which roles"), rules.can_audit_people),
            Right(
                message("Give and end roles"),
                rules.can_grant,
                lambda actor, organisation, _area: rules.can_grant(
                    actor, Role.CONTROLLER, organisation=organisation
                ),
            ),
            _plain(message("Give and end roles somewhere"), rules.can_grant_somewhere),
            _plain(message("See the city's organisations and their units"), units.can_see_organisations),
            Right(
                message("Add and end units"),
                units.can_keep_units,
                lambda actor, organisation, _area: units.can_keep_units(actor, organisation=organisation),
            ),
            Right(
                message("Register somebody's leave and deputy"),
                rules.can_register_leave,
                lambda actor, organisation, _area: rules.can_register_leave(actor, organisation=organisation),
            ),
            _plain(message("See what is in the name of people who have left"), rules.can_see_who_left),
            Right(
                message("Hand over what is in the name of people who have left"),
                rules.can_hand_over,
                lambda actor, organisation, _area: rules.can_hand_over(actor, organisation=organisation),
            ),
            _plain(
                message("Read the log of who did what, and prove that it is whole"), actors.can_read_audit
            ),
        ),
    ),
)

NOT_ALONE: tuple[Callable[..., bool], ...] = (
    case_rights.can_move_case,
    versions.can_read_version,
    may.can_tell_of,
    steps.can_make,
)
"""Rules that put those above together for a thing at hand, and so say nothing of a role alone."""


def reach(right: Right, role: Role) -> Reach:
    """How far a role reaches for a right, found by asking its rule."""
    whole = Actor("?", frozenset({role}))
    if not right.asks(whole, OWN, OWN):
        return Reach.NO
    of_organisation = Actor("?", grants=frozenset({Grant(role, frozenset({OWN}))}))
    if right.asks(of_organisation, OWN, OWN):
        return Reach.YES if right.asks(of_organisation, ANOTHER, OWN) else Reach.ORGANISATION
    of_area = Actor("?", grants=frozenset({Grant(role, target_area=OWN)}))
    if right.asks(of_area, OWN, OWN):
        return Reach.YES if right.asks(of_area, OWN, ANOTHER) else Reach.TARGET_AREA
    return Reach.WHOLE
