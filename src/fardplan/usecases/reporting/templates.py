"""The city's Word template of reports, kept in the home beside its other settings."""

import hashlib
from datetime import date
from pathlib import Path

from django.db import transaction

from fardplan.reports.template import Template, read_template
from fardplan.reports.tree import Head, OwnText, Report, Section, Table, points
from fardplan.reports.word import as_word
from fardplan.store.audit import record
from fardplan.usecases.actors import Actor
from fardplan.usecases.files import read_bytes, write_bytes
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.rights import check_can_keep_template

TRIAL = Report(
    "trial",
    "Rapport",
    "sv",
    Head("Kontoret", "Rapport"),
    (
        Section("Rubrik", (points("Ett", "Två"), points("Ett", numbered=True))),
        Table("Tabell", ("Område", "Antal"), (("Norra", "1"),)),
        OwnText("text", "Text", prompt="Skriv här."),
    ),
    date(2020, 1, 1),
    simulated=True,
)
"""What is made in a template before it is kept: a list, a table, a field and a footer."""


def template_path(home: Home) -> Path:
    return home.path / "reports" / "template.docx"


def kept_template(home: Home) -> bytes | None:
    """The city's template; None where none is kept."""
    path = template_path(home)
    return read_bytes(path) if path.exists() else None


def keep_template(actor: Actor, home: Home, content: bytes, *, name: str | None = None) -> Template:
    """Keep a Word file as the city's template, from now on that of every report that is made as Word.

    Gives what it has, with its warnings. Raises `InputError` for one that cannot be used; see
    `reports.template`. `name` is the file's.
    """
    check_can_keep_template(actor)
    found = read_template(content, where=name)
    as_word(TRIAL, content, where=name)
    before = kept_template(home)
    if content != before:
        with transaction.atomic():
            record(actor.name, "keep report template", "report", before=_sum(before), after=_sum(content))
            template_path(home).parent.mkdir(parents=True, exist_ok=True)
            write_bytes(template_path(home), content)
    return found


def drop_template(actor: Actor, home: Home) -> bool:
    """Let reports have our own look again; False where no template was kept."""
    check_can_keep_template(actor)
    before = kept_template(home)
    if before is None:
        return False
    with transaction.atomic():
        record(actor.name, "keep report template", "report", before=_sum(before), after=None)
        template_path(home).unlink()
    return True


def in_word(home: Home, report: Report, template: bytes | None = None) -> bytes:
    """The report as Word, in the given template, else the city's, else in our own look."""
    if template is not None:
        return as_word(report, template)
    return as_word(report, kept_template(home), where=str(template_path(home)))


def _sum(content: bytes | None) -> dict[str, str] | None:
    return None if content is None else {"sha256": hashlib.sha256(content).hexdigest()}
