"""What the log calls an action has words: every action that a use case writes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import fardplan
from fardplan.presentation.log_words import (
    ACTIONS,
    SUBJECTS,
    Change,
    action_word,
    changes,
    subject_words,
)

SOURCE = Path(fardplan.__file__).parent
DYNAMIC = {
    *(f"{move} case" for move in ("refer", "propose", "submit", "return", "adopt", "reject", "withdraw")),
    *(f"{move} change" for move in ("collect", "take_out", "decline", "withdraw")),
    *(f"{move} relay" for move in ("relay", "decide", "consider", "take over", "release", "reopen")),
    *("write", "mark_ready", "take_back", "approve", "return", "decide", "reopen", "correct", "end"),
}
"""Actions that are put together where they are written."""


def written() -> Iterator[str]:
    """The action of every call of `record` that says it outright, or chooses between two."""
    for path in (SOURCE / "usecases").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_record(node.func) and len(node.args) >= 3:
                yield from _texts(node.args[1])


def _is_record(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "record"


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def test_every_action_has_words():
    assert (set(written()) | DYNAMIC) - set(ACTIONS) == set()


def test_what_has_no_words_stands_as_it_is():
    assert (action_word("something else", "sv"), action_word("sign in", "sv")) == (
        "something else",
        "loggade in",
    )
    told = [subject_words(subject, "sv") for subject in ("person 12", "no account", "2027 vp farsta", "log")]
    assert told == ["konto 12", "inget konto", "2027 vp farsta", "logg"]
    assert "person" in SUBJECTS


def test_no_two_actions_are_called_the_same():
    for language in ("sv", "en"):
        assert len({action_word(action, language) for action in ACTIONS}) == len(ACTIONS)


def test_what_stands_within_a_subject_has_words_between_its_keys():
    told = [
        "council_item en-stabil-ekonomi 2025-year",
        "candidate 4 of milestone behorighet",
        "case 2 answer farsta",
        "roadmap 2 point 3 farsta",
    ]
    assert [subject_words(subject, "sv") for subject in told] == [
        "KF:s mål en-stabil-ekonomi hela 2025",
        "kandidat 4 för etappmål behorighet",
        "ärende 2 remissvar farsta",
        "utgåva av färdplanen 2 beslutspunkt 3 farsta",
    ]


def test_what_a_field_may_be_has_words():
    before, after = {"state": "draft"}, {"state": "adopted", "computed": {"standpoint": "some_way"}}
    assert changes(before, after, "sv") == [
        Change("läge", "utkast", "antagen"),
        Change("vad siffrorna säger: siffrornas ståndpunkt", None, "Siffrorna talar för delvis uppfyllt."),
    ]
