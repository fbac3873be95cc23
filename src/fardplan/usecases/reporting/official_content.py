"""What an official report says of the proposal itself: vision, what changes, and each target area."""

from collections.abc import Iterator, Sequence

from fardplan.presentation.gap_target import gap_aim
from fardplan.presentation.numbers import as_given, level
from fardplan.presentation.sentences import begun
from fardplan.reports.tree import Part, Section, Table, paragraph, points
from fardplan.roadmap.diff import differences
from fardplan.roadmap.version import Milestone, TargetArea
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.official_matter import Matter, MatterWriter
from fardplan.usecases.reporting.order import Order


class ContentWriter(MatterWriter):
    """The section of the matter."""

    def __init__(self, home: Home, order: Order, matter: Matter) -> None:
        super().__init__(order, matter)
        self._home = home

    def parts(self) -> Iterator[Part]:
        content = self._matter.content
        vision = self.say(
            "The vision for {year} is “{title}”.",
            title=content.vision.title.in_language(self._language),
            year=content.vision.year,
        )
        text = content.vision.text
        said = f"{vision} {text.in_language(self._language)}" if text else vision
        yield paragraph(said, key="vision")
        yield self._changed()
        for area in content.target_areas:
            yield self._area(area)

    def _changed(self) -> Section:
        base = self._matter.base
        parts: list[Part] = []
        if base is None:
            parts.append(paragraph(self.say("It is the first edition: all of it is new."), key="all-new"))
        else:
            told = [
                item.in_language(self._language)
                for item in differences(base, self._matter.content, self._home.city.unit_of)
            ]
            if told:
                parts.append(points(*told))
            else:
                parts.append(
                    paragraph(self.say("Nothing has changed from the edition before."), key="no-change")
                )
        return Section(self.say("What changes from the edition before"), tuple(parts), "changes")

    def _area(self, area: TargetArea) -> Section:
        content, language = self._matter.content, self._language
        milestones, strategies = content.milestones_of(area.key), content.strategies_of(area.key)
        parts: list[Part] = []
        if area.description:
            parts.append(paragraph(area.description.in_language(language), key=f"about-{area.key}"))
        if milestones:
            parts.append(self._milestones(area, milestones))
        if strategies:
            parts.append(paragraph(self.say("Prioritised strategies:"), key=f"strategies-{area.key}"))
            parts.append(points(*(item.text.in_language(language) for item in strategies), numbered=True))
        if not parts:
            parts.append(paragraph(self.say("Nothing has been written here yet."), key=f"empty-{area.key}"))
        return Section(area.name.in_language(language), tuple(parts), f"area-{area.key}")

    def _milestones(self, area: TargetArea, milestones: Sequence[Milestone]) -> Table:
        base = self._matter.base
        return Table(
            self.say("Milestones: {area}", area=area.name.in_language(self._language)),
            (
                self.say("Milestone"),
                self.say("Level and year"),
                self.say("Edition before"),
                self.say("Indicator"),
            ),
            tuple(
                (
                    item.text.in_language(self._language),
                    self._aim(item),
                    self._aim(before) if before else self.say("New"),
                    self._indicator(item),
                )
                for item in milestones
                for before in (base.milestone(item.key) if base else None,)
            ),
        )

    def _aim(self, milestone: Milestone) -> str:
        unit = self._home.city.unit_of(milestone)
        told = []
        if milestone.level is not None and milestone.year is not None:
            written = (
                level(milestone.level, unit, self._language)
                if unit
                else as_given(milestone.level, self._language)
            )
            told.append(self.say("{level} by {year}", level=written, year=milestone.year))
        if milestone.gap:
            told.append(
                self.say(
                    "gap at most {level} by {year}",
                    level=gap_aim(milestone.gap, unit, self._language),
                    year=milestone.gap.year,
                )
            )
        return begun("; ".join(told)) if told else begun(self.say("not decided"))

    def _indicator(self, milestone: Milestone) -> str:
        if milestone.indicator is None:
            return self.say("Has none yet")
        found = self._home.city.indicator(milestone.indicator.indicator)
        return found.name.in_language(self._language) if found else milestone.indicator.indicator
