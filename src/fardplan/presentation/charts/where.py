"""Where one area lies among the others: a small map without any figures."""

from collections.abc import Sequence
from itertools import chain

from fardplan.presentation.charts.map_layout import Plane
from fardplan.presentation.charts.model import Drawing, Shape, Table
from fardplan.presentation.charts.svg import element, picture
from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language

WIDTH = 200.0


def where_map(
    name: str, place: Shape, others: Sequence[Shape], language: Language, *, id: str, note: str = ""
) -> Drawing:
    """The land of an area filled among the others, north up. `id` is unique on the page, `note` whose map."""
    plane = Plane(chain(place.polygons, *(one.polygons for one in others)), WIDTH)
    title = translate("Where {name} lies", language, name=name)
    description = translate("A map of the districts, in which {name} is filled.", language, name=name)
    rest = chain.from_iterable(one.polygons for one in others)
    land = [element("path", class_="c-land c-in-land", d=plane.path(rest))] if others else []
    svg = picture(
        *land,
        element("path", class_="c-land c-in-step-4", d=plane.path(place.polygons)),
        width=WIDTH,
        height=plane.height + 1,
        id=id,
        title=title,
        description=description,
        class_="c-chart",
    )
    return Drawing(svg, svg, title, description, Table((), ()), (note,) if note else ())
