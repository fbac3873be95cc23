"""The decision points: their texts, who is to act, with what force, and the body that decides.

points (where they stand, one by one) ─ force (what they bind, and whom) ─ lead (who decides)
"""

from .force import addressee_of, force_of
from .lead import decider
from .points import Point, decision_points

__all__ = ["Point", "addressee_of", "decider", "decision_points", "force_of"]
