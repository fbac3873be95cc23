"""Audit: what a reader of everything that is published can work out about what is not, told independently.

It shares the types of `disclosure.tables` with the suppression it judges, and nothing else.
"""

from fardplan.disclosure.audit.auditing import Audit, Narrow, audit, possible
from fardplan.disclosure.audit.bounds import Intervals
from fardplan.disclosure.audit.knowledge import Contradiction
from fardplan.disclosure.audit.published import (
    Finding,
    Proof,
    PublishedAudit,
    Readers,
    Which,
    audit_published,
)
from fardplan.disclosure.audit.reasons import Lone, lone_reasons
from fardplan.disclosure.audit.solver import Unsolved
from fardplan.disclosure.audit.told import Told, told_of

__all__ = [
    "Audit",
    "Contradiction",
    "Finding",
    "Intervals",
    "Lone",
    "Narrow",
    "Proof",
    "PublishedAudit",
    "Readers",
    "Told",
    "Unsolved",
    "Which",
    "audit",
    "audit_published",
    "lone_reasons",
    "possible",
    "told_of",
]
