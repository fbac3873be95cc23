"""Signing in through the city's own providers: OpenID Connect with PKCE, and SAML with a signed assertion."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from fardplan.config.sign_in import sign_in_settings
from fardplan.store.audit import entries
from fardplan.store.models import Organisation, RoleGrant, User
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.people import accounts, grants
from fardplan.web.shell.clock import now
from tests.portal.markup import read
from tests.web.fake_openid import FakeOpenId
from tests.web.fake_saml import FakeSaml, Request
from tests.web.pages import check_structure

pytestmark = pytest.mark.django_db
HOST = "fardplan.stad.example"
OPERATOR = Actor.operator("the tests")
ASA = {
    "sub": "u123",
    "given_name": "Åsa",
    "family_name": "Berg",
    "email": "Asa.Berg@stad.example",
    "email_verified": True,
    "phone_number": "08-123",
    "groups": ["skol-controller", "alla"],
}


@pytest.fixture
def schools(db: None) -> Organisation:
    return Organisation.objects.create(key="skolnamnden", name_sv="Skolnämnden", kind="board")


@pytest.fixture
def configured(settings: Settings, tmp_path: Path) -> Callable[..., None]:
    """Signing in as a `sign-in.yaml` says."""

    def configure(text: str, **files: str) -> None:
        (tmp_path / "sign-in.yaml").write_text(text, "utf-8")
        for name, content in files.items():
            path = tmp_path / name
            path.write_text(content)
            path.chmod(0o600)
        for name, value in sign_in_settings(tmp_path, {"OIDC": "hemligt"}).items():
            setattr(settings, name, value)
        settings.ALLOWED_HOSTS = [HOST]

    return configure


def browser() -> Client:
    return Client(SERVER_NAME=HOST, HTTP_HOST=HOST)


def read_page(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-1500:]
    page = read(answer.content.decode())
    check_structure(page)
    return page.all("h1")[0].text


def logged() -> list[tuple[str, str, str]]:
    return [(item.actor, item.action, item.subject) for item in entries()]


# OpenID Connect

OPENID = """\
openid:
  - key: staden
    name: {{sv: Stadens konto, en: City account}}
    server: {issuer}
    client_id: fardplan
    secret: {{environment: OIDC}}
    same_email: {same_email}
    second_factor: {second_factor}
    groups: groups
    grants:
      - {{group: skol-controller, role: controller, organisation: skolnamnden}}
      - {{group: strateger, role: strategist}}
      - {{group: alla, role: politician, organisation: finns-inte}}
