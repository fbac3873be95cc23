"""How the program sends letters by e-mail: Django's settings, from the environment.

FARDPLAN_MAIL says through which server: smtp+starttls://user:password@host:587 or smtps://…:465;
smtp://host:25 for a server on the city's own network. file:///folder writes letters as files, for
demonstrations. Without it no letter is sent, and pages say so. FARDPLAN_MAIL_FROM is the sender's address.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def letter_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings for sending letters, and `LETTERS_ARE_SENT`. Raises `InputError`."""
    server = environment.get("FARDPLAN_MAIL", "")
    sender = environment.get("FARDPLAN_MAIL_FROM", "")
    if not server:
        return {"LETTERS_ARE_SENT": False, "EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"}
    parts = urlsplit(server)
    common = {"LETTERS_ARE_SENT": True, "DEFAULT_FROM_EMAIL": sender or "fardplan@localhost"}
    if parts.scheme == "file" and parts.path:
        folder = unquote(parts.path)
        return {**common, "EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    if parts.scheme not in PORTS or not parts.hostname:
        raise InputError(
            Sentence("FARDPLAN_MAIL begins with '{scheme}' and cannot be used", scheme=parts.scheme),
            instead=Sentence(
                "Write smtp+starttls://user:password@host:587, smtps://…, smtp://… or file:///folder."
            ),
        )
    if "@" not in sender:
        raise InputError(
            Sentence("letters need a sender"),
            instead=Sentence("Write its address in FARDPLAN_MAIL_FROM."),
            where="FARDPLAN_MAIL",
        )
    return {
        **common,
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
