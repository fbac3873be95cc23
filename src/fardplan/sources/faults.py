"""What a validator found, in words for the person who wrote the file, and many faults as one error."""

import re
from collections.abc import Iterable

from pydantic_core import ErrorDetails

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError, known

SHOWN = 50
"""So many faults are shown; the rest are counted."""

_SUBJECT = re.compile(r"^\w+ should")
_QUOTED = re.compile(r"'([^']*)'")
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date such as 2018-06-14",
    "date_parsing": "a date such as 2018-06-14",
    "date_from_datetime_parsing": "a date such as 2018-06-14",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "fields with names",
    "dict_type": "fields with names",
}


def faulty(faults: Iterable[str]) -> InputError:
    """One error that lists every fault, a line each, up to a limit and a count."""
    listed = list(dict.fromkeys(faults))
    more = len(listed) - SHOWN
    return InputError(
        "\n".join(listed[:SHOWN]), instead=Sentence("And {more} more.", more=more) if more > 0 else None
    )


def told(detail: ErrorDetails, fields: Iterable[str] = ()) -> str:
    """One fault in words; `fields` are the names that could have stood where it is."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        name = str(detail["loc"][-1])
        return f"there is no field '{name}'. {known(fields, asked=name, limit=40)}"
    if kind == "missing":
        return "the field is missing"
    if kind in ("value_error", "assertion_error"):
        return str(context.get("error") or detail["msg"])
    if kind in ("enum", "literal_error"):
        return _no_such(given, str(context["expected"]))
    if kind == "union_tag_invalid":
        return _no_such(context["tag"], str(context["expected_tags"]))
    if kind in _WANTED:
        hint = ", within quotes" if kind == "string_type" and isinstance(given, int | float) else ""
        return f"{_given(given)}; it should be {_WANTED[kind]}{hint}"
    return f"{_given(given)}. {_SUBJECT.sub('It should', detail['msg'])}"


def _no_such(given: object, expected: str) -> str:
    names = _QUOTED.findall(expected)
    return f"{_given(given)}. {known(names, asked=str(given), limit=40)}"


def _given(value: object) -> str:
    if value is None:
        return "nothing is given"
    if isinstance(value, dict):
        return "fields with names are given"
    if isinstance(value, list | tuple):
        return "a list is given"
    return f"'{value}' is given"
