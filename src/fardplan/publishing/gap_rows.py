"""Gaps and their changes as rows: the same columns in CSV and JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from fardplan.publishing.gaps import PublishedGaps
from fardplan.publishing.rows import csv_table
from fardplan.vocabulary.gap import GapChange, GapFigure

AMONG_DISTRICTS, AMONG_GROUPS = "districts", "groups"


def gaps_csv(gaps: Iterable[PublishedGaps]) -> bytes:
    """A row for each gap in a period; shares in per cent, differences in the indicator's unit."""
    return csv_table(_gap_row("", "", None), (row.values() for row in gap_rows(gaps)))


def gap_changes_csv(gaps: Iterable[PublishedGaps]) -> bytes:
    """A row for each gap whose change was asked for, with the verdict, its reason and its interval."""
    return csv_table(_change_row("", "", None), (row.values() for row in change_rows(gaps)))


def gaps_plain(gaps: Iterable[PublishedGaps]) -> dict[str, list[dict[str, Any]]]:
    """Both tables as plain values, for JSON."""
    stated = tuple(gaps)
    return {"differences": list(gap_rows(stated)), "changes": list(change_rows(stated))}


def gap_rows(gaps: Iterable[PublishedGaps]) -> Iterator[dict[str, Any]]:
    """Every gap as plain values by column, in the order of the publication."""
    for item in gaps:
        for among, figures in ((AMONG_DISTRICTS, item.districts), (AMONG_GROUPS, item.groups)):
            yield from (_gap_row(item.indicator, among, figure) for figure in figures)


def change_rows(gaps: Iterable[PublishedGaps]) -> Iterator[dict[str, Any]]:
    """Every change as plain values by column, in the order of the publication."""
    for item in gaps:
        for among, changes in (
            (AMONG_DISTRICTS, item.district_changes),
            (AMONG_GROUPS, item.group_changes),
        ):
            yield from (_change_row(item.indicator, among, change) for change in changes)


def _gap_row(indicator: str, among: str, gap: GapFigure | None) -> dict[str, Any]:
    """The row of a gap; of None, for the names of the columns."""
    return {
        "indicator": indicator,
        "among": among,
        "division": gap and gap.division,
        "measure": gap and gap.measure.value,
        "period": gap and str(gap.period),
        "value": gap and gap.value,
        "lower": gap and gap.lower,
        "upper": gap and gap.upper,
        "areas": gap and gap.areas,
        "protected": gap and gap.protected,
        "highest": gap and gap.highest,
        "lowest": gap and gap.lowest,
        "origin": gap and gap.origin.value,
    }


def _change_row(indicator: str, among: str, change: GapChange | None) -> dict[str, Any]:
    first = change.first if change else None
    return {
        "indicator": indicator,
        "among": among,
        "division": change and change.latest.division,
        "measure": change and change.measure.value,
        "first_period": first and str(first.period),
        "latest_period": change and str(change.latest.period),
        "first_value": first.value if first else None,
        "latest_value": change and change.latest.value,
        "verdict": change and change.verdict.value,
        "reason": change and change.reason.value,
        "lower": change and change.lower,
        "upper": change and change.upper,
        "p_areas": change and change.p_areas,
        "origin": change and change.latest.origin.value,
    }
