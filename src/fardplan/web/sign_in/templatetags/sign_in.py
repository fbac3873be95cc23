"""What the pages of signing in say of the city's providers."""

from typing import Any

from django.template import Context, Library

from fardplan.web.sign_in import ways

register = Library()
register.simple_tag(ways.passwords_work)


@register.simple_tag(takes_context=True)
def provider_name(context: Context, provider: Any) -> str:
    """What the city calls a provider, in the page's language."""
    return ways.provider_name(provider.app.provider_id, context["language"])
