"""A report that comes back from Word: what is taken up, what is not, and what is said of each place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fardplan.reports.word import as_word
from fardplan.store.audit import Wanted, wanted_entries
from fardplan.usecases.actors import Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.own_texts import beside_of, texts_of, write_texts
from fardplan.usecases.reporting.reading_back import EditedHere, Loaded, Outcome, load_report
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied
from fardplan.vocabulary.text import Language
from tests.reports.word_edits import edited, replaced, typed, without_field, without_parts

MEMO: tuple[str, str, Language] = ("decision-memo", "betyg", "sv")
DAY, LATER = date(2021, 3, 1), date(2021, 3, 9)
OTHER = Actor("Kim Berg", frozenset({Role.STRATEGIST}))


def as_made(actor: Actor, home: Home) -> bytes:
    return as_word(make(actor, home, "decision-memo", "betyg", as_of=DAY, officer="Åsa Ek", office="SLK"))


def loaded(actor: Actor, home: Home, content: bytes, **how: bool) -> Loaded:
    return load_report(actor, home, content, name="memo.docx", today=LATER, **how)


def told(found: Loaded) -> dict[str, tuple[Outcome, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return {item.key: (item.outcome, item.made, item.now, item.read) for item in found.texts}


def kept() -> dict[str, tuple[str, ...]]:
    return {key: words.paragraphs for key, words in texts_of(*MEMO).items()}


def test_what_was_written_in_word_is_kept_and_stands_in_the_report(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), typed("judgement", "Vi föreslår 2031.", "Skäl & <mer>."))
    found = loaded(strategist, home, content)
    assert (found.kind, found.subject, found.language, found.as_of, found.saved, found.edited) == (
        *MEMO,
        DAY,
        True,
        (),
    )
    words = ("Vi föreslår 2031.", "Skäl & <mer>.")
    assert told(found) == {
        "proposal": (Outcome.UNCHANGED, (), (), ()),
        "judgement": (Outcome.TAKEN_UP, (), (), words),
    }
    assert [item.title for item in found.texts] == ["Förslag till beslut", "Kontorets bedömning"]
    assert kept() == {"judgement": words}
    again = make(strategist, home, "decision-memo", "betyg", as_of=LATER)
    assert {part.key: part.paragraphs for part in again.own_texts}["judgement"] == words
    (logged,) = wanted_entries(Wanted(action="write report text"))
    assert (logged.why, logged.actor) == ("memo.docx", "Åsa Strateg")


def test_the_same_file_again_changes_nothing(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), typed("judgement", "Ett."))
    loaded(strategist, home, content)
    again = loaded(strategist, home, content)
    assert told(again)["judgement"] == (Outcome.UNCHANGED, (), ("Ett.",), ("Ett.",))
    assert texts_of(*MEMO)["judgement"].revision == 1


def test_a_dry_run_tells_and_saves_nothing(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), typed("judgement", "Ett."))
    found = loaded(strategist, home, content, dry_run=True)
    assert (found.saved, told(found)["judgement"][0], kept()) == (False, Outcome.TAKEN_UP, {})


def test_what_nobody_touched_in_word_leaves_what_was_written_here_since(
    home: Home, strategist: Actor
) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    content = as_made(strategist, home)
    write_texts(OTHER, home, *MEMO, {"judgement": (("Två.",), 1)}, DAY)
    found = loaded(strategist, home, content)
    assert told(found)["judgement"] == (Outcome.UNCHANGED, ("Ett.",), ("Två.",), ("Ett.",))
    assert kept() == {"judgement": ("Två.",)}


def both_wrote(strategist: Actor, home: Home) -> bytes:
    """Åsa writes in Word while Kim writes in the same place here, and Åsa alone in another."""
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0)}, DAY)
    content = as_made(strategist, home)
    write_texts(OTHER, home, *MEMO, {"judgement": (("Kims.",), 1)}, DAY)
    return edited(edited(content, typed("judgement", "Åsas.")), typed("proposal", "Ja."))


@pytest.mark.parametrize("times", [1, 2])
def test_two_who_wrote_in_the_same_place_and_nothing_is_taken_up(
    home: Home, strategist: Actor, times: int
) -> None:
    content = both_wrote(strategist, home)
    for _ in range(times):
        found = loaded(strategist, home, content)
    assert found.saved is False
    assert told(found) == {
        "proposal": (Outcome.TAKEN_UP, (), (), ("Ja.",)),
        "judgement": (Outcome.CONFLICT, ("Ett.",), ("Kims.",), ("Åsas.",)),
    }
    assert [item.now_by for item in found.of(Outcome.CONFLICT)] == ["Kim Berg"]
    assert kept() == {"judgement": ("Kims.",)}
    assert [(item.key, item.paragraphs) for item in beside_of(*MEMO)] == [
        ("proposal", ("Ja.",)),
        ("judgement", ("Åsas.",)),
    ]


def test_a_dry_run_of_a_conflict_keeps_nothing_beside(home: Home, strategist: Actor) -> None:
    found = loaded(strategist, home, both_wrote(strategist, home), dry_run=True)
    assert (len(found.of(Outcome.CONFLICT)), beside_of(*MEMO)) == (1, ())


def test_whoever_says_so_lets_the_file_stand(home: Home, strategist: Actor) -> None:
    content = both_wrote(strategist, home)
    found = loaded(strategist, home, content, mine=True)
    assert (found.saved, len(found.of(Outcome.TAKEN_UP))) == (True, 2)
    assert kept() == {"judgement": ("Åsas.",), "proposal": ("Ja.",)}
    assert texts_of(*MEMO)["judgement"].revision == 3


def test_a_text_that_was_emptied_is_empty_and_one_whose_field_is_gone_stays(
    home: Home, strategist: Actor
) -> None:
    write_texts(strategist, home, *MEMO, {"judgement": (("Ett.",), 0), "proposal": (("Ja.",), 0)}, DAY)
    content = edited(edited(as_made(strategist, home), typed("judgement", "")), without_field("proposal"))
    assert told(loaded(strategist, home, content)) == {
        "judgement": (Outcome.TAKEN_UP, ("Ett.",), ("Ett.",), ()),
        "proposal": (Outcome.REMOVED, ("Ja.",), ("Ja.",), ()),
    }
    assert kept() == {"judgement": (), "proposal": ("Ja.",)}


def test_a_place_that_the_report_does_not_have(home: Home, strategist: Actor) -> None:
    def foreign(document: Any) -> None:
        for name in ("tag", "docPartGallery"):
            for one in document.element.body.iter(f"{{{W}}}{name}"):
                if one.get(f"{{{W}}}val") == "own:judgement":
                    one.set(f"{{{W}}}val", "own:annat")

    content = edited(edited(as_made(strategist, home), typed("judgement", "Ett.")), foreign)
    found = loaded(strategist, home, content)
    assert told(found) == {
        "proposal": (Outcome.UNCHANGED, (), (), ()),
        "annat": (Outcome.UNKNOWN, (), (), ("Ett.",)),
        "judgement": (Outcome.REMOVED, (), (), ()),
    }
    assert kept() == {}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_what_is_computed_and_was_edited_is_told_and_not_taken_up(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), replaced("mars", "maj"))
    found = loaded(strategist, home, content)
    assert found.edited
    assert all(isinstance(item, EditedHere) and item.before is not None for item in found.edited)
    swapped = [(item.before, item.after) for item in found.edited]
    assert all(
        tuple(words.replace("mars", "maj") for words in before or ()) == after for before, after in swapped
    )
    lost = loaded(strategist, home, edited(content, without_parts("/customXml")))
    assert (lost.edited, kept()) == (None, {})


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda words: words.replace(b"decision-memo", b"finns-inte"), NotFoundError, "no kind of report"),
        (lambda words: words.replace(b">betyg<", b">annat<"), NotFoundError, "nothing that this report"),
        (
            lambda words: words.replace(b'text.judgement"><vt:lpwstr>0', b'text.judgement"><vt:lpwstr>4'),
            InputError,
            "had been saved more often than here",
        ),
    ],
)
def test_a_file_of_another_home(
    home: Home, strategist: Actor, change: Callable[[bytes], bytes], error: type[Exception], message: str
) -> None:
    def changed(document: Any) -> None:
        part = document.part.package.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
        )
        part._blob = change(part.blob)

    content = edited(edited(as_made(strategist, home), typed("judgement", "Ett.")), changed)
    with pytest.raises(error, match=message):
        loaded(strategist, home, content)
    assert kept() == {}


def test_only_who_may_write_may_load(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), typed("judgement", "Ett."))
    controller = Actor("Ada Lind", grants=frozenset({Grant(Role.CONTROLLER, frozenset({"skolnamnden"}))}))
    with pytest.raises(PermissionDenied):
        loaded(controller, home, content)
    assert kept() == {}


def test_who_may_not_write_is_not_told_what_would_be_taken_up(home: Home, strategist: Actor) -> None:
    content = edited(as_made(strategist, home), typed("judgement", "Ett."))
    politician = Actor("Pia Politiker", frozenset({Role.POLITICIAN}))
    assert make(politician, home, "decision-memo", "betyg", as_of=DAY).own_texts
    with pytest.raises(PermissionDenied):
        loaded(politician, home, content, dry_run=True)
