"""A slot: the address a site is served from, and the editions that have stood there."""

import json
import os
import shutil
from pathlib import Path

from fardplan.vocabulary.errors import NotFoundError, RuleError, StorageError


class Slot:
    """A symbolic link that always points to one complete edition, and the editions beside it.

    Pointing it to another edition is one rename, so a reader sees the old site or the new one, never a
    mixture. Editions are folders in `.NAME-editions` beside the link and are never changed.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self.editions = link.parent / f".{link.name}-editions"
        self._log = self.editions / "history.json"

    def check(self) -> None:
        """Raises `RuleError` when something else stands where the link would: a link elsewhere, or more."""
        if not self._is_free() and not self._is_ours():
            raise RuleError(
                "something else stands here, which publishing would overwrite",
                where=str(self.link),
                instead="Name a folder that does not exist yet, or an empty one.",
                outcome="Nothing was published.",
            )

    def _is_free(self) -> bool:
        if self.link.is_symlink():
            return False
        return not self.link.exists() or (self.link.is_dir() and not any(self.link.iterdir()))

    def _is_ours(self) -> bool:
        return self.link.is_symlink() and self.link.parent / self.link.readlink().parent == self.editions

    def current(self) -> str | None:
        """The name of the edition it points to."""
        return self.link.readlink().name if self.link.is_symlink() else None

    def edition(self, name: str) -> Path:
        return self.editions / name

    def put(self, name: str, built: Path) -> None:
        """Make the folder `built`, on the same disk, the edition `name`; an edition there already stays."""
        if self.edition(name).is_dir():
            shutil.rmtree(built)
        else:
            built.replace(self.edition(name))

    def point_to(self, name: str) -> None:
        """Serve the edition `name` from now on, and remember that it was."""
        names = self._names()
        self._point(name)
        if not names or names[-1] != name:
            self._remember([*names, name])

    def roll_back(self) -> str:
        """Serve the edition before this one again and forget this one; returns its name."""
        earlier = self._names()
        if earlier and earlier[-1] == self.current():
            earlier.pop()
        if not earlier or not self.edition(earlier[-1]).is_dir():
            raise NotFoundError(
                "there is no earlier publication to go back to",
                where=str(self.link),
                outcome="The site is as it was.",
            )
        self._point(earlier[-1])
        self._remember(earlier)
        return earlier[-1]

    def _point(self, name: str) -> None:
        new = self.link.parent / f".{self.link.name}.{os.getpid()}.new"
        new.unlink(missing_ok=True)
        new.symlink_to(self.edition(name).relative_to(self.link.parent), target_is_directory=True)
        if self.link.is_dir() and not self.link.is_symlink():
            self.link.rmdir()
        new.replace(self.link)

    def _names(self) -> list[str]:
        if not self._log.exists():
            return []
        try:
            return [str(name) for name in json.loads(self._log.read_text("utf-8"))]
        except (ValueError, TypeError) as error:
            raise StorageError(
                "the list of earlier publications is damaged",
                where=str(self._log),
                instead="Remove it and publish again; only the way back to earlier publications is lost.",
                outcome="The site is as it was.",
            ) from error

    def _remember(self, names: list[str]) -> None:
        new = self._log.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(names, indent=1) + "\n", "utf-8")
        new.replace(self._log)
