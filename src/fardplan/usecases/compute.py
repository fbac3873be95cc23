"""Computing the city's own figures: registers counted where they lie, protected, and made evidence."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from django.db import transaction

from fardplan.engines.engine import Engine
from fardplan.evidence.report import SaveReport
from fardplan.indicators.counting.explaining import told_plan
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.ratio import ratios
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.publishing.bundle import Bundle, list_bundles
from fardplan.sources.city_package import CityPackage
from fardplan.store.audit import record
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.counting import Asked, Counted, count, planned
from fardplan.usecases.homes import Home
from fardplan.usecases.keyed_files import key_files, needs_keys, salt_of
from fardplan.usecases.one_at_a_time import one_at_a_time
from fardplan.usecases.other_years import of_other_years
from fardplan.usecases.placed_files import place_files
from fardplan.usecases.privacy_records import save_record
from fardplan.usecases.published_before import PublishedBefore, published_by_register
from fardplan.usecases.working_folder import working_folder
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.observation import Clearance, Observation

NOTHING = Sentence("Nothing was counted; the figures that were there stay.")

Span = tuple[int, int]
"""First and last year, both included; a school year is the one it ends in."""

Files = Mapping[str, Sequence[Path]]
"""The files of each register, by its key."""


@dataclass(frozen=True, slots=True)
class ComputeReport:
    """What was counted of each register, what it made current, and the ratios that follow from it.

    `together`: indicators that nobody asked for and that were counted again since they have figures of the
    same registers: figures of the same people are only safe when they are protected together. `outside`:
    registers that have nothing for the years asked for, such as a survey of every third year.
    """

    counted: tuple[Counted, ...]
    saved: SaveReport
    ratios: tuple[Observation, ...]
    together: tuple[str, ...]
    outside: tuple[str, ...] = ()


def compute(
    home: Home,
    indicators: Sequence[str],
    registers: Files,
    *,
    engine: Engine,
    actor: Actor,
    today: date,
    span: Span | None = None,
    on_register: Callable[[str], None] = lambda _: None,
    on_protecting: Callable[[str, float], None] = lambda _key, _share: None,
) -> ComputeReport:
    """Count `indicators` (none: all that the registers allow) and make the figures current, all or none.

    `span`: without it all years that a register has, and then earlier figures of other years are withdrawn.
    Only sums that have passed disclosure control are kept; no row of a register leaves the engine but answers
    to surveys, and those only in memory. Raises `NotFoundError` for an indicator or register that is not
    there, `InputError` for one whose register is not named and for files that cannot be read; `RuleError`
    when a register has too many faults or its figures cannot be protected. Nothing is saved then.

    `on_register` is told which register is counted, `on_protecting` also which share of its tables has been
    protected.
    """
    check_can_load_evidence(actor)
    city = home.city
    chosen = _chosen(city, indicators, registers)
    bundles = list_bundles(home.bundles)
    before, published = _released(home, city), published_by_register(home)
    registers, outside = _within(city, registers, engine, span)
    chosen = tuple(item for item in chosen if _needs(item, city).isdisjoint(outside))
    with working_folder() as folder:
        counted = tuple(
            _counted(home, one, engine, published, folder, today, on_register, on_protecting)
            for one in _asked(city, chosen, registers, before, span)
        )
    own = [item for one in counted for item in one.observations]
    rest = tuple(_ratios(home, chosen, own, before))
    with one_at_a_time(home), transaction.atomic():
        _nothing_published_since(home, bundles)
        for one in counted:
            save_record(home, one.record)
        saved = home.evidence.save(
            [*own, *rest, *(of_other_years(home, counted, [*own, *rest]) if span else ())],
            loaded=today,
            came_from=", ".join(sorted(one.asked.register.key for one in counted)),
        )
        if saved.changed_anything:
            said = {one.asked.register.key: one.record.report.id for one in counted}
            record(actor.name, "compute", ", ".join(said), after={"releases": said, "rows": saved.rows})
    asked_for = {item.key for item in chosen}
    together = {item.indicator for item in own} - asked_for
    return ComputeReport(counted, saved, rest, tuple(sorted(together)), outside)


def _within(
    city: CityPackage, registers: Files, engine: Engine, span: Span | None
) -> tuple[Files, tuple[str, ...]]:
    """The registers that have anything for the years asked for, and the others; all where none has."""
    if span is None or len(registers) == 1:
        return registers, ()
    outside = []
    for key, paths in registers.items():
        register = city.register(key)
        times = engine.times(register, paths) if register else ()
        if not any(span[0] <= time <= span[1] for time in times):
            outside.append(key)
    if len(outside) == len(registers):
        return registers, ()
    return {key: paths for key, paths in registers.items() if key not in outside}, tuple(outside)


def _nothing_published_since(home: Home, bundles: Sequence[Bundle]) -> None:
    """What readers know is part of how figures are protected; it must be the same as when that was done."""
    if list_bundles(home.bundles) != bundles:
        raise RuleError(
            Sentence(
                "figures were published while the registers were counted, and these do not know of them"
            ),
            instead=Sentence("Count again: then what was published is taken as known."),
            outcome=NOTHING,
        )


@dataclass(frozen=True, slots=True)
class Explained:
    """How a register would be counted: the plan in words, and each pass as the engine would be asked."""

    register: str
    lines: tuple[str, ...]
    queries: tuple[str, ...]


def explain(
    home: Home,
    indicators: Sequence[str],
    registers: Files,
    *,
    engine: Engine,
    span: Span | None = None,
) -> tuple[Explained, ...]:
    """What `compute` would ask of the engine; only the years of the registers are read."""
    found, published = [], published_by_register(home)
    with working_folder() as folder:
        for ready in prepared(home, indicators, registers, folder, span):
            plan = planned(home.city, _beside(ready, published), engine)
            queries = tuple(engine.explain(one, ready.paths) for one in plan.passes)
            found.append(Explained(ready.register.key, tuple(told_plan(plan)), queries))
    return tuple(found)


def prepared(
    home: Home, indicators: Sequence[str], registers: Files, folder: Path, span: Span | None
) -> Iterator[Asked]:
    """What `compute` would ask of each register, with columns found from positions in copies in `folder`."""
    chosen = _chosen(home.city, indicators, registers)
    for asked in _asked(home.city, chosen, registers, _released(home, home.city), span):
        yield _placed(home.city, asked, folder)[0]


def _chosen(
    city: CityPackage, indicators: Sequence[str], registers: Files
) -> tuple[IndicatorDefinition, ...]:
    """The definitions that are asked for; all that the registers allow where none is named."""
    for key in registers:
        if city.register(key) is None:
            raise NotFoundError(
                Sentence("there is no register '{key}'", key=key),
                instead=there_is((item.key for item in city.registers), asked=key),
                outcome=NOTHING,
            )
    if not registers:
        raise InputError(
            Sentence("no register is named"),
            instead=Sentence(
                "Write --register NAME=PATH. {there}", there=there_is(item.key for item in city.registers)
            ),
            outcome=NOTHING,
        )
    own = {item.key: item for item in city.indicators if _needs(item, city)}
    for key in indicators:
        if key not in own:
            raise NotFoundError(
                Sentence("no indicator '{key}' is counted in a register", key=key),
                instead=there_is(own, asked=key),
                outcome=NOTHING,
            )
        absent = sorted(_needs(own[key], city) - set(registers))
        if absent:
            raise InputError(
                Sentence(
                    "the indicator '{key}' is counted in the register '{absent}', which is not named",
                    key=key,
                    absent=absent[0],
                ),
                instead=Sentence("Add --register {absent}=PATH.", absent=absent[0]),
                outcome=NOTHING,
            )
    if indicators:
        return tuple(own[key] for key in dict.fromkeys(indicators))
    return tuple(item for item in own.values() if _needs(item, city) <= set(registers))


def _needs(item: IndicatorDefinition, city: CityPackage) -> set[str]:
    """The registers that an indicator is counted in; a ratio in those of its two parts."""
    if item.count is not None:
        return {item.count.register}
    if item.ratio is None:
        return set()
    parts = (city.indicator(key) for key in (item.ratio.of, item.ratio.per))
    return {part.count.register for part in parts if part is not None and part.count is not None}


def _asked(
    city: CityPackage,
    chosen: Sequence[IndicatorDefinition],
    registers: Files,
    before: Mapping[str, Sequence[Observation]],
    span: Span | None,
) -> Iterator[Asked]:
    """What is asked of each register that is needed: the chosen, parts of ratios, what is out already."""
    needed = {item.key for item in chosen}
    needed |= {key for item in chosen if item.ratio for key in (item.ratio.of, item.ratio.per)}
    wanted = needed | set(before)
    for register in city.registers:
        own = tuple(
            item
            for item in city.indicators
            if item.count is not None and item.count.register == register.key and item.key in wanted
        )
        if register.key in registers and not needed.isdisjoint(item.key for item in own):
            yield Asked(register, own, tuple(registers[register.key]), span)


def _counted(
    home: Home,
    asked: Asked,
    engine: Engine,
    published: Mapping[str, PublishedBefore],
    folder: Path,
    today: date,
    on_register: Callable[[str], None],
    on_protecting: Callable[[str, float], None],
) -> Counted:
    key = asked.register.key
    on_register(key)
    ready, warnings = _placed(home.city, asked, folder)
    ready = _keyed(home, _beside(ready, published), folder)
    telling = partial(on_protecting, key)
    return count(home.city, ready, engine, today=today, warnings=warnings, on_protecting=telling)


def _beside(asked: Asked, published: Mapping[str, PublishedBefore]) -> Asked:
    return replace(asked, before=published.get(asked.register.key, PublishedBefore()))


def _placed(city: CityPackage, asked: Asked, folder: Path) -> tuple[Asked, tuple[str, ...]]:
    """The register with the columns that are found from positions, where it has any."""
    if not asked.register.places:
        return asked, ()
    placed = place_files(asked.register, city.places, asked.paths, folder)
    return replace(asked, register=placed.register, paths=placed.paths), placed.warnings


def _keyed(home: Home, asked: Asked, folder: Path) -> Asked:
    """The register with a key for every record, where its method draws noise by them."""
    if not needs_keys(asked.register.disclosure):
        return asked
    keyed = key_files(asked.register, asked.paths, folder, salt_of(home.path))
    return replace(asked, register=keyed.register, paths=keyed.paths)


def own_figures(home: Home) -> bool:
    """Whether the home has figures that were counted in registers, real or simulated."""
    return any(home.evidence.vintages(item.key) for item in home.city.indicators if item.count or item.ratio)


def _released(home: Home, city: CityPackage) -> dict[str, tuple[Observation, ...]]:
    """Every figure of the city's own counts that any edition of the evidence has, by indicator."""
    found = {}
    for item in city.indicators:
        if item.count is not None:
            figures = tuple(
                figure
                for edition in home.evidence.editions(item.key)
                for figure in edition
                if figure.provenance.clearance is Clearance.PROTECTED
            )
            if figures:
                found[item.key] = figures
    return found


def _ratios(
    home: Home,
    chosen: Iterable[IndicatorDefinition],
    own: Sequence[Observation],
    before: Mapping[str, Sequence[Observation]],
) -> Iterator[Observation]:
    """The ratios whose parts were counted, also those that are out already and would be wrong now.

    Where one part was counted, the other is as it stands in the evidence: the old ratio would tell what the
    part was, which may be hidden now.
    """
    counted = {item.indicator for item in own}
    asked_for = {item.key for item in chosen}
    for item in home.city.indicators:
        if item.ratio is None or not {item.ratio.of, item.ratio.per} & counted:
            continue
        if item.key in asked_for or item.ratio.of in before:
            absent = {item.ratio.of, item.ratio.per} - counted
            rest = (figure for key in absent for figure in home.evidence.series(key))
            yield from ratios(item.key, item.ratio, [*own, *rest])
