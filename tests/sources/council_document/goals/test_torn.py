"""Tables of measures that have lost their columns: told by their head and the values that end their rows."""

import pytest

from fardplan.sources.council_document.goals.torn import torn_table_at
from fardplan.sources.council_document.lines import Row

HEAD = "Indikator Utfall 2025 Mål 2027 Mål 2029"


def _told(
    *texts: str, itself: tuple[int, ...] = ()
) -> list[tuple[str, str | None, str | None, int | None]] | None:
    rows = [Row(at, text) for at, text in enumerate(texts, start=1)]
    table = torn_table_at(rows, 0, [at in itself for at in range(len(rows))])
    if table is None:
        return None
    return [
        (row.name.flat, row.base and row.base.flat, row.target and row.target.flat, row.year)
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((HEAD, "Antal båtar 1 200 1 400 1 600"), [("Antal båtar", "1 200", "1 600", 2029)]),
        (
            (HEAD, "Andel kajer som är", "öppna för alla", "69 % 71 % 74 %", "Antal bryggor 3 4 5"),
            [
                ("Andel kajer som är öppna för alla", "69 %", "74 %", 2029),
                ("Antal bryggor", "3", "5", 2029),
            ],
        ),
        (
            (HEAD, "Sjukfrånvaro i hamnen 6,8 % 6,2 % 5,5 %", "• Hamnnämnden ska måla kajen"),
            [("Sjukfrånvaro i hamnen", "6,8 %", "5,5 %", 2029)],
        ),
        (("Mått 2024 2028", "Antal båtar 12 20"), [("Antal båtar", None, "20", 2028)]),
        (("Nyckeltal Nuläge Målvärde", "Antal båtar 12 –"), [("Antal båtar", "12", "–", None)]),
    ],
)
def test_measures_with_the_values_that_end_their_rows(texts, told):
    assert _told(*texts) == told


@pytest.mark.parametrize(
    "texts",
    [
        ("Indikator", "Antal båtar 12 20 30"),
        ("Indikatorer som följs upp av hamnen", "Antal båtar 12 20 30"),
        ("Båtar Utfall 2025 Mål 2027", "Antal båtar 12 20"),
        (HEAD, "Antal båtar 12 20"),
        (HEAD, "Hamnen", "och", "kajen", "och", "bryggan", "och", "båtarna 1 2 3"),
    ],
)
def test_what_is_no_such_table(texts):
    assert _told(*texts) is None


def test_a_table_ends_where_a_row_says_what_it_is():
    rows = (HEAD, "Antal båtar 1 2 3", "Uppdrag", "Antal kajer 4 5 6")
    assert _told(*rows, itself=(2,)) == [("Antal båtar", "1", "3", 2029)]
