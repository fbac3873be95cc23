"""Tables with rules between their rows alone: columns are parted where nothing stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .asking import Word

_NEAR = 3.0  # points
_FEWEST_RULES = 3
_FURTHEST = 220.0  # points between two rules of one table
_SMALLEST = 60.0  # points: a table is wider
_ROOM = 0.9  # of the size: so much between columns

Rule = tuple[float, float, float, float]


def level_tables(level: Sequence[Rule], words: Sequence[Word]) -> Iterator[tuple[list[float], list[float]]]:
    """The lines between columns and rows of each such table, as `Grid` has them."""
    for stack in [part for whole in _stacks(level) for part in _parts(whole, words)]:
        left, right = stack[0][0], stack[0][2]
        heights = [rule[1] for rule in stack]
        within = [
            word
            for word in words
            if left - _NEAR <= word.left
            and word.right <= right + _NEAR
            and heights[-1] < word.base < heights[0]
        ]
        xs = _columns(within, left, right)
        if len(xs) >= 3:
            yield xs, _rows(heights, xs, within)


def _stacks(level: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules of one width below each other, from the top."""
    alike: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in level:
        if rule[2] - rule[0] >= _SMALLEST:
            alike[round(rule[0] / _NEAR), round(rule[2] / _NEAR)].append(rule)
    for rules in alike.values():
        stack: list[Rule] = []
        for rule in sorted(rules, key=lambda rule: -rule[1]):
            if stack and stack[-1][1] - rule[1] <= _NEAR:
                continue
            if stack and stack[-1][1] - rule[1] > _FURTHEST:
                yield from [stack] if len(stack) >= _FEWEST_RULES else []
                stack = []
            stack.append(rule)
        yield from [stack] if len(stack) >= _FEWEST_RULES else []


def _parts(stack: Sequence[Rule], words: Sequence[Word]) -> Iterator[list[Rule]]:
    """The stack without what lies between two tables: text that is not parted into columns."""
    part = [stack[0]]
    for above, below in pairwise(stack):
        between = [word for word in words if below[1] < word.base < above[1] and _within(word, below)]
        if between and not any(_is_parted(line) for line in _lines(between)):
            yield from [part] if len(part) >= _FEWEST_RULES else []
            part = []
        part.append(below)
    yield from [part] if len(part) >= _FEWEST_RULES else []


def _within(word: Word, rule: Rule) -> bool:
    return rule[0] - _NEAR <= word.left and word.right <= rule[2] + _NEAR


def _is_parted(line: Sequence[Word]) -> bool:
    inline = sorted(line, key=lambda word: word.left)
    return any(after.left - word.right >= _ROOM * word.size for word, after in pairwise(inline))


def _columns(words: Sequence[Word], left: float, right: float) -> list[float]:
    """Where columns are parted: the middles of what no word of the whole table reaches into."""
    xs = [left]
    reach = left
    for word in sorted(words, key=lambda word: word.left):
        if word.left - reach >= _ROOM * word.size and reach > left:
            xs.append((word.left + reach) / 2)
        reach = max(reach, word.right)
    return [*xs, right]


def _rows(heights: Sequence[float], xs: Sequence[float], words: Sequence[Word]) -> list[float]:
    """The rules, and more lines between rows where several stand between two rules, each on one line."""
    ys = [heights[0]]
    for top, bottom in pairwise(heights):
        lines = _lines([word for word in words if bottom < word.base < top])
        full = [_filled(line, xs) for line in lines]
        if len(lines) > 1 and all(0 in columns and len(columns) > 1 for columns in full):
            ys += [line[0].base - 0.35 * line[0].size for line in lines[:-1]]
        ys.append(bottom)
    return ys


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        if lines and lines[-1][0].base - word.base <= 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _filled(line: Sequence[Word], xs: Sequence[float]) -> set[int]:
    """The columns that a line has words in."""
    return {at for word in line for at, (left, right) in enumerate(pairwise(xs)) if left <= word.left < right}
