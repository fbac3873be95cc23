"""What is true in a simulated city, kept aside by whoever made it: it judges what an attacker concludes."""

import json
from dataclasses import dataclass
from pathlib import Path

from _attack_bundle import year_of
from _attack_relations import Known, Place


@dataclass(frozen=True)
class Fact:
    """A number, and whether the register's rules protect it (None: they were not asked).

    `summed`: of contributions and not of persons, so that it is protected however large.
    """

    number: int
    protected: bool | None
    summed: bool = False


Truth = dict[tuple[str, str, str, str], Fact]
"""Register and year, `indicator.population` (or numerator, rest), area, group as text: what is true there."""

PARTS = {"N": "population", "K": "numerator", "R": "rest"}


def read_truth(path: Path) -> Truth | None:
    """The last numbers told for each place, or None where nobody kept any."""
    if not path.exists():
        return None
    found: Truth = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        where = f"{table['register']} {year_of(table['period'])}"
        for counted, area, group, value, protected in table["cells"]:
            found[where, counted, area, group] = Fact(value, protected, table["sums"])
    return found


def true_at(truth: Truth, known: Known, place: Place, table: tuple[str, str]) -> Fact | None:
    """What is true at a place, or None where it was not kept."""
    if place in known.made:
        outer, inner = (true_at(truth, known, one, table) for one in known.made[place])
        return None if outer is None or inner is None else Fact(outer.number - inner.number, None)
    series, area, group = place
    indicator, part = series.rsplit(" ", 1)
    text = ";".join(f"{dimension}={category}" for dimension, category in group)
    where = " ".join(table)
    found = truth.get((where, f"{indicator}.{PARTS[part]}", area, text))
    return found if found is not None else truth.get((where, indicator, area, text))
