"""A YAML file into a frozen object, and back: every error with file and line, all of them at once."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fardplan.presentation.sentences import Sentence
from fardplan.sources.faults import faulty, told
from fardplan.sources.yaml_marks import SCALARS, Loc, Marked, marked
from fardplan.vocabulary.errors import InputError, NotFoundError, StorageError

M = TypeVar("M", bound=BaseModel)


def read_yaml(path: Path, model: type[M]) -> M:
    """The object that the file at `path` describes.

    Raises `NotFoundError` when there is no such file, `StorageError` when it cannot be opened, and
    `InputError` with every fault in it, a line each: `file:line: field: what is wrong`.
    """
    return parse_yaml(read_text(path), model, where=str(path))


def parse_yaml(text: str, model: type[M], *, where: str) -> M:
    """The object that `text` describes; `where` names the text in errors. Raises `InputError`."""
    built, _ = parse_marked(text, model, where=where)
    return built


def parse_marked(text: str, model: type[M], *, where: str) -> tuple[M, Marked]:
    """As `parse_yaml`, with where every value stands: for what only other files can tell is wrong."""
    found = marked(text)
    if found.faults:
        raise faulty(f"{where}:{line}: {fault}" for line, fault in sorted(found.faults))
    if found.data is None:
        raise InputError(Sentence("the file is empty"), where=f"{where}:1", instead=_needs(model))
    try:
        return model.model_validate(found.data), found
    except ValidationError as error:
        faults = sorted(_fault(detail, found, model) for detail in error.errors(include_url=False))
        raise faulty(f"{where}:{line}: {fault}" for line, fault in faults) from error


def write_yaml(model: BaseModel) -> str:
    """The text from which `parse_yaml` builds an equal object: every field, in the order of the model."""
    plain = model.model_dump(mode="json")
    return str(yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(Sentence("there is no such file"), where=str(path)) from error
    except OSError as error:
        raise StorageError(
            Sentence("the file could not be read: {why}", why=error.strerror), where=str(path)
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            Sentence("byte {byte:#04x} is not UTF-8", byte=error.object[error.start]),
            where=f"{path}:{line}",
            instead=Sentence("Save the file as UTF-8."),
        ) from error


class _Dumper(yaml.SafeDumper):
    """Quotes whatever our reader, or one that follows YAML 1.1 or 1.2, would not take as text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002, the signature is PyYAML's
        return True


for _tag, _pattern, _starts in SCALARS:
    _Dumper.add_implicit_resolver(_tag, _pattern, _starts)
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\Z"), list("-+.0123456789")
)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Within double quotes every line break and control character is written out and comes back.
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _fault(detail: ErrorDetails, found: Marked, model: type[BaseModel]) -> tuple[int, str]:
    loc: Loc = detail["loc"]
    fields = {name for item in _models_at(model, loc[:-1]) for name in item.model_fields}
    way, what = _way(loc, found), told(detail, fields)
    return found.line(loc), f"{way}: {what}" if way else what


def _way(loc: Loc, found: Marked) -> str:
    """The field as a person would point at it, `milestones[2].wanted`, without a validator's own names."""
    way = ""
    reached: Loc = ()
    for position, step in enumerate(loc):
        if (*reached, step) not in found.lines and position < len(loc) - 1:
            continue
        reached = (*reached, step)
        way += f"[{step}]" if isinstance(step, int) else f".{step}" if way else step
    return way


def _models_at(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """The models that can stand at `loc`; a step that names an alternative keeps the one it names."""
    models: list[type[BaseModel]] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        inside = [item for holder in models if step in holder.model_fields for item in _within(holder, step)]
        models = inside or [item for item in models if _is_called(item, step)] or models
    return models


def _within(model: type[BaseModel], name: str) -> list[type[BaseModel]]:
    waiting: list[Any] = [model.model_fields[name].annotation]
    found = []
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and not get_origin(kind) and issubclass(kind, BaseModel):
            found.append(kind)
        elif get_origin(kind) in (Union, UnionType, tuple, list) or hasattr(kind, "__metadata__"):
            waiting.extend(get_args(kind))
    return found


def _is_called(model: type[BaseModel], tag: str) -> bool:
    return any(item.default == tag for item in model.model_fields.values())


def _needs(model: type[BaseModel]) -> str:
    needed: Iterable[str] = (name for name, item in model.model_fields.items() if item.is_required())
    return Sentence("It needs: {fields}.", fields=", ".join(needed))
