"""The bodies that may be chosen: whom to ask in a referral, where a decision point goes."""

from datetime import date

from fardplan.store.organisations import KnownOrganisation, organisations

__all__ = ["KnownOrganisation", "organisations_to_choose"]


def organisations_to_choose(today: date) -> tuple[KnownOrganisation, ...]:
    """Boards, companies and others that are there today, without their units. Two queries."""
    return tuple(item for item in organisations(day=today) if not item.is_unit)
