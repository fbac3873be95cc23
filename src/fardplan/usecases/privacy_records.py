"""The privacy records of a home: what the audit must know of each release, kept beside its figures."""

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from fardplan.disclosure.audit import Readers
from fardplan.disclosure.tables import Dimension
from fardplan.indicators.counting.earlier import CountedDefinition
from fardplan.presentation.privacy import tell_public
from fardplan.presentation.sentences import Sentence
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import RuleError, StorageError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import PrivacyReport
from fardplan.vocabulary.text import Text

FOLDER = "privacy"
"""Where in a home they lie."""

OLD_SITE = Sentence("Nothing was published; the site is as it was.")


class ReleasedDimension(Frozen):
    """A dimension of linked cells: the leaves of each code, see `disclosure.tables.Dimension`."""

    name: str
    codes: dict[str, tuple[str, ...]]


class ReleasedTable(Frozen):
    """How the cells of a release hang together: `periods` are those that its figures are told for.

    One table has several where the same people are told by year and by school year. `nobody`: cells of which
    anybody knows, from what the indicators count, that they are 0. `free`: those that are 0 and may be told
    to be (nobody lacks a trait where the rules do not protect that), though they can be hidden for others.
    """

    periods: tuple[Period, ...]
    dimensions: tuple[ReleasedDimension, ...]
    nobody: tuple[tuple[str, ...], ...] = ()
    free: tuple[tuple[str, ...], ...] = ()


class ReleasedSums(Frozen):
    """As `ReleasedTable`, of sums of one column, with each cell that is hidden.

    `hidden` pairs a cell with how wide it must stay open, 0 for one that is hidden for others. The width is
    rounded down to a power of two, so that it does not tell what the cell is. `scale`: of how many the sums'
    whole unit is one.
    """

    periods: tuple[Period, ...]
    dimensions: tuple[ReleasedDimension, ...]
    scale: int
    hidden: tuple[tuple[tuple[str, ...], int], ...]


class ReleaseRecord(Frozen):
    """What is needed to audit the figures of a release again, with whatever else is public by then.

    Internal: it stays in the home. `indicators` are those whose figures are numbers or shares of persons,
    or have a number of persons as their base, so that the audit knows what they tell; `sums` says the same
    of sums and means. `rounded_to` is the step that each is told in, `weighted` those of which the base
    alone is a number of persons (shares of a sample, means, quantiles). `definitions` say what was counted,
    former definitions that are counted and told no more among them, so that later releases know whom these
    figures are about whatever becomes of the indicators. `minimum_base`: no share of fewer persons is told.
    `minimum`, `zero_part` and `zero_rest` are as in `disclosure.audit.Readers`.
    """

    report: PrivacyReport
    indicators: tuple[str, ...]
    tables: tuple[ReleasedTable, ...]
    sums: tuple[ReleasedSums, ...] = ()
    rounded_to: dict[str, float]
    weighted: tuple[str, ...] = ()
    definitions: tuple[CountedDefinition, ...] = ()
    minimum: int
    minimum_base: int = 0
    zero_part: bool = False
    zero_rest: bool = True

    @property
    def readers(self) -> Readers:
        return Readers(self.minimum, zero_part=self.zero_part, zero_rest=self.zero_rest)

    def definition(self, indicator: str) -> CountedDefinition | None:
        """What was counted for an indicator's figures; None for a ratio of what was counted."""
        return next((item for item in self.definitions if item.key == indicator), None)

    def table(self, period: Period) -> ReleasedTable | None:
        return next((item for item in self.tables if period in item.periods), None)


def released_dimensions(dimensions: Iterable[Dimension]) -> tuple[ReleasedDimension, ...]:
    """The dimensions of linked cells as a record keeps them."""
    return tuple(
        ReleasedDimension(
            name=item.name, codes={code: tuple(sorted(leaves)) for code, leaves in item.codes.items()}
        )
        for item in dimensions
    )


def save_record(home: Home, record: ReleaseRecord) -> None:
    """Keep the record of a release, named by its report; to be called before its figures are saved."""
    keep(home.path / FOLDER / f"{record.report.id}.json", record.model_dump_json())


def record_of(home: Home, release: str) -> ReleaseRecord:
    """The record of a release. Raises `RuleError` where there is none, `StorageError` where it is damaged."""
    path = home.path / FOLDER / f"{release}.json"
    try:
        return ReleaseRecord.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise RuleError(
            Sentence(
                "there are figures of the release '{release}', and no privacy report of it in this home",
                release=release,
            ),
            where=str(path),
            instead=Sentence("Compute them again here: then they are protected and audited together."),
            outcome=OLD_SITE,
        ) from error
    except (OSError, ValidationError) as error:
        raise StorageError(
            Sentence("the privacy report of a release cannot be read"),
            where=str(path),
            instead=Sentence("Put it back from a backup, or compute the figures again."),
            outcome=OLD_SITE,
        ) from error


def sentences(home: Home, figures: Iterable[Observation]) -> dict[str, tuple[Text, ...]]:
    """What the public may know of how each release was protected, by the id of its report."""
    releases = sorted({item.provenance.release for item in figures if item.provenance.release})
    return {release: _said(record_of(home, release).report) for release in releases}


def _said(report: PrivacyReport) -> tuple[Text, ...]:
    both = zip(tell_public(report, "sv"), tell_public(report, "en"), strict=True)
    return tuple(Text(sv=swedish, en=english) for swedish, english in both)


def keep(path: Path, text: str) -> None:
    """Write a file of the folder whole. Raises `StorageError` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(text + "\n", "utf-8")
        new.replace(path)
    except OSError as error:
        raise StorageError(
            Sentence("the privacy report could not be kept: {why}", why=error.strerror),
            where=str(path),
            instead=Sentence("Make room, or make the folder writable."),
            outcome=Sentence("Nothing was published or loaded."),
        ) from error
