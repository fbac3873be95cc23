"""What tests of several rooms build: small valid objects, each changed by naming what is to differ."""

from dataclasses import replace
from datetime import date
from typing import Any

from fardplan.indicators.definition import IndicatorDefinition, RegisterError
from fardplan.indicators.source import Source
from fardplan.roadmap.version import (
    Decision,
    DecisionPoint,
    Force,
    IndicatorLink,
    Milestone,
    RoadmapVersion,
    Strategy,
    TargetArea,
    Vision,
)
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT

CITY = "0180"
LOADED = date(2024, 1, 15)


def sv(swedish: str, english: str | None = None) -> Text:
    return Text(sv=swedish, en=english)


def definition(**changes: Any) -> IndicatorDefinition:
    """A share of everybody, rounded to tenths, with no known ordinary movement and no breaks."""
    plain: dict[str, Any] = {
        "key": "andel",
        "name": sv("Andel", "Share"),
        "definition": sv("Andel av alla", "Share of all"),
        "unit": PERCENT,
        "polarity": Direction.UP,
        "area": CITY,
        "rounded_to": 0.1,
        "error": RegisterError(),
        "sources": (Source(key="kolada", name="Kolada", publisher="RKA"),),
    }
    return IndicatorDefinition(**(plain | changes))


def provenance(**changes: Any) -> Provenance:
    plain: dict[str, Any] = {
        "source": "Kolada",
        "origin": Origin.OFFICIAL,
        "loaded": LOADED,
        "published": date(2019, 9, 25),
    }
    return Provenance(**(plain | changes))


def observation(period: str | int, value: float | None, **changes: Any) -> Observation:
    """A figure of the city for everybody, published on 25 September of its period's last year."""
    parsed = Period.parse(str(period))
    plain: dict[str, Any] = {
        "indicator": "andel",
        "area": CITY,
        "group": EVERYBODY,
        "status": Status.VALUE if value is not None else Status.MISSING,
        "provenance": provenance(published=date(parsed.end.year, 9, 25)),
    }
    return Observation(period=parsed, value=value, **(plain | changes))


def series(values: dict[Any, float | None], **changes: Any) -> tuple[Observation, ...]:
    """Figures by period."""
    return tuple(observation(period, value, **changes) for period, value in values.items())


def public(item: Observation, address: str = "https://example.org/table") -> Observation:
    """The same figure, published by its source."""
    cleared = replace(item.provenance, address=address, clearance=Clearance.PUBLISHED_BY_SOURCE)
    return replace(item, provenance=cleared)


def protected(item: Observation, release: str = "report-1", **changes: Any) -> Observation:
    """The same figure, counted here and let out with a privacy report; `changes` are of its provenance."""
    plain: dict[str, Any] = {"origin": Origin.OWN_CALCULATION, "address": None}
    told = {"clearance": Clearance.PROTECTED, "release": release}
    return replace(item, provenance=replace(item.provenance, **(plain | changes | told)))


WOMEN = Group.parse("sex=K")


def milestone(**changes: Any) -> Milestone:
    plain: dict[str, Any] = {
        "key": "mal",
        "target_area": "omrade",
        "text": sv("Andelen ökar", "The share increases"),
        "wanted": Direction.UP,
        "indicator": IndicatorLink(indicator="andel", source="förslag"),
    }
    return Milestone(**(plain | changes))


def version(*milestones: Milestone, **changes: Any) -> RoadmapVersion:
    """A proposed edition with one target area, one strategy and one decision point."""
    plain: dict[str, Any] = {
        "number": 1,
        "title": sv("Färdplan", "Roadmap"),
        "dated": "2018",
        "drawn_up_by": "Stadsledningskontoret",
        "source": "Tjänsteutlåtande",
        "vision": Vision(title=sv("Vision 2040", "Vision 2040"), year=2040, source="Tjänsteutlåtande"),
        "target_areas": (TargetArea(key="omrade", name=sv("Område", "Area")),),
        "milestones": milestones or (milestone(),),
        "strategies": (
            Strategy(key="strategi", target_area="omrade", number=1, text=sv("Gör mer", "Do more")),
        ),
        "decision_points": (
            DecisionPoint(
                number=1,
                text=sv("Färdplanen godkänns.", "It is approved."),
                addressee=None,
                force=Force.APPROVED,
            ),
        ),
    }
    return RoadmapVersion(**(plain | changes))


def decision(day: str = "2018-10-15", **changes: Any) -> Decision:
    plain: dict[str, Any] = {
        "body": "KF",
        "date": date.fromisoformat(day),
        "paragraph": "§ 12",
        "dnr": "KS 2018/911",
    }
    return Decision(**(plain | changes))
