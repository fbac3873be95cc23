"""The privacy report of a release: what was protected in a register, how, and the attack it withstood."""

from collections.abc import Iterator, Sequence

from fardplan.disclosure.protecting import Protected
from fardplan.disclosure.rules import DisclosureRules
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.privacy import PrivacyReport, ProtectedTable

__all__ = ["PrivacyReport", "report_of", "table_of"]


def report_of(
    register: str,
    rules: DisclosureRules,
    tables: Sequence[ProtectedTable],
    *,
    simulated: bool,
    held_back: Sequence[str] = (),
    official: Sequence[str] = (),
) -> PrivacyReport:
    """The report of one register: its key, the rules that held, and every table that passed.

    `held_back`: periods whose figures stayed as they were published. `official`: others' figures that are not
    taken as known.
    """
    return PrivacyReport(
        register_key=register,
        method=rules.method,
        rules=tuple(_told(rules)),
        simulated=simulated,
        tables=tuple(tables),
        held_back=tuple(held_back),
        official=tuple(official),
    )


def table_of(protected: Protected, *, period: str, what: str) -> ProtectedTable:
    """What the report tells of a protected table; `what` says what its cells count, for a person."""
    found = protected.findings
    return ProtectedTable(
        period=period,
        what=what,
        cells=len(protected.cells),
        sensitive=found.sensitive,
        differences=found.differences,
        already_told=found.already_told,
        hidden=int((~protected.shown).sum()),
        hidden_for_others=found.hidden_for_others,
        narrowest=found.narrowest,
        deviation=protected.deviation,
        variance=protected.variance,
        attack=found.attack,
        loss=found.loss.coarse(),
        published=protected.fingerprint,
    )


OF_METHOD = {"noise": "cell_key", "rounding": "rounding"}
"""Rules that mean something under one method alone."""


def _told(rules: DisclosureRules) -> Iterator[tuple[str, str]]:
    """Every rule by its path: `full_cells.smallest`, `1`; neither the basis nor rules of other methods."""
    yield from _fields(
        rules,
        {"basis", *(name for name, method in OF_METHOD.items() if method != rules.method)},
    )


def _fields(of: Frozen, without: set[str], before: str = "") -> Iterator[tuple[str, str]]:
    for name in type(of).model_fields:
        value = getattr(of, name)
        if name in without or value is None:
            continue
        if isinstance(value, Frozen):
            yield from _fields(value, set(), f"{before}{name}.")
        else:
            told = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"{before}{name}", told
