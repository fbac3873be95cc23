"""What use cases of the boards' year are given and give, for the pages that call them."""

from fardplan.store.decision_records import TakenDecision
from fardplan.store.follow_ups import Corrected
from fardplan.store.organisations import KnownOrganisation

__all__ = ["Corrected", "KnownOrganisation", "TakenDecision"]
