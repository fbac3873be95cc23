"""The directive `rooms`: every room with the first sentence of its code, the topmost first."""

import ast
import tomllib
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]


def layers() -> list[list[str]]:
    """The layers that the import contracts name, from the top."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    return [[room.strip(" ()") for room in layer.split("|")] for layer in contract["layers"]]


def first_sentence(room: str) -> str:
    face = ROOT / "src" / "fardplan" / room / "__init__.py"
    docstring = ast.get_docstring(ast.parse(face.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


class Rooms(Directive):
    """Draws the table; an unknown room fails the build, since the file is not there."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        table = nodes.table(classes=["rooms"])
        group = nodes.tgroup("", *[nodes.colspec(colwidth=width) for width in (20, 80)], cols=2)
        group += nodes.thead("", _row(nodes.Text("Room"), nodes.Text("What it is for")))
        body = nodes.tbody()
        for layer in layers():
            for room in layer:
                body += _row(nodes.literal(text=room), nodes.Text(first_sentence(room)))
        group += body
        table += group
        return [table]


def _row(*cells: nodes.Node) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("rooms", Rooms)
    return {"parallel_read_safe": True}
