"""Messages without Swedish and translations without use, listed by `python -m` with this module."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fardplan.presentation.translations import catalogue

SOURCE = Path(__file__).parents[1]

_TEXTS = {"translate": 1, "message": 1, "lazy_message": 1, "Sentence": 1, "translate_plural": 2, ".say": 1}
"""What takes messages, and how many of its first arguments are such; a method has a point before it."""

_STRING = r'"((?:[^"\\]|\\.)*)"'
_TAG = re.compile(rf"{{%\s*t\s+{_STRING}")
_PLURAL_TAG = re.compile(rf"{{%\s*tn\s+{_STRING}\s+{_STRING}")


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """A message, with its plural when it has one, and the first place it is used."""

    text: str
    plural: str | None
    where: str


def used_messages(source: Path = SOURCE) -> tuple[Used, ...]:
    """Every message in the Python files and templates under `source`, each once, in order of text."""
    found: dict[str, Used] = {}
    for used in (*_in_python(source), *_in_templates(source)):
        known = found.get(used.text)
        if known is None or (known.plural is None and used.plural is not None):
            found[used.text] = used
    return tuple(sorted(found.values(), key=lambda used: used.text))


def _in_python(source: Path) -> Iterator[Used]:
    for path in sorted(source.rglob("*.py")):
        code = path.read_text("utf-8")
        if any(name in code for name in _TEXTS):  # most files have none, and parsing takes time
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.Call) and (texts := _texts_of(node)):
                    yield Used(texts[0], texts[1], f"{path.relative_to(source)}:{node.lineno}")


def _texts_of(call: ast.Call) -> tuple[str, str | None] | None:
    """The literal message of a call, with its plural, or None when it is another call."""
    wanted = _TEXTS.get(_name(call.func), 0)
    texts = [item.value for item in call.args[:wanted] if isinstance(item, ast.Constant)]
    literal = [text for text in texts if isinstance(text, str)]
    if not wanted or len(literal) != wanted:
        return None
    return literal[0], literal[1] if wanted == 2 else None


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return f".{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _in_templates(source: Path) -> Iterator[Used]:
    for path in sorted(source.glob("**/templates/**/*.*")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            where = f"{path.relative_to(source)}:{number}"
            for match in _TAG.finditer(line):
                yield Used(_plain(match[1]), None, where)
            for match in _PLURAL_TAG.finditer(line):
                yield Used(_plain(match[1]), _plain(match[2]), where)


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


def missing(source: Path = SOURCE) -> tuple[Used, ...]:
    """Messages without a complete Swedish translation."""
    return tuple(used for used in used_messages(source) if not _is_translated(used))


def _is_translated(used: Used) -> bool:
    entry = catalogue().get(used.text)
    if entry is None or not entry.string:
        return False
    if used.plural is None:
        return isinstance(entry.string, str)
    return isinstance(entry.string, tuple | list) and len(entry.string) == 2 and all(entry.string)


def orphaned(source: Path = SOURCE) -> tuple[str, ...]:
    """Translations of messages that nothing uses any more."""
    used = {item.text for item in used_messages(source)}
    keys = (
        entry.id[0] if isinstance(entry.id, tuple | list) else entry.id for entry in catalogue() if entry.id
    )
    return tuple(sorted(key for key in keys if key not in used))


def main(source: Path = SOURCE) -> int:
    """Write both lists in the catalogue's own form; 1 when there is anything to do."""
    without, unused = missing(source), orphaned(source)
    for used in without:
        sys.stdout.write(f"#: {used.where}\n{_entry(used)}\n")
    for text in unused:
        sys.stdout.write(f'# nothing uses: "{text}"\n')
    return 1 if without or unused else 0


def _entry(used: Used) -> str:
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (used.text, used.plural or "")]
    if used.plural is None:
        return f'msgid "{quoted[0]}"\nmsgstr ""\n'
    return f'msgid "{quoted[0]}"\nmsgid_plural "{quoted[1]}"\nmsgstr[0] ""\nmsgstr[1] ""\n'


if __name__ == "__main__":
    raise SystemExit(main())
