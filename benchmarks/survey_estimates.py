"""Seconds for 10,000 answers × 30 questions × 14 districts: `python benchmarks/survey_estimates.py`."""

import time
from collections.abc import Callable

import numpy as np

from fardplan.stats.surveys import design, estimate, raked

ANSWERS, QUESTIONS, DISTRICTS = 10_000, 30, 14


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of nine runs."""
    times = []
    for _ in range(9):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    rng = np.random.default_rng(1)
    district = rng.integers(0, DISTRICTS, ANSWERS).tolist()
    sex, age = rng.integers(0, 2, ANSWERS).tolist(), rng.integers(0, 6, ANSWERS).tolist()
    weights = rng.uniform(10, 60, ANSWERS)
    answers = (rng.random((ANSWERS, QUESTIONS)) < 0.3).astype(float)
    some = np.where(rng.random(answers.shape) < 0.1, np.nan, answers)
    margins = [
        (sex, dict.fromkeys(range(2), weights.sum() / 2)),
        (age, dict.fromkeys(range(6), weights.sum() / 6)),
    ]

    def plain(given: np.ndarray) -> object:
        return estimate(given, design(weights, district), district)

    def fitted() -> object:
        return estimate(answers, raked(design(weights, district), margins), district)

    print(f"{ANSWERS} answers, {QUESTIONS} questions, {DISTRICTS} districts, seconds of processor time")
    print(f"design weights                    {seconds(lambda: plain(answers)):.4f}")
    print(f"the same, a tenth without answer  {seconds(lambda: plain(some)):.4f}")
    print(f"raked, residual variance          {seconds(fitted):.4f}")


if __name__ == "__main__":
    main()
