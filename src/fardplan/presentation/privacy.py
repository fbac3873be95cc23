"""The privacy report and the loss of each method, in sentences and a plain table."""

from collections.abc import Mapping
from math import sqrt

from fardplan.presentation.numbers import number
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.privacy import Loss, PrivacyReport, ProtectedTable, ProtectionMethod
from fardplan.vocabulary.text import Language

METHODS = {
    ProtectionMethod.SUPPRESSION: message(
        "Counts from 1 to {most} are hidden, and other figures as well, so that none can be worked out."
    ),
    ProtectionMethod.CELL_KEY: message(
        "Every count is moved by chance by at most {deviation} (standard deviation {spread}), the same "
        "people always by the same. Parts need not add up to totals."
    ),
    ProtectionMethod.ROUNDING: message("Every count is rounded to a multiple of {base}."),
}

FEW = message("Counts of 1 are hidden, and other figures as well, so that none can be worked out.")
NO_COUNTS = message("No count is hidden for being small: by the rules, none tells of a person.")

NAMES = {
    "suppression": message("Suppression"),
    "cell_key": message("Noise by cell key"),
    "rounding_nearest": message("Rounding to the nearest"),
    "rounding_random": message("Rounding by chance"),
    "rounding_controlled": message("Rounding that adds up"),
}

COLUMNS = (
    message("Method"),
    message("Figures shown"),
    message("Persons in hidden figures"),
    message("Error of counts, mean and largest"),
    message("Error of shares in points, mean and largest"),
    message("Sums that do not add up"),
    message("Pairs of districts turned or unseen"),
)


