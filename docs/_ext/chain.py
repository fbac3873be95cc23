"""The directive `chain`: what may stand beneath what, drawn from the data that the rules are read from."""

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from fardplan.boards.chain import ANSWERS, KIND_NAMES, MUST_ANSWER, PARENTS, ItemKind
from fardplan.presentation.translations import translate

COUNCIL = (
    ItemKind.ORIENTATION_GOAL,
    ItemKind.AREA_GOAL,
    ItemKind.COUNCIL_INDICATOR,
    ItemKind.COUNCIL_ACTIVITY,
)


def lines() -> list[str]:
    """The chain as an indented outline: the council's part, then the board's with what it answers."""
    found = ["THE COUNCIL"]
    found += _below(None, [kind for kind in ItemKind if kind in COUNCIL], 0)
    found += ["", "A BOARD OR COMPANY"]
    found += _below(None, [kind for kind in ItemKind if kind not in COUNCIL], 0)
    return found


def _below(parent: ItemKind | None, kinds: list[ItemKind], depth: int) -> list[str]:
    found = []
    for kind in kinds:
        stands = parent in PARENTS[kind] if parent else not PARENTS[kind]
        if stands:
            found.append(f"{'   ' * depth}{'└─ ' if depth else ''}{_name(kind)}{_answers(kind)}")
            found += _below(kind, kinds, depth + 1)
    return found


def _name(kind: ItemKind) -> str:
    return f"{KIND_NAMES[kind]} ({translate(KIND_NAMES[kind], 'sv')})"


def _answers(kind: ItemKind) -> str:
    asked = " or ".join(KIND_NAMES[one] for one in sorted(ANSWERS.get(kind, ())))
    if not asked:
        return ""
    return f"  → {'answers' if kind in MUST_ANSWER else 'may answer'} a {asked}"


class Chain(Directive):
    """Draws the outline as text, which every reader can read."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        text = "\n".join(lines())
        return [nodes.literal_block(text, text, language="text")]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("chain", Chain)
    return {"parallel_read_safe": True}
