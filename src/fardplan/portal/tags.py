"""What templates can say, of the site and of the workspace: translations, texts, marks and quantities.

Every tag takes the language from the context (`language`).
"""

from html import escape

from django.template import Context, Library
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from fardplan.presentation.charts import Drawing, verdict_mark
from fardplan.presentation.numbers import HARD, file_size, number
from fardplan.presentation.phrases import paragraph_text
from fardplan.presentation.translations import translate, translate_plural
from fardplan.vocabulary.status import Verdict
from fardplan.vocabulary.text import Language, Text

register = Library()


def _language(context: Context) -> Language:
    language: Language = context["language"]
    return language


def _filled(said: str, places: dict[str, object]) -> SafeString:
    """Escape a sentence, then put the values in: they may hold markup that is already safe."""
    written = escape(said)
    for place, value in places.items():
        written = written.replace(place, _escaped(value))
    return mark_safe(written)  # noqa: S308 - every part has been escaped above


def _escaped(value: object) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))


def _places(values: dict[str, object]) -> tuple[dict[str, str], dict[str, object]]:
    names = {name: f"\0{number}\0" for number, name in enumerate(values)}
    return names, {names[name]: value for name, value in values.items()}


@register.simple_tag(takes_context=True)
def t(context: Context, message: str, **values: object) -> SafeString:
    """`{% t "English message with {name}" name=value %}` in the page's language."""
    names, places = _places(values)
    return _filled(translate(message, _language(context), **names), places)


@register.simple_tag(takes_context=True)
def tn(context: Context, one: str, many: str, count: int, **values: object) -> SafeString:
    """`{% tn "one strategy" "{count} strategies" count=number %}` in the page's language."""
    names, places = _places(values)
    return _filled(translate_plural(one, many, count, _language(context), **names), places)


@register.simple_tag(takes_context=True)
def text(context: Context, said: Text) -> SafeString:
    """A text in the page's language; Swedish, and marked as such, where no translation exists."""
    language = _language(context)
    if said.is_translated(language):
        return SafeString(conditional_escape(said.in_language(language)))
    return format_html('<span lang="sv">{}</span>', said.sv)


@register.filter
def grouped(count: int, language: Language) -> str:
    """A whole number with a space between thousands, as the language has it."""
    return number(count, language)


@register.filter
def as_paragraph(typed: str) -> str:
    """A paragraph of the minutes as it stands in a text: `§ 7`."""
    return paragraph_text(typed)


@register.filter
def plain(said: Text, language: Language) -> str:
    """A text without markup, for a page's title."""
    return said.in_language(language)


@register.simple_tag(takes_context=True)
def swedish(context: Context, said: str) -> SafeString:
    """A text that exists in Swedish alone, marked as such on pages in other languages."""
    if _language(context) == "sv":
        return SafeString(conditional_escape(said))
    return format_html('<span lang="sv">{}</span>', said)


@register.simple_tag
def large(quantity: str) -> SafeString:
    """A quantity as the large number of a page: the unit, after the no-break space, is set smaller."""
    value, _, unit = quantity.partition(HARD)
    return format_html('<span class="big">{}</span> <span class="big-unit">{}</span>', value, unit)


@register.simple_tag
def mark(verdict: Verdict) -> SafeString:
    """The shape that stands beside a verdict's word."""
    return mark_safe(verdict_mark(verdict))  # noqa: S308 - drawn by presentation without outside text


@register.simple_tag
def picture(chart: Drawing) -> SafeString:
    """A chart that has one form for all widths."""
    return mark_safe(chart.svg)  # noqa: S308


@register.simple_tag
def drawing(chart: Drawing) -> SafeString:
    """A chart for wide and narrow pages. Presentation escapes the texts in it."""
    return mark_safe(chart.markup)  # noqa: S308


@register.simple_tag(takes_context=True)
def size(context: Context, count: int) -> str:
    """How large a file is."""
    return file_size(count, _language(context))


@register.filter
def translated(said: Text, language: Language) -> bool:
    """Whether what a page shows is a translation of what was decided."""
    return language != "sv" and said.is_translated(language)
