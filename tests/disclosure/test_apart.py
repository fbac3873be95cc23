"""Who hides and who audits do not know each other's work: a fault of the one is not one of the other."""

import ast
from pathlib import Path

import fardplan.disclosure

ROOM = Path(fardplan.disclosure.__file__).parent
SHARED = "tables"


def from_disclosure(part: str) -> set[str]:
    """What the modules of a part of the room import from the room, but for the part itself."""
    found: set[str] = set()
    for path in sorted((ROOM / part).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name.split(".")[2] for name in names if name.startswith("fardplan.disclosure.")}
    assert part in found
    return found - {part}


def test_audit_and_suppression_share_the_description_of_cells_and_nothing_else() -> None:
    assert (from_disclosure("audit"), from_disclosure("suppression")) == ({SHARED}, {SHARED})
