"""An export beside what is kept here: read once, then compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fardplan.boards.chain import COUNCIL_KINDS, CouncilItem, PlanItem
from fardplan.boards.differences import Change, Difference
from fardplan.boards.external import ExternalItem, folded
from fardplan.boards.from_external import COUNCILS, OWN, as_if_external, councils_as_if_external
from fardplan.boards.mastery import Mastery, check_can_take_in
from fardplan.boards.matching import Matching, match
from fardplan.boards.steps import State
from fardplan.store.council_items import council_of
from fardplan.store.external_items import KeptItem, external_items
from fardplan.store.import_files import KeptFile
from fardplan.store.import_mappings import KeptMapping
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_masters import keeper, masters_of
from fardplan.store.years import KnownStep, step_of, submissions, year_of
from fardplan.usecases.exchange.changes import is_own
from fardplan.usecases.exchange.exports import ExportFile
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class Beside:
    """An export, and all that is kept of its year and its system.

    `step` is the follow-up that the file was brought for, `states` where each organisation's report stands
    there.
    """

    export: ExportFile
    mapping: KeptMapping
    today: date
    masters: Mapping[str | None, Mastery]
    known: tuple[KeptItem, ...]
    council: tuple[CouncilItem, ...]
    year_closed: bool
    step: KnownStep | None
    states: Mapping[str, State]

    @classmethod
    def of(cls, export: ExportFile, mapping: KeptMapping, *, today: date) -> "Beside":
        file = export.file
        handed_in = submissions(file.year, step=file.step) if file.step else ()
        return cls(
            export,
            mapping,
            today,
            masters_of(file.year),
            external_items(file.year, file.system),
            council_of(file.year, today),
            year_of(file.year).is_closed,
            step_of(file.year, file.step) if file.step else None,
            {one.organisation: one.state for one in handed_in},
        )

    @property
    def file(self) -> KeptFile:
        return self.export.file

    def is_theirs(self, item: ExternalItem) -> bool:
        """Whether the other system may write it: the council's, or of an organisation that it keeps."""
        return item.organisation is None or keeper(self.masters, item.organisation) is not None

    def matched(
        self, read: Sequence[ExternalItem], apart: frozenset[str]
    ) -> tuple[Matching, list[ExternalItem]]:
        """What of the export is what of ours, and everything of ours that it was compared with.

        What was written here and is not in the export stays as it is: no export ever had it.
        """
        had = [*(kept.item for kept in self.known), *self._own()]
        found = match(had, read, frozenset(_pairs(apart, had, read)))
        return replace(
            found,
            gone=tuple(item for item in found.gone if not is_own(item.ref)),
            outside=tuple(item for item in found.outside if not is_own(item.ref)),
        ), had

    def had(self, matching: Matching) -> list[ExternalItem]:
        """What was kept, with what was written here and is known again in the export."""
        known_again = [pair.known for pair in matching.pairs if is_own(pair.known.ref)]
        return [*(kept.item for kept in self.known), *known_again]

    def _own(self) -> list[ExternalItem]:
        """What stands here without having come in an export: it may be known again in this one."""
        brought = {kept.plan_item: kept.item.ref for kept in self.known if kept.plan_item}
        named = {kept.council_item: kept.item.ref for kept in self.known if kept.council_item}
        council = [item for item in self.council if item.key not in named]
        goals = {item.key: f"{COUNCILS}{item.key}" for item in council} | named

        def above(item: PlanItem) -> str | None:
            if item.parent:
                return brought.get(item.parent) or f"{OWN}{item.parent}"
            return goals.get(item.answers or "")

        return [
            *councils_as_if_external(council),
            *(
                as_if_external(item, above(item))
                for item in plans_of(self.file.year, self.today)
                if item.key not in brought
                and item.is_live(self.today)
                and keeper(self.masters, item.organisation) is not None
            ),
        ]

    def placed(self, items: Sequence[ExternalItem]) -> list[KeptItem]:
        """The items after the export, with what they are here: in plans as kept, the council's by wording."""
        kept = {one.item.ref: one for one in self.known}
        council = {(item.kind, folded(item.text)): item.key for item in self.council}
        found = []
        for item in items:
            there = kept.get(item.ref)
            mine = item.ref.removeprefix(OWN) if item.ref.startswith(OWN) else None
            key = council.get((item.kind, folded(item.title))) if item.kind in COUNCIL_KINDS else None
            plan_item = there.plan_item if there else mine
            found.append(KeptItem(item, plan_item, key or (there.council_item if there else None)))
        return found

    def refusal(self, mine: Sequence[ExternalItem], here: Sequence[str]) -> RuleError | None:
        """Why nothing can be written, None where it can."""
        names = self.export.names
        boards = [here[0]] if here and not any(item.organisation for item in mine) else []
        boards += sorted({item.organisation for item in mine if item.organisation})
        try:
            for board in boards:
                check_can_take_in(
                    keeper(self.masters, board),
                    year_closed=self.year_closed,
                    organisation=names.get(board, board),
                )
        except RuleError as error:
            return error
        return None


def _pairs(
    apart: frozenset[str], had: Sequence[ExternalItem], read: Sequence[ExternalItem]
) -> Iterable[tuple[str, str]]:
    ours, theirs = {item.ref for item in had}, {item.ref for item in read}
    for name in apart:
        known, _, other = name.rpartition("-")
        if known in ours and other in theirs:
            yield known, other


def told_of_own(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """What stood here beneath nothing that an export has told of has not moved when one tells where it is."""
    return tuple(
        one for one in found if not (is_own(one.ref) and one.change is Change.MOVED and one.before is None)
    )


def not_in_budget(after: Sequence[KeptItem]) -> tuple[ExternalItem, ...]:
    """The council's items of an export that have no counterpart here, each wording once."""
    missing = [
        kept.item
        for kept in after
        if kept.item.kind in COUNCIL_KINDS and kept.council_item is None and not kept.item.gone
    ]
    return tuple({(item.kind, folded(item.title)): item for item in reversed(missing)}.values())[::-1]
