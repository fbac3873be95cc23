"""A milestone's story: what the city wants and where it stands, in sentences that never overstate."""

from dataclasses import dataclass
from datetime import date

from fardplan.presentation.age import freshness
from fardplan.presentation.numbers import (
    as_given,
    difference,
    interval_words,
    level,
    number,
    quantity,
    reading_step,
    stepped,
)
from fardplan.presentation.periods import period_text, period_when, years_between
from fardplan.presentation.phrases import needed_sentence, reason_sentence, verdict_word
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.status import (
    Change,
    Development,
    Direction,
    Figure,
    MilestoneStatus,
    Reason,
    Verdict,
)
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Measure, Unit


@dataclass(frozen=True, slots=True)
class Story:
    """Finished sentences in one language; an empty string where there is nothing to say.

    `value`, `when` and `interval` are the parts of `number`. `course` tells whether the movement is
    the way the city wants: an increase is one thing, an improvement another. `why` gives the reason for
    the verdict, `grounds` for the development.
    """

    wanted: str
    standing: str
    course: str
    number: str
    value: str
    when: str
    interval: str
    promise: str
    verdict: str
    why: str
    grounds: str
    responsible: str
    freshness: str


def tell(
    status: MilestoneStatus,
    *,
    text: Text,
    unit: Unit | None,
    rounded_to: float | None,
    today: date | None,
    language: Language,
) -> Story:
    """Tell where a milestone stands. `today` is None on public pages, which carry no time stamp."""
    teller = _Teller(unit, rounded_to, language) if unit and rounded_to else None
    figure = status.latest if teller else None
    return Story(
        wanted=text.in_language(language),
        standing=_standing(status, teller, language),
        course=_course(status, language),
        number=teller.number(figure) if teller and figure else "",
        value=teller.quantity(figure.value) if teller and figure else "",
        when=period_when(figure.period, language) if figure else "",
        interval=teller.interval(figure) if teller and figure else "",
        promise=_promise(status, teller, language),
        verdict=verdict_word(status.verdict, language),
        why=_why(status, language),
        grounds=_grounds(status, language),
        responsible=_responsible(status, language),
        freshness=freshness(status, today, language),
    )


LEAST_WITHOUT_ERROR = 3
"""A development is judged on at least so many figures when their errors are not known."""

SUBJECTS = {
    Measure.SHARE: message("the share"),
    Measure.COUNT: message("the number"),
    Measure.RATE: message("the rate"),
    Measure.INDEX: message("the index"),
}


@dataclass(frozen=True, slots=True)
class _Teller:
    """How figures of one unit are said."""

    unit: Unit
    rounded_to: float
    language: Language

    @property
    def step(self) -> float:
        return reading_step(self.unit, self.rounded_to)

    @property
    def subject(self) -> str:
        return translate(SUBJECTS[self.unit.measure], self.language)

    def quantity(self, value: float) -> str:
        return quantity(value, self.unit, self.language, rounded_to=self.step)

    def plain(self, value: float) -> str:
        return stepped(value, self.language, rounded_to=self.step)

    def interval(self, figure: Figure) -> str:
        if figure.lower is None or figure.upper is None or figure.lower == figure.upper:
            return ""
        return interval_words(
            figure.lower, figure.upper, self.unit, self.language, rounded_to=self.rounded_to
        )

    def number(self, figure: Figure) -> str:
        said = translate(
            "{quantity} {when}",
            self.language,
            quantity=self.quantity(figure.value),
            when=period_when(figure.period, self.language),
        )
        interval = self.interval(figure)
        return f"{said} ({interval})" if interval else said


def _standing(status: MilestoneStatus, teller: _Teller | None, language: Language) -> str:
    if teller is None or status.latest is None:
        return translate("There are no figures yet.", language)
    if status.development is Development.CANNOT_TELL:
        return _undecidable(status, teller, language)
    if status.development is Development.NO_DETECTABLE_CHANGE:
        return _unchanged(status, language)
    return _moved(status, teller, language)


def _undecidable(status: MilestoneStatus, teller: _Teller, language: Language) -> str:
    if status.development_reason is Reason.NO_DIRECTION:
        return _moved(status, teller, language)
    subject, count = teller.subject, counted(status.points, language)
    if status.development_reason is Reason.TOO_FEW_POINTS and status.points >= 2:
        return translate(
            "We cannot tell whether {subject} is rising or falling: there are {count} comparable figures, "
            "and at least three are needed.",
            language,
            subject=subject,
            count=count,
        )
    if status.development_reason is Reason.TOO_FEW_POINTS:
        return translate(
            "We cannot tell whether {subject} is rising or falling: there is one comparable figure.",
            language,
            subject=subject,
        )
    if status.development_reason is Reason.WITHIN_A_YEAR:
        return translate(
            "We cannot tell whether {subject} is rising or falling: the figures are of less than two years, "
            "and the seasons of a year differ.",
            language,
            subject=subject,
        )
    if status.points < LEAST_WITHOUT_ERROR:
        return translate(
            "We cannot tell whether {subject} is rising or falling: there are {count} comparable figures "
            "without a known margin of error, and then at least three are needed.",
            language,
            subject=subject,
            count=count,
        )
    return translate(
        "We cannot tell whether {subject} is rising or falling: the margin of error is not known.",
        language,
        subject=subject,
    )


