"""Accounts and roles: who there is, what each may do, and what an administrator does with it."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fardplan.presentation.roles import role_word
from fardplan.presentation.translations import message, translate
from fardplan.usecases.actors import Role
from fardplan.usecases.people import accounts, grants, left, letters
from fardplan.usecases.people.rules import (
    can_grant,
    can_grant_somewhere,
    can_keep_accounts,
    check_can_grant,
    check_can_grant_somewhere,
    check_can_keep_accounts,
)
from fardplan.usecases.people.told import Person, StoredGrant
from fardplan.vocabulary.text import Language, Text
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.people.forms import Corrected, HandOver, NewGrant, NewPerson, Why
from fardplan.web.shell.clock import now
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message, spoken

LINK = "people_link"
"""Where the session keeps a link that no letter could carry, until the page has shown it once."""


@signed_in
def people(request: WorkRequest) -> HttpResponse:
    """Everybody who has, or had, an account."""
    found = accounts.list_people(request.actor)
    listing = _listing(request, found)
    if listing.wanted:
        return listing.download()
    values = {
        "listing": listing,
        "may_keep": can_keep_accounts(request.actor),
        "simulated": any(one.demonstration for one in found),
    }
    return render_page(request, "web/people/people.html", values)


def _listing(request: WorkRequest, rows: list[Person]) -> Listing[Person]:
    language = request.language
    return Listing(
        request,
        rows,
        name="konton",
        title=translate("Accounts", language),
        columns=(
            Column("namn", lazy_message("Name"), lambda row: row.name, href=_href),
            Column("roller", lazy_message("Roles"), lambda row: _roles(row, request), sorts=False),
            Column("lage", lazy_message("State"), lambda row: _state(row, request)),
            Column("faktor", lazy_message("Second factor"), lambda row: _factor(row, language)),
            Column("senast", lazy_message("Signed in last"), lambda row: row.last_sign_in),
            Column("oppet", lazy_message("Open in their name"), lambda row: row.open_items),
            Column("adress", lazy_message("E-mail address"), lambda row: row.email, file_only=True),
        ),
        choices=(
            Choice("lage", lazy_message("State"), lambda row: _state(row, request).word),
            Choice(
                "roll",
                lazy_message("Role"),
                lambda row: [item.role for item in row.grants if item.holds(request.today)],
                said=lambda role: role_word(role, language),
                first=tuple(Role),
            ),
            Choice(
                "organisation",
                lazy_message("Organisation"),
                lambda row: [
                    _place(item).in_language(language)
                    for item in row.grants
                    if item.organisation and item.holds(request.today)
                ],
            ),
        ),
        search=lambda row: f"{row.name} {row.email}",
        simulated=lambda row: row.demonstration,
    )


def _href(row: Person) -> str:
    return reverse("web:people-person", args=[row.number])


def _roles(row: Person, request: WorkRequest) -> str:
    held = [item for item in row.grants if item.holds(request.today)]
    return "; ".join(_in_words(item, request.language) for item in held)


def _in_words(item: StoredGrant, language: Language) -> str:
    where = f", {_place(item).in_language(language)}" if item.organisation else ""
    area = f", {item.target_area}" if item.target_area else ""
    return f"{role_word(item.role, language)}{where}{area}"


def _place(item: StoredGrant) -> Text:
    return Text(sv=item.organisation_sv or "", en=item.organisation_en)


def _state(row: Person, request: WorkRequest) -> State:
    language = request.language
    if row.ended:
        return State("cross", translate("ended", language))
    if row.is_away(request.today):
        return State("wait", translate("away", language))
    if row.last_sign_in is None:
        return State("empty", translate("has not signed in yet", language))
    return State("full", translate("in use", language))


def _factor(row: Person, language: Language) -> str:
    return translate("yes", language) if row.second_factor else translate("no", language)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as a person's page shows it. `state` is a shape and a word; `end` leads to ending it."""

    grant: StoredGrant
    role: str
    place: Text | None
    shape: str
    word: str
    end: str | None


@signed_in
def person(request: WorkRequest, number: int) -> HttpResponse:
    """One account: who it is, which roles they have and had, who gave each and why."""
    found = accounts.see_person(request.actor, number)
    link = request.session.pop(LINK, None)
    values = {
        "person": found,
        "simulated": found.demonstration,
        "state": _state(found, request),
        "lines": [_line(item, request) for item in reversed(found.grants)],
        "may_keep": can_keep_accounts(request.actor) and not found.ended,
        "may_grant": can_grant_somewhere(request.actor) and not found.ended,
        "link": link["link"] if link and link["person"] == number else "",
    }
    return render_page(request, "web/people/person.html", values)


def _line(item: StoredGrant, request: WorkRequest) -> GrantLine:
    language, day = request.language, request.today
    if item.ended_on is not None:
        shape, word = "cross", translate("ended", language)
    elif item.valid_to is not None and item.valid_to < day:
        shape, word = "dash", translate("over", language)
    elif item.valid_from > day:
        shape, word = "wait", translate("to come", language)
    else:
        shape, word = "full", translate("in force", language)
    may_end = (
        item.ended_on is None
        and item.source is None
        and can_grant(request.actor, Role(item.role), organisation=item.organisation)
        and (item.valid_to is None or item.valid_to >= day)
    )
    end = reverse("web:people-end-grant", args=[item.person, item.number]) if may_end else None
    place = _place(item) if item.organisation else None
    return GrantLine(item, role_word(item.role, language), place, shape, word, end)


