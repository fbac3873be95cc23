"""What stands on standard error when something goes wrong in the workspace: the trace, and no value."""

import logging
import sys

from fardplan.config.logs import LOGGING, Traces


def _fail(message: str) -> None:
    raise ValueError(message)


def told(message: str) -> str:
    try:
        _fail(message)
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Fault: %s", ("/arbete/",), sys.exc_info()
        )
    return Traces("{levelname} {message}", style="{").format(record)


def test_a_fault_has_its_trace() -> None:
    lines = told("that went wrong").splitlines()
    assert lines[:2] == ["ERROR Fault: /arbete/", "Traceback (most recent call last):"]
    assert lines[-1] == "ValueError: that went wrong"


def test_the_values_that_a_database_met_are_left_out() -> None:
    said = told(
        'duplicate key violates "user_email_once"\nDETAIL:  Key (email)=(asa@example.se) already exists.'
    )
    assert "asa@example.se" not in said
    assert said.endswith('ValueError: duplicate key violates "user_email_once"')


def test_faults_are_written_and_missing_pages_are_not() -> None:
    assert LOGGING["loggers"]["django"]["level"] == "ERROR"  # type: ignore[index]
