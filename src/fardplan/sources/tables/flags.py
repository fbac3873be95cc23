"""What statistical databases write beside a figure: provisional, estimated, a series break, confidential."""

from collections.abc import Mapping
from dataclasses import dataclass

from fardplan.sources.tables.cells import Cell
from fardplan.sources.tables.faults import CellFault
from fardplan.vocabulary.observation import Status


@dataclass(frozen=True, slots=True)
class Flag:
    """What a code beside a figure means.

    `meaning` is kept as a note; an ordinary figure has none. `beside` is the status of a number with the
    code beside it, None where there can be no number. `without` is the status of a cell without a number.
    `breaks`: the figures before cannot be compared with this one. `withheld`: the number, if there is
    one, was not meant to be passed on, and is not kept.
    """

    meaning: str
    beside: Status | None = Status.VALUE
    without: Status = Status.MISSING
    breaks: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Flags:
    """The codes beside one figure, with what they mean."""

    found: tuple[tuple[str, Flag], ...]

    @property
    def breaks(self) -> bool:
        return any(flag.breaks for _, flag in self.found)

    @property
    def withheld(self) -> bool:
        return any(flag.withheld for _, flag in self.found)

    def told(self, cell: Cell) -> Cell:
        """What the cell says together with its codes. Raises `CellFault` where they contradict each other."""
        if not self.found:
            return cell
        note = "; ".join(filter(None, [cell.note, *self._notes()])) or None
        if self.withheld:
            return Cell(None, Status.SUPPRESSED, note)
        if cell.value is None:
            without = [flag.without for _, flag in self.found if flag.without is not Status.MISSING]
            return Cell(None, without[0] if without else cell.status, note)
        for code, flag in self.found:
            if flag.beside is None:
                raise CellFault(f"no number beside '{code}', which means: {flag.meaning}")
        changed = [flag.beside for _, flag in self.found if flag.beside not in (None, Status.VALUE)]
        return Cell(cell.value, (changed[0] if changed else None) or cell.status, note)

    def _notes(self) -> list[str]:
        meanings: dict[str, list[str]] = {}
        for code, flag in self.found:
            if flag.meaning:
                meanings.setdefault(code, []).append(flag.meaning)
        return [f"'{code}' in the source: {', '.join(meant)}" for code, meant in meanings.items()]


@dataclass(frozen=True, slots=True)
class FlagColumn:
    """A column of codes that are known without a mapping, by the heading of the figures they stand beside."""

    heading: str
    figures: str
    codes: Mapping[str, Flag]

    def flags_of(self, text: str) -> tuple[Flag, ...]:
        """What a cell says: nothing, one code, or several letters set together, as in `bp`.

        Raises `CellFault` naming the codes that are known.
        """
        if not text:
            return ()
        if text in self.codes:
            return (self.codes[text],)
        if text.islower() and all(letter in self.codes for letter in text):
            return tuple(self.codes[letter] for letter in text)
        known = ", ".join(code for code in self.codes if code)
        raise CellFault(
            f"a known code in '{self.heading}', not '{text}' (known are {known}); "
            f"say what it means in the mapping, status: {{column: {self.heading}, codes: {{{text}: value}}}}"
        )


OBS_STATUS: Mapping[str, Flag] = {
    "A": Flag(""),
    "B": Flag("a series break", breaks=True),
    "D": Flag("the definition differs"),
    "E": Flag("estimated"),
    "F": Flag("a forecast", beside=None),
    "G": Flag("experimental"),
    "H": Flag("holiday or weekend", beside=None),
    "I": Flag("imputed"),
    "J": Flag("with a derogation"),
    "K": Flag("counted in another category"),
    "L": Flag("exists and was not collected", beside=None),
    "M": Flag("cannot exist", beside=None, without=Status.NOT_APPLICABLE),
    "N": Flag("not significant"),
    "O": Flag("missing", beside=None),
    "P": Flag("provisional", beside=Status.PRELIMINARY),
    "Q": Flag("suppressed", beside=None, without=Status.SUPPRESSED),
    "S": Flag("a strike or another special event"),
    "U": Flag("of low reliability"),
    "V": Flag("not validated", beside=Status.PRELIMINARY),
    "W": Flag("another category is counted in"),
}
"""The code list CL_OBS_STATUS of SDMX, version 2.3."""

LETTERS: Mapping[str, Flag] = {
    **{code: OBS_STATUS[code.upper()] for code in "bdefimnpu"},
    "c": Flag("confidential", without=Status.SUPPRESSED, withheld=True),
    "r": Flag("revised"),
    "s": Flag("estimated by the publisher"),
    "z": Flag("not applicable", beside=None, without=Status.NOT_APPLICABLE),
    ":": Flag("not available", beside=None),
}
"""The small letters that Eurostat and others write."""

STATUSES: Mapping[str, Flag] = {**OBS_STATUS, **LETTERS}

CONF_STATUS: Mapping[str, Flag] = {
    "F": Flag(""),
    **{
        code: Flag("confidential", without=Status.SUPPRESSED, withheld=True)
        for code in ("A", "C", "D", "E", "G", "M", "N", "O", "P", "S", "T", "X")
    },
}
"""The code list CL_CONF_STATUS of SDMX, version 1.3, with the P of Eurostat. All but F keep a figure in."""
