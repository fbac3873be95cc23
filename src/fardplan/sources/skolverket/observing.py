"""Skolverket's schools as observations of an indicator: each by itself, or all of a city together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from fardplan.indicators.asked import SkolverketAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.skolverket.bounds import (
    ALMOST_ALL,
    Told,
    almost_all,
    hidden,
    of_schools,
    rounded,
    without,
)
from fardplan.sources.skolverket.school_file import PROVIDER, School, SchoolFile
from fardplan.vocabulary.errors import SourceError
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period

LICENCE = "Fri återanvändning; Källa: Skolverket"
ROUNDED_SHARE = 100


@dataclass(frozen=True, slots=True)
class ForIndicator:
    """What schools become observations of: the indicator, what it asks, and under which name of a source.

    `address` is where the file, or Skolverket's page with it, can be seen.
    """

    definition: IndicatorDefinition
    asked: SkolverketAsked
    source: str
    address: str


def observations_of(
    files: Sequence[SchoolFile], wanted: ForIndicator, loaded: date
) -> tuple[tuple[Observation, ...], int]:
    """The observations of an indicator, and how many values lay before its series begins.

    Raises `SourceError` for a column that is not there, a cell that cannot be read, two files of one year.
    """
    found: list[Observation] = []
    early = 0
    for file in _one_a_year(files):
        items = list(_OfYear(file, wanted, loaded).observations())
        if wanted.definition.first and file.period < wanted.definition.first:
            early += sum(item.value is not None for item in items)
        else:
            found += items
    return tuple(found), early


def _one_a_year(files: Sequence[SchoolFile]) -> list[SchoolFile]:
    by_period: dict[Period, SchoolFile] = {}
    for file in files:
        other = by_period.setdefault(file.period, file)
        if other is not file:
            raise SourceError(
                Sentence(
                    "two files are of the school year {year}: {first} and {second}",
                    year=file.period,
                    first=other.name,
                    second=file.name,
                ),
                instead=Sentence("Keep the one that holds."),
                outcome=KEPT,
            )
    return [by_period[period] for period in sorted(by_period)]


class _OfYear:
    """What one file tells of an indicator."""

    def __init__(self, file: SchoolFile, wanted: ForIndicator, loaded: date) -> None:
        self.file, self.wanted, self.loaded = file, wanted, loaded
        self.column = file.column(wanted.asked.columns)
        self.pupils = file.column(wanted.asked.pupils)
        self.step = file.step(self.column)

    def observations(self) -> Iterator[Observation]:
        schools = self.file.of_municipality(self.wanted.asked.municipality)
        if self.wanted.asked.figures == "schools":
            yield from map(self._of_school, schools)
            return
        told = {school.code: self._told(school) for school in schools}
        yield self._of_all(EVERYBODY, told.values())
        for provider in sorted({self._provider(school) for school in schools}):
            own = [told[school.code] for school in schools if self._provider(school) == provider]
            yield self._of_all(Group((("provider", provider),)), own)

    def _provider(self, school: School) -> str:
        providers = self.wanted.asked.providers
        if school.provider not in providers:
            raise self.file.wrong(school, PROVIDER, Sentence("one of {listed}", listed=", ".join(providers)))
        return providers[school.provider]

    def _of_school(self, school: School) -> Observation:
        """A school's own figure; where all but a few are counted, how many that may be.

        It is published already, and stays in the house all the same: whether to lay out school beside school
        is for the city to decide.
        """
        cell, pupils = self.file.figure(school, self.column), self.file.pupils(school, self.pupils)
        rough = cell.status is Status.ROUNDED
        lower = self._told(school).lowest.share if rough and pupils else None
        least, most = ALMOST_ALL
        remark = f"~100: {least} till {most} av {pupils} elever saknas" if rough else None
        return self._observation(
            Group((("provider", self._provider(school)), ("school", _called(school)))),
            value=cell.value,
            status=cell.status,
            origin=Origin.OFFICIAL,
            clearance=Clearance.INTERNAL,
            base=pupils,
            lower=None if lower is None else self._stepped(lower, down=True),
            upper=None if lower is None else cell.value,
            note=remark,
        )

    def _of_all(self, group: Group, schools: Iterable[Told]) -> Observation:
        """The share of the pupils of several schools, with the lowest and highest that it can be."""
        told = of_schools(schools)
        lowest, between, highest = told.lowest.share, told.between.share, told.highest.share
        if between is None or lowest is None or highest is None:
            status = Status.SUPPRESSED if told.hidden else Status.NOT_APPLICABLE
            return self._observation(group, value=None, status=status, note=_remark(told))
        return self._observation(
            group,
            value=self._stepped(between),
            lower=self._stepped(lowest, down=True),
            upper=self._stepped(highest, down=False),
            base=told.between.all,
            note=_remark(told),
        )

    def _told(self, school: School) -> Told:
        cell, pupils = self.file.figure(school, self.column), self.file.pupils(school, self.pupils)
        if cell.value is None:
            return without(pupils) if cell.status is Status.NOT_APPLICABLE else hidden(pupils)
        share = self.file.share(school, self.column)
        if pupils is None:
            return hidden(None)
        if cell.status is Status.ROUNDED:
            if share != ROUNDED_SHARE or not pupils:
                nearly_all = Sentence("~100 for a school with pupils, or a share")
                raise self.file.wrong(school, self.column, nearly_all)
            return almost_all(pupils)
        told = rounded(pupils, share, self.step)
        if told is None or not pupils:
            some = Sentence("a share that some of {pupils} pupils are", pupils=pupils)
            raise self.file.wrong(school, self.column, some)
        return told

    def _stepped(self, share: Fraction, *, down: bool | None = None) -> float:
        """A share in per cent, in the indicator's steps: the nearest, or the next one `down` or up."""
        step = Fraction(str(self.wanted.definition.rounded_to))
        steps = 100 * share / step
        whole = floor(steps + Fraction(1, 2)) if down is None else floor(steps) if down else ceil(steps)
        return float(whole * step)

    def _observation(
        self,
        group: Group,
        *,
        value: float | None,
        status: Status = Status.VALUE,
        origin: Origin = Origin.OWN_CALCULATION,
        clearance: Clearance = Clearance.PUBLISHED_BY_SOURCE,
        base: int | None = None,
        lower: float | None = None,
        upper: float | None = None,
        note: str | None,
    ) -> Observation:
        wanted, period = self.wanted, self.file.period
        published, basis = wanted.asked.public_from(period, self.loaded)
        return Observation(
            indicator=wanted.definition.key,
            area=wanted.definition.area,
            period=period,
            value=value,
            group=group,
            status=status,
            lower=lower,
            upper=upper,
            base=base,
            note=note,
            provenance=Provenance(
                source=wanted.source,
                origin=origin,
                loaded=self.loaded,
                published=published,
                published_basis=basis,
                address=wanted.address,
                via=self.file.name,
                licence=wanted.asked.licence or LICENCE,
                clearance=clearance,
            ),
        )


def _called(school: School) -> str:
    """A school by its name, as a category may be written, and its code: names change and are shared."""
    return f"{re.sub('[;=]+', ' ', school.name)} ({school.code})"


def _remark(told: Told) -> str:
    """What the figure is, and what of it is not known, as its readers read it."""
    parts = [
        f"Egen beräkning av Skolverkets uppgifter per skola, inte officiell. Antal skolor: {told.schools}"
    ]
    least, most = ALMOST_ALL
    if told.rough:
        parts.append(f"med ~100: {told.rough} ({least} till {most} elever saknas i var och en)")
    if told.hidden:
        parts.append(f"med dold uppgift: {told.hidden} (lägst inga av eleverna, högst alla)")
    if told.without:
        parts.append(f"utan uppgift: {told.without} (lägst inga av eleverna, högst räknas de inte med)")
    return "; ".join(parts) + "."
