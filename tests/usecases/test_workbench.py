"""The workbench as a page has it: desks made once, candidates kept, changed, compared and proposed."""

import threading
from datetime import date, timedelta

import pytest

from fardplan.presentation.charts.grid_words import share_cell
from fardplan.roadmap.case import Move as CaseMove
from fardplan.roadmap.workbench.choice import AmbitionRule
from fardplan.roadmap.workbench.kept import CandidateMove, CandidateState
from fardplan.roadmap.workbench.moving import Move
from fardplan.roadmap.workbench.obstacle import Obstacle
from fardplan.store.audit import entries
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.steering.answers import is_by_context, rests_on, rule_of, told_in
from fardplan.usecases.steering.candidate_pages import compare_candidates, one_candidate
from fardplan.usecases.steering.candidates import (
    edit_candidate,
    keep_candidate,
    move_candidate,
    propose_candidate,
)
from fardplan.usecases.steering.case_moves import move_case
from fardplan.usecases.steering.cases import case_page, open_case_for
from fardplan.usecases.steering.desks import DESKS
from fardplan.usecases.steering.prepared import Prepared
from fardplan.usecases.steering.workbench import Asked, workbench, workbench_list
from fardplan.usecases.targets import set_target
from fardplan.vocabulary.errors import (
    EditConflict,
    FieldConflict,
    InputError,
    NotFoundError,
    PermissionDenied,
    RuleError,
)
from tests.builders import observation
from tests.rich_home import enrich

DAY = date(2021, 3, 1)
POLITICIAN = Actor("Pia Politiker", frozenset({Role.POLITICIAN}))
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))
OF_SCHOOL = Actor("Sam Skola", grants=frozenset({Grant(Role.STRATEGIST, target_area="skola")}))
OF_SAFETY = Actor("Tor Trygg", grants=frozenset({Grant(Role.STRATEGIST, target_area="trygghet-och-bostad")}))


@pytest.fixture
def rich(home):
    DESKS.forget()
    return enrich(home)


def weighed(home, level=92.0, year=2024, day=DAY, **asked):
    return workbench(home, "betyg", Asked(level, year, **asked), actor=STRATEGIST, today=day)


def kept(home, level=92.0, year=2024, name="", reasons="Därför.", actor=STRATEGIST):
    return keep_candidate(
        home, "betyg", Asked(level, year), name=name, reasons=reasons, actor=actor, today=DAY
    )


# Desks


def test_a_desk_is_made_once_for_an_edition_of_the_evidence_and_a_day(rich):
    first = weighed(rich)
    again = weighed(rich, level=91.0, year=2030)
    assert (again.desk is first.desk, DESKS.made) == (True, 1)
    tomorrow = weighed(rich, day=DAY + timedelta(days=1))
    assert (tomorrow.desk is first.desk, DESKS.made) == (False, 2)
    rich.evidence.save(
        [observation(2020, 50.0, indicator="otrygga", area="9999")], loaded=DAY, came_from="fil.csv"
    )
    assert (weighed(rich).desk is first.desk, DESKS.made) == (True, 2)
    rich.evidence.save(
        [observation(2020, 89.0, indicator="behoriga", area="9999")],
        loaded=DAY,
        came_from="fil.csv",
        extends=True,
    )
    newer = weighed(rich)
    assert (newer.desk is first.desk, DESKS.made) == (False, 3)
    assert newer.desk.fingerprint != first.desk.fingerprint


def test_two_who_ask_at_once_wait_for_one_making():
    prepared: Prepared[int] = Prepared(2)
    begun, going = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        going.wait(5)
        return 1

    answers = []
    others = [threading.Thread(target=lambda: answers.append(prepared.get("a", slow))) for _ in range(3)]
    others[0].start()
    begun.wait(5)
    for other in others[1:]:
        other.start()
    going.set()
    for other in others:
        other.join()
    assert (answers, prepared.made) == ([1, 1, 1], 1)


