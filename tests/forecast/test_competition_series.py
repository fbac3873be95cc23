"""The goals of the method on real series it was not made on; needs the reference data."""

import importlib
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]

BEST_PEER = {"MASE": 2.725, "MSIS0.8": 15.99, "MSIS0.95": 32.31}
"""Best of statsforecast 2.1's methods on the same series, measured by `make bench-forecast`."""


@pytest.fixture(scope="module")
def study(reference_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        yield importlib.import_module("_competition"), importlib.import_module("forecast")


def test_intervals_cover_what_they_say_and_are_sharper_than_the_peers(study):
    competition_module, benchmark = study
    competition = competition_module.load()
    errors = competition_module.errors_of(competition)
    assert len(competition.known) == 1329
    found = benchmark.ours(competition, errors, "ours", benchmark.folds(len(competition.known)))
    own = benchmark.score(found, competition)
    assert own["MASE"] < 1.01 * BEST_PEER["MASE"]
    assert own["MSIS0.8"] < 0.88 * BEST_PEER["MSIS0.8"]
    assert own["MSIS0.95"] < 0.75 * BEST_PEER["MSIS0.95"]
    for level, margin in ((0.8, 0.02), (0.95, 0.015)):
        by_year = np.nanmean(benchmark.covered(competition.came, *found.bounds[level]), axis=0)
        assert own[f"covered{level}"] == pytest.approx(level, abs=margin)
        assert by_year == pytest.approx([level] * 6, abs=margin)


def test_the_shipped_table_is_what_the_series_give(study):
    competition_module, _ = study
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        table = importlib.import_module("forecast_table")
    competition = competition_module.load()
    quantiles = competition_module.errors_of(competition).table(np.ones(len(competition.known), bool))
    assert table.text_of(quantiles) == table.TARGET.read_text(encoding="utf-8")
