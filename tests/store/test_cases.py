"""Cases, answers, relays and documents in the tables: stale saves are refused, nothing is ever removed."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fardplan.roadmap import referral, relaying
from fardplan.roadmap.case import State
from fardplan.store import case_documents, cases, models, referrals, relays
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.store.relays import NewRelay
from fardplan.store.roadmaps import save_version
from tests.builders import milestone, sv, version

DAY = date(2027, 3, 1)


@pytest.fixture
def case(db: str) -> int:
    keep_organisations(
        [KnownOrganisation(key, sv(key), "board", packaged=True) for key in ("skola", "fritid")]
    )
    save_version(version(milestone(level=90.5, year=2030)))
    return cases.open_case(
        title="Färdplan 2",
        dnr=None,
        content=version(milestone(level=90.5, year=2030), number=2),
        based_on=1,
        document=None,
        day=DAY,
        by="Åsa",
    )


def save(case: int, revision: int, title: str) -> bool:
    content = version(number=2, title=sv(title))
    return cases.save_content(
        case, content, revision=revision, what="write", part="frame", why=None, day=DAY, by="Bo"
    )


def step(case: int, start: State, end: State, **changes: Any) -> bool:
    kept = cases.KeptStep("refer", start, end, 1, None, None, DAY, "Åsa")
    return cases.save_step(case, kept, **changes)


def test_a_draft_comes_back_as_it_was_saved(case: int) -> None:
    assert cases.content_of(case) == version(milestone(level=90.5, year=2030), number=2)
    assert save(case, 1, "Nytt namn")
    assert not save(case, 1, "Ett annat namn")
    assert (cases.case_numbered(case).title, cases.case_numbered(case).revision) == ("Nytt namn", 2)
    assert cases.content_at(case, 1).title == sv("Färdplan", "Roadmap")
    assert [(item.revision, item.what, item.by) for item in cases.changes_of(case)] == [
        (2, "write", "Bo"),
        (1, "open", "Åsa"),
    ]
    assert (cases.revision_on(case, DAY), cases.revision_on(case, date(2027, 2, 28))) == (2, None)


def test_two_cannot_take_the_same_step(case: int) -> None:
    assert cases.steps_with_editions() == {}
    assert step(case, State.DRAFT, State.REFERRED, referred=1, referral_last_day=date(2027, 4, 1))
    assert not step(case, State.DRAFT, State.REFERRED)
    found = cases.case_numbered(case)
    assert (found.state, found.referred, found.referral_last_day) == (State.REFERRED, 1, date(2027, 4, 1))
    assert [item.to_state for item in cases.steps_of([case])[case]] == [State.DRAFT, State.REFERRED]
    assert cases.steps_with_editions()[1][0] == case


def test_an_answer_saved_from_an_old_state_is_refused(case: int) -> None:
    step(case, State.DRAFT, State.REFERRED, referred=1, referral_last_day=date(2027, 4, 1))
    referrals.ask(
        case, 1, ["skola", "fritid"], day=DAY, last_day=date(2027, 4, 1), by="Åsa", origin="entered"
    )
    referrals.ask(case, 1, ["skola"], day=DAY, last_day=date(2027, 5, 1), by="Åsa", origin="entered")
    first, second = referrals.answers_of(case)
    assert [item.organisation for item in (first, second)] == ["skola", "fritid"]
    plain: dict[str, Any] = {
        "state": referral.State.ANSWERED,
        "position": referral.Position.SUPPORTS,
        "text": "Ja.",
        "comments": {"milestone:mal": "Bra."},
        "answered_on": DAY,
        "decision": None,
        "day": DAY,
        "by": "Bo",
    }
    assert referrals.save_answer(first.number, revision=1, **plain)
    assert not referrals.save_answer(first.number, revision=1, **plain)
    kept = referrals.answer_numbered(first.number)
    assert (kept.comments, kept.position, kept.revision) == ({"milestone:mal": "Bra."}, "supports", 2)
    assert cases.referral_counts() == {case: (2, 1)}
    referrals.move_last_day(case, 1, date(2027, 6, 1))
    assert [item.last_day for item in referrals.answers_of(case)] == [date(2027, 4, 1), date(2027, 6, 1)]
    assert [item.organisation for item in referrals.answers_asked_of(["fritid"])] == ["fritid"]
    content = referrals.answer_content_at(first.number, 2)
    assert content is not None
    assert content["text"] == "Ja."


def test_a_relay_keeps_every_state(case: int) -> None:
    new = [NewRelay(1, "skola", due=date(2027, 5, 1)), NewRelay(1, "fritid")]
    assert relays.add_relays(1, new, day=DAY, by="Åsa") == 2
    assert relays.add_relays(1, new, day=DAY, by="Åsa") == 0
    relay = relays.relays_of(1)[0]
    plain: dict[str, Any] = {
        "state": relaying.State.RELAYED,
        "due": relay.due,
        "relayed_on": DAY,
        "decision": None,
        "note": "",
        "day": date(2027, 3, 9),
        "by": "Bo",
    }
    assert relays.change_relay(relay.number, revision=1, **plain)
    assert not relays.change_relay(relay.number, revision=1, **plain)
    assert [item.state for item in relays.changes_of(relay.number)] == ["waiting", "relayed"]
    assert relays.states_on(1, DAY)[relay.number].state == "waiting"
    assert [item.organisation for item in relays.open_with(["skola", "fritid"])] == ["skola", "fritid"]


def test_a_ruling_is_taken_back_by_another(case: int) -> None:
    doubts = [{"kind": "a"}, {"kind": "b"}]
    number = case_documents.add_document(
        sha256="a" * 64, name="x.txt", size=3, draft={}, doubts=doubts, day=DAY, by="Åsa"
    )
    case_documents.rule(number, 0, resolution="chosen", reading="för", day=DAY, by="Åsa")
    assert case_documents.open_doubts() == {number: 1}
    case_documents.rule(number, 0, resolution="undone", reading=None, day=DAY, by="Bo")
    first, second = case_documents.doubts_of(number)
    assert (first.ruling, [item.resolution for item in first.rulings], second.rulings) == (
        None,
        ["chosen", "undone"],
        (),
    )
    assert case_documents.open_doubts() == {number: 2}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (models.CaseRevision, "what"),
        (models.CaseStep, "move"),
        (models.RoadmapCase, None),
        (models.DoubtRuling, "reading"),
        (models.CaseDocument, None),
    ],
)
def test_what_has_been_is_neither_changed_nor_removed(case: int, table: Any, column: str | None) -> None:
    number = case_documents.add_document(
        sha256="a" * 64, name="x.txt", size=3, draft={}, doubts=[{"kind": "a"}], day=DAY, by="Åsa"
    )
    case_documents.rule(number, 0, resolution="chosen", reading="för", day=DAY, by="Åsa")
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all()._raw_delete(table.objects.db)
    if column:
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().update(**{column: "annat"})


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        (models.ReferralAnswer, {"state": "answered"}),
        (models.ReferralAnswer, {"position": "kanske"}),
        (models.Relay, {"state": "decided"}),
    ],
)
def test_the_database_refuses_what_cannot_be(case: int, table: Any, changes: dict[str, str]) -> None:
    referrals.ask(case, 1, ["skola"], day=DAY, last_day=DAY, by="Åsa", origin="entered")
    relays.add_relays(1, [NewRelay(1, "skola")], day=DAY, by="Åsa")
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().update(**changes)
