"""The workbench's charts: the city's figures with the candidate, and how the neighbours fared."""

from fardplan.presentation.charts import (
    Break,
    Drawing,
    Fan,
    FanYear,
    LineChart,
    Series,
    line_chart,
    point_of,
)
from fardplan.presentation.charts.strip import StripChart, StripRow, strip_chart
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.speech import Speech
from fardplan.usecases.attainment import Outlook
from fardplan.usecases.calibration import Bench
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.text import Language


def history(
    on: Bench, found: Calibration | None, language: Language, *, until: int, ahead: bool = True
) -> Drawing:
    """The city's figures, the forecast if nothing new is done (`ahead`), and the way to the candidate."""
    candidate = found.candidate if found else None
    title = on.definition.name.in_language(language)
    return line_chart(
        LineChart(
            title=title,
            unit=on.definition.unit,
            rounded_to=on.definition.rounded_to,
            series=(Series(title, tuple(point_of(item) for item in on.history)),),
            breaks=tuple(
                Break(item.first, item.text.in_language(language))
                for item in on.definition.breaks
                if not item.areas or on.definition.area in item.areas
            ),
            baseline=point_of(on.evidence.latest) if candidate else None,
            target=Target(level=candidate.level, year=candidate.year) if candidate else None,
            fan=fan(on, max(until, candidate.year if candidate else until)) if ahead else None,
            tried=True,
        ),
        language,
        id="utsikt-bild",
    )


def fan(on: Bench, until: int) -> Fan | None:
    """The forecast up to a year, None where there is none."""
    outlook = on.evidence.attainment
    if not isinstance(outlook, Outlook) or outlook.fan is None:
        return None
    found, (inner, outer) = outlook.fan, outlook.fan.bands[:2]
    years = tuple(
        FanYear(
            year,
            float(found.point[step]),
            (float(inner.lower[step]), float(inner.upper[step])),
            (float(outer.lower[step]), float(outer.upper[step])),
        )
        for step, year in enumerate(found.years)
        if year <= until and year in outlook.years
    )
    return Fan(years) if years else None


def neighbours(on: Bench, found: Calibration, speech: Speech) -> Drawing | None:
    """How every member of the reference class fared, None where there are too few."""
    precedent = found.precedent
    if precedent.share is None:
        return None
    return strip_chart(
        StripChart(
            title=speech.say(
                "How {count} municipalities that started near the same level fared in {years} years",
                count=len(precedent.members),
                years=precedent.years,
            ),
            unit=on.definition.unit,
            rounded_to=on.definition.rounded_to,
            rows=tuple(
                StripRow(
                    speech.name(item.area),
                    item.improvement,
                    f"{item.first}–{item.last}",
                    speech.percent(item.probability),
                )
                for item in precedent.members
            ),
            wanted=found.required.improvement,
        ),
        speech.language,
        id="forebilder-bild",
    )
