"""All that the tables hold of one person, found by how their columns are classified."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q

from fardplan.store.models import User
from fardplan.store.people import subject_of
from fardplan.store.personal import Kind, Link
from fardplan.store.personal_columns import TABLES

WITHHELD = "–"
"""Stands for a secret that protects the account."""


def everything_about(number: int, names: Collection[str]) -> dict[str, Any]:
    """Every row that is about the account, by table, as JSON can hold it; one query a table.

    Of a row the other people in it are left out, and the secrets are named but not told. `names`: what the
    person is and was called.
    """
    told: dict[str, Any] = {}
    for label, columns in TABLES.items():
        model = apps.get_model(label)
        wanted = Q(pk=number) if model is User else Q()
        for field in model._meta.local_fields:
            kind = columns.kind_of(field.name)
            if kind is not None and kind.link is not Link.NONE:
                wanted |= _about(field, kind, number, names)
        if not wanted:
            continue
        rows = model._default_manager.filter(wanted).order_by("pk")
        found = [_row(row, number, names) for row in rows.iterator(chunk_size=500)]
        if found:
            told[label] = found
    return _plain(told)


def _about(field: "Field[Any, Any]", kind: Kind, number: int, names: Collection[str]) -> Q:
    """The condition that a column says that a row is about the person."""
    if kind.link is Link.NAME:
        return Q(**{f"{field.name}__in": list(names)})
    if kind.link is Link.SUBJECT:
        return Q(**{field.name: subject_of(number)})
    if field.related_model is User:
        return Q(**{field.name: number})
    return Q(**{f"{field.name}__user": number})


def _row(row: Model, number: int, names: Collection[str]) -> dict[str, Any]:
    columns = TABLES[row._meta.label]
    told: dict[str, Any] = {}
    for field in row._meta.local_fields:
        kind = columns.kind_of(field.name)
        value = getattr(row, field.attname)
        if kind is not None and kind.secret:
            told[field.name] = WITHHELD
        elif kind is None or kind.link is Link.NONE or _is_own(field, kind, value, number, names):
            told[field.name] = value
    return told


def _is_own(field: "Field[Any, Any]", kind: Kind, value: object, number: int, names: Collection[str]) -> bool:
    if kind.link is Link.NAME:
        return value in names
    if kind.link is Link.SUBJECT:
        return True  # what the entry is about, be it the person or what they have done
    return field.related_model is not User or value == number


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it: days and times as text."""
    encoder = DjangoJSONEncoder()
    return {label: [_plain_row(encoder, row) for row in rows] for label, rows in told.items()}


def _plain_row(encoder: DjangoJSONEncoder, row: dict[str, Any]) -> dict[str, Any]:
    simple = (str, int, float, bool, type(None), dict, list)
    return {
        name: f"{len(bytes(value))} bytes"
        if isinstance(value, bytes | memoryview)
        else value
        if isinstance(value, simple)
        else encoder.default(value)
        for name, value in row.items()
    }