def test_the_least_lately_used_is_given_up_first():
    prepared: Prepared[str] = Prepared(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        prepared.get(key, lambda key=key: key)
    assert prepared.made == 4


def test_a_making_that_fails_is_tried_again():
    prepared: Prepared[int] = Prepared(2)
    with pytest.raises(ZeroDivisionError):
        prepared.get("a", lambda: 1 // 0)
    assert prepared.get("a", lambda: 2) == 2


# Weighing


def test_nothing_is_weighed_before_somebody_asks_and_no_level_is_put_in_its_place(rich):
    found = workbench(rich, "betyg", Asked(), actor=POLITICIAN, today=DAY)
    assert (found.asked.level, found.asked.year, found.found, found.refused) == (None, None, None, None)
    assert found.rows


def test_the_roadmaps_own_level_is_weighed_where_it_has_one(rich):
    set_target(rich, "betyg", level=91, year=2030, actor=STRATEGIST, today=DAY)
    found = workbench(rich, "betyg", Asked(), actor=POLITICIAN, today=DAY)
    assert (found.asked.level, found.asked.year) == (91, 2030)
    assert found.found is not None


@pytest.mark.parametrize(
    ("level", "year", "kind"), [(120, 2025, RuleError), (90, 2041, RuleError), (90, 2018, InputError)]
)
def test_what_cannot_be_weighed_is_refused_and_the_bench_stays(rich, level, year, kind):
    found = weighed(rich, level=level, year=year)
    assert (found.found, isinstance(found.refused, kind), bool(found.rows)) == (None, True, True)


def test_a_press_of_plus_moves_by_a_step(rich):
    found = weighed(rich, level=92.0, year=2024, move=Move.LEVEL_UP)
    assert (found.asked.level, found.asked.year) == (92.0 + found.desk.step, 2024)
    later = weighed(rich, level=92.0, year=2024, move=Move.YEAR_UP)
    assert (later.asked.level, later.asked.year) == (92.0, 2025)


def test_the_rule_moves_the_marks_and_leaves_the_desk_as_it_is(rich):
    usual = weighed(rich)
    strict = weighed(rich, rule=AmbitionRule(0.01, 0.99, 0.99))
    assert strict.desk is usual.desk
    assert [cell.mark for row in strict.rows for cell in row] != [
        cell.mark for row in usual.rows for cell in row
    ]


@pytest.mark.parametrize(
    ("milestone", "obstacle"), [("bostader", Obstacle.NO_INDICATOR), ("betyg", None), ("trygghet", None)]
)
def test_why_a_milestone_cannot_be_weighed(rich, milestone, obstacle):
    found = workbench(rich, milestone, Asked(), actor=POLITICIAN, today=DAY)
    assert found.desk.obstacle == obstacle


def test_without_figures_it_says_so(rich):
    found = workbench(rich, "betyg", Asked(), actor=POLITICIAN, today=date(2009, 1, 1))
    assert (found.desk.obstacle, found.rows, found.found) == (Obstacle.NO_FIGURES, (), None)


def test_the_list_tells_what_each_can_be_told_of(rich):
    found = workbench_list(rich, actor=POLITICIAN, today=DAY)
    told = {
        item.milestone.key: (item.desk.obstacle, item.tells.probability, item.tells.precedent)
        for _, items in found.areas
        for item in items
    }
    assert told == {
        "betyg": (None, True, True),
        "trygghet": (None, False, False),
        "bostader": (Obstacle.NO_INDICATOR, False, False),
    }


# Who may


@pytest.mark.parametrize(
    ("role", "reads"),
    [(role, role not in (Role.PARTNER, Role.ADMINISTRATOR)) for role in Role],
)
def test_who_may_read_the_workbench(rich, role, reads):
    actor = Actor("Någon", frozenset({role}))
    if reads:
        workbench(rich, "betyg", Asked(), actor=actor, today=DAY)
        return
    with pytest.raises(PermissionDenied):
        workbench(rich, "betyg", Asked(), actor=actor, today=DAY)


@pytest.mark.parametrize(
    ("actor", "keeps", "proposes"),
    [
        (STRATEGIST, True, True),
        (OF_SCHOOL, True, True),
        (OF_SAFETY, False, False),
        (Actor("Stig", frozenset({Role.STATISTICIAN})), True, False),
        (POLITICIAN, False, False),
    ],
)
def test_who_may_keep_and_propose(rich, actor, keeps, proposes):
    found = workbench(rich, "betyg", Asked(), actor=STRATEGIST, today=DAY)
    assert found.may.keep
    if not keeps:
        with pytest.raises(PermissionDenied):
            kept(rich, actor=actor)
        return
    mine = kept(rich, actor=actor)
    if not proposes:
        with pytest.raises(PermissionDenied):
            propose_candidate(rich, "betyg", mine.number, revision=1, actor=actor, today=DAY)


# Keeping


def test_a_candidate_is_kept_with_the_answers_of_its_day(rich):
    mine = kept(rich, name="  ")
    found = weighed(rich)
    assert (mine.name, mine.level, mine.year, mine.state) == (
        "92 procent 2024",
        92.0,
        2024,
        CandidateState.KEPT,
    )
    assert (rests_on(mine.answers), is_by_context(mine.answers), rule_of(mine.answers)) == (
        found.desk.fingerprint,
        False,
        AmbitionRule(),
    )
    assert mine.answers["candidate"]["probability"] == found.found.probability
    assert told_in(mine.answers, "sv").summary[0].startswith("92\u00a0procent till 2024 är en ökning")
    event = list(entries())[-1]
    assert (event.actor, event.action, event.subject, event.why) == (
        "Åsa Strateg",
        "keep candidate",
        f"candidate {mine.number} of milestone betyg",
        "Därför.",
    )


def test_half_a_candidate_is_not_kept(rich):
    with pytest.raises(InputError):
        keep_candidate(rich, "betyg", Asked(90.0, None), name="", reasons="", actor=STRATEGIST, today=DAY)


def test_what_was_kept_stays_when_figures_come_and_the_page_says_both(rich):
    mine = kept(rich)
    rich.evidence.save(
        [observation(2020, 91.0, indicator="behoriga", area="9999")],
        loaded=DAY,
        came_from="fil.csv",
        extends=True,
    )
    page = one_candidate(rich, "betyg", mine.number, actor=POLITICIAN, today=DAY)
    then, now = page.candidate.answers["candidate"]["probability"], page.found.probability
    assert share_cell(then, "sv") != share_cell(now, "sv")
    assert rests_on(page.candidate.answers) != page.desk.fingerprint


def test_two_who_write_reasons_are_both_told_and_nothing_is_lost(rich):
    mine = kept(rich)
    change = {"milestone": "betyg", "number": mine.number, "today": DAY}
    edit_candidate(**change, revision=1, name="Djärv", reasons="Ett.", actor=STRATEGIST)
    with pytest.raises(EditConflict) as told:
        edit_candidate(**change, revision=1, name="Djärv", reasons="Två.", actor=OF_SCHOOL)
    assert (told.value.fields, told.value.revision, told.value.by) == (
        (FieldConflict("reasons", "Därför.", "Ett.", "Två."),),
        2,
        "Åsa Strateg",
    )
    edit_candidate(**change, revision=2, name="Djärv", reasons="Ett.\n\nTvå.", actor=OF_SCHOOL)
    page = one_candidate(rich, "betyg", mine.number, actor=POLITICIAN, today=DAY)
    assert [(one.revision, one.name, one.reasons, one.by) for one in page.wordings] == [
        (1, "92 procent 2024", "Därför.", "Åsa Strateg"),
        (2, "Djärv", "Ett.", "Åsa Strateg"),
        (3, "Djärv", "Ett.\n\nTvå.", "Sam Skola"),
    ]


def test_a_candidate_is_put_aside_and_taken_up_again(rich):
    mine = kept(rich)
    change = {"milestone": "betyg", "number": mine.number, "actor": STRATEGIST, "today": DAY}
    aside = move_candidate(**change, move=CandidateMove.DROP, revision=1)
    assert aside.state is CandidateState.DROPPED
    with pytest.raises(RuleError):
        propose_candidate(rich, **change, revision=2)
    assert move_candidate(**change, move=CandidateMove.TAKE_UP, revision=2).state is CandidateState.KEPT


def test_a_proposal_puts_level_and_year_in_a_draft_with_the_answers_of_the_day(rich):
    mine = kept(rich)
    proposed = propose_candidate(rich, "betyg", mine.number, revision=1, actor=STRATEGIST, today=DAY)
    done = proposed.candidate
    assert (proposed.case, proposed.opened, proposed.elsewhere) == (done.case, True, ())
    assert (done.state, done.case is not None) == (CandidateState.PROPOSED, True)
    draft = case_page(done.case, actor=STRATEGIST).content.milestone("betyg")
    assert (draft.level, draft.year) == (92.0, 2024)
    assert done.answers["candidate"]["year"] == 2024
    # The edition that applies is as it was: nobody has decided anything.
    assert [item.milestone("betyg").level for item in all_versions()] == [None]
    with pytest.raises(RuleError):
        edit_candidate("betyg", done.number, revision=2, name="a", reasons="b", actor=STRATEGIST, today=DAY)


def test_a_proposal_tells_which_case_it_went_into_and_which_others_have_the_milestone(rich):
    frozen = open_case_for("betyg", actor=STRATEGIST, today=DAY)
    move_case(frozen, CaseMove.PROPOSE, actor=STRATEGIST, today=DAY, comment="Bråttom")
    first, second = kept(rich), kept(rich, level=91.0)
    told = [
        propose_candidate(rich, "betyg", one.number, revision=1, actor=STRATEGIST, today=DAY)
        for one in (first, second)
    ]
    assert [(one.opened, [case.number for case in one.elsewhere]) for one in told] == [
        (True, [frozen]),
        (False, [frozen]),
    ]
    assert told[0].case == told[1].case != frozen


def test_without_reasons_there_is_no_proposal_and_no_draft_is_begun(rich):
    mine = kept(rich, reasons="")
    with pytest.raises(RuleError) as told:
        propose_candidate(rich, "betyg", mine.number, revision=1, actor=STRATEGIST, today=DAY)
    assert str(told.value).startswith("the candidate has no reasons")
    page = one_candidate(rich, "betyg", mine.number, actor=STRATEGIST, today=DAY)
    assert page.candidate.state is CandidateState.KEPT


def test_two_are_compared_on_the_figures_of_today(rich):
    first, second = kept(rich), kept(rich, level=91.0, year=2030, name="Lugn")
    found = compare_candidates(rich, "betyg", first.number, second.number, actor=POLITICIAN, today=DAY)
    assert (found.alike, found.first.found.candidate.year, found.second.found.candidate.year) == (
        True,
        2024,
        2030,
    )
    for pair in ((first.number, first.number), (first.number, 4711)):
        with pytest.raises((InputError, NotFoundError)):
            compare_candidates(rich, "betyg", *pair, actor=POLITICIAN, today=DAY)


def test_a_candidate_belongs_to_its_milestone(rich):
    mine = kept(rich)
    with pytest.raises(NotFoundError):
        one_candidate(rich, "trygghet", mine.number, actor=POLITICIAN, today=DAY)
