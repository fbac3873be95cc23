"""Officers' own texts in reports: kept when figures are made anew, and never written over unseen."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from fardplan.reports.own import paragraphs_in, paragraphs_of
from fardplan.store.audit import Wanted, wanted_entries
from fardplan.store.models import ReportText
from fardplan.usecases.actors import SIMULATED, Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import publish
from fardplan.usecases.reporting.kinds import KINDS, make
from fardplan.usecases.reporting.own_texts import MOST_SIGNS, beside_of, texts_of, write_texts
from fardplan.usecases.reporting.rights import (
    can_keep_template,
    can_write_report,
    check_can_keep_template,
    check_can_write_report,
)
from fardplan.vocabulary.errors import (
    EditConflict,
    FieldConflict,
    InputError,
    NotFoundError,
    PermissionDenied,
)
from fardplan.vocabulary.text import Language
from tests import boards_city
from tests.boards_city import IN_T1, acting

Place = tuple[str, str, Language]
MEMO: Place = ("decision-memo", "betyg", "sv")
DAY = date(2021, 3, 1)
OTHER = Actor("Kim Berg", frozenset({Role.STRATEGIST}))


def said(place: Place = MEMO, *, on: date | None = None) -> dict[str, tuple[tuple[str, ...], int, str]]:
    found = texts_of(*place, on=on)
    return {key: (words.paragraphs, words.revision, words.by) for key, words in found.items()}


def test_what_was_written_stands_in_the_report_made_anew(home: Home, strategist: Actor) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": ((" Vi föreslår\r\n2031. ", "", "Skäl."), 0)}, DAY)
    assert said() == {"judgement": (("Vi föreslår\n2031.", "Skäl."), 1, "Åsa Strateg")}
    made = make(strategist, home, "decision-memo", "betyg", as_of=DAY)
    found = {part.key: (part.paragraphs, part.revision) for part in made.own_texts}
    assert found == {"judgement": (("Vi föreslår\n2031.", "Skäl."), 1), "proposal": ((), 0)}
    assert made.subject == "betyg"


def test_given_texts_stand_instead_of_those_kept(home: Home, strategist: Actor) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("Sparad.",), 0)}, DAY)
    made = make(strategist, home, "decision-memo", "betyg", as_of=DAY, texts={"proposal": ("Given.",)})
    assert [(part.key, part.paragraphs) for part in made.own_texts] == [
        ("proposal", ("Given.",)),
        ("judgement", ()),
    ]


def test_each_language_has_its_own(home: Home, strategist: Actor) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("På svenska.",), 0)}, DAY)
    english = make(strategist, home, "decision-memo", "betyg", as_of=DAY, language="en")
    assert [part.paragraphs for part in english.own_texts] == [(), ()]


def test_every_wording_is_kept_and_logged(home: Home, strategist: Actor) -> None:
    later = date(2021, 4, 1)
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    write_texts(OTHER, home, *MEMO, {"judgement": (("Två.",), 1), "proposal": (("Ja.",), 0)}, later)
    write_texts(OTHER, home, *MEMO, {"judgement": (("Två.",), 2)}, later)
    write_texts(OTHER, home, *MEMO, {"judgement": ((), 2)}, later)
    assert said() == {"judgement": ((), 3, "Kim Berg"), "proposal": (("Ja.",), 1, "Kim Berg")}
    assert said(on=DAY) == {"judgement": (("Ett.",), 1, "Åsa Strateg")}
    logged = wanted_entries(Wanted(action="write report text"))
    assert [(entry.actor, entry.subject, entry.before, entry.after) for entry in logged] == [
        ("Åsa Strateg", "report decision-memo betyg sv", {"judgement": ""}, {"judgement": "Ett."}),
        (
            "Kim Berg",
            "report decision-memo betyg sv",
            {"judgement": "Ett.", "proposal": ""},
            {"judgement": "Två.", "proposal": "Ja."},
        ),
        ("Kim Berg", "report decision-memo betyg sv", {"judgement": "Två."}, {"judgement": ""}),
    ]


def test_two_who_write_in_the_same_place_are_both_told_and_nothing_is_lost(
    home: Home, strategist: Actor
) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    write_texts(strategist, home, *MEMO, {"judgement": (("Två.", "Tre."), 1)}, DAY)
    for _ in range(2):
        with pytest.raises(EditConflict) as met:
            write_texts(OTHER, home, *MEMO, {"judgement": (("Mitt.",), 1), "proposal": (("Ja.",), 0)}, DAY)
    assert (met.value.fields, met.value.revision, met.value.by) == (
        (FieldConflict("judgement", "Ett.", "Två.\n\nTre.", "Mitt."),),
        2,
        "Åsa Strateg",
    )
    assert said() == {"judgement": (("Två.", "Tre."), 2, "Åsa Strateg")}
    assert [(item.key, item.paragraphs, item.by, item.beside) for item in beside_of(*MEMO)] == [
        ("judgement", ("Mitt.",), "Kim Berg", 2),
        ("proposal", ("Ja.",), "Kim Berg", 0),
    ]
    write_texts(OTHER, home, *MEMO, {"judgement": (("Mitt.",), 2)}, DAY)
    assert said()["judgement"] == (("Mitt.",), 3, "Kim Berg")
    assert [item.key for item in beside_of(*MEMO)] == ["proposal"]


def test_the_same_words_are_no_conflict(home: Home, strategist: Actor) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    write_texts(OTHER, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    assert said() == {"judgement": (("Ett.",), 1, "Åsa Strateg")}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"judgement": (("x" * (MOST_SIGNS + 1),), 0)}, "has 100001 characters"),
        ({" ": (("x",), 0)}, "names no place"),
        ({"k" * 201: (("x",), 0)}, "names no place"),
        ({"proposal": (("Ja.",), 0), "judgement": (("x",), 4)}, "has never been saved 4 times here"),
        ({"judgement": (("x",), -1)}, "has never been saved -1 times here"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is(
    home: Home, strategist: Actor, changes: dict[str, tuple[tuple[str, ...], int]], told: str
) -> None:
    with pytest.raises(InputError, match=told) as met:
        write_texts(strategist, home, *MEMO, changes, DAY)
    assert met.value.outcome == "Nothing was saved."
    assert ReportText.objects.count() == 0


@pytest.mark.parametrize(("kind", "subject"), [("decision-memo", "finns-inte"), ("memo", "betyg")])
def test_a_report_that_is_not_there(home: Home, strategist: Actor, kind: str, subject: str) -> None:
    with pytest.raises(NotFoundError):
        write_texts(strategist, home, kind, subject, "sv", {"judgement": (("x",), 0)}, DAY)


def test_what_the_demonstration_wrote_marks_the_report(home: Home, strategist: Actor) -> None:
    played = Actor("Spelad", frozenset({Role.STRATEGIST}), origin=SIMULATED)
    assert not make(strategist, home, "decision-memo", "betyg", as_of=DAY).simulated
    write_texts(played, home, *MEMO, {"judgement": (("Påhittat.",), 0)}, DAY)
    assert make(strategist, home, "decision-memo", "betyg", as_of=DAY).simulated
    write_texts(strategist, home, *MEMO, {"judgement": (("På riktigt.",), 1)}, DAY)
    assert not make(strategist, home, "decision-memo", "betyg", as_of=DAY).simulated


@pytest.mark.parametrize(("kind", "role"), list(product(KINDS, Role)))
def test_who_may_write(kind: str, role: Role) -> None:
    subject = "2027/t1/skolnamnden" if kind.startswith("board-") else "7"
    own = Actor("Ada Lind", grants=frozenset({Grant(role, frozenset({"skolnamnden"}))}))
    others = Actor("Ada Lind", grants=frozenset({Grant(role, frozenset({"kulturnamnden"}))}))
    city = Actor("Ada Lind", frozenset({role}))
    writes = role in (Role.CONTROLLER, Role.MANAGER, Role.BOARD_SECRETARY) and kind.startswith("board-")
    wanted = {own: writes, others: False, city: writes or role is Role.STRATEGIST}
    for actor, may in wanted.items():
        assert can_write_report(actor, kind, subject) is may
        if may:
            check_can_write_report(actor, kind, subject)
        else:
            with pytest.raises(PermissionDenied, match="may not write in this report"):
                check_can_write_report(actor, kind, subject)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_keep_the_template(role: Role) -> None:
    actor = Actor("Ada Lind", frozenset({role}))
    may = role in (Role.ADMINISTRATOR, Role.STRATEGIST)
    assert can_keep_template(actor) is may
    assert not can_keep_template(Actor("Ada Lind", grants=frozenset({Grant(role, frozenset({"x"}))})))
    if may:
        check_can_keep_template(actor)
    else:
        with pytest.raises(PermissionDenied):
            check_can_keep_template(actor)


def test_a_board_writes_in_its_own_report_alone(db: None, tmp_path: Path) -> None:
    home = boards_city.make_home(tmp_path)
    controller = acting("Ada Lind", Role.CONTROLLER, "skolnamnden")
    changes = {"analysis": (("Vår analys.",), 0)}
    write_texts(controller, home, "board-report", "2027/t1/skolnamnden", "sv", changes, IN_T1)
    assert said(("board-report", "2027/t1/skolnamnden", "sv"))["analysis"][0] == ("Vår analys.",)
    with pytest.raises(PermissionDenied):
        write_texts(controller, home, "board-report", "2027/t1/kulturnamnden", "sv", changes, IN_T1)


@given(st.lists(st.text(), max_size=5))
def test_what_is_kept_is_kept_as_it_is(texts: list[str]) -> None:
    once = paragraphs_of(texts)
    assert paragraphs_of(once) == once
    assert all(text and text == text.strip() and "\r" not in text and "\0" not in text for text in once)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))), max_size=5))
def test_paragraphs_written_in_one_field_come_apart_again(texts: list[str]) -> None:
    once = paragraphs_of(texts)
    assert paragraphs_in("\n\n".join(once)) == once


def test_each_report_has_its_own_texts_and_wordings(home: Home, strategist: Actor) -> None:
    """The same place in another subject, kind or language is another place, in every save."""
    places: tuple[Place, ...] = (MEMO, ("decision-memo", "betyg", "en"), ("decision-memo", "trygghet", "sv"))
    subjects = [item.key for item in KINDS["decision-memo"].subjects(home, strategist, DAY)]
    assert {place[1] for place in places} <= set(subjects)
    for place in places:
        for revision in range(2):
            words = (f"{' '.join(place)} {revision}",)
            write_texts(strategist, home, *place, {"judgement": (words, revision)}, DAY)
    for place in places:
        assert said(place) == {"judgement": ((f"{' '.join(place)} 1",), 2, "Åsa Strateg")}
        with pytest.raises(EditConflict) as met:
            write_texts(OTHER, home, *place, {"judgement": (("Mitt.",), 1)}, DAY)
        now, base = f"{' '.join(place)} 1", f"{' '.join(place)} 0"
        assert met.value.fields == (FieldConflict("judgement", base, now, "Mitt."),)
        assert [item.paragraphs for item in beside_of(*place)] == [("Mitt.",)]
    publish(home, actor=strategist, today=DAY)
    write_texts(strategist, home, "status", "", "sv", {"judgement": (("Läget.",), 0)}, localdate())
    assert said(("differences", "", "sv")) == {}


def test_where_the_log_cannot_be_written_nothing_is_saved(home: Home, strategist: Actor) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY, why="\ud800")
    assert said() == {}
