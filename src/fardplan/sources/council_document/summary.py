"""The draft in the terminal: what was found, area by area, and what to look at. Swedish or English."""

import textwrap
from collections.abc import Iterator

from fardplan.vocabulary.text import Language

from .doubts import lines_in_words, sentence
from .draft import Decision, Draft, Item, TargetArea

_WIDTH = 100
_UNSURE = 0.8  # below this a text is marked
_WORDS: dict[str, tuple[str, str]] = {
    "untitled": ("(ingen rubrik hittad)", "(no title found)"),
    "counts": (
        "{decisions} beslutspunkter, {areas} målområden, {milestones} etappmål, {strategies} strategier",
        "{decisions} decision points, {areas} target areas, {milestones} milestones, {strategies} strategies",
    ),
    "noise": (
        "Skanningsbrus i ungefär {share} av orden; texterna är rättade med ordlista.",
        "Scan noise in about {share} of the words; the texts are repaired from a dictionary.",
    ),
    "clean": ("Inget skanningsbrus; texterna är oförändrade.", "No scan noise; the texts are unchanged."),
    "decisions": ("Beslutspunkter", "Decision points"),
    "decided_by": ("beslutas av {body}", "to be decided by {body}"),
    "mandate": ("Uppdrag", "Mandate"),
    "earlier": ("Tidigare beslut", "Earlier decisions"),
    "undated": ("utan datum", "no date"),
    "horizons": ("Tidshorisonter", "Horizons"),
    "no_area": ("(inget målområde angivet)", "(no target area named)"),
    "milestones": ("Etappmål", "Milestones"),
    "strategies": ("Strategier", "Strategies"),
    "none": ("inga", "none"),
    "up": ("ska öka", "to go up"),
    "down": ("ska minska", "to go down"),
    "unclear": ("riktning oklar", "direction unclear"),
    "signatories": ("Undertecknat av", "Signed by"),
    "annexes": ("Bilagor", "Annexes"),
    "absent": ("finns inte i filen", "not in the file"),
    "references": ("Dokument som nämns", "Documents named"),
    "doubts": ("Att se över ({count})", "To look at ({count})"),
    "no_doubts": ("Inget att se över.", "Nothing to look at."),
    "to": ("till {addressee}", "to {addressee}"),
    "sure": ("{percent} säker", "{percent} sure"),
}


def summary(draft: Draft, language: Language = "sv") -> str:
    """The draft as text for a terminal, at most a hundred characters wide, ending with its doubts."""
    return "\n".join(_Summary(draft, language).lines()) + "\n"


class _Summary:
    def __init__(self, draft: Draft, language: Language) -> None:
        self.draft = draft
        self.language = language

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._decisions()
        yield from self._told()
        for area in self.draft.target_areas:
            yield from self._area(area)
        yield from self._closing()
        yield from self._doubts()

    def _say(self, key: str, **values: object) -> str:
        return _WORDS[key][0 if self.language == "sv" else 1].format(**values)

    def _percent(self, share: float) -> str:
        return f"{round(100 * share)} %" if self.language == "sv" else f"{round(100 * share)}%"

    def _head(self) -> Iterator[str]:
        draft, about = self.draft, self.draft.document
        yield draft.title.text if draft.title else self._say("untitled")
        facts = [
            fact for fact in (about.kind, about.dnr and f"Dnr {about.dnr}", about.date, about.name) if fact
        ]
        if facts:
            yield " · ".join(facts)
        yield self._say(
            "counts",
            decisions=len(draft.decisions),
            areas=len(draft.target_areas),
            milestones=sum(len(area.milestones) for area in draft.target_areas),
            strategies=sum(len(area.strategies) for area in draft.target_areas),
        )
        yield self._say("noise", share=self._percent(about.noise)) if about.noise else self._say("clean")

    def _decisions(self) -> Iterator[str]:
        if self.draft.decisions:
            body = self.draft.document.decided_by
            yield from self._heading("decisions", self._say("decided_by", body=body) if body else "")
            for number, decision in enumerate(self.draft.decisions, start=1):
                yield from self._entry(f"{number}.", decision, self._force(decision))

    def _force(self, decision: Decision) -> str:
        addressee = self._say("to", addressee=decision.addressee) if decision.addressee else ""
        force = "" if decision.force == "unclear" else decision.force
        return ", ".join(part for part in (force, addressee) if part)

    def _told(self) -> Iterator[str]:
        if self.draft.mandate:
            yield from self._heading("mandate")
            yield from self._entry("", self.draft.mandate)
        if self.draft.earlier_decisions:
            yield from self._heading("earlier")
            for decision in self.draft.earlier_decisions:
                yield from self._entry("-", decision, decision.date or self._say("undated"))
        if self.draft.horizons:
            yield from self._heading("horizons")
            for horizon in self.draft.horizons:
                yield from self._entry("-", horizon, "–".join(str(year) for year in horizon.years))

    def _area(self, area: TargetArea) -> Iterator[str]:
        yield ""
        yield (area.name or self._say("no_area")).upper()
        yield f"  {self._say('milestones')}:" + ("" if area.milestones else f" {self._say('none')}")
        for milestone in area.milestones:
            yield from self._entry("-", milestone, self._say(milestone.direction), indent=4)
        yield f"  {self._say('strategies')}:" + ("" if area.strategies else f" {self._say('none')}")
        for strategy in area.strategies:
            yield from self._entry(f"{strategy.number}.", strategy, indent=4)

    def _closing(self) -> Iterator[str]:
        if self.draft.signatories:
            yield from self._heading("signatories")
            for person in self.draft.signatories:
                yield f"  - {person.text}" + (f", {person.role}" if person.role else "")
        if self.draft.annexes:
            yield from self._heading("annexes")
            for annex in self.draft.annexes:
                yield from self._entry("-", annex, "" if annex.present else self._say("absent"))
        if self.draft.references:
            yield from self._heading("references")
            for reference in self.draft.references:
                yield from self._entry("-", reference)

    def _doubts(self) -> Iterator[str]:
        yield ""
        if not self.draft.doubts:
            yield self._say("no_doubts")
            return
        yield self._say("doubts", count=len(self.draft.doubts))
        for one in self.draft.doubts:
            yield from _wrapped(f"  ? {sentence(one, self.language)}", 4)

    def _heading(self, key: str, note: str = "") -> Iterator[str]:
        yield ""
        yield self._say(key) + (f" ({note})" if note else "")

    def _entry(self, mark: str, item: Item, note: str = "", indent: int = 2) -> Iterator[str]:
        sure = self._say("sure", percent=self._percent(item.confidence)) if item.confidence < _UNSURE else ""
        notes = "; ".join(part for part in (note, lines_in_words(item.lines, self.language), sure) if part)
        lead = " " * indent + (f"{mark} " if mark else "")
        yield from _wrapped(f"{lead}{item.text} [{notes}]", len(lead))


def _wrapped(text: str, indent: int) -> list[str]:
    lead = len(text) - len(text.lstrip())
    return textwrap.wrap(
        text.lstrip(),
        _WIDTH,
        initial_indent=" " * lead,
        subsequent_indent=" " * indent,
        break_long_words=False,
    ) or [""]
