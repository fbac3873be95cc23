"""What the pages of signing in say of the city's providers."""

from typing import Any

from django.conf import settings
from django.template import Context, Library

register = Library()


@register.simple_tag
def passwords_work() -> bool:
    """Whether people can sign in with a password, or through a provider alone."""
    return bool(settings.SIGN_IN.file.passwords)


@register.simple_tag(takes_context=True)
def provider_name(context: Context, provider: Any) -> str:
    """What the city calls a provider, in the page's language."""
    found = settings.SIGN_IN.provider(provider.app.provider_id)
    return str(found.name.in_language(context["language"])) if found else str(provider.name)
