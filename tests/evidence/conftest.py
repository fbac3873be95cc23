"""Figures to load in the tests of evidence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fardplan.evidence.store import EvidenceStore
from fardplan.vocabulary.observation import Observation, Origin, Provenance, PublishedBasis, Status
from fardplan.vocabulary.period import Period

MakeFigure = Callable[..., Observation]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def store(folder: Path) -> EvidenceStore:
    return EvidenceStore(folder)


@pytest.fixture(scope="session")
def figure() -> MakeFigure:
    """Make a figure: `figure("2018", 86.9)`, published on 25 September of its year and loaded in 2020."""

    def make(
        period: str,
        value: float | None,
        *,
        published: date | None = None,
        loaded: date = date(2020, 1, 1),
        source: str = "Kolada",
        indicator: str = "behorighet",
        area: str = "0180",
        basis: PublishedBasis = PublishedBasis.STATED,
        status: Status | None = None,
    ) -> Observation:
        parsed = Period.parse(period)
        provenance = Provenance(
            source=source,
            origin=Origin.OFFICIAL,
            loaded=loaded,
            published=published or date(parsed.year, 9, 25),
            published_basis=basis,
        )
        told = status or (Status.VALUE if value is not None else Status.MISSING)
        return Observation(indicator, area, parsed, value, provenance, status=told)

    return make
