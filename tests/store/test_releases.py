"""Releases and withdrawals: kept in order, by day, and never changed, on SQLite and on PostgreSQL."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from fardplan.store import models as stored
from fardplan.store.releases import ReleaseEvent, add_events, events_until
from fardplan.vocabulary.release import ReleaseKind

KEPT = "a release is kept as it was recorded"
FIRST = ReleaseEvent("betyg", ReleaseKind.FORECAST, True, date(2021, 3, 1), "Åsa", "KS § 7")
SECOND = ReleaseEvent("betyg", ReleaseKind.FORECAST, False, date(2021, 3, 2), "Bo")
THIRD = ReleaseEvent("betyg", ReleaseKind.FORECAST, True, date(2021, 3, 2), "Åsa")


@pytest.fixture
def three(db):
    add_events([FIRST])
    add_events([SECOND, THIRD])


@pytest.mark.parametrize(
    ("day", "events"),
    [("2021-02-28", ()), ("2021-03-01", (FIRST,)), ("2021-03-02", (FIRST, SECOND, THIRD))],
)
def test_events_come_in_the_order_they_were_recorded(three, day, events):
    assert events_until(date.fromisoformat(day)) == events


@pytest.mark.parametrize("kind", ReleaseKind)
def test_every_kind_can_be_kept(db, kind):
    event = ReleaseEvent("betyg", kind, True, date(2021, 3, 1), "Åsa")
    add_events([event])
    assert events_until(event.day) == (event,)
    assert [str(row) for row in stored.Release.objects.all()] == [f"betyg {kind} released"]


def test_a_release_is_not_changed(three):
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        stored.Release.objects.update(released=True)


def test_a_release_is_not_deleted(three):
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        stored.Release.objects.all().delete()


def test_a_release_is_not_replaced(three, db):
    replace = "INSERT OR REPLACE" if db == "sqlite" else "INSERT"
    columns = [field.column for field in stored.Release._meta.fields]
    chosen = ", ".join("'Cecilia'" if name == "actor" else name for name in columns)
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{replace} INTO store_release ({', '.join(columns)}) SELECT {chosen} FROM store_release"
        )