def own_lines(found: Person, request: WorkRequest) -> list[GrantLine]:
    """One's own roles that hold today or will."""
    lines = [_line(item, request) for item in found.grants if item.ended_on is None]
    return [line for line in lines if line.grant.valid_to is None or line.grant.valid_to >= request.today]


@signed_in
def make(request: WorkRequest) -> HttpResponse:
    """A new account, and the invitation to it."""
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = accounts.add_person(**form.cleaned_data, actor=request.actor, at=now())
            return _invited(request, made)
    check_can_keep_accounts(request.actor)
    return render_page(request, "web/people/make.html", {"form": form})


def _invited(request: WorkRequest, made: accounts.Invitation) -> HttpResponse:
    """Send the link, or keep it for the page that shows it once."""
    number = made.person.number
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": made.uid, "key": made.key})
    link = request.build_absolute_uri(path)
    if letters.send_link(made.person, link):
        told = message("A letter with the link is on its way to {email}.")
        return done(request, told, "web:people-person", number, email=made.person.email)
    request.session[LINK] = {"person": number, "link": link}
    return HttpResponseRedirect(reverse("web:people-person", args=[number]))


@signed_in
def correct(request: WorkRequest, number: int) -> HttpResponse:
    """Correct a person's name or address."""
    found = accounts.see_person(request.actor, number)
    check_can_keep_accounts(request.actor)
    form = Corrected(request.POST or None, initial=_as_typed(found))
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            after = accounts.correct_person(number, **form.cleaned_data, actor=request.actor)
            letters.tell_moved(found, after)
            return done(request, message("It is corrected."), "web:people-person", number)
    return render_page(request, "web/people/correct.html", {"form": form, "person": found})


def _as_typed(found: Person) -> dict[str, object]:
    return {
        "first_name": found.first_name,
        "last_name": found.last_name,
        "email": found.email,
        "revision": found.revision,
    }


@signed_in
def give(request: WorkRequest, number: int) -> HttpResponse:
    """Give a person a role."""
    found = accounts.see_person(request.actor, number)
    check_can_grant_somewhere(request.actor)
    form = NewGrant(request.POST or None, choices=grants.choices(today=request.today), today=request.today)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        with told_in(form):
            grants.give_grant(
                number,
                Role(sent["role"]),
                organisation=sent["organisation"] or None,
                target_area=sent["target_area"] or None,
                valid_from=sent["valid_from"],
                valid_to=sent["valid_to"],
                why=sent["why"],
                actor=request.actor,
                today=request.today,
                at=now(),
            )
            return done(request, message("The role is given."), "web:people-person", number)
    return render_page(request, "web/people/give.html", {"form": form, "person": found})


@signed_in
def end_grant(request: WorkRequest, number: int, grant: int) -> HttpResponse:
    """End a role at once."""
    found = accounts.see_person(request.actor, number)
    item = grants.the_grant_of(grant, number)
    check_can_grant(request.actor, Role(item.role), organisation=item.organisation)
    form = Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            grants.end_grant(
                grant, of=number, why=form.cleaned_data["why"], actor=request.actor, today=request.today
            )
            return done(request, message("The role is ended."), "web:people-person", number)
    values = {"form": form, "person": found, "grant": _in_words(item, spoken())}
    return render_page(request, "web/people/end_grant.html", values)


@signed_in
def end(request: WorkRequest, number: int) -> HttpResponse:
    """End an account."""
    found = accounts.see_person(request.actor, number)
    check_can_keep_accounts(request.actor)
    form = Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            accounts.end_person(
                number, why=form.cleaned_data["why"], actor=request.actor, today=request.today
            )
            return done(request, message("The account is ended."), "web:people-person", number)
    return render_page(request, "web/people/end.html", {"form": form, "person": found})


@signed_in
def reset(request: WorkRequest, number: int) -> HttpResponse:
    """Let a person choose a new password and second factor."""
    found = accounts.see_person(request.actor, number)
    check_can_keep_accounts(request.actor)
    form = Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = accounts.reset_person(number, why=form.cleaned_data["why"], actor=request.actor)
            return _invited(request, made)
    return render_page(request, "web/people/reset.html", {"form": form, "person": found})


@signed_in
def who_left(request: WorkRequest) -> HttpResponse:
    """What is open in the name of people who have left, and its handover."""
    found = left.see_left(request.actor)
    items = [
        (item.key, f"{item.organisation_sv} {item.year}: {item.text} ({item.person_name})")
        for item in found.items
    ]
    form = HandOver(request.POST or None, items=items, successors=found.successors)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            left.hand_over(
                form.cleaned_data["items"],
                to=int(form.cleaned_data["to"]),
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("It is handed over."), "web:people-left")
    return render_page(request, "web/people/left.html", {"form": form, "items": found.items})
