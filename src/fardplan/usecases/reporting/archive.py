"""A package for the e-archive: documents, the decision, and all that it takes to find them again.

The package has the form of FGS Paketstruktur 2.0, that is E-ARK CSIP and SIP 2.1.0: one folder with METS.xml,
which lists every file with its size and SHA-256. BagIt (RFC 8493) would list the same sums a second time
around it, and an archive that takes the standard would have to unwrap it first; instead the sums also stand
in a file that `sha256sum --check` reads, for whoever has no other tool. Whether an archive takes the package
is for that archive to say: we claim its form, and no more.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as xml

import fardplan
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.presentation.zips import zip_of
from fardplan.reports.mets import Listed, PackagedFile, mets
from fardplan.reports.pdf import as_pdf
from fardplan.reports.plain import UNHELD
from fardplan.reports.tree import Report
from fardplan.reports.workbook import as_workbook
from fardplan.store.case_documents import documents
from fardplan.store.cases import steps_of
from fardplan.store.decision_records import TakenDecision
from fardplan.store.years import submission
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting import official
from fardplan.usecases.reporting.file_names import file_stem, slug
from fardplan.usecases.reporting.kinds import kind_named, make, subject_named
from fardplan.usecases.reporting.templates import in_word
from fardplan.usecases.steering.document_files import read_back
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language, Text

DC, OAI_DC = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
OWN = "urn:fardplan:archive:1"
SCHEMA = Path(__file__).with_name("archive.xsd")
DESCRIBED, DECIDED = "metadata/descriptive/dc.xml", "metadata/descriptive/archive.xml"
TO_KEEP, TO_WORK_WITH = "representations/archive/data", "representations/working/data"
AS_IT_CAME = "representations/original/data"
SUMS, READ_FIRST = "documentation/sha256sums.txt", "documentation/read-first.txt"

ABOUT = (
    message("Made by {creator} with Färdplan {version}, of what was known on {day}."),
    message("representations/archive has the documents as PDF/A-2a. They are what is to be kept."),
    message("representations/working has the same documents as Word, and their tables as Excel."),
    message("representations/original has what was brought in to the case as it came, where anything was."),
    message("metadata says what the documents are and which decision they belong to."),
    message("METS.xml lists every file with its size and its SHA-256."),
    message("To check them: sha256sum --check documentation/sha256sums.txt in this folder."),
    message(
        "The package has the form of FGS Paketstruktur 2.0 (E-ARK CSIP and SIP 2.1.0). No archive has "
        "examined it."
    ),
)
SIMULATED = message("The figures are simulated: the package is an example and is not to be archived.")


@dataclass(frozen=True, slots=True)
class Archived:
    """A package: its name, which is that of the folder in it, its bytes and how many files they hold.

    `undecided` are the titles of the reports that no decision was recorded of.
    """

    name: str
    content: bytes
    files: int
    undecided: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Document:
    """A report that goes into the package, with the name of its files and the decision that it belongs to."""

    stem: str
    kind: Text
    report: Report
    decision: TakenDecision | None


def archived(
    actor: Actor,
    home: Home,
    orders: Sequence[tuple[str, str]],
    *,
    as_of: date,
    language: Language = "sv",
) -> Archived:
    """The reports of some kinds and subjects in one package, with the decision that each of them belongs to.

    `orders` are kinds with their subjects. The same reports are the same bytes. Raises `NotFoundError` for a
    kind or subject that is not there, or where nothing is ordered.
    """
    if not orders:
        raise NotFoundError(Sentence("no report was named to be archived"))
    reports = _apart(_document(actor, home, *order, as_of, language) for order in dict.fromkeys(orders))
    creator = home.city.city.publisher.in_language(language)
    kept = [file for item in reports for file in _written(home, item)]
    kept += [file for order in dict.fromkeys(orders) for file in _brought(home, *order)]
    digest = hashlib.sha256("".join(file.sha256 for file in kept).encode()).hexdigest()[:12]
    name = f"{reports[0].stem}-{as_of.isoformat()}-{digest}"
    described = {
        "DC": PackagedFile(DESCRIBED, _dublin_core(name, reports, creator, as_of)),
        "FARDPLAN": PackagedFile(DECIDED, _decided(reports, creator, as_of)),
    }
    schemas = (PackagedFile("schemas/archive.xsd", SCHEMA.read_bytes()),)
    about = PackagedFile(READ_FIRST, _read_first(reports, creator, as_of, language))
    sums = _sums([*described.values(), about, *schemas, *kept])
    listed = Listed(
        name,
        _title(reports),
        as_of,
        creator,
        ("Färdplan", fardplan.__version__),
        described,
        (about, sums),
        schemas,
        kept,
    )
    files = [PackagedFile("METS.xml", mets(listed)), *described.values(), about, sums, *schemas, *kept]
    content = zip_of((f"{name}/{file.path}", file.content) for file in files)
    undecided = tuple(_titled(item.report) for item in reports if item.decision is None)
    return Archived(name, content, len(files), undecided)


def _document(
    actor: Actor, home: Home, kind: str, subject: str, as_of: date, language: Language
) -> _Document:
    of_kind = kind_named(kind)
    about = subject_named(home, actor, kind, subject, as_of)
    made = make(actor, home, kind, subject, as_of=as_of, language=language)
    return _Document(
        file_stem(of_kind, about, language), of_kind.name, made, decision_of(kind, subject, as_of)
    )


def _apart(reports: Iterable[_Document]) -> list[_Document]:
    """The same with a name of its own for each."""
    found: list[_Document] = []
    for item in reports:
        alike = sum(item.stem == other.stem for other in found)
        found.append(replace(item, stem=f"{item.stem}-{len(found) + 1}") if alike else item)
    return found


def decision_of(kind: str, subject: str, day: date) -> TakenDecision | None:
    """The decision that a report belongs to and that had been taken by a day: its case's, or its board's."""
    if kind == official.KIND.key:
        taken = [step.decision for step in steps_of([int(subject)])[int(subject)] if step.decision]
    elif kind_named(kind).organisation_of(subject) is not None:
        year, step, board = subject.split("/")
        found = submission(int(year), step, board).decision
        taken = [found] if found else []
    else:
        taken = []
    return next((one for one in reversed(taken) if one.day <= day), None)


def _written(home: Home, document: _Document) -> Iterable[PackagedFile]:
    report, stem = document.report, document.stem
    yield PackagedFile(f"{TO_KEEP}/{stem}.pdf", as_pdf(report))
    yield PackagedFile(f"{TO_WORK_WITH}/{stem}.docx", in_word(home, report))
    yield PackagedFile(f"{TO_WORK_WITH}/{stem}.xlsx", as_workbook(report))


def _brought(home: Home, kind: str, subject: str) -> Iterable[PackagedFile]:
    """The documents that were brought in to a case, as they came."""
    of_case = [item for item in documents() if kind == official.KIND.key and str(item.case) == subject]
    for number, item in enumerate(sorted(of_case, key=lambda item: item.number), start=1):
        stem, _, ending = item.name.rpartition(".")
        name = f"{number}-{slug(stem) or 'document'}.{slug(ending) or 'bin'}"
        yield PackagedFile(f"{AS_IT_CAME}/{name}", read_back(home, item))


def _title(reports: Sequence[_Document]) -> str:
    return _held(_titled(reports[0].report))


def _titled(report: Report) -> str:
    return ", ".join(filter(None, (report.title, report.subtitle)))


def _held(text: str) -> str:
    return UNHELD.sub("\N{REPLACEMENT CHARACTER}", text)


def _dublin_core(name: str, reports: Sequence[_Document], creator: str, day: date) -> bytes:
    """The package in the fifteen words that every archive reads."""
    xml.register_namespace("dc", DC)
    xml.register_namespace("oai_dc", OAI_DC)
    root = xml.Element(f"{{{OAI_DC}}}dc")
    simulated = any(item.report.simulated for item in reports)
    said: list[tuple[str, str]] = [("identifier", name), ("title", _title(reports)), ("creator", creator)]
    said += [("type", "Text"), ("date", day.isoformat()), ("format", "application/pdf")]
    said += [("language", language) for language in dict.fromkeys(item.report.language for item in reports)]
    numbers = (item.report.head.dnr or (item.decision.dnr if item.decision else "") for item in reports)
    said += [("identifier", number) for number in dict.fromkeys(numbers) if number]
    said += [("relation", item.decision.reference) for item in reports if item.decision]
    said += [
        ("source", source) for source in dict.fromkeys(s for item in reports for s in item.report.sources)
    ]
    said += [("description", translate(SIMULATED, reports[0].report.language))] if simulated else []
    for word, value in said:
        xml.SubElement(root, f"{{{DC}}}{word}").text = _held(value)
    return _xml(root)


def _decided(reports: Sequence[_Document], creator: str, day: date) -> bytes:
    """Each document with its case, its decision and its origin, as `archive.xsd` says."""
    xml.register_namespace("", OWN)
    root = xml.Element(f"{{{OWN}}}package", {"known": day.isoformat(), "software": fardplan.__version__})
    _add(root, "creator", creator)
    for item in reports:
        report = item.report
        origin = "simulated" if report.simulated else "real"
        document = _add(root, "document", "", language=report.language, origin=origin)
        for word, value in (
            ("file", f"{TO_KEEP}/{item.stem}.pdf"),
            ("kind", item.kind.in_language(report.language)),
            ("title", report.title),
            ("subtitle", report.subtitle),
            ("office", report.head.office),
            ("officer", report.head.officer),
            ("dnr", report.head.dnr),
            ("date", (report.head.day or day).isoformat()),
            ("subject", report.subject),
            ("edition", report.edition),
        ):
            if value:
                _add(document, word, value)
        if item.decision:
            _add_decision(document, item.decision)
    return _xml(root)


def _add_decision(document: xml.Element, taken: TakenDecision) -> None:
    decision = _add(document, "decision", "")
    for word, value in (
        ("body", taken.body),
        ("date", taken.day.isoformat()),
        ("paragraph", taken.paragraph),
        ("dnr", taken.dnr),
        ("text", taken.text or ""),
    ):
        if value:
            _add(decision, word, value)


def _add(above: xml.Element, word: str, text: str, **attributes: str) -> xml.Element:
    element = xml.SubElement(above, f"{{{OWN}}}{word}", attributes)
    element.text = _held(text) or None
    return element


def _xml(root: xml.Element) -> bytes:
    xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml.tostring(root, encoding="unicode")}\n'.encode()


def _read_first(reports: Sequence[_Document], creator: str, day: date, language: Language) -> bytes:
    values: Mapping[str, object] = {
        "creator": creator,
        "version": fardplan.__version__,
        "day": day.isoformat(),
    }
    lines = [translate(line, language, **values) for line in ABOUT]
    if any(item.report.simulated for item in reports):
        lines.insert(0, translate(SIMULATED, language))
    return ("\n\n".join([_title(reports), *lines]) + "\n").encode()


def _sums(files: Iterable[PackagedFile]) -> PackagedFile:
    """In the form that `sha256sum --check` reads."""
    return PackagedFile(SUMS, "".join(f"{file.sha256}  {file.path}\n" for file in files).encode())
