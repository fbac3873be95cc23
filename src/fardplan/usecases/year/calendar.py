"""The days of a year for people's own calendars: writing begins, texts are ready, boards decide."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fardplan.boards.cycle import StepKind, year_at_work
from fardplan.presentation.calendars import Occasion, calendar_file
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.store.audit import Wanted, wanted_entries
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.years import KnownStep, KnownYear, Submitted, steps_of, submissions, year_of
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.called import organisation_called
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language

NAME = message("The boards' year {year}")
OPENS, READY = message("{step}: writing begins"), message("{step}: last day for texts")
DECIDE, COUNCIL = message("{step}: boards decide"), message("{step}: the council decides")
MEETS, ITS_READY = message("{step}: {board} meets"), message("{step}: last day for texts of {board}")
CLOSES = message("The year {year} may be closed")
MADE_UP = message("{title} (simulated)")
LINES = (message("Writing begins"), message("Last day for texts"))


def year_calendar(
    actor: Actor,
    home: Home,
    year: int,
    *,
    language: Language,
    boards: Collection[str] | None = None,
    address: str = "",
) -> bytes:
    """A year's days as a calendar file: of its steps, and of the meetings of some boards where they are set.

    `boards`, by key or name: those that the person has a role for by name, where None. `address`: the year's
    page. Raises `PermissionDenied`, and `NotFoundError` for a year or board that is not there. Constant
    queries.
    """
    may.check(may.can_read_year, actor)
    found = year_of(year)
    wanted = boards
    if wanted is None:
        wanted = {key for grant in actor.grants for key in grant.organisations}
    there = organisations() if wanted else ()
    chosen = {item.key: item for item in (organisation_called(words, there) for words in wanted)}
    writer = _Writer(home.city.city.key, found, chosen, language, address)
    return calendar_file(translate(NAME, language, year=year), writer.occasions(), language)


def year_of_work(actor: Actor, *, today: date) -> int:
    """The year that people work with on a day. Raises `PermissionDenied`, and `NotFoundError` for none."""
    may.check(may.can_read_year, actor)
    found = year_at_work(((step.year, step.days) for step in steps_of()), today)
    if found is None:
        raise NotFoundError(Sentence("No year has been opened yet."))
    return found


@dataclass(frozen=True, slots=True)
class _Changed:
    """How often something has been changed, and when it last was."""

    times: int
    at: datetime


def _both(one: _Changed | None, other: _Changed | None) -> _Changed | None:
    if one and other:
        return _Changed(one.times + other.times, max(one.at, other.at))
    return one or other


class _Writer:
    """Tells of a year's days in their order, in one language."""

    def __init__(
        self,
        city: str,
        year: KnownYear,
        boards: Mapping[str, KnownOrganisation],
        language: Language,
        address: str,
    ) -> None:
        self._city, self._year, self._boards = city, year, boards
        self._language, self._address = language, address
        self._opened = datetime.combine(year.opened_on, time(), tzinfo=UTC)
        self._changes = {action: self._of(action) for action in ("change days", "set meeting")}

    def _of(self, action: str) -> dict[str, _Changed]:
        """The changes of a kind in the year, by what was changed."""
        found: dict[str, _Changed] = {}
        for entry in wanted_entries(Wanted(action=action, subject=f"{self._year.year} ")):
            before = found.get(entry.subject)
            found[entry.subject] = _Changed(before.times + 1 if before else 1, entry.at)
        return found

    def _say(self, text: str, **values: object) -> str:
        return translate(text, self._language, **values)

    def occasions(self) -> Iterator[Occasion]:
        number = self._year.year
        steps = {step.days.key: step for step in steps_of(number)}
        for step in steps.values():
            yield from self._step(step)
        if self._boards:
            for submitted in submissions(number, organisations=self._boards):
                if submitted.meeting:
                    yield from self._meeting(steps[submitted.step], submitted, submitted.meeting)
        closes = self._year.closes
        yield self._occasion("closes", self._say(CLOSES, year=number), closes, closes, None)

    def _step(self, step: KnownStep) -> Iterator[Occasion]:
        days, named = step.days, self._named(step)
        changed = self._changes["change days"].get(f"{self._year.year} {days.key}")
        decide = COUNCIL if days.kind is StepKind.BUDGET else DECIDE
        for what, words, first, last in (
            ("opens", OPENS, days.opens, days.opens),
            ("ready", READY, days.ready_by, days.ready_by),
            ("decide", decide, days.decided_from, days.decided_by),
        ):
            title = self._say(words, step=named)
            yield self._occasion(f"{days.key}-{what}", title, first, last, changed, step)

    def _meeting(self, step: KnownStep, submitted: Submitted, day: date) -> Iterator[Occasion]:
        board = self._boards[submitted.organisation]
        moved = self._changes["set meeting"].get(f"{self._year.year} {step.days.key} {board.key}")
        set_anew = self._changes["change days"].get(f"{self._year.year} {step.days.key}")
        for what, words, on, changed in (
            ("texts", ITS_READY, step.days.last_day(day), _both(moved, set_anew)),
            ("meets", MEETS, day, moved),
        ):
            title = self._say(words, step=self._named(step), board=board.name.in_language(self._language))
            if submitted.origin == SIMULATED:
                title = self._say(MADE_UP, title=title)
            yield self._occasion(f"{step.days.key}-{board.key}-{what}", title, on, on, changed, step)

    def _named(self, step: KnownStep) -> str:
        return f"{step.days.name.in_language(self._language)} {self._year.year}"

    def _occasion(
        self,
        key: str,
        title: str,
        first: date,
        last: date,
        changed: _Changed | None,
        step: KnownStep | None = None,
    ) -> Occasion:
        known = changed or _Changed(0, self._opened)
        return Occasion(
            f"{self._year.year}-{key}@{self._city}.fardplan",
            title,
            first,
            last,
            known.at.replace(microsecond=0),
            known.times,
            self._told(step) if step else "",
            f"{self._address}#steg-{step.days.key}" if step and self._address else self._address,
        )

    def _told(self, step: KnownStep) -> str:
        """The days of a step, a line each."""
        days = step.days
        decide = message("The council decides") if days.kind is StepKind.BUDGET else message("Boards decide")
        lines = [
            f"{self._say(words)}: {self._day(day)}"
            for words, day in zip(LINES, (days.opens, days.ready_by), strict=True)
        ]
        lines.append(f"{self._say(decide)}: {self._day(days.decided_from)} – {self._day(days.decided_by)}")
        return "\n".join(lines)

    def _day(self, day: date) -> str:
        return date_text(day, self._language)
