"""Roles in words; `tests/presentation` sees to it that every role has its words."""

from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language

ROLES = {
    "strategist": message("strategist"),
    "statistician": message("statistician"),
    "controller": message("controller"),
    "manager": message("manager"),
    "board_secretary": message("board secretary"),
    "politician": message("politician"),
    "auditor": message("auditor"),
    "partner": message("partner"),
    "administrator": message("administrator"),
}
MEANINGS = {
    "strategist": message("steers the roadmap, the yearly cycle and the council's goals"),
    "statistician": message("looks after the figures and what is released of them"),
    "controller": message("writes plans and follow-ups of the organisation"),
    "manager": message("approves what is handed in from the unit or the administration"),
    "board_secretary": message("notes the board's decisions"),
    "politician": message("reads everything in the workspace"),
    "auditor": message("reads everything, and the log of who did what"),
    "partner": message("reads what is shared, and answers a referral"),
    "administrator": message("keeps accounts, roles, units and sign-in, and nothing else"),
}


def role_word(role: str, language: Language) -> str:
    return translate(ROLES.get(role, role), language)


def role_meaning(role: str, language: Language) -> str:
    return translate(MEANINGS.get(role, role), language)
