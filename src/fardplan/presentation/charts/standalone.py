"""A drawing as a file of its own: with the style sheet inside, since there is no page around it."""

from pathlib import Path

from fardplan.presentation.charts.model import Drawing
from fardplan.presentation.charts.svg import element
from fardplan.presentation.stylesheet import squeezed

SHEET = Path(__file__).parents[1] / "static" / "charts.css"

_FRAME = "svg{background:var(--chart-paper);font-family:Inter,'Segoe UI',Arial,sans-serif;padding:16px}"


def standalone(drawing: Drawing) -> str:
    """The wide drawing as an SVG file that follows the reader's light or dark and prints in grey."""
    start, end = drawing.svg.split(">", 1)
    style = element("style", squeezed(SHEET.read_text("utf-8") + _FRAME).replace("&", "&amp;"))
    return f"{start}>{style}{end}\n"
