"""The official report (tjänsteutlåtande) on a case of the roadmap, in the form that goes to the board.

Decision points become the proposal for decision; what the edition changes, who answered the referral and how
the proposal took it up are told from what is kept. Where judgement belongs the officer writes.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import paragraph_text
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.reports.tree import Head, Part, Report, Section, paragraph, points
from fardplan.roadmap.case import BODY_NAMES, CLOSED, Body, Move, State
from fardplan.store import cases as kept
from fardplan.store.cases import KeptStep
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.official_answers import AnswersWriter
from fardplan.usecases.reporting.official_content import ContentWriter
from fardplan.usecases.reporting.official_matter import Matter, MatterWriter, matter_of
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.steering.case_rights import can_read_cases, check_can_read_cases
from fardplan.vocabulary.text import Language, Text

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
    return _Writer(home, order, matter_of(order)).report()


WITHDRAWN = message("the case was withdrawn")


def settled(subject: str) -> Text | None:
    """How a case ended, once it has: by which decision, or that it was withdrawn."""
    case = kept.case_numbered(int(subject))
    if case.state not in CLOSED:
        return None
    last = kept.steps_of([case.number])[case.number][-1]
    words = last.decision.in_language if last.decision else partial(translate, WITHDRAWN)
    return Text(sv=words("sv"), en=words("en"))


class _Writer(MatterWriter):
    """Writes the parts of the report in their order, in one language."""

    def __init__(self, home: Home, order: Order, matter: Matter) -> None:
        super().__init__(order, matter)
        self._home = home
        self._content = ContentWriter(home, order, matter)
        self._answers = AnswersWriter(order, matter)

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
                self._section("matter", self._content.parts()),
                self._section("views", self._answers.views()),
                self._section("annexes", self._annexes()),
            ),
            as_of=order.as_of,
            edition=str(matter.content.number),
            simulated=matter.simulated,
            signatures=self._signatures(),
        )

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
                    paragraph=paragraph_text(decision.paragraph),
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
            yield self._answers.referral()
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
    settled=settled,
)
