"""The city's template: checked when it is kept, and that of every report from then on."""

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document

from fardplan.reports.template import read_template
from fardplan.store.audit import Wanted, wanted_entries
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import make
from fardplan.usecases.reporting.templates import (
    drop_template,
    in_word,
    keep_template,
    kept_template,
    template_path,
)
from fardplan.vocabulary.errors import InputError, PermissionDenied, StorageError
from tests.reports.word_templates import saved, template, with_part

DAY = date(2021, 3, 1)


def first(content: bytes) -> str:
    return str(Document(io.BytesIO(content)).paragraphs[0].text)


def test_a_template_that_is_kept_is_that_of_every_report(home: Home, strategist: Actor) -> None:
    made = make(strategist, home, "decision-memo", "betyg", as_of=DAY)
    assert first(in_word(home, made)) == "1\u00a0mars 2021"
    city = template()
    found = keep_template(strategist, home, city, name="mall.docx")
    assert (found.has_place, kept_template(home)) == (True, city)
    assert first(in_word(home, made)) == f"Ärende: {made.title} – {made.head.kind}"
    own = Document()
    own.add_paragraph("En annan mall.")
    assert first(in_word(home, made, saved(own))) == "En annan mall."
    assert drop_template(strategist, home)
    assert not drop_template(strategist, home)
    assert first(in_word(home, made)) == "1\u00a0mars 2021"


def test_it_is_logged_once_for_each_change(home: Home, strategist: Actor) -> None:
    city = template()
    for _ in range(2):
        keep_template(strategist, home, city)
    drop_template(strategist, home)
    logged = list(wanted_entries(Wanted(action="keep report template")))
    assert [(entry.subject, entry.before, bool(entry.after)) for entry in logged] == [
        ("report", None, True),
        ("report", logged[0].after, False),
    ]


def test_one_that_cannot_be_used_is_not_kept(home: Home, strategist: Actor) -> None:
    kept = template()
    keep_template(strategist, home, kept)
    with pytest.raises(InputError, match=r"mall\.docx: the file is no Word file"):
        keep_template(strategist, home, b"hej", name="mall.docx")
    assert kept_template(home) == kept


def test_one_that_was_spoilt_in_the_home_is_told_where_it_lies(home: Home, strategist: Actor) -> None:
    keep_template(strategist, home, template())
    template_path(home).write_bytes(b"hej")
    made = make(strategist, home, "decision-memo", "betyg", as_of=DAY)
    with pytest.raises(InputError) as caught:
        in_word(home, made)
    assert caught.value.where == str(template_path(home))


def test_only_who_may_keep_it_does(home: Home, visitor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        keep_template(visitor, home, template())
    with pytest.raises(PermissionDenied):
        drop_template(visitor, home)
    assert kept_template(home) is None


def test_one_that_no_report_can_be_made_in_is_not_kept(home: Home, strategist: Actor) -> None:
    with zipfile.ZipFile(io.BytesIO(template())) as package:
        lists = package.read("word/numbering.xml")
    without = with_part(template(), "word/numbering.xml", re.sub(rb"<w:abstractNumId [^>]*/>", b"", lists))
    assert read_template(without).has_place
    with pytest.raises(InputError, match=r"mall\.docx: the Word file is damaged"):
        keep_template(strategist, home, without, name="mall.docx")
    assert kept_template(home) is None


def test_what_could_not_be_written_is_not_logged_as_kept(home: Home, strategist: Actor) -> None:
    place = template_path(home)
    place.with_name(f".{place.name}.new").mkdir(parents=True)
    with pytest.raises(StorageError):
        keep_template(strategist, home, template())
    assert list(wanted_entries(Wanted(action="keep report template"))) == []