def tell_public(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    """What anybody may know of how the figures were protected; no numbers of small cells."""
    return (
        *_simulated(report, language),
        _method(report, language),
        *_hidden(report, language),
        translate(
            "Before the figures were let out, a programme tried to work out what is protected from "
            "everything that is shown, and could not.",
            language,
        ),
    )


def tell(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    """The report for the data-protection officer, sentence by sentence: rules, tables and the attack.

    Not for the public: see `PrivacyReport`.
    """
    return (
        translate(
            "Privacy report {id} for the register {register}. It is internal.",
            language,
            id=report.id,
            register=report.register_key,
        ),
        *_simulated(report, language),
        _method(report, language),
        *_whole_groups(report, language),
        *tell_held_back(report, language),
        *_official(report, language),
        *(sentence for table in report.tables for sentence in _table(table, report.method, language)),
    )


def tell_held_back(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    """Which periods stay as they were published, and why; nothing where all are told anew."""
    if not report.held_back:
        return ()
    said = translate(
        "The figures for {periods} stay as they were published. What the register says now differs by fewer "
        "than {minimum} persons somewhere, and would tell of them.",
        language,
        periods=", ".join(report.held_back),
        minimum=dict(report.rules)["minimum"],
    )
    return (said,)


def tell_losses(losses: Mapping[str, Loss | str], language: Language) -> tuple[tuple[str, ...], ...]:
    """What each method takes, a row a method after a row of headings; a refused method has its reason."""
    heading = tuple(translate(column, language) for column in COLUMNS)
    return (heading, *(_row(name, found, language) for name, found in losses.items()))


def _row(name: str, found: Loss | str, language: Language) -> tuple[str, ...]:
    title = translate(NAMES[name], language)
    if isinstance(found, str):
        return (title, found)
    return (
        title,
        translate(
            "{shown} of {all}",
            language,
            shown=_whole(found.shown, language),
            all=_whole(found.cells, language),
        ),
        translate("{share} %", language, share=number(100 * found.persons_hidden, language, decimals=1)),
        f"{number(found.mean_error, language, decimals=2)} / {_whole(found.largest_error, language)}",
        f"{number(found.mean_share_error, language, decimals=2)} / "
        f"{number(found.largest_share_error, language, decimals=1)}",
        translate(
            "{broken} of {all}, by {gap} at most",
            language,
            broken=_whole(found.broken, language),
            all=_whole(found.sums, language),
            gap=_whole(found.largest_gap, language),
        ),
        translate(
            "{turned} and {unseen} of {all}",
            language,
            turned=_whole(found.turned, language),
            unseen=_whole(found.unseen, language),
            all=_whole(found.pairs, language),
        ),
    )


def _whole(value: int, language: Language) -> str:
    return number(value, language)


def _simulated(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    said = translate("The register is simulated: nobody in it exists.", language)
    return (said,) if report.simulated else ()


def _method(report: PrivacyReport, language: Language) -> str:
    rules = dict(report.rules)
    if report.method is ProtectionMethod.SUPPRESSION and int(rules["minimum"]) <= 2:
        return translate(FEW if int(rules["minimum"]) == 2 else NO_COUNTS, language)
    deviation = max((table.deviation for table in report.tables), default=0)
    variance = max((table.variance for table in report.tables), default=0.0)
    return translate(
        METHODS[report.method],
        language,
        most=int(rules["minimum"]) - 1,
        deviation=deviation,
        spread=number(sqrt(variance), language, decimals=1),
        base=rules.get("rounding.base", ""),
    )


def _whole_groups(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    rules = dict(report.rules)
    said = []
    if rules.get("full_cells.applies") == "True":
        said.append(translate("It is protected that everybody in a group has what is counted.", language))
    if rules.get("zero_cells.applies") == "True":
        said.append(translate("It is protected that nobody in a group has what is counted.", language))
    if int(rules.get("minimum_base", "0")) > 0:
        said.append(
            translate("Shares are told of at least {base} persons.", language, base=rules["minimum_base"])
        )
    return tuple(said)


def _official(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    if not report.official:
        return ()
    said = translate(
        "Others publish figures of nearly the same people ({indicators}), which are not taken as known. "
        "Where such a series counts exactly the same people, a hidden number could be worked out with it.",
        language,
        indicators=", ".join(report.official),
    )
    return (said,)


def _hidden(report: PrivacyReport, language: Language) -> tuple[str, ...]:
    if report.method is not ProtectionMethod.SUPPRESSION:
        return ()
    return (
        translate_plural(
            "One number is hidden in the tables behind the figures.",
            "{number} numbers are hidden in the tables behind the figures.",
            report.hidden,
            language,
            number=_whole(report.hidden, language),
        ),
    )


def _table(table: ProtectedTable, method: ProtectionMethod, language: Language) -> list[str]:
    said = [
        translate(
            "{what}, {period}: {cells} figures and differences of figures, of which the rules protect "
            "{sensitive}.",
            language,
            what=table.what,
            period=table.period,
            cells=_whole(table.cells + table.differences, language),
            sensitive=_whole(table.sensitive, language),
        )
    ]
    if method is ProtectionMethod.SUPPRESSION:
        said.append(
            translate(
                "{hidden} numbers are hidden, {others} of them so that others cannot be worked out.",
                language,
                hidden=_whole(table.hidden, language),
                others=_whole(table.hidden_for_others, language),
            )
        )
    if table.already_told:
        said.append(
            translate(
                "{count} more would be protected, but could be worked out from earlier publications.",
                language,
                count=_whole(table.already_told, language),
            )
        )
    said.append(_attack(table, language))
    return said


def _attack(table: ProtectedTable, language: Language) -> str:
    if table.narrowest is None:
        return translate("Nothing needed protection.", language)
    return translate(
        "The attack: of each of {checked} protected counts it was asked how low and how high it can be, "
        "knowing everything that is shown. An interval of {width} persons or more was left open for all of "
        "them ({certificates} ends by example, {programmes} by a linear programme each).",
        language,
        checked=_whole(table.attack.checked, language),
        width=_whole(table.narrowest, language),
        certificates=_whole(table.attack.certificates, language),
        programmes=_whole(table.attack.programmes, language),
    )
