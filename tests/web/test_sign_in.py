"""Signing in with a password and a second factor, and what somebody who attacks it meets."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from fardplan.store.audit import entries
from fardplan.store.models import RoleGrant, User
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.people import accounts, grants
from fardplan.web.shell.clock import now, today
from tests.portal.markup import Element, read
from tests.web.pages import Visitor, check_structure

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("the tests")
PASSWORD = "ett långt lösenord"
SIGN_IN = "/konto/logga-in/"
ASA = {"login": "asa@stad.example", "password": PASSWORD}


def browser(**values: Any) -> Client:
    return Client(SERVER_NAME="localhost", **values)


def account(first: str = "Åsa", email: str = "asa@stad.example", *roles: Role) -> User:
    made = accounts.add_person(first, "Berg", email, actor=OPERATOR, at=now(), password=PASSWORD)
    for role in roles:
        grants.give_grant(made.person.number, role, actor=OPERATOR, today=today(), at=now())
    return User.objects.get(pk=made.person.number)


def page_of(answer: HttpResponse, status: int = 200) -> Element:
    assert answer.status_code == status, answer.content.decode()[-1500:]
    page = read(answer.content.decode())
    check_structure(page)
    return page


def heading(answer: HttpResponse, status: int = 200) -> str:
    return page_of(answer, status).all("h1")[0].text


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def logged() -> list[tuple[str, str, str]]:
    return [(item.actor, item.action, item.subject) for item in entries()]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


# Password, sessions


def test_a_person_signs_in_and_out() -> None:
    user = account()
    client = browser()
    answer = client.post(SIGN_IN, ASA)
    assert answer.headers["Location"] == "/arbete/"
    cookie = client.cookies["fardplan_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert client.session.get_expiry_age() == 10 * 3600
    client.post("/konto/logga-ut/")
    assert not is_signed_in(client)
    assert logged()[1:] == [
        ("Åsa Berg", "sign in", f"person {user.pk}"),
        ("Åsa Berg", "sign out", f"person {user.pk}"),
    ]


def test_signing_out_asks_first() -> None:
    account()
    client = browser()
    client.post(SIGN_IN, ASA)
    assert heading(client.get("/konto/logga-ut/")) == "Logga ut"
    assert is_signed_in(client)


def test_the_session_of_before_the_sign_in_is_not_the_one_after_it() -> None:
    """Session fixation: a session that an attacker has planted does not become a signed-in one."""
    account()
    client = browser()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["fardplan_session"] = session.session_key
    before = session.session_key
    client.post(SIGN_IN, ASA)
    assert is_signed_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("/arbete/min-sida/", "/arbete/min-sida/"),
        ("https://ond.example/", "/arbete/"),
        ("//ond.example/", "/arbete/"),
        ("/\\ond.example", "/arbete/"),
        ("javascript:alert(1)", "/arbete/"),
        ("http://localhost@ond.example/", "/arbete/"),
        ("https:ond.example", "/arbete/"),
    ],
)
def test_the_way_on_after_signing_in_leads_to_no_other_place(asked: str, to: str) -> None:
    account()
    assert browser().post(SIGN_IN, {**ASA, "next": asked}).headers["Location"] == to
    client = browser()
    client.post(SIGN_IN, ASA)
    assert client.post("/konto/logga-ut/", {"next": asked}).headers["Location"] in (to, SIGN_IN)


@pytest.mark.parametrize(
    "address", [SIGN_IN, "/konto/logga-ut/", "/konto/losenord/glomt/", "/arbete/min-sida/val/"]
)
def test_a_form_of_another_place_is_refused(address: str) -> None:
    account()
    client = browser(enforce_csrf_checks=True)
    client.force_login(User.objects.get())
    assert heading(client.post(address, ASA), 403) == "Formuläret gäller inte längre"


def test_a_new_password_signs_out_everywhere_else() -> None:
    account()
    here, there = browser(), browser()
    here.post(SIGN_IN, ASA)
    there.post(SIGN_IN, ASA)
    sent = {"oldpassword": PASSWORD, "password1": "en helt annan mening", "password2": "en helt annan mening"}
    assert here.post("/konto/losenord/byt/", sent).status_code == 302
    assert here.get("/arbete/min-sida/").status_code == 200
    assert there.get("/arbete/min-sida/").status_code == 302
    assert logged()[-1][1] == "change password"
    assert [letter.to for letter in mail.outbox] == [["asa@stad.example"]]


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kort", "för kort"),
        ("password1234", "för vanligt"),
        ("asa@stad.example", "för lik"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, told: str) -> None:
    account()
    client = browser()
    client.post(SIGN_IN, ASA)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = page_of(client.post("/konto/losenord/byt/", sent))
    assert told in page.text.replace("alltför", "för").replace("snarlik", "för lik").replace(
        "liknar", "för lik"
    )
    assert User.objects.get().check_password(PASSWORD)


def test_ones_address_is_changed_by_oneself_alone_and_the_old_one_is_told(settings: Settings) -> None:
    """Whoever finds a browser signed in cannot take the account over by its address."""
    settings.LETTERS_ARE_SENT = True
    account()
    client = browser()
    client.post(SIGN_IN, ASA)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 600}]
    session.save()
    sent = {"first_name": "Åsa", "last_name": "Berg", "email": "ny@stad.example", "revision": "1"}
    answer = client.post("/arbete/min-sida/ratta/", sent)
    assert answer.headers["Location"] == "/konto/bekrafta/?next=%2Farbete%2Fmin-sida%2Fratta%2F"
    assert User.objects.get().email == "asa@stad.example"
    client.post(answer.headers["Location"], {"password": "fel"})
    assert client.get("/arbete/min-sida/ratta/").status_code == 302
    client.post(answer.headers["Location"], {"password": PASSWORD})
    client.post("/arbete/min-sida/ratta/", sent)
    assert User.objects.get().email == "ny@stad.example"
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["asa@stad.example"], "Din e-postadress har ändrats")
    ]
    assert not browser().post(SIGN_IN, ASA).headers.get("Location")
    assert browser().post(SIGN_IN, {**ASA, "login": "ny@stad.example"}).status_code == 302


# Guessing


def test_nothing_tells_whether_an_address_has_an_account(settings: Settings) -> None:
    account()
    told = []
    for email in ("asa@stad.example", "ingen@stad.example"):
        answer = browser().post(SIGN_IN, {"login": email, "password": "fel"})
        told.append(answer.content.decode().replace(email, "").split("<main")[1])
    forgotten = []
    for email in ("asa@stad.example", "ingen@stad.example"):
        answer = browser().post("/konto/losenord/glomt/", {"email": email}, follow=True)
        forgotten.append(answer.content.decode().split("<main")[1])
    strip = [page.split("csrfmiddlewaretoken")[0] for page in told]
    assert strip[0] == strip[1]
    assert forgotten[0] == forgotten[1]
    assert [letter.to for letter in mail.outbox] == [["asa@stad.example"]]


def test_guessing_one_account_stops_after_five_and_is_logged() -> None:
    user = account()
    told = [
        page_of(browser(REMOTE_ADDR=f"10.0.0.{number}").post(SIGN_IN, {**ASA, "password": "fel"}))
        for number in range(6)
    ]
    assert ["Vänta en kvart" in page.text for page in told] == [False] * 5 + [True]
    client = browser(REMOTE_ADDR="10.0.1.1")
    client.post(SIGN_IN, ASA)
    assert not is_signed_in(client)
    assert [event for _, event, about in logged() if about == f"person {user.pk}"][1:] == [
        *["sign-in failed"] * 5,
        *["sign-in stopped"] * 2,
    ]


def test_guessing_everybody_from_one_place_stops() -> None:
    told = [
        browser().post(SIGN_IN, {"login": f"a{number}@stad.example", "password": "fel"}).content.decode()
        for number in range(21)
    ]
    assert ["Vänta en kvart" in page for page in told] == [False] * 20 + [True]


def test_what_was_typed_is_not_in_the_log() -> None:
    account()
    browser().post(SIGN_IN, {"login": "mitt hemliga lösenord", "password": "fel"})
    browser().post(SIGN_IN, {"login": "hemlig@stad.example", "password": "mitt hemliga lösenord"})
    assert "hemlig" not in "".join(
        f"{item.actor}{item.subject}{item.before}{item.after}" for item in entries()
    )


def test_letters_with_links_are_limited() -> None:
    account()
    for _ in range(4):
        answer = browser().post("/konto/losenord/glomt/", {"email": "asa@stad.example"})
    assert heading(answer, 429) == "För många försök"
    assert len(mail.outbox) == 3


def test_a_link_for_a_new_password_works_once_and_for_its_account_alone() -> None:
    account()
    other = account("Bo", "bo@stad.example")
    browser().post("/konto/losenord/glomt/", {"email": "asa@stad.example"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    sent = {"password1": "en helt annan mening", "password2": "en helt annan mening"}
    wrong = link.replace("/nytt/1-", f"/nytt/{other.pk}-") if other.pk != 1 else link
    assert heading(browser().get(wrong, follow=True)) == "Länken gäller inte längre"
    client = browser()
    form = client.get(link, follow=True)
    assert heading(client.post(form.request["PATH_INFO"], sent, follow=True)) == "Lösenordet är sparat"
    assert heading(browser().get(link, follow=True)) == "Länken gäller inte längre"
    assert not is_signed_in(client)
    assert client.post(SIGN_IN, {**ASA, "password": sent["password1"]}).status_code == 302


def test_nobody_signs_up() -> None:
    for address in ("/konto/stangt/", "/konto/annan/stangt/", "/konto/annan/", "/konto/losenord/satt/"):
        answer = browser().post(address, {"email": "ny@stad.example", "password1": PASSWORD})
        assert heading(answer, 403) == "Här kan ingen skaffa sig ett konto själv"
    assert User.objects.count() == 0


def test_an_ended_account_is_told_so_and_only_with_its_password() -> None:
    user = account()
    accounts.end_person(user.pk, why="Slutat", actor=OPERATOR, today=today())
    assert browser().post(SIGN_IN, ASA).headers["Location"] == "/konto/avslutat/"
    page = page_of(browser().post(SIGN_IN, {**ASA, "password": "fel"}))
    assert "hör inte ihop" in page.text


# The second factor


def test_a_role_that_wants_a_second_factor_is_led_to_one_and_works_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A test's transaction is never committed: what waits for that is done at once.
    monkeypatch.setattr(transaction, "on_commit", lambda action, **_: action())
    user = account("Åsa", "asa@stad.example", Role.ADMINISTRATOR)
    client = browser()
    client.post(SIGN_IN, ASA)
    answer = client.get("/arbete/personer/")
    assert answer.headers["Location"] == "/konto/tvafaktor/app/?next=/arbete/personer/"
    page = page_of(client.get(answer.headers["Location"]))
    secret = next(item.text for item in page.all("code"))
    assert page_of(client.post("/konto/tvafaktor/app/", {"code": "000000"})).all("h1")
    answer = client.post("/konto/tvafaktor/app/", {"code": code_of(secret)})
    codes = page_of(client.get(answer.headers["Location"]))
    assert len(list(codes.all("code"))) == 10
    assert client.get("/arbete/personer/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(stored.data)
    assert "add second factor" in [event for _, event, _ in logged()]
    _signs_in_with_a_code(secret, user)
    _signs_in_with_a_recovery_code(next(item.text for item in codes.all("code")))


def _signs_in_with_a_code(secret: str, user: User) -> None:
    client = browser()
    answer = client.post(SIGN_IN, ASA)
    assert answer.headers["Location"] == "/konto/tvafaktor/kod/"
    assert not is_signed_in(client)
    assert client.get("/arbete/personer/").status_code == 302
    assert "stämmer inte" in page_of(client.post("/konto/tvafaktor/kod/", {"code": "123456"})).text
    assert logged()[-1] == ("–", "second factor failed", f"person {user.pk}")
    # A code works once: the one that added the app, and each after it.
    later = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))
    assert client.post("/konto/tvafaktor/kod/", {"code": later}).headers["Location"] == "/arbete/"
    assert client.get("/arbete/personer/").status_code == 200
    again = browser()
    again.post(SIGN_IN, ASA)
    again.post("/konto/tvafaktor/kod/", {"code": later})
    assert not is_signed_in(again)


def _signs_in_with_a_recovery_code(code: str) -> None:
    client = browser()
    client.post(SIGN_IN, ASA)
    assert client.post("/konto/tvafaktor/kod/", {"code": code}).headers["Location"] == "/arbete/"
    again = browser()
    again.post(SIGN_IN, ASA)
    again.post("/konto/tvafaktor/kod/", {"code": code})
    assert not is_signed_in(again)


def test_guessing_the_code_stops() -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = account()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    client = browser()
    client.post(SIGN_IN, ASA)
    told = [client.post("/konto/tvafaktor/kod/", {"code": f"{n:06d}"}).content.decode() for n in range(7)]
    assert ["Vänta en kvart" in page for page in told] == [False] * 5 + [True] * 2
    assert not is_signed_in(client)


def test_the_second_step_cannot_be_reached_without_the_first() -> None:
    assert browser().get("/konto/tvafaktor/kod/").headers["Location"] == SIGN_IN


# Rights


ADDRESSES = (
    "/arbete/personer/",
    "/arbete/personer/nytt-konto/",
    "/arbete/personer/{bo}/",
    "/arbete/personer/{bo}/ratta/",
    "/arbete/personer/{bo}/avsluta/",
    "/arbete/personer/{bo}/aterstall/",
    "/arbete/personer/{bo}/ny-roll/",
    "/arbete/personer/{bo}/roll/{grant}/avsluta/",
    "/arbete/logg/",
    "/arbete/logg/1/",
    "/arbete/logg/exportera/",
    "/arbete/personer/har-slutat/",
)
MAY = {
    None: set(),
    Role.CONTROLLER: {"/arbete/personer/har-slutat/"},
    Role.MANAGER: {"/arbete/personer/har-slutat/"},
    Role.STRATEGIST: {"/arbete/personer/har-slutat/"},
    Role.AUDITOR: {
        "/arbete/personer/",
        "/arbete/personer/{bo}/",
        "/arbete/logg/",
        "/arbete/logg/1/",
        "/arbete/logg/exportera/",
    },
    Role.ADMINISTRATOR: {address for address in ADDRESSES if "logg" not in address},
}
Visit = Callable[..., Visitor]


@pytest.mark.parametrize("role", [None, *Role])
def test_each_page_opens_for_its_roles_alone(visit: Visit, role: Role | None) -> None:
    bo = account("Bo", "bo@stad.example", Role.CONTROLLER)
    grant = RoleGrant.objects.get(user=bo).pk
    visitor = visit(*([role] if role else []), name="Åsa Strateg")
    opened = {
        address
        for address in ADDRESSES
        if visitor.client.get(address.format(bo=bo.pk, grant=grant)).status_code == 200
    }
    assert opened == MAY.get(role, set())


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_nobody_but_an_administrator_changes_an_account_by_its_form(visit: Visit, role: Role | None) -> None:
    bo = account("Bo", "bo@stad.example", Role.CONTROLLER)
    grant = RoleGrant.objects.get(user=bo).pk
    visitor = visit(*([role] if role else []), name="Åsa Strateg")
    me = User.objects.get(username="Åsa Strateg").pk
    before = (
        User.objects.count(),
        list(RoleGrant.objects.values()),
        list(User.objects.values("email", "ended")),
    )
    sent = {
        "first_name": "Ond",
        "last_name": "Al",
        "email": "ond@stad.example",
        "language": "sv",
        "revision": "1",
        "role": "administrator",
        "valid_from": "2027-03-01",
        "why": "x",
    }
    for address in ADDRESSES:
        visitor.client.post(address.format(bo=bo.pk, grant=grant), sent)
    visitor.client.post(f"/arbete/personer/{me}/ny-roll/", sent)
    after = (
        User.objects.count(),
        list(RoleGrant.objects.values()),
        list(User.objects.values("email", "ended")),
    )
    assert after == before


def test_nobody_gives_themselves_a_role(visit: Visit) -> None:
    visitor = visit(Role.ADMINISTRATOR, name="Åsa Berg")
    me = User.objects.get().pk
    sent = {"role": "strategist", "valid_from": "2027-03-01"}
    page = visitor.post(f"/arbete/personer/{me}/ny-roll/", sent, status=422)
    assert "Ingen ger sig själv en roll" in page.text


def test_a_grant_is_ended_on_its_own_persons_page_alone(visit: Visit) -> None:
    bo = account("Bo", "bo@stad.example", Role.CONTROLLER)
    eva = account("Eva", "eva@stad.example")
    grant = RoleGrant.objects.get(user=bo)
    visitor = visit(Role.ADMINISTRATOR, name="Åsa Berg")
    visitor.post(f"/arbete/personer/{eva.pk}/roll/{grant.pk}/avsluta/", {"why": "x"}, status=404)
    grant.refresh_from_db()
    assert grant.ended_on is None


def test_an_administrator_of_an_organisation_gives_roles_there_alone(visit: Visit) -> None:
    from fardplan.store.models import Organisation

    for key in ("skolnamnden", "farsta"):
        Organisation.objects.create(key=key, name_sv=key, kind="board")
    bo = account("Bo", "bo@stad.example")
    visitor = visit(Role.ADMINISTRATOR, name="Åsa Berg", organisation="skolnamnden")
    sent = {"role": "controller", "valid_from": "2027-03-01", "organisation": "skolnamnden"}
    visitor.post(f"/arbete/personer/{bo.pk}/ny-roll/", sent)
    for other in ({"organisation": "farsta"}, {"organisation": ""}, {"role": "administrator"}):
        visitor.post(f"/arbete/personer/{bo.pk}/ny-roll/", sent | other, status=403)
    assert [(item.role, item.organisation.key) for item in RoleGrant.objects.filter(user=bo)] == [
        ("controller", "skolnamnden")
    ]


# Signed out


OPEN = {
    "shell-asset",
    "shell-language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "socialaccount_connections",
    "openid_connect_login",
    "openid_connect_callback",
    "saml_login",
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
}
"""What is answered without signing in. Whoever adds a name here opens a page to everybody."""

VALUES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12}


def addresses(resolver: URLResolver, before: str = "/") -> list[tuple[str, str]]:
    found = []
    for item in resolver.url_patterns:
        route = before + str(item.pattern).removeprefix("^").removesuffix("$")
        if isinstance(item, URLResolver):
            found += addresses(item, route)
        elif isinstance(item, URLPattern):
            found.append((item.name or route, filled(route)))
    return found


def filled(route: str) -> str:
    """An address of a route, with something in each place."""
    if "(?P<" in route:
        return "/konto/losenord/nytt/1-abc/"
    parts = []
    for part in route.split("/"):
        kind = part.strip("<>").partition(":")[0] if part.startswith("<") and ":" in part else ""
        parts.append(VALUES.get(kind, "2027") if part.startswith("<") else part)
    return "/".join(parts)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_answered_to_whoever_has_not_signed_in(method: str) -> None:
    """Every address of the URL table, whoever added it."""
    there = [(name, address) for name, address in addresses(get_resolver()) if name not in OPEN]
    assert len(there) > 40
    opened = []
    for name, address in there:
        answer = getattr(browser(), method)(address)
        led = answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)
        if not led and answer.status_code not in (404, 405):
            opened.append((name, address, answer.status_code, answer.headers.get("Location")))
    assert opened == []


def test_the_list_of_open_pages_names_only_what_is_there() -> None:
    assert {name for name, _ in addresses(get_resolver())} >= OPEN
