"""A definition proposed for a table of a statistical database, with what to look at in it."""

from collections.abc import Iterable, Iterator, Sequence

from fardplan.sources.pxweb.cube import Dimension, Role
from fardplan.sources.pxweb.table import Table, Variable
from fardplan.vocabulary.keys import key_of

COUNTRY, COUNTRY_HERE = "00", "0000"
_PLACES = ("region", "kommun", "municipality", "area", "område")
_SEXES = {
    "män": "sex=M",
    "pojkar": "sex=M",
    "men": "sex=M",
    "kvinnor": "sex=K",
    "flickor": "sex=K",
    "women": "sex=K",
}
_ALL = ("totalt", "samtliga", "båda könen", "total", "alla", "both sexes")
_PER_CENT = ("procent", "per cent", "percent", "%", "andel")


def suggested(table: Table, address: str, version: int, municipality: str, home_area: str) -> str:
    """A definition file to read and correct; what is guessed, or only a person knows, stands in comments."""
    asks = _asks(table, address, version, municipality, home_area)
    return "\n".join([*_head(table, home_area), *asks]) + "\n"


def _head(table: Table, home_area: str) -> Iterator[str]:
    measure = next((one for one in table.variables if one.dimension.role is Role.METRIC), None)
    code = measure.dimension.codes[0] if measure else ""
    unit = table.units.get(code, table.units.get("", ""))
    decimals = table.decimals.get(code, table.decimals.get("", 0))
    share = any(word in f"{unit} {table.label}".casefold() for word in _PER_CENT)
    label = _quoted(_plain(table.label))
    yield f"key: {_quoted(key_of(table.label))}  # the name of the file, without .yaml"
    yield f"name: {{sv: {label}}}  # as residents should read it"
    yield f"definition: {{sv: {label}}}  # what, of whom, when"
    counted_in = _quoted(_plain(unit) or "antal")
    yield f"unit: {{measure: {'share' if share else 'count'}, label: {{sv: {counted_in}}}}}"
    yield "polarity: null  # up or down: which way is better for residents; null where neither is"
    yield "kind: context"
    yield f"area: {_quoted(home_area)}"
    yield f"rounded_to: {10.0**-decimals:g}"
    yield "error: {kind: register}  # or survey, for answers of a sample"
    yield "sources:"
    yield f"  - key: {_quoted(key_of(table.source or 'pxweb'))}"
    yield f"    name: {label}"
    yield f"    publisher: {_quoted(_plain(table.source) or 'Write who publishes it')}"
    yield f"    code: {_quoted(table.key)}"


def _asks(table: Table, address: str, version: int, municipality: str, home_area: str) -> Iterator[str]:
    time, place = _time(table), _place(table, municipality)
    codes = [code for code in (municipality, COUNTRY) if place and code in place.dimension.codes]
    yield "    asks:"
    yield "      kind: pxweb"
    if version != 2:
        yield f"      version: {version}"
    yield f"      address: {address}"
    yield f"      table: {_quoted(table.key)}"
    yield "      select:"
    sexes = [one for one in table.variables if one not in (time, place) and _sexes(one.dimension)]
    for variable in table.variables:
        yield f"        {_quoted(variable.key)}: {_selected(variable, time, place, codes, sexes)}"
    if time:
        yield f"      time: {_quoted(time.key)}"
    else:
        yield "      time: ''  # which variable is time?"
    if place and codes:
        yield f"      area: {_quoted(place.key)}"
        names = {municipality: home_area, COUNTRY: COUNTRY_HERE}
        other = {code: names[code] for code in codes if names[code] != code}
        if other:
            yield f"      areas: {_mapped(other)}  # what the table's codes are called here"
    else:
        yield f"      of_area: {_quoted(home_area)}  # the area that all figures are about"
    if sexes:
        yield "      groups:"
        yield from (f"        {_quoted(one.key)}: {_mapped(_sexes(one.dimension))}" for one in sexes)


def _time(table: Table) -> Variable | None:
    return next((one for one in table.variables if one.dimension.role is Role.TIME), None)


def _place(table: Table, municipality: str) -> Variable | None:
    for variable in table.variables:
        said = variable.dimension.role is Role.GEO
        called = variable.dimension.label.casefold() in _PLACES or variable.key.casefold() in _PLACES
        if said or called or municipality in variable.dimension.codes:
            return variable
    return None


def _sexes(dimension: Dimension) -> dict[str, str]:
    """The group of each code, where the codes are women, men and perhaps both together."""
    groups = {}
    for code, label in zip(dimension.codes, dimension.labels, strict=True):
        word = label.casefold()
        if word in _SEXES:
            groups[code] = _SEXES[word]
        elif word.startswith(_ALL):
            groups[code] = ""
        else:
            return {}
    return groups if set(groups.values()) >= {"sex=K", "sex=M"} else {}


def _selected(
    variable: Variable,
    time: Variable | None,
    place: Variable | None,
    codes: Sequence[str],
    sexes: Sequence[Variable],
) -> str:
    dimension = variable.dimension
    if variable is time:
        return _listed([f"from({code})" for code in dimension.codes[:1]])
    if variable is place and codes:
        return _listed(codes)
    if variable in sexes:
        return _listed(_sexes(dimension))
    total = variable.total or next(_of_all(dimension), None)
    if total:
        return f"{_listed([total])}  # all together"
    others = f"; there are {len(dimension):,}" if len(dimension) > 1 else ""
    label = _plain(dimension.labels[0]) if dimension.labels else ""
    return f"{_listed(dimension.codes[:1])}  # {label}{others}"


def _of_all(dimension: Dimension) -> Iterator[str]:
    """Codes that stand for all together, by their labels."""
    for code, label in zip(dimension.codes, dimension.labels, strict=True):
        if label.casefold().startswith(_ALL):
            yield code


def _listed(codes: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(code) for code in codes)}]"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """A text as YAML reads it back whatever stands in it."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in plain) + '"'


def _mapped(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in pairs.items()) + "}"
