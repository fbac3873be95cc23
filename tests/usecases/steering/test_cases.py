"""A case from its first word to the council's decision, and all that must not be lost or let through."""

from datetime import date, timedelta

import pytest

from fardplan.roadmap.case import Move, State
from fardplan.roadmap.referral import Position, Timing
from fardplan.roadmap.referral import State as AnswerState
from fardplan.roadmap.version import Milestone
from fardplan.store import cases as kept
from fardplan.store.audit import entries
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.roadmaps import all_versions, version_numbered
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.answering import answer_page, reopen_answer, save_answer
from fardplan.usecases.steering.case_editing import (
    add_part,
    move_part,
    part_page,
    remove_part,
    restore_draft,
    save_part,
    set_milestone_target,
)
from fardplan.usecases.steering.case_moves import GivenDecision, ask_more, change_last_day, move_case
from fardplan.usecases.steering.cases import (
    asked_of,
    case_page,
    draft_at,
    draft_history,
    list_cases,
    open_case_for,
    open_from_edition,
)
from fardplan.usecases.steering.referrals import answer_rows, referral_page
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError, PermissionDenied, RuleError
from tests.usecases.steering.conftest import held

TODAY = date(2021, 3, 1)
GOAL = "milestone:betyg"


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def said(day: date, paragraph: str = "§ 4") -> GivenDecision:
    return GivenDecision(day, paragraph, "KS 2021/7", "Enligt förslaget.")


@pytest.fixture
def case(bodies: tuple[KnownOrganisation, ...], strategist: Actor) -> int:
    return open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=strategist, today=TODAY)


def write(case: int, actor: Actor, fields: dict[str, str], part: str = GOAL, **changes: object) -> bool:
    plain = {"revision": kept.case_numbered(case).revision, "why": None, "today": TODAY}
    return save_part(case, part, fields, actor=actor, **(plain | changes))  # type: ignore[arg-type]


def referred(case: int, strategist: Actor) -> int:
    moved = move_case(
        case,
        Move.REFER,
        actor=strategist,
        today=TODAY,
        asked=["skolnamnden", "brand"],
        last_day=later(30),
    )
    assert moved.edition is not None
    return moved.edition


def milestone(case: int, key: str = "betyg") -> Milestone:
    found = kept.content_of(case).milestone(key)
    assert found is not None
    return found


def test_from_draft_to_adopted(case: int, strategist: Actor, secretary: Actor, partner: Actor) -> None:
    assert write(case, strategist, {"text_sv": "Alla elever är behöriga", "level": "95", "year": "2030"})
    first = referred(case, strategist)
    assert version_numbered(first).milestone("betyg") == milestone(case)
    answers = {item.organisation: item.number for item in referral_of(case, first, strategist).values()}
    save_answer(
        answers["skolnamnden"],
        revision=1,
        position="supports_with_comments",
        text="Bra.",
        comments={GOAL: "För högt."},
        actor=secretary,
        today=later(10),
        hand_in=True,
        decision=said(later(9)),
    )
    save_answer(
        answers["brand"],
        revision=1,
        position="abstains",
        text="",
        comments={},
        actor=partner,
        today=later(31),
        hand_in=True,
    )
    page = referral_page(case, None, actor=strategist, today=later(40))
    assert [(item.answer.organisation, item.timing) for item in page.answers] == [
        ("skolnamnden", Timing.IN_TIME),
        ("brand", Timing.LATE),
    ]
    assert [(str(item.part), item.words, item.said[0][1]) for item in page.parts] == [
        (GOAL, "Alla elever är behöriga", "För högt.")
    ]
    assert page.compiled.positions[Position.SUPPORTS_WITH_COMMENTS] == 1
    assert len(answer_rows(page)) == 3
    move_case(case, Move.CLOSE_REFERRAL, actor=strategist, today=later(41))
    write(case, strategist, {"level": "92"}, today=later(42))
    told = case_page(case, actor=strategist)
    assert (told.changed_since, [text.sv for text in told.changed]) == (
        first,
        [
            "Etappmålet ”Alla elever är behöriga” har ny nivå eller nytt årtal: "
            "92 år 2030; det var 95 år 2030."
        ],
    )
    second = move_case(case, Move.PROPOSE, actor=strategist, today=later(50)).edition
    assert second == first + 1
    assert (version_numbered(second).based_on, version_numbered(second).dated) == (first, str(later(50)))
    assert (
        move_case(case, Move.SUBMIT, actor=strategist, today=later(60), decision=said(later(60))).edition
        == second
    )
    assert (
        move_case(
            case, Move.ADOPT, actor=strategist, today=later(70), decision=said(later(69), "§ 12")
        ).edition
        == second
    )
    adopted = version_numbered(second)
    assert adopted.decision is not None
    assert (adopted.decision.body, adopted.decision.date, adopted.decision.paragraph) == (
        "Kommunfullmäktige",
        later(69),
        "§ 12",
    )
    steps = kept.steps_of([case])[case]
    assert [(item.move, item.to_state, item.version) for item in steps] == [
        ("open", State.DRAFT, 1),
        ("refer", State.REFERRED, first),
        ("close_referral", State.PREPARED, first),
        ("propose", State.PROPOSED, second),
        ("submit", State.COUNCIL, second),
        ("adopt", State.ADOPTED, second),
    ]
    assert steps[-1].decision is not None
    assert steps[-1].decision.text == "Enligt förslaget."
    log = [(item.action, item.decision) for item in entries(subject=f"case {case}")]
    assert log[-1] == ("adopt case", f"Kommunfullmäktige {later(69)} § 12, KS 2021/7")
    with pytest.raises(RuleError, match="its text is frozen"):
        write(case, strategist, {"level": "90"}, today=later(71))
    (listed,) = list_cases(actor=strategist)
    assert (listed.case.state, listed.asked, listed.answered) == (State.ADOPTED, 2, 2)


