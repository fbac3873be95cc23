"""Writes PX files for tests: plainly, with every statement that the reader knows."""

from collections.abc import Iterator
from math import isnan, prod

from fardplan.sources.pxweb.cube import Cube, Dimension, Role


def quoted(texts: tuple[str, ...]) -> str:
    return ",\n".join(f'"{text}"' for text in texts)


def long_text(text: str) -> str:
    """A text over several lines, as files break them after some eighty signs."""
    return "\n".join(f'"{text[at : at + 7]}"' for at in range(0, len(text), 7)) or '""'


def written(cube: Cube, heading: int = 1, charset: str = "utf-8", keys: str | None = None) -> bytes:
    """The file of a cube, with its last `heading` dimensions in the heading; rows by `keys` where told."""
    return "\n".join(lines(cube, heading, charset, keys)).encode(charset)


def lines(cube: Cube, heading: int, charset: str, keys: str | None) -> Iterator[str]:
    names = [dimension.label for dimension in cube.dimensions]
    split = len(names) - heading
    yield f'CHARSET="ANSI";\nAXIS-VERSION="2000";\nCODEPAGE="{charset}";\nLANGUAGE="sv";'
    yield f'DECIMALS={cube.decimals.get("", 0)};\nMATRIX="T1";\nTITLE={long_text(cube.label)};'
    if split:
        yield f"STUB={quoted(tuple(names[:split]))};"
    if heading:
        yield f"HEADING={quoted(tuple(names[split:]))};"
    for dimension in cube.dimensions:
        yield from of_dimension(cube, dimension)
    if "" in cube.units:
        yield f'UNITS="{cube.units[""]}";'
    yield f'SOURCE="{cube.source}";\nNOTE={long_text("##".join(cube.notes))};'
    yield 'LAST-UPDATED="20260608 08:00";\nDATASYMBOL2="..";\nDATASYMBOL3="...";'
    for name in names[:split] if keys else ():
        yield f'KEYS("{name}")={keys};'
    yield "DATA="
    yield from rows(cube, prod(cube.shape[split:]), split, keys)
    yield ";"


def of_dimension(cube: Cube, dimension: Dimension) -> Iterator[str]:
    about = f'("{dimension.label}")'
    yield f'VARIABLECODE{about}="{dimension.key}";\nVALUES{about}={quoted(dimension.labels)};'
    yield f"CODES{about}={quoted(dimension.codes)};"
    if dimension.role is Role.TIME:
        yield f"TIMEVAL{about}=TLIST(A1),{quoted(dimension.codes)};"
    if dimension.role is Role.GEO:
        yield f'MAP{about}="karta";'
    if dimension.role is Role.METRIC:
        yield f'CONTVARIABLE="{dimension.label}";'
        for code, label in zip(dimension.codes, dimension.labels, strict=True):
            if code in cube.units:
                yield f'UNITS("{label}")="{cube.units[code]}";'


def rows(cube: Cube, width: int, split: int, keys: str | None) -> Iterator[str]:
    cells = list(cube.cells())
    for start in range(0, cube.size, width):
        row = cells[start : start + width]
        figures = " ".join(figure(cube, start + at) for at in range(width))
        if not keys:
            yield figures
        elif any(cell.value != 0 for cell in row):
            codes = [row[0].codes[one.key] for one in cube.dimensions[:split]]
            told = (
                codes
                if keys == "CODES"
                else [one.label_of(code) for one, code in zip(cube.dimensions, codes, strict=False)]
            )
            yield ",".join(f'"{one}"' for one in told) + f",{figures}"


def figure(cube: Cube, cell: int) -> str:
    value = float(cube.values[cell])
    return f'"{cube.marks[cell]}"' if isnan(value) else repr(value).removesuffix(".0")
