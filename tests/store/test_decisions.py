"""Decisions on figures that waited: the latest counts, and none is changed, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from fardplan.store import models as stored
from fardplan.store.decisions import EditionDecision, add_decision, latest_decisions

KEPT = "a decision is kept as it was recorded"
NO = EditionDecision("behoriga", "RKA", "ab12", False, date(2021, 3, 1), "Stig", "Fel i källan")
YES = replace(NO, approved=True, day=date(2021, 3, 2), why=None)
OTHER = replace(NO, edition="cd34", by="Åsa")


@pytest.fixture
def three(db):
    for decision in (NO, OTHER, YES):
        add_decision(decision)


def test_the_latest_decision_on_an_edition_counts(three):
    assert latest_decisions() == {("behoriga", "RKA", "ab12"): YES, ("behoriga", "RKA", "cd34"): OTHER}
    assert [str(row) for row in stored.EditionDecision.objects.all()] == [
        "behoriga ab12 declined",
        "behoriga cd34 declined",
        "behoriga ab12 approved",
    ]


def test_a_decision_is_not_changed(three):
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        stored.EditionDecision.objects.update(approved=True)


def test_a_decision_is_not_deleted(three):
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        stored.EditionDecision.objects.all().delete()


def test_a_decision_is_not_replaced(three, db):
    replace_ = "INSERT OR REPLACE" if db == "sqlite" else "INSERT"
    columns = [field.column for field in stored.EditionDecision._meta.fields]
    chosen = ", ".join("'Cecilia'" if name == "actor" else name for name in columns)
    table = "store_editiondecision"
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{replace_} INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}")
