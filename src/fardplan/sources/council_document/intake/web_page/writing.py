"""Lines of a web page in the making: words are gathered until a block or a line break ends them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...lines import Cell, Look
from ..paper import Placed, printed

_ROOM = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Within:
    """Where on the page a text stands."""

    heading: int = 0
    depth: int = 0
    bold: bool = False
    cell: Cell | None = None
    kept_spaces: bool = False
    aside: bool = False


@dataclass(slots=True)
class Writer:
    """Gathers the words of a block and writes them as lines."""

    placed: list[Placed] = field(default_factory=list)
    tables: int = 0
    _runs: list[tuple[str, bool]] = field(default_factory=list)
    _within: Within = Within()
    _mark: str = ""
    _fresh: bool = True

    def words(self, text: str | None, within: Within) -> None:
        if text:
            self._runs.append((text, within.bold))
            self._within = within

    def begin(self, mark: str = "") -> None:
        """A block begins: what comes does not go on in what was. `mark` is drawn before its first line."""
        self._write()
        self._fresh = True
        self._mark = mark or self._mark

    def end(self) -> None:
        self.begin()

    def drop_mark(self) -> None:
        """A list item without words ends: its mark is not the next one's."""
        self._write()
        self._mark = ""

    def line_break(self) -> None:
        """A line ends; where no word has come since the last such end, a block does."""
        if not any(text.strip() for text, _ in self._runs):
            self._fresh = True
        self._write()

    @property
    def last(self) -> str:
        """The letter that the next words follow."""
        return "".join(text for text, _ in self._runs[-2:]).rstrip()[-1:]

    def _write(self) -> None:
        runs, self._runs = self._runs, []
        within = self._within
        for text in _texts(runs, within.kept_spaces):
            bold = all(bold for text, bold in runs if text.strip())
            look = Look(
                heading=within.heading,
                mark=self._mark,
                depth=within.depth,
                bold=bold,
                cell=within.cell,
                new_block=self._fresh or bold != self.placed[-1].look.bold,
            )
            self.placed.append(Placed(text, look, aside=within.aside))
            self._fresh, self._mark = within.kept_spaces, ""


def _texts(runs: list[tuple[str, bool]], kept_spaces: bool) -> Iterator[str]:
    whole = "".join(text for text, _ in runs)
    for text in whole.splitlines() if kept_spaces else [_ROOM.sub(" ", whole).strip()]:
        if told := printed(text).strip("\n" if kept_spaces else None):
            yield told