def referral_of(case: int, version: int, actor: Actor) -> dict[str, object]:
    page = referral_page(case, version, actor=actor, today=TODAY)
    return {item.answer.organisation: item.answer for item in page.answers}


def test_a_proposal_that_a_body_changes_makes_the_next_edition(case: int, strategist: Actor) -> None:
    first = move_case(case, Move.PROPOSE, actor=strategist, today=TODAY, comment="Bråttom").edition
    with pytest.raises(InputError, match="say who changes it, and why"):
        write(case, strategist, {"level": "90", "year": "2030"})
    write(case, strategist, {"level": "90", "year": "2030"}, why="KS: lägre nivå")
    second = move_case(case, Move.SUBMIT, actor=strategist, today=TODAY, decision=said(TODAY)).edition
    assert first is not None
    assert second == first + 1
    assert version_numbered(first).milestone("betyg").level is None  # type: ignore[union-attr]
    changes = draft_history(case, actor=strategist).changes
    assert [(item.what, item.part, item.why) for item in changes] == [
        ("write", GOAL, "KS: lägre nivå"),
        ("open", "", None),
    ]


def test_a_returned_proposal_is_sent_out_again_and_earlier_answers_stay(
    case: int, strategist: Actor, secretary: Actor
) -> None:
    first = referred(case, strategist)
    number = referral_of(case, first, strategist)["skolnamnden"].number  # type: ignore[attr-defined]
    save_answer(
        number,
        revision=1,
        position="rejects",
        text="Nej.",
        comments={},
        actor=secretary,
        today=TODAY,
        hand_in=True,
    )
    move_case(case, Move.CLOSE_REFERRAL, actor=strategist, today=TODAY, comment="Alla vet.")
    move_case(case, Move.PROPOSE, actor=strategist, today=TODAY)
    move_case(case, Move.RETURN, actor=strategist, today=TODAY, comment="Återremiss", decision=said(TODAY))
    write(case, strategist, {"text_sv": "Ett annat mål"})
    second = referred(case, strategist)
    assert second != first
    page = referral_page(case, first, actor=strategist, today=TODAY)
    assert page.rounds == (first, second)
    assert [item.answer.text for item in page.answers] == ["Nej.", ""]
    with pytest.raises(RuleError, match="the referral is closed"):
        reopen_answer(number, why="Ändrade oss", actor=secretary, today=TODAY)


# Two people at once -----------------------------------------------------------


def test_two_people_in_different_fields_both_get_theirs(case: int, strategist: Actor) -> None:
    other = held("Olle Annan", Role.STRATEGIST)
    write(case, other, {"level": "95", "year": "2030"}, revision=1)
    write(case, strategist, {"text_sv": "Alla är behöriga", "level": "", "year": ""}, revision=1)
    assert (milestone(case).text.sv, milestone(case).level) == ("Alla är behöriga", 95.0)
    assert kept.case_numbered(case).revision == 3


