"""Each constraint of the tables, broken once: what belongs together cannot be written apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from fardplan.roadmap.version import RelatedMilestone, Responsibility
from fardplan.store import models as stored
from fardplan.store.roadmaps import save_version
from tests.builders import decision, milestone, version


def first(model: type[models.Model]) -> Any:
    return model._default_manager.order_by("pk")[0]


def again(model: type[models.Model]) -> None:
    """Write a row a second time under another identity."""
    row = first(model)
    row.pk = None
    row._state.adding = True
    row.save()


def changed(model: type[models.Model], **values: Any) -> None:
    model._default_manager.filter(pk=first(model).pk).update(**values)


BREAKS: dict[str, Callable[[], None]] = {
    "version_decision_whole": lambda: changed(stored.RoadmapVersion, decision_body="KF"),
    "version_horizon_whole": lambda: changed(stored.RoadmapVersion, horizon_from=2025, horizon_to=None),
    "version_based_on_earlier": lambda: changed(stored.RoadmapVersion, based_on=1),
    "target_area_key": lambda: again(stored.TargetArea),
    "milestone_key": lambda: again(stored.Milestone),
    "milestone_level_with_year": lambda: changed(stored.Milestone, level=90.0),
    "milestone_gap_whole": lambda: changed(stored.Milestone, gap_year=2030),
    "milestone_gap_possible": lambda: changed(
        stored.Milestone, gap_measure="ratio", gap_level=0.9, gap_year=2030
    ),
    "milestone_indicator_whole": lambda: changed(stored.Milestone, indicator=None),
    "milestone_wanted": lambda: changed(stored.Milestone, wanted="side"),
    "milestone_strength": lambda: changed(stored.Milestone, strength="huge"),
    "related_once": lambda: again(stored.RelatedMilestone),
    "related_to_another": lambda: changed(
        stored.RelatedMilestone, related_id=first(stored.RelatedMilestone).milestone_id
    ),
    "context_once": lambda: again(stored.ContextIndicator),
    "responsible_once": lambda: again(stored.Responsibility),
    "strategy_key": lambda: again(stored.Strategy),
    "decision_point_number": lambda: again(stored.DecisionPoint),
    "release_kind": lambda: stored.Release.objects.create(
        milestone="mal", kind="everything", released=True, day=date(2021, 3, 1), actor="Åsa"
    ),
}


def constraints() -> set[str]:
    """Every constraint that the tables of the roadmap and the records state."""
    return {
        constraint.name
        for model in apps.get_app_config("store").get_models()
        if model.__module__.endswith((".roadmaps", ".records"))
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_tried():
    assert set(BREAKS) == constraints()


@pytest.fixture
def row(db):
    """One edition with one of everything."""
    one = milestone(
        context=("antal",),
        responsible=(Responsibility(organisation="namnden", source="KF"),),
        related=(RelatedMilestone(milestone="annat", source="s"),),
    )
    save_version(version(one, milestone(key="annat")))


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_database_refuses(row, db, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKS[name]()
    told = str(refused.value)
    # A unique index on expressions is told by its name, one on columns by their names in SQLite.
    assert name in told or (db == "sqlite" and told.startswith("UNIQUE constraint failed"))


GAP = {"gap_measure": "difference", "gap_level": 8.0, "gap_year": 2030}


@pytest.mark.parametrize(
    "gone", [("gap_measure",), ("gap_level",), ("gap_year",), ("gap_measure", "gap_level")]
)
def test_part_of_a_gap_target_is_refused_whichever_part(row, gone):
    with pytest.raises(IntegrityError), transaction.atomic():
        changed(stored.Milestone, **{**GAP, **dict.fromkeys(gone)})


@pytest.mark.parametrize(
    ("measure", "level", "possible"),
    [
        ("difference", 0, True),
        ("difference", -0.1, False),
        ("slope", 0, True),
        ("slope", -0.1, False),
        ("ratio", 1, True),
        ("ratio", 0.9, False),
        ("between_share", 0, True),
        ("between_share", 1, True),
        ("between_share", -0.1, False),
        ("between_share", 1.1, False),
        ("range", 8, False),
    ],
)
def test_only_a_gap_that_can_be_is_kept(row, measure, level, possible):
    values = {**GAP, "gap_measure": measure, "gap_level": level}
    if possible:
        changed(stored.Milestone, **values)
        return
    with pytest.raises(IntegrityError, match="milestone_gap_possible"), transaction.atomic():
        changed(stored.Milestone, **values)


def test_two_editions_do_not_share_a_number(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        save_version(version())


def test_an_edition_with_parts_is_not_deleted(row):
    with pytest.raises(models.ProtectedError):
        first(stored.RoadmapVersion).delete()


def test_half_a_decision_is_refused_whichever_half(row):
    whole = {f"decision_{name}": value for name, value in decision().model_dump().items()}
    for name in whole:
        with pytest.raises(IntegrityError), transaction.atomic():
            changed(stored.RoadmapVersion, **{**whole, name: None})
