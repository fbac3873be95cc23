"""How individuals are protected: register by register, what was done and how much is hidden."""

from dataclasses import dataclass

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.own_figures import hidden_among
from fardplan.presentation.phrases import CELL_MARKS, cell_reason
from fardplan.publishing.counting import PublishedRegister
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.observation import Status


@dataclass(frozen=True, slots=True)
class Protected:
    """An indicator with the number of its figures, and of those among them that are hidden."""

    indicator: PublishedIndicator
    figures: int
    hidden: int
    simulated: bool


@dataclass(frozen=True, slots=True)
class ProtectedRegister:
    """A register with what is counted in it and made public."""

    register: PublishedRegister
    indicators: tuple[Protected, ...]
    simulated: bool

    @property
    def figures(self) -> int:
        return sum(item.figures for item in self.indicators)

    @property
    def hidden(self) -> int:
        return sum(item.hidden for item in self.indicators)


def protection(contents: Contents, here: Address) -> dict[str, object]:
    return {
        "registers": [_register(contents, item) for item in contents.publication.registers],
        "mark": CELL_MARKS[Status.SUPPRESSED],
        "reason": cell_reason(Status.SUPPRESSED, here.language),
    }


def _register(contents: Contents, register: PublishedRegister) -> ProtectedRegister:
    counted = [
        item for item in contents.publication.indicators if item.own and item.own.register_key == register.key
    ]
    told = tuple(
        Protected(
            indicator=item,
            figures=len(contents.observations(item.key)),
            hidden=hidden_among(contents.observations(item.key)),
            simulated=contents.is_simulated_in(item.key),
        )
        for item in counted
    )
    return ProtectedRegister(register, told, simulated=any(item.simulated for item in told))
