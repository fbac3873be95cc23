"""What a source says of a table before figures are asked for: variables, code lists, what can be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.pxweb.cube import Dimension
from fardplan.vocabulary.errors import RefusedError

NOTHING_ASKED = Sentence("Nothing was asked of the source.")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a table.

    `optional`: it can be left out, and the source then gives its total: the figure of the code `total` where
    there is one, else the sum. `codelists` are other sets of codes to ask by, as identity and name.
    """

    dimension: Dimension
    optional: bool = False
    total: str | None = None
    codelists: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return self.dimension.key


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its figures. `units` and `decimals` are by code of the measure, or "" for all."""

    key: str
    label: str
    variables: tuple[Variable, ...]
    source: str = ""
    updated: str | None = None
    notes: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)

    def variable(self, key: str) -> Variable:
        """The variable with a key, upper and lower case alike. Raises `RefusedError` when there is none."""
        for variable in self.variables:
            if variable.key.casefold() == key.casefold():
                return variable
        raise RefusedError(
            Sentence("table {table} has no variable '{variable}'", table=self.key, variable=key),
            instead=there_is([variable.key for variable in self.variables], asked=key),
            outcome=NOTHING_ASKED,
        )


@dataclass(frozen=True, slots=True)
class Codelist:
    """A set of codes to ask a variable by. `members`: which of the variable's own codes each code gathers."""

    key: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
