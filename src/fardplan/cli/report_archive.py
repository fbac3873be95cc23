"""fardplan report archive and verify"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import AsOf, session
from fardplan.presentation.sentences import Sentence, said_in
from fardplan.presentation.translations import message
from fardplan.usecases.files import read_bytes
from fardplan.usecases.reporting.archive import archived
from fardplan.usecases.reporting.archive_check import checked
from fardplan.usecases.reporting.archive_sum import Beside, against_beside, sum_file, write_package
from fardplan.usecases.reporting.order import day_of
from fardplan.vocabulary.errors import InputError

SAID_BESIDE = {
    Beside.SAME: message("{file} beside it has the same."),
    Beside.NOTHING: message(
        "Nothing beside it says what that should be: there is no {file}. Compare it with what was noted when "
        "the package was made."
    ),
}


def archive(
    context: typer.Context,
    kind: Annotated[list[str], typer.Argument(help="A kind's key; several go into one package.")],
    subject: Annotated[
        list[str] | None, typer.Option("--for", help="What each is made of, in the order of the kinds.")
    ] = None,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="The .zip file that it is written to.")] = None,
) -> None:
    """Make a package for the e-archive: PDF/A, working copies, metadata, the decision and checksums.

    Its own SHA-256 stands in FILE.zip.sha256 beside it. It has the form of FGS Paketstruktur 2.0 (E-ARK SIP):
    ask your archive whether it takes that as it is.
    """
    now = session(context)
    subjects = subject or [""]
    if len(subjects) == 1:
        subjects = subjects * len(kind)
    if len(subjects) != len(kind):
        raise InputError(
            Sentence(
                "there are {kinds} kinds and {subjects} --for",
                kinds=len(kind),
                subjects=len(subjects),
            ),
            instead=Sentence("Give one --for for each kind in the same order, or one for all of them."),
            outcome=Sentence("No package was made."),
        )
    made = archived(
        now.actor,
        now.home(),
        tuple(zip(kind, subjects, strict=True)),
        as_of=day_of(as_of, now.today),
        language=now.language,
    )
    path = out or Path(f"{made.name}.zip")
    for written in filter(None, (path, write_package(made, path))):
        now.say("Written: {path}", path=written)
    now.say("{files} files; the package's SHA-256: {sum}", files=made.files, sum=made.sha256)
    if made.undecided:
        now.say("No decision has been recorded of: {titles}.", titles="; ".join(made.undecided))


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A package for the e-archive.")],
) -> None:
    """Say whether a package for the e-archive is whole, and what is wrong where it is not.

    It is compared with FILE.sha256 where that lies beside it.
    """
    now = session(context)
    content = read_bytes(file)
    found, beside = checked(content), against_beside(file, content)
    faults = [*found.faults, *_faults_beside(beside, sum_file(file).name)]
    if not faults:
        now.say("The package is whole: {files} files are as METS.xml lists them.", files=found.files)
        now.say("Its SHA-256: {sum}", sum=hashlib.sha256(content).hexdigest())
        now.say(SAID_BESIDE[beside], file=sum_file(file).name)
        return
    typer.echo(said_in(Sentence("The package is not whole:"), now.language), err=True)
    for fault in faults:
        typer.echo(f"- {said_in(fault, now.language)}", err=True)
    raise typer.Exit(1)


def _faults_beside(beside: Beside, file: str) -> Iterator[Sentence]:
    if beside is Beside.OTHER:
        yield Sentence("it is not the package that {file} beside it is the checksum of", file=file)
    elif beside is Beside.UNREADABLE:
        yield Sentence("{file} beside it holds no SHA-256 to compare with", file=file)
