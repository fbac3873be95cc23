"""What the running text tells: the mandate, earlier decisions with dates, horizons, other documents named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fuzzy import fold
from .genre import MONTHS
from .lines import Passage
from .sentences import Sentence, plain

_MONTHS = "|".join(fold(month) for month in MONTHS)
_BODY = r"(?:kommun|stads|region)?fullmaktige|(?:kommun|region|stads)styrelsen?|\w*namnden?|regeringen"
_DECIDED = re.compile(
    r"\b(?:beslutade|beslot|antog|godkande|faststallde|uppdrog)\b"
    r"|\b(?:har|hade|fattade|tog)\b(?:\s+\S+){0,8}?\s+(?:beslutat|antagit|godkant|faststallt|beslut|uppdragit)\b"
)
_DAY = re.compile(rf"\b(?:den\s+)?(\d{{1,2}})\s+({_MONTHS})\s+((?:19|20)\d\d)\b")
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_MONTH = re.compile(rf"\b({_MONTHS})\s+((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:ar|under|i)\s+((?:19|20)\d\d)\b")
_BUDGET_YEAR = re.compile(r"\bbudget(?:en)?\s+(?:for\s+)?(?:ar\s+)?((?:19|20)\d\d)\b")
_GIVEN = re.compile(
    r"\b(?:gavs|gav|fick|har fatt|har gett|har givit|gett|uppdrog|uppdragit)\b"
    rf".*(?:{_BODY}|kontoret|forvaltningen|uppdrag)"
    rf"|(?:{_BODY}).*\b(?:gavs|gav|fick|uppdrog|har gett|har fatt)\b"
)
_MANDATED = re.compile(r"\b(?:enligt|i)\s+uppdraget\b|\buppdraget (?:ar|ska|innebar|bestar|var)\b")
_SPAN = r"((?:19|20)\d\d)(?:\s*(?:[-/]|till|och)\s*((?:19|20)\d\d))?"
_HORIZON = re.compile(
    rf"\b(?:kring|omkring|runt|fram till|fram emot|till och med|senast|innan|fore|inom|till|an|dn|mot)\s+"
    rf"(?:ar\s+|[&\d]r\s+|aren\s+|slutet av\s+|utgangen av\s+)?{_SPAN}\b"
)
_VISION_YEAR = re.compile(rf"\bvision(?:en)?\s+{_SPAN}\b")
_HORIZON_WORDS = re.compile(
    r"\b(?:maluppfyllelse|tidshorisont|tidpunkt|visionen ska|uppnadd?|malar|etappmal\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An earlier decision with its date as far as stated: YYYY, YYYY-MM or YYYY-MM-DD.

    `budget_year`: only the budget's year is stated, and budgets are decided before their year.
    """

    passage: Passage
    date: str | None
    budget_year: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A horizon: one year, or the first and last of a span."""

    passage: Passage
    years: tuple[int, ...]


def earlier_decisions(sentences: Sequence[Sentence]) -> list[Dated]:
    """Sentences that tell what a body has decided before, in the order told."""
    found = []
    for sentence in sentences:
        text = plain(sentence.passage.flat)
        if _DECIDED.search(text) and re.search(_BODY, text) and not _proposed(text):
            date = _date(text)
            budget = _BUDGET_YEAR.search(text)
            year = int(budget[1]) if budget and date is None else None
            found.append(Dated(sentence.passage, date, year))
    return found


def _proposed(text: str) -> bool:
    return bool(re.search(r"\b(?:foreslar|foreslas|beslutar foljande|beslutar att)\b", text))


def _date(text: str) -> str | None:
    if match := _ISO_DAY.search(text):
        return match.group()
    if match := _DAY.search(text):
        return f"{match[3]}-{_month(match[2]):02d}-{int(match[1]):02d}"
    if match := _MONTH.search(text):
        return f"{match[2]}-{_month(match[1]):02d}"
    if _BUDGET_YEAR.search(text):
        return None
    match = _YEAR.search(text)
    return match[1] if match else None


def _month(name: str) -> int:
    return [fold(month) for month in MONTHS].index(name) + 1


def date_in(text: str) -> str | None:
    """The first full date of a text, as YYYY-MM-DD; spelled months allowed."""
    folded = fold(text)
    if _ISO_DAY.search(folded) or _DAY.search(folded):
        return _date(folded)
    return None


def mandate(sentences: Sequence[Sentence]) -> Passage | None:
    """The sentences that say who gave the task, when they stand together; the best such place, or None.

    "Enligt uppdraget ska …" speaks of the task surely; a sentence just before it that gives something to
    someone is where the task was given.
    """
    texts = [plain(sentence.passage.flat) for sentence in sentences]
    best: tuple[int, list[int]] = (0, [])
    for at, text in enumerate(texts):
        given = _weight(text)
        if given == 0:
            continue
        together = [at]
        if at + 1 < len(texts) and _MANDATED.search(texts[at + 1]):
            together.append(at + 1)
            given += 2
        if given > best[0]:
            best = (given, together)
    if best[0] < 2:
        return None
    return sentences[best[1][0]].through(sentences[best[1][-1]])


def _weight(text: str) -> int:
    if re.search(r"\b(?:foreslas|foreslar)\b", text):
        return 0
    given = _GIVEN.search(text)
    task = re.search(r"\buppdrag(?:et)?\b", text)
    if given:
        return 2 + (1 if task else 0) + (1 if re.search(_BODY, text) else 0)
    return 2 if _MANDATED.search(text) else 0


def horizons(sentences: Sequence[Sentence]) -> list[Years]:
    """The years that goals are set for, each span once, told by the sentence that speaks most of time."""
    best: dict[tuple[int, ...], tuple[int, int, Passage]] = {}
    for at, sentence in enumerate(sentences):
        text = plain(sentence.passage.flat)
        for match in [*_HORIZON.finditer(text), *_VISION_YEAR.finditer(text)]:
            if re.search(r"\bbudget\w*\s*(?:for\s*)?$", text[: match.start()]):
                continue
            years = tuple(int(year) for year in match.groups() if year)
            worth = 2 * (match.re is _HORIZON) + len(_HORIZON_WORDS.findall(text))
            if years not in best or worth > best[years][0]:
                best[years] = (worth, at, sentence.passage)
    ordered = sorted(best.items(), key=lambda entry: (entry[1][1], entry[0]))
    return [Years(sentence, years) for years, (_, _, sentence) in ordered]