"""
CALLBACK = f"http://{HOST}/konto/openid/staden/svar/"


@pytest.fixture
def openid(configured: Callable[..., None]) -> Iterator[FakeOpenId]:
    with FakeOpenId("fardplan", "hemligt", CALLBACK, dict(ASA)) as provider:
        configured(OPENID.format(issuer=provider.issuer, same_email="true", second_factor="true"))
        yield provider


def sent_to(client: Client, **asked: str) -> str:
    """Where the button on the sign-in page sends the browser."""
    answer = client.post(f"/konto/openid/staden/?{urlencode({'process': 'login', **asked})}")
    assert read_page(answer) == "Vidare till inloggningen"
    return answer.headers["Refresh"].removeprefix("0; url=")


def signed_in(client: Client, provider: FakeOpenId, **asked: str) -> HttpResponse:
    return client.get(provider.sign_in(sent_to(client, **asked)))


def test_the_sign_in_page_names_the_provider(openid: FakeOpenId) -> None:
    answer = browser().get("/konto/logga-in/")
    assert "Stadens konto" in answer.content.decode()
    client = browser()
    client.cookies["fardplan_language"] = "en"
    assert "City account" in client.get("/konto/logga-in/").content.decode()


def test_an_account_arises_with_what_its_groups_give_and_nothing_else(
    openid: FakeOpenId, schools: Organisation
) -> None:
    client = browser()
    answer = signed_in(client, openid, next="/arbete/min-sida/")
    assert answer.headers["Location"] == "/arbete/min-sida/"
    user = User.objects.get()
    assert (user.username, user.email, user.has_usable_password()) == (
        "Åsa Berg",
        "asa.berg@stad.example",
        False,
    )
    held = list(RoleGrant.objects.values_list("role", "organisation__key", "source", "given_by"))
    assert held == [("controller", "skolnamnden", "staden", "sign-in staden")]
    assert client.get("/arbete/min-sida/").status_code == 200
    assert logged() == [
        ("Åsa Berg", "account arises", f"person {user.pk}"),
        ("sign-in staden", "give grant", f"person {user.pk}"),
        ("sign-in staden", "group gives nothing", f"person {user.pk}"),
        ("Åsa Berg", "sign in", f"person {user.pk}"),
    ]
    [social] = user.socialaccount_set.all()
    assert (social.uid, social.extra_data) == ("u123", {})


def test_roles_follow_the_groups_at_each_sign_in(openid: FakeOpenId, schools: Organisation) -> None:
    signed_in(browser(), openid)
    user = User.objects.get()
    grants.give_grant(user.pk, Role.MANAGER, actor=OPERATOR, today=date(2027, 3, 1), at=now())
    openid.person["groups"] = ["strateger"]
    signed_in(browser(), openid)
    assert list(RoleGrant.objects.values_list("role", "source", "ended_on", "ended_by")) == [
        ("controller", "staden", date(2027, 3, 1), "sign-in staden"),
        ("manager", None, None, None),
        ("strategist", "staden", None, None),
    ]


def test_an_account_with_the_same_address_is_the_persons_where_the_city_says_so(openid: FakeOpenId) -> None:
    made = accounts.add_person("Åsa", "Berg", "asa.berg@stad.example", actor=OPERATOR, at=now())
    signed_in(browser(), openid)
    assert [user.pk for user in User.objects.all()] == [made.person.number]
    assert logged()[-1] == ("Åsa Berg", "sign in", f"person {made.person.number}")


def test_and_is_not_where_it_does_not(
    configured: Callable[..., None], openid: FakeOpenId, schools: Organisation
) -> None:
    configured(OPENID.format(issuer=openid.issuer, same_email="false", second_factor="false"))
    made = accounts.add_person("Åsa", "Berg", "asa.berg@stad.example", actor=OPERATOR, at=now())
    client = browser()
    answer = signed_in(client, openid)
    assert read_page(answer, 403) == "Adressen har redan ett konto"
    assert User.objects.count() == 1
    assert "_auth_user_id" not in client.session
    assert logged()[-1] == ("–", "address taken", f"person {made.person.number}")


@pytest.mark.parametrize(("second_factor", "to"), [("true", 200), ("false", 302)])
def test_a_role_that_wants_a_second_factor_gets_it_from_the_provider_or_here(
    configured: Callable[..., None], openid: FakeOpenId, second_factor: str, to: int
) -> None:
    configured(OPENID.format(issuer=openid.issuer, same_email="true", second_factor=second_factor))
    openid.person["groups"] = ["strateger"]
    client = browser()
    signed_in(client, openid)
    answer = client.get("/arbete/min-sida/")
    assert answer.status_code == to
    if to == 302:
        assert answer.headers["Location"].startswith("/konto/tvafaktor/app/")
        assert client.get(answer.headers["Location"]).status_code == 200


def test_an_ended_account_stays_ended(openid: FakeOpenId, schools: Organisation) -> None:
    signed_in(browser(), openid)
    user = User.objects.get()
    accounts.end_person(user.pk, why="Slutat", actor=OPERATOR, today=date(2027, 3, 1))
    client = browser()
    answer = signed_in(client, openid)
    assert answer.headers["Location"] == "/konto/avslutat/"
    assert client.get("/arbete/min-sida/").status_code == 302
    assert RoleGrant.objects.filter(ended_on__isnull=True).count() == 0


def test_an_answer_to_another_browser_opens_nothing(openid: FakeOpenId) -> None:
    """A code that somebody else was given, or one's own put into a victim's browser."""
    callback = openid.sign_in(sent_to(browser()))
    other = browser()
    assert read_page(other.get(callback), 401) == "Inloggningen gick inte"
    assert User.objects.count() == 0
    assert logged() == [("–", "sign-in provider failed", "no account")]


def test_a_state_works_once(openid: FakeOpenId) -> None:
    client = browser()
    callback = openid.sign_in(sent_to(client))
    assert client.get(callback).status_code == 302
    client.post("/konto/logga-ut/")
    assert client.get(callback).status_code == 401


def test_a_code_without_its_verifier_is_refused_by_the_provider(openid: FakeOpenId) -> None:
    """PKCE: a code that was caught on the way is worth nothing in another sign-in."""
    caught = dict(parse_qsl(urlsplit(openid.sign_in(sent_to(browser()))).query))["code"]
    client = browser()
    own = openid.sign_in(sent_to(client))
    state = dict(parse_qsl(urlsplit(own).query))["state"]
    answer = client.get(f"{CALLBACK}?{urlencode({'code': caught, 'state': state})}")
    assert answer.status_code == 401


def test_the_way_on_leads_to_no_other_place(openid: FakeOpenId) -> None:
    answer = signed_in(browser(), openid, next="https://ond.example/")
    assert answer.headers["Location"] == "/arbete/"


def test_who_stops_at_the_provider_is_told(openid: FakeOpenId) -> None:
    client = browser()
    state = dict(parse_qsl(urlsplit(sent_to(client)).query))["state"]
    answer = client.get(f"{CALLBACK}?{urlencode({'error': 'access_denied', 'state': state})}", follow=True)
    assert read_page(answer) == "Du loggade inte in"


def test_a_provider_that_nobody_named_is_not_there(openid: FakeOpenId) -> None:
    assert browser().get("/konto/openid/google/").status_code == 404


def test_without_passwords_none_works(
    configured: Callable[..., None], openid: FakeOpenId, schools: Organisation
) -> None:
    text = OPENID.format(issuer=openid.issuer, same_email="true", second_factor="true")
    configured(f"passwords: false\n{text}")
    accounts.add_person(
        "Bo", "Ek", "bo@stad.example", actor=OPERATOR, at=now(), password="ett långt lösenord"
    )
    client = browser()
    assert "Lösenord" not in client.get("/konto/logga-in/").content.decode()
    client.post("/konto/logga-in/", {"login": "bo@stad.example", "password": "ett långt lösenord"})
    assert "_auth_user_id" not in client.session


# SAML

SAML = """\
saml:
  - key: bolagen
    name: {sv: Bolagens konto}
    entity_id: https://idp.stad.example/metadata
    sign_in: https://idp.stad.example/sso
    certificate: idp.pem
    same_email: true
    groups: groups
    grants:
      - {group: skol-controller, role: controller, organisation: skolnamnden}
