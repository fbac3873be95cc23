"""About the site itself: the method, the data to download, how accessible it is."""

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.maps import border_note
from fardplan.portal.tables import last_published, source_lines
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import (
    CELL_MARKS,
    cell_reason,
    interval_sentence,
    origin_word,
    published_basis_sentence,
    verdict_word,
)
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.observation import Origin, PublishedBasis
from fardplan.vocabulary.status import IntervalBasis, Verdict

VERDICT_MEANINGS = {
    Verdict.REACHED: message("The level has been reached, with certainty."),
    Verdict.ON_TRACK: message("The figure lies on, or ahead of, the path to the level and the year decided."),
    Verdict.BEHIND: message("The figure falls short of the path to the level and the year decided."),
    Verdict.CANNOT_TELL: message("The uncertainty is too large to say whether the figure is on the path."),
    Verdict.NO_DATA: message("There are no figures. The page of the milestone says what would be needed."),
    Verdict.NOT_DECIDED: message(
        "No level and year have been decided. We then tell only whether the figure moves the way wanted."
    ),
}

ORIGIN_MEANINGS = {
    Origin.OFFICIAL: message("The source published the figure as it stands here."),
    Origin.OWN_CALCULATION: message(
        "We have calculated the figure from published ones, or counted it in a register; a note or the page "
        "of the indicator says how."
    ),
    Origin.SIMULATED: message(
        "The figure is made up to show how the site works. It is hatched in charts and named wherever it is."
    ),
}

COLUMNS = {
    "indicator, area, group": message("What the figure is about. An empty group is everybody."),
    "period, period_kind, period_start, period_end": message("When. Both days are counted in."),
    "value, lower, upper": message(
        "The figure, and the ends of its 95 per cent interval, or the lowest and highest that it can be, "
        "where they are known."
    ),
    "base": message("How many persons or answers it rests on, where that is known."),
    "status": message(
        "Whether there is a value, and if not, why. A suppressed one is protected: too few persons, or else "
        "another figure could be worked out."
    ),
    "clearance, release": message(
        "Why it may be shown: its source has published it, or it was counted here and protected, with the "
        "privacy report that it passed."
    ),
    "origin": message("Official statistics, own calculation or simulated."),
    "source, address, via, licence": message("Who published it, where, and where it was taken from."),
    "published, published_basis": message("When the source published it, and how that is known."),
    "loaded": message("When it was loaded here."),
    "note": message("What else must be known to read it."),
}


def method(contents: Contents, here: Address) -> dict[str, object]:
    language = here.language
    return {
        "verdicts": [
            {
                "verdict": item,
                "word": verdict_word(item, language),
                "meaning": translate(VERDICT_MEANINGS[item], language),
            }
            for item in Verdict
        ],
        "intervals": [interval_sentence(item, language) for item in IntervalBasis],
        "origins": [
            {"word": origin_word(item, language), "meaning": translate(ORIGIN_MEANINGS[item], language)}
            for item in Origin
        ],
        "marks": [{"mark": sign, "word": cell_reason(item, language)} for item, sign in CELL_MARKS.items()],
        "days": [published_basis_sentence(item, language) for item in PublishedBasis],
        "counted_here": bool(contents.publication.registers),
        "borders": [
            {"note": border_note(maps, language), "address": maps.address}
            for maps in contents.publication.boundaries
        ],
        "unmeasured": [item for item in contents.publication.milestones if item.status.latest is None],
    }


def data(contents: Contents, here: Address) -> dict[str, object]:
    return {
        "everything": contents.all_together,
        "entries": [
            {
                "indicator": item,
                "count": len(contents.observations(item.key)),
                "files": contents.files[item.key],
                "sources": source_lines(contents.observations(item.key), here.language),
                "simulated": contents.is_simulated_in(item.key),
            }
            for item in contents.publication.indicators
        ],
        "columns": [
            {"names": names, "meaning": translate(meaning, here.language)}
            for names, meaning in COLUMNS.items()
        ],
    }


def accessibility(contents: Contents, here: Address) -> dict[str, object]:
    day = last_published(contents.publication.cleared)
    return {
        "day": date_text(day, here.language) if day else "",
        "untranslated": here.language != "sv" and not contents.is_translated(here.language),
    }


def not_found(contents: Contents, here: Address) -> dict[str, object]:
    del contents, here
    return {}
