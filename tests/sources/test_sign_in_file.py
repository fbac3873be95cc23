"""How people sign in, from a file: what it may say, and every fault with its line."""

from pathlib import Path

import pytest

from fardplan.sources.sign_in_file import GroupGrant, SignIn, SignInFile, load_sign_in
from fardplan.vocabulary.errors import InputError

ROLES = ("administrator", "auditor", "controller", "statistician", "strategist")

WHOLE = """\
password_length: 14
session_hours: 8
second_factor: [administrator]
openid:
  - key: staden
    name: {sv: Stadens konto, en: City account}
    server: https://login.stad.example/realms/stad
    client_id: fardplan
    secret: {file: openid.secret}
    second_factor: true
    same_email: true
    groups: groups
    grants:
      - {group: farsta-controller, role: controller, organisation: farsta}
saml:
  - key: bolagen
    name: {sv: Bolagens konto}
    entity_id: https://idp.bolag.example/metadata
    sign_in: https://idp.bolag.example/sso
    certificate: idp.pem
"""
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAAEC\nAwQF\n-----END CERTIFICATE-----\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    secret = tmp_path / "openid.secret"
    secret.write_text("hemligt\n", "utf-8")
    secret.chmod(0o600)
    (tmp_path / "idp.pem").write_text(CERTIFICATE, "ascii")
    return tmp_path


def loaded(home: Path, text: str, **environment: str) -> SignIn:
    (home / "sign-in.yaml").write_text(text, "utf-8")
    return load_sign_in(home, roles=ROLES, environment=environment)


def told(home: Path, text: str, **environment: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        loaded(home, text, **environment)
    return str(refused.value).replace(str(home), "HOME").splitlines()


def test_without_a_file_people_have_passwords(tmp_path):
    assert load_sign_in(tmp_path, roles=ROLES, environment={}) == SignIn(SignInFile())
    assert SignInFile().second_factor == ("administrator", "strategist", "statistician")


def test_a_whole_file(home):
    found = loaded(home, WHOLE)
    assert (found.secrets, found.certificates) == ({"staden": "hemligt"}, {"bolagen": "AAECAwQF"})
    assert (found.file.password_length, found.file.session_hours) == (14, 8)
    staden = found.provider("staden")
    assert staden is not None
    assert staden.grants == (GroupGrant(group="farsta-controller", role="controller", organisation="farsta"),)
    assert found.provider("okänd") is None
    assert "hemligt" not in repr(found)


def test_a_secret_from_the_environment(home):
    text = WHOLE.replace("{file: openid.secret}", "{environment: OIDC}")
    assert loaded(home, text, OIDC=" abc ").secrets == {"staden": "abc"}
    assert told(home, text) == ["HOME/sign-in.yaml:9: openid[0].secret: the variable OIDC is not set"]


def test_a_secret_that_others_can_read_is_refused(home):
    (home / "openid.secret").chmod(0o640)
    assert told(home, WHOLE) == [
        "HOME/sign-in.yaml:9: openid[0].secret: HOME/openid.secret can be read by others than its owner; "
        "do: chmod 600 HOME/openid.secret"
    ]


def test_a_secret_and_a_certificate_that_are_not_there(home):
    (home / "openid.secret").unlink()
    (home / "idp.pem").unlink()
    assert told(home, WHOLE) == [
        "HOME/sign-in.yaml:9: openid[0].secret: HOME/openid.secret cannot be read: No such file or directory",
        "HOME/sign-in.yaml:20: saml[0].certificate: HOME/idp.pem cannot be read: No such file or directory",
    ]


def test_an_empty_secret_and_what_is_no_certificate(home):
    (home / "openid.secret").write_text("\n")
    (home / "idp.pem").write_text("hej")
    assert told(home, WHOLE) == [
        "HOME/sign-in.yaml:9: openid[0].secret: HOME/openid.secret is empty",
        "HOME/sign-in.yaml:20: saml[0].certificate: HOME/idp.pem is no certificate; "
        "it should begin with -----BEGIN CERTIFICATE-----",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "https://login.stad.example/realms/stad",
            "http://login.stad.example",
            "7: openid[0].server: 'http://login.stad.example' is given; "
            "it should be an address that begins with https://",
        ),
        (
            "role: controller",
            "role: controler",
            "14: openid[0].grants[0].role: there is no role 'controler'. There is: administrator, auditor, "
            "controller, statistician, strategist. Did you mean 'controller'?",
        ),
        (
            "[administrator]",
            "[administrator, boss]",
            "3: second_factor[1]: there is no role 'boss'. There is: administrator, auditor, controller, "
            "statistician, strategist.",
        ),
        ("key: bolagen", "key: staden", "16: saml[0].key: 'staden' is the key of an earlier provider"),
        (
            "    groups: groups\n",
            "",
            "12: openid[0].grants: which claim or attribute holds the groups? Name it in groups:",
        ),
        (
            "{file: openid.secret}",
            "{}",
            "9: openid[0].secret: a secret stands either in a variable (environment:) or in a file (file:)",
        ),
        ("client_id: fardplan", "client: fardplan", None),
        (
            "password_length: 14",
            "password_length: 4",
            "1: password_length: '4' is given. It should be greater than or equal to 10",
        ),
    ],
)
def test_every_fault_has_its_line(home, old, new, fault):
    assert old in WHOLE
    found = told(home, WHOLE.replace(old, new))
    if fault is None:
        assert sorted(line.partition(": ")[2] for line in found) == [
            "openid[0].client: there is no field 'client'. There is: client_id, grants, groups, key, name, "
            "same_email, scopes, second_factor, secret, server. Did you mean 'client_id'?",
            "openid[0].client_id: the field is missing",
        ]
    else:
        assert found == [f"HOME/sign-in.yaml:{fault}"]


def test_on_this_machine_no_tls_is_needed(home):
    text = WHOLE.replace("https://login.stad.example/realms/stad", "http://127.0.0.1:8080")
    assert loaded(home, text).file.openid[0].server == "http://127.0.0.1:8080"


def test_somebody_must_be_able_to_sign_in(home):
    assert told(home, "passwords: false\n") == [
        "HOME/sign-in.yaml:1: without passwords nobody can sign in: openid or saml must name a provider"
    ]
