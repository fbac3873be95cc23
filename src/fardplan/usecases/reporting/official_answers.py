"""What an official report says of the referral: who answered what, and how the proposal took it up."""

from collections.abc import Iterator, Sequence

from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import message
from fardplan.reports.tree import Paragraph, Part, Run, Section, Table, paragraph
from fardplan.roadmap.parts import Kind as PieceKind
from fardplan.roadmap.parts import Part as Piece
from fardplan.roadmap.referral import POSITION_NAMES, TIMING_NAMES, Position, commented_parts, timing
from fardplan.roadmap.side_by_side import Change, side_by_side
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store.referrals import KeptAnswer
from fardplan.usecases.reporting.official_matter import MatterWriter

CHANGES = {
    Change.SAME: message("The wording stands as it was sent out."),
    Change.CHANGED: message("The proposal has been changed since it was sent out."),
    Change.NEW: message("It is new since the referral."),
    Change.GONE: message("It has been taken out since it was sent out."),
}
"""How a part of the proposal stands to what was sent out."""


class AnswersWriter(MatterWriter):
    """The table of answers, and the office's views on each of them."""

    def referral(self) -> Table:
        return Table(
            self.say("Answers to the referral"),
            (
                self.say("Organisation"),
                self.say("Position"),
                self.say("The answer came"),
                self.say("Decision"),
            ),
            tuple(self._answer(item) for item in self._matter.answers),
            notes=tuple(self._positions()),
        )

    def _answer(self, item: KeptAnswer) -> tuple[str, ...]:
        has_come = item in self._matter.handed_in
        position = item.position if has_come else None
        return (
            item.organisation_name.in_language(self._language),
            begun(self.say(POSITION_NAMES[position])) if position else self.say("Has not answered"),
            begun(self.say(TIMING_NAMES[timing(item.answer, self._matter.day)])),
            item.decision.in_language(self._language) if has_come and item.decision else "–",
        )

    def _positions(self) -> Iterator[str]:
        """How many took each position, those that anybody took."""
        for position in Position:
            count = sum(item.position is position for item in self._matter.handed_in)
            if count:
                yield self.say(
                    "{position}: {count}", position=begun(self.say(POSITION_NAMES[position])), count=count
                )

    def views(self) -> Iterator[Part]:
        yield self._order.own(
            "views",
            self.say("The office's views"),
            self.say("Write the office's judgement of the proposal."),
        )
        referred = self._matter.referred
        if referred is None:
            return
        yield from self._as_a_whole()
        changes = {item.part: item.change for item in side_by_side(referred, self._matter.content)}
        for part in commented_parts(referred):
            said = [
                (item, text)
                for item in self._matter.handed_in
                if (text := item.comments.get(str(part), "").strip())
            ]
            if said:
                yield self._met(referred, part, said, changes.get(part, Change.GONE))

    def _as_a_whole(self) -> Iterator[Part]:
        """What was said of the whole, organisation by organisation."""
        said = [item for item in self._matter.handed_in if item.text.strip()]
        if not said:
            return
        yield Section(
            self.say("On the proposal as a whole"),
            (
                *(self._said(item, item.text.strip(), f"whole-{item.number}") for item in said),
                self._order.own(
                    "met-whole",
                    self.say("How the answers were taken up"),
                    self.say("Write how the office has taken up what was said of the whole."),
                ),
            ),
            "whole",
        )

    def _met(
        self,
        referred: RoadmapVersion,
        part: Piece,
        said: Sequence[tuple[KeptAnswer, str]],
        change: Change,
    ) -> Section:
        key = str(part).replace(":", "-")
        return Section(
            self._words(referred, part),
            (
                *(self._said(item, text, f"{key}-{item.number}") for item, text in said),
                paragraph(self.say(CHANGES[change]), key=f"{key}-change"),
                self._order.own(
                    f"met-{key}",
                    self.say("How the answers were taken up"),
                    self.say("Write why the proposal was changed, or why it stands."),
                ),
            ),
            key,
        )

    def _words(self, version: RoadmapVersion, part: Piece) -> str:
        """A part by its own words."""
        if part.kind is PieceKind.POINT:
            return self.say("Decision point {number}", number=part.key)
        named = {item.key: item.name for item in version.target_areas}
        milestones = {item.key: item.text for item in version.milestones}
        strategies = {item.key: item.text for item in version.strategies}
        words = {PieceKind.AREA: named, PieceKind.MILESTONE: milestones}.get(part.kind, strategies)
        return words[part.key].in_language(self._language)

    def _said(self, item: KeptAnswer, text: str, key: str) -> Paragraph:
        name = item.organisation_name.in_language(self._language)
        return Paragraph((Run(f"{name}: ", strong=True), Run(text)), key)