def _unchanged(status: MilestoneStatus, language: Language) -> str:
    if status.stretch_from is None:
        return translate("No certain change can be seen.", language)
    return translate(
        "Since {period} no certain change can be seen.",
        language,
        period=period_text(status.stretch_from, language),
    )


def _moved(status: MilestoneStatus, teller: _Teller, language: Language) -> str:
    rises = _rises(status)
    change = status.in_stretch
    subject = _upper_first(teller.subject)
    if change is None or (change.difference > 0) != rises or not _visible(change, teller):
        return _trend(status, teller, subject, rises, language)
    values = {
        "subject": subject,
        "first": teller.plain(change.first.value),
        "latest": teller.quantity(change.latest.value),
        "time": _time(change, language),
    }
    if rises:
        return translate("{subject} has risen, from {first} to {latest} {time}.", language, **values)
    return translate("{subject} has fallen, from {first} to {latest} {time}.", language, **values)


def _rises(status: MilestoneStatus) -> bool:
    """Whether the figure goes up, which an improvement may or may not mean."""
    if status.yearly_trend is not None:
        return status.yearly_trend[1] > 0
    return (status.development is Development.IMPROVING) == (status.wanted is Direction.UP)


def _trend(status: MilestoneStatus, teller: _Teller, subject: str, rises: bool, language: Language) -> str:
    since = period_text(status.stretch_from, language) if status.stretch_from else ""
    if status.yearly_trend is None or not since:
        if rises:
            return translate("{subject} is rising.", language, subject=subject)
        return translate("{subject} is falling.", language, subject=subject)
    amount = difference(
        abs(status.yearly_trend[1]), teller.unit, language, rounded_to=teller.rounded_to
    ).lstrip("+")
    values = {"subject": subject, "period": since, "amount": amount}
    if rises:
        return translate("{subject} has risen since {period}, by about {amount} a year.", language, **values)
    return translate("{subject} has fallen since {period}, by about {amount} a year.", language, **values)


def _visible(change: Change, teller: _Teller) -> bool:
    return teller.plain(change.first.value) != teller.plain(change.latest.value)


COUNTED = (
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
    message("ten"),
    message("eleven"),
    message("twelve"),
)


def counted(count: int, language: Language) -> str:
    """A number of things as running text has it: in words from one to twelve (common gender in Swedish)."""
    return translate(COUNTED[count - 1], language) if 1 <= count <= len(COUNTED) else number(count, language)


def _time(change: Change, language: Language) -> str:
    years = years_between(change.first.period, change.latest.period)
    if not years:
        return translate(
            "between {first} and {latest}",
            language,
            first=period_text(change.first.period, language),
            latest=period_text(change.latest.period, language),
        )
    return translate_plural(
        "in one year", "in {count} years", years, language, count=counted(years, language)
    )


def _course(status: MilestoneStatus, language: Language) -> str:
    if status.development is Development.IMPROVING:
        return translate("That is the way the city wants.", language)
    if status.development is Development.WORSENING:
        return translate("That is the opposite of what the city wants.", language)
    return ""


def _promise(status: MilestoneStatus, teller: _Teller | None, language: Language) -> str:
    target = status.target
    if target is None:
        return translate("Level and year have not been decided.", language)
    written = level(target.level, teller.unit, language) if teller else as_given(target.level, language)
    values: dict[str, object] = {"level": written, "year": target.year}
    if target.decision is None:
        return _proposed(status.wanted, language, values)
    if status.wanted is Direction.UP:
        return translate("The target is at least {level} by {year}.", language, **values)
    if status.wanted is Direction.DOWN:
        return translate("The target is at most {level} by {year}.", language, **values)
    return translate("The target is {level} by {year}.", language, **values)


def _proposed(wanted: Direction | None, language: Language, values: dict[str, object]) -> str:
    if wanted is Direction.UP:
        return translate("Proposed, not decided: at least {level} by {year}.", language, **values)
    if wanted is Direction.DOWN:
        return translate("Proposed, not decided: at most {level} by {year}.", language, **values)
    return translate("Proposed, not decided: {level} by {year}.", language, **values)


def _why(status: MilestoneStatus, language: Language) -> str:
    if status.verdict_reason is Reason.NO_OBSERVATION:  # the standing has said that there are no figures
        return needed_sentence(status.verdict_reason, language)
    reason = reason_sentence(status.verdict_reason, language)
    undecided = status.verdict in (Verdict.CANNOT_TELL, Verdict.NO_DATA)
    needed = needed_sentence(status.verdict_reason, language) if undecided else ""
    return f"{reason} {needed}".strip()


def _grounds(status: MilestoneStatus, language: Language) -> str:
    if status.latest is None:
        return ""
    reason = reason_sentence(status.development_reason, language)
    if status.points < 2 or status.stretch_from is None:
        return reason
    rests = translate(
        "The judgement rests on {count} comparable figures, the first for {period}.",
        language,
        count=counted(status.points, language),
        period=period_text(status.stretch_from, language),
    )
    return f"{reason} {rests}"


def _responsible(status: MilestoneStatus, language: Language) -> str:
    if not status.responsible:
        return translate("Nobody has been assigned responsibility.", language)
    return translate("Responsible: {names}.", language, names=", ".join(status.responsible))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
