"""The official report (tjänsteutlåtande) on a case of the roadmap, in the form that goes to the board.

Decision points become the proposal for decision; what the edition changes, who answered the referral and how
the proposal took it up are told from what is kept. Where judgement belongs the officer writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fardplan.presentation.gap_target import gap_aim
from fardplan.presentation.numbers import as_given, level
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence, begun
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.reports.tree import Head, Paragraph, Part, Report, Run, Section, Table, paragraph, points
from fardplan.roadmap.case import BODY_NAMES, Body, Move, State
from fardplan.roadmap.diff import differences
from fardplan.roadmap.parts import Kind as PieceKind
from fardplan.roadmap.parts import Part as Piece
from fardplan.roadmap.referral import POSITION_NAMES, TIMING_NAMES, Position, commented_parts, timing
from fardplan.roadmap.referral import State as AnswerState
from fardplan.roadmap.side_by_side import Change, side_by_side
from fardplan.roadmap.version import Milestone, RoadmapVersion, TargetArea
from fardplan.store import cases as kept
from fardplan.store.cases import KeptCase, KeptStep
from fardplan.store.organisations import organisations
from fardplan.store.referrals import KeptAnswer, answers_of
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.steering.case_rights import can_read_cases, check_can_read_cases
from fardplan.usecases.steering.cases import bodies
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Unit

STEPS = {
    "open": message("The case was opened."),
    Move.REFER: message("The draft was sent out for comments."),
    Move.CLOSE_REFERRAL: message("The referral was closed."),
    Move.PROPOSE: message("The proposal was laid before the executive board."),
    Move.SUBMIT: message("The executive board proposed it to the city council."),
    Move.RETURN: message("It was returned for more work."),
    Move.ADOPT: message("The city council adopted it."),
    Move.REJECT: message("It was rejected."),
    Move.WITHDRAW: message("The case was withdrawn."),
}
"""What each step of a case was, told afterwards."""

CHANGES = {
    Change.SAME: message("The wording stands as it was sent out."),
    Change.CHANGED: message("The proposal has been changed since it was sent out."),
    Change.NEW: message("It is new since the referral."),
    Change.GONE: message("It has been taken out since it was sent out."),
}
"""How a part of the proposal stands to what was sent out."""


def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """The cases that were open by a day, the newest first; none for those who may not read them."""
    del home
    if not can_read_cases(actor):
        return ()
    return tuple(
        Subject(
            str(case.number),
            Text(
                sv=translate("Case {number}: {title}", "sv", number=case.number, title=case.title),
                en=translate("Case {number}: {title}", "en", number=case.number, title=case.title),
            ),
        )
        for case in kept.cases()
        if case.opened_on <= day
    )


def make(home: Home, actor: Actor, order: Order) -> Report:
    """The report on a case as it stood at the end of a day. Constant queries.

    Raises `NotFoundError` for a case that is not there, or was not yet.
    """
    check_can_read_cases(actor)
    return _Writer(home, order, _matter(order)).report()


@dataclass(frozen=True)
class _Matter:
    """A case on a day: its text, what it was made from and what was sent out, its steps and answers."""

    case: KeptCase
    content: RoadmapVersion
    base: RoadmapVersion | None
    referred: RoadmapVersion | None
    steps: tuple[KeptStep, ...]
    answers: tuple[KeptAnswer, ...]
    names: dict[str, Text]
    bodies: dict[str | None, str]
    day: date

    @property
    def state(self) -> State:
        return self.steps[-1].to_state if self.steps else self.case.state

    @cached_property
    def handed_in(self) -> tuple[KeptAnswer, ...]:
        """The answers that had come by the day."""
        return tuple(
            item
            for item in self.answers
            if item.state is AnswerState.ANSWERED and item.answered_on and item.answered_on <= self.day
        )

    @property
    def simulated(self) -> bool:
        return self.case.origin == SIMULATED or any(item.origin == SIMULATED for item in self.answers)


def _matter(order: Order) -> _Matter:
    number = int(order.subject.key) if order.subject.key.isdigit() else 0
    case = kept.case_numbered(number)
    revision = kept.revision_on(number, order.as_of)
    if revision is None:
        raise NotFoundError(
            Sentence("case {number} was opened on {day}", number=number, day=case.opened_on),
            instead=Sentence("Choose that day or a later one."),
        )
    steps = tuple(step for step in kept.steps_of([number])[number] if step.day <= order.as_of)
    sent = [step.version for step in steps if step.move == Move.REFER]
    editions = {version.number: version for version in all_versions()}
    listed = organisations()
    return _Matter(
        case,
        kept.content_at(number, revision),
        editions.get(case.based_on or 0),
        editions.get(sent[-1] or 0) if sent else None,
        steps,
        answers_of(number, sent[-1]) if sent else (),
        {item.key: item.name for item in listed},
        bodies(listed),
        order.as_of,
    )


class _Writer:
    """Writes the parts of the report in their order, in one language."""

    def __init__(self, home: Home, order: Order, matter: _Matter) -> None:
        self._home, self._order, self._matter = home, order, matter
        self._language: Language = order.language

    def report(self) -> Report:
        order, matter = self._order, self._matter
        office = order.office or self._home.city.city.publisher.in_language(self._language)
        return Report(
            kind=KIND.key,
            title=matter.content.title.in_language(self._language),
            language=self._language,
            head=Head(
                office,
                self.say("Official report"),
                order.dnr or matter.case.dnr or "",
                order.as_of,
                order.officer,
                order.phone,
                self._body(self._addressed()),
            ),
            parts=(
                self._section("proposal", self._proposal()),
                self._section("summary", self._summary()),
                self._section("background", self._background()),
                self._section("preparation", self._preparation()),
                self._section("matter", self._content()),
                self._section("views", self._views()),
                self._section("annexes", self._annexes()),
            ),
            as_of=order.as_of,
            edition=str(matter.content.number),
            simulated=matter.simulated,
            signatures=self._signatures(),
        )

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def _section(self, key: str, parts: Iterator[Part]) -> Section:
        return Section(self.say(TITLES[key]), tuple(parts), f"section-{key}")

    def _day(self, day: date) -> str:
        return date_text(day, self._language)

    def _addressed(self) -> Body:
        """Before whom the matter lies, or will lie first."""
        before = (State.COUNCIL, State.ADOPTED)
        return Body.COUNCIL if self._matter.state in before else Body.EXECUTIVE

    def _body(self, body: Body) -> str:
        name = self._matter.names.get(self._matter.bodies.get(body, ""))
        return name.in_language(self._language) if name else begun(self.say(BODY_NAMES[body]))

    def _proposal(self) -> Iterator[Part]:
        listed = sorted(self._matter.content.decision_points, key=lambda point: point.number)
        if listed:
            yield points(*(point.text.in_language(self._language) for point in listed), numbered=True)
        else:
            yield paragraph(self.say("The draft has no decision points."), key="no-points")

    def _summary(self) -> Iterator[Part]:
        content = self._matter.content
        told = [
            self.say(
                "The proposal has {areas}, {milestones} and {strategies}.",
                areas=_counted(AREAS, len(content.target_areas), self._language),
                milestones=_counted(MILESTONES, len(content.milestones), self._language),
                strategies=_counted(STRATEGIES, len(content.strategies), self._language),
            ),
            self._levels(),
            *self._answers_in_short(),
        ]
        yield paragraph(" ".join(told), key="in-short", lead=True)
        yield self._order.own(
            "summary", self.say("Summary"), self.say("Sum up the matter and why it is proposed.")
        )

    def _levels(self) -> str:
        """For how many milestones the proposal has a level and a year."""
        milestones = self._matter.content.milestones
        with_level = sum(item.level is not None for item in milestones)
        if not milestones or with_level == 0:
            return self.say("No milestone has a level and a year yet.")
        if with_level == len(milestones):
            return self.say("Every milestone has a level and a year.")
        return translate_plural(
            "One of {all} milestones has a level and a year.",
            "{count} of {all} milestones have a level and a year.",
            with_level,
            self._language,
            all=len(milestones),
        )

    def _answers_in_short(self) -> Iterator[str]:
        asked, come = len(self._matter.answers), len(self._matter.handed_in)
        if asked:
            yield translate_plural(
                "One organisation was asked for comments; {come}.",
                "{count} organisations were asked for comments; {come}.",
                asked,
                self._language,
                come=self.say("none has answered")
                if come == 0
                else translate_plural("one has answered", "{count} have answered", come, self._language),
            )

    def _background(self) -> Iterator[Part]:
        base = self._matter.base
        if base is None:
            yield paragraph(self.say("There is no earlier edition of the roadmap."), key="base")
        elif base.decision:
            decision = base.decision
            yield paragraph(
                self.say(
                    "{body} adopted the edition that this proposal was made from on {day}, {paragraph} "
                    "({dnr}).",
                    body=decision.body,
                    day=self._day(decision.date),
                    paragraph=_paragraph(decision.paragraph),
                    dnr=decision.dnr,
                ),
                key="base",
            )
        else:
            yield paragraph(
                self.say("The edition that this proposal was made from has not been adopted."), key="base"
            )
        why = self._matter.content.why
        if why and (base is None or why != base.why):
            yield paragraph(
                self.say("Reason for the proposal: {why}", why=why.in_language(self._language)), key="why"
            )
        yield self._order.own(
            "background",
            self.say("Background"),
            self.say("Tell what led to the matter: assignments, decisions and what is known."),
        )

    def _preparation(self) -> Iterator[Part]:
        for number, step in enumerate(self._matter.steps):
            yield paragraph(self._step(step), key=f"step-{number}")
        if self._matter.referred is not None:
            yield self._referral()
        else:
            yield paragraph(self.say("The draft has not been sent out for comments."), key="no-referral")
        yield self._order.own(
            "preparation",
            self.say("Preparation of the matter"),
            self.say("Tell who has taken part in preparing the matter, and consultations with unions."),
        )

    def _step(self, step: KeptStep) -> str:
        told = [f"{begun(self._day(step.day))}: {self.say(STEPS[step.move])}"]
        if step.decision:
            told.append(
                self.say("Decision: {reference}.", reference=step.decision.in_language(self._language))
            )
        if step.why:
            told.append(self.say("Reason given: {why}", why=step.why))
        return " ".join(told)

    def _referral(self) -> Table:
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

    def _content(self) -> Iterator[Part]:
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
            told = [item.in_language(self._language) for item in differences(base, self._matter.content)]
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
        unit = self._unit(milestone)
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

    def _unit(self, milestone: Milestone) -> Unit | None:
        found = self._home.city.indicator(milestone.indicator.indicator) if milestone.indicator else None
        return found.unit if found else None

    def _indicator(self, milestone: Milestone) -> str:
        if milestone.indicator is None:
            return self.say("Has none yet")
        found = self._home.city.indicator(milestone.indicator.indicator)
        return found.name.in_language(self._language) if found else milestone.indicator.indicator

    def _views(self) -> Iterator[Part]:
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

    def _annexes(self) -> Iterator[Part]:
        listed = [
            self.say(
                "Proposal: {title} (case {number}, revision of {day})",
                title=self._matter.content.title.in_language(self._language),
                number=self._matter.case.number,
                day=self._day(self._matter.day),
            )
        ]
        if self._matter.handed_in:
            listed.append(self.say("Answers to the referral ({count})", count=len(self._matter.handed_in)))
        yield points(*listed, numbered=True)

    def _signatures(self) -> tuple[tuple[str, str], ...]:
        """Names and titles as they were given, a line each; else room for the two who sign."""
        given = [line.partition(",") for line in self._order.texts.get("signatures", ())]
        if given:
            return tuple((name.strip(), title.strip()) for name, _, title in given)
        return ("", self.say("Head of the administration")), ("", self.say("Head of department"))


TITLES = {
    "proposal": message("Proposal for decision"),
    "summary": message("Summary"),
    "background": message("Background"),
    "preparation": message("Preparation of the matter"),
    "matter": message("The matter"),
    "views": message("The office's views and proposal"),
    "annexes": message("Annexes"),
}
AREAS = (message("one target area"), message("{count} target areas"))
MILESTONES = (message("one milestone"), message("{count} milestones"))
STRATEGIES = (message("one strategy"), message("{count} strategies"))


def _counted(words: tuple[str, str], count: int, language: Language) -> str:
    return translate(words[count != 1], language, count=count)


def _paragraph(paragraph: str) -> str:
    return f"§ {paragraph}" if paragraph[:1].isdigit() else paragraph


KIND = Kind(
    "official",
    Text(sv="Tjänsteutlåtande", en="Official report"),
    Text(
        sv="Ett ärende om färdplanen i den form som går till nämnden: förslag till beslut, beredning, "
        "ärendet och kontorets synpunkter.",
        en="A case of the roadmap in the form that goes to the board: proposal for decision, preparation, "
        "the matter and the office's views.",
    ),
    subjects,
    make,
)
