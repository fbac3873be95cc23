"""Lines that a site puts under every text: who looks after the page, when, and whether it helped."""

import re

_FURNITURE = re.compile(
    r"""
    hjälpte\ (?:dig\ )?(?:den\ här\ )?(?:informationen|innehållet|sidan)\b.*\?
    | (?:sidan|innehållet|informationen)\ (?:är\ |blev\ )?(?:senast\ )?
        (?:granskad|granskades|uppdaterad|uppdaterades|ändrad|publicerad)\b.*
    | senast\ (?:granskad|uppdaterad|ändrad|publicerad)(?:\ av\b|\ den\b|:|\ \d).*
    | (?:sidansvarig|sidans\ ägare|webbredaktör)\b.*
    | (?:skriv\ ut|dela|lyssna|tipsa)(?:\ (?:på\ )?(?:sidan|innehållet))?
    | (?:upp\ )?till\ toppen(?:\ av\ sidan)?
    | (?:hoppa|gå)\ (?:direkt\ )?till\ (?:huvud)?innehåll(?:et)? | till\ innehållet
    | du\ är\ här:.*
    | var\ (?:informationen|innehållet|sidan)\ till\ (?:hjälp|nytta).*\?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 200


def is_furniture(text: str) -> bool:
    """Whether a line is of the site and not of the text."""
    return len(text) <= _LONGEST and bool(_FURNITURE.fullmatch(text.strip()))
