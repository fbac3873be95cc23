"""How much the reader finds in documents of many manners, and that every text stands in its lines.

What each set of documents gave when it was last measured stands beside it (`make bench-reader RECORD=1`): a
change that reads worse is seen.
"""

from pathlib import Path

import pytest
import yaml

from fardplan.sources.council_document import paper_of, read_file
from fardplan.vocabulary.errors import InputError
from tests.reader.scoring import MEASURED, Said, Score, compared, counts, documents, plain, whole, worse

CORPUS = Path(__file__).parent / "corpus"
SETS = sorted(path.name for path in CORPUS.iterdir())


@pytest.mark.parametrize("name", SETS)
def test_no_kind_of_item_is_read_worse_than_when_it_was_measured(name: str) -> None:
    scores = whole(documents(CORPUS / name))
    assert scores["is document"].met == len(documents(CORPUS / name))
    measured = yaml.safe_load((CORPUS / name / MEASURED).read_text(encoding="utf-8"))
    assert list(worse(measured, scores)) == []


@pytest.mark.parametrize(
    "path", [path for name in SETS for path in documents(CORPUS / name)], ids=lambda p: p.stem
)
def test_every_text_stands_in_the_lines_that_it_names(path: Path) -> None:
    lines = paper_of(path).texts
    try:
        draft = read_file(path)
    except InputError:
        return
    for item in draft.items():
        parts = item.as_read.split("\n") if item.as_read else []
        assert len(parts) == len(item.lines)
        assert all(part in lines[line - 1] for part, line in zip(parts, item.lines, strict=True))
    known = {goal.id for goal in draft.goals}
    assert {goal.parent for goal in draft.goals if goal.parent} <= known
    assert {one.of for one in draft.indicators if one.of} <= known


def test_each_found_item_is_used_once() -> None:
    wanted = [Said("Fler barn läser", {"number": "1"}), Said("Fler barn läser", {"number": "2"})]
    score = compared(wanted, [Said("fler barn läser.", {"number": "1"})], 0.97)
    assert (score.expected, score.found, score.met, score.recall, score.precision) == (2, 1, 1, 0.5, 1.0)
    assert score.facts == {"spelling": [1, 1], "number": [1, 1]}
    assert score.missed == ["- Fler barn läser"]


def test_a_figure_never_differs_where_letters_may() -> None:
    wanted = [Said("Minst 90 procent av eleverna når målen 2027")]
    assert compared(wanted, [Said("Minst 90 procent av eleverna nar malen 2027")], 0.9).met == 1
    assert compared(wanted, [Said("Minst 96 procent av eleverna når målen 2027")], 0.9).met == 0


def test_what_may_differ_between_texts_that_are_the_same() -> None:
    assert plain("Öka  andelen –\u00a0minst 90 %,") == plain("öka andelen - minst 90 %")
    assert plain("Färre äldre") != plain("Färre yngre")


def test_what_was_measured_may_grow_and_not_shrink() -> None:
    before = {"goals": counts(Score(10, 10, 9, {"level": [8, 9], "spelling": [9, 9]}))}
    assert list(worse(before, {"goals": Score(10, 10, 10, {"level": [8, 10], "spelling": [9, 10]})})) == []
    worn = {"goals": Score(10, 12, 8, {"level": [8, 8], "spelling": [8, 8]}, ["- Fler läser"])}
    assert list(worse(before, worn)) == [
        "goals: met 8, before 9",
        "goals: not there 4, before 1",
        "goals: spelling right 8, before 9",
        "- Fler läser",
    ]