def test_two_people_in_the_same_field_are_both_told_and_lose_nothing(case: int, strategist: Actor) -> None:
    other = held("Olle Annan", Role.STRATEGIST)
    write(case, other, {"text_sv": "Deras text"}, revision=1)
    with pytest.raises(EditConflict) as caught:
        write(case, strategist, {"text_sv": "Min text"}, revision=1)
    (field,) = caught.value.fields
    assert (field.base, field.theirs, field.yours) == (
        "Fler elever är behöriga till gymnasiet",
        "Deras text",
        "Min text",
    )
    assert (caught.value.by, caught.value.revision) == ("Olle Annan", 2)
    assert milestone(case).text.sv == "Deras text"
    write(case, strategist, {"text_sv": "Min text"}, revision=2)
    assert milestone(case).text.sv == "Min text"


def test_what_was_taken_out_while_somebody_wrote_comes_back_to_the_writer(
    case: int, strategist: Actor
) -> None:
    other = held("Olle Annan", Role.STRATEGIST)
    remove_part(case, "strategy:lasning", revision=1, why=None, actor=other, today=TODAY)
    with pytest.raises(EditConflict, match="has taken this part out of the draft") as caught:
        write(case, strategist, {"text_sv": "Läs mer"}, part="strategy:lasning", revision=1)
    (field,) = caught.value.fields
    assert (field.theirs, field.yours) == (None, "Läs mer")


def test_what_somebody_just_wrote_is_not_taken_out(case: int, strategist: Actor) -> None:
    write(case, held("Olle Annan", Role.STRATEGIST), {"text_sv": "Läs mer"}, part="strategy:lasning")
    with pytest.raises(EditConflict):
        remove_part(case, "strategy:lasning", revision=1, why=None, actor=strategist, today=TODAY)


def test_an_unchanged_text_makes_no_revision(case: int, strategist: Actor) -> None:
    assert not write(case, strategist, {"text_sv": "Fler elever är behöriga till gymnasiet\r\n"})
    assert kept.case_numbered(case).revision == 1


def test_parts_come_go_and_move_and_the_draft_can_be_brought_back(case: int, strategist: Actor) -> None:
    part = add_part(
        case, "strategy", "Fler lärare", target_area="skola", why=None, actor=strategist, today=TODAY
    )
    move_part(case, str(part), "up", why=None, actor=strategist, today=TODAY)
    assert [item.key for item in kept.content_of(case).strategies_of("skola")] == ["fler-larare", "lasning"]
    move_part(case, str(part), "up", why=None, actor=strategist, today=TODAY)
    assert kept.case_numbered(case).revision == 3
    then = draft_at(case, 1, actor=strategist)
    assert then.since[0].sv == "Ny strategi: ”Fler lärare”."
    restore_draft(case, 1, why="Fel väg", actor=strategist, today=TODAY)
    assert kept.content_of(case) == then.content
    assert [item.what for item in kept.changes_of(case)] == ["restore", "move", "add", "open"]


def test_a_candidate_becomes_the_draft_of_an_open_case(
    bodies: tuple[KnownOrganisation, ...], strategist: Actor
) -> None:
    case = open_case_for("betyg", actor=strategist, today=TODAY)
    assert open_case_for("betyg", actor=strategist, today=TODAY) == case
    set_milestone_target(
        case, "betyg", level=92.5, year=2030, why="Prövat i arbetsbänken", actor=strategist, today=TODAY
    )
    found = milestone(case)
    assert (found.level, found.year, found.rationale.sv if found.rationale else "") == (
        92.5,
        2030,
        "Prövat i arbetsbänken",
    )
    assert len(all_versions()) == 1


# Who may ----------------------------------------------------------------------


def test_who_may_write(home: Home, case: int, strategist: Actor, controller: Actor) -> None:
    of_school = held("Anna Område", Role.STRATEGIST, target_area="skola")
    assert write(case, of_school, {"text_sv": "Alla är behöriga"})
    for actor, part in ((of_school, "milestone:trygghet"), (of_school, "frame"), (controller, GOAL)):
        with pytest.raises(PermissionDenied):
            write(case, actor, {"text_sv" if part != "frame" else "title_sv": "Nej"}, part=part)
    with pytest.raises(PermissionDenied):
        write(case, of_school, {"target_area": "trygghet-och-bostad"})
    page = part_page(home.city, case, GOAL, actor=strategist, today=TODAY)
    assert [item.key for item in page.indicators] == ["behoriga", "otrygga"]
    assert "fritid-kultur" not in {item.key for item in page.organisations}


