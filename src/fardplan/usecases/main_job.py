"""The main job: from a council document, or the city's packaged roadmap, to a published site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from fardplan.sources.council_document import Draft
from fardplan.usecases.actors import Actor
from fardplan.usecases.documents import read_document
from fardplan.usecases.homes import HomeReport, create_home
from fardplan.usecases.publish import PublishReport, publish
from fardplan.usecases.roadmaps import ImportReport, import_draft
from fardplan.usecases.status import StatusReport, status


class Step(StrEnum):
    HOME = "home"
    DOCUMENT = "document"
    STATUS = "status"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class MainJobReport:
    home: HomeReport
    draft: Draft | None
    imported: ImportReport | None
    status: StatusReport
    published: PublishReport


def run_main_job(
    path: Path,
    city: str,
    *,
    actor: Actor,
    today: date,
    document: Path | None = None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> MainJobReport:
    """Set up a home, read the document into its roadmap, load the public figures, judge and publish.

    Without a document the city's packaged roadmap is used. Safe to repeat: what is there already is
    not made again. `on_step` is told what begins. The document is read before anything is written.
    """
    draft = None
    if document is not None:
        on_step(Step.DOCUMENT)
        draft = read_document(document)
    on_step(Step.HOME)
    report = create_home(path, city, actor=actor, today=today, with_roadmap=draft is None)
    imported = None
    if draft is not None and document is not None:
        imported = import_draft(
            report.home, draft, name=document.name, actor=actor, today=today, accept_matches=True
        )
    on_step(Step.STATUS)
    judged = status(report.home, as_of=today)
    on_step(Step.SITE)
    published = publish(report.home, actor=actor, today=today)
    return MainJobReport(report, draft, imported, judged, published)
