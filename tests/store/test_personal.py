"""Every column of every table is classified: whoever adds one says what it holds of people, or this fails."""

from django.apps import apps
from django.db.models import ForeignKey, Model

from fardplan.store.models import User
from fardplan.store.personal import KINDS, Kind, Link
from fardplan.store.personal_columns import TABLES


def models() -> dict[str, type[Model]]:
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def columns_of(model: type[Model]) -> list[str]:
    """Every column but a number that the database gives."""
    fields = model._meta.local_fields
    return sorted(field.name for field in fields if not (field.primary_key and field.name == "id"))


def test_every_table_is_there_and_no_other():
    assert sorted(TABLES) == sorted(models())


def test_every_column_is_classified_once():
    there = {label: columns_of(model) for label, model in models().items()}
    classified = {label: sorted(columns.names) for label, columns in TABLES.items()}
    assert classified == there


def test_a_column_that_points_to_an_account_says_so():
    """A pointer to an account that were declared not to be personal would be missing in a person's copy."""
    forgotten = [
        f"{label}.{field.name}"
        for label, model in models().items()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is User
        if (kind := TABLES[label].kind_of(field.name)) is None
        or (kind.link is not Link.ACCOUNT and model is not User)
    ]
    assert forgotten == []


NAMES = ("by", "actor", "_by")


def test_a_column_with_a_name_of_who_did_it_says_so():
    forgotten = [
        f"{label}.{field.name}"
        for label, model in models().items()
        for field in model._meta.local_fields
        if label.startswith("store.") and field.get_internal_type() == "CharField"
        if field.name in NAMES or field.name.endswith("_by")
        if (kind := TABLES[label].kind_of(field.name)) is None or kind.link is not Link.NAME
    ]
    assert forgotten == []


def test_a_row_with_personal_data_can_be_found_to_be_somebodys():
    """But for texts, which are about the city's work, secrets, and the office that drew up a document."""
    lonely = {"session", "officer", "written", "secret"}
    lost = [
        label
        for label, columns in TABLES.items()
        if label != "store.User" and not columns.is_about_people
        for kind in columns.personal
        if kind.key not in lonely
    ]
    assert lost == []


def test_every_kind_is_used_and_has_a_name_of_its_own():
    used: set[Kind] = {kind for columns in TABLES.values() for kind in columns.personal}
    assert used == set(KINDS)
    assert len({kind.key for kind in KINDS}) == len(KINDS)
