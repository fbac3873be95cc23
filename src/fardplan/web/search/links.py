"""Where what was found can be read: in the workspace, or on the public site."""

from datetime import date

from django.urls import reverse

from fardplan.portal.addresses import Address, Kind
from fardplan.usecases.searching import Hit
from fardplan.vocabulary.searching import HitKind
from fardplan.vocabulary.text import Language

PUBLIC = {
    HitKind.MILESTONE: Kind.MILESTONE,
    HitKind.STRATEGY: Kind.STRATEGY,
    HitKind.TARGET_AREA: Kind.TARGET_AREA,
}


def link(hit: Hit, language: Language, *, today: date, inside: bool) -> str | None:
    """The address of a hit; None for what stands nowhere else than here.

    `inside`: the reader may open the workspace's own pages of what is public too.
    """
    if inside and hit.kind is HitKind.MILESTONE:
        return reverse("web:workbench-milestone", args=[hit.key])
    if inside and hit.kind is HitKind.DECISION_POINT:
        return reverse("web:roadmap-relays")
    if hit.kind in PUBLIC:
        return f"/{Address(PUBLIC[hit.kind], language, hit.key).path}"
    match hit.kind:
        case HitKind.COUNCIL_ITEM:
            return reverse("web:plans-council-item", args=[hit.year, hit.key])
        case HitKind.PLAN_ITEM:
            return reverse("web:plans-item", args=[hit.key])
        case HitKind.FOLLOW_UP:
            return reverse("web:year-handed_in", args=[hit.year, hit.step, hit.organisation_key])
        case HitKind.ORGANISATION if inside:
            return reverse("web:plans-board", args=[today.year, hit.key])
        case HitKind.PERSON:
            return reverse("web:people-person", args=[hit.key])
        case HitKind.DECISION_POINT:
            return f"/{Address(Kind.HISTORY, language).path}"
        case _:
            return None
