"""A condition as a statistician writes it, parsed once against the register that it is about.

    population: 16 <= age <= 24 and not nordic_income
    numerator: income <= base_amount and not student_aid and sfi_hours <= 60

There are columns, numbers, texts in quotes ('K' or "K"), `true` and `false`, parameters, `missing(x)`, `+`,
`-`, `*`, comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`, which can be chained), `in ('a', 'b')`, `and`, `or`,
`not` and parentheses. A day is a text: `'2018-06-14'`. A comparison with something missing is unknown, and
only what is true is counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fardplan.indicators.counting.expression import (
    Arithmetic,
    ColumnRef,
    Compared,
    Comparison,
    Computed,
    Constant,
    Every,
    Expression,
    Missing,
    Not,
    OneOf,
    Parameter,
    Scalar,
    Some,
)
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition, time_value
from fardplan.indicators.counting.tokens import RESERVED, Sort, Token, misread, tokens
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.period import Period

DEEPEST = 50
"""Parentheses within parentheses."""

Parameters = Mapping[str, Mapping[Period, float]]


def parse_condition(
    text: str, register: RegisterDefinition, parameters: Parameters, where: str | None
) -> Expression:
    """The condition that `text` states of a row of `register`.

    `parameters`: numbers by period that it can name; `where` names the place in errors. Raises `InputError`
    for a column, category or parameter that is not there, a comparison of unlike things, and a text that is
    no condition; each with its place in the text and what there is instead.
    """
    reader = _Reader(text, register, parameters, where)
    found = reader.whole()
    if found.kind is not _Kind.TRUTH:
        raise misread(text, found.at, f"this is {found.kind}, not a condition", where)
    return found.expression


class _Kind(StrEnum):
    NUMBER = "a number"
    TEXT = "a text"
    TRUTH = "true or false"
    DAY = "a day"


_KINDS = {
    ColumnType.INTEGER: _Kind.NUMBER,
    ColumnType.NUMBER: _Kind.NUMBER,
    ColumnType.TEXT: _Kind.TEXT,
    ColumnType.TRUTH: _Kind.TRUTH,
    ColumnType.DATE: _Kind.DAY,
}
_SIGNS = {sign.value: sign for sign in Comparison}
_ARITHMETIC = {sign.value: sign for sign in Arithmetic}


@dataclass(frozen=True, slots=True)
class _Typed:
    """A part with what it is and where it stands; `column` when it is one."""

    expression: Expression
    kind: _Kind
    at: int
    column: Column | None = None


class _Reader:
    """Reads from left to right, a method for each level of the grammar, the loosest first."""

    def __init__(
        self, text: str, register: RegisterDefinition, parameters: Parameters, where: str | None
    ) -> None:
        self.text, self.register, self.parameters, self.where = text, register, parameters, where
        self.tokens, self.place, self.depth = tokens(text, where), 0, 0

    def peek(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> _Typed:
        if self.peek().sort is Sort.END:
            raise InputError("the condition is empty", where=self.where, instead="Write true for everybody.")
        found = self.some()
        if self.peek().sort is not Sort.END:
            raise self.wrong(self.peek().at, "nothing can follow here", self._hint())
        return found

    def some(self) -> _Typed:
        return self._joined("or", self.every, Some)

    def every(self) -> _Typed:
        return self._joined("and", self.opposite, Every)

    def opposite(self) -> _Typed:
        start = self.peek()
        if not self.take("not"):
            return self.compared()
        with_depth = self._deeper(start, self.opposite)
        return _Typed(Not(self.truth(with_depth)), _Kind.TRUTH, start.at)

    def compared(self) -> _Typed:
        left = self.total()
        if self.peek().text in ("in", "not") and self.peek().sort is Sort.NAME:
            return self.one_of(left)
        parts: list[Expression] = []
        start = left.at
        while self.peek().sort is Sort.SIGN and self.peek().text in _SIGNS:
            token = self.advance()
            right = self.total()
            parts.append(self.comparison(_SIGNS[token.text], left, right, token.at))
            left = right
        if not parts:
            return left
        return _Typed(parts[0] if len(parts) == 1 else Every(tuple(parts)), _Kind.TRUTH, start)

    def one_of(self, left: _Typed) -> _Typed:
        negated = self.take("not")
        if not self.take("in"):
            raise self.wrong(self.peek().at, "after a value comes `in` or a comparison")
        self.expect("(")
        choices = [self.choice(left)]
        while self.take(","):
            choices.append(self.choice(left))
        self.expect(")")
        found = OneOf(left.expression, tuple(choices))
        return _Typed(Not(found) if negated else found, _Kind.TRUTH, left.at)

    def choice(self, left: _Typed) -> Scalar:
        right = self.atom()
        if not isinstance(right.expression, Constant):
            raise self.wrong(right.at, "only numbers and texts can be chosen among")
        left, right = self.alike(left, right, right.at)
        assert isinstance(right.expression, Constant)
        return right.expression.value

    def comparison(self, sign: Comparison, left: _Typed, right: _Typed, at: int) -> Expression:
        left, right = self.alike(left, right, at)
        if sign not in (Comparison.EQUAL, Comparison.NOT_EQUAL) and left.kind in (_Kind.TEXT, _Kind.TRUTH):
            raise self.wrong(at, f"{left.kind} is neither more nor less", "Use ==, != or in (…).")
        return Compared(sign, left.expression, right.expression)

    def alike(self, left: _Typed, right: _Typed, at: int) -> tuple[_Typed, _Typed]:
        """Two sides of one kind; a text beside a day is read as one, and one beside a category is checked."""
        left, right = self.day(left, right), self.day(right, left)
        if left.kind is not right.kind:
            raise self.wrong(at, f"{left.kind} is held against {right.kind}")
        for one, other in ((left, right), (right, left)):
            self.category(one, other)
        return left, right

    def day(self, one: _Typed, other: _Typed) -> _Typed:
        if other.kind is not _Kind.DAY or one.kind is not _Kind.TEXT or one.column:
            return one
        assert isinstance(one.expression, Constant)
        try:
            found = date.fromisoformat(str(one.expression.value))
        except ValueError as error:
            raise self.wrong(one.at, "this is not a day", "Write a day as '2018-06-14'.") from error
        return replace(one, expression=Constant(found), kind=_Kind.DAY)

    def category(self, one: _Typed, other: _Typed) -> None:
        if not one.column or not one.column.categories or not isinstance(other.expression, Constant):
            return
        value = str(other.expression.value)
        if value not in one.column.codes:
            what = f"the column '{one.column.name}' has no category '{value}'"
            raise self.wrong(other.at, what, known(one.column.codes, asked=value))

    def total(self) -> _Typed:
        return self._computed(("+", "-"), self.product)

    def product(self) -> _Typed:
        return self._computed(("*",), self.atom)

    def atom(self) -> _Typed:
        token = self.advance()
        if token.sort is Sort.NUMBER:
            return _Typed(Constant(_number(token.text)), _Kind.NUMBER, token.at)
        if token.sort is Sort.TEXT:
            return _Typed(Constant(token.text), _Kind.TEXT, token.at)
        if token.sort is Sort.NAME:
            return self.named(token)
        if token.text == "-" and self.peek().sort is Sort.NUMBER:
            return _Typed(Constant(-_number(self.advance().text)), _Kind.NUMBER, token.at)
        if token.text == "(":
            found = self._deeper(token, self.some)
            self.expect(")")
            return found
        missed = "a column, a number or a text is missing here"
        raise self.wrong(
            token.at, missed, "Write 0 - x for the opposite of x." if token.text == "-" else None
        )

    def named(self, token: Token) -> _Typed:
        if token.text in ("true", "false"):
            return _Typed(Constant(token.text == "true"), _Kind.TRUTH, token.at)
        if token.text == "missing":
            self.expect("(")
            inside = self._deeper(token, self.some)
            self.expect(")")
            return _Typed(Missing(inside.expression), _Kind.TRUTH, token.at)
        column = self.register.column(token.text)
        if column:
            return _Typed(ColumnRef(column.name), _KINDS[column.type], token.at, column)
        if token.text in self.parameters:
            return _Typed(self.parameter(token.text), _Kind.NUMBER, token.at)
        raise self.unknown(token)

    def parameter(self, name: str) -> Parameter:
        kind = self.register.time.kind
        values = {time_value(period, kind): value for period, value in self.parameters[name].items()}
        return Parameter(name, self.register.time.column, tuple(sorted(values.items())))

    def unknown(self, token: Token) -> InputError:
        if token.text in RESERVED or token.text.lower() in RESERVED:
            small = (
                f"Write it with small letters: {token.text.lower()}." if token.text not in RESERVED else None
            )
            return self.wrong(token.at, "a column, a number or a text is missing here", small)
        names = [*(column.name for column in self.register.columns), *self.parameters]
        what = f"there is no column or parameter '{token.text}'"
        return self.wrong(token.at, what, known(names, asked=token.text, limit=40))

    def truth(self, part: _Typed) -> Expression:
        if part.kind is not _Kind.TRUTH:
            raise self.wrong(part.at, f"this is {part.kind}, not a condition")
        return part.expression

    def take(self, text: str) -> bool:
        if self.peek().text != text or self.peek().sort not in (Sort.SIGN, Sort.NAME):
            return False
        self.place += 1
        return True

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise self.wrong(self.peek().at, f"a `{text}` is missing here")

    def advance(self) -> Token:
        token = self.peek()
        if token.sort is not Sort.END:
            self.place += 1
        return token

    def wrong(self, at: int, what: str, instead: str | None = None) -> InputError:
        return misread(self.text, at, what, self.where, instead)

    def _hint(self) -> str | None:
        word = self.peek().text.lower()
        if self.peek().sort is Sort.NAME and self.peek().text != word and word in RESERVED:
            return f"Write it with small letters: {word}."
        return "Join conditions with and, or."

    def _joined(
        self, word: str, part: Callable[[], _Typed], join: Callable[[tuple[Expression, ...]], Expression]
    ) -> _Typed:
        first = part()
        if self.peek().text != word or self.peek().sort is not Sort.NAME:
            return first
        parts = [self.truth(first)]
        while self.take(word):
            parts.append(self.truth(part()))
        return _Typed(join(tuple(parts)), _Kind.TRUTH, first.at)

    def _computed(self, signs: tuple[str, ...], part: Callable[[], _Typed]) -> _Typed:
        left = part()
        while self.peek().sort is Sort.SIGN and self.peek().text in signs:
            token = self.advance()
            right = part()
            for side in (left, right):
                if side.kind is not _Kind.NUMBER:
                    raise self.wrong(side.at, f"this is {side.kind}, and only numbers are computed with")
            found = Computed(_ARITHMETIC[token.text], left.expression, right.expression)
            left = _Typed(found, _Kind.NUMBER, left.at)
        return left

    def _deeper(self, token: Token, part: Callable[[], _Typed]) -> _Typed:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(token.at, f"it nests deeper than {DEEPEST} levels")
        found = part()
        self.depth -= 1
        return found


def _number(text: str) -> int | float:
    return int(text) if text.isdigit() else float(text)
