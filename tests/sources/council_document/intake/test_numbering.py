"""The numbers that Word draws: every form, levels, starts, restarts, overrides, and lists by style."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.intake.marks import letters_as_web, letters_as_word, roman
from tests.sources.council_document.intake.made import p, read, told, word


def level(at: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def pattern(name: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(name: int, at: int = 0, text: str = "x") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>')


def marks(body: str, numbering: str, styles: str = "") -> list[str]:
    return [line.look.mark for line in read(word(body, numbering=numbering, styles=styles)).lines]


OUTLINE = pattern(0, level(0, "%1."), level(1, "%1.%2"), level(2, "%3)", "lowerLetter"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", ["4", "5"]),
        ("lowerLetter", ["d", "e"]),
        ("upperLetter", ["D", "E"]),
        ("lowerRoman", ["iv", "v"]),
        ("upperRoman", ["IV", "V"]),
        ("decimalZero", ["04", "05"]),
        ("ordinal", ["4:e", "5:e"]),
        ("none", ["", ""]),
    ],
)
def test_every_form_from_its_start(form: str, expected: list[str]) -> None:
    assert marks(item(1) * 2, pattern(0, level(0, "%1", form, start=4)) + num(1, 0)) == expected


def test_deeper_levels_begin_again_below_each_higher_one() -> None:
    body = "".join(item(1, at) for at in (0, 1, 1, 2, 2, 0, 1, 2))
    assert told(read(word(body, numbering=OUTLINE + num(1, 0)))) == [
        "[1.] d1 x",
        "[1.1] d2 x",
        "[1.2] d2 x",
        "[a)] d3 x",
        "[b)] d3 x",
        "[2.] d1 x",
        "[2.1] d2 x",
        "[a)] d3 x",
    ]


def test_lists_of_one_pattern_count_on_unless_one_says_where_it_starts() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, again)
    assert marks(item(1) + item(2) + item(3) + item(3) + item(1), numbering) == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_may_write_a_level_its_own_way() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Mål %1:", "upperLetter")}</w:lvlOverride>'
    assert marks(item(1) + item(1, 1), OUTLINE + num(1, 0, own)) == ["Mål A:", "A.1"]


def test_levels_that_do_not_begin_again_and_levels_in_plain_figures() -> None:
    running = pattern(
        0,
        level(0, "%1", "upperRoman"),
        level(1, "%1.%2", more="<w:isLgl/>"),
        level(2, "%3.", more='<w:lvlRestart w:val="0"/>'),
    )
    body = "".join(item(1, at) for at in (0, 1, 2, 2, 0, 1, 2))
    assert marks(body, running + num(1, 0)) == ["I", "1.1", "1.", "2.", "II", "2.1", "3."]


def test_a_level_that_was_passed_over_has_been_counted() -> None:
    """As LibreOffice 7.4 draws it, which agreed on four lists of 120 paragraphs with levels by chance."""
    assert marks(item(1, 1) + item(1, 0) + item(1, 1), OUTLINE + num(1, 0)) == ["1.1", "2.", "2.1"]


def test_bullets_are_bullets_whatever_font_they_come_from() -> None:
    for sign, expected in (("\uf0b7", "•"), ("o", "•"), ("–", "–"), ("▪", "▪")):
        assert marks(item(1), pattern(0, level(0, sign, "bullet")) + num(1, 0)) == [expected]


def test_a_paragraph_without_words_counts_and_a_taken_away_number_does_not() -> None:
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = item(1) + item(1, text="") + item(1) + p("fri", none)
    assert marks(body, OUTLINE + num(1, 0)) == ["1.", "3.", ""]


def test_lists_by_style_with_the_level_that_the_list_ties_to_the_style() -> None:
    styles = ""
    for at, name in enumerate(("Rubrik1", "Rubrik2")):
        based = '<w:basedOn w:val="Rubrik1"/>' if at else ""
        listed = "<w:numPr>" + (f'<w:ilvl w:val="{at}"/>' if at else "") + '<w:numId w:val="1"/></w:numPr>'
        styles += f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="heading {at + 1}"/>{based}'
        styles += f"<w:pPr>{listed}</w:pPr></w:style>"
    tied = pattern(0, level(0, "%1", more='<w:pStyle w:val="Rubrik1"/>'), level(1, "%1.%2"))
    body = p("a", '<w:pStyle w:val="Rubrik1"/>') + p("b", '<w:pStyle w:val="Rubrik2"/>')
    assert told(read(word(body, styles=styles, numbering=tied + num(1, 0)))) == ["h1 [1] a", "h2 [1.1] b"]


def test_a_list_that_takes_its_levels_from_a_style_of_lists() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Lista"><w:name w:val="Lista"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = pattern(5, more='<w:numStyleLink w:val="Lista"/>')
    assert marks(item(2) * 2, OUTLINE + linked + num(1, 0) + num(2, 5), styles) == ["1.", "2."]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=25))
def test_counting_is_that_of_a_reader_who_looks_back(levels: list[int]) -> None:
    """The slow and obvious way: how many of my level since the last one above me."""
    written = pattern(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 0)
    body = "".join(item(1, at) for at in levels)
    assert marks(body, written) == _looking_back(levels)


def _looking_back(levels: list[int]) -> list[str]:
    whole: list[int] = []  # with those passed over
    found = []
    for deep in levels:
        whole += [above for above in range(deep) if not _count(whole, above)]
        whole.append(deep)
        found.append(".".join(str(_count(whole, one)) for one in range(deep + 1)))
    return found


def _count(levels: list[int], deep: int) -> int:
    count = 0
    for before in reversed(levels):
        if before < deep:
            break
        count += before == deep
    return count


@given(st.integers(1, 3999))
def test_roman_numerals_come_back(number: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    signs = [worth[sign] for sign in roman(number)]
    assert (
        sum(-one if one < after else one for one, after in zip(signs, [*signs[1:], 0], strict=True)) == number
    )


def test_letters_after_z_differ_between_word_and_the_web() -> None:
    assert [letters_as_word(number) for number in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
    assert [letters_as_web(number) for number in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "ab", "ba"]
    assert [roman(0), letters_as_word(0), letters_as_web(0), roman(4000)] == ["0", "0", "0", "4000"]
