"""The ways of signing in that the city has named."""

from django.conf import settings

from fardplan.vocabulary.text import Language


def passwords_work() -> bool:
    """Whether people can sign in with a password, or through a provider alone."""
    return settings.SIGN_IN.file.passwords


def provider_name(key: str, language: Language) -> str:
    """What the city calls a provider."""
    found = settings.SIGN_IN.provider(key)
    return found.name.in_language(language) if found else key
