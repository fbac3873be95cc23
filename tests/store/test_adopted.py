"""What has been adopted cannot be changed, whoever writes and through whatever."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from fardplan.config.settings import database
from fardplan.roadmap.version import RelatedMilestone, Responsibility
from fardplan.store import models as stored
from fardplan.store.roadmaps import save_decision, save_version, version_numbered
from tests.builders import decision, milestone, version
from tests.databases import rolled_back, standing_in

REFUSED = "an adopted roadmap version cannot be changed"
ADOPTED = version(
    milestone(
        context=("antal",),
        responsible=(Responsibility(organisation="namnden", source="KF"),),
        related=(RelatedMilestone(milestone="annat", source="s"),),
    ),
    milestone(key="annat"),
)
#  what to write in a new or changed row, so that nothing but the guard can object
OTHERWISE: dict[type[models.Model], dict[str, Any]] = {
    stored.RoadmapVersion: {"source": "Annan källa"},
    stored.TargetArea: {"key": "ny"},
    stored.Milestone: {"key": "nytt"},
    stored.RelatedMilestone: {"source": "Annan källa"},
    stored.ContextIndicator: {"indicator": "annan"},
    stored.Responsibility: {"organisation": "annan"},
    stored.Strategy: {"key": "ny"},
    stored.DecisionPoint: {"number": 9},
}
PARTS = [model for model in OTHERWISE if model is not stored.RoadmapVersion]


@pytest.fixture
def adopted(db):
    """Edition 1 is proposed, edition 2 the same and adopted."""
    save_version(ADOPTED)
    save_version(ADOPTED.model_copy(update={"number": 2}))
    save_decision(2, decision())


def of(model: type[models.Model], number: int) -> Any:
    path = {
        stored.RoadmapVersion: "number",
        stored.RelatedMilestone: "milestone__version__number",
        stored.ContextIndicator: "milestone__version__number",
        stored.Responsibility: "milestone__version__number",
    }.get(model, "version__number")
    return model._default_manager.filter(**{path: number})


def test_every_table_of_a_roadmap_is_guarded():
    with_content = {
        model
        for model in apps.get_app_config("store").get_models()
        if model.__module__ == "fardplan.store.models.roadmaps"
    }
    assert with_content == set(OTHERWISE)


@pytest.mark.parametrize("model", OTHERWISE, ids=lambda model: model.__name__)
def test_no_row_of_an_adopted_edition_is_changed(adopted, model):
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        of(model, 2).update(**OTHERWISE[model])


@pytest.mark.parametrize("model", OTHERWISE, ids=lambda model: model.__name__)
def test_no_row_of_an_adopted_edition_is_deleted(adopted, model):
    """Row by row in the database, past the protection that Django itself gives."""
    row = of(model, 2).first()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_no_row_is_added_to_an_adopted_edition(adopted, model):
    row = of(model, 2).first()
    row.pk = None
    row._state.adding = True
    for name, value in OTHERWISE[model].items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        row.save()


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_no_row_is_moved_into_an_adopted_edition(adopted, model):
    row, home = of(model, 1).first(), of(model, 2).first()
    owner = "version_id" if hasattr(row, "version_id") else "milestone_id"
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        of(model, 1).filter(pk=row.pk).update(**{owner: getattr(home, owner)}, **OTHERWISE[model])


@pytest.mark.parametrize("model", OTHERWISE, ids=lambda model: model.__name__)
def test_a_proposed_edition_may_be_changed(adopted, model):
    changed = of(model, 1).order_by("pk")[:1].values_list("pk", flat=True)
    assert of(model, 1).filter(pk__in=list(changed)).update(**OTHERWISE[model]) == 1


def test_an_adopted_edition_is_not_replaced(adopted, db):
    columns = [field.column for field in stored.RoadmapVersion._meta.fields]
    replace = "INSERT OR REPLACE" if db == "sqlite" else "INSERT"
    chosen = ", ".join("'Annan källa'" if name == "source" else name for name in columns)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{replace} INTO store_roadmapversion ({', '.join(columns)}) "
            f"SELECT {chosen} FROM store_roadmapversion WHERE number = 2"
        )


def test_a_decision_is_not_taken_back(adopted):
    gone = {f"decision_{name}": None for name in decision().model_dump()}
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        of(stored.RoadmapVersion, 2).update(**gone)


def test_after_all_that_it_is_as_it_was(adopted):
    assert version_numbered(2) == ADOPTED.model_copy(update={"number": 2, "decision": decision()})


def test_an_edition_may_be_born_adopted(db):
    born = ADOPTED.model_copy(update={"decision": decision()})
    save_version(born)
    assert version_numbered(1) == born


GAP = {"gap_measure": "difference", "gap_level": 8.0, "gap_year": 2030}


@pytest.mark.parametrize("gap", [GAP, dict.fromkeys(GAP)])
def test_the_gap_target_of_an_adopted_edition_is_not_set_or_taken_away(adopted, gap):
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        of(stored.Milestone, 2).update(**gap)
    of(stored.Milestone, 1).update(**gap)


@pytest.mark.parametrize(("before", "after"), [("0002", "0003"), ("0003", "0002")])
def test_the_guards_stand_on_both_sides_of_the_gap_target(db, tmp_path, before, after):
    """SQLite makes a table anew to give it columns, and forgets its triggers."""
    own = standing_in(database(None, tmp_path)) if db == "sqlite" else rolled_back()
    born = ADOPTED.model_copy(update={"decision": decision()})
    with own:
        call_command("migrate", "store", "0003", verbosity=0)
        save_version(born)
        connection.check_constraints()  # PostgreSQL alters no table with a check still to be made
        for step in (before, after):
            call_command("migrate", "store", step, verbosity=0)
        for table in ("store_milestone", "store_responsibility", "store_roadmapversion"):
            with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
                written_over(table)
        call_command("migrate", "store", verbosity=0)
        assert version_numbered(1) == born


def written_over(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id")


def test_the_guards_can_be_taken_down_and_put_up_again(db, tmp_path, django_db_blocker):
    """PostgreSQL changes tables inside a transaction; SQLite does not, and gets a database of its own."""
    own = standing_in(database(None, tmp_path)) if db == "sqlite" else rolled_back()
    with own:
        call_command("migrate", "store", verbosity=0)
        save_version(ADOPTED.model_copy(update={"decision": decision()}))
        connection.check_constraints()  # as above
        for step in ("0002", "0001"):
            call_command("migrate", "store", step, verbosity=0)
        assert stored.RoadmapVersion.objects.update(source="Annan källa") == 1
        call_command("migrate", "store", verbosity=0)
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            stored.RoadmapVersion.objects.update(source="Tredje källan")


def test_tables_and_models_say_the_same(tables):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
