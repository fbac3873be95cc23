"""Errors told to a person: where, what (with the value), what there is instead, what became of the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class FardplanError(Exception):
    """A problem a person can act on.

    `what` is the sentence that must be there. `where` is a file with line or a name, `instead` says
    what there is or what to do, `outcome` says what happened to the data.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        instead: str | None = None,
        outcome: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.instead = instead
        self.outcome = outcome
        super().__init__(str(self))

    def __reduce__(self) -> tuple[object, ...]:
        """An error of another process arrives whole."""
        return _again, (type(self), self.what, self.where, self.instead, self.outcome)

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return "\n".join(line for line in (first, self.instead, self.outcome) if line)


def _again(
    kind: type[FardplanError], what: str, where: str | None, instead: str | None, outcome: str | None
) -> FardplanError:
    return kind(what, where=where, instead=instead, outcome=outcome)


class InputError(FardplanError):
    """What was given cannot be understood or contradicts itself."""


class NotFoundError(FardplanError):
    """What was asked for does not exist."""


class RuleError(FardplanError):
    """A rule of the trade forbids it: a state, a lock, a missing decision."""


class NotReadyError(RuleError):
    """What was written is kept, but it cannot be marked ready as it is."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field that two people changed: its name, what both began from, and what each of them wrote."""

    name: str
    base: str | None
    theirs: str | None
    yours: str | None


BOTH_KEPT = "Nothing was overwritten; both texts are kept."


class EditConflict(RuleError):
    """Somebody else saved the same thing since it was read; nothing was overwritten.

    `fields` has what differs between them, `revision` what a save now must be made from, `by` who saved.
    """

    def __init__(self, what: str, *, fields: tuple[FieldConflict, ...], revision: int, by: str) -> None:
        super().__init__(what, outcome=BOTH_KEPT)
        self.fields = fields
        self.revision = revision
        self.by = by

    def __reduce__(self) -> tuple[object, ...]:
        return _conflict_again, (self.what, self.fields, self.revision, self.by)


def _conflict_again(what: str, fields: tuple[FieldConflict, ...], revision: int, by: str) -> EditConflict:
    return EditConflict(what, fields=fields, revision=revision, by=by)


class PermissionDenied(FardplanError):
    """The actor may not do this."""


class NotCleared(FardplanError):
    """A figure that has not passed clearance was on its way out."""


class StorageError(FardplanError):
    """The home could not be read or written: full disk, read-only folder, damaged file, newer version."""


class SourceError(FardplanError):
    """A source outside gave no answer that can be used; figures that were loaded before are as they were."""


class UnreachableError(SourceError):
    """A source could not be reached, or did not answer in time: the same can be asked again later."""


class RefusedError(SourceError):
    """A source answered that it will not, or does not know what is asked: asking again changes nothing."""


def known(names: Iterable[str], *, asked: str | None = None, limit: int = 12) -> str:
    """Say what there is instead: the names, and the nearest to what was asked."""
    ordered = sorted(names)
    listed = ", ".join(ordered[:limit]) + (
        f" and {len(ordered) - limit} more" if len(ordered) > limit else ""
    )
    near = get_close_matches(asked, ordered, n=1) if asked else []
    guess = f" Did you mean '{near[0]}'?" if near else ""
    return (f"There is: {listed}." if ordered else "There is none.") + guess
