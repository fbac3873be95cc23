"""What people do with roadmap versions: look, compare, carry over, adopt."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction
from pydantic import ValidationError

from fardplan.indicators.matching import Match
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.diff import differences
from fardplan.roadmap.standing import Applying, Standing, applying_on, standing_on
from fardplan.roadmap.version import Decision, RoadmapVersion
from fardplan.sources.city_package import CityPackage
from fardplan.sources.council_document import Draft, Goal, Indicator, from_yaml
from fardplan.sources.yaml_file import parse_yaml, read_text, write_yaml
from fardplan.store.audit import record
from fardplan.store.roadmaps import all_versions, next_number, save_decision, save_version, version_numbered
from fardplan.usecases.actors import Actor, check_can_steer
from fardplan.usecases.drafts import left_in_draft, stated_in_draft, version_of_draft
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.text import Text


def show(*, as_of: date) -> Applying:
    """The edition that applied on a day, and what it was."""
    return applying_on(all_versions(), as_of)


@dataclass(frozen=True, slots=True)
class Listed:
    version: RoadmapVersion
    standing: Standing


def history(*, as_of: date) -> tuple[Listed, ...]:
    """Every edition with what it is on a day, oldest first."""
    versions = all_versions()
    return tuple(Listed(version, standing_on(version, versions, as_of)) for version in versions)


def compare(home: Home, old: int, new: int) -> tuple[Text, ...]:
    """How two editions differ, a sentence each."""
    return differences(version_numbered(old), version_numbered(new), home.city.unit_of)


def export_version(number: int | None, *, as_of: date) -> str:
    """An edition as YAML that `import_file` reads back exactly; the one that applies unless named."""
    return write_yaml(show(as_of=as_of).version if number is None else version_numbered(number))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `proposed` has the indicators found for milestones without one, `accepted`
    whether they were recorded; `created` is False when the same edition was there already; `doubts`
    counts what the reading of the document left to a person, `left` what an edition has no place for,
    `stated` the goals whose level, year or responsible body it does not take over. `undated`: the document
    has no date, and the day of the import stands in; `other_city`: whose the document is, when it is not of
    the home's city."""

    version: RoadmapVersion
    created: bool
    proposed: dict[str, tuple[Match, ...]]
    accepted: bool
    doubts: int = 0
    left: tuple[Goal | Indicator, ...] = ()
    stated: tuple[Goal, ...] = ()
    undated: bool = False
    other_city: str | None = None


def import_file(
    home: Home,
    path: Path,
    *,
    actor: Actor,
    today: date,
    accept_matches: bool = False,
    dated: str | None = None,
) -> ImportReport:
    """Make an edition of a file: a draft read from a council document, or an exported roadmap.

    All or nothing, and repeatable: content that is there already makes no new edition. `dated` is the
    document's date where its own text does not say.
    """
    text = read_text(path)
    if _is_draft(text):
        draft = from_yaml(text, where=str(path))
        return import_draft(
            home,
            draft,
            name=draft.document.name,
            actor=actor,
            today=today,
            accept_matches=accept_matches,
            dated=dated,
        )
    check_can_steer(actor)
    return _keep(actor, parse_yaml(text, RoadmapVersion, where=str(path)), {}, accepted=False)


def import_draft(
    home: Home,
    draft: Draft,
    *,
    name: str,
    actor: Actor,
    today: date,
    accept_matches: bool = False,
    dated: str | None = None,
) -> ImportReport:
    """Make a proposed edition of a draft; indicators are proposed from the milestones' wording.

    Parts that say what an earlier edition, or the city's own package, says keep their keys.
    """
    check_can_steer(actor)
    versions = all_versions()
    try:
        version, proposed = version_of_draft(
            draft,
            home.city,
            versions[-1] if versions else None,
            name=name,
            dated=dated or today.isoformat(),
            accept_matches=accept_matches,
        )
    except ValidationError as error:
        told = [item["msg"].removeprefix("Value error, ") for item in error.errors()]
        raise InputError("; ".join(told), where=name, outcome=Sentence("Nothing was imported.")) from error
    kept = _keep(actor, version, proposed, accepted=accept_matches)
    return replace(
        kept,
        doubts=len(draft.doubts),
        left=left_in_draft(draft),
        stated=stated_in_draft(draft),
        undated=draft.document.date is None and dated is None,
        other_city=_other_city(draft, home.city),
    )


def _other_city(draft: Draft, city: CityPackage) -> str | None:
    """The municipality that a document names as its own, when it is not the city's ("Norrby kommun")."""
    named = draft.document.municipality
    own = city.city.name.sv.casefold().split()[0].removesuffix("s")
    return named if named is not None and own not in named.casefold() else None


def _is_draft(text: str) -> bool:
    """A draft has its milestones inside target areas and lists doubts; a roadmap has neither."""
    return any(line.startswith("doubts:") for line in text.splitlines())


def _keep(
    actor: Actor, version: RoadmapVersion, proposed: dict[str, tuple[Match, ...]], *, accepted: bool
) -> ImportReport:
    with transaction.atomic():
        for existing in all_versions():
            if _content(existing) == _content(version):
                return ImportReport(existing, created=False, proposed=proposed, accepted=accepted)
        number = next_number()
        based_on = version.based_on if version.based_on and version.based_on < number else None
        numbered = version.model_copy(update={"number": number, "based_on": based_on})
        save_version(numbered)
        record(actor.name, "import roadmap", f"roadmap {number}", after={"source": version.source})
    return ImportReport(numbered, created=True, proposed=proposed, accepted=accepted)


def _content(version: RoadmapVersion) -> RoadmapVersion:
    """What makes an edition another one. Number and date do not: they may only say when it was read."""
    return version.model_copy(update={"number": 1, "based_on": None, "dated": "2000"})


def adopt(number: int, decision: Decision, *, actor: Actor, today: date) -> RoadmapVersion:
    """Record the decision that adopts an edition; from then on it cannot be changed.

    Raises `RuleError` when it is adopted already or the decision lies in the future.
    """
    check_can_steer(actor)
    with transaction.atomic():
        version = version_numbered(number)
        check_can_adopt(version, decision, today)
        save_decision(number, decision)
        record(
            actor.name,
            "adopt roadmap",
            f"roadmap {number}",
            after=decision.model_dump(mode="json"),
            why=f"{decision.body} {decision.date} {decision.paragraph}",
        )
    return version_numbered(number)


def check_can_adopt(version: RoadmapVersion, decision: Decision, today: date) -> None:
    if version.decision:
        raise RuleError(
            Sentence(
                "version {number} was adopted by {body} on {date}",
                number=version.number,
                body=version.decision.body,
                date=version.decision.date,
            ),
            instead=Sentence("A later decision makes a new version: fardplan roadmap set, or import."),
            outcome=Sentence("Nothing was changed."),
        )
    if decision.date > today:
        raise RuleError(
            Sentence("the decision is dated {date}, after today, {today}", date=decision.date, today=today),
            instead=Sentence("Record a decision when it has been taken."),
            outcome=Sentence("Nothing was changed."),
        )
    empty = [words for name, words in _PARTS.items() if not getattr(decision, name).strip()]
    if empty:
        lacking = Text(
            sv=" och ".join(translate(words, "sv") for words in empty),
            en=" and no ".join(translate(words, "en") for words in empty),
        )
        raise InputError(
            Sentence("the decision has no {parts}", parts=lacking), outcome=Sentence("Nothing was changed.")
        )


_PARTS = {"body": message("body"), "paragraph": message("paragraph"), "dnr": message("dnr")}
