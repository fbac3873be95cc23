"""Each constraint of the workspace's tables, broken once: rows made whole, then with one thing wrong."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from fardplan.store import models as stored

DAY = date(2027, 3, 1)
BEFORE, AFTER = date(2027, 2, 1), date(2027, 4, 1)
ELSEWHERE = ("fardplan.store.models.roadmaps", "fardplan.store.models.records")

WHOLE: dict[type[models.Model], dict[str, Any]] = {
    stored.User: {"username": "Åsa Berg", "email": "asa@stad.example"},
    stored.Organisation: {"kind": "board"},
    stored.CycleYear: {"year": 2027},
    stored.CycleStep: {"kind": "report"},
    stored.Submission: {"state": "writing"},
    stored.CouncilItem: {"kind": "council_indicator"},
    stored.PlanItem: {"kind": "board_goal"},
    stored.Consideration: {"answer": "acts"},
    stored.ChangeRequest: {"kind": "target"},
    stored.ReferralAnswer: {"state": "asked"},
    stored.DoubtRuling: {"resolution": "as_read"},
    stored.Relay: {"state": "waiting"},
    stored.ImportFile: {"kind": "export"},
    stored.Candidate: {"state": "kept"},
    stored.Assessment: {"kind": "milestone", "judgement": "fully"},
    stored.DecisionPoint: {"force": "ska"},
    stored.ExternalItem: {"external_id": "17"},
    stored.ReportText: {"language": "sv"},
}
"""What rows of a table need besides what `made` fills in by the kind of column."""

Rows = dict[type[models.Model], models.Model]


def made(model: type[models.Model], rows: Rows, **given: Any) -> models.Model:
    """A row of a table, with each column that must have a value; those it refers to are made once."""
    values = {**_needed(model, rows, set(given)), **WHOLE.get(model, {}), **given}
    return model._default_manager.create(**values)


def _needed(model: type[models.Model], rows: Rows, given: set[str]) -> dict[str, Any]:
    found = {}
    for field in model._meta.local_concrete_fields:
        if field.null or field.primary_key or field.has_default() or field.name in given:
            continue
        if isinstance(field, models.ForeignKey):
            found[field.name] = one(field.remote_field.model, rows)
        else:
            found[field.name] = _value(field)
    return found


def one(model: type[models.Model], rows: Rows) -> models.Model:
    if model not in rows:
        rows[model] = made(model, rows)
    return rows[model]


def _value(field: models.Field) -> Any:
    kinds: tuple[tuple[type[models.Field], Any], ...] = (
        (models.DateTimeField, datetime(2027, 3, 1, 12, tzinfo=UTC)),
        (models.DateField, DAY),
        (models.IntegerField, 1),
        (models.FloatField, 1.0),
        (models.JSONField, {}),
        (models.BinaryField, b"x"),
    )
    return next((value for kind, value in kinds if isinstance(field, kind)), "x")


#  constraint → the table, and what is wrong in a row of it
WRONG: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "organisation_kind": (stored.Organisation, {"kind": "nej"}),
    "organisation_unit_has_parent": (stored.Organisation, {"kind": "unit"}),
    "organisation_ordered": (stored.Organisation, {"valid_from": AFTER, "valid_to": BEFORE}),
    "answer_state": (stored.ReferralAnswer, {"state": "answered"}),
    "answer_position": (stored.ReferralAnswer, {"position": "nej"}),
    "ruling_resolution": (stored.DoubtRuling, {"resolution": "chosen"}),
    "relay_state": (stored.Relay, {"state": "decided"}),
    "user_language": (stored.User, {"language": "fi"}),
    "user_away_whole": (stored.User, {"away_from": DAY}),
    "user_away_ordered": (stored.User, {"away_from": AFTER, "away_to": BEFORE}),
    "grant_ordered": (stored.RoleGrant, {"valid_from": AFTER, "valid_to": BEFORE}),
    "grant_ended_whole": (stored.RoleGrant, {"ended_by": "Åsa"}),
    "year_state": (stored.CycleYear, {"state": "closed"}),
    "step_kind": (stored.CycleStep, {"kind": "nej"}),
    "step_ordered": (stored.CycleStep, {"ready_by": BEFORE}),
    "submission_state": (stored.Submission, {"state": "nej"}),
    "submission_decided_by_decision": (stored.Submission, {"state": "decided"}),
    "submission_taken_in_whole": (stored.Submission, {"taken_in_by": "Åsa"}),
    "council_item_kind": (stored.CouncilItem, {"kind": "nej"}),
    "council_item_state": (stored.CouncilItem, {"state": "nej"}),
    "council_item_wanted": (stored.CouncilItem, {"wanted": "nej"}),
    "council_item_one_target": (stored.CouncilItem, {"target": 1.0, "target_text": "öka"}),
    "responsible_one_target": (stored.CouncilResponsible, {"target": 1.0, "target_text": "öka"}),
    "own_target_is_one": (stored.OwnTarget, {"target": 1.0, "target_text": "öka"}),
    "plan_item_kind": (stored.PlanItem, {"kind": "nej"}),
    "plan_item_state": (stored.PlanItem, {"state": "nej", "dropped_on": DAY, "dropped_why": "x"}),
    "plan_item_dropped": (stored.PlanItem, {"state": "dropped"}),
    "plan_item_wanted": (stored.PlanItem, {"wanted": "nej"}),
    "plan_item_one_target": (stored.PlanItem, {"target": 1.0, "target_text": "öka"}),
    "plan_item_ordered": (stored.PlanItem, {"starts": AFTER, "ends": BEFORE}),
    "plan_item_origin": (stored.PlanItem, {"origin": "nej"}),
    "link_from_one": (stored.RoadmapLink, {"strategy": "s"}),
    "consideration_answer": (stored.Consideration, {"answer": "nej"}),
    "consideration_why": (stored.Consideration, {"answer": "not_acting"}),
    "change_kind": (stored.ChangeRequest, {"kind": "nej"}),
    "change_state": (stored.ChangeRequest, {"state": "nej"}),
    "change_approved_by_decision": (stored.ChangeRequest, {"state": "approved"}),
    "change_declined_with_reason": (stored.ChangeRequest, {"state": "declined"}),
    "import_file_kind": (stored.ImportFile, {"kind": "nej"}),
    "follow_up_of_one": (stored.FollowUp, {}),
    "candidate_state": (stored.Candidate, {"state": "nej"}),
    "assessment_kind": (stored.Assessment, {"kind": "nej"}),
    "assessment_judgement": (stored.Assessment, {"judgement": "nej"}),
    "report_text_language": (stored.ReportText, {"language": "fi"}),
}
#  the same, where what is wrong refers to rows: made by their table
WITH_ROWS: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "link_to_one": (stored.RoadmapLink, {"item": stored.PlanItem}),
    "external_item_is_one": (
        stored.ExternalItem,
        {"item": stored.PlanItem, "council": stored.CouncilItem},
    ),
    "follow_up_judgement": (stored.FollowUp, {"item": stored.PlanItem, "judgement": "nej"}),
    "follow_up_activity": (stored.FollowUp, {"item": stored.PlanItem, "activity": "nej"}),
    "follow_up_ready_by": (stored.FollowUp, {"item": stored.PlanItem, "ready": True}),
    "succession_of_another": (stored.Succession, {}),
}
#  constraint → the table of which the same row cannot stand twice
TWICE: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "case_revision_once": (stored.CaseRevision, {}),
    "answer_once": (stored.ReferralAnswer, {}),
    "answer_revision_once": (stored.AnswerRevision, {}),
    "doubt_once": (stored.DocumentDoubt, {}),
    "relay_once": (stored.Relay, {}),
    "relay_revision_once": (stored.RelayRevision, {}),
    "reminder_once_a_day": (stored.ReminderSent, {}),
    "step_key": (stored.CycleStep, {}),
    "submission_once": (stored.Submission, {}),
    "submission_text_once": (stored.SubmissionText, {}),
    "council_item_key": (stored.CouncilItem, {}),
    "council_responsible_once": (stored.CouncilResponsible, {}),
    "council_revision_once": (stored.CouncilRevision, {}),
    "plan_revision_once": (stored.PlanRevision, {}),
    "item_strategy_once": (stored.RoadmapLink, {"item": stored.PlanItem, "strategy": "s"}),
    "item_milestone_once": (stored.RoadmapLink, {"item": stored.PlanItem, "milestone": "m"}),
    "council_strategy_once": (stored.RoadmapLink, {"council": stored.CouncilItem, "strategy": "s"}),
    "council_milestone_once": (stored.RoadmapLink, {"council": stored.CouncilItem, "milestone": "m"}),
    "change_number": (stored.ChangeRequest, {}),
    "plan_master_once": (stored.PlanMaster, {"organisation": stored.Organisation}),
    "plan_master_of_all_once": (stored.PlanMaster, {}),
    "mapping_revision_once": (stored.ImportMapping, {}),
    "external_item_once": (stored.ExternalItem, {"organisation": stored.Organisation}),
    "follow_up_of_item_once": (stored.FollowUp, {"item": stored.PlanItem}),
    "follow_up_of_council_once": (stored.FollowUp, {"council": stored.CouncilItem}),
    "follow_up_revision_once": (stored.FollowUpRevision, {}),
    "candidate_revision_once": (stored.CandidateRevision, {}),
    "succession_once": (stored.Succession, {}),
    "report_text_once": (stored.ReportText, {}),
}
ALREADY = {"follow_up_of_item_once", "step_key"}
"""Of whose tables `rows` has made a row."""

APART = {"user_deputy_is_another", "user_email_once"}
"""Tried by tests of their own below."""


@pytest.fixture
def rows(db: str) -> Rows:
    """The rows that others refer to, made when one first asks."""
    found: Rows = {}
    item = one(stored.PlanItem, found)
    found[stored.FollowUp] = made(stored.FollowUp, found, item=item)
    return found


def _with(rows: Rows, model: type[models.Model], changes: dict[str, Any]) -> dict[str, Any]:
    found = {name: one(value, rows) if isinstance(value, type) else value for name, value in changes.items()}
    if model is stored.Succession:
        first = one(stored.Organisation, rows)
        found |= {"predecessor": first, "successor": first}
    return found


def test_every_constraint_of_the_workspace_is_tried() -> None:
    stated = {
        constraint.name
        for model in apps.get_app_config("store").get_models()
        if model.__module__ not in ELSEWHERE
        for constraint in model._meta.constraints
    }
    assert stated == {*WRONG, *WITH_ROWS, *TWICE, *APART}


@pytest.mark.parametrize("name", sorted({**WRONG, **WITH_ROWS}))
def test_a_row_with_one_thing_wrong_is_refused(rows: Rows, name: str) -> None:
    model, changes = {**WRONG, **WITH_ROWS}[name]
    values = _with(rows, model, changes)
    made_before = {field: value for field, value in values.items() if isinstance(value, models.Model)}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        made(model, {**rows}, **values)
    assert name in str(refused.value), (name, made_before)


@pytest.mark.parametrize("name", sorted(TWICE))
def test_the_same_row_cannot_stand_twice(rows: Rows, name: str) -> None:
    model, changes = TWICE[name]
    values = _with(rows, model, changes)
    if model is stored.Succession:
        values["successor"] = made(stored.Organisation, rows, key="annan")
    if name not in ALREADY:
        made(model, rows, **values)
    told = _refusal(model, rows, values)
    # A unique index on expressions is told by its name, one on columns by their names in SQLite.
    assert name in told or told.startswith("UNIQUE constraint failed")


def _refusal(model: type[models.Model], rows: Rows, values: dict[str, Any]) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        made(model, rows, **values)
    return str(refused.value)


def test_nobody_is_their_own_deputy(db: str) -> None:
    person = made(stored.User, {})
    with pytest.raises(IntegrityError, match="user_deputy_is_another"), transaction.atomic():
        stored.User.objects.filter(pk=person.pk).update(deputy=person)


def test_an_address_is_one_persons_however_it_is_written(db: str) -> None:
    made(stored.User, {})
    made(stored.User, {}, username="Bo Ek", email="")
    made(stored.User, {}, username="Cia Al", email="")
    with pytest.raises(IntegrityError), transaction.atomic():
        made(stored.User, {}, username="Åsa Berg 2", email="ASA@stad.example")


def _words(condition: Any) -> Iterator[tuple[str, str]]:
    """Every (column, word) that a condition compares a column with."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _words(child)
        else:
            name, value = child
            column, _, how = name.partition("__")
            if how in ("", "in"):
                yield from ((column, word) for word in ((value,) if how == "" else value))


def test_every_word_that_a_table_may_hold_fits_its_column() -> None:
    """SQLite takes a longer word than the column is wide, PostgreSQL does not."""
    too_long = [
        (model.__name__, column, word)
        for model in apps.get_app_config("store").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for column, word in _words(constraint.condition)
        if isinstance(word, str) and len(word) > (model._meta.get_field(column).max_length or 999)
    ]
    assert too_long == []
