"""Whom a number counts, by the conditions told in a bundle: so an attacker sees who are the same people."""

import re
from collections.abc import Iterable

Conditions = frozenset[str]

_RANGE = re.compile(r"^(\d+) <= age <= (\d+)$")
_LEAST = re.compile(r"^age >= (\d+)$")
_AGES = re.compile(r"^age_group == '(\d+)-(\d*)'$")
_KNOWN = re.compile(r"^age (\d+)\.\.(\d+)$")
_EQUAL = re.compile(r"^(\w+) == '[^']*'$")
OLDEST = 130


def conditions(text: str) -> Conditions:
    """The parts of a condition that must all hold; one that says 'or' stays as it is."""
    if re.search(r"\bor\b", text):
        return frozenset({text})
    return meant(part.strip() for part in text.split(" and ") if part.strip() != "true")


def of_group(dimension: str, category: str) -> str:
    return f"{dimension} == '{category}'"


def meant(parts: Iterable[str]) -> Conditions:
    """The same with ages as one span: those from 16 to 29 who are 16-19 are those from 16 to 19."""
    least, most, others, aged = 0, OLDEST, set(), False
    for part in parts:
        span = _span(part)
        if span is None:
            others.add(part)
        else:
            least, most, aged = max(least, span[0]), min(most, span[1]), True
    return frozenset(others | ({f"age {least}..{most}"} if aged else set()))


def _span(part: str) -> tuple[int, int] | None:
    for pattern in (_RANGE, _AGES, _LEAST, _KNOWN):
        found = pattern.match(part)
        if found:
            numbers = [int(number) for number in found.groups() if number]
            return numbers[0], numbers[1] if len(numbers) > 1 else OLDEST
    return None


def _ages(one: Conditions) -> tuple[int, int]:
    return next((span for part in one if (span := _span(part))), (0, OLDEST))


def impossible(one: Conditions) -> bool:
    """Whether nobody can meet them: too young and too old, or of two categories at once."""
    least, most = _ages(one)
    equal = [found.group(1) for part in one if (found := _EQUAL.match(part))]
    return least > most or len(equal) > len(set(equal))


def within(inner: Conditions, outer: Conditions) -> bool:
    """Whether those of `inner` are among those of `outer`, as far as the texts say."""
    plain = {part for part in outer if _span(part) is None}
    low, high = _ages(outer)
    least, most = _ages(inner)
    return plain <= inner and low <= least and most <= high


def less(outer: Conditions, inner: Conditions) -> Conditions:
    """Those of `outer` who are not of `inner`, which is within it."""
    low, high = _ages(outer)
    least, most = _ages(inner)
    plain = {part for part in inner - outer if _span(part) is None}
    if not plain and least == low:
        return meant([*outer, f"age {most + 1}..{high}"])
    if not plain and most == high:
        return meant([*outer, f"age {low}..{least - 1}"])
    return outer | {f"not all of {sorted(inner - outer)}"}
