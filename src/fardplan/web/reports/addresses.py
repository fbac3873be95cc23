"""Where reports are read and taken away."""

from urllib.parse import urlencode

from django.urls import reverse


def address_of(kind: str, subject: str, **asked: str) -> str:
    """Where a report is read, or with `fil` taken away."""
    return f"{reverse('web:reports-one', args=[kind])}?{urlencode({'for': subject, **asked})}"
