"""The tables: columns and constraints, nothing else."""

from fardplan.store.models.cases import (
    AnswerRevision,
    CaseDocument,
    CaseRevision,
    CaseStep,
    DocumentDoubt,
    DoubtRuling,
    ReferralAnswer,
    Relay,
    RelayRevision,
    RoadmapCase,
)
from fardplan.store.models.exchange import ExternalItem, ImportMapping, ImportRun, PlanMaster
from fardplan.store.models.follow_ups import FollowUp
from fardplan.store.models.organisations import DecisionRecord, KeptText, Organisation, Succession
from fardplan.store.models.people import ReminderSent, RoleGrant, User
from fardplan.store.models.plans import (
    ChangeRequest,
    Consideration,
    CouncilItem,
    CouncilResponsible,
    PlanItem,
    RoadmapLink,
)
from fardplan.store.models.records import AuditEvent, EditionDecision, Release
from fardplan.store.models.roadmaps import (
    ContextIndicator,
    DecisionPoint,
    Milestone,
    RelatedMilestone,
    Responsibility,
    RoadmapVersion,
    Strategy,
    TargetArea,
)
from fardplan.store.models.workbench import Assessment, Candidate
from fardplan.store.models.years import Correction, CycleStep, CycleYear, Submission, SubmissionEvent

__all__ = [
    "AnswerRevision",
    "Assessment",
    "AuditEvent",
    "Candidate",
    "CaseDocument",
    "CaseRevision",
    "CaseStep",
    "ChangeRequest",
    "Consideration",
    "ContextIndicator",
    "Correction",
    "CouncilItem",
    "CouncilResponsible",
    "CycleStep",
    "CycleYear",
    "DecisionPoint",
    "DecisionRecord",
    "DocumentDoubt",
    "DoubtRuling",
    "EditionDecision",
    "ExternalItem",
    "FollowUp",
    "ImportMapping",
    "ImportRun",
    "KeptText",
    "Milestone",
    "Organisation",
    "PlanItem",
    "PlanMaster",
    "ReferralAnswer",
    "RelatedMilestone",
    "Relay",
    "RelayRevision",
    "Release",
    "ReminderSent",
    "Responsibility",
    "RoadmapCase",
    "RoadmapLink",
    "RoadmapVersion",
    "RoleGrant",
    "Strategy",
    "Submission",
    "SubmissionEvent",
    "Succession",
    "TargetArea",
    "User",
]
