"""The workbench's answers as JSON; docs/methods/workbench.md says what each field means."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any

from pydantic import BaseModel

from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell
from fardplan.roadmap.workbench.recommendation import recommended_of
from fardplan.usecases.calibration import Bench
from fardplan.vocabulary.period import Period


def plain_bench(on: Bench, rule: AmbitionRule) -> dict[str, Any]:
    """What is weighed, from where, and by which rule."""
    evidence, definition = on.evidence, on.definition
    return {
        "milestone": on.milestone.key,
        "indicator": definition.key,
        "by_context": on.by_context,
        "instead_of": on.instead_of.key if on.instead_of else None,
        "unit": plain(definition.unit),
        "rounded_to": definition.rounded_to,
        "wanted": str(evidence.wanted),
        "latest": _latest(on),
        "comparable_figures": len(evidence.own[-1]),
        "panel": len(evidence.panel),
        "rule": asdict(rule),
    }


def _latest(on: Bench) -> dict[str, Any]:
    latest = on.evidence.latest
    return {
        "period": str(latest.period),
        "value": latest.value,
        "lower": latest.lower,
        "upper": latest.upper,
        "origin": str(latest.origin),
    }


def plain_calibration(found: Calibration) -> Any:
    """Everything that is known of a candidate, with the members of the reference class by their codes."""
    told = plain(asdict(found))
    told["precedent"]["neighbourhood"]["widened"] = found.precedent.neighbourhood.widened
    return told | told.pop("candidate")


def plain_grid(rows: Sequence[Sequence[Cell]], on: Bench, rule: AmbitionRule) -> dict[str, Any]:
    """Cells, a row a year, and the recommended ones with their reasons in both languages."""
    return {
        "levels": [cell.candidate.level for cell in rows[0]],
        "years": [row[0].candidate.year for row in rows],
        "cells": [[_cell(cell) for cell in row] for row in rows],
        "recommended": [_flat(plain(asdict(item))) for item in recommended_of(rows, on.evidence, rule)],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return _flat(plain(asdict(cell)))


def _flat(told: dict[str, Any]) -> dict[str, Any]:
    candidate: dict[str, Any] = told.pop("candidate")
    return candidate | told


def plain(value: Any) -> Any:
    """What JSON can hold: periods and enumerations as their text."""
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Period | Enum):
        return str(value)
    return value
