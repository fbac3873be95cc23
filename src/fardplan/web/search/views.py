"""The page of a search, filled while one types where scripts run."""

from dataclasses import dataclass

from django.http import HttpResponse

from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.usecases.searching import Found, Group, Hit, search
from fardplan.usecases.workbench_rights import can_weigh
from fardplan.vocabulary.searching import HitKind
from fardplan.web.search.links import link
from fardplan.web.search.passages import Piece, marked, passage
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest

KINDS = {
    HitKind.MILESTONE: message("Milestones"),
    HitKind.STRATEGY: message("Strategies"),
    HitKind.TARGET_AREA: message("Target areas"),
    HitKind.COUNCIL_ITEM: message("The council's goals, indicators and activities"),
    HitKind.PLAN_ITEM: message("In plans"),
    HitKind.FOLLOW_UP: message("In follow-ups"),
    HitKind.DECISION_POINT: message("Decision points"),
    HitKind.DECISION: message("Decisions"),
    HitKind.ORGANISATION: message("Boards, companies and units"),
    HitKind.PERSON: message("People"),
}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as the page shows it, the words that were looked for marked."""

    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    href: str | None
    where: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class ShownGroup:
    kind: HitKind
    words: str
    hits: tuple[ShownHit, ...]
    more: bool


@signed_in
def search_page(request: WorkRequest) -> HttpResponse:
    """What `?q=` finds, five of each kind; with `?slag=` all of one kind."""
    asked = request.GET.get("q", "").strip()
    wanted = request.GET.get("slag", "")
    kind = HitKind(wanted) if wanted in set(HitKind) else None
    found = search(request.actor, asked, kind=kind)
    values = {
        "asked": asked,
        "kind": kind,
        "found": found,
        "groups": tuple(_shown(request, group, found) for group in found.groups),
        "count": _count(request, found),
        "simulated": any(hit.simulated for group in found.groups for hit in group.hits),
    }
    part = "web/search/found.html" if request.htmx and not request.htmx.boosted else "web/search/search.html"
    return render_page(request, part, values)


def _shown(request: WorkRequest, group: Group, found: Found) -> ShownGroup:
    inside = can_weigh(request.actor)
    return ShownGroup(
        kind=group.kind,
        words=translate(KINDS[group.kind], request.language),
        more=group.more,
        hits=tuple(
            ShownHit(
                title=marked(hit.title.in_language(request.language), found.words),
                passage=passage(hit.passage.in_language(request.language), found.words)
                if hit.passage
                else (),
                href=link(hit, request.language, today=request.today, inside=inside),
                where=_where(request, hit),
                hit=hit,
            )
            for hit in group.hits
        ),
    )


def _where(request: WorkRequest, hit: Hit) -> str:
    """The organisation and the year that a hit belongs to."""
    organisation = hit.organisation.in_language(request.language) if hit.organisation else ""
    return ", ".join(part for part in (organisation, str(hit.year) if hit.year else "") if part)


def _count(request: WorkRequest, found: Found) -> str:
    number = sum(len(group.hits) for group in found.groups)
    if any(group.more for group in found.groups):
        return translate("{count} hits are shown, and there are more", request.language, count=number)
    return translate_plural("{count} hit", "{count} hits", number, request.language)