"""
ATTRIBUTES = {
    "urn:oid:0.9.2342.19200300.100.1.3": ["asa.berg@stad.example"],
    "urn:oid:2.5.4.42": ["Åsa"],
    "urn:oid:2.5.4.4": ["Berg"],
    "groups": ["skol-controller"],
}


@pytest.fixture
def saml(configured: Callable[..., None], schools: Organisation) -> FakeSaml:
    provider = FakeSaml(attributes=ATTRIBUTES)
    configured(SAML, **{"idp.pem": provider.certificate})
    return provider


def asked(client: Client) -> Request:
    answer = client.post("/konto/saml/bolagen/?process=login", secure=True)
    assert read_page(answer) == "Vidare till inloggningen"
    return Request.read(answer.headers["Refresh"].removeprefix("0; url="))


def posted(client: Client, response: str) -> HttpResponse:
    """What the browser brings from the provider's page, and the step after it."""
    answer = client.post("/konto/saml/bolagen/svar/", {"SAMLResponse": response}, secure=True)
    assert answer.headers["Location"] == "/konto/saml/bolagen/svar/klart/"
    return client.get(answer.headers["Location"], secure=True)


def test_saml_signs_a_person_in(saml: FakeSaml) -> None:
    client = browser()
    request = asked(client)
    assert request.acs == f"https://{HOST}/konto/saml/bolagen/svar/"
    answer = posted(client, saml.answer(request))
    assert answer.headers["Location"] == "/arbete/"
    user = User.objects.get()
    assert (user.username, user.email) == ("Åsa Berg", "asa.berg@stad.example")
    assert [(item.role, item.source) for item in RoleGrant.objects.all()] == [("controller", "bolagen")]
    assert client.get("/arbete/min-sida/", secure=True).status_code == 200
    assert logged()[-1] == ("Åsa Berg", "sign in", f"person {user.pk}")


def refused(
    saml: FakeSaml, change: Callable[[Request], str], told: tuple[int, str] = (401, "Inloggningen gick inte")
) -> None:
    client = browser()
    answer = posted(client, change(asked(client)))
    assert (answer.status_code, read_page(answer, told[0])) == told
    assert (User.objects.count(), "_auth_user_id" in client.session) == (0, False)


def test_an_assertion_without_a_signature_is_refused(saml: FakeSaml) -> None:
    refused(saml, lambda request: saml.answer(request, signed=False))


def test_an_assertion_that_another_signed_is_refused(saml: FakeSaml) -> None:
    refused(saml, FakeSaml(attributes=ATTRIBUTES).answer)


def test_an_assertion_that_was_changed_on_the_way_is_refused(saml: FakeSaml) -> None:
    def changed(request: Request) -> str:
        document = b64decode(saml.answer(request)).replace(b"asa.berg@", b"bo.ek@")
        return b64encode(document).decode()

    refused(saml, changed)


def test_an_assertion_for_another_service_is_refused(saml: FakeSaml) -> None:
    refused(saml, lambda request: saml.answer(request, audience="https://annan.example/metadata"))


def test_an_old_assertion_is_refused(saml: FakeSaml) -> None:
    refused(saml, lambda request: saml.answer(request, late=timedelta(hours=1)))


def test_an_answer_that_nobody_asked_for_is_refused(saml: FakeSaml) -> None:
    def other(request: Request) -> str:
        return saml.answer(Request("_annan", request.acs, request.audience))

    refused(saml, other, (403, "Det får du inte göra"))


def test_an_answer_works_once(saml: FakeSaml) -> None:
    client = browser()
    response = saml.answer(asked(client))
    assert posted(client, response).status_code == 302
    client.post("/konto/logga-ut/", secure=True)
    assert posted(client, response).status_code != 302 or "_auth_user_id" not in client.session


def test_the_service_tells_the_provider_about_itself(saml: FakeSaml) -> None:
    answer = browser().get("/konto/saml/bolagen/metadata/", secure=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/xml")
    assert f"https://{HOST}/konto/saml/bolagen/svar/".encode() in answer.content
