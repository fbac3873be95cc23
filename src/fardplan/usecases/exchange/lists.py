"""Any list of the workspace as a file to take away."""

from collections.abc import Sequence

from fardplan.sources.workbooks.lists import Heading, Value, text_of_list, workbook_of_list

__all__ = ["Heading", "Value", "list_as_csv", "list_as_xlsx"]


def list_as_xlsx(
    title: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[Value]],
    *,
    about: tuple[str, Sequence[str]] | None = None,
) -> bytes:
    """The list as an Excel workbook; what people have typed is text in it, never a formula.

    `about`: a second sheet that tells what the list is, its name and a line each.
    """
    return workbook_of_list(title, columns, rows, about=about)


def list_as_csv(columns: Sequence[Heading], rows: Sequence[Sequence[Value]]) -> bytes:
    """The list as text with semicolons and decimal commas, as Swedish Excel opens it."""
    return text_of_list(columns, rows)
