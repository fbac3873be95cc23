"""The draft in the terminal: what was found, what has changed, and what to look at. Swedish or English."""

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence

from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.text import Language

from .doubts import lines_in_words, sentence
from .draft import Draft, Goal, Indicator, Item
from .goal_tree import walked
from .since import Fate, Pair, Since, texts_of
from .telling import (
    HEADINGS,
    NAMES,
    day_words,
    differences_of,
    facts_of,
    levels_of,
    percent,
    word_for,
)

_WIDTH = 100
_UNSURE = 0.8  # below this a text is marked
_DEEPEST = 8  # so deep goals are indented
_BEFORE = {
    "mandate": message("Mandate"),
    "preparation": message("Preparation of the matter"),
    "earlier_decisions": message("Earlier decisions"),
    "vision": message("Vision"),
    "horizons": message("Time horizons"),
}
_AFTER = {
    "signatories": message("Signed by"),
    "annexes": message("Annexes"),
    "references": message("Documents named"),
}


def summary(draft: Draft, language: Language = "sv", *, since: Since | None = None) -> str:
    """The draft as text for a terminal, at most a hundred characters wide, ending with its doubts.

    `since` compares it with an earlier edition: what is gone, changed, new and moved is told first.
    """
    return "\n".join(_Summary(draft, language, since).lines()) + "\n"


class _Summary:
    def __init__(self, draft: Draft, language: Language, since: Since | None) -> None:
        self.draft = draft
        self.language = language
        self.since = since

    def lines(self) -> Iterator[str]:
        yield from self._head()
        if self.since:
            yield from self._changes(self.since)
        yield from self._decisions()
        for part, words in _BEFORE.items():
            yield from self._part(part, words)
        yield from self._goals()
        for part, words in _AFTER.items():
            yield from self._part(part, words)
        yield from self._doubts()

    def say(self, words: str, **values: object) -> str:
        return translate(words, self.language, **values)

    # The document ------------------------------------------------------------

    def _head(self) -> Iterator[str]:
        draft, about = self.draft, self.draft.document
        yield draft.title.text if draft.title else self.say("(no title found)")
        dnr = about.dnr and f"Dnr {about.dnr}"
        yield " · ".join(
            filter(None, (about.kind, about.municipality, dnr, about.date, about.officer, about.name))
        )
        count = len(draft.decisions)
        points = translate_plural("{count} decision point", "{count} decision points", count, self.language)
        levels = (level.counted for level in levels_of(draft, self.language))
        yield ", ".join([points, *levels])
        yield self._noise(about.noise)

    def _noise(self, noise: float) -> str:
        if not noise:
            return self.say("There is no scan noise, and nothing is repaired.")
        words = "The scan has garbled about {share} of the words; they are repaired from a dictionary."
        return translate(words, self.language, share=percent(noise, self.language))

    # What has changed --------------------------------------------------------

    def _changes(self, since: Since) -> Iterator[str]:
        yield from self._heading(self.say("What has changed"), self.say("since {name}", name=_name(since)))
        for name in since.head:
            old, new = (self._head_value(name, draft) for draft in (since.old, since.new))
            yield f"  {self.say(NAMES[name])}: {self.say('now {new}; was {old}', new=new, old=old)}"
        for fate, heading in HEADINGS.items():
            pairs = since.with_fate(fate)
            if pairs:
                yield f"  {self.say(heading)} ({len(pairs)}):"
                for pair in pairs:
                    yield from self._change(pair)
        if not since.head and all(pair.fate is Fate.SAME for pair in since.pairs):
            yield f"  {self.say('The two say the same.')}"

    def _head_value(self, name: str, draft: Draft) -> str:
        value = getattr(draft.document, name)
        if not value:
            return self.say("not stated")
        return day_words(value, self.language) if name == "date" else str(value)

    def _change(self, pair: Pair) -> Iterator[str]:
        item = pair.new or pair.old
        assert item is not None  # one of the two is there
        word = word_for(pair.part, item, self.language)
        told = "; ".join(differences_of(pair, self.language))
        yield from _wrapped(f"    - {word}: {item.text}" + (f" [{told}]" if told else ""), 6)
        if pair.old and pair.new and pair.old.text.split() != pair.new.text.split():
            yield from _wrapped(f"      {self.say('was')}: {pair.old.text}", 8)

    # The roadmap -------------------------------------------------------------

    def _decisions(self) -> Iterator[str]:
        if self.draft.decisions:
            body = self.draft.document.decided_by
            note = self.say("to be decided by {body}", body=body) if body else ""
            yield from self._heading(self.say("Decision points"), note)
            for number, decision in enumerate(self.draft.decisions, start=1):
                yield from self._entry(f"{number}.", decision)

    def _part(self, part: str, words: str) -> Iterator[str]:
        items = texts_of(self.draft, part)
        if items:
            yield from self._heading(self.say(words))
            for item in items:
                yield from self._entry("-", item)

    def _goals(self) -> Iterator[str]:
        goals = self.draft.goals
        indicators: dict[str | None, list[Indicator]] = defaultdict(list)
        for one in self.draft.indicators:
            indicators[one.of].append(one)
        for place, depth in walked([(goal.id, goal.parent) for goal in goals]):
            goal = goals[place]
            if depth == 0:
                yield ""
            yield from self._goal(goal, 2 * min(depth, _DEEPEST))
            for one in indicators[goal.id]:
                yield from self._indicator(one, 2 * min(depth, _DEEPEST) + 2)
        if indicators[None]:
            yield from self._heading(self.say("Indicators that belong to no goal"))
            for one in indicators[None]:
                yield from self._entry("-", one)

    def _goal(self, goal: Goal, indent: int) -> Iterator[str]:
        text = goal.text.upper() if goal.becomes == "target_area" else goal.text
        yield from self._entry(f"{word_for('goals', goal, self.language)}:", goal, indent, text, hang=2)

    def _indicator(self, one: Indicator, indent: int) -> Iterator[str]:
        yield from self._entry(f"{word_for('indicators', one, self.language)}:", one, indent, hang=2)

    # The doubts --------------------------------------------------------------

    def _doubts(self) -> Iterator[str]:
        yield ""
        if not self.draft.doubts:
            yield self.say("Nothing is left in doubt.")
            return
        yield f"{self.say('To look at')} ({len(self.draft.doubts)})"
        for one in self.draft.doubts:
            yield from _wrapped(f"  ? {sentence(one, self.language)}", 4)

    def _heading(self, words: str, note: str = "") -> Iterator[str]:
        yield ""
        yield words + (f" ({note})" if note else "")

    def _entry(
        self, mark: str, item: Item, indent: int = 2, text: str | None = None, hang: int | None = None
    ) -> Iterator[str]:
        sure = percent(item.confidence, self.language)
        unsure = self.say("{percent} sure", percent=sure) if item.confidence < _UNSURE else ""
        lines = lines_in_words(item.lines, self.language)
        notes = "; ".join(filter(None, (*facts_of(item, self.language), lines, unsure)))
        lead = f"{' ' * indent}{mark} "
        yield from _wrapped(
            f"{lead}{text or item.text} [{notes}]", len(lead) if hang is None else indent + hang
        )


def _name(since: Since) -> str:
    return since.old.document.name


def _wrapped(text: str, indent: int) -> Sequence[str]:
    lead = len(text) - len(text.lstrip())
    return textwrap.wrap(
        text.lstrip(),
        _WIDTH,
        initial_indent=" " * lead,
        subsequent_indent=" " * indent,
        break_long_words=False,
    ) or [""]
