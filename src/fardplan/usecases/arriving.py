"""A series that came from its source, held against what is current: what it becomes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from fardplan.evidence.load import About
from fardplan.forecast.fan import ForecastFan
from fardplan.indicators.arriving import check_arriving
from fardplan.indicators.source_words import check_words
from fardplan.presentation.translations import translate_plural
from fardplan.usecases.arrivals import Arrived, with_description_before
from fardplan.usecases.forecasts import forecast_of
from fardplan.usecases.homes import Home
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.text import Language, Text

LONGEST_FORECAST = 5
"""Years: a figure that comes later is not held against a forecast."""


class Arrival:
    """`figures`: the whole series as it would become; `checks`: what was found; `key`: indicator, source."""

    def __init__(self, home: Home, arrived: Arrived, today: date) -> None:
        self.wanted, self.today = arrived.wanted, today
        self.key = (self.wanted.definition.key, self.wanted.name)
        found = home.evidence.current(*self.key)
        self.before = found[1] if found else ()
        described = found[0].described if found else None
        self.arrived = with_description_before(arrived, described)
        self.figures = _edition(self.before, arrived)
        self.checks = tuple(self._checks())

    def _checks(self) -> Iterator[Checked]:
        definition, asked = self.wanted.definition, self.wanted.source.asks
        calm = asked.looked_into if asked else ()
        found = [
            *check_arriving(
                definition, self.before, self.figures, asked=self.arrived.areas, fans=dict(self._fans())
            ),
            *_early(self.arrived.early),
            *check_words(definition, self.arrived.words, self.wanted.code),
        ]
        for check in found:
            yield check.model_copy(update={"severity": Severity.NOTE}) if check.name in calm else check

    def _fans(self) -> Iterator[tuple[str, ForecastFan]]:
        definition = self.wanted.definition
        last = max((item.period.year for item in self.figures if item.value is not None), default=0)
        if self.before and last:
            known_last = max(item.period.year for item in self.before)
            ahead = min(last - known_last, LONGEST_FORECAST)
            if ahead > 0:
                fan = forecast_of(self.before, definition, definition.area, ahead).fan
                if isinstance(fan, ForecastFan):
                    yield definition.area, fan

    @property
    def came_from(self) -> str:
        """The address that was asked first."""
        return self.arrived.answers[0].address if self.arrived.answers else self.wanted.code

    @property
    def about(self) -> About:
        words = self.arrived.words
        answers = tuple(one.checksum for one in self.arrived.answers)
        return About(self.checks, answers, words.description if words else None)

    def must_wait(self) -> bool:
        """Whether a statistician must approve it."""
        if any(check.severity is Severity.STOP for check in self.checks):
            return True
        approval = self.wanted.definition.approval
        revises = any(check.name is CheckName.REVISED for check in self.checks)
        return approval == "always" or (approval == "revised" and revises)


def _edition(before: Sequence[Observation], arrived: Arrived) -> tuple[Observation, ...]:
    """The whole series as it would become: what came, and what is known of areas that were not asked for.

    A figure that is the same keeps what was known of it besides, its base and note.
    """
    old = {item.cell: item for item in before}
    fresh = [_with_known(item, old.get(item.cell)) for item in arrived.observations]
    asked = frozenset(arrived.areas)
    return (*fresh, *(item for item in before if item.area not in asked))


def _with_known(item: Observation, old: Observation | None) -> Observation:
    if old is None or old.value != item.value or item.value is None:
        return item
    return replace(item, base=item.base if item.base is not None else old.base, note=item.note or old.note)


def _early(count: int) -> tuple[Checked, ...]:
    if not count:
        return ()

    def say(language: Language) -> str:
        return translate_plural(
            "A figure from before the series begins was left out.",
            "{count} figures from before the series begins were left out.",
            count,
            language,
        )

    text = Text(sv=say("sv"), en=say("en"))
    return (Checked(name=CheckName.BEFORE_START, severity=Severity.NOTE, text=text, cells=count),)
