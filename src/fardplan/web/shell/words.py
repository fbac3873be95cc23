"""Words that are put into the reader's language when they are shown, for labels that stand in classes."""

from django.utils.functional import lazy
from django.utils.translation import get_language

from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import LANGUAGES, Language


def spoken() -> Language:
    """The language of the request that is being answered; Swedish outside of one."""
    active = get_language()
    return next((language for language in LANGUAGES if language == active), "sv")


def _said(message: str) -> str:
    return translate(message, spoken())


lazy_message = lazy(_said, str)
"""`label=lazy_message("Expected result")` in a form: the catalogue finds it as it finds `message`."""
