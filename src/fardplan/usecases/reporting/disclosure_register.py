"""A register in the disclosure report: the rules, what was counted, what is hidden and what that costs."""

from collections.abc import Iterator

from fardplan.portal.own_figures import OwnCount, own_count
from fardplan.presentation.numbers import as_given, number
from fardplan.presentation.periods import period_short
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.reports.tree import Part, Section, Table, paragraph, points
from fardplan.usecases.reporting.disclosure_counts import (
    Counted,
    Counts,
    Released,
    by_period,
    by_place,
    counts_of,
    partial_gaps,
)
from fardplan.usecases.reporting.editions import Edition
from fardplan.usecases.reporting.published_parts import marked, site_edition
from fardplan.vocabulary.area import AreaKind
from fardplan.vocabulary.text import Language

AREAS = {
    AreaKind.COUNTRY: message("the country"),
    AreaKind.COUNTY: message("the county"),
    AreaKind.CITY: message("the whole city"),
    AreaKind.PART: message("parts of the city"),
    AreaKind.DISTRICT: message("districts"),
    AreaKind.SMALL: message("small areas"),
}


def headings(language: Language) -> tuple[str, str, str]:
    """Of the columns that `cells` fills."""
    return (
        translate("Figures", language),
        translate("Protected ones", language),
        translate("Share, per cent", language),
    )


def cells(counts: Counts, language: Language) -> tuple[str, str, str]:
    share = 100 * counts.hidden / counts.figures if counts.figures else 0.0
    return (
        number(counts.figures, language),
        number(counts.hidden, language),
        number(share, language, decimals=1),
    )


def register_name(item: Released, language: Language) -> str:
    return marked(item.register.name.in_language(language), language, simulated=item.simulated)


def register_section(edition: Edition, item: Released, language: Language) -> Section:
    """What is told of a register and of the releases of its figures."""
    parts = tuple(_Teller(edition, item, language).parts())
    return Section(register_name(item, language), parts, f"register-{item.register.key}")


def conditions(edition: Edition, item: Released, language: Language) -> Table | None:
    """How each indicator is counted in the register; None where no rule is published."""
    return _Teller(edition, item, language).conditions()


class _Teller:
    def __init__(self, edition: Edition, item: Released, language: Language) -> None:
        self._contents, self._item, self._language = edition.contents, item, language
        self._register, self._key = item.register, item.register.key
        self._source = site_edition(edition.name, language)
        self._heads = headings(language)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def parts(self) -> Iterator[Part]:
        register = self._register
        row = f"{self.say('Each row stands for:')} {register.row.in_language(self._language)}."
        source = f"{self.say('Source:')} {'; '.join(register.sources)}." if register.sources else ""
        yield paragraph(" ".join(filter(None, (row, source))), key=f"{self._key}-row")
        if register.protection:
            yield points(*(said.in_language(self._language) for said in register.protection))
        if register.basis:
            said = register.basis.in_language(self._language)
            yield paragraph(f"{self.say('What the rules rest on:')} {said}", key=f"{self._key}-basis")
        releases = ", ".join(register.releases)
        kept = self.say("Privacy report, kept by the publisher:")
        yield paragraph(f"{kept} {releases}.", key=f"{self._key}-releases")
        yield self._by_indicator()
        if counts_of(self._item.found).hidden:
            yield self._by_place()
            yield self._by_period()
        yield from self._lost()

    def _title(self, words: str) -> str:
        name = self._register.name.in_language(self._language)
        return marked(f"{name}: {words}", self._language, simulated=self._item.simulated)

    def _cells(self, counts: Counts) -> tuple[str, str, str]:
        return cells(counts, self._language)

    def _by_indicator(self) -> Table:
        return Table(
            self._title(self.say("figures and protected figures")),
            (self.say("Indicator"), self.say("Periods"), self.say("Rounded to"), *self._heads),
            tuple(map(self._indicator_row, self._item.counted)),
            frozenset({1, 2, 3, 4, 5}),
            source=self._source,
        )

    def _indicator_row(self, one: Counted) -> tuple[str, ...]:
        periods = sorted(item.period for item in one.found)
        span = dict.fromkeys(period_short(item, self._language) for item in (periods[0], periods[-1]))
        return (
            one.indicator.name.in_language(self._language),
            "–".join(span),
            as_given(one.indicator.rounded_to, self._language),
            *self._cells(one.counts),
        )

    def _by_place(self) -> Table:
        """Where the protected figures lie: the smaller the area and the group, the more of them."""
        rows = tuple(
            (
                begun(self.say(AREAS[kind])),
                self.say("groups") if of_groups else self.say("everybody"),
                *self._cells(counts),
            )
            for (kind, of_groups), counts in by_place(self._contents, self._item.found).items()
        )
        return Table(
            self._title(self.say("where the protected figures lie")),
            (self.say("Areas"), self.say("Of whom"), *self._heads),
            rows,
            frozenset({2, 3, 4}),
            source=self._source,
        )

    def _by_period(self) -> Table:
        return Table(
            self._title(self.say("protected figures by period")),
            (self.say("Period"), *self._heads),
            tuple(
                (period_short(period, self._language), *self._cells(counts))
                for period, counts in by_period(self._item.found).items()
            ),
            frozenset({1, 2, 3}),
            source=self._source,
        )

    def _lost(self) -> Iterator[Part]:
        """What the readers of comparisons lose."""
        whole, partial = partial_gaps(self._contents, self._item.counted)
        if not whole:
            return
        if not partial:
            said = self.say("No comparison between districts or groups lacks a protected figure.")
        else:
            said = translate_plural(
                "In one of {whole} comparisons between districts or groups protected figures take no part.",
                "In {count} of {whole} comparisons between districts or groups protected figures take no "
                "part.",
                partial,
                self._language,
                count=number(partial, self._language),
                whole=number(whole, self._language),
            )
        yield paragraph(said, key=f"{self._key}-lost")

    def conditions(self) -> Table | None:
        told = ((one, own_count(self._contents, one.indicator, self._language)) for one in self._item.counted)
        rows = tuple(row for one, own in told if own for row in self._conditions(one, own))
        if not rows:
            return None
        return Table(
            self._title(self.say("how it is counted")),
            (self.say("Indicator"), self.say("Rule"), self.say("Condition")),
            rows,
            source=self._source,
        )

    def _conditions(self, one: Counted, own: OwnCount) -> Iterator[tuple[str, ...]]:
        name = one.indicator.name.in_language(self._language)
        for rule in own.rules:
            part = f"{rule.part} {rule.since}".strip()
            words = rule.text.in_language(self._language) if rule.text else ""
            yield name, f"{part}: {words}" if words else part, rule.when
