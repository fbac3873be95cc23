"""What the forecasts are to hold, and whether they did: the lines that end `make bench-forecast`."""

from dataclasses import dataclass

import numpy as np
from _competition import Competition
from _peers import AHEAD, Forecasts

from fardplan.forecast.accuracy import covered

COVERAGE = {0.8: 0.02, 0.95: 0.015}
"""How far from what they are called the intervals may cover."""

AGAINST_BEST_PEER = {"MASE": 1.01, "MSIS0.8": 0.88, "MSIS0.95": 0.75}
"""At most so many times the best peer's."""

SECONDS = 0.3
"""For 5,000 series of 15 figures, 15 years ahead, on one core."""


@dataclass(frozen=True)
class Goal:
    what: str
    goal: str
    result: str
    met: bool


def coverage_goals(found: Forecasts, competition: Competition) -> list[Goal]:
    goals = []
    for level, slack in COVERAGE.items():
        inside = covered(competition.came, *found.bounds[level])
        pooled, by_year = float(np.nanmean(inside)), np.nanmean(inside, axis=0)
        asked = f"{level - slack:.1%} to {level + slack:.1%}"
        goals += [
            Goal(f"{level:.0%} pooled", asked, f"{pooled:.1%}", abs(pooled - level) <= slack),
            Goal(
                f"{level:.0%} in each year 1 to {AHEAD}",
                asked,
                f"{by_year.min():.1%} to {by_year.max():.1%}",
                bool((np.abs(by_year - level) <= slack).all()),
            ),
        ]
    return goals


def goals_against_peers(own: dict[str, float], peers: dict[str, dict[str, float]]) -> list[Goal]:
    goals = []
    for key, times in AGAINST_BEST_PEER.items() if peers else ():
        name = min(peers, key=lambda peer: peers[peer][key])
        change = own[key] / peers[name][key] - 1
        told = f"{own[key]:.3f} against {peers[name][key]:.3f} ({name}): {change:+.1%}"
        goals.append(Goal(key, f"at most {times - 1:+.0%}", told, change <= times - 1))
    return goals


def speed_goal(seconds: float) -> Goal:
    return Goal(
        "5,000 × 15 × 15, series in, fans out", f"under {SECONDS} s", f"{seconds:.2f} s", seconds < SECONDS
    )


def show_goals(heading: str, goals: list[Goal]) -> None:
    print(f"\n{heading}\n{'':<38}{'goal':<18}{'':<8}result")
    for one in goals:
        print(f"{one.what:<38}{one.goal:<18}{'met' if one.met else 'MISSED':<8}{one.result}")
