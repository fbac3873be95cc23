"""The workspace as tests meet it: people with roles who are signed in, and pages that are read strictly."""

from collections.abc import Callable
from datetime import date

import pytest
from django.template import engines
from django.test import Client
from pytest_django import Settings

from fardplan.portal.engine import Refused
from fardplan.store.models import Organisation, RoleGrant, User
from fardplan.usecases.actors import Role
from fardplan.web.shell.clock import now
from tests.web.at_work import at_work
from tests.web.pages import Visitor

__all__ = ["at_work"]

TODAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _strict(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that a template asks for and its page does not give is an error; the day is `TODAY`."""
    settings.TODAY = TODAY.isoformat()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Refused("%s"))


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes an account: `person("Åsa Berg", Role.CONTROLLER, organisation="skolnamnden")`.

    Roles are held for the organisation and the target area, or for the whole city. What is there already is
    taken as it is.
    """

    def made(
        name: str = "Åsa Berg", *roles: Role, organisation: str | None = None, target_area: str | None = None
    ) -> User:
        user, _ = User.objects.get_or_create(username=name)
        where = Organisation.objects.get(key=organisation) if organisation else None
        for role in roles:
            RoleGrant.objects.create(
                user=user,
                role=role.value,
                organisation=where,
                target_area=target_area,
                valid_from=date(2020, 1, 1),
                given_by="the tests",
                given_at=now(),
            )
        return user

    return made


@pytest.fixture
def visit(person: Callable[..., User]) -> Callable[..., Visitor]:
    """A browser without scripts, signed in: `visit(Role.MANAGER, organisation="skolnamnden")`.

    `visit(name="Bo Ek")` has no role; `visit(user=None)` is nobody.
    """

    def visiting(
        *roles: Role, name: str = "Åsa Berg", user: User | str | None = "new", **where: str
    ) -> Visitor:
        client = Client(enforce_csrf_checks=False, SERVER_NAME="localhost")
        if user == "new":
            user = person(name, *roles, **where)
        if isinstance(user, User):
            client.force_login(user)
            _has_shown_a_second_factor(client, user)
        return Visitor(client)

    return visiting


def _has_shown_a_second_factor(client: Client, user: User) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
