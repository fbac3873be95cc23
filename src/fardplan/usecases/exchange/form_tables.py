"""The tables of a board's form: of its plan, or of what it tells at a follow-up."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from fardplan.boards.chain import ANSWERS, MUST_ANSWER, PARENTS, CouncilItem, ItemKind, PlanItem, in_outline
from fardplan.boards.follow_up import ACTIVITY_NAMES, Told, asked_of
from fardplan.boards.follow_up import FIELD_NAMES as TOLD_NAMES
from fardplan.boards.forms import CellKind, Choice, FormField, FormRow, FormTable, new_ref
from fardplan.boards.plan_fields import FIELD_NAMES as PLAN_NAMES
from fardplan.boards.plan_fields import FIELDS_OF, fields_of
from fardplan.boards.year_target import in_unit
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.sources.workbooks.cells import NO, YES, written
from fardplan.sources.workbooks.form_layout import FIRST_ROW
from fardplan.usecases.year.follow_ups import Owed
from fardplan.vocabulary.text import Language

LONGEST, LONGEST_LABEL = 4_000, 120
SPARE = {
    ItemKind.BOARD_GOAL: 5,
    ItemKind.BOARD_INDICATOR: 10,
    ItemKind.BOARD_ACTIVITY: 20,
    ItemKind.UNDERTAKING: 20,
}
"""So many empty rows there are for new items of each kind."""

TITLES = {
    ItemKind.BOARD_GOAL: message("Goals of the board"),
    ItemKind.BOARD_INDICATOR: message("Indicators of the board"),
    ItemKind.BOARD_ACTIVITY: message("Activities of the board"),
    ItemKind.UNDERTAKING: message("Undertakings"),
}
INTROS = {
    ItemKind.BOARD_GOAL: message("What the board wants to reach, and the result it expects."),
    ItemKind.BOARD_INDICATOR: message("What shows whether a goal is reached, with the target for the year."),
    ItemKind.BOARD_ACTIVITY: message("What is done, who answers for it, and from when to when."),
    ItemKind.UNDERTAKING: message("What a unit undertakes to do for a goal or an activity."),
}
_IN_FORMS = (
    *("title", "parent", "answers", "expected_result", "unit", "target", "responsible"),
    *("starts", "ends"),
)
"""The fields of a plan that a form has; links to the roadmap are made in the workspace."""

_WIDTHS = {"title": 60, "answers": 40, "parent": 40, "expected_result": 50, "text": 60, "responsible": 24}


def plan_tables(
    plan: Sequence[PlanItem], council: Sequence[CouncilItem], year: int, language: Language
) -> tuple[FormTable, ...]:
    """A table for each kind of thing in a plan, with empty rows for new ones."""
    outline = [item for _, item in in_outline(plan)]
    return tuple(_plan_table(kind, outline, council, year, language) for kind in TITLES)


def _plan_table(
    kind: ItemKind, plan: Sequence[PlanItem], council: Sequence[CouncilItem], year: int, language: Language
) -> FormTable:
    fields = tuple(_plan_fields(kind, plan, council, year, language))
    names = {field.name for field in fields}
    return FormTable(
        key=kind.value,
        title=translate(TITLES[kind], language),
        intro=translate(INTROS[kind], language),
        fields=fields,
        rows=tuple(_plan_row(item, names) for item in plan if item.kind is kind),
        spare=SPARE[kind],
    )


def form_fields(kind: ItemKind) -> tuple[str, ...]:
    """The fields of a thing in a plan that a form has."""
    return tuple(name for name in _IN_FORMS if name in FIELDS_OF[kind])


def _plan_row(item: PlanItem, names: Collection[str]) -> FormRow:
    values = {name: text for name, text in fields_of(item).items() if text and name in names}
    return FormRow(id=item.key, revision=item.revision, values=values)


def _plan_fields(
    kind: ItemKind, plan: Sequence[PlanItem], council: Sequence[CouncilItem], year: int, language: Language
) -> Iterable[FormField]:
    for name in form_fields(kind):
        heading = translate(PLAN_NAMES[name], language)
        width = _WIDTHS.get(name, 14)
        if name in ("starts", "ends"):
            yield FormField(
                name=name,
                heading=heading,
                kind=CellKind.DAY,
                width=width,
                low=f"{year - 5}-01-01",
                high=f"{year + 15}-12-31",
            )
        elif name == "answers":
            asked = [(item.key, item.text) for item in council if item.kind in ANSWERS.get(kind, ())]
            yield from _choice(name, heading, asked, required=kind in MUST_ANSWER)
        elif name == "parent":
            above = [(item.key, item.title) for item in plan if item.kind in PARENTS[kind]]
            above += _new_above(kind, plan, language)
            yield from _choice(name, heading, above, required=True)
        else:
            yield FormField(
                name=name,
                heading=heading,
                kind=CellKind.TEXT,
                width=width,
                required=name == "title",
                longest=LONGEST,
            )


NEW_ABOVE = {
    ItemKind.BOARD_GOAL: message("New goal, row {row}"),
    ItemKind.BOARD_ACTIVITY: message("New activity, row {row}"),
}
"""How what stands on an empty row of another sheet is chosen, once it is filled in."""


def _new_above(kind: ItemKind, plan: Sequence[PlanItem], language: Language) -> Iterable[tuple[str, str]]:
    for above, words in NEW_ABOVE.items():
        if above in PARENTS[kind]:
            first = FIRST_ROW + sum(item.kind is above for item in plan)
            for row in range(first, first + SPARE[above]):
                yield new_ref(above.value, row), translate(words, language, row=row)


def _choice(
    name: str, heading: str, options: Sequence[tuple[str, str]], *, required: bool
) -> Iterable[FormField]:
    """A column to choose in; none where there is nothing to choose from and nothing must be."""
    if not options and not required:
        return
    if not options:
        yield FormField(name=name, heading=heading, kind=CellKind.FIXED, width=_WIDTHS[name])
        return
    yield FormField(
        name=name,
        heading=heading,
        kind=CellKind.CHOICE,
        width=_WIDTHS[name],
        required=required,
        choices=tuple(Choice(value=value, label=label) for value, label in _labels(options).items()),
    )


def _labels(options: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A label for each, short enough to choose by, and each different."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for value, text in options:
        plain = " ".join(text.split())
        short = plain if len(plain) <= LONGEST_LABEL else f"{plain[: LONGEST_LABEL - 1]}…"
        label, number = short, 1
        while label.casefold() in taken:
            number += 1
            label = f"{short} ({number})"
        taken.add(label.casefold())
        found[value] = label
    return found


_GROUPS = (
    ("goals", message("Goals"), message("How far each goal is reached, and what that rests on.")),
    ("indicators", message("Indicators"), message("The outcome of each indicator, and how it stands.")),
    ("activities", message("Activities"), message("Where each activity and undertaking stands.")),
)


def group_of(kind: ItemKind) -> str:
    """The table of a follow-up's form that a kind of item stands in."""
    asked = asked_of(kind)
    return "indicators" if "outcome" in asked else "activities" if "activity" in asked else "goals"


