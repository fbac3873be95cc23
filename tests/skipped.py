"""Says plainly at the end of a run what could not be tried for want of a program or data."""

import re
from collections import Counter

import pytest

SOMETHING_MISSING = re.compile(r"\b(?:chromium|postgresql|spark|openssl|reference data)\b", re.IGNORECASE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = Counter(
        reason
        for report in terminalreporter.stats.get("skipped", [])
        if SOMETHING_MISSING.search(reason := _reason(report))
    )
    for reason, count in sorted(reasons.items()):
        tests = "test was" if count == 1 else "tests were"
        terminalreporter.write_line(f"{count} {tests} not run. {reason}", yellow=True)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What the skip said: pytest keeps it as (file, line, "Skipped: reason")."""
    said = report.longrepr
    return said[2].removeprefix("Skipped: ") if isinstance(said, tuple) else ""
