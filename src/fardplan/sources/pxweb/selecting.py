"""Which codes are meant: single codes, and expressions such as `0180*`, `top(5)` and `range(2015,2020)`."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from fardplan.presentation.sentences import Sentence
from fardplan.sources.pxweb.cube import Dimension, Role
from fardplan.sources.pxweb.table import NOTHING_ASKED
from fardplan.vocabulary.errors import RefusedError

_CALL = re.compile(r"(top|bottom|from|to|range)\((.*)\)", re.I | re.S)
_NEAREST, _MOST = 3, 5


def selected(dimension: Dimension, wanted: str | Sequence[str], where: str) -> tuple[str, ...]:
    """The codes that are meant, in the order as asked, each once.

    `wanted` is a code or an expression, or several. A code that reads like an expression is the code.
    `top(5)` are the first five codes, of times the newest; `top(5,2)` passes over two first; `bottom` counts
    from the other end; `from`, `to` and `range` go by the order of the table, ends included. Raises
    `RefusedError` for what the table does not have, naming what is nearest.
    """
    known = _Known(dimension)
    asked = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    found = tuple(dict.fromkeys(code for one in asked for code in _codes(known, one, where)))
    if not found:
        raise _refused(
            where,
            Sentence("nothing of '{variable}' is asked for", variable=dimension.key),
            _there_is(dimension, ""),
        )
    return found


class _Known:
    """The codes of a dimension, found by themselves or by what differs in upper and lower case alone."""

    def __init__(self, dimension: Dimension) -> None:
        self.dimension = dimension
        self.positions = dimension.positions
        self._alike: dict[str, list[str]] = {}
        for code in dimension.codes:
            self._alike.setdefault(code.casefold(), []).append(code)

    def own(self, wanted: str) -> str | None:
        """The code that is meant, None where it is none or could be several."""
        if wanted in self.positions:
            return wanted
        alike = self._alike.get(wanted.casefold(), [])
        return alike[0] if len(alike) == 1 else None

    def place(self, code: str, where: str) -> int:
        """Where a code stands, from 0. Raises `RefusedError` for one that is not there."""
        own = self.own(code.strip())
        if own is None:
            raise unknown_code(self.dimension, code.strip(), where)
        return self.positions[own]


def _codes(known: _Known, wanted: str, where: str) -> Sequence[str]:
    dimension = known.dimension
    if (code := known.own(wanted)) is not None:
        return (code,)
    if call := _CALL.fullmatch(wanted.strip()):
        return _called(known, call[1].lower(), call[2], where)
    if "*" in wanted or "?" in wanted:
        codes = [code for code in dimension.codes if _pattern(wanted, where).fullmatch(code)]
        if codes:
            return codes
        raise _refused(
            where,
            Sentence("no code of '{variable}' is like '{code}'", variable=dimension.key, code=wanted),
            _there_is(dimension, wanted),
        )
    raise unknown_code(dimension, wanted, where)


def _pattern(wanted: str, where: str) -> re.Pattern[str]:
    """`*` at the beginning or the end stands for anything, `?` for one character; a source knows no more."""
    middle = wanted[1:-1] if len(wanted) > 1 else ""
    if "*" in middle or ("?" in wanted and "*" in wanted):
        raise _refused(
            where,
            Sentence("'{code}' is no pattern that a source understands", code=wanted),
            Sentence("* may stand at the beginning and the end, or ? anywhere, and not both."),
        )
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(sign, re.escape(sign)) for sign in wanted), re.I | re.S)


def _called(known: _Known, name: str, inside: str, where: str) -> Sequence[str]:
    if name in ("top", "bottom"):
        return _counted(known.dimension, name, inside, where)
    codes = known.dimension.codes
    if name == "range":
        first, last = sorted(_ends(known, inside, where))
        return codes[first : last + 1]
    at = known.place(inside, where)
    return codes[at:] if name == "from" else codes[: at + 1]


def _counted(dimension: Dimension, name: str, inside: str, where: str) -> Sequence[str]:
    numbers = [part.strip() for part in inside.split(",")]
    if len(numbers) > 2 or not all(n.isascii() and n.isdigit() for n in numbers) or int(numbers[0]) < 1:
        raise _refused(
            where,
            Sentence("'{expression}' does not say how many", expression=f"{name}({inside})"),
            Sentence("Write {name}(5), or {name}(5,2) to pass over two first.", name=name),
        )
    count, over = int(numbers[0]), int(numbers[1]) if len(numbers) == 2 else 0
    codes = dimension.codes
    if (name == "top") is (_newest_last(dimension)):
        end = max(0, len(codes) - over)
        return codes[max(0, end - count) : end]
    return codes[over : over + count]


def _newest_last(dimension: Dimension) -> bool:
    return dimension.role is Role.TIME and (len(dimension) < 2 or dimension.codes[0] < dimension.codes[-1])


def _ends(known: _Known, inside: str, where: str) -> tuple[int, int]:
    """The two codes of a range; a comma may stand in a code."""
    commas = [at for at, sign in enumerate(inside) if sign == ","]
    pairs = [(inside[:at].strip(), inside[at + 1 :].strip()) for at in commas]
    both = [pair for pair in pairs if all(known.own(code) is not None for code in pair)]
    if not both and len(pairs) != 1:
        raise _refused(
            where,
            Sentence("'{expression}' does not name two codes", expression=f"range({inside})"),
            Sentence("Write range(2015,2020)."),
        )
    first, last = (both or pairs)[0]
    return known.place(first, where), known.place(last, where)


def unknown_code(dimension: Dimension, code: str, where: str) -> RefusedError:
    """The error for a code that a variable has not, naming what is nearest."""
    what = Sentence("variable '{variable}' has no code '{code}'", variable=dimension.key, code=code)
    return _refused(where, what, _there_is(dimension, code))


def _there_is(dimension: Dimension, asked: str) -> Sentence:
    """The nearest codes with their labels: begun alike, near by code, or by what they are called."""
    near = [code for code in dimension.codes if asked and code.startswith(asked)][:_NEAREST]
    near += get_close_matches(asked, dimension.codes, n=_NEAREST)
    called = {label.casefold(): code for code, label in zip(dimension.codes, dimension.labels, strict=True)}
    near += [called[label] for label in get_close_matches(asked.casefold(), called, n=_NEAREST)]
    shown = [f"'{code}' ({dimension.label_of(code)})" for code in list(dict.fromkeys(near))[:_MOST]]
    if shown:
        return Sentence("Nearest are {codes}.", codes=", ".join(shown))
    first, last = dimension.codes[:1], dimension.codes[-1:]
    return Sentence(
        "It has {count:,} codes, from '{first}' to '{last}'.",
        count=len(dimension),
        first="".join(first),
        last="".join(last),
    )


def _refused(where: str, what: str, instead: str) -> RefusedError:
    return RefusedError(what, where=where, instead=instead, outcome=NOTHING_ASKED)
