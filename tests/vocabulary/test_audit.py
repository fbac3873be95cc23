"""The chain of the audit log: whole as it was written, and broken by any change."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.vocabulary.audit import (
    CHANGED,
    DETACHED,
    MISSING,
    NOTHING_BEFORE,
    AuditEntry,
    Break,
    Verification,
    seal_of,
    verified,
)

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def chain(*contents: dict[str, Any]) -> list[AuditEntry]:
    """Entries sealed one after another."""
    made: list[AuditEntry] = []
    for number, content in enumerate(contents, start=1):
        plain = {"actor": "Åsa", "action": "adopt", "subject": "roadmap 1", "before": None, "after": None}
        previous = made[-1].seal if made else NOTHING_BEFORE
        told = {"at": NOON + timedelta(minutes=number), "why": None, **plain, **content}
        entry = AuditEntry(number=number, previous=previous, seal="", **told)
        made.append(replace(entry, seal=seal_of(entry)))
    return made


THREE = chain({"after": {"level": 8.5}}, {"why": "KF § 12"}, {"actor": "Stig"})


def test_a_seal_is_what_anybody_can_calculate_from_the_entry() -> None:
    entry = THREE[0]
    text = (
        '["fardplan-audit-1",1,"2026-11-28T12:01:00.000000+00:00","Åsa","adopt","roadmap 1",null,'
        '{"level":8.5},null,"' + "0" * 64 + '"]'
    )
    assert entry.seal == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_a_chain_as_it_was_written_is_whole() -> None:
    assert verified(THREE) == Verification(3, 3, THREE[2].seal)
    assert verified([]) == Verification(0, 0, NOTHING_BEFORE)


@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "Någon annan"},
        {"action": "withdraw"},
        {"subject": "roadmap 2"},
        {"at": NOON},
        {"before": {"level": 8.5}},
        {"after": {"level": 8.6}},
        {"why": "KF § 13"},
        {"previous": "1" * 64},
        {"seal": "1" * 64},
    ],
)
def test_any_change_of_an_entry_is_found(changes: dict[str, Any]) -> None:
    tampered = [THREE[0], replace(THREE[1], **changes), THREE[2]]
    assert verified(tampered) == Verification(1, 1, THREE[0].seal, Break(2, CHANGED))


def test_a_change_that_is_sealed_anew_shows_in_the_entry_after_it() -> None:
    entry = replace(THREE[1], actor="Någon annan")
    resealed = replace(entry, seal=seal_of(entry))
    assert verified([THREE[0], resealed, THREE[2]]) == Verification(2, 2, resealed.seal, Break(3, DETACHED))


@pytest.mark.parametrize(
    ("found", "broken"),
    [
        ([THREE[0], THREE[2]], 2),
        ([THREE[1], THREE[2]], 1),
        ([THREE[0], THREE[0], THREE[1]], 2),
        ([THREE[1], THREE[0], THREE[2]], 1),
    ],
)
def test_an_entry_that_is_missing_repeated_or_moved_is_found(found: list[AuditEntry], broken: int) -> None:
    assert verified(found).broken == Break(broken, MISSING)


def test_what_is_cut_off_at_the_end_shows_in_the_last_seal_alone() -> None:
    cut = verified(THREE[:2])
    assert cut == Verification(2, 2, THREE[1].seal)
    assert cut.seal != verified(THREE).seal


def test_a_time_is_sealed_as_the_moment_it_is() -> None:
    elsewhere = THREE[0].at.astimezone(timezone(timedelta(hours=2)))
    assert replace(THREE[0], at=elsewhere).is_whole
    assert not replace(THREE[0], at=THREE[0].at + timedelta(microseconds=1)).is_whole


@pytest.mark.parametrize(
    ("one", "other"),
    [(1.0, 1), (1e23, 100000000000000000000000), ({"b": 1, "a": 2.0}, {"a": 2, "b": 1}), ((1, 2), [1, 2])],
)
def test_what_a_database_writes_another_way_has_the_same_seal(one: Any, other: Any) -> None:
    assert seal_of(replace(THREE[0], after=one)) == seal_of(replace(THREE[0], after=other))


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), (0, False), ("1", 1), (None, {}), ([], {}), (0.5, 0.25), ([1], [2])]
)
def test_what_is_not_the_same_has_another_seal(one: Any, other: Any) -> None:
    assert seal_of(replace(THREE[0], after=one)) != seal_of(replace(THREE[0], after=other))


def test_what_json_cannot_hold_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        seal_of(replace(THREE[0], after=float("nan")))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(JSON, min_size=1, max_size=6), st.data())
def test_any_chain_is_whole_and_any_hole_in_it_is_found(values: list[Any], data: st.DataObject) -> None:
    made = chain(*({"after": value} for value in values))
    assert verified(made).broken is None
    through_json = [replace(item, after=json.loads(json.dumps(item.after))) for item in made]
    assert verified(through_json).broken is None
    at = data.draw(st.integers(0, len(made) - 1))
    assert verified([*made[:at], *made[at + 1 :]]).entries == at
