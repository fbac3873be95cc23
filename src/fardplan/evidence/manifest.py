"""The manifest: which vintages there are, in the order they were loaded. It alone makes one current."""

import hashlib
import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from fardplan.vocabulary.check import Checked
from fardplan.vocabulary.errors import StorageError
from fardplan.vocabulary.model import Frozen

FORMAT = 3
"""Earlier formats are read, and written anew as this: 1 has no `simulated`, and its files no column
`release`; 2 has no `checks`, `answers` and `described`.
"""
NAME = "manifest.json"


class Vintage(Frozen):
    """One edition of an indicator's series from one source, as it stood when it was loaded.

    `id` names its content (see `frame.content_hash`), `checksum` its file (SHA-256). `came_from` is the
    file it was read from, with that file's own checksum. `simulated` is whether its figures are, None where
    an earlier version of the program did not note it. `current` is whether it is the newest edition. `checks`
    is what was found when it arrived from a source that was asked, `answers` the SHA-256 of each answer that
    it was read from, `described` what the source said of its figures then.
    """

    indicator: str
    source: str
    id: str
    loaded: date
    published_first: date
    published_last: date
    rows: int
    checksum: str
    came_from: str
    came_from_checksum: str | None = None
    simulated: bool | None = None
    checks: tuple[Checked, ...] = ()
    answers: tuple[str, ...] = ()
    described: str | None = None
    current: bool = False

    def holds(self, content: str) -> bool:
        """Whether it says what the content of that hash says. An `id` may end with a number after it."""
        return self.id.partition("-")[0] == content

    @property
    def path(self) -> Path:
        """Its file, relative to the evidence folder."""
        return Path(self.indicator) / source_slug(self.source) / f"{self.id}.parquet"


class Manifest(Frozen):
    format: int = FORMAT
    vintages: tuple[Vintage, ...] = ()

    def of(self, indicator: str) -> tuple[Vintage, ...]:
        """The vintages of an indicator from any source, in the order they were loaded."""
        return tuple(vintage for vintage in self.vintages if vintage.indicator == indicator)

    def current(self, indicator: str, source: str) -> Vintage | None:
        return next((item for item in reversed(self.of(indicator)) if item.source == source), None)

    def with_standing(self) -> tuple[Vintage, ...]:
        """Every vintage, marked with whether it is the newest of its indicator and source."""
        newest = {(vintage.indicator, vintage.source): vintage for vintage in self.vintages}
        return tuple(
            vintage.model_copy(update={"current": newest[vintage.indicator, vintage.source] is vintage})
            for vintage in self.vintages
        )

    def to_bytes(self) -> bytes:
        return self.model_dump_json(indent=1, exclude={"vintages": {"__all__": {"current"}}}).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an evidence folder, empty where nothing has been loaded."""
    path = folder / NAME
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise StorageError(
            f"the list of vintages cannot be read: {error.strerror}", where=str(path)
        ) from error
    try:
        found = json.loads(text).get("format")
        if not isinstance(found, int) or found > FORMAT:
            raise _other_format(path, found)
        return _parsed(text)
    except (ValueError, AttributeError) as error:
        raise _damaged(path) from error


@lru_cache(maxsize=4)
def _parsed(text: bytes) -> Manifest:
    """The same list is read again and again, and a frozen one can be shared."""
    return Manifest.model_validate_json(text)


def source_slug(source: str) -> str:
    """A folder name for a source: its words, and a few signs that keep two alike apart."""
    words = re.sub(r"[^a-z0-9]+", "-", source.casefold().translate(str.maketrans("åäöéü", "aaoeu"))).strip(
        "-"
    )
    return f"{words[:60].strip('-')}-{hashlib.sha256(source.encode()).hexdigest()[:8]}".lstrip("-")


def _damaged(path: Path) -> StorageError:
    return StorageError(
        "the list of vintages is damaged",
        where=str(path),
        instead="Put it back from a backup. The vintages themselves lie beside it.",
        outcome="Nothing was changed.",
    )


def _other_format(path: Path, found: object) -> StorageError:
    return StorageError(
        f"the evidence has format {found}, and this version of the program reads up to {FORMAT}",
        where=str(path),
        instead="Use the version of the program that wrote it, or a later one.",
        outcome="Nothing was changed.",
    )