def follow_up_tables(owed: Sequence[Owed], year: int, language: Language) -> tuple[FormTable, ...]:
    """A table for goals, one for indicators and one for what somebody does; without the empty ones."""
    tables = []
    for key, title, intro in _GROUPS:
        mine = [item for item in owed if group_of(item.subject.kind) == key]
        if mine:
            tables.append(
                FormTable(
                    key=key,
                    title=translate(title, language),
                    intro=translate(intro, language),
                    fields=tuple(_told_fields(key, mine, year, language)),
                    rows=tuple(_told_row(item) for item in mine),
                )
            )
    return tuple(tables)


_READ = {
    "goals": (("what", message("Goal")), ("above", message("Beneath"))),
    "indicators": (
        ("what", message("Indicator")),
        ("above", message("Beneath")),
        ("target", message("Target")),
    ),
    "activities": (
        ("what", message("Activity")),
        ("above", message("Beneath")),
        ("planned", message("Last day in the plan")),
    ),
}
_NEEDED = {"judgement": "ready=yes", "activity": "ready=yes"}


def _told_fields(key: str, owed: Sequence[Owed], year: int, language: Language) -> Iterable[FormField]:
    for name, heading in _READ[key]:
        width = 50 if name == "what" else 30 if name == "above" else 14
        yield FormField(name=name, heading=translate(heading, language), kind=CellKind.FIXED, width=width)
    asked = dict.fromkeys(name for item in owed for name in item.asked)
    choices: Mapping[str, Mapping[str, str]] = {
        "judgement": {value.value: words for value, words in JUDGEMENTS.items()},
        "activity": {value.value: words for value, words in ACTIVITY_NAMES.items()},
    }
    for name in asked:
        heading = translate(TOLD_NAMES[name], language).capitalize()
        if name in choices:
            yield FormField(
                name=name,
                heading=heading,
                kind=CellKind.CHOICE,
                width=18,
                required_when=_NEEDED.get(name),
                choices=tuple(
                    Choice(value=value, label=translate(words, language).capitalize())
                    for value, words in choices[name].items()
                    if key != "goals" or value != Judgement.NO_OUTCOME.value
                ),
            )
        elif name in ("outcome", "women", "men"):
            yield FormField(name=name, heading=heading, kind=CellKind.NUMBER, width=12)
        elif name == "new_end":
            yield FormField(
                name=name,
                heading=heading,
                kind=CellKind.DAY,
                width=14,
                low=f"{year - 1}-01-01",
                high=f"{year + 15}-12-31",
            )
        else:
            yield FormField(
                name=name, heading=heading, kind=CellKind.TEXT, width=_WIDTHS.get(name, 30), longest=LONGEST
            )
    yield FormField(
        name="ready",
        heading=translate("Ready?", language),
        kind=CellKind.CHOICE,
        width=10,
        choices=(
            Choice(value=YES, label=translate("Yes", language)),
            Choice(value=NO, label=translate("No", language)),
        ),
    )


def _told_row(item: Owed) -> FormRow:
    subject = item.subject
    values = {
        "what": subject.title,
        "above": subject.above or "",
        "target": in_unit(subject.target, subject.unit) if subject.target else "",
        "planned": subject.ends.isoformat() if subject.ends else "",
        **told_values(item.told, item.asked),
        "ready": YES if item.is_ready else NO,
    }
    names = {name for name, _ in _READ[group_of(subject.kind)]} | {*item.asked, "ready"}
    return FormRow(
        id=item.ref,
        revision=item.revision,
        values={name: text for name, text in values.items() if text and name in names},
        closed=item.is_ready or not item.mine,
    )


def told_values(told: Told, asked: Iterable[str]) -> dict[str, str]:
    """What is told of an item, as a form keeps it."""
    found = {}
    for name in asked:
        value = getattr(told, name)
        if isinstance(value, float):
            found[name] = written(value)
        else:
            found[name] = "" if value is None else str(value)
    return found
