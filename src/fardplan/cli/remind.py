"""fardplan remind"""

from typing import Annotated

import typer

from fardplan.cli.session import Session, session
from fardplan.presentation.translations import translate, translate_plural
from fardplan.usecases.year import reminding as use
from fardplan.usecases.year.reminding import Letter, Unreachable


def remind(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the letters, and send none.")] = False,
) -> None:
    """Remind people of what they owe, by e-mail: run it every morning; a second run sends nobody two."""
    now = session(context)
    now.home()
    if dry_run:
        found = use.due_letters(now.actor, today=now.today)
        for letter in found.letters:
            _print(now, letter)
        now.tell(_would(now, len(found.letters)))
    else:
        found = use.remind(now.actor, today=now.today)
        now.tell(_sent(now, len(found.letters)))
    for item in found.unreachable:
        now.tell(_nobody(now, item))
    if found.failed:
        for letter in found.failed:
            now.say("The mail server did not take the letter to {name}.", name=letter.receiver.name)
        raise typer.Exit(1)


def _would(now: Session, count: int) -> str:
    return translate_plural(
        "One letter would be sent.", "{count} letters would be sent.", count, now.language
    )


def _sent(now: Session, count: int) -> str:
    return translate_plural("One letter was sent.", "{count} letters were sent.", count, now.language)


def _print(now: Session, letter: Letter) -> None:
    now.say("To: {name} <{address}>", name=letter.receiver.name, address=letter.receiver.email)
    now.say("Subject: {subject}", subject=letter.subject)
    now.tell()
    now.tell(letter.body)


def _nobody(now: Session, item: Unreachable) -> str:
    organisation, step = item.organisation.in_language(now.language), item.step.in_language(now.language)
    if item.person is None:
        return translate(
            "Nobody writes for {organisation}: {step}.", now.language, organisation=organisation, step=step
        )
    return translate(
        "{name} is away without a deputy: {organisation}, {step}.",
        now.language,
        name=item.person,
        organisation=organisation,
        step=step,
    )
