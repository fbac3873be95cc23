"""Plain data from YAML text, with the line that every value stands on."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

Loc = tuple[str | int, ...]
"""The way to a value: field names and positions, from 0."""

DEEPEST = 40
"""None of our files nests so far; one that does is broken or hostile."""

_PREFIX = "tag:yaml.org,2002:"
_NULL, _BOOL, _INT, _FLOAT, _TEXT = (_PREFIX + name for name in ("null", "bool", "int", "float", "str"))

SCALARS: tuple[tuple[str, re.Pattern[str], list[str]], ...] = (
    (_NULL, re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]),
    (_BOOL, re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")),
    (_INT, re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z"), list("-+0123456789")),
    (_FLOAT, re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z"), list("-+.0123456789")),
)
"""What an unquoted word can mean besides text.

Fewer than in YAML 1.1, where `no` is false, `0114` is 76 and `2018-06-14` a date: a municipality code
keeps its zero, and a word stays a word.
"""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012, as in PyYAML


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same on libyaml, where PyYAML was built with it: six times as fast."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012, as in PyYAML


for _tag, _pattern, _starts in SCALARS:
    _Loader.add_implicit_resolver(_tag, _pattern, _starts)
    _FastLoader.add_implicit_resolver(_tag, _pattern, _starts)


@dataclass
class Marked:
    """Plain data, the line of every value in it (from 1), and what was wrong with the text itself."""

    data: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """The line of the value, or of the nearest thing around it that is there.

        Steps that lead nowhere, such as the names of alternatives that a validator puts in, are skipped.
        """
        reached: Loc = ()
        for step in loc:
            if (*reached, step) in self.lines:
                reached = (*reached, step)
        return self.lines.get(reached, 1)


def marked(text: str) -> Marked:
    """Read one YAML document of maps, lists and plain values; never raises, faults are listed."""
    result = Marked()
    try:
        node = _compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        result.faults.append((mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}"))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        result.faults.append((line, f"the character U+{ord(text[error.position]):04X} cannot stand here"))
    except RecursionError:
        result.faults.append((1, f"it nests deeper than {DEEPEST} levels"))
    else:
        result.lines[()] = node.start_mark.line + 1 if node else 1
        result.data = _plain(node, (), result, set()) if node else None
    return result


def _compose(text: str) -> Node | None:
    try:
        return _composed(text, _FastLoader)
    except yaml.YAMLError:
        # The slow loader says the same of what is wrong in plainer words.
        return _composed(text, _Loader)


def _composed(text: str, loader_class: type[yaml.SafeLoader]) -> Node | None:
    loader = loader_class(text)
    try:
        node: Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _plain(node: Node, at: Loc, result: Marked, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        result.faults.append((line, "'*' refers to another value; write the value out here"))
        return None
    seen.add(id(node))
    if len(at) > DEEPEST:
        result.faults.append((line, f"it nests deeper than {DEEPEST} levels"))
        return None
    if isinstance(node, MappingNode) and node.tag == _PREFIX + "map":
        return _map(node, at, result, seen)
    if isinstance(node, SequenceNode) and node.tag == _PREFIX + "seq":
        return _list(node, at, result, seen)
    if isinstance(node, ScalarNode):
        return _scalar(node, result)
    result.faults.append((line, f"the tag '{node.tag}' is not used here"))
    return None


def _map(node: MappingNode, at: Loc, result: Marked, seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            result.faults.append((line, "the name of a field is one word"))
        elif key.value in found:
            first = result.lines[(*at, key.value)]
            result.faults.append((line, f"'{key.value}' stands twice, first on line {first}"))
        else:
            result.lines[(*at, key.value)] = line
            found[key.value] = _plain(value, (*at, key.value), result, seen)
    return found


def _list(node: SequenceNode, at: Loc, result: Marked, seen: set[int]) -> list[Any]:
    found = []
    for position, item in enumerate(node.value):
        result.lines[(*at, position)] = item.start_mark.line + 1
        found.append(_plain(item, (*at, position), result, seen))
    return found


def _scalar(node: ScalarNode, result: Marked) -> bool | int | float | str | None:
    if node.tag == _NULL:
        return None
    if node.tag == _BOOL:
        return str(node.value).lower() == "true"
    try:
        if node.tag == _INT:
            return int(node.value)
        if node.tag == _FLOAT:
            return float(node.value)
    except ValueError:
        result.faults.append((node.start_mark.line + 1, f"'{node.value}' is not a number"))
        return None
    if node.tag != _TEXT:
        result.faults.append((node.start_mark.line + 1, f"the tag '{node.tag}' is not used here"))
    return str(node.value)
