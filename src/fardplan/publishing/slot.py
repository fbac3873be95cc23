"""A slot: the address a site is served from, and the editions that have stood there."""

import json
import os
import shutil
from pathlib import Path

from fardplan.vocabulary.errors import NotFoundError, RuleError


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
        """Raises `RuleError` when something else stands where the link would, with anything in it."""
        if (
            not self.link.is_symlink()
            and self.link.exists()
            and (not self.link.is_dir() or any(self.link.iterdir()))
        ):
            raise RuleError(
                "something else stands here, which publishing would overwrite",
                where=str(self.link),
                instead="Name a folder that does not exist yet, or an empty one.",
                outcome="Nothing was published.",
            )

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
        self._point(name)
        names = self._names()
        if not names or names[-1] != name:
            self._remember([*names, name])

    def roll_back(self) -> str:
        """Serve the edition before this one again and forget this one; returns its name."""
        names = self._names()
        if len(names) < 2:
            raise NotFoundError(
                "there is no earlier publication to go back to",
                where=str(self.link),
                outcome="The site is as it was.",
            )
        self._point(names[-2])
        self._remember(names[:-1])
        return names[-2]

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
        return [str(name) for name in json.loads(self._log.read_text("utf-8"))]

    def _remember(self, names: list[str]) -> None:
        new = self._log.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(names, indent=1) + "\n", "utf-8")
        new.replace(self._log)
