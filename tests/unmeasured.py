"""What does the same many times is not measured: under coverage it would take twice as long and add no line.

Those are laws, which try many examples, what a browser looks at, and tests with the mark `repeats`; the
programs that they start are not measured either.
"""

import os
from collections.abc import Generator

import pytest
from coverage import Coverage
from hypothesis import is_hypothesis_test

FOR_PROGRAMS = "COVERAGE_PROCESS_CONFIG"
"""By this variable a program that is started learns that it is measured."""
MARKS = ("browser", "repeats")


def is_unmeasured(item: pytest.Item) -> bool:
    law = isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)
    return law or any(item.get_closest_marker(mark) for mark in MARKS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    measuring = Coverage.current()
    if measuring is None or not is_unmeasured(item):
        return (yield)
    told = os.environ.pop(FOR_PROGRAMS, None)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()
        if told is not None:
            os.environ[FOR_PROGRAMS] = told
