"""Doubts in plain sentences, Swedish and English; a sentence is made of the doubt's own fields alone."""

from collections.abc import Sequence

from .draft import Doubt
from .lines import parted_words_joined

_SENTENCES: dict[str, tuple[str, str]] = {
    "real_word": (
        "”{as_read}” på {lines} läses som ”{first}”, men kan också vara ”{others}”.",
        "'{as_read}' on {lines} is read as '{first}', but may also be '{others}'.",
    ),
    "uncertain_repair": (
        "”{as_read}” på {lines} är inget ord; det läses som ”{first}”, men kan också vara ”{others}”.",
        "'{as_read}' on {lines} is no word; it is read as '{first}', but may also be '{others}'.",
    ),
    "unknown_word": (
        "”{as_read}” på {lines} finns inte i ordlistan och ingen rättelse är känd; det står som det lästes.",
        "'{as_read}' on {lines} is not in the dictionary and no repair is known; it stands as it was read.",
    ),
    "possible_misreading": (
        "”{as_read}” på {lines} finns inte i ordlistan; kanske är ordet ”{others}”. Det står som det lästes.",
        "'{as_read}' on {lines} is not in the dictionary; the word may be '{others}'. It stands as read.",
    ),
    "numbering": (
        "Numreringen på {lines} är trasig eller saknas delvis ({as_read}); punkterna är numrerade i den "
        "ordning de står: {readings}.",
        "The numbering on {lines} is broken or partly lost ({as_read}); the items are numbered as they "
        "stand: {readings}.",
    ),
    "numerals_without_text": (
        "Siffrorna på {lines} ({as_read}) är {first}, men {others} texter hittades till dem.",
        "The numerals on {lines} ({as_read}) are {first}, but {others} texts were found for them.",
    ),
    "lost_text": (
        "Sidbrus har tryckts över texten på {lines}; en rad kan ha gått förlorad: ”{as_read}”.",
        "Page noise is printed over the text on {lines}; a line may be lost: '{as_read}'.",
    ),
    "annex_missing": (
        "Dokumentet hänvisar på {lines} till bilagan ”{as_read}”, men bilagan finns inte i filen.",
        "On {lines} the document refers to the annex '{as_read}', but the annex is not in the file.",
    ),
    "names_in_one_row": (
        "Namnen på {lines} står på en rad (”{as_read}”) och delades efter antalet titlar: {readings}.",
        "The names on {lines} stand in one row ('{as_read}') and were parted by counting roles: {readings}.",
    ),
    "contradiction": (
        "Dokumentet kallar samma vision vid två namn på {lines}: {readings}.",
        "The document calls one vision by two names on {lines}: {readings}.",
    ),
    "budget_year": (
        "Beslutet på {lines} anges bara med budgetens år; datum saknas. En budget beslutas oftast året "
        "innan: {readings}.",
        "The decision on {lines} is stated by the budget's year alone, without a date. A budget is usually "
        "decided the year before: {readings}.",
    ),
    "count": (
        "På {lines} sägs antalet vara {first}, men {others} hittades: ”{as_read}”.",
        "On {lines} the number is said to be {first}, but {others} were found: '{as_read}'.",
    ),
    "list_not_placed": (
        "Listan på {lines} står under ett målområde, men inget säger om den är etappmål eller strategier; "
        "den är inte med.",
        "The list on {lines} stands under a target area, but nothing says whether it is milestones or "
        "strategies; it is left out.",
    ),
    "area_not_named": (
        "Målen på {lines} står inte under något namngivet målområde.",
        "The goals on {lines} stand under no named target area.",
    ),
    "area_without_goals": (
        "Målområdet ”{as_read}” på {lines} nämns, men inga etappmål eller strategier hittades till det.",
        "The target area '{as_read}' on {lines} is named, but no milestones or strategies were found for it.",
    ),
    "direction_unclear": (
        "Det framgår inte av orden på {lines} om etappmålet ska öka eller minska: ”{as_read}”.",
        "The words on {lines} do not say whether the milestone is to go up or down: '{as_read}'.",
    ),
    "force_unclear": (
        "Det framgår inte med vilken kraft beslutspunkten på {lines} binder: ”{as_read}”.",
        "It is not clear with what force the decision point on {lines} binds: '{as_read}'.",
    ),
    "no_title": ("Ingen rubrik för ärendet hittades.", "No title of the matter was found."),
    "no_decisions": ("Inga beslutspunkter hittades.", "No decision points were found."),
    "no_mandate": ("Inget uppdrag hittades i texten.", "No mandate was found in the text."),
    "no_areas": (
        "Inga målområden med etappmål eller strategier hittades.",
        "No target areas with milestones or strategies were found.",
    ),
}
KINDS = tuple(_SENTENCES)
MOST_SHOWN = 8  # places named in a sentence; the doubt itself keeps all its lines


def doubt(
    kind: str, lines: Sequence[int] = (), as_read: str | None = None, readings: Sequence[str] = ()
) -> Doubt:
    """A doubt with its sentence in Swedish, the language of the document."""
    bare = Doubt(kind=kind, message="", lines=tuple(lines), as_read=as_read, readings=tuple(readings))
    return bare.model_copy(update={"message": sentence(bare, "sv")})


def sentence(one: Doubt, language: str) -> str:
    """The doubt in a language: "sv" or "en"; a kind made by hand keeps its own message."""
    if one.kind not in _SENTENCES:
        return one.message
    swedish = language == "sv"
    quoted = "”{}”" if swedish else "'{}'"
    or_ = "” eller ”" if swedish else "' or '"
    return _SENTENCES[one.kind][0 if swedish else 1].format(
        as_read=parted_words_joined(" ".join((one.as_read or "").split())).rstrip("."),
        lines=lines_in_words(one.lines, language),
        first=one.readings[0] if one.readings else "",
        others=or_.join(one.readings[1:]),
        readings=", ".join(quoted.format(reading) for reading in one.readings),
    )


def lines_in_words(lines: Sequence[int], language: str) -> str:
    """ "rad 3-5 och 9", "lines 3-5 and 9"; runs of lines drawn together."""
    runs: list[tuple[int, int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    and_ = " och " if language == "sv" else " and "
    if len(parts) > MOST_SHOWN:
        parts = [
            *parts[:MOST_SHOWN],
            f"{len(parts) - MOST_SHOWN} ställen till"
            if language == "sv"
            else f"{len(parts) - MOST_SHOWN} more places",
        ]
    joined = and_.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    if language == "sv":
        return f"rad {joined}" if joined else "okänd rad"
    return (f"lines {joined}" if len(set(lines)) > 1 else f"line {joined}") if joined else "an unknown line"
