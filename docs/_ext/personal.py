"""The directive `personal-data`: what the tables hold of people, as they are classified."""

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from fardplan.store.personal import KINDS, Kind
from fardplan.store.personal_columns import TABLES


def columns_of(kind: Kind) -> list[str]:
    """Every column with a kind of data, with its table: `store.User.email`."""
    return [
        f"{table}.{name}"
        for table, columns in TABLES.items()
        for name in columns.personal.get(kind, "").split()
    ]


class PersonalData(Directive):
    """A section for each kind of personal data: what, for what, how long, who sees it, where it stands."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [_kind(kind) for kind in KINDS]


def _kind(kind: Kind) -> nodes.section:
    section = nodes.section(ids=[nodes.make_id(f"data-{kind.key}")], names=[kind.key])
    section += nodes.title(text=kind.what[0].upper() + kind.what[1:])
    listed = nodes.definition_list()
    for word, said in (
        ("For what", kind.purpose),
        ("How long", kind.kept),
        ("Who sees it", kind.seen_by),
        ("In the copy that people take of their data", "named, not told" if kind.secret else "yes"),
    ):
        listed += _item(word, nodes.paragraph(text=said))
    where = nodes.paragraph()
    for number, column in enumerate(columns_of(kind)):
        where += [nodes.Text(", ")] if number else []
        where += nodes.literal(text=column)
    listed += _item("Columns", where)
    section += listed
    return section


def _item(word: str, said: nodes.paragraph) -> nodes.definition_list_item:
    return nodes.definition_list_item("", nodes.term(text=word), nodes.definition("", said))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("personal-data", PersonalData)
    return {"parallel_read_safe": True}
