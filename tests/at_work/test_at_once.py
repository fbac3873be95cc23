"""People who do things at the same moment: one thing at a time, and nothing that anybody wrote is lost."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest

from fardplan.boards.changes import ChangeKind, Move
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.store import models
from fardplan.usecases.actors import Actor
from fardplan.usecases.people.accounts import add_person
from fardplan.usecases.year.changes import Proposal, approve_annex, move_change, propose_change
from fardplan.usecases.year.marking import write_on
from fardplan.usecases.year.merging import merge
from fardplan.usecases.year.opening import open_year
from fardplan.usecases.year.plans import change_item
from fardplan.usecases.year.steps import approve, decide, hand_in, take_back
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import EditConflict, FardplanError, RuleError
from tests.at_work.scene import BOARD, T1, Scene, a_decision, activities, tell_all

pytestmark = pytest.mark.repeats
Outcome = FardplanError | None


def at_once(scene: Scene, deeds: Sequence[Callable[[], Any]]) -> list[Outcome]:
    """All of them at the same moment, each in a thread with a connection of its own; how each ended."""
    barrier = Barrier(len(deeds))
    ended: dict[int, BaseException | None] = {}

    def run(number: int) -> None:
        with scene.open():
            barrier.wait(10)
            try:
                deeds[number]()
                ended[number] = None
            except BaseException as error:
                ended[number] = error

    threads = [Thread(target=run, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found: list[Outcome] = []
    for number in range(len(deeds)):
        error = ended[number]
        if error is not None and not isinstance(error, FardplanError):
            raise error
        found.append(error)
    scene.check()
    return found


def telling(scene: Scene, actor: Actor, ref: str, text: str, revision: int) -> Callable[[], Any]:
    told = Told(text=text, activity=ActivityState.UNDER_WAY)
    return lambda: tell(actor, scene.home, 2027, "t1", BOARD, ref, told, revision=revision, today=T1)


def wordings(ref: str) -> set[str]:
    found = models.FollowUpRevision.objects.filter(follow_up__step__key="t1", follow_up__item=int(ref[1:]))
    return {content["text"] for content in found.values_list("content", flat=True)}


def test_many_write_in_the_same_place_and_every_wording_is_kept(scene: Scene) -> None:
    with scene.open():
        ref = activities()[0]
        me = scene.actor("controller")
        telling(scene, me, ref, "Så här står det.", 0)()
    texts = [f"Version {number} av samma mening." for number in range(6)]
    ended = at_once(scene, [telling(scene, me, ref, text, 1) for text in texts])
    assert sum(error is None for error in ended) == 1
    assert {type(error) for error in ended if error} == {EditConflict}
    with scene.open():
        assert wordings(ref) == {"Så här står det.", *texts}
        row = models.FollowUp.objects.get(step__key="t1", item=int(ref[1:]))
        assert (row.revision, row.text) == (2, texts[ended.index(None)])


def test_two_write_in_different_paragraphs_and_both_stand(scene: Scene) -> None:
    with scene.open():
        ref, me = activities()[0], scene.actor("controller")
        telling(scene, me, ref, "Ett.\n\nTvå.", 0)()
    ended = at_once(
        scene,
        [telling(scene, me, ref, "Ett, nu.\n\nTvå.", 1), telling(scene, me, ref, "Ett.\n\nTvå, nu.", 1)],
    )
    assert ended == [None, None]
    with scene.open():
        row = models.FollowUp.objects.get(step__key="t1", item=int(ref[1:]))
        assert row.text == "Ett, nu.\n\nTvå, nu."


def handed_in(scene: Scene) -> Actor:
    """The board has told of everything and handed it in; its controller."""
    me = tell_all(scene)
    hand_in(me, 2027, "t1", BOARD, today=T1)
    return me


def test_approved_while_it_is_taken_back_to_be_edited(scene: Scene) -> None:
    with scene.open():
        me, chief, ref = handed_in(scene), scene.actor("chef"), activities()[0]

    def edit() -> None:
        take_back(me, 2027, "t1", BOARD, today=T1)
        write_on(me, scene.home, 2027, "t1", BOARD, ref, today=T1)

    ended = at_once(scene, [edit, lambda: approve(chief, 2027, "t1", BOARD, today=T1)])
    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "RuleError"]
    with scene.open():
        row = models.Submission.objects.get(step__key="t1", step__year__year=2027, organisation__key=BOARD)
        assert row.state == ("writing" if ended[0] is None else "approved")
        events = [event.move for event in row.events.all()]
        assert events[-1] == ("take_back" if ended[0] is None else "approve")
        follow_up = models.FollowUp.objects.get(step__key="t1", item=int(ref[1:]))
        assert follow_up.ready is (ended[0] is not None)


def test_decided_by_two_at_once_is_decided_once(scene: Scene) -> None:
    meeting = date(2027, 5, 20)
    with scene.open():
        handed_in(scene)
        approve(scene.actor("chef"), 2027, "t1", BOARD, today=T1)
        secretary = scene.actor("namndsekreterare")

    def deed() -> None:
        decide(
            secretary, 2027, "t1", BOARD, a_decision("Norra stadsdelsnämnden", meeting, BOARD), today=meeting
        )

    ended = at_once(scene, [deed, deed, deed])
    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "RuleError", "RuleError"]
    with scene.open():
        assert models.DecisionRecord.objects.filter(dnr="KS 2027/77").count() == 1


def test_a_year_opened_by_three_at_once_is_there_once_with_all_that_comes_along(scene: Scene) -> None:
    with scene.open():
        strategist = scene.actor("strateg")

    def deed() -> None:
        open_year(strategist, scene.home, 2029, today=T1)

    ended = at_once(scene, [deed, deed, deed])
    assert None in ended
    with scene.open():
        assert models.CycleYear.objects.filter(year=2029).count() == 1
        carried = list(models.PlanItem.objects.filter(year__year=2029).values_list("carried_from", flat=True))
        assert len(carried) == len(set(carried))
        council = list(models.CouncilItem.objects.filter(year__year=2029).values_list("key", flat=True))
        assert council
        assert len(council) == len(set(council))


def test_boards_merged_by_two_at_once_are_merged_once(scene: Scene) -> None:
    day = date(2027, 7, 2)
    with scene.open():
        strategist = scene.actor("strateg", day)

    def deed() -> None:
        merge(
            strategist,
            "nya",
            a_decision("Kommunfullmäktige", date(2027, 6, 14)),
            today=day,
            at=datetime.now(UTC),
        )

    ended = at_once(scene, [deed, deed])
    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "RuleError"]
    with scene.open():
        carried = list(
            models.PlanItem.objects.filter(organisation__key="nya").values_list("carried_from", flat=True)
        )
        assert carried
        assert len(carried) == len(set(carried))
        assert models.DecisionRecord.objects.filter(dnr="KS 2027/77").count() == 1


def test_a_plan_changed_by_two_at_once_shows_the_second_what_the_first_wrote(scene: Scene) -> None:
    day = date(2027, 11, 15)
    with scene.open():
        me = scene.actor("controller.skolnamnden", day)
        open_year(scene.actor("strateg", day), scene.home, 2028, today=day)
        item = models.PlanItem.objects.filter(
            year__year=2028, organisation__key="skolnamnden", kind="board_goal"
        ).first()
        assert item is not None

    def naming(title: str) -> Callable[[], Any]:
        fields, key, revision = {"title": title}, str(item.pk), item.revision
        return lambda: change_item(key, fields, revision=revision, actor=me, today=day)

    ended = at_once(scene, [naming("Mål 1"), naming("Mål 2")])
    assert sorted(type(error).__name__ for error in ended) == ["EditConflict", "NoneType"]
    conflict = next(error for error in ended if isinstance(error, EditConflict))
    (field,) = conflict.fields
    assert {field.theirs, field.yours} == {"Mål 1", "Mål 2"}


def test_an_annex_approved_by_two_at_once_takes_effect_once(scene: Scene) -> None:
    day = date(2027, 11, 20)
    with scene.open():
        strategist = scene.actor("strateg", day)
        item = models.CouncilItem.objects.filter(year__year=2027, kind="council_indicator").first()
        assert item is not None
        change = propose_change(
            2027,
            Proposal(kind=ChangeKind.TARGET, item=item.key, after="77", why="Utfallet blev ett annat"),
            actor=strategist,
            today=day,
        )
        move_change(2027, change.number, Move.COLLECT, actor=strategist, today=day)
    decision = a_decision("Kommunfullmäktige", day)

    def deed() -> None:
        approve_annex(2027, [change.number], decision, day, actor=strategist, today=day)

    ended = at_once(scene, [deed, deed])
    assert sum(error is None for error in ended) == 1
    with scene.open():
        assert models.DecisionRecord.objects.filter(dnr="KS 2027/77").count() == 1
        assert models.ChangeRequest.objects.get(year__year=2027).state == "approved"


def test_one_address_is_one_account_whoever_is_first(scene: Scene) -> None:
    with scene.open():
        administrator = scene.actor("administrator")

    def deed() -> None:
        add_person("Nya", "Namnet", "ny@demo.example", actor=administrator, at=datetime.now(UTC))

    ended = at_once(scene, [deed, deed, deed])
    assert sum(error is None for error in ended) == 1
    assert {type(error) for error in ended if error} == {RuleError}
