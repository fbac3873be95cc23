"""Audit: what a reader of everything that is published can work out about what is not, told independently.

It shares the types of `disclosure.tables` with the suppression it judges, and nothing else.
"""

from fardplan.disclosure.audit.auditing import Audit, Narrow, audit, possible
from fardplan.disclosure.audit.bounds import Intervals
from fardplan.disclosure.audit.knowledge import Contradiction
from fardplan.disclosure.audit.solver import Unsolved

__all__ = ["Audit", "Contradiction", "Intervals", "Narrow", "Unsolved", "audit", "possible"]
