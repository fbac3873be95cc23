"""The table of forecast errors that the program ships: `python benchmarks/forecast_table.py [--write]`.

Makes it from the competition series and says whether the shipped one is the same.
"""

import json
import sys
from pathlib import Path

import numpy as np
from _competition import Competition, errors_of, load
from _peers import Floats

from fardplan.forecast.pool import PROBABILITIES
from fardplan.forecast.swing import SHORT

TARGET = Path(__file__).resolve().parents[1] / "src" / "fardplan" / "forecast" / "error_pool.json"
ORIGIN = "1,329 yearly series of the forecasting competitions M1, M3 and Tourism"


def text_of(quantiles: Floats) -> str:
    rows = [json.dumps([round(float(one), 3) for one in row]) for row in quantiles]
    return (
        "{\n"
        f' "origin": {json.dumps(ORIGIN)},\n'
        f' "probabilities": {json.dumps(PROBABILITIES.tolist())},\n'
        ' "quantiles": [\n  ' + ",\n  ".join(rows) + "\n ]\n}\n"
    )


def shown_factors(competition: Competition) -> None:
    """How much more than longer series those with few figures err: what `SHORT` was rounded from."""
    found = errors_of(competition, least=min(SHORT)).found
    long = errors_of(competition)
    table = long.table(np.ones(len(competition.known), bool))
    for count, factor in SHORT.items():
        chosen = found.ends + 1 == count
        errors = found.errors[chosen, :6] * factor
        ratios = [
            np.nanquantile(errors, level, axis=0) / table[:6, list(PROBABILITIES).index(level)]
            for level in (0.8, 0.95)
        ]
        print(
            f"{count} figures: errors {np.mean(ratios[0]):.2f} (80 %) and {np.mean(ratios[1]):.2f} (95 %) of "
            f"the table's; the program widens by {factor}"
        )


def main() -> None:
    competition = load()
    quantiles = errors_of(competition).table(np.ones(len(competition.known), bool))
    text = text_of(quantiles)
    if "--write" in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
    same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
    print(f"The shipped table {'is' if same else 'IS NOT'} what {len(competition.known)} series give.")
    print("Half widths in swings, at 1, 3, 6, 10 and 15 years:")
    for level in (0.5, 0.8, 0.95, 0.99):
        column = list(PROBABILITIES).index(level)
        print(f"  {level:4.0%}  " + "  ".join(f"{quantiles[h - 1, column]:6.2f}" for h in (1, 3, 6, 10, 15)))
    shown_factors(competition)
    sys.exit(not same)


if __name__ == "__main__":
    main()
