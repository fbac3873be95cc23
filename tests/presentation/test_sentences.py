"""Sentences of errors: told in a language, with days as people write them."""

import ast
import pickle
from datetime import date
from pathlib import Path

import fardplan
from fardplan.presentation.sentences import BELOW, Sentence, error_begun
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Text

OPENS = Sentence("the step opens on {day}", day=date(2027, 1, 31))


def test_a_day_is_written_as_people_do_in_each_language() -> None:
    assert OPENS == "the step opens on 2027-01-31"
    assert OPENS.in_language("sv") == "steget öppnar 31\u00a0januari 2027"
    assert OPENS.in_language("en") == "the step opens on 31\u00a0January 2027"


def test_a_sentence_within_another_and_one_of_another_process_tell_the_same() -> None:
    around = Sentence("{state}, read in from {system}", state=OPENS, system="Stratsys")
    assert around.in_language("sv") == "steget öppnar 31\u00a0januari 2027, inläst från Stratsys"
    assert pickle.loads(pickle.dumps(OPENS)).in_language("sv") == OPENS.in_language("sv")


def test_a_text_in_both_languages_stands_in_that_of_the_reader() -> None:
    words = Sentence("'{key}' names no place in a report", key=Text(sv="läget", en="the state"))
    assert (words, words.in_language("en")) == ("'the state' names no place in a report",) * 2
    assert words.in_language("sv") == "”läget” är ingen plats i en rapport"


def test_an_error_begins_with_a_capital_and_the_name_of_a_file_stands_as_it_is() -> None:
    words = Sentence("the file is no Word file")
    assert error_begun(InputError(words), "sv") == "Filen är ingen Wordfil"
    assert error_begun(InputError(words, where="mall.docx"), "sv") == "mall.docx: filen är ingen Wordfil"


def test_what_is_known_of_the_rooms_without_languages_is_what_they_say() -> None:
    room = Path(fardplan.__file__).parent
    said = {
        node.value
        for name in ("files", "publishing", "vocabulary")
        for path in (room / name).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert said >= BELOW
