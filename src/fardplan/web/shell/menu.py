"""The workspace's main menu: the parts that a person's roles open."""

from dataclasses import dataclass

from django.urls import reverse

from fardplan.presentation.translations import message, translate
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.workbench_rights import READERS
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the workspace. `page` is the name of its first page, `parts` those whose pages belong to it.

    `roles`: who sees it; empty: everybody who is signed in, but for those whose only roles find nothing
    there, `empty_for`.
    """

    page: str
    words: str
    parts: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    empty_for: frozenset[Role] = frozenset()

    def opens_for(self, actor: Actor) -> bool:
        if self.roles:
            return actor.holds_anywhere(*self.roles)
        return actor.holds_anywhere(*frozenset(Role) - self.empty_for) or not actor.holds_anywhere(*Role)


READ_ALONE = frozenset({Role.STATISTICIAN, Role.POLITICIAN, Role.AUDITOR, Role.PARTNER, Role.ADMINISTRATOR})
"""Who tells of nothing in the boards' follow-ups."""

ENTRIES = (
    Entry("web:shell-start", message("My work"), ("shell",)),
    Entry("web:follow_up-mine", message("Follow up"), ("follow_up",), empty_for=READ_ALONE),
    Entry("web:year-years", message("The year"), ("year",), frozenset(READERS)),
    Entry("web:roadmap-index", message("Roadmap"), ("roadmap",), empty_for=frozenset({Role.ADMINISTRATOR})),
    Entry("web:plans-index", message("Plans"), ("plans",), frozenset(READERS)),
    Entry("web:workbench-milestones", message("Workbench"), ("workbench",), frozenset(READERS)),
    Entry("web:assessment-list", message("Judgements"), ("assessment",), frozenset(READERS)),
    Entry("web:reports-kinds", message("Reports"), ("reports",)),
    Entry(
        "web:exchange-index",
        message("Exchange"),
        ("exchange",),
        frozenset({Role.STRATEGIST, Role.CONTROLLER, Role.MANAGER, Role.AUDITOR}),
    ),
    Entry(
        "web:people-list",
        message("Accounts"),
        ("people",),
        frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    ),
    Entry("web:audit-log", message("Log"), ("audit",), frozenset({Role.AUDITOR})),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as a page shows it. `current` is the value of aria-current, empty when one is elsewhere."""

    href: str
    words: str
    current: str


def menu(actor: Actor, language: Language, page: str) -> tuple[Place, ...]:
    """The entries that open for a person who stands on `page` (`plans-board`)."""
    return tuple(
        Place(reverse(entry.page), translate(entry.words, language), _current(entry, page))
        for entry in ENTRIES
        if entry.opens_for(actor)
    )


def _current(entry: Entry, page: str) -> str:
    if page == entry.page.removeprefix("web:"):
        return "page"
    return "true" if page.partition("-")[0] in entry.parts else ""
