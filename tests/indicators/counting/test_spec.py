"""The cases of `tests/counting_spec`, counted a row at a time."""

import pytest

from tests.counting_cases import slow_pass
from tests.counting_spec import CASES, Case, answer_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_counting_means(case: Case) -> None:
    assert answer_of(case, lambda plan: slow_pass(plan, case.rows)) == case.answer
