"""The level of a heading over goals, and of areas that no word names where they stand."""

import pytest

from fardplan.sources.council_document.areas import Areas
from fardplan.sources.council_document.goals.reach import Reach
from fardplan.sources.council_document.goals.unnamed import UnnamedLevels
from fardplan.sources.council_document.level_words import Role
from fardplan.sources.council_document.levels import Level
from fardplan.sources.council_document.lines import Row, split_lines
from fardplan.sources.council_document.page_noise import clean


def rows_of(text: str) -> list[Row]:
    return list(clean(split_lines(text)).rows)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Målområden\n\nHav", [("Målområde", Role.AREA), None]),
        (
            "Målområden\n\nHav\n\nMålområden\n\nLand",
            [("Målområde", Role.GOAL), None, ("Målområde", Role.GOAL), None],
        ),
        ("Målområde\n\nMålområde", [("Målområde", Role.AREA), ("Målområde", Role.AREA)]),
        (
            "Målområden för hamnen\n\nMålområden för hamnen",
            [("Målområde", Role.AREA), ("Målområde", Role.AREA)],
        ),
        ("Åtgärder\n\nÅtgärder", [("Åtgärd", Role.ACTION), ("Åtgärd", Role.ACTION)]),
        ("Indikatorer\n\nDelmål", [("Indikator", Role.MEASURE), ("Delmål", Role.GOAL)]),
    ],
)
def test_areas_headed_so_time_after_time_are_goals(text: str, levels: list[tuple[str, Role] | None]) -> None:
    reach = Reach(rows_of(text), frozenset(), Areas())
    found = [reach.kind_level(at) for at in range(len(reach.rows))]
    assert [(level.word, level.role) if level else None for level in found] == levels


@pytest.mark.parametrize(
    ("text", "headed", "word"),
    [
        ("6. Strategiska områden för en hållbar stad", "Strategiskt område", "Strategiskt område"),
        ("6.2. Fokusområden i hamnen\n\nMålområden och målområden.", "Fokusområde", "Fokusområde"),
        ("2. Målområden för alla\n\n3. Fokusområden för alla", "Målområde", "Målområde"),
        ("6. Fokusområden för alla\n\nVi har fyra målområden.", "Fokusområde", "Målområde"),
        ("6. Fokusområden för alla\n\nVi har fyra perspektiv.", "Fokusområde", "Fokusområde"),
        ("6. Strategiskt område för alla", None, ""),
        ("6. Strategiska områdena för alla", None, ""),
        ("6. Mål för hamnen", None, ""),
        ("Strategiska områden för en hållbar stad", None, ""),
    ],
)
def test_areas_are_called_as_the_chapter_over_them_unless_they_are_counted(
    text: str, headed: str | None, word: str
) -> None:
    levels = UnnamedLevels(rows_of(text), [])
    assert levels.headed == (Level(headed, Role.AREA, 0, None, False) if headed else None)
    assert levels.area() == Level(word, Role.AREA, 0, None, False)
