"""YAML into frozen objects: the line of every fault, and text that comes back as it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.version import (
    RoadmapVersion,
)
from fardplan.sources.yaml_file import parse_yaml, read_yaml, write_yaml
from fardplan.vocabulary.errors import FardplanError, InputError, NotFoundError, StorageError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text
from tests.strategies import roadmap_versions


class Pupil(Frozen):
    name: str
    grade: int
    share: float | None = None
    passed: bool = False
    born: date | None = None


class School(Frozen):
    code: str
    title: Text
    wanted: Direction = Direction.UP
    pupils: tuple[Pupil, ...] = ()


GOOD = """\
code: 0180
title: {sv: Skolan, en: no}
pupils:
  - name: Åsa
    grade: 9
    share: 12.5
    passed: true
    born: 2003-05-01
  - name: null and void
    grade: 8
"""


def test_a_document_becomes_a_frozen_object() -> None:
    assert parse_yaml(GOOD, School, where="school.yaml") == School(
        code="0180",
        title=Text(sv="Skolan", en="no"),
        pupils=(
            Pupil(name="Åsa", grade=9, share=12.5, passed=True, born=date(2003, 5, 1)),
            Pupil(name="null and void", grade=8),
        ),
    )


FAULTS = {
    "unknown and missing field": (
        "code: a\ntitel: {sv: x}\n",
        "school.yaml:1: title: the field is missing\n"
        "school.yaml:2: titel: there is no field 'titel'. There is: code, pupils, title, wanted. "
        "Did you mean 'title'?",
    ),
    "unknown field deep inside": (
        "code: a\ntitle: {sv: x}\npupils:\n  - name: b\n    grade: 1\n    grad: 2\n",
        "school.yaml:6: pupils[0].grad: there is no field 'grad'. There is: born, grade, name, passed, "
        "share. Did you mean 'grade'?",
    ),
    "wrong kinds, all at once, in the order of lines": (
        "code: 180\ntitle: [x]\nwanted: upp\npupils:\n  - name: b\n    grade: nine\n    share: .nan\n"
        "    passed: kanske\n    born: 3 maj\n  - 7\n",
        "school.yaml:1: code: '180' is given; it should be text, within quotes\n"
        "school.yaml:2: title: a list is given; it should be fields with names\n"
        "school.yaml:3: wanted: 'upp' is given. There is: down, up. Did you mean 'up'?\n"
        "school.yaml:6: pupils[0].grade: 'nine' is given; it should be a whole number\n"
        "school.yaml:7: pupils[0].share: '.nan' is given; it should be a number\n"
        "school.yaml:8: pupils[0].passed: 'kanske' is given; it should be true or false\n"
        "school.yaml:9: pupils[0].born: '3 maj' is given; it should be a date such as 2018-06-14\n"
        "school.yaml:10: pupils[1]: '7' is given; it should be fields with names",
    ),
    "nothing where text is wanted": (
        "code: null\ntitle: {sv: x}\n",
        "school.yaml:1: code: nothing is given; it should be text",
    ),
    "a list where a list is not": (
        "code: a\ntitle: {sv: x}\npupils: {name: b}\n",
        "school.yaml:3: pupils: fields with names are given; it should be a list",
    ),
    "the document itself": (
        "- 1\n",
        "school.yaml:1: a list is given; it should be fields with names",
    ),
    "keys twice": (
        "code: a\ntitle:\n  sv: x\n  sv: y\ncode: b\n",
        "school.yaml:4: 'sv' stands twice, first on line 3\n"
        "school.yaml:5: 'code' stands twice, first on line 1",
    ),
    "no name": ("? [a]\n: b\n", "school.yaml:1: the name of a field is one word"),
    "an alias": (
        "code: &a x\ntitle: {sv: *a}\n",
        "school.yaml:1: '*' refers to another value; write the value out here",
    ),
    "a tag that would run code": (
        "code: !!python/object/apply:os.system [ls]\ntitle: !x y\n",
        "school.yaml:1: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not used here\n"
        "school.yaml:2: the tag '!x' is not used here",
    ),
    "a number that is none": (
        "code: a\ntitle: {sv: x}\npupils: [{name: b, grade: !!int x}]\n",
        "school.yaml:3: 'x' is not a number",
    ),
    "broken syntax": (
        "code: [a\n",
        "school.yaml:2: this is not YAML: expected ',' or ']', but got '<stream end>'",
    ),
    "two documents": (
        "code: a\n---\ncode: b\n",
        "school.yaml:2: this is not YAML: but found another document",
    ),
    "a character that cannot be": (
        "code: a\ntitle: \x07\n",
        "school.yaml:2: the character U+0007 cannot stand here",
    ),
    "deep": ("[" * 60 + "]" * 60, "school.yaml:1: it nests deeper than 40 levels"),
    "very deep": ("[" * 3000 + "]" * 3000, "school.yaml:1: it nests deeper than 40 levels"),
    "empty": ("# nothing\n", "school.yaml:1: the file is empty\nIt needs: code, title."),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, School, where="school.yaml")
    assert str(caught.value) == message


DEFINITION = """\
key: k
name: {sv: n}
definition: {sv: d}
unit: {measure: share, label: {sv: procent}}
polarity: up
area: city
rounded_to: 1
sources: [{key: s, name: n, publisher: p}]
error:
"""

ERRORS = {
    "field of another alternative": (
        "  kind: register\n  design_effect: 2\n",
        "i.yaml:11: error.design_effect: there is no field 'design_effect'. "
        "There is: bounds, kind, movement.",
    ),
    "no such alternative": (
        "  kind: registre\n",
        "i.yaml:9: error: 'registre' is given. There is: register, survey. Did you mean 'register'?",
    ),
    "value within an alternative": (
        "  kind: survey\n  design_effect: -1\n",
        "i.yaml:11: error.design_effect: '-1' is given. It should be greater than 0",
    ),
    "a rule of the object as a whole": (
        "  kind: register\nbreaks:\n  - {first: 2017, text: {sv: a}}\n  - {first: 2012, text: {sv: b}}\n",
        "i.yaml:1: the breaks of 'k' are not in order of time",
    ),
    "a rule of a value": (
        "  kind: register\nfirst: 2012/14\n",
        "i.yaml:11: first: '2012/14' is not one school year. "
        "A school year spans two years in a row: 2012/13.",
    ),
}


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_faults_within_alternatives_are_told_as_a_person_would(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(DEFINITION + text, IndicatorDefinition, where="i.yaml")
    assert str(caught.value) == message


def test_many_faults_are_counted() -> None:
    text = "code: a\ntitle: {sv: x}\npupils:\n" + "  - name: b\n" * 60
    with pytest.raises(InputError) as caught:
        parse_yaml(text, School, where="school.yaml")
    told = str(caught.value).splitlines()
    assert told == [
        *(f"school.yaml:{4 + row}: pupils[{row}].grade: the field is missing" for row in range(50)),
        "And 10 more.",
    ]


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    plain, marked = tmp_path / "a.yaml", tmp_path / "b.yaml"
    plain.write_text(GOOD, encoding="utf-8")
    marked.write_text(GOOD, encoding="utf-8-sig")
    assert read_yaml(plain, School) == read_yaml(marked, School)


@pytest.mark.parametrize(
    ("prepare", "kind", "message"),
    [
        (lambda path: None, NotFoundError, "{path}: there is no such file"),
        (lambda path: path.mkdir(), StorageError, "{path}: the file could not be read: Is a directory"),
        (
            lambda path: path.write_bytes("code: a\ntitle: {sv: å}".encode("latin-1")),
            InputError,
            "{path}:2: byte 0xe5 is not UTF-8\nSave the file as UTF-8.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, prepare: Callable[[Path], object], kind: type[FardplanError], message: str
) -> None:
    path = tmp_path / "school.yaml"
    prepare(path)
    with pytest.raises(kind) as caught:
        read_yaml(path, School)
    assert (type(caught.value), str(caught.value)) == (kind, message.format(path=path))


def test_the_written_form_is_stable_and_readable() -> None:
    school = School(
        code="0180",
        title=Text(sv="”Skolan” – åäö: nu", en="no"),
        pupils=(Pupil(name="line\nbreak", grade=9, share=0.1, born=date(2003, 5, 1)),),
    )
    assert write_yaml(school) == (
        "code: '0180'\n"
        "title:\n"
        "  sv: '”Skolan” – åäö: nu'\n"
        "  en: 'no'\n"
        "wanted: up\n"
        "pupils:\n"
        '- name: "line\\nbreak"\n'
        "  grade: 9\n"
        "  share: 0.1\n"
        "  passed: false\n"
        "  born: '2003-05-01'\n"
    )


WORDS = st.text(max_size=30) | st.sampled_from(
    ["no", "null", "~", "", "0180", "1e3", ".5", "1_000", "2018-06-14", "2017/18", "12:30:45", "- x", "a: b",
     "# c", " x ", "\t", "x\n  y\n\n", "=", "<<", "!t", "&a", "*a", "'", '"', "\u2028", "\xa0", "å" * 250,
     "word " * 60]
)  # fmt: skip
TEXTS = st.builds(Text, sv=WORDS, en=st.none() | WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(roadmap_versions())
def test_a_roadmap_comes_back_exactly(version: RoadmapVersion) -> None:
    assert parse_yaml(write_yaml(version), RoadmapVersion, where="export.yaml") == version


@given(TEXTS)
def test_any_text_comes_back_exactly(text: Text) -> None:
    assert parse_yaml(write_yaml(text), Text, where="text.yaml") == text
