"""What the workspace's templates can say beside the shared words: page parts, fields, days, states."""

from datetime import date, datetime
from typing import Any

from django.forms import BoundField
from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from fardplan.boards.year_target import shown_target
from fardplan.presentation.numbers import as_given, number
from fardplan.presentation.periods import date_text
from fardplan.usecases.year.told import TakenDecision
from fardplan.vocabulary.text import Language

register = Library()


class _Capture(Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> str:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 - escaped as rendered
        return ""


@register.tag
def capture(parser: Parser, token: Token) -> Node:
    """`{% capture title %}…{% endcapture %}`: what is inside becomes a value, to be shown twice."""
    _, name = token.split_contents()
    inside = parser.parse(("endcapture",))
    parser.delete_first_token()
    return _Capture(name, inside)


@register.simple_tag
def crumb(words: str, href: str) -> SafeString:
    """A step of the breadcrumbs, in `{% block crumbs %}`; the page itself is added as the last."""
    return format_html('<li><a class="ds-link" href="{}">{}</a></li>', href, words)


INPUTS = {"select", "textarea", "text", "email", "password", "number", "date", "file", "search", "url", "tel"}
TICKS = {"checkbox", "radio"}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form field's own element, in the design system's dress and tied to its help and errors."""
    kind = getattr(field.field.widget, "input_type", "textarea")
    classes = "ds-input" if kind in INPUTS else ""
    attributes: dict[str, Any] = {"class": f"{field.field.widget.attrs.get('class', '')} {classes}".strip()}
    described = [f"{field.auto_id}-help"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return SafeString(conditional_escape(field.as_widget(attrs=attributes)))


@register.filter
def ticks(field: BoundField) -> str:
    """`one` for a single box to tick, `many` for a group of choices, empty for everything else."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind not in TICKS:
        return ""
    return "many" if field.use_fieldset else "one"


@register.simple_tag(takes_context=True)
def target(context: Context, words: str | None, unit: str | None = None) -> str:
    """A yearly target with its unit, as a number is written in the page's language; or its words."""
    return shown_target(words, unit, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Context, when: date | datetime | None) -> str:
    """`3 mars 2027` in the page's language, with the time where there is one; empty for None."""
    language: Language = context["language"]
    if when is None:
        return ""
    if isinstance(when, datetime):
        there = localtime(when)
        return f"{date_text(there.date(), language)} {there:%H:%M}"
    return date_text(when, language)


@register.simple_tag(takes_context=True)
def decided(context: Context, decision: TakenDecision) -> str:
    """A decision: `Kulturnämnden 20 maj 2027, § 4, KUN 2027/12`."""
    return decision.in_language(context["language"])


@register.simple_tag(takes_context=True)
def quantity(context: Context, value: float | None, decimals: int | None = None) -> str:
    """A number as the language writes it; empty for None."""
    language: Language = context["language"]
    if value is None:
        return ""
    return as_given(value, language) if decimals is None else number(value, language, decimals=decimals)


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: object) -> str:
    """This page's address with some of its questions changed: `{% address sida=2 %}`; None takes one away."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}" if asked else "?"


SHAPES = {
    "empty": '<circle cx="8" cy="8" r="6"/>',
    "half": '<circle cx="8" cy="8" r="6"/><path class="fill" d="M8 2a6 6 0 0 0 0 12z"/>',
    "full": '<circle class="fill" cx="8" cy="8" r="6"/>',
    "tick": '<path d="m2.5 8.5 3.5 4 7.5-9"/>',
    "decided": '<rect x="2" y="2" width="12" height="12"/><path d="m4.8 8.2 2.4 2.6 4-5"/>',
    "back": '<path d="M6 3 2 7l4 4M2 7h8a4 4 0 0 1 0 7H8"/>',
    "late": '<path d="M8 2 15 14H1z"/><path d="M8 6.5v3.5M8 11.7v.6"/>',
    "cross": '<path d="m3 3 10 10M13 3 3 13"/>',
    "lock": '<rect x="3" y="7" width="10" height="7"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "wait": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 2"/>',
    "question": '<path d="M5 5.5a3 3 0 1 1 4 2.8c-.8.3-1 .9-1 1.7M8 13v.5"/>',
    "dash": '<path d="M3 8h10"/>',
}
"""A state's shape, so that it is never told by colour alone."""


@register.simple_tag
def status(shape: str, word: str) -> SafeString:
    """A state as a word with a shape: `{% t "approved" as word %}{% status "tick" word %}`; see `SHAPES`."""
    drawn = mark_safe(SHAPES[shape])  # noqa: S308 - our own drawings
    return format_html(
        '<span class="status-word is-{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>'
        "<span>{}</span></span>",
        shape,
        drawn,
        word,
    )
