"""The official report on days when less had happened, before the council, and with what is made up."""

from fardplan.roadmap.case import Move
from fardplan.store import cases as kept
from fardplan.store.models import ReferralAnswer
from fardplan.store.referrals import answers_of
from fardplan.usecases.actors import SIMULATED, Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.official import KIND
from fardplan.usecases.steering.answering import save_answer
from fardplan.usecases.steering.case_editing import add_part, remove_part, save_part
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import open_from_edition
from tests.reading_reports import told, under
from tests.usecases.reporting.test_official import (
    GOAL,
    STRATEGIST,
    TODAY,
    case,
    later,
    order,
    referred,
    write,
)

__all__ = ["case"]


def made_on(home: Home, number: int, day: int, **asked: object):  # type: ignore[no-untyped-def]
    return KIND.make(home, STRATEGIST, order(home, number, later(day), **asked))


def test_only_what_had_happened_by_the_day_is_told(home: Home, case: int) -> None:
    write(case, later(1), text_sv="Den första lydelsen")
    write(case, later(20), text_sv="Den andra lydelsen")
    move_case(case, Move.REFER, actor=STRATEGIST, today=later(21), asked=["skolnamnden"], last_day=later(60))
    before, after = (str(told(made_on(home, case, day).parts)) for day in (5, 30))
    assert ("Den första lydelsen" in before, "Den andra lydelsen" in before) == (True, False)
    assert "Den andra lydelsen" in after
    sent = "Utkastet skickades ut på remiss."
    assert (sent in before, sent in after) == (False, True)
    assert "Utkastet har inte skickats ut på remiss." in before
    assert len(under(made_on(home, case, 5), "Ärendets beredning")) == 3


def test_an_answer_that_had_not_come_has_no_position_and_no_decision(home: Home, case: int) -> None:
    referred(case)
    early = made_on(home, case, 5)
    (table,) = [item for item in under(early, "Ärendets beredning") if isinstance(item, list)]
    assert [row[1:2] + row[3:] for row in table[1:]] == [("Har inte svarat", "–")] * 2
    assert "För högt." not in str(told(early.parts))
    assert under(early, "Bilagor")[0] == [
        f"Förslaget: Färdplan 2 (ärende {case}, som det löd den 6\u00a0mars 2021)"
    ]


def test_a_drafted_decision_is_none_before_it_is_handed_in(home: Home, case: int) -> None:
    move_case(case, Move.REFER, actor=STRATEGIST, today=TODAY, asked=["skolnamnden"], last_day=later(30))
    (answer,) = answers_of(case)
    save_answer(
        answer.number,
        revision=1,
        position="supports",
        text="Utkast.",
        comments={},
        actor=STRATEGIST,
        today=later(3),
        decision=GivenDecision(later(2), "§ 4", "SN 2021/7", ""),
    )
    words = str(told(made_on(home, case, 5).parts))
    assert not any(said in words for said in ("Utkast.", "SN 2021/7", "Tillstyrker"))


def test_a_part_that_was_taken_out_since_is_said_to_be_gone(home: Home, case: int) -> None:
    referred(case)
    move_case(case, Move.CLOSE_REFERRAL, actor=STRATEGIST, today=later(41))
    revision = kept.case_numbered(case).revision
    remove_part(case, GOAL, revision=revision, why=None, actor=STRATEGIST, today=later(42))
    assert "Det har tagits bort sedan det skickades ut." in under(
        made_on(home, case, 43), "Kontorets synpunkter och förslag"
    )


def test_the_summary_counts_levels_and_the_reason_stands_once(home: Home, case: int) -> None:
    assert "Inget etappmål har nivå och årtal än." in str(under(made_on(home, case, 0), "Sammanfattning")[0])
    write(case, later(1), level="95", year="2030")
    content = kept.content_of(case)
    with_level = sum(item.level is not None for item in content.milestones)
    assert 0 < with_level < len(content.milestones)
    said = str(under(made_on(home, case, 2), "Sammanfattning")[0])
    assert f"Ett av {len(content.milestones)} etappmål har nivå och årtal." in said
    assert "Varje etappmål har en nivå och ett årtal." not in said


def test_a_reason_that_was_given_with_a_step_stands_with_it(home: Home, case: int) -> None:
    move_case(case, Move.PROPOSE, actor=STRATEGIST, today=later(1), comment="Det brådskar")
    steps = under(made_on(home, case, 2), "Ärendets beredning")[:2]
    assert steps[1] == (
        "2\u00a0mars 2021: Förslaget lades fram för kommunstyrelsen. Angivet skäl: Det brådskar"
    )


def test_it_is_addressed_to_whom_it_lies_before(home: Home, case: int) -> None:
    move_case(case, Move.PROPOSE, actor=STRATEGIST, today=later(1), comment="Det brådskar")
    decision = GivenDecision(later(5), "§ 3", "KS 2021/7")
    move_case(case, Move.SUBMIT, actor=STRATEGIST, today=later(5), decision=decision)
    assert [made_on(home, case, day).head.addressee for day in (2, 6)] == [
        "Kommunstyrelsen",
        "Kommunfullmäktige",
    ]


def test_the_number_of_the_case_stands_where_no_other_is_given(home: Home, case: int) -> None:
    revision = kept.case_numbered(case).revision
    numbered = {"dnr": "KS 2021/99"}
    save_part(case, "frame", numbered, revision=revision, why=None, actor=STRATEGIST, today=TODAY)
    assert made_on(home, case, 0).head.dnr == "KS 2021/99"
    assert made_on(home, case, 0, dnr="KS 2021/1").head.dnr == "KS 2021/1"


def test_decision_points_stand_in_their_order(home: Home, case: int) -> None:
    first = [point.text.sv for point in kept.content_of(case).decision_points]
    for text in ("Sedan detta.", "Sist detta."):
        add_part(case, "point", text, target_area=None, why=None, actor=STRATEGIST, today=TODAY)
    found = under(made_on(home, case, 0), "Förslag till beslut")[0]
    assert found == [*first, "Sedan detta.", "Sist detta."]


def test_an_answer_that_is_made_up_marks_the_report(home: Home, case: int) -> None:
    referred(case)
    assert not made_on(home, case, 11).simulated
    ReferralAnswer.objects.update(origin=SIMULATED)
    assert made_on(home, case, 11).simulated
    played = Actor("Spelad", frozenset({Role.STRATEGIST}), origin=SIMULATED)
    other = open_from_edition(None, title="Påhitt", why="Exempel", actor=played, today=TODAY)
    assert made_on(home, other, 0).simulated
