"""Marks that stand beside a word: a shape for each verdict and development, since colour is not enough."""

from fardplan.presentation.charts.svg import element
from fardplan.vocabulary.status import Development, Direction, Verdict

_SIZE = 16
_CIRCLE = {"cx": 8, "cy": 8, "r": 6}

_VERDICTS = {
    Verdict.REACHED: (
        element("circle", class_="m-fill", cx=8, cy=8, r=7),
        element("path", class_="m-cut", d="M4.5 8.2l2.4 2.4 4.6-5"),
    ),
    Verdict.ON_TRACK: (element("path", class_="m-fill", d="M3 2.5v11L14 8z"),),
    Verdict.BEHIND: (element("path", class_="m-line", d="M3.5 3v10L13 8z"),),
    Verdict.CANNOT_TELL: (element("path", class_="m-line", d="M2 9c2-4 4-4 6-1s4 3 6-1"),),
    Verdict.NO_DATA: (element("circle", class_="m-line m-dashed", **_CIRCLE),),
    Verdict.NOT_DECIDED: (
        element("circle", class_="m-line", **_CIRCLE),
        element("circle", class_="m-fill", cx=8, cy=8, r=1.6),
    ),
}


def verdict_mark(verdict: Verdict) -> str:
    """A small drawing to stand beside the verdict's word; hidden from screen readers, who get the word."""
    return _mark(*_VERDICTS[verdict], name=f"m-{verdict.value}")


def development_mark(development: Development, wanted: Direction | None) -> str:
    """An arrow the way the figure moves, filled when that is the way the city wants; else flat or wavy."""
    if development is Development.CANNOT_TELL:
        shape = element("path", class_="m-line", d="M2 9c2-4 4-4 6-1s4 3 6-1")
    elif development is Development.NO_DETECTABLE_CHANGE:
        shape = element("path", class_="m-line", d="M2 8h12")
    else:
        improves = development is Development.IMPROVING
        rises = improves == (wanted is Direction.UP)
        shape = element(
            "path", class_="m-fill" if improves else "m-line", d="M8 2l6 11H2z" if rises else "M8 14L2 3h12z"
        )
    return _mark(shape, name=f"m-{development.value}")


def _mark(*shapes: str, name: str) -> str:
    return element(
        "svg",
        *shapes,
        class_=f"mark {name}",
        viewBox=f"0 0 {_SIZE} {_SIZE}",
        aria_hidden="true",
        focusable="false",
    )
