"""fardplan evidence show … --division: figures of older districts recalculated to another division."""

import json
from datetime import date

from fardplan.cli.session import Session
from fardplan.cli.tables import table
from fardplan.presentation.numbers import stepped
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import RECALCULATED, origin_word
from fardplan.presentation.translations import message, translate
from fardplan.usecases.homes import Home
from fardplan.usecases.recalculations import recalculated_series
from fardplan.vocabulary.recalculated import Recalculated

COLUMNS = (
    message("Area"),
    message("Group"),
    message("Period"),
    message("Value"),
    message("Lowest and highest"),
    message("Made of"),
    message("Origin"),
    message("How"),
)


def show_recalculated(
    now: Session, indicator: str, division: str, as_of: date | None, *, as_json: bool
) -> None:
    """Every figure that an indicator comes to in the areas of a division, and why there is none."""
    home = now.home()
    found, made = recalculated_series(home, indicator, division, as_of=as_of)
    if as_json:
        plain = [item.model_dump(mode="json") | {"period": str(item.period)} for item in made]
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    now.tell(found.definition.name.in_language(now.language))
    if not made:
        now.say("No figures of an older division are known.")
        return
    header = [translate(word, now.language) for word in COLUMNS]
    rows = [_row(now, home, item, found.definition.rounded_to) for item in made]
    now.tell(table(header, rows, width=180))


def _row(now: Session, home: Home, item: Recalculated, step: float) -> tuple[str, ...]:
    def say(number: float) -> str:
        return stepped(number, now.language, rounded_to=step)

    names = {area.code: area.name for area in home.city.areas}
    bounded = item.lowest is not None and item.highest is not None and item.lowest < item.highest
    return (
        names[item.area],
        item.group,
        period_short(item.period, now.language),
        "–" if item.value is None else say(item.value),
        f"{say(item.lowest or 0.0)}–{say(item.highest or 0.0)}" if bounded else "",
        ", ".join(names[code] for code in item.made_of),
        origin_word(item.origin, now.language),
        translate(RECALCULATED[item.reason], now.language),
    )
