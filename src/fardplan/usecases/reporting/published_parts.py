"""What a published edition shows and tells, as parts of a report, in the numbers and words of the site."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from fardplan.portal.contents import Contents
from fardplan.portal.figures import Shown
from fardplan.portal.tables import SourceLine
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import CELL_MARKS, origin_word
from fardplan.presentation.translations import translate
from fardplan.reports.tree import Figure, Head, Paragraph, Report, Table, paragraph
from fardplan.reports.vector import on_paper
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.editions import Edition, edition_on
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.text import Language, Text


def standing(home: Home, day: date) -> Edition | None:
    """The edition that stood on a day, None where nothing had been published."""
    try:
        return edition_on(home, day)
    except NotFoundError:
        return None


WHOLE = Text(sv="Hela färdplanen", en="The whole roadmap")


def whole_and_areas(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """The whole, and each target area of the edition that stood on the day; none before the first edition."""
    del actor
    edition = standing(home, day)
    if edition is None:
        return ()
    areas = edition.contents.publication.target_areas
    return (Subject("", WHOLE), *(Subject(item.key, item.name) for item in areas))


def of_edition(written: Callable[[Edition, Order], Report]) -> Callable[[Home, Actor, Order], Report]:
    """What makes a report of the edition that stood on the day: nothing but what was published comes into it.

    It raises `NotFoundError` before the first edition.
    """

    def make(home: Home, actor: Actor, order: Order) -> Report:
        del actor
        return written(edition_on(home, order.as_of), order)

    return make


def made_from(edition: Edition, language: Language) -> Paragraph:
    """Which edition a report is made from, so that its figures can be found again."""
    return paragraph(
        translate(
            "Made from the edition {name} of the public site, published on {day}.",
            language,
            name=edition.name,
            day=date_text(edition.day, language),
        ),
        key="edition",
    )


def site_edition(name: str, language: Language) -> str:
    """The source of what has been counted or gathered from all of an edition."""
    return translate("Edition {name} of the public site", language, name=name)


def head_of(contents: Contents, order: Order, kind: Text) -> Head:
    """The head of a report that is made of what the city has published."""
    publisher = contents.publication.city.publisher.in_language(order.language)
    name = kind.in_language(order.language)
    return Head(order.office or publisher, name, order.dnr, order.as_of, order.officer, order.phone)


def figure_of(shown: Shown, language: Language, *, behind: bool = True) -> Figure:
    """A chart of the site on paper. Without `behind` its figures stand in a table elsewhere."""
    drawing, origins = shown.drawing, translate("Origin: {origins}.", language, origins=shown.origins)
    source = cited(shown.sources, language)
    return Figure(
        marked(drawing.title, language, simulated=shown.simulated),
        on_paper(drawing),
        drawing.description,
        _behind(shown, language) if behind else None,
        (*drawing.notes, origins),
        source,
    )


def _behind(shown: Shown, language: Language) -> Table:
    drawing = shown.drawing
    title = translate("{title}: the figures", language, title=drawing.title)
    return Table(
        marked(title, language, simulated=shown.simulated),
        drawing.table.header,
        drawing.table.rows,
        numeric_columns(drawing.table.rows),
    )


def marked(title: str, language: Language, *, simulated: bool) -> str:
    """A title that says so where what stands under it is made up."""
    return f"{title} ({origin_word(Origin.SIMULATED, language)})" if simulated else title


def cited(sources: Sequence[SourceLine], language: Language) -> str:
    """Where figures come from, in a line: each source with the day of its newest figure."""
    return "; ".join(dict.fromkeys(_cited(line, language) for line in sources))


def _cited(line: SourceLine, language: Language) -> str:
    told = translate("latest published {day}", language, day=line.last)
    return f"{line.source}, {told}"


def source_list(sources: Iterable[SourceLine], language: Language) -> tuple[str, ...]:
    """The sources of a whole report, each once, with what must be known of it."""
    return tuple(dict.fromkeys(" ".join(_whole(line, language)) for line in sources))


def _whole(line: SourceLine, language: Language) -> Iterator[str]:
    via = f" ({translate('taken from', language)} {line.via})" if line.via else ""
    last = translate("latest published {day}", language, day=line.last)
    yield f"{line.source}{via}: {line.origin}, {last}."
    yield line.basis
    if line.licence:
        yield f"{translate('Licence:', language)} {line.licence}."
    if line.release:
        yield translate("Counted here and protected; privacy report {id}.", language, id=line.release)
    if line.address:
        yield line.address


def numeric_columns(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns after the first that hold numbers, or signs for none, and nothing else."""
    columns = list(zip(*rows, strict=True))
    return frozenset(
        at
        for at, cells in enumerate(columns)
        if at
        and any(_is_number(cell) for cell in cells)
        and all(not cell or _is_number(cell) for cell in cells)
    )


def _is_number(cell: str) -> bool:
    return cell in CELL_MARKS.values() or cell.lstrip("~+\N{MINUS SIGN}-")[:1].isdigit()
