"""fardplan people …"""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from django.conf import settings
from django.urls import reverse

from fardplan.cli.session import Json, Session, day_named, session
from fardplan.cli.tables import table
from fardplan.presentation.roles import role_word
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import message, translate
from fardplan.usecases.actors import Role
from fardplan.usecases.people import accounts, grants, letters
from fardplan.usecases.people.told import Person
from fardplan.vocabulary.errors import NotFoundError

COLUMNS = (message("Number"), message("Name"), message("E-mail address"), message("Roles"), message("State"))

people = typer.Typer(no_args_is_help=True, help="Who has an account, and which roles: make, give, end.")
Who = Annotated[str, typer.Argument(help="The account's number or e-mail address.")]


@people.command(name="list")
def list_(context: typer.Context, as_json: Json = False) -> None:
    """Everybody who has, or had, an account."""
    now = session(context)
    now.home()
    found = accounts.list_people(now.actor)
    if as_json:
        now.tell(json.dumps([_plain(item) for item in found], ensure_ascii=False, indent=1))
        return
    if not found:
        now.say("Nobody has an account yet. Make the first: fardplan people add")
        return
    header = [translate(word, now.language) for word in COLUMNS]
    now.tell(table(header, [_row(item, now) for item in found], width=140))


def _plain(item: Person) -> dict[str, object]:
    told: dict[str, object] = json.loads(json.dumps(asdict(item), default=str))
    return told


def _row(item: Person, now: Session) -> tuple[str, ...]:
    held = [
        f"{role_word(grant.role, now.language)}{f' ({grant.organisation})' if grant.organisation else ''}"
        f" [{grant.number}]"
        for grant in item.grants
        if grant.holds(now.today)
    ]
    state = translate("ended", now.language) if item.ended else ""
    return str(item.number), item.name, item.email, ", ".join(held), state


@people.command()
def add(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The address that the person signs in with.")],
    first_name: Annotated[str, typer.Option(prompt=True)],
    last_name: Annotated[str, typer.Option(prompt=True)],
    language: Annotated[str, typer.Option(help="sv or en: the language of the person's pages.")] = "sv",
) -> None:
    """Make an account; its person gets a link by which to choose a password."""
    now = session(context)
    now.home()
    made = accounts.add_person(
        first_name,
        last_name,
        email,
        language="en" if language == "en" else "sv",
        actor=now.actor,
        at=datetime.now(UTC),
    )
    now.say("{name} has account {number}.", name=made.person.name, number=made.person.number)
    _tell_link(now, made)


@people.command()
def grant(
    context: typer.Context,
    who: Who,
    role: Annotated[Role, typer.Argument(help="Which role.")],
    organisation: Annotated[str | None, typer.Option(help="Its key; the whole city where left out.")] = None,
    target_area: Annotated[str | None, typer.Option(help="Its key; all where left out.")] = None,
    to: Annotated[
        date | None, typer.Option(parser=day_named, metavar="DATE", help="The last day, if there is one.")
    ] = None,
    why: Annotated[str, typer.Option(help="It stands in the log.")] = "",
) -> None:
    """Give a person a role from today."""
    now = session(context)
    now.home()
    person = _person(who, now)
    given = grants.give_grant(
        person.number,
        role,
        organisation=organisation,
        target_area=target_area,
        valid_to=to,
        why=why,
        actor=now.actor,
        today=now.today,
        at=datetime.now(UTC),
    )
    now.say(
        "{name} is {role} from today (grant {number}).",
        name=person.name,
        role=role_word(role, now.language),
        number=given.number,
    )


@people.command()
def end(
    context: typer.Context,
    who: Who,
    why: Annotated[str, typer.Option(help="It stands in the log.", prompt=True)],
    grant: Annotated[
        int | None, typer.Option(help="End this grant alone, by the number that the list tells.")
    ] = None,
) -> None:
    """End an account with all its roles, or one role of it."""
    now = session(context)
    now.home()
    person = _person(who, now)
    if grant is not None:
        grants.end_grant(grant, of=person.number, why=why, actor=now.actor, today=now.today)
        now.say("The role is ended.")
        return
    accounts.end_person(person.number, why=why, actor=now.actor, today=now.today)
    now.say("The account is ended.")


@people.command()
def reset(
    context: typer.Context,
    who: Who,
    why: Annotated[str, typer.Option(help="It stands in the log.", prompt=True)],
) -> None:
    """Let a person choose a new password and second factor; they are signed out everywhere."""
    now = session(context)
    now.home()
    made = accounts.reset_person(_person(who, now).number, why=why, actor=now.actor)
    _tell_link(now, made)


def _person(who: str, now: Session) -> Person:
    """The account of a number or an address. Raises `NotFoundError`."""
    there = accounts.list_people(now.actor)
    asked = who.strip().lower()
    for item in there:
        if asked in (str(item.number), item.email.lower()) or asked == item.name.lower():
            return item
    raise NotFoundError(
        Sentence("there is no account '{who}'", who=who),
        instead=there_is([item.email or item.name for item in there], asked=who),
    )


def _tell_link(now: Session, made: accounts.Invitation) -> None:
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": made.uid, "key": made.key})
    link = f"{settings.ADDRESS or 'http://localhost:8000'}{path}"
    if letters.send_link(made.person, link):
        now.say("A letter with the link is on its way to {email}.", email=made.person.email)
        return
    now.say("No letter could be sent. Give {name} this link, by a safe way:", name=made.person.first_name)
    now.tell(link)
    now.say("It is good for three days and can be used once.")
