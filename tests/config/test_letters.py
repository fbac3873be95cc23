"""How letters are sent, from the environment."""

import pytest

from fardplan.config.letters import letter_settings
from fardplan.vocabulary.errors import InputError

FROM = {"FARDPLAN_MAIL_FROM": "fardplan@stad.example"}
SMTP = {
    "LETTERS_ARE_SENT": True,
    "DEFAULT_FROM_EMAIL": "fardplan@stad.example",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "post.stad.example",
    "EMAIL_PORT": 587,
    "EMAIL_HOST_USER": "fardplan",
    "EMAIL_HOST_PASSWORD": "hem/ligt",
    "EMAIL_USE_TLS": True,
    "EMAIL_USE_SSL": False,
    "EMAIL_TIMEOUT": 10,
}


def test_without_a_server_no_letter_is_sent():
    assert letter_settings({}) == {
        "LETTERS_ARE_SENT": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


@pytest.mark.parametrize(
    ("address", "differs"),
    [
        ("smtp+starttls://fardplan:hem%2Fligt@post.stad.example", {}),
        (
            "smtps://fardplan:hem%2Fligt@post.stad.example",
            {"EMAIL_PORT": 465, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True},
        ),
        (
            "smtp://post.stad.example:2525",
            {"EMAIL_PORT": 2525, "EMAIL_USE_TLS": False, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""},
        ),
    ],
)
def test_a_server(address, differs):
    assert letter_settings({"FARDPLAN_MAIL": address, **FROM}) == SMTP | differs


def test_letters_as_files():
    assert letter_settings({"FARDPLAN_MAIL": "file:///tmp/brev"}) == {
        "LETTERS_ARE_SENT": True,
        "DEFAULT_FROM_EMAIL": "fardplan@localhost",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": "/tmp/brev",
    }


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (
            {"FARDPLAN_MAIL": "http://post.stad.example"},
            "FARDPLAN_MAIL begins with 'http' and cannot be used",
        ),
        ({"FARDPLAN_MAIL": "smtp://post.stad.example"}, "letters need a sender"),
    ],
)
def test_what_cannot_be_used_is_told(environment, told):
    with pytest.raises(InputError) as refused:
        letter_settings(environment)
    assert refused.value.what == told
