"""Verdicts against the path to a target, with the truth known: false "behind" and false "on track".

Every series goes through `judge`, as a milestone's does. The truth is where its level lies against the path,
without the latest figure's swing.
"""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import numpy as np
from _verdict_rules import Progress, open_sdg_with_target, progress_ratio
from _verdict_series import KINDS, Draws, Floats, Kind, Population, populations

from fardplan.indicators.definition import IndicatorDefinition, RegisterError, SurveyError
from fardplan.indicators.source import Source
from fardplan.roadmap.verdict import MilestoneEvidence, judge
from fardplan.roadmap.version import IndicatorLink, Milestone
from fardplan.vocabulary.observation import Observation, Origin, Provenance
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction, Verdict
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

BEFORE, SINCE, YEARS_IN_ALL = 6, 4, 8
"""Figures known at the decision, years since, and years from the decision to the target."""

START = 2010
GROWTH = 0.03
GAPS = (0.0, -0.05, -0.10, 0.05)
"""How far the truth lies above the path in the latest year, as a share of the path."""

TUNED_AT = -0.05
"""Where Open SDG's threshold is set so that it says behind as often as we do."""

SAID = Provenance("Study", Origin.SIMULATED, loaded=date(2030, 1, 1), published=date(2030, 1, 1))
NUMBER = Unit(measure=Measure.COUNT, label=Text(sv="antal", en="number"))


@dataclass(frozen=True)
class Trial:
    """Series and targets: `table` (series, figures), `level` (series,), `variances` as the table or None."""

    table: Floats
    level: Floats
    variances: Floats | None


def trial(draws: Draws, gap: float) -> Trial:
    """Series and targets: `table` (series, figures), `level` (series,); `variances` as the table or None."""
    base = draws.table[:, BEFORE - 1]
    path = draws.truth[:, -1] / (1 + gap)
    level = base + (path - base) * YEARS_IN_ALL / SINCE
    kept = level > base
    variances = None if draws.variances is None else draws.variances[kept]
    return Trial(draws.table[kept], level[kept], variances)


def verdicts(one: Trial, unit: Unit) -> np.ndarray:
    """What `judge` says of every series."""
    definition = IndicatorDefinition(
        key="study",
        name=Text(sv="Studie", en="Study"),
        definition=Text(sv="Studie", en="Study"),
        unit=unit,
        polarity=Direction.UP,
        area="0180",
        rounded_to=0.1,
        error=RegisterError() if one.variances is None else SurveyError(),
        sources=(Source(key="study", name="Study", publisher="Study"),),
    )
    return np.array([_verdict(one, row, definition) for row in range(len(one.level))])


def _verdict(one: Trial, row: int, definition: IndicatorDefinition) -> Verdict:
    observations = tuple(
        Observation(
            "study", "0180", Period.of_year(START + year), float(value), SAID, **_bounds(one, row, year)
        )
        for year, value in enumerate(one.table[row])
    )
    milestone = Milestone(
        key="study",
        target_area="study",
        text=Text(sv="Studie", en="Study"),
        wanted=Direction.UP,
        indicator=IndicatorLink(indicator="study", source="study"),
        level=float(one.level[row]),
        year=START + BEFORE - 1 + YEARS_IN_ALL,
        baseline=Period.of_year(START + BEFORE - 1),
    )
    evidence = MilestoneEvidence(definition, observations, observations[:BEFORE])
    # The verdict needs nothing of a whole edition but whether it has been decided.
    version = SimpleNamespace(decision=None)
    return judge(milestone, version, evidence, today=date(2030, 1, 2)).verdict


def _bounds(one: Trial, row: int, year: int) -> dict[str, float]:
    if one.variances is None:
        return {}
    half = 1.96 * float(np.sqrt(one.variances[row, year]))
    return {"lower": float(one.table[row, year]) - half, "upper": float(one.table[row, year]) + half}


def ratios(one: Trial) -> Floats:
    return progress_ratio(
        one.table[:, BEFORE - 1],
        one.table[:, -1],
        one.level,
        years=SINCE,
        years_in_all=YEARS_IN_ALL,
        wanted=1,
    )


def peer(one: Trial) -> np.ndarray:
    return open_sdg_with_target(
        one.table[:, BEFORE - 1],
        one.table[:, -1],
        one.level,
        years=SINCE,
        years_in_all=YEARS_IN_ALL,
        wanted=1,
    )


def show_paths(*, seed: int, series: int) -> None:
    print(f"\nVERDICTS AGAINST A PATH. {BEFORE} figures before the decision, {SINCE} since, the target")
    print(
        f"{YEARS_IN_ALL} years after it; up to {series} series a cell. The truth, the level without swings,"
    )
    print("lies on the path, or a share of it above or below.")
    print("Open SDG says on track from 95 % of the growth required, less of everything below.")
    print(f"{'':<42}{'truth':>8}{'Färdplan':>27}{'Open SDG':>18}{'behind at':>14}")
    print(f"{'':<42}{'':>8}   behind on track   neither   behind on track   equal power")
    kinds: list[Kind | tuple[str, Population]] = [*populations(), KINDS[1], KINDS[4], KINDS[6]]
    for kind in kinds:
        _show_kind(kind, seed, series)


def _show_kind(kind: Kind | tuple[str, Population], seed: int, series: int) -> None:
    name, draw, unit = (
        (kind.name, kind.draw, PERCENT) if isinstance(kind, Kind) else (kind[0], kind[1].draw, NUMBER)
    )
    found = {}
    for gap in GAPS:
        rng = np.random.default_rng((seed, 10))
        found[gap] = trial(draw(rng, series, BEFORE + SINCE, np.full(series, GROWTH)), gap)
    said = {gap: verdicts(one, unit) for gap, one in found.items()}
    power = float((said[TUNED_AT] == Verdict.BEHIND).mean())
    threshold = float(np.quantile(ratios(found[TUNED_AT]), power))
    for gap, one in found.items():
        behind = (said[gap] == Verdict.BEHIND).mean()
        ahead = np.isin(said[gap], [Verdict.ON_TRACK, Verdict.REACHED]).mean()
        theirs = (peer(one) < Progress.SUBSTANTIAL).mean()
        tuned = (ratios(one) < threshold).mean()
        print(
            f"{name:<42}{gap:8.0%}{behind:9.1%}{ahead:9.1%}{1 - behind - ahead:10.1%}"
            f"{theirs:9.1%}{1 - theirs:9.1%}{tuned:14.1%}"
        )