def test_who_may_move_and_read(
    case: int, strategist: Actor, secretary: Actor, partner: Actor, politician: Actor
) -> None:
    move_case(case, Move.PROPOSE, actor=strategist, today=TODAY, comment="Bråttom")
    for actor in (secretary, politician):
        with pytest.raises(PermissionDenied):
            move_case(case, Move.SUBMIT, actor=actor, today=TODAY, decision=said(TODAY))
    of_executive = held("Kim KS", Role.BOARD_SECRETARY, "ks")
    assert [item.move for item in case_page(case, actor=of_executive).ways] == [
        Move.SUBMIT,
        Move.RETURN,
        Move.REJECT,
    ]
    move_case(case, Move.SUBMIT, actor=of_executive, today=TODAY, decision=said(TODAY))
    assert case_page(case, actor=politician).ways == ()
    with pytest.raises(PermissionDenied):
        case_page(case, actor=partner)


def test_who_may_answer(
    case: int, strategist: Actor, secretary: Actor, controller: Actor, partner: Actor, politician: Actor
) -> None:
    edition = referred(case, strategist)
    number = referral_of(case, edition, strategist)["skolnamnden"].number  # type: ignore[attr-defined]
    plain = {"position": "supports", "text": "Ja.", "comments": {}, "today": TODAY}
    assert save_answer(number, revision=1, actor=controller, **plain) is AnswerState.WRITING  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        save_answer(number, revision=2, actor=controller, hand_in=True, **plain)  # type: ignore[arg-type]
    for actor in (partner, politician):
        with pytest.raises(PermissionDenied):
            save_answer(number, revision=2, actor=actor, **plain)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        answer_page(number, actor=partner, today=TODAY)
    assert answer_page(number, actor=politician, today=TODAY).moves == ()
    assert [item.organisation for item in asked_of(partner).answers] == ["brand"]
    assert asked_of(strategist).answers == ()
    assert save_answer(number, revision=2, actor=secretary, hand_in=True, **plain) is AnswerState.ANSWERED  # type: ignore[arg-type]
    reopen_answer(number, why="Fel fil", actor=secretary, today=TODAY)
    assert answer_page(number, actor=secretary, today=TODAY).answer.state is AnswerState.WRITING


def test_two_who_write_the_same_answer_are_both_told(
    case: int, strategist: Actor, secretary: Actor, controller: Actor
) -> None:
    edition = referred(case, strategist)
    number = referral_of(case, edition, strategist)["skolnamnden"].number  # type: ignore[attr-defined]
    save_answer(
        number, revision=1, position="", text="Ja.", comments={GOAL: "Bra."}, actor=controller, today=TODAY
    )
    save_answer(number, revision=1, position="supports", text="", comments={}, actor=secretary, today=TODAY)
    answer = answer_page(number, actor=secretary, today=TODAY).answer
    assert (answer.text, answer.position, answer.comments) == ("Ja.", Position.SUPPORTS, {GOAL: "Bra."})
    with pytest.raises(EditConflict) as caught:
        save_answer(number, revision=1, position="", text="Nej.", comments={}, actor=secretary, today=TODAY)
    assert [(item.name, item.theirs, item.yours) for item in caught.value.fields] == [("text", "Ja.", "Nej.")]


def test_a_referral_needs_somebody_to_ask_and_a_day_to_come(case: int, strategist: Actor) -> None:
    for asked, last_day in (([], later(30)), (["brand"], None), (["brand"], TODAY)):
        with pytest.raises(InputError):
            move_case(case, Move.REFER, actor=strategist, today=TODAY, asked=asked, last_day=last_day)
    with pytest.raises(RuleError, match="the organisation “fritid-kultur” is not there"):
        move_case(case, Move.REFER, actor=strategist, today=TODAY, asked=["fritid-kultur"], last_day=later(9))
    assert len(all_versions()) == 1


def test_more_may_be_asked_and_the_last_day_moved(case: int, strategist: Actor) -> None:
    edition = referred(case, strategist)
    ask_more(case, ["fritid", "brand"], actor=strategist, today=TODAY)
    change_last_day(case, later(60), why="Sommar", actor=strategist, today=TODAY)
    assert {key: item.last_day for key, item in referral_of(case, edition, strategist).items()} == {  # type: ignore[attr-defined]
        "skolnamnden": later(60),
        "brand": later(60),
        "fritid": later(60),
    }
    with pytest.raises(InputError):
        change_last_day(case, later(-1), why="", actor=strategist, today=TODAY)


def test_what_is_not_there(bodies: tuple[KnownOrganisation, ...], strategist: Actor) -> None:
    for ask in (
        lambda: case_page(99, actor=strategist),
        lambda: answer_page(99, actor=strategist, today=TODAY),
        lambda: referral_page(99, None, actor=strategist, today=TODAY),
        lambda: draft_at(99, 1, actor=strategist),
    ):
        with pytest.raises(NotFoundError):
            ask()
