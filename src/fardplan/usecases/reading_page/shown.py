"""The roadmap drawn from the document, as the page shows it: sections of texts, and the goals as a tree."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fardplan.presentation.translations import message, translate
from fardplan.roadmap.side_by_side import Run, marked
from fardplan.sources.council_document import Draft, Goal, Indicator, Item
from fardplan.sources.council_document.doubts import lines_in_words
from fardplan.sources.council_document.goal_tree import walked
from fardplan.sources.council_document.since import Since, texts_of
from fardplan.sources.council_document.telling import facts_of, how_sure, word_for
from fardplan.usecases.reading_page.changes import ShownChange, change_of
from fardplan.usecases.reading_page.entries import key_of
from fardplan.vocabulary.text import Language

DEEPEST = 6
"""Levels of goals that are drawn inside each other; deeper ones stand at the last of them."""

UNSURE = 0.8
"""Below this belief a text is marked most."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A text with what is said of it. `read` is how it was read, where that differs from the text."""

    key: str
    word: str
    own_word: bool
    text: str
    facts: tuple[str, ...]
    lines: str
    href: str
    sure: str
    grade: str
    read: tuple[Run, ...]
    doubts: tuple[int, ...]
    change: ShownChange | None


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    note: str
    numbered: bool
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A goal in its tree, told in order: `opens` a list beneath it, `closes` so many lists after it."""

    item: ShownItem
    indicators: tuple[ShownItem, ...]
    area: bool
    opens: bool
    closes: range


class Shower:
    """Shows the texts of one draft.

    `targets` has where each text begins on the page, by its key; `listed` the doubts that the page lists.
    """

    def __init__(
        self,
        draft: Draft,
        targets: Mapping[str, str],
        language: Language,
        *,
        listed: Collection[int] = (),
        since: Since | None,
    ) -> None:
        self.draft = draft
        self.targets = targets
        self.language = language
        self.since = since
        self.doubts: dict[int, list[int]] = defaultdict(list)
        for number, doubt in enumerate(draft.doubts, start=1):
            for line in doubt.lines if number in listed else ():
                self.doubts[line].append(number)

    def item(self, part: str, place: int, item: Item) -> ShownItem:
        key = key_of(part, place)
        return ShownItem(
            key=key,
            word=word_for(part, item, self.language),
            own_word=isinstance(item, Goal) and item.level is not None,
            text=item.text,
            facts=facts_of(item, self.language),
            lines=lines_in_words(item.lines, self.language),
            href=self.targets.get(key, ""),
            sure=how_sure(item, self.language),
            grade=_grade(item),
            read=_as_read(item),
            doubts=tuple(sorted(self._doubts(item))),
            change=change_of(self.since.of(part, place), self.language) if self.since else None,
        )

    def _doubts(self, item: Item) -> Iterator[int]:
        """The doubts about a text: they name its lines, and signs of it if they name signs."""
        near = dict.fromkeys(number for line in item.lines for number in self.doubts.get(line, ()))
        for number in near:
            read = self.draft.doubts[number - 1].as_read
            if read is None or " " in read or read in item.as_read:
                yield number

    def section(self, part: str) -> Section | None:
        shown = tuple(
            self.item(part, place, item)
            for place, item in enumerate(texts_of(self.draft, part))
            if not (isinstance(item, Indicator) and item.of)
        )
        if not shown:
            return None
        return Section(
            part.replace("_", "-"),
            translate(TITLES[part], self.language),
            self._note(part),
            part == "decisions",
            shown,
        )

    def _note(self, part: str) -> str:
        body = self.draft.document.decided_by
        if part == "decisions" and body:
            return translate("to be decided by {body}", self.language, body=body)
        return ""

    # Goals -------------------------------------------------------------------

    def tree(self) -> tuple[Node, ...]:
        """Every goal, each after the one it belongs to, in the order of the document."""
        indicators: dict[str | None, list[ShownItem]] = defaultdict(list)
        for place, one in enumerate(self.draft.indicators):
            indicators[one.of].append(self.item("indicators", place, one))
        order = list(walked([(goal.id, goal.parent) for goal in self.draft.goals]))
        shown = [min(depth, DEEPEST) for _, depth in order]
        nodes = []
        for index, (place, _) in enumerate(order):
            goal = self.draft.goals[place]
            after = shown[index + 1] if index + 1 < len(shown) else 0
            nodes.append(
                Node(
                    self.item("goals", place, goal),
                    tuple(indicators[goal.id]),
                    goal.becomes == "target_area",
                    opens=after > shown[index],
                    closes=range(max(0, shown[index] - after)),
                )
            )
        return tuple(nodes)


def tree_of(draft: Draft, language: Language) -> tuple[Node, ...]:
    """The goals of a draft as a tree, for a page without the document's lines."""
    return Shower(draft, {}, language, since=None).tree()


TITLES = {
    "decisions": message("Decision points"),
    "mandate": message("Mandate"),
    "preparation": message("Preparation of the matter"),
    "earlier_decisions": message("Earlier decisions"),
    "vision": message("Vision"),
    "horizons": message("Time horizons"),
    "indicators": message("Indicators that belong to no goal"),
    "references": message("Documents named"),
    "annexes": message("Annexes"),
    "signatories": message("Signed by"),
}
BEFORE_GOALS = ("decisions", "mandate", "preparation", "earlier_decisions", "vision", "horizons")
AFTER_GOALS = ("indicators", "references", "annexes", "signatories")


def _grade(item: Item) -> str:
    """How a text's belief is set: nothing to see where it is certain, most where it is low."""
    if item.confidence >= 1:
        return ""
    return "is-unsure" if item.confidence >= UNSURE else "is-unsure is-doubtful"


_PARTED = re.compile(r"(?<=\w)[-\u00ad\u2010¬]\n\s*(?=[a-zåäöé])")
"""A word that a line's end has parted; to join it is no repair."""


def _as_read(item: Item) -> tuple[Run, ...]:
    """How a text was read, marked where the text says otherwise; empty where it does not."""
    read = " ".join(_PARTED.sub("", item.as_read).split())
    text = " ".join(item.text.split())
    return marked(read, text)[0] if read != text else ()
