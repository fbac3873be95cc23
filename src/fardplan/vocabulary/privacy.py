"""What was done so that nobody can be recognised: the privacy report of a release, and what it cost."""

import hashlib
from enum import StrEnum

from fardplan.vocabulary.model import Frozen


class ProtectionMethod(StrEnum):
    """How the counts of a register are kept from telling on anybody."""

    SUPPRESSION = "suppression"  # small cells are hidden, and others so that they cannot be computed
    CELL_KEY = "cell_key"  # every count is moved a little, the same people always by the same
    ROUNDING = "rounding"  # every count is told as a multiple of a base


class RoundingWay(StrEnum):
    NEAREST = "nearest"
    RANDOM = "random"  # up or down by chance, right on average
    CONTROLLED = "controlled"  # up or down so that parts still add up


class Loss(Frozen):
    """What a method takes from one table.

    `shown` are the cells, of `cells`, that still have a figure; `persons_hidden` is the share, from 0 to 1,
    of the persons in all cells, once for each, who stand in hidden ones. Errors are those of shown counts, in
    persons, and of shown shares, in percentage points. `sums` are totals that the table also has parts of,
    all shown; `broken` those that the parts no longer add up to, by `largest_gap` at most. `pairs` are pairs
    of sibling areas whose shares differ; `turned` those that are shown the other way round or alike, `unseen`
    those of which one is hidden.
    """

    cells: int
    shown: int
    persons_hidden: float
    mean_error: float
    largest_error: int
    shares: int
    shares_shown: int
    mean_share_error: float
    largest_share_error: float
    sums: int
    broken: int
    largest_gap: int
    pairs: int
    turned: int
    unseen: int

    def coarse(self) -> "Loss":
        """Rounded, so that no sum of hidden counts can be worked out: whole per cent, tenths of the rest."""
        return self.model_copy(
            update={
                "persons_hidden": round(self.persons_hidden, 2),
                "mean_error": round(self.mean_error, 1),
                "mean_share_error": round(self.mean_share_error, 1),
                "largest_share_error": round(self.largest_share_error, 1),
            }
        )


class Attack(Frozen):
    """What the auditor tried, knowing all that is published, the rules and how cells are made of each other.

    It asked of each of `checked` sensitive cells how low and how high it can be. `certificates` ends were
    settled by showing another register that looks the same from outside, and `programmes` by a linear
    programme each.
    """

    checked: int
    certificates: int
    programmes: int


class ProtectedTable(Frozen):
    """One table of a release: all cells of a register and a period that are linked.

    `cells`: how many there are; `sensitive`: how many the rules protect, `differences` of them shown by no
    cell but told by differences of cells; `already_told`: how many more they would protect, had it not been
    known before; `hidden`: cells without a figure, `hidden_for_others` of them so that sensitive ones cannot
    be computed. `narrowest` is the width of the narrowest interval that is left open about any sensitive
    count, at least. `deviation` is how far at most a shown count lies from the true one, `variance` the
    noise's. `published` is a fingerprint of all that is shown, so that the report belongs to that release.
    """

    period: str
    what: str
    cells: int
    sensitive: int
    differences: int
    already_told: int
    hidden: int
    hidden_for_others: int
    narrowest: int | None
    deviation: int = 0
    variance: float = 0.0
    attack: Attack
    loss: Loss
    published: str


OPEN_OF_TABLE = frozenset({"period", "what", "cells", "hidden", "deviation", "variance", "published"})


class PrivacyReport(Frozen):
    """How the figures of one register were protected before they were let out; it holds no hidden value.

    For the data-protection officer, not for the public: how many of the hidden cells are small themselves
    would help a reader who knows that the others are not. `rules` are the rules that held, by name;
    `simulated` is whether the register is a made one. `held_back` are periods whose figures stayed as they
    were published, since what the register says now differs by a few persons and would tell of them.
    `official` are the indicators with figures of nearly the same people that others publish; what is hidden
    here is not protected against them.
    """

    register_key: str
    method: ProtectionMethod
    rules: tuple[tuple[str, str], ...]
    simulated: bool
    tables: tuple[ProtectedTable, ...]
    held_back: tuple[str, ...] = ()
    official: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A name made of what a reader sees anyhow, 16 hexadecimal digits: the same for the same release.

        Of nothing else, or a reader could try numbers of small cells until the name came out.
        """
        seen = self.model_dump_json(
            include={
                "register_key": True,
                "method": True,
                "rules": True,
                "simulated": True,
                "tables": {"__all__": set(OPEN_OF_TABLE)},
            }
        )
        return hashlib.sha256(seen.encode()).hexdigest()[:16]

    @property
    def hidden(self) -> int:
        return sum(table.hidden for table in self.tables)
